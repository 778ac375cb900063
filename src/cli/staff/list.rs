//! `staff list`: everybody, with what an administrator sees of them.

use crate::cli::access::Access;
use crate::cli::failure::Failure;
use crate::cli::voice::{Voice, aligned};
use crate::desk::{Error, Look};
use crate::domain::staff::Member;

pub(super) fn run(access: &Access, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let members = desk.ask(&session, members)?;
    voice.give("staff", &members, |words| {
        let (list, label) = (&words.staff.list, &words.label);
        let heading = [
            list.staff,
            list.name,
            list.role,
            list.branch,
            list.state,
            list.last_login,
            words.staff.entry.person,
            list.account,
        ];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        rows.extend(members.iter().map(|member| {
            let staff = &member.staff;
            vec![
                staff.id.to_string(),
                staff.name.to_string(),
                label.role(staff.role).to_owned(),
                format!("{} {}", staff.branch.code, staff.branch.name),
                list.state(staff).to_owned(),
                member.last_login_at.map(|at| words.moment(at)).unwrap_or_default(),
                staff.person().to_owned(),
                member.account.as_ref().map(ToString::to_string).unwrap_or_default(),
            ]
        }));
        aligned(&rows)
    })
}

fn members(look: &Look<'_>) -> Result<Vec<Member>, Error> {
    look.members()
}
