//! TOSR001 お知らせ: what customers are told: what waits, what failed, what has left (R14.2).

use crate::branch::screens;
use crate::desk::{Desk, Error, Pile};
use crate::domain::notice::{Decided, Stage};
use crate::domain::refusal::Refusal;
use crate::report::letters::{self, Asked, Exported};
use crate::report::notice;
use crate::store::NoticeRow;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// Notices that are read at a time.
const MOST: u64 = 1000;
/// Rows of what the selected one is about, and of why it failed.
const WHY: u16 = 2;

/// TOSR001 お知らせ.
#[derive(Debug, Default)]
pub struct Notices {
    pile: Pile,
    rows: Option<Vec<NoticeRow>>,
    table: Table,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F4: the next pile.
    Next,
    /// F9: letters are asked for, or those of an export are written.
    Export,
    /// What becomes of one of which nobody knows.
    Decide(Decided),
    /// The notices.
    Read(Result<Vec<NoticeRow>, Error>),
    /// They are asked for.
    Asked(Result<Option<Asked>, Error>),
    /// The letters of an export.
    Exported(Result<Exported, Error>),
    /// It is decided: of that one so.
    Decided(u64, Decided, Result<(), Error>),
}

impl Notices {
    /// The screen with what waits.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let pile = self.pile;
        cx.look_latest("notices", move |look| look.pile(pile, MOST), Msg::Read);
    }

    fn rows(&self) -> &[NoticeRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn selected(&self) -> Option<&NoticeRow> {
        self.rows().get(self.table.selected())
    }

    /// Why there is nothing to decide, if so.
    fn known(&self, at: &Ambient<'_>) -> Option<String> {
        let unsure = self.selected().is_some_and(|row| row.stage == Stage::Unsure);
        (!unsure).then(|| at.words.finding.notices.off_known.to_owned())
    }

    /// Why no letters can be written, if so.
    fn off(&self, at: &Ambient<'_>) -> Option<String> {
        if self.pile != Pile::Sent {
            return None;
        }
        let no_folder = || at.words.telling.slip.off_folder.to_owned();
        let no_export = || at.words.finding.notices.off_no_export.to_owned();
        let is_exported = self.selected().is_some_and(|row| row.export.is_some());
        let off = at.exports.is_none().then(no_folder);
        off.or_else(|| (!is_exported).then(no_export))
    }

    /// Asks that the letters that wait may leave (R11.5); of those that may, writes the file.
    fn export(&self, cx: &mut Cx<'_, Msg>) {
        let (session, words) = (cx.at().session().cloned(), cx.at().words.clone());
        if self.pile != Pile::Sent {
            let ask = move |desk: &mut Desk| -> Result<Option<Asked>, Error> {
                letters::ask(desk, &session.ok_or(Refusal::WrongPassword)?, false)
            };
            cx.execute(ask, Msg::Asked);
            return;
        }
        let number = self.selected().and_then(|row| row.export);
        let Some((tray, number)) = cx.at().tray().zip(number) else {
            return;
        };
        let name = crate::domain::calendar::in_japan(cx.at().now)
            .format("letters-%Y%m%d-%H%M%S.csv")
            .to_string();
        let write = move |desk: &mut Desk| -> Result<Exported, Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            letters::write(desk, &session, number, || tray.begin(&name), &words)
        };
        cx.execute(write, Msg::Exported);
    }

    fn decide(&self, decided: Decided, cx: &mut Cx<'_, Msg>) {
        let session = cx.at().session().cloned();
        let Some(id) = self.selected().map(|row| row.id) else {
            return;
        };
        let decide = move |desk: &mut Desk| -> Result<(), Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            desk.decide_notice(&session, id, decided)
        };
        cx.execute(decide, move |done| Msg::Decided(id, decided, done));
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let row = self.rows().get(index)?;
        let cells = Row::new([
            row.id.to_string(),
            at.words.label.briefly(row.at, at.now),
            row.contract.to_string(),
            row.login_id.to_string(),
            notice::letter(row, at.words).subject,
            notice::stage(row, at.words),
        ]);
        Some(cells.styled(match row.stage {
            Stage::Unsure => at.theme.bad,
            Stage::Waiting | Stage::Letter if row.failed.is_some() => at.theme.warn,
            _ => at.theme.value,
        }))
    }
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.telling.notice;
    Columns::new(vec![
        Column::new(words.number, 6).right(),
        Column::new(words.at, 5),
        Column::new(words.contract, 10),
        Column::new(words.login_id, 10),
        Column::rest(words.subject),
        Column::new(words.stage, 20),
    ])
}

