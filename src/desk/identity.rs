//! The identity check (THKK001, R10).

use super::attempt::{About, Settled};
use super::caution;
use super::command::{Outcome, Question};
use super::plan::load;
use super::{Desk, Error, Session, notices};
use crate::domain::calendar;
use crate::domain::identity::{self, Channel, Check, Fact, Method, Person};
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Role};
use crate::domain::values::{CheckId, ContractNumber};

impl Desk {
    /// Begins a check: the facts are drawn here, so that nobody chooses their own (R10.2). A check that was left open
    /// keeps its facts for the day: another one asks for the same, so beginning again, or waiting until one has lapsed,
    /// draws no better ones. Too many of them raise a caution, and this one is not begun (R10.5).
    pub(super) fn begin_check(
        &mut self,
        session: &Session,
        contract: ContractNumber,
        channel: Channel,
        person: Person,
    ) -> Result<Outcome, Error> {
        let about = About {
            action: "begin_check",
            contract: Some(contract.clone()),
            subject: describe(&person),
            detail: format!("{channel:?}").to_lowercase(),
            ..About::default()
        };
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let case = load(tx, &contract)?;
            if let Some(refused) = caution::left_too_often(tx, ground, &contract)? {
                return Ok(refused);
            }
            if ground.who.role == Role::SupportDesk && channel != Channel::Telephone {
                return Err(Refusal::TelephoneOnly.into());
            }
            if let Person::User(login_id) = &person {
                case.user(login_id)?;
            }
            let drawn_since =
                calendar::start_of(calendar::day_of(ground.now)).min(ground.now - ground.policy.check_lapse);
            let mut random = [0; 6];
            ground.entropy.fill(&mut random).map_err(crate::store::Error::from)?;
            let check = Check {
                id: CheckId(ground.id()?),
                contract,
                channel,
                person,
                drawn: match tx.open_facts(&case.contract.number, drawn_since)? {
                    Some(drawn) => drawn,
                    None => Fact::draw(&case, random, ground.policy),
                },
                methods: vec![],
                outcome: identity::Outcome::Open,
                by: ground.who.id.clone(),
                at: ground.now,
                used_by: None,
                served: None,
                then_by: None,
            };
            tx.add_check(&check)?;
            let questions = check
                .drawn
                .iter()
                .filter_map(|fact| fact.answer(&case).map(|answer| Question { fact: *fact, answer }));
            let given = Outcome::CheckBegun {
                check: check.id,
                questions: questions.collect(),
            };
            Ok(Settled {
                check: Some(check.id),
                ..Settled::new(Ok(given))
            })
        })
    }

    /// Ends a check, by the one who began it. A failed one is kept too, and raises a caution when it is one too many (R10.5).
    pub(super) fn finish_check(
        &mut self,
        session: &Session,
        id: CheckId,
        methods: Vec<Method>,
        confirmed: bool,
    ) -> Result<Outcome, Error> {
        let detail = if confirmed { "confirmed" } else { caution::FAILED };
        let contract = self
            .office
            .read(|tx| -> Result<_, Error> { Ok(tx.check(id)?.map(|check| check.contract)) })?;
        let about = About {
            action: "finish_check",
            contract,
            check: Some(id),
            detail: detail.to_owned(),
            ..About::default()
        };
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let check = tx
                .check(id)?
                .filter(|check| check.by == ground.who.id)
                .ok_or(Refusal::NoCheck)?;
            let lapses = check.lapses(ground.policy);
            if ground.now >= lapses {
                return Err(Refusal::CheckLapsed {
                    minutes: ground.policy.check_lapse.num_minutes(),
                }
                .into());
            }
            for method in &methods {
                if let Method::Fob(proof) = method {
                    let known = tx.proof(*proof, &check.contract, None, Some(&ground.who.id))?;
                    let (_, at, used) = known.ok_or(Refusal::NoProof)?;
                    // A code that was accepted before this check began belongs to another caller (R10.1).
                    if used || at < check.at || !tx.use_proof(*proof)? {
                        return Err(Refusal::ProofSpent.into());
                    }
                }
            }
            if confirmed && methods.contains(&Method::CallBack) {
                let case = load(tx, &check.contract)?;
                if let Some(from) = case.contract.called_back_from(ground.now, ground.policy) {
                    let from = calendar::show(from);
                    return Err(Refusal::PhoneTooNew { from }.into());
                }
            }
            let check = check.finish(methods, confirmed, ground.policy)?;
            tx.finish_check(&check)?;
            if check.outcome == identity::Outcome::Failed {
                notices::failed(tx, ground.now, &check)?;
            }
            let cautioned = !confirmed && caution::failed_too_often(tx, ground, &check)?;
            let given = Outcome::CheckFinished {
                check: id,
                confirmed,
                strength: check.strength(),
                cautioned,
            };
            Ok::<_, Error>(Settled {
                detail: cautioned.then(|| format!("{detail}, {}", caution::RAISED)),
                ..Settled::new(Ok(given))
            })
        })
    }
}

fn describe(person: &Person) -> String {
    match person {
        Person::User(login_id) => login_id.to_string(),
        Person::Representative => "representative".to_owned(),
        Person::Agent(name) => format!("agent {name}"),
    }
}
