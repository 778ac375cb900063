//! 一覧: what a search is kept to, to choose from — what stands in the figures of the menu, and each branch.

use ratatui::layout::Size;

use crate::desk::{Error, Look};
use crate::domain::contract::Branch;
use crate::store::Within;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::{Words, place};

/// The list that was chosen, and the name of its branch.
pub(super) struct Chosen(pub(super) Within, pub(super) Option<String>);

/// What a list is called; of a branch the code with its name, if that is known.
pub(super) fn name(within: &Within, branch: Option<&str>, words: &Words) -> String {
    let lists = &words.finding.search.lists;
    let of = |name: &str| name.to_owned();
    match within {
        Within::All => of(lists.all),
        Within::Suspended => of(lists.suspended),
        Within::Closed => of(lists.closed),
        Within::Expiring => of(lists.expiring),
        Within::Cautioned => of(lists.cautioned),
        Within::Branch(code) => lists.branch(place::Code(code.as_str()), place::Name(branch.unwrap_or_default())),
    }
}

/// The lists that every store has.
const FIXED: [Within; 5] = [
    Within::All,
    Within::Suspended,
    Within::Closed,
    Within::Expiring,
    Within::Cautioned,
];

/// The lists over the search.
pub(super) struct Lists {
    branches: Vec<Branch>,
    table: Table,
}

/// What the lists are told.
#[derive(Debug)]
pub(super) enum Msg {
    /// F10: the selected one.
    Choose,
    /// Which branches there are.
    Read(Result<Vec<Branch>, Error>),
}

impl Answers for Msg {
    type With = Chosen;
}

impl Lists {
    pub(super) fn new() -> Self {
        Self {
            branches: Vec::new(),
            table: Table::default(),
        }
    }

    fn columns(at: &Ambient<'_>) -> Columns {
        Columns::new(vec![Column::rest(at.words.finding.search.lists.title)])
    }

    /// The list in that row, with the name of its branch.
    fn list(&self, row: usize) -> Option<(Within, Option<&str>)> {
        if let Some(within) = FIXED.get(row) {
            return Some((within.clone(), None));
        }
        let branch = self.branches.get(row - FIXED.len())?;
        Some((Within::Branch(branch.code.clone()), Some(branch.name.as_str())))
    }

    fn len(&self) -> usize {
        FIXED.len() + self.branches.len()
    }

    fn choose(&self, cx: &mut Cx<'_, Msg>) {
        if let Some((within, branch)) = self.list(self.table.selected()) {
            cx.close_with(Chosen(within, branch.map(str::to_owned)));
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let (within, branch) = self.list(index)?;
        Some(Row::new([name(&within, branch, at.words)]))
    }
}

fn branches(look: &Look<'_>) -> Result<Vec<Branch>, Error> {
    look.branches()
}

impl Screen for Lists {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.finding.search.lists.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(Function::Execute, at.words.finding.menu.go, Msg::Choose)]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look(branches, Msg::Read);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.table.typed(key, self.len()) {
            Some(Did::Pick(_)) => self.choose(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Choose => self.choose(cx),
            Msg::Read(Ok(branches)) => self.branches = branches,
            Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.finding.search.lists;
        let row = |index, _| self.row(index, at);
        let inside = Body::new(at).table(&self.table, Self::columns(at), self.len(), row);
        Some(Body::framed(at, words.title, inside).hint(words.hint))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(60, 14))
    }
}
