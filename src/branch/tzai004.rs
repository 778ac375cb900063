//! TZAI004 発行・代替発行: a fob out of stock for a contract (R15.4), or in the place of another one (R15.5).

mod inspecting;
mod parts;

use inspecting::Inspected;
use parts::{Fields, cause_of, parts};

use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase, fob_lines};
use crate::branch::screens;
use crate::desk::{Act, Error, Issue, NewFob, Outcome, Replace};
use crate::domain::calendar;
use crate::domain::case::Case;
use crate::domain::identity::{Action, Channel, Outcome as Checked};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::stock::{self, Cause, Way};
use crate::domain::token::{Stock, Token};
use crate::domain::values::{CheckId, ContractNumber, ProofId, Serial};
use crate::report::telling::yen;
use crate::ui::kit::body::Body;
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::kit::roster::Line;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// TZAI004 発行・代替発行.
pub struct IssueEntry {
    open_case: OpenCase,
    list_form: ListForm<Fields>,
    /// The fob that is replaced.
    old: Option<Serial>,
    /// Why, when that is known from what was done before.
    cause: Option<Cause>,
    /// What the fob showed is used up, so going back and on again asks for no other code.
    inspected: Option<Inspected>,
    /// The fob that the branch is to issue next.
    next: NextFob,
    /// The one that was chosen in its place.
    wanted: Option<Serial>,
    /// The check by which the date of the application was proposed, and what.
    dated: Option<(CheckId, String)>,
}

/// The fob that the branch is to issue next.
#[derive(Debug)]
enum NextFob {
    Unasked,
    None,
    Is(Box<Token>),
}

/// What the screen is told.
pub type Msg = entering::Msg<Own>;

/// What this screen alone is told.
pub enum Own {
    /// Which fob is to be issued next.
    Next(Result<Option<Token>, Error>),
    /// The code was judged, for this fob and on this check.
    Judged(Serial, CheckId, Result<Outcome, Error>),
}

/// Whether a fob can be replaced at all.
fn fits(token: &Token) -> bool {
    matches!(token.stock, Stock::Issued | Stock::Lost)
}

impl IssueEntry {
    /// The screen about this contract; the fob that is replaced and the reason, where they are known.
    pub fn new(contract: ContractNumber, old: Option<Serial>, cause: Option<Cause>) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            old,
            cause,
            inspected: None,
            next: NextFob::Unasked,
            wanted: None,
            dated: None,
        }
    }

    /// The same with the fob that was chosen out of stock, in place of the soonest to expire.
    #[must_use]
    pub(crate) fn out_of_stock(mut self, wanted: Option<Serial>) -> Self {
        self.wanted = wanted;
        self
    }

    /// The reason as it is chosen now.
    fn chosen_cause(&self) -> Option<Cause> {
        let parts = self.list_form.parts.as_ref()?;
        cause_of(&parts.form.text(&parts.fields.cause))
    }

    fn case(&self) -> Option<&Case> {
        Some(&self.open_case.read()?.sheet.case)
    }

    /// Puts into the form what is known already; it does not count as typed.
    fn fill(&mut self, at: &Ambient<'_>) {
        let Some(parts) = &mut self.list_form.parts else { return };
        if let Some(number) = self.cause.and_then(parts::key_of) {
            parts.form.set(&parts.fields.cause, &number);
        }
        let next = match &self.next {
            NextFob::Is(next) => Some(&next.serial),
            NextFob::Unasked | NextFob::None => None,
        };
        if let Some(serial) = self.wanted.as_ref().or(next)
            && parts.form.text(&parts.fields.serial).is_empty()
        {
            parts.form.set(&parts.fields.serial, serial.as_str());
        }
        parts.form.begin_here();
        self.date(at);
    }

    /// Who stands at the counter signs the application there and then, who telephones sends it: what stands proposed as its date follows
    /// the check, whenever that was made (R15.5). What was typed stays.
    fn date(&mut self, at: &Ambient<'_>) {
        let check = self.open_case.read().and_then(|reading| reading.check(Action::Replace));
        let check = check.filter(|check| check.outcome == Checked::Confirmed);
        let Some((id, channel)) = check.map(|check| (check.id, check.channel)) else {
            return;
        };
        let before = self.dated.as_ref();
        let Some(parts) = self
            .list_form
            .parts
            .as_mut()
            .filter(|_| before.is_none_or(|(known, _)| *known != id))
        else {
            return;
        };
        let day = match channel {
            Channel::Telephone => String::new(),
            Channel::Counter | Channel::Visit => at.words.short_day(calendar::day_of(at.now)),
        };
        let stands = parts.form.text(&parts.fields.applied);
        if stands.is_empty() || before.is_some_and(|(_, proposed)| *proposed == stands) {
            parts.form.propose(&parts.fields.applied, &day);
        }
        self.dated = Some((id, day));
    }

    /// The action as it stands with what the fob showed, or what is missing, with the focus there.
    fn act(&mut self, check: CheckId, proof: Option<ProofId>, at: &Ambient<'_>) -> Result<Act, Message> {
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        let (old, contract) = (self.old.clone(), self.open_case.number().clone());
        let (Some(parts), Some(reading)) = (&mut self.list_form.parts, self.open_case.read()) else {
            return Err(refused(Refusal::NoCheck));
        };
        let fields = &parts.fields;
        let cause = parts.form.read(&fields.cause, at.words)?;
        let serial = parts.form.read(&fields.serial, at.words)?;
        let serial = Serial::parse_by(&serial, &reading.policy).map_err(|refusal| {
            parts.form.focus(&fields.serial);
            refused(refusal)
        })?;
        let applied = parts.form.read(&fields.applied, at.words)?;
        let applied = match applied.as_str() {
            "" => Ok(None),
            text => calendar::day(text, calendar::day_of(at.now)).map(Some),
        };
        let applied = applied.map_err(|refusal| {
            parts.form.focus(&fields.applied);
            refused(refusal)
        })?;
        let fob = NewFob {
            serial,
            maker: None,
            way: parts.form.read(&fields.way, at.words)?,
            applied,
            waived: parts.form.read(&fields.waived, at.words)?,
            proof,
        };
        if cause == Cause::Another {
            return Ok(Act::Issue(Issue {
                contract,
                fob,
                check: Some(check),
            }));
        }
        let handed_in = parts.form.read(&fields.handed_in, at.words)?;
        let old = old.ok_or_else(|| {
            self.list_form.focus = Focus::List;
            Message::bad("E1951", at.words.finding.issue.choose_old)
        })?;
        Ok(Act::Replace(Replace {
            contract,
            old,
            cause,
            handed_in,
            fob,
            check: Some(check),
        }))
    }
}

