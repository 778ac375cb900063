//! TKSK002 契約照会: the company, its users with the columns of BRSK027, its tokens, its history; for each action who
//! could do it themselves, or that only the bank can, and why (R7.1, R7.3, R9.2, R9.3).

mod head;
mod history;
mod lift;
mod offered;
mod part;
mod standing;
mod tokens;
mod users;
mod void;

use chrono::NaiveDate;

use super::brsk025::UnlockEntry;
use super::brsk027::RevokeEntry;
use super::thkk001::IdentityCheck;
use super::tkns003::ContractCourse;
use super::tkns004::EntryDetail;
use super::tkyk001::ContractEntry;
use super::tkyk003::ContractNotes;
use super::ttrk001::RegisterEntry;
use super::ttrk003::CodeInquiry;
use super::ttrk004::StopEntry;
use super::ttrk005::PasswordsEntry;
use super::tzai004::IssueEntry;
use crate::branch::screens;
use crate::desk::{Error, Look, Sheet, Traced};
use crate::domain::calendar::Instant;
use crate::domain::draft::Unfinished;
use crate::domain::values::{ContractNumber, LoginId};
use crate::ui::keys::Key;
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Did, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use lift::{Lift, Lifted};
use part::Part;

/// TKSK002 契約照会.
pub struct ContractSheet {
    number: ContractNumber,
    page: Option<Page>,
    part: Part,
    /// A table for each part, in the order of [`Part::ALL`].
    tables: [Table; 3],
    failed: Option<Error>,
    /// Whether it was said already that it was opened; it comes on top again.
    is_told: bool,
}

/// What the desk knows of the contract, with what follows from the policy.
#[derive(Debug)]
pub struct Page {
    sheet: Sheet,
    /// The last day of the grace period (R4.2).
    grace_until: NaiveDate,
    /// When the identity check lapses (R10.1).
    lapses: Option<Instant>,
    /// When this is no longer so though nothing was done.
    until: Option<Instant>,
    /// Drafts of which nobody can be chosen any more.
    void: Vec<Unfinished>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F2.
    Identify,
    /// F4.
    Unlock,
    /// F5.
    Refresh,
    /// Tab.
    Turn,
    /// F9.
    Revoke,
    /// F10.
    Explain,
    /// H.
    Course,
    /// S.
    Stop,
    /// P.
    Passwords,
    /// I.
    Issue,
    /// To what is kept of the contract.
    Amend,
    /// To the notes on it.
    Notes,
    /// F11.
    Register,
    /// F12.
    Back,
    /// L, while a caution stands.
    Lift,
    /// The caution was lifted.
    Lifted,
    /// A draft is gone.
    Dropped,
    /// Whether that it was opened is an entry (R12.4).
    Opened(Result<Traced, Error>),
    /// The desk's answer.
    Loaded(Result<Box<Page>, Error>),
}

impl ContractSheet {
    /// The user whose row is selected, while the users are shown.
    fn user(&self) -> Option<LoginId> {
        let [users, ..] = &self.tables;
        let page = self.page.as_ref().filter(|_| self.part == Part::Users)?;
        let row = page.sheet.rows.get(users.selected())?;
        Some(row.user.login_id.clone())
    }

    /// The screen about this contract.
    pub fn new(number: ContractNumber) -> Self {
        Self {
            number,
            page: None,
            part: Part::Users,
            tables: Default::default(),
            failed: None,
            is_told: false,
        }
    }

    /// Tells the desk that the contract is opened by a key: the first time on a day is an entry (R12.4).
    fn tell(&mut self, cx: &mut Cx<'_, Msg>) {
        if !std::mem::replace(&mut self.is_told, true)
            && let Some(session) = cx.at().session().cloned()
        {
            let number = self.number.clone();
            cx.execute(move |desk| desk.look_at_contract(&session, &number), Msg::Opened);
        }
    }

    /// Reads the contract again; only the newest reading is heard.
    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let number = self.number.clone();
        cx.look_latest("sheet", move |look| page(look, &number).map(Box::new), Msg::Loaded);
    }

    /// Takes a new reading; in each part the selection stays on what it was on.
    fn take(&mut self, page: Page) {
        let before = self.page.replace(page);
        let (Some(before), Some(now)) = (before, &self.page) else {
            return;
        };
        for (part, table) in Part::ALL.into_iter().zip(&mut self.tables) {
            let row = part.same(table.selected(), &before.sheet, &now.sheet);
            table.reselect(row, part.rows(&now.sheet));
        }
    }

    fn table(&self) -> Option<&Table> {
        self.tables.get(self.part.index())
    }

    /// Opens an entry of the history.
    fn open_entry(&self, row: usize, cx: &mut Cx<'_, Msg>) {
        let history = self.page.as_ref().map(|page| &page.sheet.history);
        if let Some(entry) = history.and_then(|history| history.get(row)) {
            cx.open(EntryDetail::new(entry.seq));
        }
    }
}

