//! F10 of TTRK002: the two numbers go to the desk once, and what was found goes on to the confirmation.

use secrecy::{ExposeSecret, SecretString};

use super::{ClockEntry, Found, Msg, Own};
use crate::branch::entering;
use crate::desk::{Act, Command, Error, Outcome, Resync};
use crate::domain::identity::Action;
use crate::domain::refusal::Refusal;
use crate::domain::values::{CheckId, Otp, ProofId, Serial};
use crate::ui::kit::list_form::Focus;
use crate::ui::message::Message;
use crate::ui::screen::Cx;

impl ClockEntry {
    /// Has the two numbers judged, or goes on with what was found. Everything else is looked at first, so that no
    /// number is used up in vain.
    pub(super) fn judge(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let at = cx.at();
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        let Some(serial) = self.serial.clone() else {
            self.list_form.focus = Focus::List;
            return Err(Message::bad("E0009", at.words.entering.fobs.choose_first));
        };
        let check = self.open_case.check(Action::Resync, at.now).map_err(refused)?;
        let Some(policy) = self.open_case.read().map(|reading| reading.policy.clone()) else {
            return Ok(());
        };
        if let Some(found) = self.found(at.now, &policy).cloned() {
            self.confirm(serial, check, found.proof, cx);
            return Ok(());
        }
        let Some(parts) = &mut self.list_form.parts else {
            return Ok(());
        };
        self.list_form.focus = Focus::Form;
        let mut codes = vec![];
        for entry in [&parts.fields.first, &parts.fields.second] {
            let code = parts.form.read(entry, at.words)?;
            // A thing of another form is no attempt (R9.1).
            if let Err(refusal) = Otp::parse(code.expose_secret(), &policy) {
                parts.form.focus(entry);
                return Err(refused(refusal));
            }
            codes.push(code);
        }
        let [first, second] = <[SecretString; 2]>::try_from(codes).unwrap_or_default();
        if first.expose_secret() == second.expose_secret() {
            parts.form.focus(&parts.fields.second);
            return Err(refused(Refusal::SameCode));
        }
        let command = Command::CheckClock {
            contract: self.open_case.number().clone(),
            serial: serial.clone(),
            first,
            second,
            check: Some(check),
        };
        cx.command(command, move |outcome| Msg::Own(Own::Judged(serial, check, outcome)));
        Ok(())
    }

    /// The desk's answer. Numbers that were judged are wiped; the token stays chosen.
    pub(super) fn judged(
        &mut self,
        serial: Serial,
        check: CheckId,
        answer: Result<Outcome, Error>,
        cx: &mut Cx<'_, Msg>,
    ) {
        let Some(parts) = &mut self.list_form.parts else { return };
        let judged = match &answer {
            Ok(_) => true,
            Err(Error::Refused(refusal)) => matches!(
                refusal,
                Refusal::NotInRow { .. }
                    | Refusal::CodeUsed
                    | Refusal::SuspendedNow { .. }
                    | Refusal::ClockRight { .. }
            ),
            Err(_) => false,
        };
        if judged {
            parts.form.clear(&parts.fields.first);
            parts.form.clear(&parts.fields.second);
            parts.form.focus(&parts.fields.first);
        }
        match answer {
            Ok(Outcome::ClockFound { proof, drift }) => {
                self.found = Some(Found {
                    serial: serial.clone(),
                    proof,
                    drift,
                    at: cx.at().now,
                });
                self.confirm(serial, check, proof, cx);
            }
            Ok(_) => {}
            Err(error) => {
                cx.say(Message::refused(&error, cx.at().words));
                self.open_case.ask(cx, Msg::Read);
            }
        }
    }

    fn confirm(&mut self, serial: Serial, check: CheckId, proof: ProofId, cx: &mut Cx<'_, Msg>) {
        let act = Act::Resync(Resync {
            contract: self.open_case.number().clone(),
            serial,
            proof: Some(proof),
            check: Some(check),
        });
        entering::confirm(act, cx);
    }
}
