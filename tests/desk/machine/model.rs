//! The books that the machine is held against. They know nothing of the desk but what was asked of it and granted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use madoguchi::domain::approval::Status;
use madoguchi::domain::calendar::{self, Instant};
use madoguchi::domain::countersign;
use madoguchi::domain::identity::{Action, Channel, Fact, Method};
use madoguchi::domain::policy::Policy;
use madoguchi::domain::staff::Role;
use madoguchi::domain::values::{CheckId, LoginId, ProofId, RequestId, Serial};
use madoguchi::training::demo;

/// Random numbers that are the same for the same seed (`SplitMix64`).
pub(super) struct Rng(pub(super) u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    pub(super) fn pick(&mut self, of: usize) -> usize {
        usize::try_from(self.below(of as u64)).unwrap()
    }

    /// The first ones more often.
    pub(super) fn skewed(&mut self, of: usize) -> usize {
        self.pick(of).min(self.pick(of))
    }

    fn some<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.pick(all.len())].clone())
    }

    /// Mostly one of the newest.
    fn newest<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        match self.below(10) {
            0..8 => self.some(&all[all.len().saturating_sub(3)..]),
            _ => self.some(all),
        }
    }
}

/// How a check stands.
#[derive(Clone, PartialEq)]
enum Ended {
    NotYet,
    Failed,
    /// What counted.
    Confirmed(BTreeSet<&'static str>),
}

/// A check by the books.
#[derive(Clone)]
pub(super) struct Known {
    number: &'static str,
    by: &'static str,
    channel: Channel,
    at: Instant,
    drawn: Vec<Fact>,
    ended: Ended,
    /// What it served: a revocation, and the replacement after it.
    served: Vec<Action>,
}

impl Known {
    pub(super) fn new(number: &'static str, by: &'static str, channel: Channel, at: Instant, drawn: Vec<Fact>) -> Self {
        Self {
            number,
            by,
            channel,
            at,
            drawn,
            ended: Ended::NotYet,
            served: Vec::new(),
        }
    }
}

/// A request by the books.
#[derive(Clone)]
pub(super) struct RequestModel {
    pub(super) id: RequestId,
    pub(super) number: &'static str,
    pub(super) action: Action,
    /// The fob that a revocation marked lost, or that a replacement takes the place of.
    pub(super) fob: Option<&'static str>,
    pub(super) by: &'static str,
    pub(super) role: Role,
    pub(super) at: Instant,
    pub(super) status: Status,
}

/// What one administrator asked of another.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    Lock(&'static str),
    Role(&'static str, Role),
}

/// An act without a customer by the books (R11.5).
#[derive(Clone, Copy)]
pub(super) struct MatterModel {
    pub(super) id: RequestId,
    pub(super) deed: Deed,
    pub(super) by: &'static str,
    pub(super) at: Instant,
    pub(super) status: countersign::Status,
}

/// An accepted code: of which contract and fob, for whom, by whom.
pub(super) type Proof = (ProofId, &'static str, Serial, Option<LoginId>, &'static str);

#[derive(Default)]
pub(super) struct Model {
    checks: Vec<(CheckId, Known)>,
    pub(super) proofs: Vec<Proof>,
    pub(super) requests: Vec<RequestModel>,
    /// Who has another role than they came with.
    pub(super) roles: BTreeMap<&'static str, Role>,
    pub(super) locked: BTreeSet<&'static str>,
    /// Fobs in the place of which another was issued, and contracts that were closed.
    pub(super) replaced: BTreeSet<&'static str>,
    pub(super) closed: BTreeSet<&'static str>,
    /// Days on which the branch worked for a customer (R11.3).
    pub(super) worked: BTreeSet<NaiveDate>,
    /// Who took which requests over (R11.7).
    pub(super) taken: BTreeMap<RequestId, BTreeSet<&'static str>>,
    /// Acts of administrators (R11.5).
    pub(super) matters: Vec<MatterModel>,
    /// Contracts under caution, and by whose check.
    cautions: BTreeMap<&'static str, &'static str>,
    /// When one was last lifted.
    lifts: BTreeMap<&'static str, Instant>,
}

impl Model {
    /// That a member took these requests over from that one (R11.7).
    pub(super) fn took_over(&mut self, who: &'static str, from: &'static str, requests: &[RequestId]) {
        assert!(self.may_check(who) && who != from, "R11.7: {who} from {from}");
        for id in requests {
            let takers = self.taken.entry(*id).or_default();
            let asked = self.requests.iter().find(|asked| asked.id == *id);
            if let Some(asked) = asked {
                assert_ne!(asked.by, who, "R11.7: one's own");
                assert!(
                    asked.by == from || takers.contains(from),
                    "R11.7: it was never {from}'s"
                );
            }
            assert!(takers.insert(who), "R11.7: taken over twice");
        }
    }

