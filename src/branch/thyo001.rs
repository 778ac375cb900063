//! THYO001 日報・統計: what a branch did on a day or in a month, in figures and bars, and its report on paper, as a table and as a
//! page (R18.1).

use std::path::PathBuf;

use chrono::{Days, Months, NaiveDate};

use crate::branch::screens;
use crate::desk::{DayReport, Desk, Error, Scope, Span};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::report::day::{self, Format, Part};
use crate::store;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::{Align, fit};
use crate::words::place;

/// Columns of the names of facts and bars, of a count, and before and behind them.
const NAMES: u16 = 20;
const COUNT: u16 = 7;
const INDENT: u16 = 1;
const GAP: u16 = 2;
/// Columns of the words of a row; the others are figures.
const WORDS: [u16; 2] = [26, 20];
const FIGURE: u16 = 9;
/// So many figures in a row have a sparkline above their bars: hours, days, months.
const SPARK_LEAST: usize = 12;

/// THYO001 日報・統計. It renews itself when something changes.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice or a fact of its own")]
pub struct DaySheet {
    /// The day, or a day of the month; today while none is chosen.
    day: Option<NaiveDate>,
    month: bool,
    everywhere: bool,
    report: Option<Box<DayReport>>,
    scroll: ScrollState,
    failed: bool,
    /// Something was done since the month was read: a month is read again when it is asked for, not at every entry of the trail.
    passed: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F4: the day, or its month.
    Period,
    /// One's own branch, or all.
    Branches,
    /// A file in that format.
    Export(Format),
    /// The report.
    Read(Result<Box<DayReport>, Error>),
    /// Where the file is.
    Written(Result<PathBuf, Error>),
}

impl DaySheet {
    /// The screen, with today.
    pub fn new() -> Self {
        Self::default()
    }

    fn span(&self, at: &Ambient<'_>) -> Span {
        let day = self.day.unwrap_or_else(|| calendar::day_of(at.now));
        if self.month { Span::month(day) } else { Span::day(day) }
    }

    /// Whether one's own acts are all that is shown (R18.1).
    fn is_own(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.scope == Scope::Own)
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let (span, everywhere) = (self.span(cx.at()), self.everywhere);
        let read = move |look: &crate::desk::Look<'_>| {
            let scope = if everywhere {
                Scope::Everywhere
            } else {
                look.own_scope()
            };
            look.day_report(span, &scope).map(Box::new)
        };
        cx.look_latest("day", read, Msg::Read);
    }

    /// A day or a month on or back, but not into what has not come.
    fn step(&mut self, on: bool, cx: &mut Cx<'_, Msg>) {
        let today = calendar::day_of(cx.at().now);
        let day = self.day.unwrap_or(today);
        let next = match (self.month, on) {
            (true, true) => day.checked_add_months(Months::new(1)),
            (true, false) => day.checked_sub_months(Months::new(1)),
            (false, true) => day.checked_add_days(Days::new(1)),
            (false, false) => day.checked_sub_days(Days::new(1)),
        };
        let next = next.unwrap_or(day).min(today);
        self.day = (next < today).then_some(next);
        self.read(cx);
    }

    /// Why nothing can be written, if so.
    fn off(at: &Ambient<'_>) -> Option<String> {
        let folder = at.exports.is_none();
        folder.then(|| at.words.telling.slip.off_folder.to_owned())
    }

    fn export(&self, format: Format, cx: &mut Cx<'_, Msg>) {
        let (span, everywhere, words) = (self.span(cx.at()), self.everywhere, cx.at().words.clone());
        let session = cx.at().session().cloned();
        let Some(tray) = cx.at().tray() else {
            return;
        };
        let write = move |desk: &mut Desk| -> Result<PathBuf, Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            let own = desk.look(&session).own_scope();
            let scope = if everywhere { Scope::Everywhere } else { own };
            let report = desk.day_report(&session, span, &scope)?;
            let stem = day::stem(&report);
            let bytes = day::written(&report, format, &words);
            let bytes = bytes.map_err(|error| store::Error::System(error.to_string()))?;
            let path = tray.write_another(&stem, format.as_str(), &bytes);
            Ok(path.map_err(store::Error::from)?)
        };
        cx.execute(write, Msg::Written);
    }

    fn lines(report: &DayReport, at: &Ambient<'_>, columns: u16) -> Vec<Line> {
        let mut lines = Lines::behind(at, columns, NAMES);
        for section in day::sections(report, at.words) {
            // What is signed is signed on paper.
            if matches!(section.part, Part::Boxes(_)) {
                continue;
            }
            lines.heading(section.title);
            match section.part {
                Part::Facts(facts) => {
                    for (name, value) in facts {
                        lines.fact(name, &value, at.theme.value);
                    }
                }
                Part::Rows(headings, rows) => {
                    let headings: Vec<_> = headings.into_iter().map(str::to_owned).collect();
                    lines.row(cells(&headings, at.theme.label));
                    for row in &rows {
                        lines.row(cells(row, at.theme.value));
                    }
                    if rows.is_empty() {
                        lines.note(at.words.telling.day.nothing, at.theme.value);
                    }
                }
                Part::Bars(bars) => {
                    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0);
                    let from = INDENT + NAMES + COUNT + GAP;
                    let room = columns.saturating_sub(from + INDENT);
                    if bars.len() >= SPARK_LEAST {
                        let figures: Vec<_> = bars.iter().map(|(_, count)| *count).collect();
                        lines.row(vec![
                            (INDENT, at.words.finding.day.course.to_owned(), at.theme.label),
                            (from, at.glyphs.spark(&figures), at.theme.info),
                        ]);
                    }
                    for (name, count) in bars {
                        let marks = at.glyphs.block.repeat(usize::from(day::long(count, most, room)));
                        let count = fit(&count.to_string(), COUNT, Align::Right);
                        lines.row(vec![
                            (INDENT, name, at.theme.label),
                            (INDENT + NAMES, count, at.theme.value),
                            (from, marks, at.theme.info),
                        ]);
                    }
                }
                Part::Boxes(_) => {}
            }
        }
        lines.done()
    }
}

