//! 利用者情報の管理 (BRSK005, BRSK006, BRSK009): users are added, changed and removed by the company's own administrators.
//! What is allowed is [`crate::domain::members`]'; the code is asked for where R5.3 says, the confirmation password always.

mod look;
pub(super) mod passwords;

use super::command::{Outcome, Secrets};
use super::guard::StepUp;
use super::telling::{self, Before};
use super::{Error, Portal, SessionKey};
use crate::domain::gate::Operation;
use crate::domain::members::{self, Field, Profile};
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::office::Settled;
use crate::store::Kind;

pub use look::{MemberSheet, Preview};

impl Portal<'_> {
    /// Adds a user with both first passwords. A login ID that another company has is refused as one that was given before.
    pub(super) fn admit(
        &mut self,
        key: &SessionKey,
        login_id: LoginId,
        profile: &Profile,
        secrets: &Secrets,
    ) -> Result<Outcome, Error> {
        let new = self.new_passwords(key, None, secrets)?;
        let given = self.are_given();
        self.guarded(
            key,
            ("web_admit", String::new()),
            secrets,
            |tx, member, ground| {
                let asked = StepUp::by(member, Operation::Administration, None, ground)?;
                let own = tx.own_accounts(&member.case.contract)?;
                let changes = members::admit(&member.case, &member.user.login_id, &login_id, profile, &own)?;
                let first = new.beside(None, given)?.ok_or(Refusal::PasswordsNeeded)?;
                Ok((asked, (changes, first)))
            },
            |tx, ground, (changes, first), _| {
                // Said only now, with the code used up: otherwise it would tell, for nothing, who is at other companies.
                if tx.login_id_taken(&login_id)? {
                    let login_id = login_id.to_string();
                    return Ok(Settled::new(Err(Refusal::LoginIdTaken { login_id })));
                }
                let before = Before::of(tx, &ground.who.case)?;
                tx.apply(&ground.who.case.contract.number, &changes)?;
                tx.set_passwords(&login_id, &first.passwords)?;
                before.user_changed(tx, &login_id, ground.now)?;
                Ok(Settled {
                    subject: Some(login_id.to_string()),
                    detail: Some(profile.told()),
                    ..Settled::new(Ok(Outcome::Admitted {
                        login_id: login_id.clone(),
                    }))
                })
            },
        )
    }

    /// Whether passwords that one gives to another are changed by them before anything else (BLGI002). On a training bank nobody is kept
    /// from practising by it.
    fn are_given(&self) -> bool {
        self.office.kind() == Kind::Live
    }

    /// Changes a user. The entry says which fields are others now, before and after, never what a password is (R12.3).
    pub(super) fn amend(
        &mut self,
        key: &SessionKey,
        login_id: LoginId,
        profile: &Profile,
        secrets: &Secrets,
    ) -> Result<Outcome, Error> {
        let new = self.new_passwords(key, Some(&login_id), secrets)?;
        let given = self.are_given();
        let named = self.named(key, std::slice::from_ref(&login_id))?;
        self.guarded(
            key,
            ("web_amend", named),
            secrets,
            |tx, member, ground| {
                let asked = StepUp::by(member, Operation::Administration, None, ground)?;
                let own = tx.own_accounts(&member.case.contract)?;
                let by = &member.user.login_id;
                let amendment = members::amend(&member.case, by, &login_id, profile, passwords::given(secrets), &own)?;
                let renewed = new.beside(tx.passwords(&login_id)?, given && login_id != *by)?;
                Ok((asked, (amendment, renewed)))
            },
            |tx, ground, (amendment, renewed), _| {
                if let Some(renewed) = renewed {
                    // Said only now, with the code used up: otherwise it would tell, for nothing, what the other password is.
                    if renewed.is_the_other {
                        return Ok(Settled::new(Err(Refusal::PasswordsAlike)));
                    }
                    tx.set_passwords(&login_id, &renewed.passwords)?;
                    telling::passwords(tx, &ground.who.case, &login_id, ground.now)?;
                }
                let case = &ground.who.case;
                let before = Before::of(tx, case)?;
                tx.apply(&case.contract.number, amendment.change.as_slice())?;
                if amendment.change.is_some() {
                    before.user_changed(tx, &login_id, ground.now)?;
                }
                let changed = amendment.changed;
                Ok(Settled {
                    detail: Some(Profile::of(case.user(&login_id)?).told_against(profile, &changed)),
                    ..Settled::new(Ok(Outcome::Amended {
                        login_id: login_id.clone(),
                        logs_in_again: changed.iter().any(|field| Field::ends_session(*field)),
                        changed,
                    }))
                })
            },
        )
    }

    /// Removes a user. The registration goes with them; the token stays as it is. What they entered, and what waits for them, is
    /// void. The entry names serial and payments.
    pub(super) fn remove(&mut self, key: &SessionKey, login_id: LoginId, secrets: &Secrets) -> Result<Outcome, Error> {
        let named = self.named(key, std::slice::from_ref(&login_id))?;
        self.guarded(
            key,
            ("web_remove", named),
            secrets,
            |_, member, ground| {
                let asked = StepUp::by(member, Operation::Administration, None, ground)?;
                let changes = members::remove(&member.case, &member.user.login_id, &login_id, ground.now)?;
                Ok((asked, changes))
            },
            |tx, ground, changes, _| {
                let case = &ground.who.case;
                let token = case.token_of(case.user(&login_id)?);
                let serial = token.map(|token| token.serial.clone());
                let void = tx.void_payments_of(&case.contract.number, &login_id, ground.now)?;
                let before = Before::of(tx, case)?;
                tx.apply(&case.contract.number, &changes)?;
                before.user_changed(tx, &login_id, ground.now)?;
                let told = serial.iter().map(ToString::to_string);
                let told: Vec<_> = told.chain(void.iter().map(ToString::to_string)).collect();
                Ok(Settled {
                    detail: Some(told.join(" ")),
                    ..Settled::new(Ok(Outcome::Removed {
                        login_id: login_id.clone(),
                        serial,
                    }))
                })
            },
        )
    }
}
