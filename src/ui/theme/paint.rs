//! A role as its file writes it, and the shades of colours.

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Deserializer};

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

/// One of the 16 colours that a terminal has its own shades of, or the number of one of the 240 whose shades are the same
/// everywhere.
#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Colour {
    Fixed(u8),
    Named(Named),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Named {
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

impl From<Named> for Color {
    fn from(colour: Named) -> Self {
        match colour {
            Named::Black => Self::Black,
            Named::Red => Self::Red,
            Named::Green => Self::Green,
            Named::Yellow => Self::Yellow,
            Named::Blue => Self::Blue,
            Named::Magenta => Self::Magenta,
            Named::Cyan => Self::Cyan,
            Named::White => Self::Gray,
            Named::BrightBlack => Self::DarkGray,
            Named::BrightRed => Self::LightRed,
            Named::BrightGreen => Self::LightGreen,
            Named::BrightYellow => Self::LightYellow,
            Named::BrightBlue => Self::LightBlue,
            Named::BrightMagenta => Self::LightMagenta,
            Named::BrightCyan => Self::LightCyan,
            Named::BrightWhite => Self::White,
        }
    }
}

impl From<Colour> for Color {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Fixed(number) => Self::Indexed(number),
            Colour::Named(name) => name.into(),
        }
    }
}

pub(super) fn paint<'de, D: Deserializer<'de>>(from: D) -> Result<Style, D::Error> {
    let paint = Paint::deserialize(from)?;
    let mut style = Style::new();
    style.fg = paint.fg.map(Color::from);
    style.bg = paint.bg.map(Color::from);
    Ok(style.add_modifier(paint.marks.into_iter().map(Modifier::from).collect::<Modifier>()))
}

/// Red, green and blue of a colour that is the same on every terminal: a cube of six levels, and 24 greys.
pub(crate) fn rgb(colour: Color) -> Option<[u8; 3]> {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let Color::Indexed(number) = colour else { return None };
    if number >= 232 {
        return Some([8 + 10 * (number - 232); 3]);
    }
    let number = usize::from(number.checked_sub(16)?);
    Some([number / 36, number / 6 % 6, number % 6].map(|level| LEVELS[level]))
}
