//! What the entry screens (BRSK025, BRSK027, TTRK001, TTRK002, TTRK003) have in common, some of it with THKK001 and with the
//! web banking: the contract as it was last read, the identity check at a glance, a list above a form.

pub(crate) mod drafts;
mod fobs;
mod glance;
mod kind;
mod screen;

use ratatui::style::Style;

use crate::desk::{Error, Sheet};
use crate::domain::calendar::Instant;
use crate::domain::identity::{Action, Check, Fact};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{CheckId, ContractNumber};
use crate::ui::kit::body::Body;
use crate::ui::kit::roster::Roster;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{EnteringCommonWords, Words, place};

pub(crate) use fobs::{first_fob, fob_lines, fob_list};
pub(crate) use glance::lacking;
pub(crate) use kind::{Chooses, Kind};
pub(crate) use screen::{Above, EntryScreen, Msg, confirm};

/// A contract and the policy it is judged by, read together.
#[derive(Clone, Debug)]
pub struct CaseData {
    /// The contract.
    pub sheet: Sheet,
    /// The policy.
    pub policy: Policy,
}

impl CaseData {
    /// The check that an action could rest on: the newest, or the one whose revocation it follows (R10.1).
    pub(crate) fn check(&self, action: Action) -> Option<&Check> {
        let follow = self.sheet.follow.as_ref().filter(|check| check.may_follow(action));
        self.sheet.check.as_ref().or(follow)
    }
}

/// What comes of reading a contract.
pub(crate) type Answer = Result<Box<CaseData>, Error>;

/// The contract an entry screen is about, as it was last read.
#[derive(Debug)]
pub struct OpenCase {
    number: ContractNumber,
    read: Option<Box<CaseData>>,
    asked: bool,
    /// The check that an action lacked is confirmed: with the next reading it goes on.
    goes_on: bool,
    /// Why nothing could be read, if so.
    failed: Option<Error>,
    /// When the case was begun: with the first reading, in which a draft is looked for.
    begun: Option<Instant>,
}

impl OpenCase {
    /// Nothing is read yet.
    pub(crate) fn new(number: ContractNumber) -> Self {
        Self {
            number,
            read: None,
            asked: false,
            goes_on: false,
            failed: None,
            begun: None,
        }
    }

    /// The contract's number.
    pub(crate) fn number(&self) -> &ContractNumber {
        &self.number
    }

    /// When what was read is no longer so though nothing was done.
    pub(crate) fn holds_until(&self) -> Option<Instant> {
        let reading = self.read()?;
        reading.sheet.holds_until(&reading.policy)
    }

    /// What was read, once it was.
    pub(crate) fn read(&self) -> Option<&CaseData> {
        self.read.as_deref()
    }

    /// Reads the contract (again); only the newest reading is heard.
    pub(crate) fn ask<M: Send + 'static>(&self, cx: &mut Cx<'_, M>, heard: impl FnOnce(Answer) -> M + Send + 'static) {
        let number = self.number.clone();
        cx.look_latest(
            "sheet",
            move |look| {
                Ok(Box::new(CaseData {
                    sheet: look.sheet(&number)?,
                    policy: look.policy().clone(),
                }))
            },
            heard,
        );
    }

    /// Reads again because the person asked for it: they are told when it is done.
    pub(crate) fn ask_aloud<M: Send + 'static>(
        &mut self,
        cx: &mut Cx<'_, M>,
        heard: impl FnOnce(Answer) -> M + Send + 'static,
    ) {
        self.asked = true;
        self.ask(cx, heard);
    }

    /// Reads again, and then goes on with what was asked for; keys wait meanwhile.
    pub(crate) fn go_on<M: Send + 'static>(
        &mut self,
        cx: &mut Cx<'_, M>,
        heard: impl FnOnce(Answer) -> M + Send + 'static,
    ) {
        self.goes_on = true;
        self.ask(cx, heard);
        cx.keep_keys("sheet");
    }

    /// Whether this reading is the one to go on with.
    pub(crate) fn goes_on(&mut self) -> bool {
        std::mem::take(&mut self.goes_on)
    }

    /// Takes a reading, or says why there is none. The selection of `roster` stays on its user.
    pub(crate) fn hear<M: Send + 'static>(&mut self, reading: Answer, roster: Option<&mut Roster>, cx: &mut Cx<'_, M>) {
        match reading {
            Ok(reading) => {
                if std::mem::take(&mut self.asked) {
                    let refreshed = cx.at().words.entering.common.refreshed;
                    cx.say(Message::info("I0501", refreshed));
                }
                self.failed = None;
                let before = self.read.replace(reading);
                if let Some(roster) = roster {
                    keep_selection(roster, before.as_deref(), self.read());
                }
            }
            Err(error) => {
                cx.say(Message::refused(&error, cx.at().words));
                self.failed = Some(error);
            }
        }
    }

    /// The check that an action rests on, or why there is none that serves it (R10.1, R10.3).
    pub(crate) fn check(&self, action: Action, now: Instant) -> Decision<CheckId> {
        let reading = self.read().ok_or(Refusal::NoCheck)?;
        let check = reading.check(action).ok_or(Refusal::NoCheck)?;
        check.serves(action, &self.number, now, &reading.policy)?;
        Ok(check.id)
    }

    /// Says the two lines that head every entry screen: the contract, and the identity check at a glance where something is
    /// asked for. Gives what was read, or nothing where nothing was.
    pub(crate) fn says<'a>(
        &'a self,
        body: Body<'a>,
        action: Option<Action>,
        at: &Ambient<'a>,
    ) -> (Body<'a>, Option<&'a CaseData>) {
        let Some(reading) = self.read() else {
            let body = match &self.failed {
                Some(error) => body.text(Message::refused(error, at.words).text, at.theme.bad),
                None => body.line(at.words.entering.common.reading, at.theme.info),
            };
            return (body, None);
        };
        let body = says_contract(body, reading, false, at);
        let Some(action) = action else {
            return (body, Some(reading));
        };
        let (text, style) = glance::glance(reading, action, at);
        (body.line(text, style), Some(reading))
    }
}

