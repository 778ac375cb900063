//! TKNS005 監査: first looks at contracts, acts of two persons and of one alone, stops on a caller's word, person numbers, and who is dormant
//! (R12.4). It reads a month, so it reads when it is opened and when it is asked to.

use std::path::PathBuf;

use crate::branch::screens;
use crate::desk::{Desk, Error, Review};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::report::review::{self, Part};
use crate::store;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// Columns of the five cells of a row.
const FIRST: u16 = 16;
const SECOND: u16 = 18;
const THIRD: u16 = 16;
const FOURTH: u16 = 12;

/// TKNS005 監査.
#[derive(Debug, Default)]
pub struct AuditReview {
    review: Option<Box<Review>>,
    /// Which of its parts is shown.
    part: usize,
    table: Table,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F4: the next part.
    Next,
    /// F9.
    Export,
    /// The review.
    Read(Result<Box<Review>, Error>),
    /// Where the file is.
    Written(Result<PathBuf, Error>),
}

impl AuditReview {
    /// The screen.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(cx: &mut Cx<'_, Msg>) {
        cx.look_latest("review", |look| look.review().map(Box::new), Msg::Read);
    }

    fn part(&self, at: &Ambient<'_>) -> Option<Part> {
        let parts = review::parts(self.review.as_ref()?, at.words);
        parts.into_iter().nth(self.part)
    }

    fn count(&self, at: &Ambient<'_>) -> usize {
        self.part(at).map_or(0, |part| part.rows.len())
    }

    fn turn(&mut self, on: bool, at: &Ambient<'_>) {
        let Some(parts) = self.review.as_ref().map(|review| review::parts(review, at.words).len()) else {
            return;
        };
        self.part = (self.part + if on { 1 } else { parts - 1 }) % parts;
        self.table = Table::default();
    }

    fn export(cx: &mut Cx<'_, Msg>) {
        let (session, words) = (cx.at().session().cloned(), cx.at().words.clone());
        let Some(tray) = cx.at().tray() else {
            return;
        };
        let stem = calendar::in_japan(cx.at().now).format("review-%Y%m%d").to_string();
        let write = move |desk: &mut Desk| -> Result<PathBuf, Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            let review = desk.review(&session)?;
            let bytes = review::table(&review, &words).map_err(|error| store::Error::System(error.to_string()))?;
            Ok(tray.write_another(&stem, "csv", &bytes).map_err(store::Error::from)?)
        };
        cx.execute(write, Msg::Written);
    }
}

impl Screen for AuditReview {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNS005
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.review;
        let no_folder = at
            .exports
            .is_none()
            .then(|| at.words.telling.slip.off_folder.to_owned());
        vec![
            Binding::new(Function::OtherList, words.next, Msg::Next),
            Binding::new(Function::Refresh, at.words.deciding.shown.refresh, Msg::Again),
            Binding::new(Function::Export, words.export, Msg::Export).unless(no_folder),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.review.is_none() {
            Self::read(cx);
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            Key::Right | Key::Tab => self.turn(true, cx.at()),
            Key::Left | Key::BackEnter => self.turn(false, cx.at()),
            key => return self.table.typed(key, self.count(cx.at())).is_some(),
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => Self::read(cx),
            Msg::Next => self.turn(true, cx.at()),
            Msg::Export => Self::export(cx),
            Msg::Read(Ok(review)) => {
                self.review = Some(review);
                let count = self.count(cx.at());
                self.table.reselect(Some(self.table.selected()), count);
            }
            Msg::Written(Ok(path)) => {
                let path = cx.at().tray().map(|tray| tray.says(&path)).unwrap_or_default();
                let written = cx.at().words.telling.day.written(place::Path(&path));
                cx.say(Message::good("I1217", written));
            }
            Msg::Read(Err(error)) | Msg::Written(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.review;
        let body = Body::new(at).hint(words.hint);
        let (Some(review), Some(part)) = (&self.review, self.part(at)) else {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        };
        let from = words.since(place::Day(&at.words.day(review.from)));
        let from = if part.of_days { from } else { String::new() };
        let body = body.line(part.title, at.theme.title).line(from, at.theme.label);
        let [first, second, third, fourth, last] = part.headings;
        let columns = Columns::new(vec![
            Column::new(first, FIRST),
            Column::new(second, SECOND),
            Column::new(third, THIRD),
            Column::new(fourth, FOURTH),
            Column::rest(last),
        ]);
        let (count, rows) = (part.rows.len(), part.rows);
        let body = body.table(&self.table, columns, count, move |index, _| {
            rows.get(index).map(|row| Row::new(row.clone()))
        });
        Some(body.or_empty(words.nothing, at.theme.info))
    }
}