    /// That an act of an administrator ended so by that member (R11.5).
    pub(super) fn countersigned(&mut self, id: RequestId, who: &'static str, to: countersign::Status, now: Instant) {
        let matter = self.matters.iter_mut().find(|matter| matter.id == id).unwrap();
        assert_eq!(matter.status, countersign::Status::Waiting, "R11.2: decided already");
        if to == countersign::Status::Withdrawn {
            assert_eq!(matter.by, who, "R11.1: only one's own is withdrawn");
        } else {
            assert!(who.starts_with('K') && matter.by != who, "R11.5: {who} decided");
            let days = calendar::day_of(now) - calendar::day_of(matter.at);
            assert!(days.num_days() <= 4, "R11.3: lapsed");
        }
        matter.status = to;
        if to == countersign::Status::Done {
            match matter.deed {
                Deed::Lock(whom) => assert!(self.locked.insert(whom), "R11.3: {whom} was locked already"),
                Deed::Role(whom, role) => {
                    self.roles.insert(whom, role);
                }
            }
        }
    }

    pub(super) fn first_role(who: &str) -> Role {
        demo::STAFF.iter().find(|(id, ..)| *id == who).unwrap().2
    }

    pub(super) fn role(&self, who: &'static str) -> Role {
        self.roles.get(who).copied().unwrap_or_else(|| Self::first_role(who))
    }

    /// That who is locked or has no such role checks nobody; a caution stops no check (R10.5).
    pub(super) fn may_check(&self, who: &'static str) -> bool {
        let role = self.role(who);
        let serves = matches!(
            role,
            Role::Teller | Role::Supervisor | Role::SupportDesk | Role::Trainer
        );
        serves && !self.locked.contains(who)
    }

    /// Under a caution nobody but a supervisor acts, except for loss or theft (R10.5).
    fn may_act(&self, number: &str, who: &'static str, loses: bool) -> bool {
        let passes = loses || !self.cautions.contains_key(number) || self.role(who) == Role::Supervisor;
        self.may_check(who) && passes
    }

    /// Whether so many checks were begun and left that no teller begins another (R10.5).
    fn was_left(&self, number: &str, who: &'static str, now: Instant) -> bool {
        let since = self.lifts.get(number).copied().unwrap_or_default();
        let left = self.checks.iter().filter(|(_, check)| {
            let today = calendar::day_of(check.at) == calendar::day_of(now) && check.at >= since;
            today && check.number == number && check.ended == Ended::NotYet
        });
        self.role(who) != Role::Supervisor && left.count() >= 5 && !self.cautions.contains_key(number)
    }

    pub(super) fn begun(&mut self, id: CheckId, known: Known) {
        assert!(
            !self.was_left(known.number, known.by, known.at),
            "R10.5: too many were left"
        );
        self.checks.push((id, known));
    }

    /// A check was refused; if too many were left, that raised a caution.
    pub(super) fn not_begun(&mut self, number: &'static str, who: &'static str, now: Instant) {
        if self.may_check(who) && self.was_left(number, who, now) {
            self.cautions.insert(number, who);
        }
    }

    /// Ends a check; whether that raises a caution.
    pub(super) fn finished(
        &mut self,
        id: CheckId,
        who: &'static str,
        methods: &[Method],
        confirmed: bool,
        now: Instant,
    ) -> bool {
        let (_, check) = self.checks.iter_mut().find(|(known, _)| *known == id).unwrap();
        // One that was confirmed and serves nothing yet may be added to.
        let before = match &check.ended {
            Ended::Confirmed(kinds) if confirmed && check.served.is_empty() => kinds.clone(),
            Ended::NotYet => BTreeSet::new(),
            _ => panic!("R10.1: ended once"),
        };
        assert!(check.by == who, "R10.1: by who began it");
        assert!(
            now < check.at + TimeDelta::minutes(30),
            "R10.1: ended while it is fresh"
        );
        let kinds: BTreeSet<_> = methods.iter().map(kind).chain(before).collect();
        assert!(!confirmed || !kinds.is_empty(), "R10.2: confirmed by nothing");
        let seen = check.channel == Channel::Telephone && kinds.contains("seal");
        assert!(!seen, "R10.2: no seal is seen on the telephone");
        check.ended = if confirmed {
            Ended::Confirmed(kinds)
        } else {
            Ended::Failed
        };
        let (number, at, day) = (check.number, check.at, calendar::day_of(check.at));
        let failed = self.checks.iter().filter(|(_, other)| {
            other.number == number && other.ended == Ended::Failed && calendar::day_of(other.at) == day
        });
        let lately = self.checks.iter().filter(|(_, other)| {
            let is_late = other.at > at - TimeDelta::days(7) && calendar::day_of(other.at) <= day;
            other.number == number && other.ended == Ended::Failed && is_late
        });
        let too_many = failed.count() >= 3 || lately.count() >= 5;
        let raised = !confirmed && too_many && !self.cautions.contains_key(number);
        if raised {
            self.cautions.insert(number, who);
        }
        raised
    }

