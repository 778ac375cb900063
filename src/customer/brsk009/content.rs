//! What would happen, as the portal says it, in lines.

use super::wish::Wish;
use crate::customer::members::sheet::{Entered, fields};
use crate::customer::members::{Seen, names};
use crate::domain::gate::Operation;
use crate::domain::members::Profile;
use crate::portal::{Error, Look, MemberSheet, Preview};
use crate::ui::kit::lines::Lines;
use crate::words::place;

/// What would happen.
#[derive(Clone, Debug)]
pub(super) struct Content {
    what: What,
    /// How the user stands, as far as it matters; none for a new one.
    pub(super) standing: Option<Seen>,
    /// Whether it is the one who does it.
    pub(super) is_own: bool,
    /// Whether a code is asked for.
    pub(super) asks_code: bool,
    /// Its digits.
    pub(super) digits: u32,
}

#[derive(Clone, Debug)]
enum What {
    Entry(Box<Preview>),
    Removal(Box<MemberSheet>),
}

impl Content {
    /// Asks the portal what it would do.
    ///
    /// # Errors
    /// Why it would not.
    pub(super) fn of(look: &Look<'_>, wish: &Wish) -> Result<Self, Error> {
        let (login_id, see) = wish.sees();
        let (what, asks_code, standing) = match wish {
            Wish::Admit(entered) => {
                let preview = look.preview_admit(&login_id, &entered.profile, &entered.secrets)?;
                let asks_code = preview.asks_code;
                (What::Entry(Box::new(preview)), asks_code, None)
            }
            Wish::Amend(entered, _) => {
                let preview = look.preview_amend(&login_id, &entered.profile, &entered.secrets)?;
                let asks_code = preview.asks_code;
                let standing = see(&look.member_sheet(&login_id)?);
                (What::Entry(Box::new(preview)), asks_code, Some(standing))
            }
            Wish::Remove(_) => {
                let sheet = look.member_sheet(&login_id)?;
                if let Some(refusal) = sheet.remove {
                    return Err(refusal.into());
                }
                let asks_code = look.asks_code(Operation::Administration, None)?;
                let standing = see(&sheet);
                (What::Removal(Box::new(sheet)), asks_code, Some(standing))
            }
        };
        Ok(Self {
            what,
            standing,
            is_own: look.member().user().login_id == login_id,
            asks_code,
            digits: look.policy().otp_digits,
        })
    }

    /// Writes it.
    pub(super) fn write(&self, lines: &mut Lines<'_>, wish: &Wish) {
        let (login_id, _) = wish.sees();
        match (&self.what, wish) {
            (What::Entry(preview), Wish::Admit(given) | Wish::Amend(given, _)) => {
                self.lead(lines, preview, login_id.as_str());
                let entered = Entered {
                    login_id: &login_id,
                    before: preview.before.as_ref(),
                    after: &preview.after,
                    passwords: Some([
                        given.secrets.new_login.is_some(),
                        given.secrets.new_confirmation.is_some(),
                    ]),
                };
                entered.write(lines);
            }
            (What::Removal(sheet), _) => removal(lines, sheet),
            (What::Entry(_), Wish::Remove(_)) => {}
        }
    }

    fn lead(&self, lines: &mut Lines<'_>, preview: &Preview, login_id: &str) {
        let at = lines.at();
        let words = &at.words.members.confirm;
        if preview.before.is_none() {
            let name = place::Name(preview.after.name.as_str());
            lines.note(&words.new_user(place::LoginId(login_id), name), at.theme.info);
        } else {
            let (count, list) = fields(&preview.changed, at.words);
            lines.note(
                &words.changes(place::Count(&count.to_string()), place::Fields(&list)),
                at.theme.warn,
            );
        }
        if preview.logs_in_again {
            let text = if self.is_own {
                words.logs_in_again_own
            } else {
                words.logs_in_again
            };
            lines.note(text, at.theme.warn);
        }
    }
}

/// What goes with a user, and who they are.
fn removal(lines: &mut Lines<'_>, sheet: &MemberSheet) {
    let at = lines.at();
    let (words, user) = (&at.words.members.confirm, &sheet.row.user);
    lines.note(
        &words.remove_lead(place::LoginId(user.login_id.as_str()), place::Name(user.name.as_str())),
        at.theme.bad,
    );
    lines.note(words.remove_id, at.theme.value);
    match &sheet.row.serial {
        None => lines.note(words.remove_no_token, at.theme.value),
        Some(serial) => {
            let text = words.remove_token(place::Serial(serial.as_str()));
            lines.note(&text, at.theme.warn);
            if !sheet.shares_with.is_empty() {
                let who = names(&sheet.shares_with, at.words);
                lines.note(&words.remove_shared(place::Who(&who)), at.theme.value);
            }
        }
    }
    let entered = Entered {
        login_id: &user.login_id,
        before: None,
        after: &Profile::of(user),
        passwords: None,
    };
    entered.write(lines);
}
