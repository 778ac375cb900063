//! The identity check (本人確認, R10): what staff did to be sure whom they deal with.

mod action;
mod document;
mod fact;
mod failing;

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::values::{CheckId, ContractNumber, LoginId, Name, ProofId, RequestId, SessionId, StaffId};

pub use super::policy::{DocumentKind, KnownDocument};
pub use action::Action;
pub use document::Document;
pub use fact::{Fact, Try};
pub use failing::{Why, WhyNot};

/// How the customer came (R10.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 来店.
    Counter,
    /// 電話.
    Telephone,
    /// 訪問.
    Visit,
}

/// Who it is (R10.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Person {
    /// A registered user.
    User(LoginId),
    /// The company's representative (代表者).
    Representative,
    /// An agent (代理人), who brings a letter of proxy.
    Agent(Name),
}

/// A method of the check as it was done (R10.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 届出印: the registered seal matched.
    Seal,
    /// 本人確認書類: a document was seen.
    Document(Document),
    /// コールバック: the registered number was called back, never one that the caller gave.
    CallBack,
    /// 契約情報: these of the drawn facts were answered right.
    Facts(Vec<Fact>),
    /// トークン現物: a live code of the contract's own fob was accepted.
    Fob(ProofId),
    /// 委任状: a letter of proxy was seen.
    Proxy,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not finished yet.
    Open,
    /// 確認済.
    Confirmed,
    /// 確認不可.
    Failed,
}

/// An identity check (R10.1): one contract, one request, for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Ours.
    pub id: CheckId,
    /// The contract it serves.
    pub contract: ContractNumber,
    /// How the customer came.
    pub channel: Channel,
    /// Who it is.
    pub person: Person,
    /// The facts that the console drew for it.
    pub drawn: Vec<Fact>,
    /// What was checked.
    pub methods: Vec<Method>,
    /// How it ended.
    pub outcome: Outcome,
    /// Who checked.
    pub by: StaffId,
    /// When it was begun: it lapses from here.
    pub at: Instant,
    /// The request it has served.
    pub used_by: Option<RequestId>,
    /// What that one asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Action>,
    /// The request after it that it has served too (R10.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then_by: Option<RequestId>,
    /// The session that made it, to which it belongs (R10.1); none: the command line.
    #[serde(skip)]
    pub session: Option<SessionId>,
    /// How the console judged each answer (R10.6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<Try>,
    /// When was called back, and who answered (R10.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<Called>,
    /// Why it failed (R10.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// A call back to the registered number (R10.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// When it was recorded.
    pub at: Instant,
    /// Who answered.
    pub who: Name,
}

