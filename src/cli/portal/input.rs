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
use crate::domain::values::LoginId;
use crate::portal::{Command, Secrets, SessionKey};
use crate::words::fill;

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
/// Everything but the command, which stands in a file.
pub(super) const SECRETS: Takes = &[
    "confirmation_password",
    "code",
    "new_login_password",
    "new_confirmation_password",
];
/// Everything.
pub(super) const ALL: Takes = &[
    "confirmation_password",
    "code",
    "new_login_password",
    "new_confirmation_password",
    "command",
];

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
    pub(super) command: Option<Command>,
}

/// The object on standard input.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    session: Option<SecretString>,
    password: Option<SecretString>,
    confirmation_password: Option<SecretString>,
    code: Option<SecretString>,
    new_login_password: Option<SecretString>,
    new_confirmation_password: Option<SecretString>,
    command: Option<Command>,
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
    let Written {
        session,
        password,
        confirmation_password,
        code,
        new_login_password,
        new_confirmation_password,
        command,
    } = written;
    let untaken = |key, given| given && !takes.contains(&key);
    for (key, too_many) in [
        ("session", login_id.is_some() && session.is_some()),
        ("password", login_id.is_none() && password.is_some()),
        (
            "confirmation_password",
            untaken("confirmation_password", confirmation_password.is_some()),
        ),
        ("code", untaken("code", code.is_some())),
        (
            "new_login_password",
            untaken("new_login_password", new_login_password.is_some()),
        ),
        (
            "new_confirmation_password",
            untaken("new_confirmation_password", new_confirmation_password.is_some()),
        ),
        ("command", untaken("command", command.is_some())),
    ] {
        if too_many {
            return Err(Own::NotTaken { key }.into());
        }
    }
    let entrance = if let Some(login_id) = login_id {
        Entrance::Login(login_id, password.ok_or(Own::Lacking { key: "password" })?)
    } else {
        let key = session.ok_or(Own::Lacking { key: "session" })?;
        Entrance::Session(SessionKey::parse(key.expose_secret())?)
    };
    if takes.contains(&"command") && command.is_none() {
        return Err(Own::Lacking { key: "command" }.into());
    }
    let secrets = Secrets {
        confirmation: confirmation_password,
        code,
        new_login: new_login_password,
        new_confirmation: new_confirmation_password,
    };
    Ok(Given {
        entrance,
        errand: Errand { secrets, command },
    })
}

/// The same from a person at the terminal, who leaves out what is not asked for by pressing Enter. A command is never
/// asked for: it would stand on the screen.
fn answered(login_id: Option<&LoginId>, takes: Takes, voice: &Voice) -> Result<Written, Failure> {
    if takes.contains(&"command") {
        return Err(Own::Lacking { key: "command" }.into());
    }
    let words = &voice.words().portal_line;
    let mut written = Written::default();
    match login_id {
        Some(login_id) => {
            let question = fill(&words.ask_password, &[("login_id", login_id.as_str())]);
            written.password = Some(secret::asked(&question)?);
        }
        None => written.session = Some(secret::asked(&words.ask_session)?),
    }
    if takes.contains(&"confirmation_password") {
        written.confirmation_password = some(secret::asked(&words.ask_confirmation)?);
    }
    if takes.contains(&"code") {
        written.code = some(secret::asked(&words.ask_code)?);
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
    let of = |question| fill(question, &[("login_id", login_id.as_str())]);
    let login = secret::twice(&of(&words.ask_first_login), voice)?;
    Ok((login, secret::twice(&of(&words.ask_first_confirmation), voice)?))
}
