//! What few do and for ever: fobs that are lost, replaced and taken back, contracts that are closed, requests that change hands, and
//! administrators who ask one another.

use madoguchi::desk::{Act, Carried, Close, Command, NewFob, Outcome, Replace, Revoke};
use madoguchi::domain::approval::Status;
use madoguchi::domain::calendar;
use madoguchi::domain::countersign;
use madoguchi::domain::identity::Action;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::staff::{Role, StaffChange};
use madoguchi::domain::stock::{Cause, Way};
use madoguchi::domain::values::{CheckId, Reason as Words, RequestId, Serial, StaffId};

use super::model::{Deed, MatterModel, RequestModel};
use super::{STAFF, Walk};
use crate::support::{contract, login};

/// Contracts that lose their fobs, with a user who is registered and the fob.
const LOSING: [(&str, &str, &str); 8] = [
    ("1000008", "DEN508", "80000555"),
    ("1000011", "DEN511", "0010000018"),
    ("1000013", "DEN513", "2024006863"),
    ("1000014", "DEN514", "000636853343"),
    ("1000015", "DEN515", "88184649"),
    ("1000016", "DEN516", "000252092"),
    ("1000019", "DEN519", "107820865"),
    ("1000021", "DEN521", "006898124"),
];
const ADMINISTRATORS: [&str; 2] = ["K001", "K002"];

