//! BRSK025 ワンタイムパスワード利用停止解除一覧: lifts suspensions with the confirmation password alone (R9.2).

use secrecy::{ExposeSecret, SecretString};

use super::candidates::{Answer, CandidateList};
use super::choosing::{Chooses, Msg, UserChoice};
use super::completed::{Completed, Done};
use super::keyboard::SoftwareKeyboard;
use crate::customer::screens;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::state::OtpState;
use crate::domain::values::LoginId;
use crate::portal::{Command, Error, Look, Outcome, Secrets};
use crate::ui::keys::Function;
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::{Focus, Parts};
use crate::ui::kit::roster::Roster;
use crate::ui::kit::users::{self, Seen};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate};
use crate::words::Words;

/// Columns of a password, and the column of what stands beside it, in any language.
const PASSWORD_COLUMNS: u16 = 20;
const BESIDE_COLUMN: u16 = 48;

/// BRSK025 ワンタイムパスワード利用停止解除一覧.
pub type Unlock = UserChoice<Unlocking>;

/// What is its own.
pub struct Unlocking;

/// The fields of its form.
pub struct Fields {
    confirmation: Entry<SecretString>,
}

/// What the screen alone is told.
pub enum Own {
    /// F9.
    Keyboard,
    /// The order of the software keyboard was drawn.
    Drawn(Result<[Vec<char>; 4], Error>),
    /// What was put in with it.
    Typed(SecretString),
}

/// That the bank stopped a token, if that is why it can't be chosen (R9.6).
fn held(refused: Option<&Refusal>) -> Option<&Refusal> {
    refused.filter(|refusal| matches!(refusal, Refusal::HeldByBank { .. }))
}

impl Chooses for Unlocking {
    type Fields = Fields;
    type Own = Own;
    const SHARING: bool = true;

    fn nameplate() -> &'static Nameplate {
        &screens::BRSK025
    }

    fn execute(words: &Words) -> &'static str {
        words.portal.unlock.execute
    }

    fn read(look: &Look<'_>) -> Answer {
        CandidateList::of(look, look.to_unlock(), look.may_unlock())
    }

    fn parts(words: &Words, _: Option<&Policy>) -> Option<Parts<Fields>> {
        let common = &words.portal.common;
        let mut form = Form::new();
        let confirmation = Field::secret(common.confirmation, PASSWORD_COLUMNS)
            .required()
            .hint(common.confirmation_hint);
        let confirmation = form.add_secret(confirmation);
        Some(Parts {
            roster: Roster::new(words.entering.common.choose, users::unlock_columns(words)),
            form,
            fields: Fields { confirmation },
        })
    }

    fn secrets(parts: &mut Parts<Fields>, words: &Words) -> Result<Secrets, Message> {
        Ok(Secrets {
            confirmation: Some(parts.form.read(&parts.fields.confirmation, words)?),
            ..Secrets::default()
        })
    }

    fn command(users: Vec<LoginId>) -> Command {
        Command::Unlock { users }
    }

    fn forget(parts: &mut Parts<Fields>, _: &Error) {
        parts.form.clear(&parts.fields.confirmation);
    }

    fn done(screen: &Unlock, outcome: &Outcome, cx: &mut Cx<'_, Msg<Own>>) {
        if let Outcome::Unlocked { users } = outcome {
            let seen: Vec<_> = screen.candidates.of(users).collect();
            cx.replace(Completed::new(Done::Unlocked, seen));
        }
    }

    fn own_key(words: &Words) -> Option<Binding<Msg<Own>>> {
        let label = words.portal.unlock.keyboard;
        Some(Binding::new(Function::Keyboard, label, Msg::Own(Own::Keyboard)))
    }

    fn own(screen: &mut Unlock, own: Own, cx: &mut Cx<'_, Msg<Own>>) {
        match own {
            Own::Keyboard => cx.customer_draws_keys(|drawn| Msg::Own(Own::Drawn(drawn))),
            Own::Drawn(Ok(kinds)) => {
                cx.open_for(SoftwareKeyboard::new(&kinds), |typed| Msg::Own(Own::Typed(typed)));
            }
            Own::Drawn(Err(error)) => cx.customer_refused(&error),
            Own::Typed(password) => {
                if let Some(parts) = &mut screen.list_form.parts {
                    parts.form.set(&parts.fields.confirmation, password.expose_secret());
                    screen.list_form.focus = Focus::Form;
                }
            }
        }
    }

    fn says<'a>(screen: &'a Unlock, body: Body<'a>, at: &'a Ambient<'a>) -> Body<'a> {
        let words = &at.words.portal.unlock;
        let body = body.text(words.about, at.theme.value).rows(3).required().gap(1);
        let Some(parts) = &screen.list_form.parts else {
            return body;
        };
        let style = |seen: Seen<'_>| {
            let suspended = seen.state == OtpState::Suspended;
            Some(if suspended { at.theme.warn } else { at.theme.off })
        };
        let lines = move |wide| screen.candidates.lines(|seen| seen.to_unlock(at, wide), style);
        let body = body
            .roster(&parts.roster, lines)
            .focused(screen.list_form.focus == Focus::List);
        let open = format!("{} {}", at.keymap.key(Function::Keyboard), words.open_keyboard);
        let body = body.heading(words.items).form(&parts.form);
        let body = body
            .focused(screen.list_form.focus == Focus::Form)
            .with_beside(BESIDE_COLUMN, open, at.theme.key);
        let is_free =
            screen.candidates.reading().is_some() && screen.candidates.rows().iter().all(|it| it.refused.is_some());
        let text = match screen.candidates.refusal() {
            Some(refusal) => {
                let (say, remedy) = super::told(refusal, at.words);
                format!("{say}\n{remedy}")
            }
            None if is_free => match screen.candidates.rows().iter().find_map(|it| held(it.refused.as_ref())) {
                Some(refusal) => {
                    let (say, remedy) = super::told(refusal, at.words);
                    format!("{say}\n{remedy}")
                }
                None => words.nobody.to_owned(),
            },
            None => screen.remedy.text(at.words),
        };
        body.text(text, at.theme.warn).rows(3)
    }
}
