//! TKNS001 取扱履歴: the trail, the newest first, and what is looked for in it (R12).

mod actions;
pub(super) mod entries;
mod export;
mod filter;
pub(super) mod told;
pub(super) mod window;

use self::entries::{Entries, Typed};
use self::export::Export;
use self::filter::{EntryFilter, Filter, Known};
use self::window::{Given, Of};
use super::off_duty;
use super::tkns002::TrailVerification;
use super::tkns003::ContractCourse;
use super::tkns004::EntryDetail;
use crate::branch::screens;
use crate::desk::Error;
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;
use crate::report::trail::Exported;
use crate::store::Place;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Where the wide columns begin to fit.
const WIDE: u16 = 140;

/// TKNS001 取扱履歴.
#[derive(Debug)]
pub struct TrailList {
    asked: EntryFilter,
    known: Option<Known>,
    entries: Entries,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F2.
    Filter,
    /// What is looked for.
    Asked(Box<EntryFilter>),
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

impl Default for TrailList {
    fn default() -> Self {
        Self::new()
    }
}

impl TrailList {
    /// The screen with all entries.
    pub fn new() -> Self {
        Self {
            asked: EntryFilter::default(),
            known: None,
            entries: Entries::new(|entries| told::rows(entries).into_iter().map(|row| (row, 1)).collect()),
        }
    }

    /// The contract of the selected entry.
    fn contract(&self) -> Option<ContractNumber> {
        ContractNumber::parse(self.entries.entry()?.draft.contract.as_deref()?).ok()
    }

    fn ask(&self, place: Place, cx: &mut Cx<'_, Msg>) {
        let of = Of::Trail(Box::new(self.asked.sought.clone()));
        entries::ask(of, place, cx, Msg::Read);
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

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(entry) = self.entries.entry() {
            cx.open(EntryDetail::new(entry.seq));
        }
    }

    fn row(&self, index: usize, wide: bool, at: &Ambient<'_>) -> Option<Row> {
        let (entry, _) = self.entries.row(index)?;
        let draft = &entry.draft;
        let actor = told::actor(draft, self.entries.window().name(&draft.actor), at.words);
        let action = at.words.value(&draft.action).to_owned();
        let (result, style) = told::result(draft, at);
        let cells = if wide {
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
        } else {
            vec![
                told::moment(entry, at),
                actor,
                action,
                told::subject(draft, at.words),
                result,
            ]
        };
        Some(Row::new(cells).styled(style))
    }
}

fn columns(words: &Words) -> Columns {
    let (result, words) = (told::result_columns(words), &words.trail.list);
    Columns::new(vec![
        Column::new(words.seq, 8).right(),
        Column::new(words.at, 19),
        Column::new(words.actor, 22),
        Column::new(words.terminal, 14),
        Column::new(words.action, 26).whole(),
        Column::rest(words.subject),
        Column::new(words.result, result.max(11)),
        Column::new(words.receipt, 13),
    ])
    .or_below(
        WIDE,
        vec![
            Column::new(words.at, 11),
            Column::new(words.actor, 14),
            Column::new(words.action, 19).whole(),
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
        let empty = || self.entries.entry().is_none().then(|| words.off_empty.to_owned());
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
        if self.entries.window().is_read() {
            self.changed(cx);
        } else {
            self.begin(cx);
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        let window = self.entries.window();
        if let Some(place) = window.news().filter(|_| window.is_read()) {
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
            Msg::Filter => {
                let Some(known) = self.known.clone() else { return };
                let layer = AskBox::new(Filter::new(self.asked.clone(), known), cx.at());
                cx.open_for(layer, |asked: EntryFilter| Msg::Asked(Box::new(asked)));
            }
            Msg::Asked(asked) => {
                self.asked = *asked;
                self.entries.forget();
                self.entries.select_first();
                self.begin(cx);
            }
            Msg::Course => {
                if let Some(number) = self.contract() {
                    cx.open(ContractCourse::new(number));
                }
            }
            Msg::Again => {
                self.entries.forget();
                self.begin(cx);
            }
            Msg::Export => {
                let layer = Export::new(self.asked.sought.clone(), cx.at());
                cx.open_for(layer, Msg::Exported);
            }
            Msg::Exported(Exported { path, count, .. }) => {
                let said = cx.at().tray().map(|tray| tray.says(&path));
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
                if let Some(place) = self.entries.take(*given) {
                    self.ask(place, cx);
                }
            }
            Msg::Known(Err(error)) | Msg::Read(Err(error)) => self.entries.refused(&error, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (body, words) = (Body::new(at), &at.words.trail.list);
        if let Some(reason) = off_duty(at, Duty::ReadTrail) {
            return Some(body.text(reason, at.theme.warn).indent(0));
        }
        let filters = self.asked.in_words(at.words);
        let body = if filters.is_empty() {
            body.line(words.all, at.theme.label)
        } else {
            body.line(words.filtered(place::Filters(&filters)), at.theme.warn)
        };
        let row = |index, wide| self.row(index, wide, at);
        let body = self.entries.says(body, columns(at.words), row, words.none, at);
        Some(body.hint(words.hint))
    }
}
