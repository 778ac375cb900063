//! ［基本情報］: who the user is, and their passwords.

use secrecy::{ExposeSecret, SecretString};

use super::FormData;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::UserKind;
use crate::domain::values::{Kana, LoginId, Name};
use crate::portal::Secrets;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::words::{Words, place};

/// Columns of what is typed.
const COLUMNS: u16 = 40;

/// The fields of the first step.
pub(super) struct Basic {
    pub(super) form: Form,
    login_id: Entry<LoginId>,
    name: Entry<Name>,
    kana: Entry<Kana>,
    kind: Entry<UserKind>,
    login: Twice,
    confirmation: Twice,
    /// The characters of each new password, as last read.
    lengths: [usize; 2],
}

/// A password that is typed twice.
struct Twice {
    label: fn(&Words) -> &'static str,
    first: Entry<SecretString>,
    again: Entry<SecretString>,
}

/// What was typed in the first step.
pub(super) struct Typed {
    pub(super) login_id: LoginId,
    pub(super) name: Name,
    pub(super) kana: Kana,
    pub(super) kind: UserKind,
    pub(super) secrets: Secrets,
}

impl Basic {
    pub(super) fn new(form_data: &FormData, words: &Words) -> Self {
        let (own, common) = (&words.members.form, &words.members.common);
        let user = form_data.user.as_ref();
        let mut form = Form::new();
        let mut login_id = Field::code(common.login_id, COLUMNS).required().hint(own.login_id_hint);
        if let Some(user) = user {
            login_id = login_id.initially(user.login_id.as_str()).off(own.login_id_off);
        }
        let login_id = form.add(login_id, judge(LoginId::parse));
        let name = user.map_or("", |user| user.name.as_str());
        let name = Field::text(common.name, COLUMNS)
            .required()
            .hint(own.name_hint)
            .initially(name);
        let name = form.add(name, judge(Name::parse));
        let kana = user.map_or("", |user| user.kana.as_str());
        let kana = Field::text(common.kana, COLUMNS)
            .required()
            .hint(own.kana_hint)
            .initially(kana);
        let kana = form.add(kana, judge(Kana::parse));
        let kind = form.add(kind_field(form_data, words), |key, _| Ok(kind_of(key)));
        let min = form_data.password_min.to_string();
        let hint = if user.is_some() {
            own.password_hint_amend(place::Min(&min))
        } else {
            own.password_hint(place::Min(&min))
        };
        let mut twice = |label: fn(&Words) -> &'static str, again: &str| {
            let mut add = |label: &str, hint: &str| {
                let field = Field::secret(label, COLUMNS).hint(hint);
                form.add_secret(if user.is_some() { field } else { field.required() })
            };
            Twice {
                label,
                first: add(label(words), &hint),
                again: add(again, own.again_hint),
            }
        };
        let login = twice(|words| words.members.form.login_password, own.login_again);
        let confirmation = twice(|words| words.members.form.confirmation, own.confirmation_again);
        if user.is_some() {
            form.focus(&name);
        }
        Self {
            form,
            login_id,
            name,
            kana,
            kind,
            login,
            confirmation,
            lengths: [0; 2],
        }
    }

    /// Its form in these words.
    pub(super) fn form(&self, form_data: &FormData, words: &Words) -> &Form {
        self.form.in_words(words, || Self::new(form_data, words).form)
    }

    /// The kind that is chosen, once one is.
    pub(super) fn kind(&self) -> Option<UserKind> {
        let key = self.form.text(&self.kind);
        (!key.is_empty()).then(|| kind_of(&key))
    }

    /// Login ID and name as they are typed.
    pub(super) fn who(&self) -> (String, String) {
        (self.form.text(&self.login_id), self.form.text(&self.name))
    }

    /// What was typed, or what is wrong, with the focus there.
    pub(super) fn read(&mut self, words: &Words) -> Result<Typed, Message> {
        let typed = Typed {
            login_id: self.form.read(&self.login_id, words)?,
            name: self.form.read(&self.name, words)?,
            kana: self.form.read(&self.kana, words)?,
            kind: self.form.read(&self.kind, words)?,
            secrets: Secrets {
                new_login: self.login.read(&mut self.form, words)?,
                new_confirmation: self.confirmation.read(&mut self.form, words)?,
                ..Secrets::default()
            },
        };
        let given = [&typed.secrets.new_login, &typed.secrets.new_confirmation];
        self.lengths = given.map(|given| given.as_ref().map_or(0, |given| given.expose_secret().len()));
        Ok(typed)
    }

    /// Puts the focus on what a refusal is about, if that stands in this step.
    pub(super) fn point_at(&mut self, refusal: &Refusal, password_min: u32) -> bool {
        match refusal {
            Refusal::LoginIdTaken { .. } | Refusal::LoginIdForm => self.form.focus(&self.login_id),
            Refusal::MasterKindStays => self.form.focus(&self.kind),
            Refusal::PasswordForm { .. } => {
                let [login, confirmation] = self.lengths;
                let is_login = (1..password_min as usize).contains(&login) || confirmation == 0;
                let which = if is_login { &self.login } else { &self.confirmation };
                which.refuse(&mut self.form);
            }
            Refusal::PasswordsNeeded => self.form.focus(&self.login.first),
            Refusal::PasswordsAlike => {
                let is_login_alone = self.lengths[1] == 0;
                let which = if is_login_alone {
                    &self.login
                } else {
                    &self.confirmation
                };
                which.refuse(&mut self.form);
            }
            _ => return false,
        }
        true
    }
}

