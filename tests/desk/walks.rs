//! Random walks: whatever staff do and in whatever order, the rules hold after every step.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use madoguchi::desk::{Act, Command, Error, Outcome, Register, Revoke, Sheet, Unlock};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::values::{CheckId, LoginId, ProofId, RequestId, Serial, TokenId};
use proptest::prelude::*;

use crate::support::{Branch, contract, login};

/// One contract with one token that three share, and one with two tokens.
const CONTRACTS: [&str; 3] = ["1000001", "1000003", "1000004"];

#[derive(Clone, Debug)]
enum Step {
    Wait(i64),
    Check {
        contract: usize,
        channel: Channel,
        seal: bool,
        call: bool,
        facts: bool,
    },
    Code {
        contract: usize,
        token: usize,
        user: Option<usize>,
        right: bool,
        offset: i64,
    },
    Unlock {
        contract: usize,
        user: usize,
        overrides: bool,
    },
    Revoke {
        contract: usize,
        users: Vec<usize>,
        reason: usize,
    },
    Register {
        contract: usize,
        user: usize,
    },
    Approve {
        newest: usize,
        by_supervisor: bool,
    },
    Withdraw {
        newest: usize,
    },
    LookOver {
        newest: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let channel = prop_oneof![Just(Channel::Counter), Just(Channel::Telephone)];
    let c = 0..CONTRACTS.len();
    prop_oneof![
        (0i64..50).prop_map(Step::Wait),
        (c.clone(), channel, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
            |(contract, channel, seal, call, facts)| Step::Check {
                contract,
                channel,
                seal,
                call,
                facts
            }
        ),
        (
            c.clone(),
            0..2usize,
            prop::option::of(0..3usize),
            prop::bool::weighted(0.6),
            -2i64..3
        )
            .prop_map(|(contract, token, user, right, offset)| Step::Code {
                contract,
                token,
                user,
                right,
                offset
            }),
        (c.clone(), 0..3usize, any::<bool>()).prop_map(|(contract, user, overrides)| Step::Unlock {
            contract,
            user,
            overrides
        }),
        (c.clone(), prop::collection::vec(0..3usize, 1..3), 0..5usize).prop_map(|(contract, users, reason)| {
            Step::Revoke {
                contract,
                users,
                reason,
            }
        }),
        (c, 0..3usize).prop_map(|(contract, user)| Step::Register { contract, user }),
        (0..3usize, prop::bool::weighted(0.8))
            .prop_map(|(newest, by_supervisor)| Step::Approve { newest, by_supervisor }),
        (0..3usize).prop_map(|newest| Step::Withdraw { newest }),
        (0..3usize).prop_map(|newest| Step::LookOver { newest }),
    ]
}

/// What the walker remembers, as staff would.
struct Walker {
    branch: Branch,
    checks: BTreeMap<usize, CheckId>,
    proofs: BTreeMap<(usize, String), (Serial, ProofId)>,
    requests: Vec<RequestId>,
}

impl Walker {
    fn sheet(&self, i: usize) -> Sheet {
        self.branch
            .desk
            .look(&self.branch.teller)
            .sheet(&contract(CONTRACTS[i]))
            .unwrap()
    }

    fn user(&self, i: usize, user: usize) -> LoginId {
        let users = self.sheet(i).case.users;
        users[user % users.len()].login_id.clone()
    }

    fn newest(&self, n: usize) -> RequestId {
        self.requests.iter().rev().nth(n).copied().unwrap_or(RequestId([0; 16]))
    }

