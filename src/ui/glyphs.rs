//! The signs that screens are drawn with.
//!
//! A sign that carries meaning has the same width on every terminal. Line-drawing characters do not (one column
//! or two, as the terminal is set), so they are drawn only through [`Glyphs`], which can be exchanged for ASCII.

/// The line-drawing characters of boxes, and the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// A horizontal line.
    pub across: &'static str,
    /// A vertical line.
    pub down: &'static str,
    /// A full block, of which big digits and bars are made.
    pub block: &'static str,
    /// The corners: upper left, upper right, lower left, lower right.
    pub corners: [&'static str; 4],
    /// Eight heights of a figure in a row of them, the lowest first.
    pub heights: [&'static str; 8],
}

impl Glyphs {
    /// Line-drawing characters, for terminals that draw them in one column.
    pub const LINES: Self = Self {
        across: "─",
        down: "│",
        block: "█",
        corners: ["┌", "┐", "└", "┘"],
        heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    };
    /// ASCII, for every other terminal.
    pub const ASCII: Self = Self {
        across: "-",
        down: "|",
        block: "#",
        corners: ["+", "+", "+", "+"],
        heights: [".", ":", "-", "=", "+", "*", "%", "#"],
    };

    /// A sparkline: a sign for each figure, as high as it is beside the highest. Nothing is the lowest, and only nothing is.
    pub fn spark(&self, figures: &[u64]) -> String {
        let most = figures.iter().copied().max().unwrap_or(0).max(1);
        let steps = self.heights.len() as u64 - 1;
        let height = |figure: &u64| usize::try_from((figure * steps).div_ceil(most)).unwrap_or(0);
        let signs = figures.iter().filter_map(|figure| self.heights.get(height(figure)));
        signs.copied().collect()
    }
}

/// Beside the selected row, the current step, the focused field.
pub const POINTER: &str = ">";
/// Before a row that is chosen; as wide as [`UNCHECKED`].
pub const CHECKED: &str = "[x]";
/// Before a row that can be chosen.
pub const UNCHECKED: &str = "[ ]";
/// Before the chosen one of several.
pub const CHOSEN: &str = "(*)";
/// Before one of several that can be chosen.
pub const UNCHOSEN: &str = "( )";
/// For each character of a secret.
pub const DOT: &str = "*";
/// Behind the name of a field that must be filled in. Its width differs between terminals, so it stands last
/// before a gap of [`REQUIRED_COLUMNS`] columns.
pub const REQUIRED: &str = "※";
/// The columns kept free for [`REQUIRED`], whatever the terminal makes of it.
pub const REQUIRED_COLUMNS: u16 = 2;
/// There is more above.
pub const MORE_ABOVE: &str = "^";
/// There is more below.
pub const MORE_BELOW: &str = "v";

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn a_sign_with_meaning_is_as_wide_everywhere() {
        let ascii = Glyphs::ASCII;
        let frame = [ascii.across, ascii.down, ascii.block, ascii.corners[0]];
        let signs = [
            POINTER, CHECKED, UNCHECKED, CHOSEN, UNCHOSEN, DOT, MORE_ABOVE, MORE_BELOW,
        ];
        for sign in frame
            .into_iter()
            .chain(ascii.heights)
            .chain(signs)
            .chain([crate::ui::text::ELLIPSIS])
        {
            assert_eq!(sign.width(), sign.width_cjk(), "{sign}");
        }
        assert!(
            REQUIRED.width_cjk() <= usize::from(REQUIRED_COLUMNS),
            "a wide ※ still has its room"
        );
    }

    #[test]
    fn a_sparkline_has_a_sign_for_each_figure_and_nothing_alone_is_the_lowest() {
        assert_eq!(Glyphs::ASCII.spark(&[0, 1, 350, 700, 699]), ".:+##");
        assert_eq!(Glyphs::LINES.spark(&[0, 1, 2, 3, 4, 5, 6, 7]), "▁▂▃▄▅▆▇█");
        assert_eq!(Glyphs::ASCII.spark(&[0, 0]), "..");
    }

    /// A character that is one column here and two there would shift what stands behind it.
    #[test]
    fn the_words_are_as_wide_everywhere() {
        let files = [
            include_str!("../../assets/text/ja.toml"),
            include_str!("../../assets/text/en.toml"),
        ];
        for c in files.iter().flat_map(|file| file.chars()).filter(|c| !c.is_control()) {
            let text = c.to_string();
            assert_eq!(text.width(), text.width_cjk(), "{text} in assets/text");
        }
    }
}
