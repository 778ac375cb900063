//! What a call is given besides its arguments: one JSON object on standard input, or answers at the terminal.
//!
//! The object is small, UTF-8 and strict: a key that is unknown, that this command does not take, or that is written
//! twice is refused before the store is opened, and no message repeats what was read (R12.3). What was read wipes itself.

use std::io::{self, IsTerminal};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::super::failure::{Failure, Own};
use super::super::voice::Voice;
use super::super::{secret, written};
use crate::domain::members::Profile;
use crate::domain::payment::Order;
use crate::domain::values::{LoginId, PaymentId};
use crate::portal::{Command, Secrets, SessionKey};
use crate::words::place;

/// The keys that a command takes besides the way in.
pub(super) type Takes = &'static [&'static str];

/// Nothing more.
pub(super) const NOTHING: Takes = &[];
/// The one-time password.
pub(super) const CODE: Takes = &["code"];
/// The confirmation password (R5.5).
pub(super) const CONFIRMATION: Takes = &["confirmation_password"];
/// Both.
pub(super) const BOTH: Takes = &["confirmation_password", "code"];
/// Both, and the new passwords of a user.
pub(super) const SECRETS: Takes = &[
    "confirmation_password",
    "code",
    "new_login_password",
    "new_confirmation_password",
];
/// One's own passwords, old and new.
pub(super) const OWN_PASSWORDS: Takes = &[
    "login_password",
    "confirmation_password",
    "new_login_password",
    "new_confirmation_password",
];
/// The secrets with a user's profile.
pub(super) const PROFILE: Takes = &[
    "confirmation_password",
    "code",
    "new_login_password",
    "new_confirmation_password",
    "profile",
];
/// The secrets with any command.
pub(super) const COMMAND: Takes = &[
    "login_password",
    "confirmation_password",
    "code",
    "new_login_password",
    "new_confirmation_password",
    "command",
];
/// What goes with a payment that stands in a file.
pub(super) const PAYMENT: Takes = &["confirmation_password", "code", "id"];
/// The same with the payment.
pub(super) const ORDER: Takes = &["confirmation_password", "code", "id", "order"];

/// The keys that must be there where they are taken: what is to be done.
const CONTENT: [&str; 3] = ["command", "order", "profile"];

/// How the user comes to the counter.
#[derive(Debug)]
pub(super) enum Entrance {
    /// In a session that a front end keeps.
    Session(SessionKey),
    /// By logging in for this one call.
    Login(LoginId, SecretString),
}

/// What a call was given.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) entrance: Entrance,
    pub(super) errand: Errand,
}

/// What is to be done at the counter, and the secrets for it.
#[derive(Debug)]
pub(super) struct Errand {
    pub(super) secrets: Secrets,
    pub(super) content: Content,
}

/// What was written besides secrets; each is there only where the command takes it.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) command: Option<Command>,
    pub(super) order: Option<Order>,
    pub(super) profile: Option<Profile>,
    /// The front end's own id of a payment.
    pub(super) id: Option<PaymentId>,
}

/// The object on standard input.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    session: Option<SecretString>,
    password: Option<SecretString>,
    confirmation_password: Option<SecretString>,
    code: Option<SecretString>,
    login_password: Option<SecretString>,
    new_login_password: Option<SecretString>,
    new_confirmation_password: Option<SecretString>,
    command: Option<Command>,
    order: Option<Order>,
    profile: Option<Profile>,
    id: Option<PaymentId>,
}

/// The passwords of `issue` on standard input.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    login_password: SecretString,
    confirmation_password: SecretString,
}

