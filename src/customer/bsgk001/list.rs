//! The rows of a batch: added, changed and removed.

use super::row::RowEntry;
use super::{BatchEntry, Msg};
use crate::domain::payment::{BulkRow, BulkRows};
use crate::domain::refusal::Refusal;
use crate::domain::values::{Yen, in_threes};
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::message::Message;
use crate::ui::screen::Cx;
use crate::words::{Words, place};

impl BatchEntry {
    /// Takes a row from the box, and selects it.
    pub(super) fn put(&mut self, index: Option<usize>, row: BulkRow, cx: &mut Cx<'_, Msg>) {
        let words = &cx.at().words.payments.batch;
        let old = index.and_then(|index| Some((index, self.batch.get_mut(index)?)));
        let text = if let Some((index, old)) = old {
            *old = row;
            words.changed(place::Place(&(index + 1).to_string()))
        } else {
            self.batch.push(row);
            let (rows, total) = (self.batch.len().to_string(), in_threes(self.total()));
            words.added(place::Rows(&rows), place::Total(&total))
        };
        self.table.select(index.unwrap_or(self.batch.len() - 1));
        self.in_list = true;
        cx.say(Message::good("I1701", text));
    }

    /// Opens the box for the row of that index, or for a new one.
    pub(super) fn edit(&self, index: Option<usize>, cx: &mut Cx<'_, Msg>) {
        let row = index.and_then(|index| self.batch.get(index));
        let place = index.map(|index| index + 1);
        if row.is_none() && self.batch.len() >= BulkRows::MAX {
            let refusal = Refusal::BatchForm {
                rows: BulkRows::MAX,
                max: Yen::MAX.to_string(),
            };
            cx.say(Message::from_refusal(&refusal, cx.at().words));
            return;
        }
        let layer = RowEntry::new(row, place, cx.at().words);
        cx.open_for(layer, move |row| Msg::Row(index, row));
    }

    /// Asks before the selected row is removed.
    pub(super) fn ask_to_remove(&self, cx: &mut Cx<'_, Msg>) {
        let Some((index, row)) = self.selected().and_then(|index| Some((index, self.batch.get(index)?))) else {
            return;
        };
        let (place, name, amount) = ((index + 1).to_string(), row.to.name.clone(), row.amount.to_string());
        let asked = move |words: &Words| {
            let words = &words.payments.batch;
            Question::new(
                words.remove_title,
                &words.remove_question(place::Amount(&amount), place::Name(name.as_str()), place::Place(&place)),
                words.remove,
            )
        };
        Confirm::new(cx.at().words, asked).ask(cx, Msg::Sure);
    }

    /// Removes the selected row.
    pub(super) fn remove(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(index) = self.selected() else { return };
        self.batch.remove(index);
        self.table.reselect(None, self.batch.len());
        let row = (index + 1).to_string();
        let text = cx.at().words.payments.batch.removed(place::Place(&row));
        cx.say(Message::info("I1702", text));
    }
}
