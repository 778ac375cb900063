//! `portal issue`: first passwords of a user, by staff, as the bank's letter gives them.

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
    let (login, confirmation) = input::first_passwords(&login_id, voice)?;
    let (mut desk, session) = access.desk(voice)?;
    let first = FirstPasswords {
        login_id,
        login,
        confirmation,
    };
    desk.issue_passwords(&session, std::slice::from_ref(&first))?;
    let login_id = first.login_id;
    voice.done("issued", &json!({ "login_id": login_id }), |words| {
        vec![words.portal_line.issued(place::LoginId(login_id.as_str()))]
    })
}