impl Screen for Notices {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TOSR001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.finding.notices;
        let export = if self.pile == Pile::Sent {
            words.write
        } else {
            words.export
        };
        vec![
            Binding::new(Function::NoticeAgain, words.again, Msg::Decide(Decided::Again)).unless(self.known(at)),
            Binding::new(Function::OtherList, words.next, Msg::Next),
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Export, export, Msg::Export).unless(self.off(at)),
            Binding::new(Function::NoticeLetter, words.letter, Msg::Decide(Decided::Letter)).unless(self.known(at)),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.rows().len();
        self.table.typed(key, rows).is_some()
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.read(cx),
            Msg::Next => {
                let place = Pile::ALL.iter().position(|pile| *pile == self.pile).unwrap_or(0);
                self.pile = Pile::ALL[(place + 1) % Pile::ALL.len()];
                (self.rows, self.table) = (None, Table::default());
                self.read(cx);
            }
            Msg::Export => self.export(cx),
            Msg::Decide(decided) => self.decide(decided, cx),
            Msg::Read(Ok(rows)) => {
                let before = self.selected().map(|row| row.id);
                let index = before.and_then(|id| rows.iter().position(|row| row.id == id));
                self.table.reselect(index, rows.len());
                self.rows = Some(rows);
            }
            Msg::Asked(Ok(Some(asked))) => {
                let (count, words) = (asked.count.to_string(), &cx.at().words.finding.notices);
                cx.say(Message::good("I1820", words.asked(place::Count(&count))));
            }
            Msg::Asked(Ok(None)) => cx.say(Message::info("I1817", cx.at().words.telling.notice.none)),
            Msg::Exported(Ok(done)) => {
                let (count, number) = (done.count.to_string(), done.number.to_string());
                let path = cx.at().tray().map(|tray| tray.says(&done.path)).unwrap_or_default();
                let words = &cx.at().words.finding.notices;
                let said = words.written(place::Count(&count), place::Number(&number), place::Path(&path));
                cx.say(Message::good("I1816", said));
            }
            Msg::Decided(id, decided, Ok(())) => {
                let (number, words) = (id.to_string(), &cx.at().words.telling.notice);
                let said = match decided {
                    Decided::Again => words.decided_again(place::Number(&number)),
                    Decided::Letter => words.decided_letter(place::Number(&number)),
                };
                cx.say(Message::good("I1818", said));
                self.read(cx);
            }
            Msg::Read(Err(error))
            | Msg::Asked(Err(error))
            | Msg::Exported(Err(error))
            | Msg::Decided(_, _, Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (words, told) = (&at.words.finding.notices, &at.words.telling.notice);
        let body = Body::new(at).hint(words.hint);
        let Some(rows) = &self.rows else {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        };
        let count = rows.len().to_string();
        let (heading, empty) = match self.pile {
            Pile::Open => (told.waiting(place::Count(&count)), told.none),
            Pile::Failed => (told.those_failed(place::Count(&count)), told.none_failed),
            Pile::Sent => (told.those_sent(place::Count(&count)), told.none_sent),
        };
        let body = body.line(heading, at.theme.value);
        let body = body.table(&self.table, columns(at), rows.len(), |index, _| self.row(index, at));
        let body = body.or_empty(empty, at.theme.info).of_more(rows.len() as u64 >= MOST);
        // The column cuts a long subject on 80 columns.
        let subject = self.selected().map(|row| notice::letter(row, at.words).subject);
        let body = body.text(subject.unwrap_or_default(), at.theme.value).most(WHY);
        let why = self.selected().and_then(|row| row.failed.as_ref());
        let why = why
            .map(|why| words.why(place::Reason(&at.words.foreign(why))))
            .unwrap_or_default();
        Some(body.text(why, at.theme.warn).most(WHY))
    }
}
