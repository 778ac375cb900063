//! Who is chosen for revocation: those staff picked, and for loss or theft everyone who shares with them, but those
//! staff took out again (R7.2, R7.4).

use std::collections::BTreeSet;

use crate::domain::Case;
use crate::domain::revocation::{Reason, proposed};
use crate::domain::values::LoginId;

/// What staff did. Who is chosen follows from it, from the case and from the reason, so that a reason that was
/// touched in passing leaves nothing behind.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    picked: BTreeSet<LoginId>,
    spared: BTreeSet<LoginId>,
}

impl Chosen {
    /// Exactly these, as they were chosen once.
    pub(super) fn of(users: &[LoginId], case: &Case, reason: Option<Reason>) -> Self {
        let mut chosen = Self {
            picked: users.iter().cloned().collect(),
            spared: BTreeSet::new(),
        };
        let mut spared = chosen.users(case, reason);
        spared.retain(|login_id| !users.contains(login_id));
        chosen.spared.extend(spared);
        chosen
    }

    /// Whether staff did anything.
    pub(super) fn is_empty(&self) -> bool {
        self.picked.is_empty()
    }

    /// Everyone who is chosen, in the order of the case; nobody without a registration (R7.5).
    pub(super) fn users(&self, case: &Case, reason: Option<Reason>) -> Vec<LoginId> {
        let picked: Vec<_> = self.picked.iter().cloned().collect();
        let all = match reason {
            Some(reason) => proposed(case, &picked, reason),
            None => picked,
        };
        let registered = case.users.iter().filter(|user| user.token.is_some());
        registered
            .map(|user| &user.login_id)
            .filter(|login_id| all.contains(login_id) && !self.spared.contains(login_id))
            .cloned()
            .collect()
    }

    /// Chooses a user, or takes one out; of a token nobody is chosen of any more, nothing is remembered.
    pub(super) fn toggle(&mut self, login_id: &LoginId, case: &Case, reason: Option<Reason>) {
        if self.users(case, reason).contains(login_id) {
            self.spared.insert(login_id.clone());
        } else {
            self.spared.remove(login_id);
            self.picked.insert(login_id.clone());
        }
        let tokens: BTreeSet<_> = {
            let chosen = self.users(case, reason);
            let of = case.users.iter().filter(|user| chosen.contains(&user.login_id));
            of.filter_map(|user| user.token).collect()
        };
        let alive = |login_id: &LoginId| {
            let user = case.users.iter().find(|user| user.login_id == *login_id);
            user.and_then(|user| user.token)
                .is_some_and(|token| tokens.contains(&token))
        };
        self.picked.retain(alive);
        self.spared.retain(alive);
        if !reason.is_some_and(Reason::loses_the_fob) {
            let spared = std::mem::take(&mut self.spared);
            self.picked.retain(|login_id| !spared.contains(login_id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{case, login, token, user};
    use crate::domain::user::UserKind::*;

    fn shared() -> Case {
        let users = vec![
            user("A", Master, 1),
            user("B", Admin, 1),
            user("C", General, 1),
            user("D", General, 2),
            user("E", General, 0),
        ];
        case(users, vec![token(1), token(2)])
    }

    fn names(chosen: &Chosen, reason: Option<Reason>) -> String {
        let users = chosen.users(&shared(), reason);
        users.iter().map(LoginId::as_str).collect()
    }

    #[test]
    fn loss_chooses_everyone_who_shares_and_another_reason_lets_them_go_r7_4() {
        let mut chosen = Chosen::default();
        chosen.toggle(&login("A"), &shared(), None);
        for (reason, expected) in [
            (None, "A"),
            (Some(Reason::Loss), "ABC"),
            (Some(Reason::Theft), "ABC"),
            (Some(Reason::Exchange), "A"),
        ] {
            assert_eq!(names(&chosen, reason), expected, "{reason:?}");
        }
    }

    #[test]
    fn staff_may_take_anyone_out_and_the_others_stay() {
        let (mut chosen, loss) = (Chosen::default(), Some(Reason::Loss));
        chosen.toggle(&login("A"), &shared(), loss);
        chosen.toggle(&login("A"), &shared(), loss);
        assert_eq!(names(&chosen, loss), "BC");
        chosen.toggle(&login("B"), &shared(), loss);
        chosen.toggle(&login("C"), &shared(), loss);
        assert!(chosen.is_empty(), "nothing is left of that token");
        chosen.toggle(&login("D"), &shared(), loss);
        assert_eq!(names(&chosen, loss), "D");
    }

    #[test]
    fn without_loss_only_those_picked_are_meant_r7_2() {
        let (mut chosen, defect) = (Chosen::default(), Some(Reason::Defect));
        chosen.toggle(&login("A"), &shared(), defect);
        chosen.toggle(&login("B"), &shared(), defect);
        chosen.toggle(&login("A"), &shared(), defect);
        assert_eq!(names(&chosen, defect), "B");
        chosen.toggle(&login("E"), &shared(), defect);
        assert_eq!(names(&chosen, defect), "B", "no registration (R7.5)");
    }
}
