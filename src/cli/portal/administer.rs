//! `portal member`, `admit`, `amend` and `remove`: the company's own administration of its users (BRSK005 to BRSK009).

use std::path::PathBuf;

use serde_json::Value;

use super::super::access::Access;
use super::super::failure::{Failure, Own};
use super::super::voice::{Voice, aligned};
use super::counter::Customer;
use super::input;
use super::operate::{carry_out, carry_out_given, filed};
use super::status::service;
use crate::domain::access::Right;
use crate::domain::calendar::Instant;
use crate::domain::members::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::values::{Account, LoginId, in_threes};
use crate::portal::{Command, MemberSheet};
use crate::words::{Words, place};

#[derive(Debug, clap::Args)]
pub(super) struct Entered {
    /// The login ID of the user
    #[arg(long, value_name = "ID")]
    user: String,
    /// A file with what is entered, without secrets [default: "profile" on standard input]
    file: Option<PathBuf>,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct One {
    /// The login ID of the user
    #[arg(long, value_name = "ID")]
    user: String,
    #[command(flatten)]
    customer: Customer,
}

pub(super) fn admit(access: &Access, args: Entered, voice: &Voice) -> Result<(), Failure> {
    entered(access, args, voice, |login_id, profile| Command::Admit {
        login_id,
        profile,
    })
}

pub(super) fn amend(access: &Access, args: Entered, voice: &Voice) -> Result<(), Failure> {
    entered(access, args, voice, |login_id, profile| Command::Amend {
        login_id,
        profile,
    })
}

fn entered(
    access: &Access,
    args: Entered,
    voice: &Voice,
    command: fn(LoginId, Box<Profile>) -> Command,
) -> Result<(), Failure> {
    let login_id = LoginId::parse(&args.user)?;
    let filed: Option<Profile> = filed(args.file.as_deref())?;
    let takes = if filed.is_some() {
        input::SECRETS
    } else {
        input::PROFILE
    };
    carry_out_given(access, args.customer, takes, voice, |content| {
        let profile = filed.or(content.profile).ok_or(Own::Lacking { key: "profile" })?;
        Ok(command(login_id, Box::new(profile)))
    })
}

pub(super) fn remove(access: &Access, args: One, voice: &Voice) -> Result<(), Failure> {
    let login_id = LoginId::parse(&args.user)?;
    carry_out(access, args.customer, Command::Remove { login_id }, input::BOTH, voice)
}

/// One user, with why what may not be done (BRSK007).
pub(super) fn member(access: &Access, args: One, voice: &Voice) -> Result<(), Failure> {
    let login_id = LoginId::parse(&args.user)?;
    let (now, sheet) = args
        .customer
        .at_the_counter(access, input::NOTHING, voice, |portal, key, _| {
            Ok(portal.ask(key, |look| Ok((look.now(), look.member_sheet(&login_id)?)))?)
        })?;
    let mut shown = serde_json::to_value(&sheet).map_err(crate::store::Error::from)?;
    for (step, refused) in steps(&sheet) {
        // As every refusal stands in a result: with number, rule and words.
        shown[step] = refused.map_or(Value::Null, |refusal| voice.refusal(refusal));
    }
    voice.give("member", &shown, |words| lines(&sheet, now, words))
}

/// What may be done with a user, and why not.
fn steps(sheet: &MemberSheet) -> [(&'static str, Option<&Refusal>); 4] {
    [
        ("amend", sheet.amend.as_ref()),
        ("remove", sheet.remove.as_ref()),
        ("stop", sheet.stop.as_ref()),
        ("lift", sheet.lift.as_ref()),
    ]
}

fn lines(sheet: &MemberSheet, now: Instant, words: &Words) -> Vec<String> {
    let (cli, line, label) = (&words.cli, &words.portal_line, &words.label);
    let (common, confirm, list) = (&words.members.common, &words.members.confirm, &words.members.list);
    let user = &sheet.row.user;
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let sharers: Vec<_> = sheet.shares_with.iter().map(LoginId::as_str).collect();
    let serial = sheet.row.serial.as_ref().map(|serial| match sharers.as_slice() {
        [] => serial.to_string(),
        sharers => list.shared(place::Serial(serial.as_str()), place::Who(&sharers.join(" "))),
    });
    let rights: Vec<_> = user.access.rights.iter().map(|right| named(*right, words)).collect();
    let accounts: Vec<_> = user.access.accounts.iter().map(Account::as_str).collect();
    let mut rows = vec![
        row(common.login_id, user.login_id.to_string()),
        row(common.name, user.name.to_string()),
        row(common.kana, user.kana.to_string()),
        row(common.kind, label.kind(user.kind).to_owned()),
        row(common.service, service(sheet.row.service, words)),
        row(common.state, label.state(sheet.row.state, now)),
        row(common.serial, serial.unwrap_or_default()),
        row(
            cli.expires,
            sheet.row.expires.map(|at| words.moment(at)).unwrap_or_default(),
        ),
        row(
            list.last_login,
            user.service
                .last_login_at
                .map(|at| words.moment(at))
                .unwrap_or_default(),
        ),
        row(line.operations, label.operations(user.operations)),
        row(confirm.rights, rights.join(label.comma)),
        row(confirm.accounts, accounts.join(label.comma)),
    ];
    let (limits, limit) = (&user.access.limits, &words.members.limit);
    for (name, yen) in [
        (&limit.transfer, limits.transfer),
        (&limit.preset, limits.preset),
        (&limit.bulk, limits.bulk),
        (&limit.payroll, limits.payroll),
        (&limit.pay_easy, limits.pay_easy),
    ] {
        let amount = limit.yen(place::Amount(&in_threes(yen)));
        rows.push(row(&limit.named(place::Name(name)), amount));
    }
    for ((_, refused), name) in steps(sheet).iter().zip([list.amend, list.remove, line.stop, line.lift]) {
        let may = refused.map_or_else(
            || line.may.to_owned(),
            |refusal| {
                format!(
                    "{} {}",
                    refusal.code(),
                    words.message(refusal.code(), &refusal.facts()).0
                )
            },
        );
        rows.push(row(name, may.clone()));
    }
    aligned(&rows)
}

fn named(right: Right, words: &Words) -> &str {
    let permit = &words.members.permit;
    match right {
        Right::PresetTransfer => permit.preset,
        Right::RegisteredTransfer => permit.registered,
        Right::SameDay => permit.same_day,
        Right::Payees => permit.payees,
        Right::AllTransactions => permit.all_transactions,
        Right::Approve => permit.approve,
        Right::AllHistory => permit.all_history,
        Right::Densai => permit.densai,
    }
}
