//! 途中の作業: what one left half-way oneself today; each leads to its contract.

use ratatui::layout::Size;

use crate::branch::entering::drafts::deed;
use crate::desk::{DraftRow, Error, Look};
use crate::domain::values::ContractNumber;
use crate::ui::kit::pick_box::{Msg, Pick};
use crate::ui::kit::table::{Column, Row};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// The contract that was chosen.
pub(super) struct Chosen(pub(super) ContractNumber);

/// The list over the menu.
#[derive(Default)]
pub(super) struct Unfinished(Vec<DraftRow>);

fn drafts(look: &Look<'_>) -> Result<Vec<DraftRow>, Error> {
    look.drafts()
}

impl Pick for Unfinished {
    type Own = Result<Vec<DraftRow>, Error>;
    type With = Chosen;
    const SIZE: Size = Size::new(78, 12);

    fn title(words: &Words) -> &'static str {
        words.finding.menu.unfinished.title
    }

    fn hint(words: &Words) -> &'static str {
        words.finding.menu.unfinished.hint
    }

    fn button(words: &Words) -> &'static str {
        words.finding.menu.go
    }

    fn columns(words: &Words) -> Vec<Column> {
        let words = &words.finding.menu.unfinished;
        vec![
            Column::new(words.at, 5),
            Column::new(words.contract, 10),
            Column::rest(words.company),
            Column::new(words.deed, 14).whole(),
        ]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let row = self.0.get(index)?;
        Some(Row::new([
            at.words.label.briefly(row.draft.at, at.now),
            row.contract.to_string(),
            row.company.clone(),
            at.words.label.action(deed(&row.draft.screen)).to_owned(),
        ]))
    }

    fn picked(&self, index: usize, _: &Words) -> Option<Chosen> {
        Some(Chosen(self.0.get(index)?.contract.clone()))
    }

    fn off(&self, words: &Words) -> Option<String> {
        let none = self.0.is_empty();
        none.then(|| words.finding.menu.unfinished.none.to_owned())
    }

    fn reads(&self, cx: &mut Cx<'_, Msg<Self>>) {
        cx.look_latest("drafts", drafts, Msg::Own);
    }

    fn heard(&mut self, own: Result<Vec<DraftRow>, Error>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(rows) => self.0 = rows,
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
