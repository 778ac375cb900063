//! Colours by role, never by widget, in several themes; each role is told apart without colours too.
//!
//! A state is always a word, a mark and a colour. What a screen paints without a colour of its own gets that of the
//! ground, which [`Theme::lay`] puts under a finished frame.

mod paint;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};
use serde::Deserialize;

use super::message::Severity;
use paint::paint;

pub(crate) use paint::rgb;

/// How each role looks. Every file under `assets/theme` names every role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Which of the themes it is.
    #[serde(skip)]
    pub scheme: Scheme,
    /// Under everything: colours of what has none of its own, marks of all. Without colours it is the terminal's.
    #[serde(deserialize_with = "paint")]
    pub ground: Style,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// The sixteen colours of the terminal on its own ground.
    #[default]
    Sixteen,
    /// A dark ground; 256 colours, as the three that follow.
    Dark,
    /// A light ground.
    Light,
    /// Black on white and bold, for a projector.
    Projector,
    /// Colours that every kind of colour vision tells apart.
    ColourSafe,
    /// No colour; bold, reverse and underline stay.
    None,
}

impl Scheme {
    /// All of them, in the order in which they are gone through at run time.
    pub const ALL: [Self; 6] = [
        Self::Sixteen,
        Self::Dark,
        Self::Light,
        Self::Projector,
        Self::ColourSafe,
        Self::None,
    ];

    /// The scheme that the value of the environment variable `NO_COLOR` asks for: any text means no colour.
    pub fn from_no_color(value: Option<&str>) -> Self {
        if value.is_some_and(|text| !text.is_empty()) {
            Self::None
        } else {
            Self::default()
        }
    }

    /// The one after this; the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        let after = Self::ALL.iter().skip_while(|scheme| **scheme != self).nth(1);
        after.copied().unwrap_or_default()
    }

    fn file(self) -> &'static str {
        match self {
            Self::Sixteen => include_str!("../../assets/theme/sixteen.toml"),
            Self::Dark => include_str!("../../assets/theme/dark.toml"),
            Self::Light => include_str!("../../assets/theme/light.toml"),
            Self::Projector => include_str!("../../assets/theme/projector.toml"),
            Self::ColourSafe => include_str!("../../assets/theme/colour-safe.toml"),
            Self::None => include_str!("../../assets/theme/none.toml"),
        }
    }
}

impl Theme {
    /// The theme of `scheme`. The files are part of the program; a test reads each of them.
    pub fn load(scheme: Scheme) -> Result<Self, toml::de::Error> {
        let theme: Self = toml::from_str(scheme.file())?;
        Ok(Self { scheme, ..theme })
    }

    /// The same with nothing marked as selected: for a list that the keys do not go to.
    #[must_use]
    pub fn calm(&self) -> Self {
        let selected = Style::default();
        Self {
            selected,
            ..self.clone()
        }
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

    /// Puts the ground under a finished frame: cells without colours of their own get its colours, all get its marks.
    pub fn lay(&self, buf: &mut Buffer) {
        if self.ground == Style::new() {
            return;
        }
        for cell in &mut buf.content {
            if let Some(fg) = self.ground.fg.filter(|_| cell.fg == Color::Reset) {
                cell.fg = fg;
            }
            if let Some(bg) = self.ground.bg.filter(|_| cell.bg == Color::Reset) {
                cell.bg = bg;
            }
            cell.modifier |= self.ground.add_modifier;
        }
    }
}

#[cfg(test)]
mod tests;
