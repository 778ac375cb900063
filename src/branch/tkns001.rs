//! TKNS001 取扱履歴: the trail, the newest first, and what is looked for in it (R12).

mod actions;
mod export;
mod filter;
pub(super) mod told;
pub(super) mod window;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::export::Export;
use self::filter::{Asked, Filter, Known};
use self::window::{Given, Of, Window};
use super::off_duty;
use super::tkns002::TrailVerification;
use super::tkns003::ContractCourse;
use super::tkns004::EntryDetail;
use crate::branch::screens;
use crate::desk::Error;
use crate::domain::calendar;
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;
use crate::report::trail::Exported;
use crate::store::{Entry, Place};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::{Align, put, put_fit};
use crate::words::{Words, place};

/// Where the wide columns begin to fit.
const WIDE: u16 = 140;
/// Rows above the table.
const HEAD_ROWS: u16 = 1;

/// TKNS001 取扱履歴.
#[derive(Debug, Default)]
pub struct TrailList {
    asked: Asked,
    known: Option<Known>,
    window: Window,
    /// The entries that have a row, by their places in the window.
    rows: Vec<usize>,
    table: Option<Table>,
    failed: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F2.
    Filter,
    /// What is looked for.
    Asked(Box<Asked>),
    /// F4.
    Course,
    /// F5.
    Again,
    /// F9.
    Export,
    /// It was written.
    Exported(Exported),
    /// F10.
    Open,
    /// F11.
    Verify,
    /// The actions that there are.
    Known(Result<Box<Known>, Error>),
    /// A page.
    Read(Result<Box<Given>, Error>),
}

impl TrailList {
    /// The screen with all entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// The place of the selected entry among those of the window.
    fn selected(&self) -> usize {
        self.entry_of(self.table.as_ref().map_or(0, Table::selected))
    }

    fn entry_of(&self, row: usize) -> usize {
        self.rows.get(row).copied().unwrap_or_default()
    }

    fn entry(&self) -> Option<&Entry> {
        self.window.entries().get(self.selected())
    }

    /// The contract of the selected entry.
    fn contract(&self) -> Option<ContractNumber> {
        ContractNumber::parse(self.entry()?.draft.contract.as_deref()?).ok()
    }

    /// Asks for what stands at that place; only the newest question is heard.
    fn ask(&self, place: Place, cx: &mut Cx<'_, Msg>) {
        let of = Of::Trail(Box::new(self.asked.sought.clone()));
        cx.look_latest("trail", move |look| of.read(look, place).map(Box::new), Msg::Read);
    }

    /// Begins anew with the newest entries, and learns the actions that there are.
    fn begin(&self, cx: &mut Cx<'_, Msg>) {
        if off_duty(cx.at(), Duty::ReadTrail).is_some() {
            return;
        }
        self.ask(Place::Newest, cx);
        cx.look_latest(
            "known",
            |look| {
                let actions = look.trail_actions()?;
                let policy = look.policy().clone();
                Ok(Box::new(Known { actions, policy }))
            },
            Msg::Known,
        );
    }

    /// Takes a page; the selection stays on its entry.
    fn take(&mut self, given: Given, cx: &mut Cx<'_, Msg>) {
        let seq = self.entry().map(|entry| entry.seq);
        self.window.take(given, self.selected());
        let entries = self.window.entries();
        self.rows = told::rows(entries);
        // A try that has been answered meanwhile stands in the row of its end.
        let place = seq.and_then(|seq| entries.iter().position(|entry| entry.seq == seq));
        let row = place.and_then(|place| self.rows.iter().rposition(|row| *row <= place));
        if let Some(table) = &mut self.table {
            table.reselect(row, self.rows.len());
        }
        self.ask_beyond(self.selected(), cx);
    }

