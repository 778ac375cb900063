//! Colours by role, never by widget: 16 colours, each role told apart without them too.

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Deserializer};

use super::message::Severity;

const DARK: &str = include_str!("../../assets/theme/dark.toml");
const NONE: &str = include_str!("../../assets/theme/none.toml");

/// How each role looks. Every file under `assets/theme` names every role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Boxes and rules.
    #[serde(deserialize_with = "paint")]
    pub frame: Style,
    /// The title of the screen.
    #[serde(deserialize_with = "paint")]
    pub title: Style,
    /// Headings of panels and columns.
    #[serde(deserialize_with = "paint")]
    pub heading: Style,
    /// Names of fields.
    #[serde(deserialize_with = "paint")]
    pub label: Style,
    /// What fields and tables hold.
    #[serde(deserialize_with = "paint")]
    pub value: Style,
    /// An entry that can be typed in.
    #[serde(deserialize_with = "paint")]
    pub entry: Style,
    /// The selected row, the current step, the chosen button: always with a mark beside it.
    #[serde(deserialize_with = "paint")]
    pub selected: Style,
    /// The mark ※ of what must be filled in.
    #[serde(deserialize_with = "paint")]
    pub required: Style,
    /// The help for the focused field.
    #[serde(deserialize_with = "paint")]
    pub hint: Style,
    /// Something is as it should be.
    #[serde(deserialize_with = "paint")]
    pub good: Style,
    /// Something to know.
    #[serde(deserialize_with = "paint")]
    pub info: Style,
    /// Something to look at before going on.
    #[serde(deserialize_with = "paint")]
    pub warn: Style,
    /// Something is wrong or refused.
    #[serde(deserialize_with = "paint")]
    pub bad: Style,
    /// The name of a key on the bar.
    #[serde(deserialize_with = "paint")]
    pub key: Style,
    /// What the key does.
    #[serde(deserialize_with = "paint")]
    pub action: Style,
    /// A key or a row that cannot be used now: always with brackets or a reason beside it.
    #[serde(deserialize_with = "paint")]
    pub off: Style,
    /// The mark of a training store.
    #[serde(deserialize_with = "paint")]
    pub training: Style,
}

/// A theme that comes with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Colours for a dark background that stay readable on a light one.
    #[default]
    Dark,
    /// No colour; bold, reverse and underline stay.
    None,
}

impl Scheme {
    /// The scheme that the value of the environment variable `NO_COLOR` asks for: any text means no colour.
    pub fn from_no_color(value: Option<&str>) -> Self {
        if value.is_some_and(|text| !text.is_empty()) {
            Self::None
        } else {
            Self::Dark
        }
    }
}

impl Theme {
    /// The theme of `scheme`. The files are part of the program; a test reads each of them.
    pub fn load(scheme: Scheme) -> Result<Self, toml::de::Error> {
        toml::from_str(match scheme {
            Scheme::Dark => DARK,
            Scheme::None => NONE,
        })
    }

    /// The role of a message.
    pub fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Info => self.info,
            Severity::Good => self.good,
            Severity::Warn => self.warn,
            Severity::Bad => self.bad,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paint {
    fg: Option<Colour>,
    bg: Option<Colour>,
    #[serde(default)]
    marks: Vec<Mark>,
}

/// What stays on a terminal without colours.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Mark {
    Bold,
    Dim,
    Underline,
    Reverse,
}

impl From<Mark> for Modifier {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Bold => Self::BOLD,
            Mark::Dim => Self::DIM,
            Mark::Underline => Self::UNDERLINED,
            Mark::Reverse => Self::REVERSED,
        }
    }
}

/// The 16 colours every terminal has; a palette of its own decides their shades.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Colour {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
    BrightBlack,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
    BrightWhite,
}

impl From<Colour> for Color {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Black => Self::Black,
            Colour::Red => Self::Red,
            Colour::Green => Self::Green,
            Colour::Yellow => Self::Yellow,
            Colour::Blue => Self::Blue,
            Colour::Magenta => Self::Magenta,
            Colour::Cyan => Self::Cyan,
            Colour::White => Self::Gray,
            Colour::BrightBlack => Self::DarkGray,
            Colour::BrightRed => Self::LightRed,
            Colour::BrightGreen => Self::LightGreen,
            Colour::BrightYellow => Self::LightYellow,
            Colour::BrightBlue => Self::LightBlue,
            Colour::BrightMagenta => Self::LightMagenta,
            Colour::BrightCyan => Self::LightCyan,
            Colour::BrightWhite => Self::White,
        }
    }
}

fn paint<'de, D: Deserializer<'de>>(from: D) -> Result<Style, D::Error> {
    let paint = Paint::deserialize(from)?;
    let mut style = Style::new();
    style.fg = paint.fg.map(Color::from);
    style.bg = paint.bg.map(Color::from);
    Ok(style.add_modifier(paint.marks.into_iter().map(Modifier::from).collect::<Modifier>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_the_marks_stay() {
        let theme = Theme::load(Scheme::from_no_color(Some("1"))).unwrap();
        for style in [theme.selected, theme.training, theme.bad, theme.good] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(theme.selected.add_modifier.contains(Modifier::REVERSED));
        assert!(theme.training.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn an_empty_no_color_is_none() {
        assert_eq!(Scheme::from_no_color(Some("")), Scheme::Dark);
        assert!(Theme::load(Scheme::Dark).is_ok());
    }
}
