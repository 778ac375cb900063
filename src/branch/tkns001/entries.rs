//! A list over a part of the trail: TKNS001 and TKNS003. It reads on as one comes near an end of what is kept; the selection stays
//! on its entry.

use super::window::{Given, Of, Window};
use crate::desk::Error;
use crate::store::{Entry, Place};
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::place;

/// The list.
#[derive(Debug)]
pub(in crate::branch) struct Entries {
    window: Window,
    /// Makes the rows: each the place of its newest entry in the window, and how many there are.
    make: fn(&[Entry]) -> Vec<(usize, usize)>,
    rows: Vec<(usize, usize)>,
    table: Table,
    failed: bool,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::branch) enum Typed {
    /// It means nothing here.
    Nothing,
    /// The selection moved.
    Moved,
    /// This is to be read.
    Ask(Place),
    /// The selected row was picked.
    Pick,
}

impl Entries {
    /// Nothing is read yet.
    pub(in crate::branch) fn new(make: fn(&[Entry]) -> Vec<(usize, usize)>) -> Self {
        Self {
            window: Window::default(),
            make,
            rows: Vec::new(),
            table: Table::default(),
            failed: false,
        }
    }

    /// Forgets what was read; the selection stays at its row.
    pub(in crate::branch) fn forget(&mut self) {
        self.window = Window::default();
        self.rows.clear();
    }

    /// Selects the first row.
    pub(in crate::branch) fn select_first(&mut self) {
        self.table.select(0);
    }

    /// What is kept.
    pub(in crate::branch) fn window(&self) -> &Window {
        &self.window
    }

    /// The first row that is visible.
    pub(in crate::branch) fn first_visible(&self) -> usize {
        self.table.first_visible(self.rows.len())
    }

    /// The newest entry of a row, and how many it stands for.
    pub(in crate::branch) fn row(&self, index: usize) -> Option<(&Entry, usize)> {
        let (first, count) = self.rows.get(index)?;
        Some((self.window.entries().get(*first)?, *count))
    }

    /// The newest entry of the selected row.
    pub(in crate::branch) fn entry(&self) -> Option<&Entry> {
        Some(self.row(self.table.selected())?.0)
    }

    /// The place of the oldest entry of a row among all.
    fn last_of(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |(first, count)| first + count - 1)
    }

    /// Takes a page, and gives where more is to be read.
    pub(in crate::branch) fn take(&mut self, given: Given) -> Option<Place> {
        self.failed = false;
        let seq = self.entry().map(|entry| entry.seq);
        self.window.take(given, self.last_of(self.table.selected()));
        let entries = self.window.entries();
        self.rows = (self.make)(entries);
        // An entry without a row of its own stands in the one before it: a try in that of its end, one of a run in the run.
        let place = seq.and_then(|seq| entries.iter().position(|entry| entry.seq == seq));
        let row = place.and_then(|place| self.rows.iter().rposition(|(first, _)| *first <= place));
        self.table.reselect(row, self.rows.len());
        self.window.wanted(self.last_of(self.table.selected()))
    }

    /// Says why nothing was read: once, not at every change.
    pub(in crate::branch) fn refused<M: Send + 'static>(&mut self, error: &Error, cx: &mut Cx<'_, M>) {
        if !std::mem::replace(&mut self.failed, true) {
            cx.say(Message::refused(error, cx.at().words));
        }
    }

    /// Takes a key.
    pub(in crate::branch) fn typed(&mut self, key: &Key) -> Typed {
        let elsewhere = match key {
            Key::Home => self.window.newest(),
            Key::End => self.window.oldest(),
            _ => None,
        };
        let rows = self.rows.len();
        match self.table.typed(key, rows) {
            Some(Did::Pick(_)) => Typed::Pick,
            Some(Did::Moved) => {
                let wanted = || self.window.wanted(self.last_of(self.table.reach(rows)));
                elsewhere.or_else(wanted).map_or(Typed::Moved, Typed::Ask)
            }
            Some(Did::Toggle(_)) | None => Typed::Nothing,
        }
    }

    /// Says it, below its rows the number of the selected entry and whether older ones follow: how many there are in all is not
    /// counted. `none` stands in the place of rows.
    pub(in crate::branch) fn says<'a>(
        &'a self,
        body: Body<'a>,
        columns: Columns,
        row: impl Fn(usize, bool) -> Option<Row> + 'a,
        none: &str,
        at: &Ambient<'a>,
    ) -> Body<'a> {
        let words = &at.words.trail.list;
        if !self.window.is_read() {
            return body.line(at.words.finding.loading, at.theme.off).inward(2);
        }
        let seq = self
            .entry()
            .map(|entry| words.place(place::Seq(&entry.seq.to_string())));
        let older = self.window.has_older().then(|| words.older.to_owned());
        let foot = [older, seq].into_iter().flatten().collect::<Vec<_>>().join("  ");
        body.table(&self.table, columns, self.rows.len(), row)
            .of_more(self.window.has_older())
            .foot(foot)
            .or_none(none, at.theme.value)
            .without_page_keys()
    }
}

/// Asks for what stands at that place; only the newest question of a list is heard.
pub(in crate::branch) fn ask<M: Send + 'static>(
    of: Of,
    place: Place,
    cx: &mut Cx<'_, M>,
    read: impl FnOnce(Result<Box<Given>, Error>) -> M + Send + 'static,
) {
    cx.look_latest("trail", move |look| of.read(look, place).map(Box::new), read);
}

#[cfg(test)]
mod tests;
