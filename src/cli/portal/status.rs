//! `portal status` and `portal members`: what the customer's screens show. Looking leaves no entry of its own.

use serde::Serialize;
use serde_json::Value;

use super::super::access::Access;
use super::super::failure::Failure;
use super::super::users;
use super::super::voice::{Voice, aligned};
use super::counter::Customer;
use super::input;
use crate::domain::access::ServiceState;
use crate::domain::calendar::Instant;
use crate::domain::gate::{Operation, Run};
use crate::domain::refusal::Decision;
use crate::domain::state::OtpState;
use crate::portal::{Look, Me, MemberRow};
use crate::words::{Words, place};

/// All that a front end needs to know before it shows a page.
#[derive(Serialize)]
struct Status {
    #[serde(flatten)]
    me: Me,
    shows_registration: bool,
    /// What the last step of each operation asks for now.
    asked: Vec<OperationStatus>,
    may_unlock: bool,
    may_revoke: bool,
    /// The users of the company, for those who may see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<MemberRow>>,
    #[serde(skip)]
    now: Instant,
}

/// Whether an operation asks for a code, or why it may not be done (R5.1–R5.4).
#[derive(Serialize)]
struct OperationStatus {
    operation: Operation,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Value>,
}

impl Status {
    fn of(look: &Look<'_>, voice: &Voice) -> Self {
        let asked = |operation| {
            let decided: Decision<bool> = look.asks_code(operation, Run::of(operation));
            OperationStatus {
                operation,
                code: decided.as_ref().ok().copied(),
                refused: decided.as_ref().err().map(|refusal| voice.refusal(refusal)),
            }
        };
        Self {
            now: look.now(),
            me: look.me(),
            shows_registration: look.shows_registration(),
            asked: Operation::ALL.into_iter().map(asked).collect(),
            may_unlock: look.may_unlock().is_ok(),
            may_revoke: look.may_revoke().is_ok(),
            members: look.members().ok(),
        }
    }

    fn lines(&self, words: &Words) -> Vec<String> {
        let (me, label, cli, line) = (&self.me, &words.label, &words.cli, &words.portal_line);
        let row = |name: &str, value: String| vec![name.to_owned(), value];
        let grace = self.me.grace_ends.pred_opt().unwrap_or(me.grace_ends);
        let mut rows = vec![
            row(cli.login_id, me.login_id.to_string()),
            row(cli.user_name, me.name.to_string()),
            row(cli.user_kind, label.kind(me.kind).to_owned()),
            row(cli.contract, me.contract.to_string()),
            row(cli.company, me.company.to_string()),
            row(cli.state, label.state(me.state, self.now)),
            row(
                cli.serial,
                me.serial.as_ref().map(ToString::to_string).unwrap_or_default(),
            ),
            row(cli.start, words.day(me.start)),
            row(
                line.grace,
                if me.state == OtpState::Unregistered && me.ever_registered {
                    words.portal.top.grace_none.to_owned()
                } else {
                    line.through(place::Day(&words.day(grace)))
                },
            ),
        ];
        rows.extend(self.asked.iter().map(|asked| {
            let code = if asked.code == Some(true) {
                line.asks_code
            } else {
                line.asks_no_code
            };
            let refused = asked.refused.as_ref().map(|refused| {
                let text = |name: &str| refused[name].as_str().unwrap_or_default().to_owned();
                format!("{} {}", text("code"), text("message"))
            });
            row(
                words.value(asked.operation.as_str()),
                refused.unwrap_or(code.to_owned()),
            )
        }));
        let mut lines = aligned(&rows);
        lines.extend(self.shows_registration.then(|| line.registration_first.to_owned()));
        if let Some(members) = &self.members {
            lines.extend(table(members, self.now, words));
        }
        lines
    }
}

pub(super) fn status(access: &Access, customer: Customer, voice: &Voice) -> Result<(), Failure> {
    let status = customer.at_the_counter(access, input::NOTHING, voice, |portal, key, _| {
        Ok(portal.ask(key, |look| Ok(Status::of(look, voice)))?)
    })?;
    voice.give("status", &status, |words| status.lines(words))
}

pub(super) fn members(access: &Access, customer: Customer, voice: &Voice) -> Result<(), Failure> {
    let (now, members) = customer.at_the_counter(access, input::NOTHING, voice, |portal, key, _| {
        Ok(portal.ask(key, |look| Ok((look.now(), look.members()?)))?)
    })?;
    voice.give("members", &members, |words| table(&members, now, words))
}

/// The users of a company with the columns of BRSK005 and BRSK027.
fn table(members: &[MemberRow], now: Instant, words: &Words) -> Vec<String> {
    let with = |mut cells: Vec<String>, service: String| {
        cells.push(service);
        cells
    };
    let mut rows = vec![with(users::heading(words), words.portal_line.service.to_owned())];
    rows.extend(members.iter().map(|member| {
        let token = (member.serial.as_ref(), member.expires);
        let cells = users::row(&member.user, token, (member.state, now), words);
        with(cells, service(member.service, words))
    }));
    aligned(&rows)
}

/// サービス利用状態 (BRSK011).
pub(super) fn service(state: ServiceState, words: &Words) -> String {
    let line = &words.portal_line;
    match state {
        ServiceState::Available => line.available.to_owned(),
        ServiceState::Stopped => line.stopped.to_owned(),
        ServiceState::LoginStopped => line.login_stopped.to_owned(),
        ServiceState::LoginPaused { addresses, until } => {
            let count = addresses.to_string();
            let count = place::Count(&count);
            match until {
                Some(until) => line.login_paused(count, place::Until(&words.moment(until))),
                None => line.login_paused_lifted(count),
            }
        }
        ServiceState::ConfirmationStopped => line.confirmation_stopped.to_owned(),
    }
}