/// Reads what a call is given. The login ID decides the way in: with one it is the login password, without one the key
/// of a session.
///
/// # Errors
/// E1501 no such object, or too large a one, E3014 a key too many, E3015 one too few.
pub(super) fn read(login_id: Option<LoginId>, takes: Takes, voice: &Voice) -> Result<Given, Failure> {
    let written = if io::stdin().is_terminal() {
        answered(login_id.as_ref(), takes, voice)?
    } else {
        written::given()?
    };
    written.must_fit(login_id.is_some(), takes)?;
    let entrance = if let Some(login_id) = login_id {
        let password = written.password.ok_or(Own::Lacking { key: "password" })?;
        Entrance::Login(login_id, password)
    } else {
        let key = written.session.ok_or(Own::Lacking { key: "session" })?;
        Entrance::Session(SessionKey::parse(key.expose_secret())?)
    };
    let secrets = Secrets {
        confirmation: written.confirmation_password,
        code: written.code,
        login: written.login_password,
        new_login: written.new_login_password,
        new_confirmation: written.new_confirmation_password,
    };
    let content = Content {
        command: written.command,
        order: written.order,
        profile: written.profile,
        id: written.id,
    };
    Ok(Given {
        entrance,
        errand: Errand { secrets, content },
    })
}

impl Written {
    /// Refuses a key too many and one too few.
    fn must_fit(&self, logs_in: bool, takes: Takes) -> Result<(), Own> {
        let way_in = [
            ("session", self.session.is_some(), !logs_in),
            ("password", self.password.is_some(), logs_in),
        ];
        let others = [
            ("confirmation_password", self.confirmation_password.is_some()),
            ("code", self.code.is_some()),
            ("login_password", self.login_password.is_some()),
            ("new_login_password", self.new_login_password.is_some()),
            ("new_confirmation_password", self.new_confirmation_password.is_some()),
            ("command", self.command.is_some()),
            ("order", self.order.is_some()),
            ("profile", self.profile.is_some()),
            ("id", self.id.is_some()),
        ];
        let others = others.map(|(key, given)| (key, given, takes.contains(&key)));
        let keys = || way_in.iter().chain(&others);
        if let Some((key, ..)) = keys().find(|(_, given, taken)| *given && !taken) {
            return Err(Own::NotTaken { key });
        }
        let needed = |key| way_in.iter().any(|(way, ..)| *way == key) || CONTENT.contains(&key);
        match keys().find(|(key, given, taken)| *taken && !given && needed(key)) {
            Some((key, ..)) => Err(Own::Lacking { key }),
            None => Ok(()),
        }
    }
}

/// The same from a person at the terminal, who leaves out what is not asked for by pressing Enter. What is to be done
/// is never asked for: it stands in a file.
fn answered(login_id: Option<&LoginId>, takes: Takes, voice: &Voice) -> Result<Written, Failure> {
    if let Some(key) = CONTENT.into_iter().find(|key| takes.contains(key)) {
        return Err(Own::Lacking { key }.into());
    }
    let words = &voice.words().portal_line;
    let mut written = Written::default();
    match login_id {
        Some(login_id) => {
            let question = words.ask_password(place::LoginId(login_id.as_str()));
            written.password = Some(secret::asked(&question)?);
        }
        None => written.session = Some(secret::asked(words.ask_session)?),
    }
    if takes.contains(&"login_password") {
        written.login_password = some(secret::asked(words.ask_own_login)?);
    }
    if takes.contains(&"confirmation_password") {
        written.confirmation_password = some(secret::asked(words.ask_confirmation)?);
    }
    if takes.contains(&"code") {
        written.code = some(secret::asked(words.ask_code)?);
    }
    if takes.contains(&"new_login_password") {
        written.new_login_password = some(secret::twice(words.ask_new_login, voice)?);
    }
    if takes.contains(&"new_confirmation_password") {
        written.new_confirmation_password = some(secret::twice(words.ask_new_confirmation, voice)?);
    }
    Ok(written)
}

fn some(answer: SecretString) -> Option<SecretString> {
    Some(answer).filter(|answer| !answer.expose_secret().is_empty())
}

/// The two first passwords of a user: login and confirmation password.
pub(super) fn first_passwords(login_id: &LoginId, voice: &Voice) -> Result<(SecretString, SecretString), Failure> {
    if !io::stdin().is_terminal() {
        let First {
            login_password,
            confirmation_password,
        } = written::given()?;
        return Ok((login_password, confirmation_password));
    }
    let words = &voice.words().portal_line;
    let login_id = place::LoginId(login_id.as_str());
    let login = secret::twice(&words.ask_first_login(login_id), voice)?;
    Ok((login, secret::twice(&words.ask_first_confirmation(login_id), voice)?))
}