/// The selection stays on the user it was on before the contract was read again.
fn keep_selection(roster: &mut Roster, before: Option<&CaseData>, now: Option<&CaseData>) {
    let (Some(before), Some(now)) = (before, now) else {
        return;
    };
    let rows = &now.sheet.rows;
    let user = before.sheet.rows.get(roster.selected()).map(|row| &row.user.login_id);
    let row = user.and_then(|user| rows.iter().position(|row| row.user.login_id == *user));
    roster.reselect(row, rows.len());
}

/// Says the contract in a row; at its right end the caution that stands on it, and with `counted` how many checks failed today
/// (R10.5).
pub(crate) fn says_contract<'a>(body: Body<'a>, reading: &CaseData, counted: bool, at: &Ambient<'a>) -> Body<'a> {
    let line = contract_line(&reading.sheet, &at.words.entering.common);
    body.ends((line, at.theme.value), standing(reading, counted, at))
}

/// The caution, and how many checks failed.
fn standing(reading: &CaseData, counted: bool, at: &Ambient<'_>) -> (String, Style) {
    let (words, sheet) = (&at.words.caution, &reading.sheet);
    let mut right = Vec::new();
    right.extend(sheet.caution.as_ref().map(|_| words.mark.to_owned()));
    right.extend(counted.then(|| {
        let (count, limit) = (
            sheet.failed_today.to_string(),
            reading.policy.failed_per_day.to_string(),
        );
        words.failed_today(place::Count(&count), place::Limit(&limit))
    }));
    let style = match (&sheet.caution, sheet.failed_today) {
        (Some(_), _) => at.theme.bad,
        (None, 0) => at.theme.label,
        (None, _) => at.theme.warn,
    };
    (right.join(" "), style)
}

/// The contract in one line; its branch is not in it while the caller is asked for that (R10.6).
fn contract_line(sheet: &Sheet, words: &EnteringCommonWords) -> String {
    let contract = &sheet.case.contract;
    let branch = format!("{} {}", contract.branch.name, contract.branch.code);
    let branch = sheet.told(Fact::Branch, branch, words.asked_now);
    words.contract(
        place::Branch(&branch),
        place::Company(contract.company.as_str()),
        place::Number(contract.number.as_str()),
    )
}

/// Reads a field by a parser of the domain.
pub(crate) fn reading<T: 'static>(
    parse: impl Fn(&str) -> Decision<T> + 'static,
) -> impl Fn(&str, &Words) -> Result<T, Message> {
    move |text, words| parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
}

/// Reads a field that may be empty by a parser of the domain.
pub(crate) fn optional<T>(parse: impl Fn(&str) -> Decision<T>) -> impl Fn(&str, &Words) -> Result<Option<T>, Message> {
    move |text, words| {
        let given = (!text.is_empty()).then(|| parse(text)).transpose();
        given.map_err(|refusal| Message::from_refusal(&refusal, words))
    }
}

/// Takes a text as it was typed.
#[expect(clippy::unnecessary_wraps, reason = "the form asks for a function that may refuse")]
pub(crate) fn as_typed(text: &str, _words: &Words) -> Result<String, Message> {
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