/// A row: words, then figures.
fn cells(row: &[String], style: ratatui::style::Style) -> Vec<(u16, String, ratatui::style::Style)> {
    let placed = day::placed(row.iter().cloned(), INDENT, WORDS, FIGURE);
    placed.map(|(at, text)| (at, text, style)).collect()
}

impl Screen for DaySheet {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::THYO001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.finding.day;
        let off = || Self::off(at);
        let no_branches = self.is_own().then(|| words.off_own.to_owned());
        vec![
            Binding::new(Function::ExportTable, words.table, Msg::Export(Format::Csv)).unless(off()),
            Binding::new(
                Function::Period,
                if self.month { words.to_day } else { words.to_month },
                Msg::Period,
            ),
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Export, words.paper, Msg::Export(Format::Pdf)).unless(off()),
            Binding::new(Function::ExportPage, words.page, Msg::Export(Format::Html)).unless(off()),
            Binding::new(Function::Branches, words.branches, Msg::Branches).unless(no_branches),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    /// A day is read again by itself; what a month has of the trail is not read at every entry that is added to it.
    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.month {
            self.passed = true;
        } else {
            self.read(cx);
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            Key::Left => self.step(false, cx),
            Key::Right => self.step(true, cx),
            _ => return self.scroll.typed(key),
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.read(cx),
            Msg::Period => {
                self.month = !self.month;
                self.scroll = ScrollState::default();
                self.read(cx);
            }
            Msg::Branches => {
                self.everywhere = !self.everywhere;
                self.read(cx);
            }
            Msg::Export(format) => self.export(format, cx),
            Msg::Read(Ok(report)) => {
                (self.report, self.failed, self.passed) = (Some(report), false, false);
            }
            Msg::Read(Err(error)) => {
                // Said once, not at every change.
                if !std::mem::replace(&mut self.failed, true) {
                    cx.say(Message::refused(&error, cx.at().words));
                }
            }
            Msg::Written(Ok(path)) => {
                let path = cx.at().tray().map(|tray| tray.says(&path)).unwrap_or_default();
                let written = cx.at().words.telling.day.written(place::Path(&path));
                cx.say(Message::good("I1815", written));
            }
            Msg::Written(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.finding.day;
        let hint = if self.is_own() { words.hint_own } else { words.hint };
        let body = Body::new(at).hint(hint);
        let Some(report) = &self.report else {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        };
        let body = body.line(day::title(report, at.words), at.theme.title);
        let body = if self.month && self.passed {
            body.line(at.words.finding.day.passed, at.theme.warn)
        } else {
            body
        };
        Some(body.pages(&self.scroll, |columns| Self::lines(report, at, columns)))
    }
}