    /// What an action of that member rests on (R10.1, R10.3, R10.5).
    pub(super) fn serves(
        &mut self,
        id: Option<CheckId>,
        (action, loses): (Action, bool),
        number: &str,
        who: &'static str,
        now: Instant,
        policy: &Policy,
    ) {
        assert!(self.may_act(number, who, loses), "R10.5, R11: {who} acted for {number}");
        assert!(!self.closed.contains(number), "R16.1: {number} is closed");
        let known = self.checks.iter_mut().find(|(known, _)| Some(*known) == id);
        let Some((_, check)) = known else {
            panic!("R10.1: a request without a check")
        };
        let Ended::Confirmed(kinds) = &check.ended else {
            panic!("R10.1: the check was not confirmed")
        };
        assert!(
            check.number == number && check.by == who,
            "R10.1: of another contract or colleague"
        );
        assert!(now < check.at + TimeDelta::minutes(30), "R10.1: lapsed");
        let goes_on = action == Action::Replace && check.served == [Action::Revoke];
        assert!(check.served.is_empty() || goes_on, "R10.1: used for {:?}", check.served);
        let needed = if action == Action::Revoke { 1 } else { 2 };
        assert_eq!(action.methods_needed(policy), needed);
        assert!(kinds.len() >= needed as usize, "R10.3: {kinds:?}");
        let called = check.channel != Channel::Telephone || kinds.contains("call");
        assert!(action == Action::Revoke || called, "R10.3: no call back");
        check.served.push(action);
        self.worked.insert(calendar::day_of(now));
    }

    /// Whether that member may send that request back now, after it was done (R7.7): exactly then.
    pub(super) fn may_take_back(&self, id: RequestId, who: &'static str, now: Instant) -> Option<bool> {
        let asked = self.requests.iter().find(|asked| asked.id == id)?;
        if asked.status != Status::ToLookOver {
            return None;
        }
        let decides = self.role(who) == Role::Supervisor && !self.locked.contains(who) && asked.by != who;
        let is_open = asked
            .fob
            .is_none_or(|fob| now < asked.at + TimeDelta::days(7) && !self.replaced.contains(fob));
        Some(decides && is_open)
    }

    /// That a waiting request may be carried out by that member's approval (R11.2, R11.3).
    pub(super) fn approved(&mut self, id: RequestId, who: &'static str, now: Instant) {
        let role = self.role(who);
        assert!(
            role == Role::Supervisor && !self.locked.contains(who),
            "R11.2: {who} as {role:?}"
        );
        let request = self.requests.iter().find(|asked| asked.id == id).unwrap();
        assert_ne!(request.by, who, "R11.2: one's own");
        assert_eq!(request.status, Status::Waiting, "R11.2: decided already");
        assert_eq!(self.role(request.by), request.role, "R11.2: the requester's role");
        // These walk at the branch every day, so the next day on which it acts is the next one.
        let days = calendar::day_of(now) - calendar::day_of(request.at);
        assert!(days.num_days() <= 4, "R11.3: lapsed");
        // The support desk's wait on the days of the contract's branch.
        let between = |day: &NaiveDate| calendar::day_of(request.at) < *day && *day < calendar::day_of(now);
        let lapsed = request.by != "D001" && self.worked.iter().any(between);
        assert!(!lapsed, "R11.3: the branch has worked since");
        assert_ne!(request.action, Action::Revoke);
        assert!(
            !self.closed.contains(request.number),
            "R16.1: {} is closed",
            request.number
        );
        match (request.action, request.fob) {
            (Action::Replace, Some(fob)) => {
                self.replaced.insert(fob);
            }
            (Action::Close, _) => {
                self.closed.insert(request.number);
            }
            _ => {}
        }
        self.became(id, Status::Done);
    }

