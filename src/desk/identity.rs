//! The identity check (THKK001, R10).

use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Ground, Settled};
use super::caution;
use super::command::{Outcome, Question};
use super::plan::load;
use super::{Desk, Error, Session, notices};
use crate::domain::calendar;
use crate::domain::identity::{self, Called, Channel, Check, Fact, Method, Person, Why};
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Role};
use crate::domain::values::{CheckId, ContractNumber, Name};
use crate::store::Tx;

/// How the entry of an answer says that it was right.
const RIGHT: &str = "right";
/// How it says that it was wrong.
const WRONG: &str = "wrong";

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
                drawn: match tx.open_facts(&case.contract.number, drawn_since)? {
                    Some(drawn) => drawn,
                    None => Fact::draw(&case, &person, random, ground.policy),
                },
                person,
                methods: vec![],
                outcome: identity::Outcome::Open,
                by: ground.who.id.clone(),
                at: ground.now,
                used_by: None,
                served: None,
                then_by: None,
                session: session.key(),
                tries: vec![],
                called: None,
                why: None,
            };
            tx.add_check(&check)?;
            // Where the console judges, nobody sees the answer before (R10.6).
            let answer = |fact: Fact| (!ground.policy.facts_typed).then(|| fact.answer(&case)).flatten();
            let questions = check.drawn.iter().map(|fact| Question {
                fact: *fact,
                answer: answer(*fact),
            });
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

    /// Judges what the caller said of a drawn fact (R10.6). What was said is not kept, how it was judged is, right or wrong.
    pub(super) fn answer_fact(
        &mut self,
        session: &Session,
        id: CheckId,
        fact: Fact,
        said: &SecretString,
    ) -> Result<Outcome, Error> {
        let about = self.about_check(id, "answer_fact", format!("fact_{}", fact.name()))?;
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let mut check = own_check(tx, ground, session, id)?;
            let case = load(tx, &check.contract)?;
            let made = check.judge(fact, said.expose_secret(), &case, ground.now, ground.policy)?;
            tx.go_on_with_check(&check)?;
            let judged = if made.right { RIGHT } else { WRONG };
            let given = Outcome::FactJudged {
                check: id,
                fact,
                right: made.right,
                left: ground.policy.fact_tries.saturating_sub(check.tries_of(fact)),
            };
            Ok::<_, Error>(Settled {
                detail: Some(format!("fact_{}, {judged}", fact.name())),
                ..Settled::new(Ok(given))
            })
        })
    }

    /// Keeps that the registered number was called back, when, and who answered (R10.7). A number that is too new is none yet.
    pub(super) fn record_call(&mut self, session: &Session, id: CheckId, who: Name) -> Result<Outcome, Error> {
        let about = self.about_check(id, "record_call", String::new())?;
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let mut check = own_check(tx, ground, session, id)?;
            if !check.is_going_on() {
                return Err(Refusal::CheckFinished.into());
            }
            if check.called.is_some() {
                return Err(Refusal::CalledAlready.into());
            }
            call_counts(tx, ground, &check)?;
            check.called = Some(Called { at: ground.now, who });
            tx.go_on_with_check(&check)?;
            Ok::<_, Error>(Settled::new(Ok(Outcome::CallRecorded { check: id })))
        })
    }

    /// What an entry about a check says beforehand.
    fn about_check(&self, id: CheckId, action: &'static str, detail: String) -> Result<About, Error> {
        let contract = self
            .office
            .read(|tx| -> Result<_, Error> { Ok(tx.check(id)?.map(|check| check.contract)) })?;
        Ok(About {
            action,
            contract,
            check: Some(id),
            detail,
            ..About::default()
        })
    }

    /// Ends a check, by the one who began it, or adds methods to a confirmed one (R10.1). A failed one is kept too, with its reason, and
    /// raises a caution when it is one too many (R10.5).
    pub(super) fn finish_check(
        &mut self,
        session: &Session,
        id: CheckId,
        methods: Vec<Method>,
        (confirmed, why): (bool, Option<Why>),
    ) -> Result<Outcome, Error> {
        let detail = match &why {
            _ if confirmed => "confirmed".to_owned(),
            None => caution::FAILED.to_owned(),
            Some(why) => format!("{}, why_{}", caution::FAILED, why.reason.name()),
        };
        let about = self.about_check(id, "finish_check", detail.clone())?;
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let check = own_check(tx, ground, session, id)?;
            let why = match why {
                _ if confirmed => None,
                None => return Err(Refusal::WhyNeeded.into()),
                why => why,
            };
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
                call_counts(tx, ground, &check)?;
            }
            let check = check.finish(methods, why, ground.policy)?;
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

/// The check that this session began and that has not lapsed (R10.1).
fn own_check(tx: &Tx<'_>, ground: &Ground<'_>, session: &Session, id: CheckId) -> Result<Check, Error> {
    let check = tx.check(id)?.filter(|check| check.by == ground.who.id);
    let check = check.ok_or(Refusal::NoCheck)?;
    if check.session != session.key() {
        return Err(Refusal::CheckOfSession.into());
    }
    if ground.now >= check.lapses(ground.policy) {
        return Err(Refusal::CheckLapsed {
            minutes: ground.policy.check_lapse.num_minutes(),
        }
        .into());
    }
    Ok(check)
}

/// Refuses a call back to a number that is too new (R10.7).
fn call_counts(tx: &Tx<'_>, ground: &Ground<'_>, check: &Check) -> Result<(), Error> {
    let case = load(tx, &check.contract)?;
    if let Some(from) = case.contract.called_back_from(ground.now, ground.policy) {
        let from = calendar::show(from);
        return Err(Refusal::PhoneTooNew { from }.into());
    }
    Ok(())
}

fn describe(person: &Person) -> String {
    match person {
        Person::User(login_id) => login_id.to_string(),
        Person::Representative => "representative".to_owned(),
        Person::Agent(name) => format!("agent {name}"),
    }
}
