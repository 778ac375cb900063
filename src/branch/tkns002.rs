//! TKNS002 履歴検証: the trail and all that it binds, verified in parts so that keys stay alive (R12.2, R12.6).

use ratatui::style::Style;

use super::off_duty;
use super::tkns004::EntryDetail;
use crate::branch::screens;
use crate::desk::{Desk, Error};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::{Verified, Verifying};
use crate::ui::keys::Function;
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// Entries of a part: some hundredths of a second.
const PART: u64 = 5_000;
/// Columns of the names, and of the bar.
const NAMES: u16 = 14;
const BAR: u64 = 40;

/// TKNS002 履歴検証. It begins when it is opened.
#[derive(Debug, Default)]
pub struct TrailVerification {
    /// Which verification runs: answers to one before it are not heard.
    number: u64,
    running: bool,
    progress: (u64, u64),
    found: Option<(Verified, Instant)>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Execute.
    Again,
    /// F4.
    Open,
    /// A part of the verification of this number was done.
    Part(u64, Box<Result<Part, Error>>),
}

/// How far it came, and what was found at the end.
type Part = (Verifying, Option<Verified>);

impl TrailVerification {
    /// The screen.
    pub fn new() -> Self {
        Self::default()
    }

    fn begin(&mut self, cx: &mut Cx<'_, Msg>) {
        if off_duty(cx.at(), Duty::ReadTrail).is_some() {
            return;
        }
        (self.number, self.running, self.progress, self.found) = (self.number + 1, true, (0, 0), None);
        self.go_on(Verifying::default(), cx);
    }

    fn go_on(&self, mut so_far: Verifying, cx: &mut Cx<'_, Msg>) {
        let (session, number) = (cx.at().session().cloned(), self.number);
        let verify = move |desk: &mut Desk| -> Result<Part, Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            let found = desk.verify_on(&session, &mut so_far, PART)?;
            Ok((so_far, found))
        };
        cx.ask(verify, move |part| Msg::Part(number, Box::new(part)));
    }

    /// The bad entry, where there is one to look at.
    fn changed_entry(&self) -> Option<u64> {
        self.found.as_ref()?.0.flaw.as_ref()?.entry()
    }

    fn lines(&self, at: &Ambient<'_>, width: u16) -> Vec<Line> {
        let words = &at.words.trail.verify;
        let mut lines = Lines::behind(at, width, NAMES);
        lines.row(vec![]);
        let (count, of) = self.progress;
        lines.fact(
            words.progress,
            &words.progress_value(place::Count(&count.to_string()), place::Of(&of.to_string())),
            at.theme.value,
        );
        let done = (count * BAR)
            .checked_div(of)
            .unwrap_or(if self.running { 0 } else { BAR });
        let part = |of: &str, columns: u64| of.repeat(usize::try_from(columns).unwrap_or(0));
        let bar = part("#", done.min(BAR)) + &part("-", BAR.saturating_sub(done));
        if !at.is_heard() {
            lines.fact("", &bar, at.theme.label);
        }
        lines.row(vec![]);
        if let Some((verified, moment)) = &self.found {
            let (text, style) = verdict(verified, at);
            lines.fact(words.result, &text, style);
            let [entries, rows, seeds] = ["trail", "rows", "seeds"].map(|part| verified.looked_at(part).to_string());
            let looked = words.looked_value(place::Entries(&entries), place::Rows(&rows), place::Seeds(&seeds));
            lines.fact(words.looked, &looked, at.theme.value);
            lines.fact(words.head, &verified.head, at.theme.title);
            let when = calendar::in_japan(*moment).format("%Y-%m-%d %H:%M:%S").to_string();
            lines.fact(words.moment, &when, at.theme.value);
            lines.row(vec![]);
            let note = match &verified.flaw {
                None => words.note,
                Some(flaw) if flaw.rule() == "R12.2" => words.note_bad,
                Some(_) => words.note_state,
            };
            lines.note(note, at.theme.value);
        } else if self.running {
            lines.fact(words.result, words.running, at.theme.off);
        }
        lines.done()
    }
}

/// What was found, with its number.
fn verdict(verified: &Verified, at: &Ambient<'_>) -> (String, Style) {
    match &verified.flaw {
        None => (at.words.trail.verify.whole.to_owned(), at.theme.good),
        Some(flaw) => {
            let (say, _) = at.words.message(flaw.code(), &flaw.facts());
            (format!("{} {say}", flaw.code()), at.theme.bad)
        }
    }
}

impl Screen for TrailVerification {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNS002
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.trail.verify;
        let off = || off_duty(at, Duty::ReadTrail);
        let running = self.running.then(|| words.off_running.to_owned());
        let mut bindings = vec![Binding::new(Function::Execute, words.go, Msg::Again).unless(off().or(running))];
        if self.changed_entry().is_some() {
            bindings.push(Binding::new(Function::OpenEntry, at.words.trail.list.open, Msg::Open).unless(off()));
        }
        bindings
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.number == 0 {
            self.begin(cx);
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.begin(cx),
            Msg::Open => {
                if let Some(entry) = self.changed_entry() {
                    cx.open(EntryDetail::new(entry));
                }
            }
            Msg::Part(number, _) if number != self.number => {}
            Msg::Part(_, part) => match *part {
                Ok((so_far, found)) => {
                    self.progress = (so_far.count(), so_far.of());
                    if let Some(found) = found {
                        (self.running, self.found) = (false, Some((found, cx.at().now)));
                    } else {
                        self.go_on(so_far, cx);
                    }
                }
                Err(error) => {
                    self.running = false;
                    cx.say(Message::refused(&error, cx.at().words));
                }
            },
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at).hint(at.words.trail.verify.hint);
        Some(match off_duty(at, Duty::ReadTrail) {
            Some(reason) => body.text(reason, at.theme.warn).indent(0),
            None => body.lines_for(|columns| self.lines(at, columns)).indent(0),
        })
    }
}
