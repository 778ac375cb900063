//! `portal login` and `portal logout`.

use serde_json::json;

use super::super::access::Access;
use super::super::failure::{Failure, Own};
use super::super::voice::Voice;
use super::counter::Place;
use super::input::{self, Entrance};
use crate::domain::values::LoginId;
use crate::portal::{Portal, Welcome};
use crate::words::{Words, place};

/// Who logs in, and from where.
#[derive(Debug, clap::Args)]
pub(super) struct In {
    /// The login ID
    #[arg(long, value_name = "ID")]
    login_id: String,
    #[command(flatten)]
    place: Place,
}

/// Logs in. The key stands alone on standard output, so that a shell can keep it; what people read goes beside it.
pub(super) fn login(access: &Access, args: In, voice: &Voice) -> Result<(), Failure> {
    let login_id = LoginId::parse(&args.login_id)?;
    let given = input::read(Some(login_id), input::NOTHING, voice)?;
    let Entrance::Login(login_id, password) = given.entrance else {
        return Err(Own::Lacking { key: "password" }.into());
    };
    let mut desk = args.place.desk(access, voice)?;
    let welcome = Portal::over(desk.office()).login(&login_id, &password)?;
    let shown = json!({
        "session": welcome.key.expose(),
        "shows_registration": welcome.shows_registration,
        "must_change": welcome.must_change,
        "last_login_at": welcome.last_login_at,
    });
    voice.done("login", &shown, |_| vec![welcome.key.expose().to_owned()])?;
    voice.remark(&greeting(&welcome, voice.words()));
    Ok(())
}

fn greeting(welcome: &Welcome, words: &Words) -> Vec<String> {
    let line = &words.portal_line;
    let mut lines = vec![line.logged_in.to_owned()];
    if welcome.must_change {
        lines.push(line.change_first.to_owned());
    }
    if welcome.shows_registration {
        lines.push(line.registration_first.to_owned());
    }
    if let Some(at) = welcome.last_login_at {
        lines.push(line.last_login_was(place::At(&words.moment(at))));
    }
    lines
}

/// Logs out. A session that has ended already is none less.
pub(super) fn logout(access: &Access, place: Place, voice: &Voice) -> Result<(), Failure> {
    let given = input::read(None, input::NOTHING, voice)?;
    let Entrance::Session(key) = given.entrance else {
        return Err(Own::Lacking { key: "session" }.into());
    };
    Portal::over(place.desk(access, voice)?.office()).logout(&key)?;
    voice.done("logged_out", &true, |words| {
        vec![words.portal_line.logged_out.to_owned()]
    })
}
