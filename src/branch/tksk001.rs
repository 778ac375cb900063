//! TKSK001 顧客検索: one box, results as you type.
//!
//! What is kept does not grow with the store: the page around the visible rows, and how many there are in all.

mod lists;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::lists::{Chosen, Lists};
use super::tksk002::ContractSheet;
use super::tkyk001::OpeningEntry;
use super::{marked, off_duty};
use crate::branch::screens;
use crate::desk::Error;
use crate::domain::calendar::Instant;
use crate::domain::staff::Duty;
use crate::store::{Asker, Found, Hit, Within};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::lines::Line;
use crate::ui::kit::pick_box::PickBox;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, CloseReason, Cx, Nameplate, Screen};
use crate::words::{FindingSearchWords, place};

/// Where the wide columns begin to fit.
const WIDE: u16 = 120;
/// The rows a page is reckoned at before it was drawn.
const PAGE: usize = 15;
/// Where the box begins, behind its name in any language, and its columns.
const BOX: u16 = 8;
const BOX_COLUMNS: u16 = 50;

/// TKSK001 顧客検索.
pub struct CustomerSearch {
    input: Input,
    table: Table,
    found: Option<Answer>,
    /// The rows that were last asked for.
    asked: Range<usize>,
    /// Enter was pressed before the answer came.
    pick: bool,
    /// The row was chosen by a key, not by being the first.
    chose: bool,
    /// What it is kept to, and the name of that branch.
    within: (Within, Option<String>),
    /// Who waits for the newest question. When there is a newer one nobody waits for it, and it breaks off.
    asker: Asker,
    /// The same of what the lists over it asked.
    lists: Asker,
}

/// The newest answer, and the text it answers.
struct Answer {
    text: String,
    found: Found,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F7 or F8.
    Turn(Key),
    /// F10.
    Open,
    /// F4.
    Lists,
    /// To opening a contract.
    New,
    /// Of those, this one.
    Chosen(Within, Option<String>),
    /// What was found is read again; nothing, where it has to be asked for again.
    Again(Result<Option<Found>, Error>),
    /// The desk found something for a text.
    Found(String, Result<Option<Found>, Error>),
}

impl Default for CustomerSearch {
    fn default() -> Self {
        Self {
            input: Input::new(Accepts::Text),
            table: Table::default(),
            found: None,
            asked: 0..0,
            pick: false,
            chose: false,
            within: (Within::All, None),
            asker: Asker::new(),
            lists: Asker::new(),
        }
    }
}

impl CustomerSearch {
    /// The screen with an empty box, which finds all.
    pub fn new() -> Self {
        Self::default()
    }

    /// The screen kept to a list.
    pub fn within(within: Within) -> Self {
        Self {
            within: (within, None),
            ..Self::default()
        }
    }

    fn total(&self) -> usize {
        let total = self.found.as_ref().map_or(0, |answer| answer.found.total);
        usize::try_from(total).unwrap_or(usize::MAX)
    }

    /// The hit in this row of the whole, if it is loaded.
    fn hit(&self, row: usize) -> Option<&Hit> {
        let found = &self.found.as_ref()?.found;
        let offset = usize::try_from(found.offset).ok()?;
        found.hits.get(row.checked_sub(offset)?)
    }

    /// Whether what is shown answers what stands in the box.
    fn is_answered(&self) -> bool {
        self.found
            .as_ref()
            .is_some_and(|answer| answer.text == self.input.value())
    }

    /// The rows that are so many pages or less away from the selected one.
    fn around(&self, pages: usize) -> Range<usize> {
        let selected = self.table.selected();
        let rows = self.table.page().max(PAGE) * pages;
        selected.saturating_sub(rows)..selected.saturating_add(rows + 1)
    }

    /// Asks for what is to be seen first: of each row its seal is looked at, so that no more are asked for while one types.
    fn ask(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask_for(1, cx);
    }

    /// Asks for the rows so many pages around the selected one. The newest question wins, and typing never waits for one.
    fn ask_for(&mut self, pages: usize, cx: &mut Cx<'_, Msg>) {
        let text = self.input.value().to_owned();
        let rows = self.around(pages);
        let number = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
        let (offset, limit) = (number(rows.start), number(rows.len()));
        self.asked = rows;
        let (question, within) = (text.clone(), self.within.0.clone());
        std::mem::take(&mut self.asker).leaves();
        let asker = self.asker.clone();
        cx.look_latest(
            "find",
            move |look| look.find_within(&within, &question, (offset, limit), &asker),
            |found| Msg::Found(text, found),
        );
    }

