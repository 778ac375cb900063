//! An entry of the trail in words: the same on screens, in files and on the command line.

use std::collections::BTreeSet;

use crate::store::{Draft, Entry, Written};
use crate::words::{Words, place};

/// How it ended, with the number of the refusal.
pub fn result(draft: &Draft, words: &Words) -> String {
    match (draft.result, draft.code.as_deref()) {
        (Written::Refused, code) => words.trail.told.refused_by(place::Code(code.unwrap_or_default())),
        (result, _) => words.ended(&draft.action, result.as_str(), &draft.detail).to_owned(),
    }
}

/// What else it says.
pub fn detail(draft: &Draft, words: &Words) -> String {
    words.detail(&draft.action, &draft.detail)
}

/// Who acted: a staff ID with the name, a customer by the login ID.
pub fn actor(draft: &Draft, name: Option<&str>, words: &Words) -> String {
    let list = &words.trail.list;
    match (draft.actor.as_str(), draft.actor.split_once('/'), name) {
        ("?", ..) => list.unknown.to_owned(),
        (_, Some((_, login_id)), _) => list.customer(place::LoginId(login_id)),
        (id, None, Some(name)) => format!("{id} {name}"),
        (id, None, None) => id.to_owned(),
    }
}

/// The same in a short column among the entries of one contract: a member of the staff by name, a customer by the login ID.
pub fn actor_short(draft: &Draft, words: &Words) -> String {
    match draft.actor.split_once('/') {
        Some((_, login_id)) => login_id.to_owned(),
        None => words.member_short(&draft.actor),
    }
}

/// The contract and what else it was about.
pub fn subject(draft: &Draft, words: &Words) -> String {
    let contract = draft.contract.as_deref().unwrap_or_default();
    format!("{contract} {}", words.subject(&draft.action, &draft.subject))
        .trim()
        .to_owned()
}

/// The entries that stand for themselves in a list, the newest first: a try to log in, which is written before the password is
/// looked at, stands in the row of how it ended. A try that was never answered has a row of its own.
pub fn rows(entries: &[Entry]) -> Vec<usize> {
    // Ends whose beginning is still to come, by who acted and where.
    let mut ends = Vec::new();
    let mut begun = BTreeSet::new();
    for (index, Entry { draft, .. }) in entries.iter().enumerate() {
        let who = (draft.actor.as_str(), draft.terminal.as_str());
        match draft.action.as_str() {
            // One that came too soon was not looked at, and has no try.
            "login" | "resume" | "change_password" if draft.code.as_deref() != Some(TOO_SOON) => {
                ends.push((who, draft.action == "login"));
            }
            "try_login" | "try_password" => {
                let logs_in = draft.action == "try_login";
                if let Some(at) = ends.iter().position(|end| *end == (who, logs_in)) {
                    ends.remove(at);
                    begun.insert(index);
                }
            }
            _ => {}
        }
    }
    (0..entries.len()).filter(|index| !begun.contains(index)).collect()
}

/// The refusal of a try that came too soon after a wrong password.
const TOO_SOON: &str = "E1209";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;

    fn entry(seq: u64, actor: &str, terminal: &str, action: &str) -> Entry {
        Entry {
            seq,
            draft: Draft::new(at("2026-06-01T10:15:00"), actor, terminal, action),
        }
    }

    #[test]
    fn a_login_is_one_row_with_its_end_and_a_try_without_one_stays_r12_1() {
        // The newest first: at two terminals at once, and one whose program ended in between.
        let entries = [
            entry(9, "T001", "a", "resume"),
            entry(8, "T001", "a", "try_password"),
            entry(7, "T001", "b", "login"),
            entry(6, "T001", "a", "login"),
            entry(5, "T001", "b", "try_login"),
            entry(4, "S001", "a", "try_login"),
            entry(3, "T001", "a", "try_login"),
            entry(2, "T001", "a", "unlock"),
            entry(1, "T001", "a", "try_login"),
        ];
        let seqs: Vec<_> = rows(&entries).into_iter().map(|row| entries[row].seq).collect();
        assert_eq!(seqs, [9, 7, 6, 4, 2, 1]);
    }

    #[test]
    fn one_that_came_too_soon_has_no_try_and_takes_no_others() {
        let mut soon = entry(3, "T001", "a", "login");
        soon.draft.result = Written::Refused;
        soon.draft.code = Some(TOO_SOON.into());
        let entries = [soon, entry(2, "T001", "a", "login"), entry(1, "T001", "a", "try_login")];
        assert_eq!(rows(&entries), [0, 1]);
    }
}
