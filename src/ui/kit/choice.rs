//! One of several, or any of several, in one row: `(*) 紛失  ( ) 盗難`, `[x] 氏名  [ ] 生年月日`.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::ui::glyphs::{CHECKED, CHOSEN, UNCHECKED, UNCHOSEN};
use crate::ui::keys::Key;
use crate::ui::text::{cut, put, width};

/// Columns between two options.
const GAP: u16 = 2;
/// Columns for how many options there are beyond those that fit, at either end.
const MORE: u16 = 4;

/// Options that a digit chooses by its place in the row, as everybody counts; with more of them each is drawn with its sign.
const COUNTED: usize = 9;
/// What chooses an option, in their order: the digits as they stand on the keyboard, then letters.
const SIGNS: &str = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The key that chooses the option in that place, if there is one.
pub(crate) fn sign(index: usize) -> Option<char> {
    SIGNS.chars().nth(index)
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// What the program knows it by.
    pub key: String,
    /// What the person reads.
    pub label: String,
}

impl Choosable {
    /// Something to choose.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
        }
    }
}

/// A row of options. Nothing is chosen at first.
#[derive(Clone, Debug)]
pub struct Choice {
    options: Vec<(Choosable, bool)>,
    at: usize,
    many: bool,
}

impl Choice {
    /// At most one of `options`.
    pub fn one(options: Vec<Choosable>) -> Self {
        Self {
            options: options.into_iter().map(|option| (option, false)).collect(),
            at: 0,
            many: false,
        }
    }

    /// Any of `options`.
    pub fn many(options: Vec<Choosable>) -> Self {
        Self {
            many: true,
            ..Self::one(options)
        }
    }

    /// Takes the words of `told`, which has the same options in another language.
    pub(super) fn relabel(&mut self, told: Self) {
        for ((option, _), (told, _)) in self.options.iter_mut().zip(told.options) {
            if option.key == told.key {
                option.label = told.label;
            }
        }
    }

    /// The keys of what is chosen, with commas between.
    pub fn value(&self) -> String {
        let chosen = self.options.iter().filter(|(_, on)| *on);
        chosen
            .map(|(option, _)| option.key.as_str())
            .collect::<Vec<_>>()
            .join(",")
    }

    /// Chooses what `value` names, as [`Choice::value`] gives it.
    pub fn set(&mut self, value: &str) {
        for (index, (option, on)) in self.options.iter_mut().enumerate() {
            *on = value.split(',').any(|key| key == option.key);
            if *on && !self.many {
                self.at = index;
            }
        }
    }

    /// Whether there is nothing to choose from.
    pub(super) fn is_empty(&self) -> bool {
        self.options.is_empty()
    }

    /// Whether any number of them can be chosen.
    pub(super) fn is_of_many(&self) -> bool {
        self.many
    }

    /// What can be chosen, in order.
    pub(super) fn labels(&self) -> Vec<String> {
        self.options.iter().map(|(option, _)| option.label.clone()).collect()
    }

    /// What is chosen, as the person reads it.
    pub(super) fn chosen(&self) -> Vec<String> {
        let chosen = self.options.iter().filter(|(_, on)| *on);
        chosen.map(|(option, _)| option.label.clone()).collect()
    }

    /// Left, Right and a sign go to an option, and choose it where only one can be; Space chooses or takes back.
    /// False if the key does none of it.
    pub fn typed(&mut self, key: &Key) -> bool {
        let last = self.options.len().saturating_sub(1);
        let untouched = !self.many && self.value().is_empty();
        let to = match key.folded() {
            Key::Right if untouched => self.at,
            Key::Left => self.at.saturating_sub(1),
            Key::Right => (self.at + 1).min(last),
            Key::Home => 0,
            Key::End => last,
            Key::Char(' ') => return self.toggle(self.at),
            Key::Char(c) => match SIGNS.chars().position(|sign| sign == c.to_ascii_uppercase()) {
                Some(index) if index < self.options.len() => return self.toggle(index),
                _ => return false,
            },
            _ => return false,
        };
        self.at = to;
        if !self.many {
            self.choose(to);
        }
        true
    }

    fn toggle(&mut self, index: usize) -> bool {
        self.at = index;
        if self.many {
            if let Some((_, on)) = self.options.get_mut(index) {
                *on = !*on;
            }
        } else {
            self.choose(index);
        }
        true
    }

    fn choose(&mut self, index: usize) {
        for (other, (_, on)) in self.options.iter_mut().enumerate() {
            *on = other == index;
        }
    }

    fn drawn(&self, index: usize) -> String {
        let Some((option, on)) = self.options.get(index) else {
            return String::new();
        };
        let mark = match (self.many, on) {
            (true, true) => CHECKED,
            (true, false) => UNCHECKED,
            (false, true) => CHOSEN,
            (false, false) => UNCHOSEN,
        };
        match sign(index).filter(|_| self.options.len() > COUNTED) {
            Some(sign) => format!("{mark} {sign} {}", option.label),
            None => format!("{mark} {}", option.label),
        }
    }

    /// What is chosen in one text, with its mark; of several also what is not.
    pub(super) fn written(&self) -> String {
        let options = self.options.iter().enumerate();
        let shown = options.filter(|(_, (_, on))| self.many || *on);
        let all: Vec<_> = shown.map(|(index, _)| self.drawn(index)).collect();
        all.join(&" ".repeat(usize::from(GAP)))
    }

    /// The visible options from the left with their columns: as many as fit, beginning so that the current one does.
    fn places(&self, columns: u16) -> Vec<(usize, u16, String)> {
        let mut first = 0;
        loop {
            let mut x = if first > 0 { MORE } else { 0 };
            let mut places = Vec::new();
            for index in first..self.options.len() {
                let text = self.drawn(index);
                let wide = width(&text);
                let is_last = index + 1 == self.options.len();
                let room = if is_last { columns } else { columns.saturating_sub(MORE) };
                if x + wide > room && index > first {
                    break;
                }
                places.push((index, x, cut(&text, columns).into_owned()));
                x = x.saturating_add(wide).saturating_add(GAP);
            }
            if first >= self.at || places.iter().any(|(index, ..)| *index == self.at) {
                return places;
            }
            first += 1;
        }
    }

    /// Draws the options in row `area.y`.
    pub fn view(&self, area: Rect, buf: &mut Buffer, style: Style) {
        let places = self.places(area.width);
        let (before, behind) = match (places.first(), places.last()) {
            (Some((first, ..)), Some((last, ..))) => (*first, self.options.len() - 1 - last),
            _ => return,
        };
        for (_, x, text) in places {
            put(buf, area.x + x, area.y, area.width.saturating_sub(x), &text, style);
        }
        if before > 0 {
            put(buf, area.x, area.y, MORE, &format!("{before}+"), style);
        }
        if behind > 0 {
            let text = format!("+{behind}");
            let x = area.right().saturating_sub(width(&text));
            put(buf, x, area.y, MORE, &text, style);
        }
    }

    /// The mark of the current option, for the same `area` as [`Choice::view`].
    pub fn cursor(&self, area: Rect) -> Position {
        let places = self.places(area.width);
        let x = places
            .iter()
            .find(|(index, ..)| *index == self.at)
            .map_or(0, |(_, x, _)| *x + 1);
        Position::new(area.x + x, area.y)
    }
}

#[cfg(test)]
mod tests;
