//! A form: a list of fields, each with the function that parses it into a value of the domain.
//!
//! ```text
//! let mut form = Form::new();
//! let serial = form.add(Field::code(label, 12).required(), |text, words| Serial::parse(text).map_err(…));
//! …
//! let serial: Serial = form.read(&serial, words)?;   // or the message for the message line
//! ```
//!
//! Reading a field that is wrong puts the focus on it and leaves every character where it was.
//!
//! What was typed and where the focus is belong to the form; its words do not: whoever draws it says how it is made in the
//! words of now ([`Form::in_words`]).

mod drawn;

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

use secrecy::SecretString;

use super::field::{Field, Judged};
use crate::domain::era::Era;
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{Lang, Words, place};

/// A list of fields, one of which has the focus.
#[derive(Debug, Default)]
pub struct Form {
    fields: RefCell<Vec<Field>>,
    focus: usize,
    /// The language, and the calendar, that it was drawn in last.
    words: Cell<Option<(Lang, Era)>>,
}

/// A field of one form that is read as a `T`.
pub struct Entry<T> {
    index: usize,
    parse: Parse<T>,
    value: PhantomData<fn() -> T>,
}

/// Turns what was typed into a value, or says what is wrong with it.
type Parse<T> = Box<dyn Fn(&str, &Words) -> Result<T, Message>>;

impl Form {
    /// A form without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field below the others. `parse` gets what was typed, without the blanks around it; an empty
    /// field reaches it only if it is not required.
    pub fn add<T>(&mut self, field: Field, parse: impl Fn(&str, &Words) -> Result<T, Message> + 'static) -> Entry<T> {
        let fields = self.fields.get_mut();
        fields.push(field);
        Entry {
            index: fields.len() - 1,
            parse: Box::new(parse),
            value: PhantomData,
        }
    }

    /// Adds a field whose value is a secret.
    pub fn add_secret(&mut self, field: Field) -> Entry<SecretString> {
        self.add(field, |text, _| Ok(SecretString::from(text)))
    }

    /// The value of a field. If it is empty though required, or wrong, it gets the focus and the message is
    /// given back for the message line; nothing typed is lost.
    pub fn read<T>(&mut self, entry: &Entry<T>, words: &Words) -> Result<T, Message> {
        let fields = self.fields.get_mut();
        let Some(field) = fields.get_mut(entry.index) else {
            return (entry.parse)("", words);
        };
        let value = field.value();
        let result = if field.required && value.is_empty() {
            let name = place::Field(&field.label);
            Err(if field.is_choice() {
                Message::bad("E1130", words.frame.choose(name))
            } else {
                Message::bad("E0003", words.frame.required(name))
            })
        } else {
            (entry.parse)(&value, words)
        };
        if result.is_err() {
            self.focus = entry.index;
            field.wrong = true;
        }
        result
    }

    /// Puts `value` into a field, as if it had been typed.
    pub fn set<T>(&mut self, entry: &Entry<T>, value: &str) {
        if let Some(field) = self.fields.get_mut().get_mut(entry.index) {
            field.set(value);
        }
    }

    /// What stands in a field that is no secret, unparsed.
    pub fn text<T>(&self, entry: &Entry<T>) -> String {
        self.fields
            .borrow()
            .get(entry.index)
            .map(|field| (*field.value()).clone())
            .unwrap_or_default()
    }

    /// Puts `value` into a field for the person to take or to change: it does not count as typed.
    pub fn propose<T>(&mut self, entry: &Entry<T>, value: &str) {
        if let Some(field) = self.fields.get_mut().get_mut(entry.index) {
            field.set(value);
            field.begin_here();
        }
    }

    /// What stands in the fields now is what was there at first: it does not count as typed.
    pub fn begin_here(&mut self) {
        self.fields.get_mut().iter_mut().for_each(Field::begin_here);
    }

    /// Whether the first field has the focus.
    pub fn is_at_first(&self) -> bool {
        self.focus == 0
    }

    /// Whether the last field has the focus.
    pub fn is_at_last(&self) -> bool {
        self.focus + 1 == self.fields.borrow().len()
    }

    /// The form in these words: where it was drawn in another language before, `told` makes it anew, and its names, hints
    /// and options are said as there. What was typed and chosen, what it began with and where the focus is stay.
    pub fn in_words(&self, words: &Words, told: impl FnOnce() -> Self) -> &Self {
        let now = (words.lang(), words.era());
        if self.words.replace(Some(now)).is_some_and(|before| before != now) {
            self.relabel(told());
        }
        self
    }

    /// Says what it says as `told` does, which is the same form of other words, or of more that is known by now.
    pub fn relabel(&self, told: Self) {
        for (field, told) in self.fields.borrow_mut().iter_mut().zip(told.fields.into_inner()) {
            field.relabel(told);
        }
    }

