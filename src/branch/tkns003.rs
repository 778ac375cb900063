//! TKNS003 取扱経過: what a contract went through, day by day: requests, checks, codes, the customer's own logins (R12).

use super::off_duty;
use super::paper::{self, Printed};
use super::tkns001::entries::{self, Entries, Typed};
use super::tkns001::told;
use super::tkns001::window::{Given, Of};
use super::tkns004::EntryDetail;
use crate::branch::screens;
use crate::desk::Error;
use crate::domain::calendar;
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;
use crate::store::{Entry, Place};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// TKNS003 取扱経過.
#[derive(Debug)]
pub struct ContractCourse {
    number: ContractNumber,
    company: String,
    /// By what was done again and again.
    entries: Entries,
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
            entries: Entries::new(runs),
        }
    }

    /// The same with the name of the company.
    #[must_use]
    pub fn of(mut self, company: &str) -> Self {
        company.clone_into(&mut self.company);
        self
    }

    fn ask(&self, place: Place, cx: &mut Cx<'_, Msg>) {
        entries::ask(Of::Contract(self.number.clone()), place, cx, Msg::Read);
    }

    /// The receipt of the selected entry, if it has one.
    fn receipt(&self) -> Option<&str> {
        self.entries.entry()?.draft.receipt.as_deref()
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(entry) = self.entries.entry() {
            cx.open(EntryDetail::new(entry.seq));
        }
    }

    /// A run in a row. The day stands where it begins, and in the first row that is visible.
    fn row(&self, index: usize, top: usize, at: &Ambient<'_>) -> Option<Row> {
        let (entry, count) = self.entries.row(index)?;
        let draft = &entry.draft;
        let day = calendar::day_of(draft.at);
        let before = index.checked_sub(1).and_then(|before| self.entries.row(before));
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
            told::actor(draft, self.entries.window().name(&draft.actor), at.words),
            action,
            at.words.subject(&draft.action, &draft.subject),
            result,
        ]);
        Some(row.styled(style))
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

fn columns(words: &Words) -> Columns {
    let (result, words) = (told::result_columns(words), &words.trail);
    let (list, course) = (&words.list, words.course);
    Columns::new(vec![
        Column::new(course.day, 10),
        Column::new(course.time, 5),
        Column::new(list.actor, 14),
        Column::new(list.action, 16).whole(),
        Column::rest(words.entry.subject),
        Column::new(list.result, result.min(10)).whole(),
    ])
}

impl Screen for ContractCourse {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNS003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.trail.list;
        let empty = self.entries.entry().is_none().then(|| words.off_empty.to_owned());
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Slip, at.words.telling.slip.print, Msg::Print)
                .unless(off_duty(at, Duty::SeeRequests).or_else(|| paper::off(self.receipt(), at))),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(empty),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        let window = self.entries.window();
        match window.news().filter(|_| window.is_read()) {
            Some(place) => self.ask(place, cx),
            None => self.ask(Place::Newest, cx),
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(place) = self.entries.window().news() {
            self.ask(place, cx);
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.entries.typed(key) {
            Typed::Pick => self.open(cx),
            Typed::Ask(place) => self.ask(place, cx),
            Typed::Moved => {}
            Typed::Nothing => return false,
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
                if let Some(place) = self.entries.take(*given) {
                    self.ask(place, cx);
                }
            }
            Msg::Read(Err(error)) => self.entries.refused(&error, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.trail.course;
        let (company, number) = (self.company.as_str(), self.number.as_str());
        let head = words.head(place::Company(company), place::Number(number));
        let body = Body::new(at).line(head, at.theme.label);
        let row = |index, _| self.row(index, self.entries.first_visible(), at);
        let body = self.entries.says(body, columns(at.words), row, words.none, at);
        // Any row may become the first that is visible: it is looked through with its day.
        Some(body.sought_in(|index, _| self.row(index, index, at)).hint(words.hint))
    }
}
