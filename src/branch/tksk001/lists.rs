//! 一覧: what a search is kept to, to choose from — what stands in the figures of the menu, and each branch.

use ratatui::layout::Size;

use crate::desk::Error;
use crate::domain::contract::Branch;
use crate::store::{Asker, Within};
use crate::ui::kit::pick_box::{Msg, Pick};
use crate::ui::kit::table::{Column, Row};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
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
    /// It waits for the branches as long as the box is there.
    asker: Asker,
}

impl Lists {
    /// The box, for that asker.
    pub(super) fn new(asker: Asker) -> Self {
        Self {
            branches: Vec::new(),
            asker,
        }
    }

    /// The list in that row, with the name of its branch.
    fn list(&self, row: usize) -> Option<(Within, Option<&str>)> {
        if let Some(within) = FIXED.get(row) {
            return Some((within.clone(), None));
        }
        let branch = self.branches.get(row - FIXED.len())?;
        Some((Within::Branch(branch.code.clone()), Some(branch.name.as_str())))
    }
}

impl Pick for Lists {
    type Own = Result<Option<Vec<Branch>>, Error>;
    type With = Chosen;
    const SIZE: Size = Size::new(60, 14);

    fn title(words: &Words) -> &'static str {
        words.finding.search.lists.title
    }

    fn hint(words: &Words) -> &'static str {
        words.finding.search.lists.hint
    }

    fn button(words: &Words) -> &'static str {
        words.finding.menu.go
    }

    fn columns(words: &Words) -> Vec<Column> {
        vec![Column::rest(words.finding.search.lists.title)]
    }

    fn count(&self) -> usize {
        FIXED.len() + self.branches.len()
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let (within, branch) = self.list(index)?;
        Some(Row::new([name(&within, branch, at.words)]))
    }

    fn picked(&self, index: usize, _: &Words) -> Option<Chosen> {
        let (within, branch) = self.list(index)?;
        Some(Chosen(within, branch.map(str::to_owned)))
    }

    fn reads(&self, cx: &mut Cx<'_, Msg<Self>>) {
        let asker = self.asker.clone();
        cx.look_latest("branches", move |look| look.branches(&asker), Msg::Own);
    }

    fn heard(&mut self, own: Result<Option<Vec<Branch>>, Error>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(Some(branches)) => self.branches = branches,
            Ok(None) => {}
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
