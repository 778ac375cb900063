//! TKNS003 取扱経過: what a contract went through, day by day: requests, checks, codes, the customer's own logins (R12).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::off_duty;
use super::paper::{self, Printed};
use super::tkns001::window::{Given, Of, Window};
use super::tkns001::{foot, told};
use super::tkns004::EntryDetail;
use crate::branch::screens;
use crate::desk::Error;
use crate::domain::calendar;
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;
use crate::store::{Entry, Place};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::{Align, put, put_fit};
use crate::words::{Words, place};

/// Rows above the table.
const HEAD_ROWS: u16 = 1;

/// TKNS003 取扱経過.
#[derive(Debug)]
pub struct ContractCourse {
    number: ContractNumber,
    company: String,
    window: Window,
    /// The entries by what was done again and again: each the place of its newest one, and how many there are.
    runs: Vec<(usize, usize)>,
    table: Option<Table>,
    failed: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F9.
    Print,
    /// The slip, or what the system said.
    Printed(Result<Printed, Error>),
    /// F10.
    Open,
    /// A page.
    Read(Result<Box<Given>, Error>),
}

impl ContractCourse {
    /// The screen about this contract.
    pub fn new(number: ContractNumber) -> Self {
        Self {
            number,
            company: String::new(),
            window: Window::default(),
            runs: Vec::new(),
            table: None,
            failed: false,
        }
    }

    /// The same with the name of the company.
    #[must_use]
    pub fn of(mut self, company: &str) -> Self {
        company.clone_into(&mut self.company);
        self
    }

    fn ask(&self, place: Place, cx: &mut Cx<'_, Msg>) {
        let of = Of::Contract(self.number.clone());
        cx.look_latest("course", move |look| of.read(look, place).map(Box::new), Msg::Read);
    }

    fn run(&self, index: usize) -> Option<(&Entry, usize)> {
        let (first, count) = self.runs.get(index)?;
        Some((self.window.entries().get(*first)?, *count))
    }

    /// The place of the newest entry of the selected run among all.
    fn selected(&self) -> usize {
        self.newest_of(self.table.as_ref().map_or(0, Table::selected))
    }

    fn newest_of(&self, row: usize) -> usize {
        self.runs.get(row).map_or(0, |(first, count)| first + count - 1)
    }

    fn entry(&self) -> Option<&Entry> {
        Some(self.run(self.table.as_ref()?.selected())?.0)
    }

    fn take(&mut self, given: Given, cx: &mut Cx<'_, Msg>) {
        let seq = self.entry().map(|entry| entry.seq);
        self.window.take(given, self.selected());
        let entries = self.window.entries();
        self.runs = runs(entries);
        let holds = |(first, count): &(usize, usize)| {
            let run = entries.get(*first..first + count).unwrap_or_default();
            run.iter().any(|entry| Some(entry.seq) == seq)
        };
        let row = self.runs.iter().position(holds);
        if let Some(table) = &mut self.table {
            table.reselect(row, self.runs.len());
        }
        self.ask_beyond(self.selected(), cx);
    }

    /// Reads on where little is kept beyond that entry.
    fn ask_beyond(&self, entry: usize, cx: &mut Cx<'_, Msg>) {
        if let Some(place) = self.window.wanted(entry) {
            self.ask(place, cx);
        }
    }

    /// The receipt of the selected entry, if it has one.
    fn receipt(&self) -> Option<&str> {
        self.entry()?.draft.receipt.as_deref()
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(entry) = self.entry() {
            cx.open(EntryDetail::new(entry.seq));
        }
    }

    /// A run in a row. The day stands where it begins, and in the first row that is visible.
    fn row(&self, index: usize, top: usize, at: &Ambient<'_>) -> Option<Row> {
        let (entry, count) = self.run(index)?;
        let draft = &entry.draft;
        let day = calendar::day_of(draft.at);
        let before = index.checked_sub(1).and_then(|before| self.run(before));
        let begins = index == top || before.is_none_or(|(before, _)| calendar::day_of(before.draft.at) != day);
        let words = &at.words.trail.course;
        let mut action = at.words.value(&draft.action).to_owned();
        if count > 1 {
            action = words.times(place::Action(&action), place::Count(&count.to_string()));
        }
        let (result, style) = told::result(draft, at);
        let row = Row::new([
            if begins { day.to_string() } else { String::new() },
            calendar::in_japan(draft.at).format("%H:%M").to_string(),
            told::actor(draft, self.window.name(&draft.actor), at.words),
            action,
            at.words.subject(&draft.subject),
            result,
        ]);
        Some(row.styled(style))
    }

