//! 引継: whose requests are taken over at a shift's change (R11.7).

use ratatui::layout::Size;

use crate::desk::{Colleague, Error, Look};
use crate::domain::values::StaffId;
use crate::ui::kit::pick_box::{Msg, Pick};
use crate::ui::kit::table::{Column, Row};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// The list over TSNN003: colleagues of the branch with requests that wait, or results that they have yet to see.
#[derive(Default)]
pub(super) struct Colleagues(Vec<Colleague>);

fn colleagues(look: &Look<'_>) -> Result<Vec<Colleague>, Error> {
    look.colleagues()
}

impl Pick for Colleagues {
    type Own = Result<Vec<Colleague>, Error>;
    type With = StaffId;
    const SIZE: Size = Size::new(72, 10);

    fn title(words: &Words) -> &'static str {
        words.deciding.own.take_over_title
    }

    fn hint(words: &Words) -> &'static str {
        words.deciding.own.take_over_hint
    }

    fn button(words: &Words) -> &'static str {
        words.deciding.own.take_over
    }

    fn columns(words: &Words) -> Vec<Column> {
        let own = &words.deciding.own;
        vec![
            Column::new(own.staff, 10),
            Column::rest(own.name),
            Column::new(words.cli.list_waiting, 10),
            Column::new(words.cli.list_unseen, 16),
        ]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn row(&self, index: usize, _: &Ambient<'_>) -> Option<Row> {
        let row = self.0.get(index)?;
        Some(Row::new([
            row.staff.to_string(),
            row.name.to_string(),
            row.waiting.to_string(),
            row.unseen.to_string(),
        ]))
    }

    fn picked(&self, index: usize, _: &Words) -> Option<StaffId> {
        Some(self.0.get(index)?.staff.clone())
    }

    fn off(&self, words: &Words) -> Option<String> {
        let none = self.0.is_empty();
        none.then(|| words.deciding.own.take_over_none.to_owned())
    }

    fn reads(&self, cx: &mut Cx<'_, Msg<Self>>) {
        cx.look_latest("colleagues", colleagues, Msg::Own);
    }

    fn heard(&mut self, own: Result<Vec<Colleague>, Error>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(rows) => self.0 = rows,
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
