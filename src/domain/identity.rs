//! The identity check (本人確認, R10): what staff did to be sure whom they deal with.

mod document;
mod fact;

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::values::{CheckId, ContractNumber, LoginId, Name, ProofId, RequestId, StaffId};

pub use document::{Document, DocumentKind};
pub use fact::Fact;

/// How many kinds of methods a change of the contract by hand takes, whatever the policy says of others (R16.2).
const METHODS_TO_AMEND: u32 = 2;

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
}

/// An action that rests on a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 失効.
    Revoke,
    /// 停止解除.
    Unlock,
    /// 登録代行.
    Register,
    /// 時刻ずれ補正.
    Resync,
    /// 契約の変更.
    Amend,
    /// 申出停止.
    Stop,
    /// 発行.
    Issue,
    /// 代替発行.
    Replace,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 8] = [
        Self::Unlock,
        Self::Revoke,
        Self::Register,
        Self::Resync,
        Self::Stop,
        Self::Amend,
        Self::Issue,
        Self::Replace,
    ];

    /// The name of the action in the store and in the trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::Revoke => "revoke",
            Self::Register => "register",
            Self::Resync => "resync",
            Self::Amend => "amend",
            Self::Stop => "stop",
            Self::Issue => "issue",
            Self::Replace => "replace",
        }
    }

    /// The action of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// How many methods of different kinds it takes at the counter, and everywhere at least (R10.3).
    pub fn methods_needed(self, policy: &Policy) -> u32 {
        match self {
            Self::Revoke => policy.methods_revoke,
            Self::Unlock => policy.methods_unlock,
            Self::Register => policy.methods_register,
            Self::Resync => policy.methods_resynchronise,
            Self::Amend => METHODS_TO_AMEND,
            Self::Stop => 1,
            Self::Issue | Self::Replace => policy.methods_issue,
        }
    }

    /// How many it takes when the customer came that way (R10.3).
    pub fn methods_needed_by(self, channel: Channel, policy: &Policy) -> u32 {
        let more = match channel {
            // One method, however the caller comes (R9.6).
            _ if self == Self::Stop => 0,
            Channel::Counter => 0,
            Channel::Telephone => policy.telephone_more,
            Channel::Visit => policy.visit_more,
        };
        self.methods_needed(policy) + more
    }

    /// Whether on the telephone one of the methods must be the call back (R10.3).
    pub fn needs_call_back(self, policy: &Policy) -> bool {
        self != Self::Stop && self.methods_needed(policy) >= policy.call_back_from
    }
}

impl Check {
    /// Whether the methods can stand in a check of this person and these drawn facts (R10.2). The proofs behind
    /// [`Method::Fob`] are looked at by the desk.
    pub fn finish(mut self, methods: Vec<Method>, confirmed: bool, policy: &Policy) -> Decision<Self> {
        if self.outcome != Outcome::Open {
            return Err(Refusal::CheckFinished);
        }
        let by_telephone = self.channel == Channel::Telephone;
        for method in &methods {
            if by_telephone && matches!(method, Method::Seal | Method::Document(_) | Method::Proxy) {
                return Err(Refusal::NotByTelephone);
            }
            match method {
                Method::Facts(right) => {
                    if right.iter().any(|fact| !self.drawn.contains(fact)) {
                        return Err(Refusal::FactNotDrawn);
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
                    if Document::seen(document.kind, &document.tail, policy)? != *document {
                        return Err(Refusal::TextForm {
                            max: policy.document_tail as usize,
                        });
                    }
                }
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
        Ok(self)
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