    fn place(area: Rect) -> Rect {
        let rows = HEAD_ROWS.min(area.height);
        Rect::new(area.x, area.y + rows, area.width, area.height - rows)
    }
}

/// What was done again and again on one day, by one person with one result, is one run.
fn runs(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let what = |entry: &Entry| {
        let draft = &entry.draft;
        let (day, code) = (calendar::day_of(draft.at), draft.code.clone());
        let names = [&draft.actor, &draft.action, &draft.subject].map(Clone::clone);
        (day, draft.result, code, draft.receipt.clone(), names)
    };
    for (index, entry) in entries.iter().enumerate() {
        let same = runs.last().and_then(|(first, _)| entries.get(*first)).map(what) == Some(what(entry));
        match runs.last_mut().filter(|_| same) {
            Some((_, count)) => *count += 1,
            None => runs.push((index, 1)),
        }
    }
    runs
}

fn headings(words: &Words) -> Table {
    let (result, words) = (told::result_columns(words), &words.trail);
    let (list, course) = (&words.list, words.course);
    Table::new(vec![
        Column::new(course.day, 10),
        Column::new(course.time, 5),
        Column::new(list.actor, 14),
        Column::new(list.action, 21),
        Column::rest(words.entry.subject),
        Column::new(list.result, result),
    ])
}

impl Screen for ContractCourse {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNS003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.trail.list;
        let empty = self.entry().is_none().then(|| words.off_empty.to_owned());
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Slip, at.words.telling.slip.print, Msg::Print)
                .unless(off_duty(at, Duty::SeeRequests).or_else(|| paper::off(self.receipt(), at))),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(empty),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.table.get_or_insert_with(|| headings(cx.at().words));
        match self.window.news().filter(|_| self.window.is_read()) {
            Some(place) => self.ask(place, cx),
            None => self.ask(Place::Newest, cx),
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(place) = self.window.news() {
            self.ask(place, cx);
        }
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(table) = &mut self.table {
            table.retell(headings(cx.at().words));
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let elsewhere = match key {
            Key::Home => self.window.newest(),
            Key::End => self.window.oldest(),
            _ => None,
        };
        let rows = self.runs.len();
        match self.table.as_mut().and_then(|table| table.typed(key, rows)) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved) => {
                if let Some(place) = elsewhere {
                    self.ask(place, cx);
                } else {
                    let reach = self.table.as_ref().map_or(0, |table| table.reach(rows));
                    self.ask_beyond(self.newest_of(reach), cx);
                }
            }
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.ask(Place::Newest, cx),
            Msg::Print => {
                if let Some(number) = self.receipt() {
                    paper::print(number, None, Msg::Printed, cx);
                }
            }
            Msg::Printed(Ok(printed)) => paper::say(&printed, cx),
            Msg::Printed(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Open => self.open(cx),
            Msg::Read(Ok(given)) => {
                self.failed = false;
                self.take(*given, cx);
            }
            Msg::Read(Err(error)) => {
                // Said once, not at every change.
                if !std::mem::replace(&mut self.failed, true) {
                    cx.say(Message::refused(&error, cx.at().words));
                }
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.trail.course;
        let head = words.head(
            place::Company(self.company.as_str()),
            place::Number(self.number.as_str()),
        );
        let line = Rect::new(area.x + 1, area.y, area.width.saturating_sub(1), 1);
        put_fit(buf, line, &head, Align::Left, at.theme.label);
        let place = Self::place(area);
        let Some(table) = self.table.as_ref().filter(|_| self.window.is_read()) else {
            let loading = at.words.finding.loading;
            put(buf, place.x + 2, place.y, place.width, loading, at.theme.off);
            return;
        };
        let rows = self.runs.len();
        table.view(place, buf, at, rows, |index| {
            self.row(index, table.first_visible(rows), at)
        });
        foot(&self.window, self.entry(), place, buf, at);
        if rows == 0 {
            let below = Rect::new(place.x + 2, place.y + 1, place.width.saturating_sub(4), 2);
            paragraph(below, buf, words.none, at.theme.value);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.table.as_ref()?.cursor(Self::place(area)))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let table = self.table.as_ref()?;
        // Any row may become the first that is visible: it is looked through with its day.
        let list = Listed::new(table, self.runs.len(), |index| self.row(index, index, at));
        Some(list.of_more(self.window.has_older()))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.trail.course.hint.to_owned()
    }
}
