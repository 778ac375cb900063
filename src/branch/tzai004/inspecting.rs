//! F10 of TZAI004: what the fob shows goes to the desk once (検品, R15.4), and goes on to the confirmation.

use secrecy::{ExposeSecret, SecretString};

use super::{IssueEntry, Msg, Own};
use crate::branch::entering;
use crate::desk::{Command, Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::{CheckId, Otp, ProofId, Serial};
use crate::ui::kit::list_form::Focus;
use crate::ui::message::Message;
use crate::ui::screen::Cx;

/// A fob that has shown its codes.
pub(super) struct Inspected {
    serial: Serial,
    proof: ProofId,
    at: Instant,
}

impl Inspected {
    /// What it showed, if it is this fob and has not lapsed.
    fn serves(&self, serial: &Serial, now: Instant, policy: &Policy) -> Option<ProofId> {
        (self.serial == *serial && now < self.at + policy.check_lapse).then_some(self.proof)
    }
}

impl IssueEntry {
    /// F10: has the code judged, or goes on with the one that was accepted. Everything else is looked at first, so that no code
    /// is used up in vain.
    pub(super) fn inspect(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let at = cx.at();
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        self.list_form.focus = Focus::Form;
        let check = self.open_case.check(Action::Replace, at.now);
        // Reads every field; nothing of it is done yet.
        self.act(check.clone().unwrap_or(CheckId([0; 16])), None, at)?;
        let check = check.map_err(refused)?;
        let contract = self.open_case.number().clone();
        let (Some(parts), Some(reading)) = (&mut self.list_form.parts, self.open_case.read()) else {
            return Ok(());
        };
        let serial = parts.form.read(&parts.fields.serial, at.words)?;
        let serial = Serial::parse_by(&serial, &reading.policy).map_err(refused)?;
        let known = self
            .inspected
            .as_ref()
            .and_then(|inspected| inspected.serves(&serial, at.now, &reading.policy));
        if known.is_some() || !reading.policy.inspects {
            let act = self.act(check, known, at)?;
            entering::confirm(act, cx);
            return Ok(());
        }
        let code: SecretString = parts.form.read(&parts.fields.code, at.words)?;
        let next: SecretString = parts.form.read(&parts.fields.next, at.words)?;
        // A thing of another form is no attempt (R9.1).
        if let Err(refusal) = Otp::parse(code.expose_secret(), &reading.policy) {
            parts.form.focus(&parts.fields.code);
            let is_missing = code.expose_secret().is_empty();
            return Err(refused(if is_missing { Refusal::InspectionNeeded } else { refusal }));
        }
        let command = Command::Inspect {
            contract,
            serial: serial.clone(),
            maker: None,
            code,
            next: (!next.expose_secret().is_empty()).then_some(next),
        };
        cx.command(command, move |answer| Msg::Own(Own::Judged(serial, check, answer)));
        Ok(())
    }

    /// The desk's answer about what the fob showed. A wrong or used code is wiped; everything else stays.
    pub(super) fn judged(
        &mut self,
        serial: Serial,
        check: CheckId,
        answer: Result<Outcome, Error>,
        cx: &mut Cx<'_, Msg>,
    ) {
        if let Some(parts) = &mut self.list_form.parts {
            parts.form.clear(&parts.fields.code);
            parts.form.clear(&parts.fields.next);
            let to_code = matches!(
                answer,
                Err(Error::Refused(
                    Refusal::InspectionWrong { .. } | Refusal::CodeUsed | Refusal::NotInRow { .. }
                ))
            );
            if to_code {
                parts.form.focus(&parts.fields.code);
            } else if answer.is_err() {
                parts.form.focus(&parts.fields.serial);
            }
        }
        match answer {
            Ok(Outcome::CodeAccepted { proof }) => {
                self.inspected = Some(Inspected {
                    serial,
                    proof,
                    at: cx.at().now,
                });
                match self.act(check, Some(proof), cx.at()) {
                    Ok(act) => entering::confirm(act, cx),
                    Err(message) => cx.say(message),
                }
            }
            Ok(_) => {}
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
