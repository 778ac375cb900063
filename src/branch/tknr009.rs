//! TKNR009 完了: the receipt of what was done, or what a waiting request waits for, and what to tell the customer.

use super::off_duty;
use super::paper::{self, Printed};
use super::shown::{self, Finished, Step, When};
use super::tzai004::IssueEntry;
use crate::branch::screens;
use crate::desk::{Error, Outcome, Receipt, ReceiptView, RequestView, Shown};
use crate::domain::approval::Status;
use crate::domain::calendar::Instant;
use crate::domain::staff::Duty;
use crate::domain::stock::{self, Cause};
use crate::domain::values::{ContractNumber, RequestId, Serial};
use crate::report::telling::{self, Tone};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::buttons::Buttons;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::place;

/// TKNR009 完了. Every way out of it closes with [`Finished`].
#[derive(Debug)]
pub struct Completed {
    outcome: Outcome,
    /// How a waiting request stands by now: a supervisor may decide in the queue while this is shown.
    view: Option<Box<RequestView>>,
    scroll: ScrollState,
    /// The slip that was printed here.
    printed: Option<Printed>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Back to the contract.
    Back,
    /// F3: to the menu; what was entered below has served and is not asked about.
    Home,
    /// F9: the slip.
    Print,
    /// F4: a fob in the place of the one that is gone.
    Replace,
    /// The slip, or what the system said.
    Printed(Result<Printed, Error>),
    /// How the request stands.
    Looked(Result<Box<RequestView>, Error>),
    /// Whether the receipt is there still.
    There(Result<Box<ReceiptView>, Error>),
}

impl Answers for Msg {
    type With = Finished;
}

impl Completed {
    /// The screen about [`Outcome::Done`] or [`Outcome::Waiting`].
    pub fn new(outcome: Outcome) -> Self {
        Self {
            outcome,
            view: None,
            scroll: ScrollState::default(),
            printed: None,
        }
    }

    /// What was shown, and the request while it is not done here.
    fn about(&self) -> Option<(&Shown, Option<RequestId>)> {
        match &self.outcome {
            Outcome::Done(receipt) => Some((&receipt.shown, None)),
            Outcome::Waiting { request, shown } => Some((shown, Some(*request))),
            _ => None,
        }
    }

    fn look(&self, cx: &mut Cx<'_, Msg>) {
        if let Some((_, Some(request))) = self.about() {
            cx.look_latest("request", move |look| look.request(request).map(Box::new), Msg::Looked);
        }
    }

    /// The receipt number, once it is carried out.
    fn number(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Done(receipt) => Some(&receipt.number),
            _ => self.view.as_ref()?.receipt.as_deref(),
        }
    }

    /// The fob that a revocation leaves to be replaced, and why (R15.5).
    fn to_replace(&self) -> Option<(ContractNumber, Serial, Cause)> {
        let Outcome::Done(receipt) = &self.outcome else {
            return None;
        };
        let shown = &receipt.shown;
        let cause = stock::cause_after(shown.reason?)?;
        let lost = shown.tokens.iter().map(|token| &token.serial);
        let old = lost
            .chain(shown.users.iter().filter_map(|user| user.serial.as_ref()))
            .next()?;
        Some((shown.contract.clone(), old.clone(), cause))
    }

    fn print(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(number) = self.number() {
            let before = self.printed.as_ref().map(|printed| printed.receipt.as_ref());
            paper::print(number, before, Msg::Printed, cx);
        }
    }

    fn back(&self, cx: &mut Cx<'_, Msg>) {
        cx.close_with(Finished);
        // A key pressed once too often may have closed the receipt: its number stays to be read.
        if let Outcome::Done(receipt) = &self.outcome {
            let (words, action) = (cx.at().words, receipt.shown.action);
            cx.say(Message::good(
                "I1106",
                words.deciding.completed.said(
                    place::Action(words.label.action(action)),
                    place::Number(&receipt.number),
                ),
            ));
        }
    }

    fn lines(&self, at: &Ambient<'_>, width: u16) -> Vec<Line> {
        let mut lines = Lines::new(at, width);
        match &self.outcome {
            Outcome::Done(receipt) => {
                head(&mut lines, receipt);
                lines.heading(at.words.deciding.completed.tell);
                tell(&mut lines, telling::done(&receipt.shown, at.words));
                if self.to_replace().is_some() && off_duty(at, Duty::Issue).is_none() {
                    lines.note(at.words.deciding.completed.replace_next, at.theme.info);
                }
                lines.heading(at.words.deciding.completed.content);
                shown::brief(&mut lines, &receipt.shown);
            }
            Outcome::Waiting { shown, .. } => {
                self.waiting(&mut lines);
                shown::describe(&mut lines, shown, When::Planned);
            }
            _ => {}
        }
        lines.done()
    }

    /// How it ended: carried out here, or whatever became of the request since.
    fn ended(&self) -> Status {
        match self.about() {
            Some((_, Some(_))) => self.view.as_ref().map_or(Status::Waiting, |view| view.status),
            _ => Status::Done,
        }
    }

    /// Whether fobs were stopped at once while the request waits (R7.6).
    fn has_stopped(&self) -> bool {
        let stopped = self.about().and_then(|(shown, _)| shown.stopped.as_ref());
        stopped.is_some_and(|stopped| !stopped.serials.is_empty())
    }

    /// What a request that was left in the queue waits for, or what became of it.
    fn waiting(&self, lines: &mut Lines<'_>) {
        let at = lines.at();
        let (words, label) = (&at.words.deciding.completed, &at.words.label);
        let status = self.view.as_ref().map_or(Status::Waiting, |view| view.status);
        let lapsed = self.view.as_ref().is_some_and(|view| view.lapsed);
        let good = matches!(status, Status::Done | Status::ToLookOver);
        let style = if good { at.theme.good } else { at.theme.warn };
        lines.fact(words.status, label.status(status), style);
        lines.heading(words.next);
        let view = self.view.as_ref();
        let by = view
            .and_then(|view| view.decided_by.as_ref())
            .map(|by| at.words.member(by))
            .unwrap_or_default();
        let text = match status {
            Status::Waiting if lapsed => words.lapsed_meanwhile.to_owned(),
            // Nothing of it is carried out, but what was stopped first (R7.6).
            Status::Waiting if self.has_stopped() => words.waits_stopped.to_owned(),
            Status::Waiting => words.waits.to_owned(),
            Status::Returned => {
                let reason = super::tsnn002::reason_in_words(view.and_then(|view| view.reason.as_deref()), at);
                words.returned_meanwhile(place::Reason(&reason))
            }
            Status::Withdrawn => words.withdrawn_meanwhile.to_owned(),
            Status::ToLookOver | Status::Done => {
                let number = view.and_then(|view| view.receipt.as_deref()).unwrap_or_default();
                words.approved_meanwhile(place::By(&by), place::Number(number))
            }
        };
        lines.note(&text, style);
        if status == Status::Waiting && !lapsed {
            lines.note(words.waits_lapse, at.theme.value);
        }
        let Outcome::Waiting { shown, .. } = &self.outcome else {
            return;
        };
        let told = match status {
            Status::Waiting if !lapsed => telling::waiting(shown, at.words),
            Status::Done | Status::ToLookOver => telling::done(shown, at.words),
            _ => return,
        };
        lines.heading(words.tell);
        tell(lines, told);
    }
}

