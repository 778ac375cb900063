//! `portal issue`: first passwords of a user, by staff: drawn into a sealed letter (R17.1), or on a training bank as they are typed.

use serde_json::json;

use super::super::access::Access;
use super::super::failure::Failure;
use super::super::voice::Voice;
use super::input;
use crate::desk::FirstPasswords;
use crate::domain::values::LoginId;
use crate::words::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Whose
    #[arg(long, value_name = "ID")]
    login_id: String,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let login_id = LoginId::parse(&args.login_id)?;
    access.staff()?;
    if access.names_letters() {
        let (mut desk, session) = access.desk(voice)?;
        desk.issue_by_letter(&session, &login_id)?;
    } else {
        let (login, confirmation) = input::first_passwords(&login_id, voice)?;
        let (mut desk, session) = access.desk(voice)?;
        let first = FirstPasswords {
            login_id: login_id.clone(),
            login,
            confirmation,
        };
        desk.issue_passwords(&session, &[first])?;
    }
    voice.done("issued", &json!({ "login_id": login_id }), |words| {
        vec![words.portal_line.issued(place::LoginId(login_id.as_str()))]
    })
}
