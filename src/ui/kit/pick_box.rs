//! The list over a screen from which one thing is picked: a table in a frame.
//!
//! What a list of its own kind has to say is a [`Pick`]: its rows, its words, and what it closes with. Drawing, keys and selection
//! are here.

use ratatui::layout::Size;

use super::body::Body;
use super::table::{Column, Columns, Did, Row, Table};
use crate::ui::keys::{Function, Key};
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::Words;

/// What is picked from.
pub trait Pick: Sized + 'static {
    /// What it is told beside Execute: the answers to what it asked.
    type Own: Send + 'static;
    /// What it closes with ([`Cx::close_with`]).
    type With: 'static;
    /// Columns and rows of the box.
    const SIZE: Size;

    /// Its heading.
    fn title(words: &Words) -> &'static str;

    /// Help for the list.
    fn hint(words: &Words) -> &'static str;

    /// What Execute is called.
    fn button(words: &Words) -> &'static str;

    /// The columns of the list.
    fn columns(words: &Words) -> Vec<Column>;

    /// How many rows there are.
    fn count(&self) -> usize;

    /// A row.
    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row>;

    /// What the box closes with where that row is picked.
    fn picked(&self, index: usize, words: &Words) -> Option<Self::With>;

    /// Why nothing can be picked, if so.
    fn off(&self, _words: &Words) -> Option<String> {
        None
    }

    /// Asks for what it does not know yet, as it opens and whenever something changed.
    fn reads(&self, _cx: &mut Cx<'_, Msg<Self>>) {}

    /// An answer.
    fn heard(&mut self, _own: Self::Own, _cx: &mut Cx<'_, Msg<Self>>) {}
}

/// The box.
pub struct PickBox<X: Pick> {
    pick: X,
    table: Table,
}

/// What the box is told.
pub enum Msg<X: Pick> {
    /// Execute.
    Choose,
    /// An answer to what it asked.
    Own(X::Own),
}

impl<X: Pick> Answers for Msg<X> {
    type With = X::With;
}

impl<X: Pick> PickBox<X> {
    /// The box with its first row selected.
    pub fn new(pick: X) -> Self {
        Self {
            pick,
            table: Table::default(),
        }
    }

    fn choose(&self, cx: &mut Cx<'_, Msg<X>>) {
        if let Some(with) = self.pick.picked(self.table.selected(), cx.at().words) {
            cx.close_with(with);
        }
    }
}

impl<X: Pick> Screen for PickBox<X> {
    type Msg = Msg<X>;

    fn title(&self, at: &Ambient<'_>) -> String {
        X::title(at.words).to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg<X>>> {
        let binding = Binding::new(Function::Execute, X::button(at.words), Msg::Choose);
        vec![binding.unless(self.pick.off(at.words))]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg<X>>) {
        self.pick.reads(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg<X>>) -> bool {
        match self.table.typed(key, self.pick.count()) {
            Some(Did::Pick(_)) => self.choose(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg<X>, cx: &mut Cx<'_, Msg<X>>) {
        match msg {
            Msg::Choose => self.choose(cx),
            Msg::Own(own) => {
                self.pick.heard(own, cx);
                self.table.reselect(None, self.pick.count());
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let columns = Columns::new(X::columns(at.words));
        let row = |index, _| self.pick.row(index, at);
        let inside = Body::new(at).table(&self.table, columns, self.pick.count(), row);
        let body = Body::framed(at, X::title(at.words), inside).hint(X::hint(at.words));
        Some(body.without_page_keys())
    }

    fn popup(&self) -> Option<Size> {
        Some(X::SIZE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::kit::testing::Around;
    use crate::ui::screen::Effect;

    /// Three things, or none.
    struct Few(Vec<u8>);

    impl Pick for Few {
        type Own = Vec<u8>;
        type With = u8;
        const SIZE: Size = Size::new(20, 6);

        fn title(_: &Words) -> &'static str {
            "few"
        }

        fn hint(_: &Words) -> &'static str {
            "one of few"
        }

        fn button(_: &Words) -> &'static str {
            "take"
        }

        fn columns(_: &Words) -> Vec<Column> {
            vec![Column::rest("what")]
        }

        fn count(&self) -> usize {
            self.0.len()
        }

        fn row(&self, index: usize, _: &Ambient<'_>) -> Option<Row> {
            Some(Row::new([self.0.get(index)?.to_string()]))
        }

        fn picked(&self, index: usize, _: &Words) -> Option<u8> {
            self.0.get(index).copied()
        }

        fn off(&self, _: &Words) -> Option<String> {
            self.0.is_empty().then(|| "nothing there".to_owned())
        }

        fn heard(&mut self, own: Vec<u8>, _: &mut Cx<'_, Msg<Self>>) {
            self.0 = own;
        }
    }

    /// What the box closed with after a key, if it did, and whether the key meant anything.
    fn press(it: &mut PickBox<Few>, key: &Key) -> (bool, Option<u8>) {
        let (around, mut out) = (Around::new(), Vec::new());
        let at = around.at(None);
        let taken = it.typed(key, &mut Cx::new(&at, &mut out));
        let with = out.into_iter().find_map(|effect| match effect {
            Effect::Close(Some(with)) => with.downcast::<u8>().ok().map(|with| *with),
            _ => None,
        });
        (taken, with)
    }

    #[test]
    fn it_closes_with_what_is_picked_and_with_nothing_where_nothing_is() {
        let mut it = PickBox::new(Few(vec![7, 8, 9]));
        assert_eq!(press(&mut it, &Key::Down), (true, None));
        assert_eq!(press(&mut it, &Key::Enter), (true, Some(8)));
        assert_eq!(press(&mut it, &Key::SPACE), (false, None), "nothing is marked here");
        let mut none = PickBox::new(Few(Vec::new()));
        assert_eq!(press(&mut none, &Key::Enter).1, None);
        let around = Around::new();
        let at = around.at(None);
        let keys = none.bindings(&at);
        assert_eq!(keys.len(), 1);
        assert!(keys[0].unless.as_ref().is_some_and(|why| why == "nothing there"));
    }

    #[test]
    fn rows_that_come_later_are_there_and_the_pointer_stays_near() {
        let mut it = PickBox::new(Few(vec![1, 2, 3]));
        press(&mut it, &Key::End);
        let (around, mut out) = (Around::new(), Vec::new());
        let at = around.at(None);
        it.update(Msg::Own(vec![4, 5]), &mut Cx::new(&at, &mut out));
        assert_eq!(press(&mut it, &Key::Enter), (true, Some(5)));
    }
}