    /// Does a step; gives what the desk said and how many entries it must have written.
    fn walk(&mut self, step: &Step) -> (Option<Result<Outcome, Error>>, u64) {
        let command = match step {
            Step::Wait(minutes) => {
                self.branch.wait(*minutes);
                return (None, 0);
            }
            Step::Check {
                contract: i,
                channel,
                seal,
                call,
                facts,
            } => return self.check(*i, *channel, *seal, *call, *facts),
            Step::Code {
                contract: i,
                token,
                user,
                right,
                offset,
            } => {
                let tokens = self.sheet(*i).case.tokens;
                let serial = tokens[token % tokens.len()].serial.clone();
                let at = self.branch.now() + TimeDelta::minutes(*offset);
                let code = match right {
                    true => self.branch.fobs.code(&serial, at).unwrap().code,
                    false => self.branch.wrong_code(serial.as_str()),
                };
                let user = user.map(|user| self.user(*i, user));
                let outcome = self.branch.by_teller(Command::CheckCode {
                    contract: contract(CONTRACTS[*i]),
                    serial: serial.clone(),
                    code: code.into(),
                    user: user.clone(),
                });
                if let (Ok(Outcome::CodeAccepted { proof }), Some(user)) = (&outcome, user) {
                    self.proofs.insert((*i, user.to_string()), (serial, *proof));
                }
                return (Some(outcome), 1);
            }
            Step::Unlock {
                contract: i,
                user,
                overrides,
            } => Act::Unlock(Unlock {
                contract: contract(CONTRACTS[*i]),
                users: vec![self.user(*i, *user)],
                check: self.checks.get(i).copied(),
                serial: None,
                override_reason: overrides.then(|| madoguchi::domain::values::Reason::parse("試験").unwrap()),
            }),
            Step::Revoke {
                contract: i,
                users,
                reason,
            } => Act::Revoke(Revoke {
                contract: contract(CONTRACTS[*i]),
                users: users.iter().map(|user| self.user(*i, *user)).collect(),
                reason: Reason::ALL[*reason],
                check: self.checks.get(i).copied(),
            }),
            Step::Register { contract: i, user } => {
                let user = self.user(*i, *user);
                let known = self.proofs.get(&(*i, user.to_string())).cloned();
                let (serial, proof) = known.map_or(
                    (self.sheet(*i).case.tokens[0].serial.clone(), None),
                    |(serial, proof)| (serial, Some(proof)),
                );
                Act::Register(Register {
                    contract: contract(CONTRACTS[*i]),
                    user,
                    serial,
                    proof,
                    check: self.checks.get(i).copied(),
                })
            }
            Step::Approve { newest, by_supervisor } => {
                let command = Command::Approve {
                    request: self.newest(*newest),
                };
                let outcome = if *by_supervisor {
                    self.branch.by_supervisor(command)
                } else {
                    self.branch.by_teller(command)
                };
                return (Some(outcome), 1);
            }
            Step::Withdraw { newest } => {
                let command = Command::Withdraw {
                    request: self.newest(*newest),
                };
                return (Some(self.branch.by_teller(command)), 1);
            }
            Step::LookOver { newest } => {
                let command = Command::LookOver {
                    request: self.newest(*newest),
                };
                return (Some(self.branch.by_supervisor(command)), 1);
            }
        };
        let outcome = self.branch.by_teller(command);
        match &outcome {
            Ok(Outcome::Waiting { request, .. }) => self.requests.push(*request),
            Ok(Outcome::Done(receipt)) => self.requests.push(receipt.request),
            _ => {}
        }
        (Some(outcome), 1)
    }