    /// Takes an answer; one to the same text leaves the selection on its contract.
    fn take(&mut self, answer: Answer) {
        let selected = self.table.selected();
        let before = self.found.as_ref().filter(|before| before.text == answer.text);
        let before = before.and_then(|_| Some(self.hit(selected)?.contract.number.clone()));
        let is_it = |hit: &Hit| Some(&hit.contract.number) == before.as_ref();
        let row = answer.found.hits.iter().position(is_it);
        let first = usize::try_from(answer.found.offset).unwrap_or(usize::MAX);
        let row = row.map(|row| first.saturating_add(row));
        self.found = Some(answer);
        let total = self.total();
        self.table.reselect(row, total);
    }

    /// Asks again when less than a page beyond the selected row is loaded.
    fn ask_beyond(&mut self, cx: &mut Cx<'_, Msg>) {
        let wanted = self.around(1);
        let last = wanted.end.min(self.total()).saturating_sub(1);
        if self.hit(wanted.start).is_none() || self.hit(last).is_none() {
            self.ask_for(2, cx);
        }
    }

    /// Moves in the results; false if the key is for the box.
    fn moved(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let total = self.total();
        let did = self.table.typed(key, total);
        if did == Some(Did::Moved) {
            self.chose = true;
            self.ask_beyond(cx);
        }
        did.is_some()
    }

    /// Whether nobody said which: nothing was typed, chosen or listed, so the first of all is nobody's choice. To open it would be
    /// a look at a customer that the trail keeps (R12.4).
    fn is_unsaid(&self) -> bool {
        !self.chose && self.within.0 == Within::All && self.input.value().trim().is_empty()
    }

    /// Opens the selected contract; for a text that is not answered yet, as soon as it is.
    fn open(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.is_unsaid() {
            return cx.say(Message::warn("W0212", cx.at().words.finding.search.unsaid));
        }
        self.pick = !self.is_answered();
        if self.pick {
            self.ask(cx);
            cx.keep_keys("find");
        }
        let selected = self.table.selected();
        if !self.pick
            && let Some(hit) = self.hit(selected)
        {
            cx.open(ContractSheet::new(hit.contract.number.clone()));
        } else if !self.pick {
            cx.say(Message::warn("W0210", cx.at().words.finding.search.nothing));
        }
    }

    /// Keeps the search to a list from now on.
    fn keep_to(&mut self, within: (Within, Option<String>), cx: &mut Cx<'_, Msg>) {
        self.within = within;
        self.found = None;
        self.table.select(0);
        self.ask(cx);
    }

    /// Nothing was found: what can be searched for.
    fn nothing<'a>(&self, text: &str, body: Body<'a>, at: &Ambient<'a>) -> Body<'a> {
        let words = &at.words.finding.search;
        let none = if text.is_empty() {
            words.empty.to_owned()
        } else {
            words.none(place::Text(text))
        };
        let body = body.text(none, at.theme.warn).indent(2);
        if self.within.0 == Within::All {
            body.gap(1).text(words.can, at.theme.value).indent(2)
        } else {
            body
        }
    }

    fn columns(words: &FindingSearchWords) -> Columns {
        let columns = |number, kana, branch, state, matched| {
            vec![
                Column::new(words.number, number),
                Column::rest(words.company),
                Column::new(words.kana, kana),
                Column::new(words.branch, branch),
                Column::new(words.state, state),
                Column::new(words.matched, matched),
            ]
        };
        Columns::new(columns(16, 24, 14, 12, 14)).or_below(WIDE, columns(8, 16, 10, 7, 12))
    }
}

impl Screen for CustomerSearch {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKSK001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.finding.search;
        vec![
            Binding::new(Function::Lists, words.lists.title, Msg::Lists),
            Binding::new(Function::PageUp, words.back, Msg::Turn(Key::PageUp)),
            Binding::new(Function::PageDown, words.forward, Msg::Turn(Key::PageDown)),
            Binding::new(Function::Execute, words.open, Msg::Open),
            Binding::new(Function::OpenContract, at.words.contracts.opening.key, Msg::New)
                .unless(off_duty(at, Duty::Amend)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        std::mem::take(&mut self.lists).leaves();
        self.ask(cx);
    }

    fn closed(&mut self, _why: CloseReason, _cx: &mut Cx<'_, Msg>) {
        self.asker.leaves();
        self.lists.leaves();
    }

    /// While no name changed, what was found is not searched for again.
    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        match &self.found {
            Some(answer) if self.within.0 == Within::All && self.is_answered() => {
                let before = answer.found.clone();
                cx.look_latest("find", move |look| look.find_again(&before), Msg::Again);
            }
            _ => self.ask(cx),
        }
    }

