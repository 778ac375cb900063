//! A list above a form: which of the two has the focus, and how one goes from one to the other.

use super::form::{Entry, Form};
use super::roster::Roster;
use super::table::Did;
use crate::ui::keys::Key;
use crate::words::Words;

/// Which of the two has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Focus {
    #[default]
    List,
    Form,
}

/// What is made of the words, once the screen is open: the list, the form and its fields.
#[derive(Debug)]
pub struct Parts<F> {
    pub(crate) roster: Roster,
    pub(crate) form: Form,
    pub(crate) fields: F,
}

impl<F> Parts<F> {
    /// Says them in these words; see [`ListForm::in_words`].
    pub(crate) fn in_words(&self, words: &Words, told: impl FnOnce() -> Option<Self>) {
        let mut list = None;
        self.form.in_words(words, || {
            let Some(told) = told() else { return Form::new() };
            list = Some(told.roster);
            told.form
        });
        if let Some(list) = list {
            self.roster.relabel(list);
        }
    }

    /// Takes the words of `told`, which are the same parts of more that is known by now.
    pub(crate) fn relabel(&self, told: Self) {
        self.roster.relabel(told.roster);
        self.form.relabel(told.form);
    }
}

/// A list above a form.
#[derive(Debug)]
pub struct ListForm<F> {
    pub(crate) focus: Focus,
    pub(crate) parts: Option<Parts<F>>,
}

impl<F> Default for ListForm<F> {
    fn default() -> Self {
        Self {
            focus: Focus::List,
            parts: None,
        }
    }
}

impl<F> ListForm<F> {
    /// The list, once it is there.
    pub(crate) fn roster(&mut self) -> Option<&mut Roster> {
        self.parts.as_mut().map(|parts| &mut parts.roster)
    }

    /// List and form in these words, which `told` makes of them again where they were drawn in another language before.
    pub(crate) fn in_words(&self, words: &Words, told: impl FnOnce() -> Option<Parts<F>>) -> Option<&Parts<F>> {
        let parts = self.parts.as_ref()?;
        parts.in_words(words, told);
        Some(parts)
    }

    /// Goes to the first field of the form.
    pub(crate) fn enter(&mut self) {
        if let Some(parts) = &mut self.parts {
            parts.form.focus_first();
            self.focus = Focus::Form;
        }
    }

    /// Begins with this row selected, and in the form.
    pub(crate) fn begin_at(&mut self, row: usize) {
        if let Some(roster) = self.roster() {
            roster.select(row);
        }
        self.enter();
    }

    /// Goes to its last field.
    fn enter_backwards(&mut self) {
        if let Some(parts) = &mut self.parts {
            parts.form.focus_last();
            self.focus = Focus::Form;
        }
    }

    /// Takes a key over `rows` rows, and goes from the list into the form and back. What is done about a row that was toggled
    /// or picked is the screen's; everything else that was done is [`Did::Moved`]. `None`: the key means nothing.
    pub(crate) fn typed(&mut self, key: &Key, rows: usize) -> Option<Did> {
        let parts = self.parts.as_mut()?;
        if matches!(key, Key::PageUp | Key::PageDown) {
            self.focus = Focus::List;
        }
        if self.focus == Focus::Form {
            if leaves(key, parts.form.is_at_first(), parts.form.is_at_last()) {
                self.focus = Focus::List;
                return Some(Did::Moved);
            }
            return parts.form.typed(key).then_some(Did::Moved);
        }
        match (parts.roster.typed(key, rows), key) {
            (None, Key::Tab) => self.enter(),
            (None, Key::BackEnter) => self.enter_backwards(),
            (did, _) => return did,
        }
        Some(Did::Moved)
    }

    /// Whether something was typed into the form.
    pub(crate) fn dirty(&self) -> bool {
        self.parts.as_ref().is_some_and(|parts| parts.form.dirty())
    }
}

/// Whether a key goes from the form back to the list: before its first field, or behind its last.
pub(crate) fn leaves_form<A, B>(key: &Key, form: &Form, first: &Entry<A>, last: &Entry<B>) -> bool {
    leaves(key, form.is_focused(first), form.is_focused(last))
}

fn leaves(key: &Key, at_first: bool, at_last: bool) -> bool {
    match key {
        Key::Enter | Key::Tab | Key::Down => at_last,
        Key::BackEnter | Key::Up => at_first,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::kit::field::Field;
    use crate::ui::kit::roster::Col;
    use crate::words::Lang;

    fn parts(words: &Words) -> Parts<()> {
        let mut form = Form::new();
        form.add(Field::text(words.frame.help, 8), |text, _| Ok(text.to_owned()));
        form.add(Field::text(words.frame.cancel, 8), |text, _| Ok(text.to_owned()));
        Parts {
            roster: Roster::new(words.frame.help, vec![Col::new(words.frame.cancel, 10, 10)]),
            form,
            fields: (),
        }
    }

    fn list_form() -> ListForm<()> {
        ListForm {
            parts: Some(parts(&Words::of(Lang::Ja))),
            ..ListForm::default()
        }
    }

    /// What a key did, and where the focus is then.
    fn press(it: &mut ListForm<()>, key: &Key) -> (Option<Did>, Focus) {
        let did = it.typed(key, 3);
        (did, it.focus)
    }

    #[test]
    fn tab_goes_from_the_list_through_the_form_and_back_to_it() {
        let mut it = list_form();
        let moved = Some(Did::Moved);
        assert_eq!(press(&mut it, &Key::Down), (moved, Focus::List));
        assert_eq!(press(&mut it, &Key::Tab), (moved, Focus::Form));
        assert_eq!(press(&mut it, &Key::Enter), (moved, Focus::Form), "the second field");
        assert_eq!(press(&mut it, &Key::Enter), (moved, Focus::List), "behind the last one");
        assert_eq!(press(&mut it, &Key::BackEnter), (moved, Focus::Form));
        assert!(
            it.parts.as_ref().unwrap().form.is_at_last(),
            "backwards into the last field"
        );
        assert_eq!(
            press(&mut it, &Key::PageDown).1,
            Focus::List,
            "the page keys are the list's"
        );
        assert_eq!(it.roster().unwrap().selected(), 2);
    }

    #[test]
    fn what_is_picked_or_toggled_is_the_screen_s_to_do() {
        let mut it = list_form();
        assert_eq!(press(&mut it, &Key::SPACE).0, Some(Did::Toggle(0)));
        assert_eq!(press(&mut it, &Key::Enter).0, Some(Did::Pick(0)));
        assert_eq!(
            press(&mut it, &Key::Char('x')),
            (None, Focus::List),
            "no letter is the list's"
        );
        assert_eq!(
            ListForm::<()>::default().typed(&Key::Down, 3),
            None,
            "nothing is made yet"
        );
    }

    #[test]
    fn both_are_said_in_other_words_and_nothing_typed_or_selected_is_lost() {
        let (ja, en) = (Words::of(Lang::Ja), Words::of(Lang::En));
        let mut it = list_form();
        it.begin_at(2);
        it.typed(&Key::Char('a'), 3);
        let in_english = || -> Vec<String> {
            let said = it.in_words(&en, || Some(parts(&en))).unwrap();
            said.roster.headings()
        };
        assert!(it.in_words(&ja, || None).is_some(), "the words that it was made of");
        assert_eq!(in_english(), [en.frame.help, en.frame.cancel]);
        let said = it.parts.as_ref().unwrap();
        assert!(said.form.dirty() && said.roster.selected() == 2 && it.focus == Focus::Form);
    }
}
