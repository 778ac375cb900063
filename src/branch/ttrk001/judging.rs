//! F10 of TTRK001: the code goes to the desk once, and the one that was accepted goes on to the confirmation.

use secrecy::ExposeSecret;

use super::{Judged, Msg, RegisterEntry};
use crate::branch::entering;
use crate::desk::{Act, Command, Error, Outcome, Register};
use crate::domain::identity::Action;
use crate::domain::refusal::Refusal;
use crate::domain::values::{CheckId, LoginId, Otp, ProofId, Serial};
use crate::ui::kit::list_form::Focus;
use crate::ui::message::Message;
use crate::ui::screen::Cx;

impl RegisterEntry {
    /// F10: has the code judged, or goes on with the one that was accepted. Everything else is looked at first, so
    /// that no code is used up in vain.
    pub(super) fn judge(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let at = cx.at();
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        let Some(user) = self.user.clone() else {
            self.list_form.focus = Focus::List;
            return Err(refused(Refusal::NobodyChosen));
        };
        let check = self.open_case.check(Action::Register, at.now);
        let (Some(parts), Some(reading)) = (&mut self.list_form.parts, self.open_case.read()) else {
            return Ok(());
        };
        self.list_form.focus = Focus::Form;
        let text = parts.form.read(&parts.fields.serial, at.words)?;
        let serial = Serial::parse_by(&text, &reading.policy).map_err(|refusal| {
            parts.form.focus(&parts.fields.serial);
            refused(refusal)
        })?;
        let check = check.map_err(refused)?;
        if let Some(proof) = self.accepted.proof(&user, &serial, at.now, &reading.policy) {
            self.confirm(user, serial, check, proof, cx);
            return Ok(());
        }
        let code = parts.form.read(&parts.fields.code, at.words)?;
        // A thing of another form is no attempt (R9.1).
        if let Err(refusal) = Otp::parse(code.expose_secret(), &reading.policy) {
            parts.form.focus(&parts.fields.code);
            return Err(refused(refusal));
        }
        let command = Command::CheckCode {
            contract: self.open_case.number().clone(),
            serial: serial.clone(),
            code,
            user: Some(user.clone()),
        };
        cx.command(command, move |answer| {
            Msg::Own(Judged {
                user,
                serial,
                check,
                answer,
            })
        });
        Ok(())
    }

    /// The desk's answer about a code. A wrong or used one is wiped; the serial stays.
    pub(super) fn judged(&mut self, judged: Judged, cx: &mut Cx<'_, Msg>) {
        let Judged {
            user,
            serial,
            check,
            answer,
        } = judged;
        let Some(parts) = &mut self.list_form.parts else { return };
        match answer {
            Ok(Outcome::CodeAccepted { proof }) => {
                parts.form.clear(&parts.fields.code);
                self.accepted.add(user.clone(), serial.clone(), proof, cx.at().now);
                self.confirm(user, serial, check, proof, cx);
            }
            Ok(_) => {}
            Err(error) => {
                let spent = matches!(
                    error,
                    Error::Refused(Refusal::WrongCode { .. } | Refusal::CodeUsed | Refusal::SuspendedNow { .. })
                );
                if spent {
                    parts.form.clear(&parts.fields.code);
                    parts.form.focus(&parts.fields.code);
                } else {
                    parts.form.focus(&parts.fields.serial);
                }
                cx.say(Message::refused(&error, cx.at().words));
                self.open_case.ask(cx, Msg::Read);
            }
        }
    }

    fn confirm(&mut self, user: LoginId, serial: Serial, check: CheckId, proof: ProofId, cx: &mut Cx<'_, Msg>) {
        let act = Act::Register(Register {
            contract: self.open_case.number().clone(),
            user,
            serial,
            proof: Some(proof),
            check: Some(check),
        });
        entering::confirm(act, cx);
    }
}
