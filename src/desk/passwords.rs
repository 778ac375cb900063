//! First passwords of the customer's users, as the bank's letter gives them.

use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::LoginId;
use crate::office;
use crate::store::{Kind, Passwords};

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
    /// Issues first passwords. They are issued once: nobody at the bank puts a password in the place of one that the customer
    /// uses. On a live store the customer changes them before anything else (R17.1).
    ///
    /// # Errors
    /// E0112 a password's form, E0202 no such user, E1607 a user who has passwords, E1713 two that are the same; then none of
    /// them is issued.
    pub fn issue_passwords(&mut self, session: &Session, first: &[FirstPasswords]) -> Result<(), Error> {
        let min = self.policy().customer_password_min;
        // Those of a training bank stand on its login screen; whoever typed others knows them (R17.1).
        let given = self.kind() == Kind::Live;
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
                given,
            };
            hashed.push((&one.login_id, fit, passwords));
        }
        let names: Vec<_> = first.iter().map(|one| one.login_id.as_str()).collect();
        let of_one = self.office.read(|tx| match first {
            [one] => tx.contract_of_user(&one.login_id),
            _ => Ok(None),
        })?;
        let about = About {
            action: "issue_passwords",
            contract: of_one,
            subject: names.join(" "),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, _| {
            for (login_id, fit, passwords) in hashed {
                fit?;
                let login_id_text = || login_id.to_string();
                if tx.contract_of_user(login_id)?.is_none() {
                    return Err(Refusal::NoUser {
                        login_id: login_id_text(),
                    }
                    .into());
                }
                if tx.passwords(login_id)?.is_some() {
                    return Err(Refusal::PasswordsIssued {
                        login_id: login_id_text(),
                    }
                    .into());
                }
                tx.set_passwords(login_id, &passwords)?;
            }
            Ok(Settled::new(Ok(())))
        })
    }
}