fn page(look: &Look<'_>, number: &ContractNumber) -> Result<Page, Error> {
    let mut sheet = look.sheet(number)?;
    let void = void::take(&mut sheet, look.policy());
    let grace_until = look.grace_until(&sheet.case);
    let lapses = sheet.check.as_ref().map(|check| check.lapses(look.policy()));
    let until = sheet.holds_until(look.policy());
    Ok(Page {
        sheet,
        grace_until,
        lapses,
        until,
        void,
    })
}

impl Screen for ContractSheet {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKSK002
    }

    fn contract(&self) -> Option<ContractNumber> {
        Some(self.number.clone())
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.finding.sheet.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        self.offered(at)
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.tell(cx);
        self.reads(cx);
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.page.as_ref()?.until
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            Key::Right => self.part = self.part.turned(1),
            Key::Left | Key::BackEnter => self.part = self.part.turned(Part::ALL.len() - 1),
            key => {
                let rows = self.page.as_ref().map_or(0, |page| self.part.rows(&page.sheet));
                let table = self.tables.get_mut(self.part.index());
                match (self.part, table.and_then(|table| table.typed(key, rows))) {
                    (_, Some(Did::Moved)) => {}
                    (Part::History, Some(Did::Pick(row))) => self.open_entry(row, cx),
                    _ => return false,
                }
            }
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        let number = self.number.clone();
        match msg {
            Msg::Identify => cx.open(IdentityCheck::new(number)),
            Msg::Unlock => cx.open(UnlockEntry::new(number)),
            Msg::Revoke => cx.open(RevokeEntry::new(number).about(self.user())),
            Msg::Explain => cx.open(CodeInquiry::new(number)),
            Msg::Course => {
                let company = self.page.as_ref().map(|page| page.sheet.case.contract.company.as_str());
                cx.open(ContractCourse::new(number).of(company.unwrap_or_default()));
            }
            Msg::Stop => cx.open(StopEntry::new(number)),
            Msg::Passwords => cx.open(PasswordsEntry::new(number)),
            Msg::Issue => cx.open(IssueEntry::new(number, None, None)),
            Msg::Amend => cx.open(ContractEntry::new(number)),
            Msg::Notes => cx.open(ContractNotes::new(number)),
            Msg::Register => cx.open(RegisterEntry::new(number)),
            Msg::Refresh => self.ask(cx),
            Msg::Back => cx.close(),
            Msg::Lift => cx.open_for(AskBox::new(Lift(number), cx.at()), |_: Lifted| Msg::Lifted),
            Msg::Lifted => {
                self.ask(cx);
                cx.say(Message::good("I0505", cx.at().words.caution.lifted.to_owned()));
            }
            Msg::Turn => self.part = self.part.turned(1),
            Msg::Opened(Ok(Traced::Kept)) => {
                cx.say(Message::warn("W1202", cx.at().words.finding.sheet.look_kept.to_owned()));
            }
            Msg::Opened(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Opened(Ok(Traced::Before | Traced::Written)) | Msg::Dropped => {}
            Msg::Loaded(Ok(page)) => {
                self.failed = None;
                void::give_up(&page.void, &self.number, cx);
                self.take(*page);
            }
            Msg::Loaded(Err(error)) => {
                // Said once, not at every change; it stands where the contract would.
                if self.failed.is_none() {
                    cx.say(Message::refused(&error, cx.at().words));
                }
                self.failed = Some(error);
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.finding.sheet;
        let body = Body::new(at).hint(match self.part {
            Part::History => words.hint_history,
            Part::Users | Part::Tokens => words.hint,
        });
        let (Some(page), Some(table)) = (&self.page, self.table()) else {
            return Some(match &self.failed {
                Some(error) => body
                    .text(Message::refused(error, at.words).text, at.theme.bad)
                    .inward(2),
                None => body.line(at.words.finding.loading, at.theme.off).inward(2),
            });
        };
        let rows = at.terminal.size.get().1.saturating_sub(FRAME_ROWS);
        let head = move |columns| head::lines(page, (columns, rows), at);
        let tabs = part::names(self.part, &page.sheet, at);
        let body = body.lines_for(head).indent(0).lines(vec![tabs]).indent(0);
        let (part, rows) = (self.part, self.part.rows(&page.sheet));
        let row = move |index, wide: bool| part.row(index, &page.sheet, !wide, at);
        let body = body.table(table, part.columns(at.words), rows, row);
        let selected = table.selected().min(rows.saturating_sub(1));
        let line = part.line(selected, &page.sheet, at).unwrap_or_default();
        let body = body.text(line, at.theme.label).inward(2).rows(LINE_ROWS);
        Some(body.without_page_keys())
    }
}

/// Rows about the selected row.
const LINE_ROWS: u16 = 2;
/// Rows of the frame around the body.
const FRAME_ROWS: u16 = 5;
