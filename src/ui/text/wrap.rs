//! Paragraphs in lines of so many columns.

use unicode_segmentation::UnicodeSegmentation;

use super::{cells, clean};

/// Characters that do not begin a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！）」』】〕］｝ゝゞ々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}";

/// `text`, cleaned, as lines of at most `columns` columns (at least 8); a line feed begins a new one.
///
/// Japanese breaks anywhere but before the characters that may not begin a line; Latin and half-width words break at blanks
/// unless one is longer than a line.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    text.split('\n')
        .flat_map(|paragraph| lines(&clean(paragraph), columns.max(8)))
        .collect()
}

fn lines(paragraph: &str, columns: u16) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for grapheme in paragraph.graphemes(true) {
        if columns_of(&line) + cells(grapheme) > columns {
            let mut next = line.split_off(carry_from(&line, grapheme));
            if line.is_empty() || columns_of(&next) + cells(grapheme) > columns {
                line.push_str(&std::mem::take(&mut next));
            }
            lines.push(std::mem::replace(&mut line, next));
            if line.is_empty() && grapheme == " " {
                continue;
            }
        }
        line.push_str(grapheme);
    }
    lines.push(line);
    lines
}

fn columns_of(line: &str) -> u16 {
    line.graphemes(true).map(cells).sum()
}

/// Where in `line` begins what has to go to the next line together with `next`.
fn carry_from(line: &str, next: &str) -> usize {
    let in_word = |text: &str| text.chars().all(|c| c.is_ascii_graphic() || ('ｦ'..='ﾟ').contains(&c));
    let backwards = || line.grapheme_indices(true).rev();
    let word = || backwards().take_while(|(_, grapheme)| in_word(grapheme)).last();
    let begun = backwards().find(|(_, grapheme)| !NOT_FIRST.contains(grapheme));
    let from = if in_word(next) { word() } else { None };
    let from = from.or(if NOT_FIRST.contains(next) { begun } else { None });
    from.map_or(line.len(), |(start, _)| start)
}