impl Check {
    /// Whether the methods can stand in a check of this person and these drawn facts (R10.2). The proofs behind
    /// [`Method::Fob`] are looked at by the desk.
    ///
    /// A confirmed one that serves nothing yet may be added to (R10.1): what it has stays, and comes first.
    pub fn finish(mut self, methods: Vec<Method>, why: Option<Why>, policy: &Policy) -> Decision<Self> {
        let confirmed = why.is_none();
        let mut all = self.methods.clone();
        match self.outcome {
            Outcome::Open => all.clear(),
            Outcome::Confirmed if confirmed && self.used_by.is_none() => {}
            Outcome::Failed => return Err(Refusal::CheckFailed),
            Outcome::Confirmed => return Err(Refusal::CheckFinished),
        }
        let kept = all.len();
        let same = |method: &Method, other: &Method| std::mem::discriminant(method) == std::mem::discriminant(other);
        for method in methods {
            if self.outcome == Outcome::Open || !all.iter().any(|other| same(&method, other)) {
                all.push(method);
            }
        }
        let mut methods = all;
        let by_telephone = self.channel == Channel::Telephone;
        for method in methods.iter_mut().skip(kept) {
            if by_telephone && matches!(method, Method::Seal | Method::Document(_) | Method::Proxy) {
                return Err(Refusal::NotByTelephone);
            }
            match method {
                Method::Facts(right) => {
                    if right.iter().any(|fact| !self.drawn.contains(fact)) {
                        return Err(Refusal::FactNotDrawn);
                    }
                    if policy.facts_typed && right.iter().any(|fact| !self.has_right(*fact)) {
                        return Err(Refusal::FactNotJudged);
                    }
                    let mut different = right.clone();
                    different.sort();
                    different.dedup();
                    if confirmed && different.len() < policy.facts_right as usize {
                        return Err(Refusal::FactsTooFew {
                            needed: policy.facts_right,
                        });
                    }
                }
                Method::Document(document) => {
                    let seen = Document::seen(&document.kind, &document.tail, policy)?;
                    if seen.tail != document.tail {
                        return Err(Refusal::TextForm {
                            max: policy.document_tail as usize,
                        });
                    }
                    *document = seen;
                }
                Method::CallBack if confirmed && self.called.is_none() => return Err(Refusal::CalledWhom),
                Method::Seal | Method::CallBack | Method::Fob(_) | Method::Proxy => {}
            }
        }
        let is_agent = matches!(self.person, Person::Agent(_));
        if confirmed && is_agent != methods.contains(&Method::Proxy) {
            return Err(Refusal::ProxyForAgent);
        }
        self.methods = methods;
        if confirmed && self.strength() == 0 {
            return Err(if is_agent {
                Refusal::ProxyAlone
            } else {
                Refusal::ChecksTooFew { needed: 1, have: 0 }
            });
        }
        self.outcome = if confirmed { Outcome::Confirmed } else { Outcome::Failed };
        self.why = why.map(Why::told).transpose()?;
        Ok(self)
    }

    /// Whether it may be added to: it is open, or confirmed and serves nothing yet (R10.1).
    pub fn is_going_on(&self) -> bool {
        match self.outcome {
            Outcome::Open => true,
            Outcome::Confirmed => self.used_by.is_none(),
            Outcome::Failed => false,
        }
    }

    /// How many methods of different kinds count: a proxy only beside another (R10.2).
    pub fn strength(&self) -> u32 {
        let has = |kind: fn(&Method) -> bool| self.methods.iter().any(kind);
        let others = [
            has(|m| matches!(m, Method::Seal)),
            has(|m| matches!(m, Method::Document(_))),
            has(|m| matches!(m, Method::CallBack)),
            has(|m| matches!(m, Method::Facts(_))),
            has(|m| matches!(m, Method::Fob(_))),
        ];
        let others = others.into_iter().map(u32::from).sum::<u32>();
        others + u32::from(others > 0 && has(|m| matches!(m, Method::Proxy)))
    }

    /// Whether it has served a request after which it serves this action too: a revocation, and the replacement after it (R10.1).
    pub fn may_follow(&self, action: Action) -> bool {
        self.then_by.is_none() && (self.served, action) == (Some(Action::Revoke), Action::Replace)
    }

    /// The instant from which it has lapsed (R10.1, half open: R2.3).
    pub fn lapses(&self, policy: &Policy) -> Instant {
        self.at + policy.check_lapse
    }

    /// Whether it carries an action on that contract now (R10.1, R10.3).
    pub fn serves(&self, action: Action, contract: &ContractNumber, now: Instant, policy: &Policy) -> Decision<()> {
        if self.contract != *contract {
            return Err(Refusal::CheckOfAnother);
        }
        match self.outcome {
            Outcome::Open => return Err(Refusal::CheckOpen),
            Outcome::Failed => return Err(Refusal::CheckFailed),
            Outcome::Confirmed => {}
        }
        if self.used_by.is_some() && !self.may_follow(action) {
            return Err(Refusal::CheckUsed);
        }
        if now >= self.lapses(policy) {
            return Err(Refusal::CheckLapsed {
                minutes: policy.check_lapse.num_minutes(),
            });
        }
        let (needed, have) = (action.methods_needed_by(self.channel, policy), self.strength());
        if have < needed {
            return Err(Refusal::ChecksTooFew { needed, have });
        }
        let on_telephone = self.channel == Channel::Telephone;
        if on_telephone && action.needs_call_back(policy) && !self.methods.contains(&Method::CallBack) {
            return Err(Refusal::CallBackNeeded);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
