//! First passwords of the customer's users, as the bank's letter gives them.

use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, LoginId};
use crate::office;
use crate::store::{Kind, Passwords, Tx};

/// What the entries are called.
pub(super) const ACTION: &str = "issue_passwords";

/// The first passwords of one user.
#[derive(Clone, Debug)]
pub struct FirstPasswords {
    /// Whose.
    pub login_id: LoginId,
    /// ログインパスワード.
    pub login: SecretString,
    /// 確認用パスワード (R5.5).
    pub confirmation: SecretString,
}

impl Desk {
    /// Issues first passwords that somebody typed, on a training store: whoever typed them can log in as the customer, so on a live
    /// one [a sealed letter](Self::issue_by_letter) alone has them (R17.1). They are issued once: nobody at the bank puts a password in
    /// the place of one that the customer uses.
    ///
    /// # Errors
    /// E0112 a password's form, E0202 no such user, E1067 on a live store, E1607 a user who has passwords, E1713 two that are the
    /// same; then none of them is issued.
    pub fn issue_passwords(&mut self, session: &Session, first: &[FirstPasswords]) -> Result<(), Error> {
        let min = self.policy().customer_password_min;
        let typed = if self.kind() == Kind::Live {
            let reason = "letters_unset".into();
            Err(Refusal::NoLetters { reason })
        } else {
            Ok(())
        };
        let mut hashed = Vec::with_capacity(first.len());
        for one in first {
            let fit = office::fit(&one.login, min).and_then(|()| office::fit(&one.confirmation, min));
            let alike = one.login.expose_secret() == one.confirmation.expose_secret();
            let fit = fit.and(if alike { Err(Refusal::PasswordsAlike) } else { Ok(()) });
            let login = self.office.hash(&one.login)?;
            let confirmation = self.office.hash(&one.confirmation)?;
            let passwords = Passwords {
                login,
                confirmation,
                // They stand on the login screen of the training bank.
                given: false,
            };
            hashed.push((&one.login_id, fit, passwords));
        }
        let names: Vec<_> = first.iter().map(|one| one.login_id.as_str()).collect();
        let of_one = self.office.read(|tx| match first {
            [one] => tx.contract_of_user(&one.login_id),
            _ => Ok(None),
        })?;
        let about = About {
            action: ACTION,
            contract: of_one,
            subject: names.join(" "),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, _| {
            typed?;
            for (login_id, fit, passwords) in hashed {
                fit?;
                without(tx, login_id)?;
                tx.set_passwords(login_id, &passwords)?;
            }
            Ok(Settled::new(Ok(())))
        })
    }
}

/// The contract of a user who has no passwords yet.
///
/// # Errors
/// E0202 no such user, E1607 one who has them.
pub(super) fn without(tx: &Tx<'_>, login_id: &LoginId) -> Result<ContractNumber, Error> {
    let contract = tx.contract_of_user(login_id)?.ok_or_else(|| Refusal::NoUser {
        login_id: login_id.to_string(),
    })?;
    if tx.passwords(login_id)?.is_some() {
        let login_id = login_id.to_string();
        return Err(Refusal::PasswordsIssued { login_id }.into());
    }
    Ok(contract)
}
