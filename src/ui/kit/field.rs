//! One field of a form: its name, its help, and what can be typed or chosen in it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

use super::choice::{Choice, Choosable};
use super::input::{Accepts, Input};
use crate::ui::accessibility::{self, Control};
use crate::ui::keys::Key;
use crate::ui::screen::Ambient;
use crate::ui::text::{cut, put};

/// Whether what stands in a field was judged, and was not changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// It was not, or something else stands there by now.
    No,
    /// What is typed next takes its place.
    Anew,
    /// Somebody went into it to change it.
    Edited,
}

/// One field.
#[derive(Debug)]
pub struct Field {
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) required: bool,
    pub(super) columns: u16,
    /// Why it can't be changed, where that is so.
    pub(super) off: Option<String>,
    /// What stands in it was found wrong, and nothing was typed since.
    pub(super) wrong: bool,
    /// Whether what stands in it was judged.
    pub(super) judged: Judged,
    kind: Kind,
    initial: String,
}

#[derive(Debug)]
enum Kind {
    Entry(Input, Accepts),
    Choice(Choice),
}

impl Field {
    fn entry(label: impl Into<String>, columns: u16, accepts: Accepts) -> Self {
        Self::of(label.into(), columns, Kind::Entry(Input::new(accepts), accepts))
    }

    fn of(label: String, columns: u16, kind: Kind) -> Self {
        Self {
            label,
            hint: String::new(),
            required: false,
            columns,
            off: None,
            wrong: false,
            judged: Judged::No,
            kind,
            initial: String::new(),
        }
    }

    /// Any text, in an entry `columns` wide.
    pub fn text(label: impl Into<String>, columns: u16) -> Self {
        Self::entry(label, columns, Accepts::Text)
    }

    /// Digits or a code: full-width characters become ASCII as they are typed.
    pub fn code(label: impl Into<String>, columns: u16) -> Self {
        Self::entry(label, columns, Accepts::Code)
    }

    /// A secret: ASCII, shown as dots, wiped from memory with the field.
    pub fn secret(label: impl Into<String>, columns: u16) -> Self {
        Self::entry(label, columns, Accepts::Secret)
    }

    /// At most one of `options`; its value is the key of the chosen one.
    pub fn one(label: impl Into<String>, options: Vec<Choosable>) -> Self {
        Self::of(label.into(), u16::MAX, Kind::Choice(Choice::one(options)))
    }

    /// Any of `options`; its value is the keys of the chosen ones with commas between.
    pub fn many(label: impl Into<String>, options: Vec<Choosable>) -> Self {
        Self::of(label.into(), u16::MAX, Kind::Choice(Choice::many(options)))
    }

    /// The same field, marked ※: reading it empty is an error.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same entry for at most so many digits; nothing else can be typed into it.
    #[must_use]
    pub fn digits(self, most: u32) -> Self {
        self.only_digits(most, None)
    }

    /// The same where `between` may stand between groups of them: the comma of an amount, the hyphen of a printed number.
    #[must_use]
    pub fn digits_parted(self, most: u32, between: char) -> Self {
        self.only_digits(most, Some(between))
    }

    fn only_digits(mut self, most: u32, between: Option<char>) -> Self {
        if let Kind::Entry(input, accepts) = self.kind {
            let input = input.digits(usize::try_from(most).unwrap_or(usize::MAX), between);
            self.kind = Kind::Entry(input, accepts);
        }
        self
    }

    /// The same field with its help: form, digits, an example.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same field with a value that does not count as typed.
    #[must_use]
    pub fn initially(mut self, value: &str) -> Self {
        self.set(value);
        value.clone_into(&mut self.initial);
        self
    }

    /// Takes the words of `told`, which is the same field in another language.
    pub(super) fn relabel(&mut self, told: Self) {
        (self.label, self.hint, self.columns) = (told.label, told.hint, told.columns);
        // What was found there and not touched is found as it is written in that language.
        if !self.dirty() && !told.initial.is_empty() && matches!(told.kind, Kind::Entry(..)) {
            self.set(&told.initial);
            self.initial.clone_from(&told.initial);
        }
        // A reason that came later is the screen's to say again.
        self.off = self.off.take().map(|reason| told.off.unwrap_or(reason));
        match (&mut self.kind, told.kind) {
            (Kind::Choice(choice), Kind::Choice(told)) => choice.relabel(told),
            // How many digits there are may be known only by now.
            (Kind::Entry(input, _), Kind::Entry(told, _)) => input.narrow_as(&told),
            _ => {}
        }
    }

    /// Takes the value of now for the one that does not count as typed; a secret is never kept like that.
    pub(super) fn begin_here(&mut self) {
        if !matches!(self.kind, Kind::Entry(_, Accepts::Secret)) {
            self.initial = self.value().to_string();
        }
    }

    /// The same field, shown with the reason why it can't be changed.
    #[must_use]
    pub fn off(mut self, reason: impl Into<String>) -> Self {
        self.off = Some(reason.into());
        self
    }

