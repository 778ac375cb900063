//! What can be done for the contract, and for whom or what it is off, with the reason.

use super::{ContractSheet, Msg};
use crate::branch::off_duty;
use crate::domain::authority::Verdict;
use crate::domain::identity::Action;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::ui::keys::{Function, Key};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding};

impl ContractSheet {
    pub(super) fn offered(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.finding.sheet;
        let off = |duty, nothing: Option<&str>| off_duty(at, duty).or(nothing.map(str::to_owned));
        let no_unlock = self.nothing(Action::Unlock, words.nothing_suspended);
        let no_stop = self.nothing(Action::Stop, words.nothing_to_stop);
        let no_revoke = self.nothing(Action::Revoke, words.nothing_registered);
        let mut keys = vec![
            Binding::new(Function::Identify, words.identify, Msg::Identify).unless(off(Duty::Identify, None)),
            Binding::new(Function::Unlock, words.unlock, Msg::Unlock).unless(
                off(Duty::Unlock, no_unlock)
                    .or_else(|| self.under_caution(at))
                    .or_else(|| self.closed(at)),
            ),
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Key::Tab, words.turn, Msg::Turn),
            Binding::new(Function::Revoke, words.revoke, Msg::Revoke).unless(off(Duty::Revoke, no_revoke)),
            Binding::new(Function::Execute, at.words.entering.explain.execute, Msg::Explain),
            Binding::new(Function::History, at.words.trail.list.course, Msg::Course),
            Binding::new(Function::StopToken, words.stop, Msg::Stop)
                .unless(off(Duty::Stop, no_stop).or_else(|| self.closed(at))),
            Binding::new(Function::LiftPasswords, at.words.label.lift_passwords, Msg::Passwords).unless(
                off(Duty::Unlock, None)
                    .or_else(|| self.under_caution(at))
                    .or_else(|| self.closed(at)),
            ),
            Binding::new(Function::Issue, at.words.label.issue, Msg::Issue)
                .unless(off(Duty::Issue, None).or_else(|| self.closed(at))),
            Binding::new(Function::AmendContract, at.words.contracts.entry.key, Msg::Amend).unless(
                off(Duty::Amend, None)
                    .or_else(|| self.asked_now(at))
                    .or_else(|| self.under_caution(at))
                    .or_else(|| self.closed(at)),
            ),
            Binding::new(Function::Notes, at.words.contracts.note.key, Msg::Notes),
            Binding::new(Function::Register, words.register, Msg::Register).unless(
                off(Duty::Register, None)
                    .or_else(|| self.under_caution(at))
                    .or_else(|| self.closed(at)),
            ),
        ];
        // What is looked at is gone back from.
        keys.push(Binding::new(Function::Cancel, words.back, Msg::Back));
        let caution = self.page.as_ref().and_then(|page| page.sheet.caution.as_ref());
        keys.extend(caution.map(|caution| {
            let own = at.session().is_some_and(|who| who.staff().id == caution.raised_by);
            let own = own.then_some(at.words.caution.off_own);
            Binding::new(Function::LiftCaution, at.words.caution.lift, Msg::Lift).unless(off(Duty::Approve, own))
        }));
        keys
    }

    /// Why who is here does nothing for this contract that raises risk, while a caution stands on it (E1018, R10.5).
    fn under_caution(&self, at: &Ambient<'_>) -> Option<String> {
        let caution = self.page.as_ref()?.sheet.caution.as_ref()?;
        let refusal = caution.admits(at.session()?.staff().role).err()?;
        Some(Message::from_refusal(&refusal, at.words).text)
    }

    /// What is kept is not shown to be changed while the caller is asked for it (R10.6).
    fn asked_now(&self, at: &Ambient<'_>) -> Option<String> {
        let hidden = &self.page.as_ref()?.sheet.hidden;
        let asked = at.words.entering.common.asked_now.trim_matches(['(', ')']);
        (!hidden.is_empty()).then(|| asked.to_owned())
    }

    /// Why nothing of the contract can be changed: it is closed (E1904).
    fn closed(&self, at: &Ambient<'_>) -> Option<String> {
        let contract = &self.page.as_ref()?.sheet.case.contract;
        let refusal = Refusal::ContractClosed {
            number: contract.number.to_string(),
            day: contract.closed?.to_string(),
        };
        Some(Message::from_refusal(&refusal, at.words).text)
    }

    /// Why there is nothing to do for an action.
    fn nothing<'a>(&self, action: Action, why: &'a str) -> Option<&'a str> {
        let verdicts = &self.page.as_ref()?.sheet.verdicts;
        let nothing = verdicts.contains(&(action, Verdict::Nothing));
        nothing.then_some(why)
    }
}
