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

use std::marker::PhantomData;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::SecretString;

use super::field::Field;
use crate::ui::glyphs::{POINTER, REQUIRED, REQUIRED_COLUMNS};
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::ui::text::{put, width};
use crate::words::{Words, place};

/// Columns of the pointer before the focused field and the gap behind it.
const POINTER_COLUMNS: u16 = 2;
/// Columns between the names and the entries, beside the room for ※.
const GAP: u16 = 1;

/// A list of fields, one of which has the focus.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<Field>,
    focus: usize,
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
        self.fields.push(field);
        Entry {
            index: self.fields.len() - 1,
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
        let Some(field) = self.fields.get(entry.index) else {
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
            if let Some(field) = self.fields.get_mut(entry.index) {
                field.wrong = true;
            }
        }
        result
    }

    /// Puts `value` into a field, as if it had been typed.
    pub fn set<T>(&mut self, entry: &Entry<T>, value: &str) {
        if let Some(field) = self.fields.get_mut(entry.index) {
            field.set(value);
        }
    }

    /// What stands in a field that is no secret, unparsed.
    pub fn text<T>(&self, entry: &Entry<T>) -> String {
        self.fields
            .get(entry.index)
            .map(|field| (*field.value()).clone())
            .unwrap_or_default()
    }

    /// What stands in the fields now is what was there at first: it does not count as typed.
    pub fn begin_here(&mut self) {
        self.fields.iter_mut().for_each(Field::begin_here);
    }

    /// Whether the first field has the focus.
    pub fn is_at_first(&self) -> bool {
        self.focus == 0
    }

    /// Whether the last field has the focus.
    pub fn is_at_last(&self) -> bool {
        self.focus + 1 == self.fields.len()
    }

    /// Says what it says as `told` does, which is the same form in the words of another language. What was typed and
    /// chosen, what it began with and where the focus is stay.
    pub fn relabel(&mut self, told: Self) {
        for (field, told) in self.fields.iter_mut().zip(told.fields) {
            field.relabel(told);
        }
    }

    /// Takes over what stands in the fields of the same names, and the focus: for a form that is made anew because there
    /// is something else to choose from.
    pub fn take_over(&mut self, old: &Self) {
        for field in &mut self.fields {
            let same = old.fields.iter().find(|other| other.label == field.label);
            if let Some(value) = same.map(Field::value).filter(|value| !value.is_empty()) {
                field.set(&value);
            }
        }
        let focused = old.fields.get(old.focus).map(|field| &field.label);
        let index = self.fields.iter().position(|field| Some(&field.label) == focused);
        self.focus = index.unwrap_or(0);
    }

    /// Empties a field, wiping what was typed: a password or code that was refused.
    pub fn clear<T>(&mut self, entry: &Entry<T>) {
        self.set(entry, "");
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
        self.focus = self.fields.len().saturating_sub(1);
    }

    /// Whether a field has the focus.
    pub fn is_focused<T>(&self, entry: &Entry<T>) -> bool {
        self.focus == entry.index
    }

    /// Says why a field can't be changed, or that it can again.
    pub fn set_off<T>(&mut self, entry: &Entry<T>, reason: Option<String>) {
        if let Some(field) = self.fields.get_mut(entry.index) {
            field.off = reason;
        }
    }

    /// Why the focused field can't be changed, if it can't.
    pub fn off(&self) -> Option<&str> {
        self.fields.get(self.focus)?.off.as_deref()
    }

    /// Takes a key: for the focused field, or Enter, Tab, Down to the next one and Shift+Tab, Up to the one
    /// before. Enter on the last goes to the first: it never carries anything out. False if it is neither.
    pub fn typed(&mut self, key: &Key) -> bool {
        let count = self.fields.len();
        let Some(field) = self.fields.get_mut(self.focus) else {
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
        self.fields.get(self.focus).is_some_and(Field::is_entry)
    }

    /// For [`Screen::kana`](crate::ui::screen::Screen::kana): the focus is in an entry for names and words.
    pub fn kana(&self) -> bool {
        self.fields.get(self.focus).is_some_and(Field::is_kana)
    }

    /// For [`Screen::dirty`](crate::ui::screen::Screen::dirty): something differs from what was there at first.
    pub fn dirty(&self) -> bool {
        self.fields.iter().any(Field::dirty)
    }

    /// For [`Screen::hint`](crate::ui::screen::Screen::hint): the help of the focused field.
    pub fn hint(&self) -> String {
        self.fields
            .get(self.focus)
            .map(|field| field.off.as_ref().unwrap_or(&field.hint).clone())
            .unwrap_or_default()
    }

    /// What is heard of each field: its name, what stands in it, and whether it has the keys.
    pub(super) fn told<'f>(&'f self, at: &'f Ambient<'_>) -> impl Iterator<Item = (String, String, bool)> + 'f {
        let fields = self.fields.iter().enumerate();
        fields.map(|(index, field)| (field.label.clone(), field.told(at), index == self.focus))
    }

    /// The rows it takes: one a field.
    pub fn height(&self) -> u16 {
        u16::try_from(self.fields.len()).unwrap_or(u16::MAX)
    }

    /// Draws the fields, one a row; with fewer rows than fields, those around the focus.
    pub fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        for (index, field) in self.visible(area) {
            let row = self.row(index, area);
            let focused = index == self.focus;
            if focused && !at.is_heard() {
                put(buf, row.x, row.y, 1, POINTER, at.theme.label);
            }
            let label = row.x + POINTER_COLUMNS;
            let behind = put(
                buf,
                label,
                row.y,
                row.right().saturating_sub(label),
                &field.label,
                at.theme.label,
            );
            if field.required && !at.is_heard() {
                put(buf, behind, row.y, REQUIRED_COLUMNS, REQUIRED, at.theme.required);
            }
            let entry = self.entry(index, area);
            if focused {
                at.tell(field.cursor(entry), || field.control(at));
            }
            field.view(entry, row, buf, at);
        }
    }

    /// The insertion point of the focused field, for the same `area` as [`Form::view`].
    pub fn cursor(&self, area: Rect) -> Option<Position> {
        self.fields
            .get(self.focus)
            .map(|field| field.cursor(self.entry(self.focus, area)))
    }

    fn first(&self, area: Rect) -> usize {
        (self.focus + 1).saturating_sub(usize::from(area.height))
    }

    fn visible(&self, area: Rect) -> impl Iterator<Item = (usize, &Field)> {
        self.fields
            .iter()
            .enumerate()
            .skip(self.first(area))
            .take(usize::from(area.height))
    }

    fn row(&self, index: usize, area: Rect) -> Rect {
        let down = u16::try_from(index.saturating_sub(self.first(area))).unwrap_or(u16::MAX);
        Rect::new(area.x, area.y.saturating_add(down), area.width, 1)
    }

    /// The part of the field's row that is typed in: all entries begin in the same column.
    fn entry(&self, index: usize, area: Rect) -> Rect {
        let row = self.row(index, area);
        let names = self.fields.iter().map(|field| width(&field.label)).max().unwrap_or(0);
        let lead = (POINTER_COLUMNS + names + REQUIRED_COLUMNS + GAP).min(row.width);
        let wanted = self.fields.get(index).map_or(0, |field| field.columns);
        Rect::new(row.x + lead, row.y, wanted.min(row.width - lead), 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    fn digits(text: &str, _words: &Words) -> Result<u32, Message> {
        text.parse().map_err(|_| Message::bad("E0900", "digits"))
    }

    fn type_in(form: &mut Form, text: &str) {
        text.chars().for_each(|c| assert!(form.typed(&Key::Char(c))));
    }

    #[test]
    fn a_wrong_field_gets_the_focus_and_keeps_every_character() {
        let words = Words::of(Lang::Ja);
        let mut form = Form::new();
        let serial = form.add(Field::code("シリアル番号", 12).required(), digits);
        let code = form.add(Field::code("コード", 6).required(), digits);
        type_in(&mut form, "１２x");
        form.typed(&Key::Enter);
        assert!(form.is_focused(&code));
        assert_eq!(form.read(&serial, &words).unwrap_err().code, "E0900");
        assert!(form.is_focused(&serial));
        assert_eq!(form.text(&serial), "12x");
        form.typed(&Key::Backspace);
        assert_eq!(form.read(&serial, &words), Ok(12));
        let missing = form.read(&code, &words).unwrap_err();
        assert_eq!(
            (missing.code.as_ref(), missing.text.as_str()),
            ("E0003", "コードを入力してください")
        );
        assert!(form.is_focused(&code) && form.dirty());
    }

    #[test]
    fn a_field_takes_no_more_digits_than_there_are_as_soon_as_that_is_known() {
        let (mut form, mut told) = (Form::new(), Form::new());
        let code = form.add(Field::code("a", 9), digits);
        told.add(Field::code("a", 9).digits(2), digits);
        type_in(&mut form, "1");
        form.relabel(told);
        assert!(!form.typed(&Key::Char('x')));
        type_in(&mut form, "2");
        assert!(!form.typed(&Key::Char('3')));
        assert_eq!(form.text(&code), "12");
    }

    #[test]
    fn enter_goes_round_and_shift_tab_goes_back() {
        let mut form = Form::new();
        let first = form.add(Field::text("a", 5).initially("x"), digits);
        let last = form.add(Field::text("b", 5), digits);
        form.typed(&Key::Enter);
        form.typed(&Key::Enter);
        assert!(form.is_focused(&first));
        form.typed(&Key::BackEnter);
        assert!(form.is_focused(&last) && !form.dirty());
    }

    #[test]
    fn a_field_that_is_off_takes_no_text_and_says_why() {
        let words = Words::of(Lang::Ja);
        let mut form = Form::new();
        let field = form.add(Field::text("a", 5).initially("x").off("why"), |text, _| {
            Ok(text.to_owned())
        });
        assert!(!form.typed(&Key::Char('y')) && !form.typing());
        assert_eq!((form.hint().as_str(), form.off()), ("why", Some("why")));
        assert_eq!(form.read(&field, &words), Ok("x".to_owned()));
        form.set_off(&field, None);
        assert!(form.typed(&Key::Char('y')) && form.typing() && form.off().is_none());
    }

    #[test]
    fn with_few_rows_the_focused_field_stays_visible() {
        let mut form = Form::new();
        for name in ["a", "b", "c", "d"] {
            form.add(Field::text(name, 5), digits);
        }
        let area = Rect::new(0, 3, 30, 2);
        assert_eq!(form.cursor(area).unwrap().y, 3);
        form.typed(&Key::BackEnter);
        assert_eq!(form.cursor(area).unwrap().y, 4);
    }
}