    /// Reads on where little is kept beyond that entry.
    fn ask_beyond(&self, entry: usize, cx: &mut Cx<'_, Msg>) {
        if let Some(place) = self.window.wanted(entry) {
            self.ask(place, cx);
        }
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(entry) = self.entry() {
            cx.open(EntryDetail::new(entry.seq));
        }
    }

    fn row(&self, index: usize, narrow: bool, at: &Ambient<'_>) -> Option<Row> {
        let entry = self.window.entries().get(*self.rows.get(index)?)?;
        let draft = &entry.draft;
        let actor = told::actor(draft, self.window.name(&draft.actor), at.words);
        let action = at.words.value(&draft.action).to_owned();
        let (result, style) = told::result(draft, at);
        let cells = if narrow {
            vec![
                told::moment(entry, at),
                actor,
                action,
                told::subject(draft, at.words),
                result,
            ]
        } else {
            vec![
                entry.seq.to_string(),
                told::second(entry),
                actor,
                draft.terminal.clone(),
                action,
                told::subject(draft, at.words),
                result,
                draft.receipt.clone().unwrap_or_default(),
            ]
        };
        Some(Row::new(cells).styled(style))
    }

    fn place(area: Rect) -> Rect {
        let rows = HEAD_ROWS.min(area.height);
        Rect::new(area.x, area.y + rows, area.width, area.height - rows)
    }
}

fn headings(words: &Words) -> Table {
    let (result, words) = (told::result_columns(words), &words.trail.list);
    Table::new(vec![
        Column::new(words.seq, 8).right(),
        Column::new(words.at, 19),
        Column::new(words.actor, 22),
        Column::new(words.terminal, 14),
        Column::new(words.action, 26),
        Column::rest(words.subject),
        Column::new(words.result, result.max(11)),
        Column::new(words.receipt, 13),
    ])
    .or_below(
        WIDE,
        vec![
            Column::new(words.at, 11),
            Column::new(words.actor, 14),
            Column::new(words.action, 19),
            Column::rest(words.subject),
            Column::new(words.result, result),
        ],
    )
}