fn head(lines: &mut Lines<'_>, receipt: &Receipt) {
    let at = lines.at();
    let words = &at.words.deciding.completed;
    lines.fact(words.receipt, &receipt.number, at.theme.good);
    lines.fact(words.at, &at.words.moment(receipt.at), at.theme.value);
    let made_by = at.words.member(&receipt.made_by);
    let made_by = place::MadeBy(&made_by);
    let staff = match &receipt.approved_by {
        Some(by) => words.staff_both(place::ApprovedBy(&at.words.member(by)), made_by),
        None => words.staff_alone(made_by),
    };
    lines.fact(words.staff, &staff, at.theme.value);
}

/// What to tell the customer, in sentences that can be read out.
fn tell(lines: &mut Lines<'_>, told: Vec<(Tone, String)>) {
    let theme = lines.at().theme;
    for (tone, text) in told {
        let style = match tone {
            Tone::Plain => theme.value,
            Tone::Warning => theme.warn,
        };
        lines.note(&text, style);
    }
}

impl Screen for Completed {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNR009
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.deciding.completed;
        let action = self
            .about()
            .map_or("", |(shown, _)| at.words.label.action(shown.action));
        let (ended, action) = (self.ended(), place::Action(action));
        match ended {
            Status::Waiting => words.title_waiting(action),
            Status::Done | Status::ToLookOver => words.title(action),
            Status::Returned | Status::Withdrawn => {
                words.title_ended(action, place::Status(at.words.label.status(ended)))
            }
        }
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        let is_done = matches!(self.ended(), Status::Done | Status::ToLookOver);
        let action = self.about().map(|(shown, _)| shown.action);
        Some(shown::steps(
            at,
            action,
            if is_done { Step::Done } else { Step::Approve },
        ))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.completed;
        let mut bindings = vec![
            Binding::new(Function::Exit, at.words.frame.exit.to_owned(), Msg::Home),
            Binding::new(Function::Slip, at.words.telling.slip.print.to_owned(), Msg::Print)
                .unless(paper::off(self.number(), at)),
            Binding::new(Function::Execute, words.back.to_owned(), Msg::Back),
            Binding::new(Function::Cancel, words.back.to_owned(), Msg::Back),
            Binding::new(Key::Enter, words.back.to_owned(), Msg::Back),
        ];
        bindings.extend(self.to_replace().map(|_| {
            let label = at.words.label.replace.to_owned();
            Binding::new(Function::Replace, label, Msg::Replace).unless(off_duty(at, Duty::Issue))
        }));
        bindings
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.look(cx);
    }

    fn ends_case(&self) -> bool {
        true
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.scroll.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Back => self.back(cx),
            Msg::Home => {
                self.back(cx);
                cx.home();
            }
            Msg::Print => self.print(cx),
            Msg::Replace => {
                if let Some((contract, old, cause)) = self.to_replace() {
                    cx.open(IssueEntry::new(contract, Some(old), Some(cause)));
                }
            }
            Msg::Printed(Ok(printed)) => {
                paper::say(&printed, cx);
                self.printed = Some(printed);
            }
            Msg::Printed(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Looked(Ok(view)) => self.view = Some(view),
            // The receipt or the request stands in the store whether it can be read just now or not.
            Msg::Looked(Err(_)) | Msg::There(Ok(_) | Err(Error::Store(_))) => {}
            Msg::There(Err(Error::Refused(_))) => {
                cx.close_with(Finished);
                cx.say(Message::warn("W0531", cx.at().words.deciding.completed.gone.to_owned()));
            }
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.look(cx);
        // A lesson that goes a step back takes with it what was done since.
        if let Outcome::Done(receipt) = &self.outcome
            && cx.at().training
        {
            let number = receipt.number.clone();
            cx.look_latest("there", move |look| look.receipt(&number).map(Box::new), Msg::There);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.view.as_ref()?.holds_until()
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.deciding.completed;
        let body = Body::new(at)
            .pages(&self.scroll, |columns| self.lines(at, columns))
            .gap(1);
        Some(body.buttons(Buttons::default(), &[words.back]).hint(words.hint))
    }
}