    fn check(
        &mut self,
        i: usize,
        channel: Channel,
        seal: bool,
        call: bool,
        facts: bool,
    ) -> (Option<Result<Outcome, Error>>, u64) {
        let person = Person::Representative;
        let begun = self.branch.by_teller(Command::BeginCheck {
            contract: contract(CONTRACTS[i]),
            channel,
            person,
        });
        let Ok(Outcome::CheckBegun { check, questions }) = begun else {
            return (Some(begun), 1);
        };
        // Each fact that is answered, and the call back, is an entry of its own (R10.6, R10.7).
        let earned = if facts { questions.len() as u64 } else { 0 } + u64::from(call);
        let mut methods = Vec::new();
        methods.extend(seal.then_some(Method::Seal));
        methods.extend(call.then_some(Method::CallBack));
        methods.extend(facts.then(|| Method::Facts(questions.into_iter().map(|question| question.fact).collect())));
        madoguchi::training::demo::earn(&mut self.branch.desk, &self.branch.teller, check, &methods).unwrap();
        let finished = self.branch.by_teller(Command::FinishCheck {
            check,
            methods,
            confirmed: true,
            why: None,
        });
        if finished.is_ok() {
            self.checks.insert(i, check);
        }
        (Some(finished), 2 + earned)
    }
}

/// What must never go back.
#[derive(Default)]
struct Memory {
    steps: BTreeMap<TokenId, u64>,
    closed: BTreeMap<LoginId, Instant>,
    suspended: BTreeMap<TokenId, bool>,
    tied: BTreeMap<LoginId, Option<TokenId>>,
}

impl Memory {
    /// Compares with what is there now; `outcome` is what the step gave.
    fn compare(&mut self, walker: &Walker, outcome: Option<&Result<Outcome, Error>>) -> Result<(), TestCaseError> {
        let receipt = match outcome {
            Some(Ok(Outcome::Done(receipt))) => Some(receipt),
            _ => None,
        };
        let two_people = receipt.is_some_and(|receipt| {
            let check = &receipt.shown.check;
            let confirmed = check.outcome == madoguchi::domain::identity::Outcome::Confirmed;
            confirmed && check.strength() >= 2 && receipt.approved_by.as_ref().is_some_and(|by| *by != receipt.made_by)
        });
        for i in 0..CONTRACTS.len() {
            let sheet = walker.sheet(i);
            for token in &sheet.case.tokens {
                let last = token.last_step.unwrap_or(0);
                prop_assert!(
                    self.steps.insert(token.id, last).unwrap_or(0) <= last,
                    "R6.3: a step was taken back"
                );
                let was = self.suspended.insert(token.id, token.is_suspended());
                let lifted = was == Some(true) && !token.is_suspended();
                prop_assert!(
                    !lifted || two_people,
                    "R10.3, R11.1: unlocked without a check or a second person"
                );
            }
            for user in &sheet.case.users {
                let was = self.tied.insert(user.login_id.clone(), user.token);
                let registered = was.is_some_and(|was| was.is_none()) && user.token.is_some();
                prop_assert!(
                    !registered || two_people,
                    "R10.3, R11.1: registered without a check or a second person"
                );
                let now = walker.branch.now();
                if let Some(opens) = self.closed.get(&user.login_id).filter(|opens| now < **opens) {
                    prop_assert!(
                        user.token.is_none() && user.reopens_at >= Some(*opens),
                        "R8.3: a closed period was shortened"
                    );
                }
                if let Some(opens) = user.reopens_at {
                    self.closed.insert(user.login_id.clone(), opens);
                }
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn no_walk_breaks_a_rule(steps in prop::collection::vec(step(), 1..60)) {
        let mut walker = Walker { branch: Branch::open(), checks: BTreeMap::new(), proofs: BTreeMap::new(), requests: Vec::new() };
        let mut memory = Memory::default();
        memory.compare(&walker, None)?;
        for step in &steps {
            let before = walker.branch.trail_length();
            let (outcome, entries) = walker.walk(step);
            prop_assert_eq!(walker.branch.trail_length(), before + entries, "R12.1: every attempt is one entry: {:?}", step);
            memory.compare(&walker, outcome.as_ref())?;
        }
        prop_assert_eq!(walker.branch.desk.verify(&walker.branch.supervisor).unwrap().flaw, None);
    }
}

/// The walks must reach what they are about: an honest walk through unlock, revocation and registration.
#[test]
fn an_honest_walk_reaches_every_action() {
    let mut walker = Walker {
        branch: Branch::open(),
        checks: BTreeMap::new(),
        proofs: BTreeMap::new(),
        requests: Vec::new(),
    };
    let check = |contract| Step::Check {
        contract,
        channel: Channel::Counter,
        seal: true,
        call: false,
        facts: true,
    };
    let steps = [
        check(0),
        Step::Unlock {
            contract: 0,
            user: 0,
            overrides: false,
        },
        Step::Approve {
            newest: 0,
            by_supervisor: true,
        },
        check(0),
        Step::Revoke {
            contract: 0,
            users: vec![0],
            reason: 2,
        },
        Step::LookOver { newest: 0 },
        check(2),
        Step::Code {
            contract: 2,
            token: 0,
            user: Some(0),
            right: true,
            offset: 0,
        },
        Step::Register { contract: 2, user: 0 },
        Step::Approve {
            newest: 0,
            by_supervisor: true,
        },
    ];
    for step in &steps {
        let (outcome, _) = walker.walk(step);
        assert!(outcome.is_some_and(|outcome| outcome.is_ok()), "{step:?}");
    }
    assert_eq!(
        walker.sheet(2).case.user(&login("DEN504")).unwrap().token,
        Some(walker.sheet(2).case.tokens[0].id)
    );
}