    /// What is typed or chosen; blanks around a text or code do not count, those of a secret do.
    pub(super) fn value(&self) -> Zeroizing<String> {
        Zeroizing::new(match &self.kind {
            Kind::Entry(input, Accepts::Secret) => input.value().to_owned(),
            Kind::Entry(input, _) => input.value().trim().to_owned(),
            Kind::Choice(choice) => choice.value(),
        })
    }

    pub(super) fn set(&mut self, value: &str) {
        match &mut self.kind {
            Kind::Entry(input, _) => input.set(value),
            Kind::Choice(choice) => choice.set(value),
        }
    }

    pub(super) fn dirty(&self) -> bool {
        *self.value() != self.initial
    }

    pub(super) fn is_entry(&self) -> bool {
        self.off.is_none() && matches!(self.kind, Kind::Entry(..))
    }

    /// Whether something is chosen in it, not typed.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::Choice(_))
    }

    /// Whether it is for names and words.
    pub(super) fn is_kana(&self) -> bool {
        self.off.is_none() && matches!(self.kind, Kind::Entry(_, Accepts::Text))
    }

    pub(super) fn typed(&mut self, key: &Key) -> bool {
        if self.off.is_some() {
            return false;
        }
        self.wrong = false;
        match &mut self.kind {
            Kind::Entry(input, _) => {
                let changes = matches!(key, Key::Char(_) | Key::Paste(_) | Key::Backspace | Key::Delete);
                if changes && self.judged == Judged::Anew {
                    input.clear();
                }
                let taken = input.typed(key);
                let moves = matches!(key, Key::Left | Key::Right | Key::Home | Key::End);
                self.judged = match self.judged {
                    judged if !taken => judged,
                    Judged::Anew | Judged::Edited if moves => Judged::Edited,
                    _ => Judged::No,
                };
                taken
            }
            Kind::Choice(choice) => choice.typed(key),
        }
    }

    /// What is heard of it when it has the keys.
    pub(super) fn control(&self, at: &Ambient<'_>) -> Control {
        Control {
            label: self.label.clone(),
            required: self.required,
            value: self.heard(at),
            kind: match &self.kind {
                _ if self.off.is_some() => accessibility::Kind::Off,
                Kind::Entry(_, accepts) => accessibility::Kind::Entry(*accepts),
                Kind::Choice(choice) if choice.is_of_many() => accessibility::Kind::Many(choice.labels()),
                Kind::Choice(choice) => accessibility::Kind::One(choice.labels()),
            },
        }
    }

    /// What stands in it, in words: of a secret only how much.
    fn heard(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.plain;
        match &self.kind {
            Kind::Entry(input, _) if self.dirty() => input.told(words),
            Kind::Entry(input, _) => at.veiled(input.told(words)),
            Kind::Choice(choice) => Some(choice.chosen().join(words.joint))
                .filter(|chosen| !chosen.is_empty())
                .unwrap_or_else(|| words.unchosen.to_owned()),
        }
    }

    /// The same, with the reason why it can't be changed where that is so. Of one that takes nothing it is not said that it lacks it.
    pub(super) fn told(&self, at: &Ambient<'_>) -> String {
        let (heard, words) = (self.heard(at), &at.words.plain);
        match &self.off {
            None => heard,
            Some(reason) if heard == words.empty || heard == words.unchosen => format!("({reason})"),
            Some(reason) => format!("{heard} ({reason})"),
        }
    }

    /// Draws it in `area`, and where it can't be changed the reason behind it in `row`.
    pub(super) fn view(&self, area: Rect, row: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        if at.is_heard() {
            let text = self.told(at);
            let room = row.right().saturating_sub(area.x);
            put(buf, area.x, area.y, room, &cut(&text, room), at.theme.value);
            return;
        }
        if let Some(reason) = &self.off {
            let value = match &self.kind {
                Kind::Entry(_, Accepts::Secret) => String::new(),
                Kind::Entry(input, _) => input.value().to_owned(),
                Kind::Choice(choice) => choice.written(),
            };
            let room = row.right().saturating_sub(area.x);
            let text = at.veiled(format!("{value} ({reason})"));
            put(buf, area.x, area.y, room, &cut(text.trim_start(), room), at.theme.off);
            return;
        }
        match &self.kind {
            // What stands there of itself may be what a caller is asked for; what was typed is the typist's own.
            Kind::Entry(input, _) if !self.dirty() && at.veiled(input.value()) != input.value() => {
                put(
                    buf,
                    area.x,
                    area.y,
                    area.width,
                    &at.veiled(input.value()),
                    at.theme.entry,
                );
            }
            Kind::Entry(input, _) if self.wrong => input.view(area, buf, at.theme.entry.patch(at.theme.selected)),
            Kind::Entry(input, _) => input.view(area, buf, at.theme.entry),
            Kind::Choice(choice) if choice.is_empty() => {
                put(buf, area.x, area.y, area.width, at.words.frame.no_choice, at.theme.off);
            }
            Kind::Choice(choice) => choice.view(area, buf, at.theme.value),
        }
    }

    pub(super) fn cursor(&self, area: Rect) -> Position {
        if self.off.is_some() {
            return area.as_position();
        }
        match &self.kind {
            Kind::Entry(input, _) => input.cursor(area),
            Kind::Choice(choice) => choice.cursor(area),
        }
    }
}