    /// On a terminal that has become larger more rows are to be seen than were asked for.
    fn tick(&mut self, cx: &mut Cx<'_, Msg>) {
        let seen = self.table.visible(self.total());
        if self.is_answered() && (seen.start < self.asked.start || seen.end > self.asked.end) {
            self.ask_for(2, cx);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.found.as_ref()?.found.until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        self.pick = false;
        if *key == Key::Enter {
            self.open(cx);
            return true;
        }
        if !key.is_text() && self.moved(key, cx) {
            return true;
        }
        let before = self.input.value().to_owned();
        if !self.input.typed(key) {
            return false;
        }
        if self.input.value() != before {
            self.chose = false;
            self.table.select(0);
            self.ask(cx);
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Turn(key) => {
                self.moved(&key, cx);
            }
            Msg::Open => self.open(cx),
            Msg::New => cx.open(OpeningEntry::new()),
            Msg::Lists => cx.open_for(
                PickBox::new(Lists::new(self.lists.clone())),
                |Chosen(within, branch)| Msg::Chosen(within, branch),
            ),
            Msg::Chosen(within, branch) => self.keep_to((within, branch), cx),
            Msg::Again(Ok(Some(found))) => {
                let text = self.input.value().to_owned();
                self.take(Answer { text, found });
            }
            Msg::Again(Ok(None)) => self.ask(cx),
            // It was given up for a newer one.
            Msg::Found(_, Ok(None)) => {}
            Msg::Found(text, Ok(Some(found))) => {
                self.take(Answer { text, found });
                if std::mem::take(&mut self.pick) {
                    self.open(cx);
                }
            }
            Msg::Found(_, Err(error)) | Msg::Again(Err(error)) => {
                self.pick = false;
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.finding.search;
        let body = Body::new(at).hint(words.hint).entry(words.find, &self.input);
        let body = body.named(BOX, BOX_COLUMNS).searching();
        let Some(answer) = &self.found else {
            let loading = Line::new([(BOX, at.words.finding.loading.to_owned(), at.theme.off)]);
            return Some(body.gap(1).lines(vec![loading]).indent(0));
        };
        let count = words.found(place::Count(&answer.found.total.to_string()));
        let body = body.behind(BOX + BOX_COLUMNS + 2, count, at.theme.label);
        let body = if self.within.0 == Within::All {
            body.gap(1)
        } else {
            let name = lists::name(&self.within.0, self.within.1.as_deref(), at.words);
            let kept = words.kept(place::Name(&name));
            body.lines(vec![Line::new([(BOX, kept, at.theme.info)])]).indent(0)
        };
        if answer.found.total == 0 {
            return Some(self.nothing(&answer.text, body, at));
        }
        let row = |row, wide| self.hit(row).map(|hit| drawn(hit, wide, at));
        let body = body.table(&self.table, Self::columns(words), self.total(), row);
        Some(body.moved_from_above())
    }
}

/// A hit in a row; one on which a caution stands is marked before its name (R10.5).
fn drawn(hit: &Hit, wide: bool, at: &Ambient<'_>) -> Row {
    let contract = &hit.contract;
    if hit.altered {
        // Nothing of it is shown as if it were good (R12.6).
        let row = [
            contract.number.as_str(),
            at.words.finding.search.altered,
            "",
            "",
            "",
            "",
        ];
        return Row::new(row).styled(at.theme.bad);
    }
    let row = Row::new([
        contract.number.as_str(),
        &marked(contract.company.as_str(), hit.cautioned, at),
        contract.kana.as_str(),
        contract.branch.name.as_str(),
        &states(hit, wide, at),
        hit.matched.as_deref().unwrap_or_default(),
    ]);
    if hit.cautioned { row.styled(at.theme.bad) } else { row }
}

/// What stands in the way on a contract; where there is little room, the worst of it.
fn states(hit: &Hit, wide: bool, at: &Ambient<'_>) -> String {
    let words = &at.words.finding.search;
    let closed = hit.contract.closed.is_some();
    let states = [
        (closed, at.words.label.closed),
        (hit.suspended, words.suspended),
        (hit.revoked(), words.revoked),
    ];
    let states: Vec<_> = states.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
    if !wide {
        return states.first().copied().unwrap_or_default().to_owned();
    }
    states.join(" ")
}