    /// Takes over what stands in the fields of the same names, and the focus: for a form that is made anew because there
    /// is something else to choose from.
    pub fn take_over(&mut self, old: &Self) {
        let (fields, old_fields) = (self.fields.get_mut(), old.fields.borrow());
        for field in &mut *fields {
            let same = old_fields.iter().find(|other| other.label == field.label);
            if let Some(value) = same.map(Field::value).filter(|value| !value.is_empty()) {
                field.set(&value);
            }
        }
        let focused = old_fields.get(old.focus).map(|field| &field.label);
        let index = fields.iter().position(|field| Some(&field.label) == focused);
        self.focus = index.unwrap_or(0);
    }

    /// Empties a field, wiping what was typed: a password or code that was refused.
    pub fn clear<T>(&mut self, entry: &Entry<T>) {
        self.set(entry, "");
    }

    /// What stands in a field was judged and is over: it stays to be read, and what is typed next takes its place.
    pub fn judged<T>(&mut self, entry: &Entry<T>) {
        if let Some(field) = self.fields.get_mut().get_mut(entry.index) {
            (field.wrong, field.judged) = (true, Judged::Anew);
        }
    }

    /// What stands in a field is not taken yet: it is marked until something is typed there.
    pub fn doubted<T>(&mut self, entry: &Entry<T>) {
        if let Some(field) = self.fields.get_mut().get_mut(entry.index) {
            field.wrong = true;
        }
    }

    /// Whether what stands in a field was judged, and nothing was typed since.
    pub fn is_judged<T>(&self, entry: &Entry<T>) -> bool {
        self.fields
            .borrow()
            .get(entry.index)
            .is_some_and(|field| field.judged != Judged::No)
    }

    /// Puts the focus on a field.
    pub fn focus<T>(&mut self, entry: &Entry<T>) {
        self.focus = entry.index;
    }

    /// Puts the focus on the first field.
    pub fn focus_first(&mut self) {
        self.focus = 0;
    }

    /// Puts the focus on the last field.
    pub fn focus_last(&mut self) {
        self.focus = self.fields.borrow().len().saturating_sub(1);
    }

    /// Whether a field has the focus.
    pub fn is_focused<T>(&self, entry: &Entry<T>) -> bool {
        self.focus == entry.index
    }

    /// Says why a field can't be changed, or that it can again.
    pub fn set_off<T>(&mut self, entry: &Entry<T>, reason: Option<String>) {
        if let Some(field) = self.fields.get_mut().get_mut(entry.index) {
            field.off = reason;
        }
    }

    /// Why the focused field can't be changed, if it can't.
    pub fn off(&self) -> Option<String> {
        self.fields.borrow().get(self.focus)?.off.clone()
    }

    /// Takes a key: for the focused field, or Enter, Tab, Down to the next one and Shift+Tab, Up to the one
    /// before. Enter on the last goes to the first: it never carries anything out. False if it is neither.
    pub fn typed(&mut self, key: &Key) -> bool {
        let fields = self.fields.get_mut();
        let count = fields.len();
        let Some(field) = fields.get_mut(self.focus) else {
            return false;
        };
        if field.typed(key) {
            return true;
        }
        self.focus = match key {
            Key::Enter | Key::Tab | Key::Down => (self.focus + 1) % count,
            Key::BackEnter | Key::Up => (self.focus + count - 1) % count,
            _ => return false,
        };
        true
    }

    /// For [`Screen::typing`](crate::ui::screen::Screen::typing): the focus is where text is typed.
    pub fn typing(&self) -> bool {
        self.fields.borrow().get(self.focus).is_some_and(Field::is_entry)
    }

    /// For [`Screen::kana`](crate::ui::screen::Screen::kana): the focus is in an entry for names and words.
    pub fn kana(&self) -> bool {
        self.fields.borrow().get(self.focus).is_some_and(Field::is_kana)
    }

    /// For [`Screen::dirty`](crate::ui::screen::Screen::dirty): something differs from what was there at first.
    pub fn dirty(&self) -> bool {
        self.fields.borrow().iter().any(Field::dirty)
    }

    /// For [`Screen::hint`](crate::ui::screen::Screen::hint): the help of the focused field.
    pub fn hint(&self) -> String {
        self.fields
            .borrow()
            .get(self.focus)
            .map(|field| field.off.as_ref().unwrap_or(&field.hint).clone())
            .unwrap_or_default()
    }

    /// What is heard of each field: its name, what stands in it, and whether it has the keys.
    pub(super) fn told(&self, at: &Ambient<'_>) -> Vec<(String, String, bool)> {
        let fields = self.fields.borrow();
        let told = |(index, field): (usize, &Field)| (field.label.clone(), field.told(at), index == self.focus);
        fields.iter().enumerate().map(told).collect()
    }
}

#[cfg(test)]
mod tests;