impl EntryScreen for IssueEntry {
    const KIND: Kind = Kind {
        nameplate: &screens::TZAI004,
        title: |words| words.finding.issue.title,
        execute: |words| words.finding.issue.execute,
        action: Some(Action::Replace),
        chooses: Chooses::Token,
    };
    type Fields = Fields;
    type Own = Own;

    fn held(&self) -> (&OpenCase, &ListForm<Fields>) {
        (&self.open_case, &self.list_form)
    }

    fn held_mut(&mut self) -> (&mut OpenCase, &mut ListForm<Fields>) {
        (&mut self.open_case, &mut self.list_form)
    }

    fn parts(words: &Words, policy: Option<&Policy>) -> Parts<Fields> {
        parts(words, policy)
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, _wide: bool) -> Vec<Line> {
        fob_lines(reading, self.old.as_ref(), at, fits)
    }

    /// Chooses the fob that is replaced, or says why it can't be.
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(token) = self.case().and_then(|case| case.tokens.get(row)) else {
            return false;
        };
        if !fits(token) {
            let (serial, state) = (token.serial.to_string(), token.stock.as_str().to_owned());
            cx.say(Message::from_refusal(
                &Refusal::NotReplaceable { serial, state },
                cx.at().words,
            ));
            return false;
        }
        self.old = Some(token.serial.clone());
        true
    }

    fn heard(&mut self, is_first: bool, cx: &mut Cx<'_, Msg>) {
        if !is_first {
            return self.date(cx.at());
        }
        if let Some(case) = self.case() {
            let mut fit = case.tokens.iter().filter(|token| fits(token));
            let known = fit.clone().find(|token| Some(&token.serial) == self.old.as_ref());
            let only = fit.next().filter(|_| fit.next().is_none());
            let chosen = known.or(only);
            let row = chosen.and_then(|token| case.tokens.iter().position(|known| known.id == token.id));
            let (serial, is_bare) = (chosen.map(|token| token.serial.clone()), case.tokens.is_empty());
            self.old = serial;
            match row {
                Some(row) => self.list_form.begin_at(row),
                None if is_bare => self.list_form.enter(),
                None => {}
            }
        }
        self.fill(cx.at());
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        cx.look_latest("next_fob", |look| look.next_fob(), |next| Msg::Own(Own::Next(next)));
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        self.inspect(cx)
    }

    fn own(&mut self, msg: Own, cx: &mut Cx<'_, Msg>) {
        match msg {
            Own::Next(Ok(next)) => {
                let none = next.is_none();
                self.next = next.map_or(NextFob::None, |token| NextFob::Is(Box::new(token)));
                self.fill(cx.at());
                // What comes before is known: what is missing is what the fob shows.
                if let (Some(parts), true) = (&mut self.list_form.parts, self.cause.is_some() && !none) {
                    parts.form.focus(&parts.fields.code);
                }
                if none {
                    let words = &cx.at().words.finding.issue;
                    cx.say(Message::warn("W1951", words.stock_empty.to_owned()));
                }
            }
            Own::Next(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Own::Judged(serial, check, answer) => self.judged(serial, check, answer, cx),
        }
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let (words, reading) = (&at.words.finding.issue, above.reading);
        let body = above.form(above.list(body.line(words.ask, at.theme.value), at));
        let fee = match self.chosen_cause().map(|cause| stock::fee(cause, &reading.policy)) {
            None => String::new(),
            Some(0) => words.free.to_owned(),
            Some(fee) => words.costs(place::Yen(&yen(fee))),
        };
        let Parts { form, fields, .. } = above.parts;
        let by_mail = Way::from_name(&form.text(&fields.way)) == Some(Way::Mail);
        let (text, style) = match (&reading.sheet.case.contract.address, by_mail) {
            (Some(address), true) => (words.sent_to(place::Address(address.as_str())), at.theme.value),
            (None, true) => (words.no_address.to_owned(), at.theme.warn),
            _ => (words.approval.to_owned(), at.theme.label),
        };
        let body = body.line(fee, at.theme.value).inward(2);
        body.line(text, style).inward(2)
    }

    fn has_chosen(&self) -> bool {
        self.inspected.is_some()
    }
}