impl Twice {
    /// The password, none where both fields are blank; refused unless it was typed twice.
    fn read(&self, form: &mut Form, words: &Words) -> Result<Option<SecretString>, Message> {
        let first = form.read(&self.first, words)?;
        let again = form.read(&self.again, words)?;
        if first.expose_secret() != again.expose_secret() {
            self.refuse(form);
            let own = &words.members.form;
            let text = own.alike(place::Field((self.label)(words)));
            return Err(Message::bad("E0005", text).with_detail(own.alike_remedy));
        }
        Ok((!first.expose_secret().is_empty()).then_some(first))
    }

    /// Wipes both entries and puts the focus on the first.
    fn refuse(&self, form: &mut Form) {
        form.clear(&self.first);
        form.clear(&self.again);
        form.focus(&self.first);
    }
}

fn judge<T>(parse: fn(&str) -> Decision<T>) -> impl Fn(&str, &Words) -> Result<T, Message> {
    move |text, words| parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
}

/// Keys of the kinds; the master is the bank's matter and stands there alone.
const MASTER: &str = "master";
const ADMIN: &str = "admin";
const GENERAL: &str = "general";

fn key_of(kind: UserKind) -> &'static str {
    match kind {
        UserKind::Master => MASTER,
        UserKind::Admin => ADMIN,
        UserKind::General => GENERAL,
    }
}

fn kind_of(key: &str) -> UserKind {
    match key {
        MASTER => UserKind::Master,
        ADMIN => UserKind::Admin,
        _ => UserKind::General,
    }
}

fn kind_field(form_data: &FormData, words: &Words) -> Field {
    let own = &words.members.form;
    let kind = form_data.user.as_ref().map(|user| user.kind);
    let offered = match kind {
        Some(UserKind::Master) => vec![UserKind::Master],
        _ => vec![UserKind::Admin, UserKind::General],
    };
    let offered = offered
        .into_iter()
        .map(|kind| Choosable::new(key_of(kind), words.label.kind(kind)))
        .collect();
    let field = Field::one(words.members.common.kind, offered)
        .required()
        .hint(own.kind_hint)
        .initially(kind.map_or("", key_of));
    if kind == Some(UserKind::Master) {
        field.off(own.kind_off_master)
    } else if form_data.is_own() {
        field.off(own.kind_off_own)
    } else {
        field
    }
}
