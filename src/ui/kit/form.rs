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

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::SecretString;

use super::field::{Field, Judged};
use crate::domain::era::Era;
use crate::ui::glyphs::{POINTER, REQUIRED, REQUIRED_COLUMNS};
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::ui::text::{put, width};
use crate::words::{Lang, Words, place};

/// Columns of the pointer before the focused field and the gap behind it.
const POINTER_COLUMNS: u16 = 2;
/// Columns between the names and the entries, beside the room for ※.
const GAP: u16 = 1;

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

    /// The rows it takes: one a field.
    pub fn height(&self) -> u16 {
        u16::try_from(self.fields.borrow().len()).unwrap_or(u16::MAX)
    }

    /// Draws the fields, one a row; with fewer rows than fields, those around the focus.
    pub fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let fields = self.fields.borrow();
        let visible = fields.iter().enumerate().skip(self.first(area));
        for (index, field) in visible.take(usize::from(area.height)) {
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
        let fields = self.fields.borrow();
        let field = fields.get(self.focus)?;
        Some(field.cursor(self.entry(self.focus, area)))
    }

    fn first(&self, area: Rect) -> usize {
        (self.focus + 1).saturating_sub(usize::from(area.height))
    }

    fn row(&self, index: usize, area: Rect) -> Rect {
        let down = u16::try_from(index.saturating_sub(self.first(area))).unwrap_or(u16::MAX);
        Rect::new(area.x, area.y.saturating_add(down), area.width, 1)
    }

    /// The part of the field's row that is typed in: all entries begin in the same column.
    fn entry(&self, index: usize, area: Rect) -> Rect {
        let row = self.row(index, area);
        let fields = self.fields.borrow();
        let names = fields.iter().map(|field| width(&field.label)).max().unwrap_or(0);
        let lead = (POINTER_COLUMNS + names + REQUIRED_COLUMNS + GAP).min(row.width);
        let wanted = fields.get(index).map_or(0, |field| field.columns);
        Rect::new(row.x + lead, row.y, wanted.min(row.width - lead), 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn in_another_language_it_says_other_words_and_keeps_what_was_typed() {
        let made = |words: &Words| {
            let mut form = Form::new();
            let name = form.add(Field::text(words.frame.help, 5).required(), digits);
            (form, name)
        };
        let (ja, en) = (Words::of(Lang::Ja), Words::of(Lang::En));
        let (mut form, name) = made(&ja);
        let labels = |form: &Form| -> Vec<_> {
            let fields = form.fields.borrow();
            fields.iter().map(|field| field.label.clone()).collect()
        };
        let unmade = || -> Form { panic!("the words are those that it was made of") };
        assert_eq!(labels(form.in_words(&ja, unmade)), [ja.frame.help]);
        type_in(&mut form, "12");
        assert_eq!(labels(form.in_words(&en, || made(&en).0)), [en.frame.help]);
        assert_eq!((form.text(&name), form.dirty()), ("12".to_owned(), true));
        form.clear(&name);
        assert!(form.read(&name, &en).unwrap_err().text.contains(en.frame.help));
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
        assert_eq!((form.hint().as_str(), form.off()), ("why", Some("why".to_owned())));
        assert_eq!(form.read(&field, &words), Ok("x".to_owned()));
        form.set_off(&field, None);
        assert!(form.typed(&Key::Char('y')) && form.typing() && form.off().is_none());
    }

    #[test]
    fn what_was_judged_stays_to_be_read_and_the_next_key_takes_its_place() {
        for (keys, left) in [
            (&[Key::Char('y'), Key::Char('z')][..], "yz"),
            (&[Key::Paste("yz".to_owned())], "yz"),
            (&[Key::Backspace, Key::Char('y')], "y"),
            (&[Key::Left, Key::Char('y')], "ayb"),
            (&[Key::Left], "ab"),
            (&[Key::Enter], "ab"),
        ] {
            let mut form = Form::new();
            let field = form.add(Field::text("a", 5), digits);
            type_in(&mut form, "ab");
            form.judged(&field);
            assert!(form.is_judged(&field) && form.text(&field) == "ab");
            assert!(keys.iter().all(|key| form.typed(key)));
            assert_eq!(
                (form.text(&field).as_str(), form.is_judged(&field)),
                (left, left == "ab")
            );
        }
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