impl Walk {
    /// Mostly with a check of one's own for it.
    fn losing(&mut self, who: &'static str) -> ((&'static str, &'static str, &'static str), Option<CheckId>) {
        let (number, user, fob) = LOSING[self.rng.pick(LOSING.len())];
        for _ in 0..2 {
            self.check_of(who, number, &[user]);
        }
        ((number, user, fob), self.model.check_for(&mut self.rng, number, who))
    }

    fn asked(
        &mut self,
        who: &'static str,
        (id, status): (RequestId, Status),
        (action, fob, number): (Action, Option<&'static str>, &'static str),
        check: Option<CheckId>,
    ) {
        let (now, loses) = (self.branch.now(), action == Action::Revoke);
        let policy = self.branch.desk.policy();
        self.model.serves(check, (action, loses), number, who, now, policy);
        self.model.requests.push(RequestModel {
            id,
            number,
            action,
            fob,
            by: who,
            role: self.model.role(who),
            at: now,
            status,
        });
    }

    /// A fob is lost (R7.4).
    pub(super) fn lose(&mut self, who: &'static str) {
        let ((number, user, fob), check) = self.losing(who);
        let act = Act::Revoke(Revoke {
            contract: contract(number),
            users: vec![login(user)],
            reason: Reason::Loss,
            check,
        });
        match self.run(who, act) {
            Some(Outcome::Done(receipt)) => {
                let made = (receipt.request, Status::ToLookOver);
                self.asked(who, made, (Action::Revoke, Some(fob), number), check);
                self.tell("lost");
            }
            None => {}
            Some(other) => panic!("R7.4: a loss that waits: {other:?}"),
        }
    }

    /// Another fob is asked for in the place of one that was lost (R15.5).
    pub(super) fn replace(&mut self, who: &'static str) {
        let lost = self
            .model
            .requests
            .iter()
            .filter(|asked| asked.action == Action::Revoke);
        let lost: Vec<_> = lost.filter_map(|asked| asked.fob).collect();
        let Some(fob) = (!lost.is_empty()).then(|| lost[self.rng.pick(lost.len())]) else {
            return;
        };
        let (number, user, _) = LOSING[LOSING.iter().position(|(.., own)| *own == fob).unwrap()];
        let next = self.branch.desk.look(&self.sessions[who]).next_fob();
        let Ok(Some(next)) = next else { return };
        for _ in 0..2 {
            self.check_of(who, number, &[user]);
        }
        let check = self.model.check_for(&mut self.rng, number, who);
        let shown = Command::Inspect {
            contract: contract(number),
            serial: next.serial.clone(),
            maker: None,
            code: self.branch.code(next.serial.as_str()).as_str().into(),
            next: None,
        };
        let Some(Outcome::CodeAccepted { proof }) = self.run(who, shown) else {
            return;
        };
        let act = Act::Replace(Replace {
            contract: contract(number),
            old: Serial::parse(fob).unwrap(),
            cause: Cause::Loss,
            handed_in: false,
            fob: NewFob {
                serial: next.serial,
                maker: None,
                way: Way::Counter,
                applied: Some(calendar::day_of(self.branch.now())),
                waived: None,
                proof: Some(proof),
            },
            check,
        });
        if let Some(Outcome::Waiting { request, .. }) = self.run(who, act) {
            let made = (request, Status::Waiting);
            self.asked(who, made, (Action::Replace, Some(fob), number), check);
        }
    }

    /// A contract ends (R16.1).
    pub(super) fn close(&mut self, who: &'static str) {
        let ((number, ..), check) = self.losing(who);
        let act = Act::Close(Close {
            contract: contract(number),
            on: calendar::day_of(self.branch.now()),
            handed_in: Vec::new(),
            branch: None,
            check,
        });
        if let Some(Outcome::Waiting { request, .. }) = self.run(who, act) {
            let made = (request, Status::Waiting);
            self.asked(who, made, (Action::Close, None, number), check);
        }
    }

    /// A shift ends: what one asked for reaches another (R11.7).
    pub(super) fn take_over(&mut self, who: &'static str) {
        let from = STAFF[self.rng.pick(STAFF.len())];
        let staff = StaffId::parse(from).unwrap();
        if let Some(Outcome::TakenOver { requests, .. }) = self.run(who, Command::TakeOver { staff }) {
            self.model.took_over(who, from, &requests);
            self.tell("taken over");
        }
    }

    /// One administrator asks something of the other, and it waits (R11.5).
    pub(super) fn ask_of_another(&mut self) {
        let (by, whom) = (ADMINISTRATORS[self.rng.pick(2)], STAFF[self.rng.pick(STAFF.len())]);
        let id = StaffId::parse(whom).unwrap();
        let role = [Role::Teller, Role::Supervisor, Role::Auditor][self.rng.pick(3)];
        let locks = self.rng.below(2) == 0;
        let (desk, session) = (&mut self.branch.desk, &self.sessions[by]);
        let (deed, asked) = if locks {
            (Deed::Lock(whom), desk.lock_staff(session, &id))
        } else {
            let change = StaffChange {
                role: Some(role),
                ..StaffChange::default()
            };
            (Deed::Role(whom, role), desk.amend_staff(session, &id, &change))
        };
        match asked {
            Ok(Carried::Waiting { request, .. }) => self.model.matters.push(MatterModel {
                id: request,
                deed,
                by,
                at: self.branch.now(),
                status: countersign::Status::Waiting,
            }),
            // One administrator is enough to lock a teller.
            Ok(Carried::Done) => match deed {
                Deed::Lock(whom) => {
                    self.model.locked.insert(whom);
                }
                Deed::Role(whom, role) => {
                    self.model.roles.insert(whom, role);
                }
            },
            Ok(alone) => panic!("R11.5: there are two administrators: {alone:?}"),
            Err(_) => {}
        }
    }

    /// Somebody decides about what an administrator asked for.
    pub(super) fn countersign(&mut self) {
        let all = &self.model.matters;
        let Some(matter) = (!all.is_empty()).then(|| all[all.len() - 1 - self.rng.pick(all.len().min(3))]) else {
            return;
        };
        let deciders = ["K001", "K002", "K001", "K002", "S001", "T001"];
        let (who, request) = (deciders[self.rng.pick(deciders.len())], matter.id);
        let (command, to) = match self.rng.below(6) {
            0 => (Command::Withdraw { request }, countersign::Status::Withdrawn),
            1 => {
                let reason = Words::parse("見直し").unwrap();
                (Command::Return { request, reason }, countersign::Status::Returned)
            }
            _ => (Command::Approve { request }, countersign::Status::Done),
        };
        let now = self.branch.now();
        if self.run(who, command).is_some() {
            self.model.countersigned(request, who, to, now);
            self.tell("countersigned");
        } else {
            let view = self.branch.desk.look(&self.sessions["K001"]).matter(request).unwrap();
            let known = self.model.matters.iter_mut().find(|known| known.id == request).unwrap();
            // The console itself may have sent it back (R11.3).
            let sent_back =
                known.status == countersign::Status::Waiting && view.status == countersign::Status::Returned;
            assert!(view.status == known.status || sent_back, "R11.2: {:?}", view.status);
            known.status = view.status;
        }
    }

    pub(super) fn tell(&mut self, what: &'static str) {
        *self.told.entry(what).or_default() += 1;
    }
}