    /// That a request may end otherwise by that member.
    pub(super) fn ended(&mut self, id: RequestId, who: &'static str, to: Status) {
        let role = self.role(who);
        let request = self.requests.iter().find(|asked| asked.id == id).unwrap();
        let from: &[Status] = match to {
            Status::Done => &[Status::ToLookOver],
            // What was the bank's mistake is sent back afterwards too (R7.7).
            Status::Returned => &[Status::Waiting, Status::ToLookOver],
            _ => &[Status::Waiting],
        };
        assert!(
            from.contains(&request.status),
            "R11.2: {to:?} from {:?}",
            request.status
        );
        assert!(!self.locked.contains(who));
        if to == Status::Withdrawn {
            assert_eq!(request.by, who, "R11.1: only one's own is withdrawn");
        } else {
            assert!(
                role == Role::Supervisor && request.by != who,
                "R11.2: {who} as {role:?}"
            );
        }
        self.became(id, to);
    }

    pub(super) fn became(&mut self, id: RequestId, status: Status) {
        let request = self.requests.iter_mut().find(|asked| asked.id == id);
        if let Some(request) = request {
            assert!(
                request.status == status || matches!(request.status, Status::Waiting | Status::ToLookOver),
                "R11.2: ended twice"
            );
            request.status = status;
        }
    }

    pub(super) fn lifted(&mut self, number: &'static str, who: &'static str, now: Instant) {
        let raised_by = self.cautions.remove(number);
        assert!(
            raised_by.is_some_and(|by| by != who),
            "R10.5: {who} lifted what {raised_by:?} raised"
        );
        self.lifts.insert(number, now);
        assert_eq!(self.role(who), Role::Supervisor, "R10.5");
    }

    /// A check that this member may end, or for mischief any other, with its channel and the facts that were drawn for it.
    pub(super) fn some_check(&self, rng: &mut Rng, who: &str) -> Option<(CheckId, Channel, Vec<Fact>)> {
        let open = self
            .checks
            .iter()
            .rev()
            .find(|(_, check)| check.by == who && check.ended == Ended::NotYet);
        let some = match rng.below(20) {
            0 => rng.newest(&self.checks),
            _ => open.cloned(),
        };
        some.map(|(id, check)| (id, check.channel, check.drawn))
    }

    /// Any check of that contract.
    pub(super) fn check_of(&self, number: &str) -> Option<CheckId> {
        let of = self.checks.iter().rev().find(|(_, check)| check.number == number);
        of.map(|(id, _)| *id)
    }

    /// Mostly a check that could serve; often enough one that could not.
    pub(super) fn check_for(&self, rng: &mut Rng, number: &str, who: &str) -> Option<CheckId> {
        let fits = |check: &Known| check.number == number && check.by == who && check.served.is_empty();
        let good = self
            .checks
            .iter()
            .rev()
            .find(|(_, check)| fits(check) && matches!(check.ended, Ended::Confirmed(_)));
        match rng.below(10) {
            0..7 => good.map(|(id, _)| *id),
            7 => None,
            _ => rng.newest(&self.checks).map(|(id, _)| id),
        }
    }

    pub(super) fn some_proof(&self, rng: &mut Rng) -> Option<ProofId> {
        rng.newest(&self.proofs).map(|(id, ..)| id)
    }

    pub(super) fn proof_for(&self, rng: &mut Rng, who: &str) -> Option<Proof> {
        let own = self
            .proofs
            .iter()
            .rev()
            .find(|(_, _, _, user, by)| user.is_some() && *by == who);
        match rng.below(10) {
            0..8 => own.cloned(),
            _ => rng.newest(&self.proofs),
        }
    }

    pub(super) fn some_request(&self, rng: &mut Rng) -> Option<RequestId> {
        let open = self.requests.iter().rev().find(|asked| asked.status == Status::Waiting);
        match rng.below(10) {
            0..6 => open.map(|asked| asked.id),
            _ => rng.newest(&self.requests).map(|asked| asked.id),
        }
    }
}

fn kind(method: &Method) -> &'static str {
    match method {
        Method::Seal => "seal",
        Method::Document(_) => "document",
        Method::CallBack => "call",
        Method::Facts(_) => "facts",
        Method::Fob(_) => "fob",
        Method::Proxy => "proxy",
    }
}