impl Screen for TrailList {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNS001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.trail.list;
        let off = || off_duty(at, Duty::ReadTrail);
        let folder = || {
            at.exports
                .is_none()
                .then(|| at.words.trail.export.off_folder.to_owned())
        };
        let empty = || self.entry().is_none().then(|| words.off_empty.to_owned());
        let course = self.contract().is_none().then(|| words.off_course.to_owned());
        let loading = self.known.is_none().then(|| at.words.finding.loading.to_owned());
        vec![
            Binding::new(Function::Conditions, words.filter, Msg::Filter).unless(off().or(loading)),
            Binding::new(Function::Course, words.course, Msg::Course).unless(off().or_else(empty).or(course)),
            Binding::new(Function::Refresh, words.refresh, Msg::Again).unless(off()),
            Binding::new(Function::Export, words.export, Msg::Export).unless(off().or_else(folder).or_else(empty)),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(off().or_else(folder).or_else(empty)),
            Binding::new(Function::Verify, words.verify, Msg::Verify).unless(off()),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        self.table.get_or_insert_with(|| headings(words));
        if self.window.is_read() {
            self.changed(cx);
        } else {
            self.begin(cx);
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(place) = self.window.news().filter(|_| self.window.is_read()) {
            self.ask(place, cx);
        }
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(table) = &mut self.table {
            table.retell(headings(cx.at().words));
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.rows.len();
        let elsewhere = match key {
            Key::Home => self.window.newest(),
            Key::End => self.window.oldest(),
            _ => None,
        };
        match self.table.as_mut().and_then(|table| table.typed(key, rows)) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved) => {
                if let Some(place) = elsewhere {
                    self.ask(place, cx);
                } else {
                    let reach = self.table.as_ref().map_or(0, |table| table.reach(rows));
                    self.ask_beyond(self.entry_of(reach), cx);
                }
            }
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Filter => {
                let Some(known) = self.known.clone() else { return };
                let today = calendar::day_of(cx.at().now);
                let layer = Filter::new(&self.asked, known, today, cx.at().words);
                cx.open_for(layer, |asked: Asked| Msg::Asked(Box::new(asked)));
            }
            Msg::Asked(asked) => {
                (self.asked, self.window) = (*asked, Window::default());
                self.rows.clear();
                if let Some(table) = &mut self.table {
                    table.select(0);
                }
                self.begin(cx);
            }
            Msg::Course => {
                if let Some(number) = self.contract() {
                    cx.open(ContractCourse::new(number));
                }
            }
            Msg::Again => {
                self.window = Window::default();
                self.rows.clear();
                self.begin(cx);
            }
            Msg::Export => {
                let layer = Export::new(self.asked.sought.clone(), cx.at());
                cx.open_for(layer, Msg::Exported);
            }
            Msg::Exported(Exported { path, count, .. }) => {
                let said = cx.at().exports.map(|exports| exports.says(&path));
                let (path, count) = (said.unwrap_or_default(), count.to_string());
                let done = cx
                    .at()
                    .words
                    .trail
                    .export
                    .done(place::Count(&count), place::Path(&path));
                cx.say(Message::good("I1801", done));
            }
            Msg::Open => self.open(cx),
            Msg::Verify => cx.open(TrailVerification::new()),
            Msg::Known(Ok(known)) => self.known = Some(*known),
            Msg::Read(Ok(given)) => {
                self.failed = false;
                self.take(*given, cx);
            }
            Msg::Known(Err(error)) | Msg::Read(Err(error)) => {
                // Said once, not at every change.
                if !std::mem::replace(&mut self.failed, true) {
                    cx.say(Message::refused(&error, cx.at().words));
                }
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        if let Some(reason) = off_duty(at, Duty::ReadTrail) {
            paragraph(area, buf, &reason, at.theme.warn);
            return;
        }
        let words = &at.words.trail.list;
        let filters = self.asked.in_words(at.words);
        let (head, style) = if filters.is_empty() {
            (words.all.to_owned(), at.theme.label)
        } else {
            (words.filtered(place::Filters(&filters)), at.theme.warn)
        };
        let line = Rect::new(area.x + 1, area.y, area.width.saturating_sub(1), 1);
        put_fit(buf, line, &head, Align::Left, style);
        let place = Self::place(area);
        let Some(table) = self.table.as_ref().filter(|_| self.window.is_read()) else {
            let loading = at.words.finding.loading;
            put(buf, place.x + 2, place.y, place.width, loading, at.theme.off);
            return;
        };
        let rows = self.rows.len();
        let narrow = table.is_narrow(place);
        table.view(place, buf, at, rows, |index| self.row(index, narrow, at));
        foot(&self.window, self.entry(), place, buf, at);
        if rows == 0 {
            let below = Rect::new(place.x + 2, place.y + 1, place.width.saturating_sub(4), 2);
            paragraph(below, buf, words.none, at.theme.value);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let table = self.table.as_ref()?;
        Some(table.cursor(Self::place(area)))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let table = self.table.as_ref()?;
        let (rows, narrow) = (self.rows.len(), table.was_narrow());
        let list = Listed::new(table, rows, move |index| self.row(index, narrow, at));
        Some(list.of_more(self.window.has_older()))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.trail.list.hint.to_owned()
    }
}

/// Below a list: the number of the selected entry, and whether older ones follow. How many there are in all is not counted.
pub(super) fn foot(window: &Window, selected: Option<&Entry>, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let words = &at.words.trail.list;
    let seq = selected.map(|entry| words.place(place::Seq(&entry.seq.to_string())));
    let older = window.has_older().then(|| words.older.to_owned());
    let text = [older, seq].into_iter().flatten().collect::<Vec<_>>().join("  ");
    let row = Rect::new(area.x, area.bottom().saturating_sub(1), area.width, 1);
    put_fit(buf, row, &text, Align::Right, at.theme.label);
}
