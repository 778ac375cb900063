//! The identity check (本人確認, R10): what staff did to be sure whom they deal with.

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::case::Case;
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::user::UserKind;
use super::values::{CheckId, ContractNumber, LoginId, Name, ProofId, RequestId, StaffId, fold_code};

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

/// A kind of document (R10.2, R10.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 運転免許証.
    DrivingLicence,
    /// 旅券.
    Passport,
    /// 在留カード.
    ResidenceCard,
    /// 社員証.
    CompanyCard,
    /// マイナンバーカード: its number is never kept.
    MyNumberCard,
    /// 健康保険証・資格確認書: its number is never kept.
    HealthInsurance,
    /// 年金手帳: its number is never kept.
    PensionBook,
}

impl DocumentKind {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::DrivingLicence,
        Self::Passport,
        Self::ResidenceCard,
        Self::CompanyCard,
        Self::MyNumberCard,
        Self::HealthInsurance,
        Self::PensionBook,
    ];

    /// Whether a number of this kind must not be kept (R10.4).
    pub fn number_forbidden(self) -> bool {
        matches!(self, Self::MyNumberCard | Self::HealthInsurance | Self::PensionBook)
    }
}

/// A document that was seen: its kind and, where it may be kept, the end of its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its kind.
    pub kind: DocumentKind,
    /// The last characters of its number (R10.4), empty if none was given.
    pub tail: String,
}

impl Document {
    /// Takes a number as it was typed and keeps the last characters that the policy allows; any number of a
    /// forbidden kind is refused (R10.4).
    pub fn seen(kind: DocumentKind, number: &str, policy: &Policy) -> Decision<Self> {
        let number = fold_code(number);
        if kind.number_forbidden() && !number.is_empty() {
            return Err(Refusal::NumberForbidden);
        }
        if number.len() > 40 || !number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(Refusal::TextForm { max: 40 });
        }
        let from = number.len().saturating_sub(policy.document_tail as usize);
        Ok(Self {
            kind,
            tail: number[from..].to_owned(),
        })
    }
}

/// A fact of the contract that the console can ask for (R10.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The representative account.
    Account,
    /// The branch that keeps it.
    Branch,
    /// The token start date.
    StartDate,
    /// The name of the master user.
    MasterName,
    /// How many users it has.
    UserCount,
    /// The serial of a token that is issued to it.
    TokenSerial,
}

impl Fact {
    /// All facts that can be drawn.
    pub const ALL: [Self; 6] = [
        Self::Account,
        Self::Branch,
        Self::StartDate,
        Self::MasterName,
        Self::UserCount,
        Self::TokenSerial,
    ];

    /// The right answer, if the contract has one.
    pub fn answer(self, case: &Case) -> Option<String> {
        let contract = &case.contract;
        match self {
            Self::Account => Some(contract.account.to_string()),
            Self::Branch => Some(contract.branch.name.to_string()),
            Self::StartDate => Some(contract.start.to_string()),
            Self::MasterName => case
                .users
                .iter()
                .find(|user| user.kind == UserKind::Master)
                .map(|user| user.name.to_string()),
            Self::UserCount => Some(case.users.len().to_string()),
            Self::TokenSerial => case.tokens.first().map(|token| token.serial.to_string()),
        }
    }

    /// Draws as many facts as the policy says among those that the contract has, by random bytes handed in
    /// (one a fact; the order is theirs).
    pub fn draw(case: &Case, random: [u8; 6], policy: &Policy) -> Vec<Self> {
        let mut drawn: Vec<_> = Self::ALL
            .into_iter()
            .zip(random)
            .filter(|(f, _)| f.answer(case).is_some())
            .collect();
        drawn.sort_by_key(|(fact, byte)| (*byte, *fact));
        drawn
            .into_iter()
            .take(policy.facts_drawn as usize)
            .map(|(fact, _)| fact)
            .collect()
    }
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
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 3] = [Self::Unlock, Self::Revoke, Self::Register];

    /// How many methods of different kinds it takes (R10.3).
    pub fn methods_needed(self, policy: &Policy) -> u32 {
        match self {
            Self::Revoke => policy.methods_revoke,
            Self::Unlock => policy.methods_unlock,
            Self::Register => policy.methods_register,
        }
    }

    /// Whether on the telephone one of the methods must be the call back (R10.3).
    pub fn needs_call_back(self) -> bool {
        !matches!(self, Self::Revoke)
    }
}

impl Check {
    /// Whether the methods can stand in a check of this person and these drawn facts (R10.2). The proofs behind
    /// [`Method::Fob`] are looked at by the desk.
    pub fn finish(mut self, methods: Vec<Method>, confirmed: bool, policy: &Policy) -> Decision<Self> {
        if self.outcome != Outcome::Open {
            return Err(Refusal::CheckFinished);
        }
        for method in &methods {
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
                    if document.kind.number_forbidden() && !document.tail.is_empty() {
                        return Err(Refusal::NumberForbidden);
                    }
                    if document.tail.chars().count() > policy.document_tail as usize {
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
        if self.used_by.is_some() {
            return Err(Refusal::CheckUsed);
        }
        if now >= self.lapses(policy) {
            return Err(Refusal::CheckLapsed {
                minutes: policy.check_lapse.num_minutes(),
            });
        }
        let (needed, have) = (action.methods_needed(policy), self.strength());
        if have < needed {
            return Err(Refusal::ChecksTooFew { needed, have });
        }
        let on_telephone = self.channel == Channel::Telephone;
        if on_telephone && action.needs_call_back() && !self.methods.contains(&Method::CallBack) {
            return Err(Refusal::CallBackNeeded);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::case::samples::{at, case, login, token, user};

    fn open(channel: Channel, person: Person) -> Check {
        Check {
            id: CheckId([1; 16]),
            contract: ContractNumber::parse("1000001").unwrap(),
            channel,
            person,
            drawn: vec![Fact::Account, Fact::StartDate, Fact::UserCount],
            methods: vec![],
            outcome: Outcome::Open,
            by: StaffId::parse("T001").unwrap(),
            at: at("2026-06-01T12:00:00"),
            used_by: None,
        }
    }

    fn facts() -> Method {
        Method::Facts(vec![Fact::Account, Fact::UserCount])
    }

    #[test]
    fn strength_by_action_and_channel_r10_3() {
        let policy = Policy::default();
        let (few, back) = (
            |have| Refusal::ChecksTooFew { needed: 2, have },
            Refusal::CallBackNeeded,
        );
        let document = || {
            Method::Document(Document {
                kind: DocumentKind::Passport,
                tail: "1234".into(),
            })
        };
        for (channel, methods, revoke, unlock) in [
            (Channel::Counter, vec![Method::Seal], None, Some(few(1))),
            (Channel::Counter, vec![Method::Seal, Method::Seal], None, Some(few(1))),
            (Channel::Counter, vec![Method::Seal, document()], None, None),
            (Channel::Visit, vec![facts(), document()], None, None),
            (Channel::Telephone, vec![facts()], None, Some(few(1))),
            (Channel::Telephone, vec![facts(), document()], None, Some(back)),
            (Channel::Telephone, vec![facts(), Method::CallBack], None, None),
        ] {
            let check = open(channel, Person::Representative)
                .finish(methods.clone(), true, &policy)
                .unwrap();
            for (action, expected) in [
                (Action::Revoke, &revoke),
                (Action::Unlock, &unlock),
                (Action::Register, &unlock),
            ] {
                let verdict = check.serves(action, &check.contract, check.at, &policy).err();
                assert_eq!(verdict, *expected, "{channel:?} {methods:?} {action:?}");
            }
        }
    }

    #[test]
    fn a_check_serves_one_contract_once_and_for_thirty_minutes_r10_1() {
        let policy = Policy::default();
        let check = open(Channel::Counter, Person::User(login("A1")));
        assert_eq!(
            check.serves(Action::Revoke, &check.contract, check.at, &policy),
            Err(Refusal::CheckOpen)
        );
        let check = check.finish(vec![Method::Seal], true, &policy).unwrap();
        let serves = |check: &Check, now| check.serves(Action::Revoke, &check.contract, now, &policy);
        assert_eq!(serves(&check, check.at + TimeDelta::seconds(1799)), Ok(()));
        assert_eq!(
            serves(&check, check.at + TimeDelta::minutes(30)),
            Err(Refusal::CheckLapsed { minutes: 30 })
        );
        let other = ContractNumber::parse("1000002").unwrap();
        assert_eq!(
            check.serves(Action::Revoke, &other, check.at, &policy),
            Err(Refusal::CheckOfAnother)
        );
        let used = Check {
            used_by: Some(RequestId([2; 16])),
            ..check.clone()
        };
        assert_eq!(serves(&used, check.at), Err(Refusal::CheckUsed));
        assert_eq!(check.finish(vec![], true, &policy), Err(Refusal::CheckFinished));
        let failed = open(Channel::Counter, Person::Representative)
            .finish(vec![], false, &policy)
            .unwrap();
        assert_eq!(serves(&failed, failed.at), Err(Refusal::CheckFailed));
    }

    #[test]
    fn a_proxy_counts_only_for_an_agent_and_beside_another_r10_2() {
        let policy = Policy::default();
        let agent = || open(Channel::Counter, Person::Agent(Name::parse("見本 代理").unwrap()));
        assert_eq!(
            agent().finish(vec![Method::Proxy], true, &policy),
            Err(Refusal::ProxyAlone)
        );
        assert_eq!(
            agent().finish(vec![Method::Seal], true, &policy),
            Err(Refusal::ProxyForAgent)
        );
        let check = agent()
            .finish(vec![Method::Proxy, Method::Seal], true, &policy)
            .unwrap();
        assert_eq!(check.strength(), 2);
        let user = open(Channel::Counter, Person::Representative);
        assert_eq!(
            user.finish(vec![Method::Proxy, Method::Seal], true, &policy),
            Err(Refusal::ProxyForAgent)
        );
    }

    #[test]
    fn facts_are_those_drawn_and_two_of_them_right_r10_2() {
        let policy = Policy::default();
        let finish =
            |facts| open(Channel::Counter, Person::Representative).finish(vec![Method::Facts(facts)], true, &policy);
        assert_eq!(finish(vec![Fact::Account, Fact::Branch]), Err(Refusal::FactNotDrawn));
        assert_eq!(
            finish(vec![Fact::Account, Fact::Account]),
            Err(Refusal::FactsTooFew { needed: 2 })
        );
        assert!(finish(vec![Fact::Account, Fact::StartDate]).is_ok());
        let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
        assert_eq!(
            Fact::draw(&case, [6, 5, 4, 3, 2, 1], &policy),
            [Fact::TokenSerial, Fact::UserCount, Fact::MasterName]
        );
        assert_eq!(Fact::draw(&case, [0; 6], &policy).len(), 3);
    }

    #[test]
    fn numbers_that_must_not_be_kept_are_refused_r10_4() {
        let policy = Policy::default();
        for kind in DocumentKind::ALL {
            let seen = Document::seen(kind, "1234-5678-9012", &policy);
            if kind.number_forbidden() {
                assert_eq!(seen, Err(Refusal::NumberForbidden));
                let slipped = Method::Document(Document {
                    kind,
                    tail: "9012".into(),
                });
                let check = open(Channel::Counter, Person::Representative);
                assert_eq!(
                    check.finish(vec![slipped], true, &policy),
                    Err(Refusal::NumberForbidden)
                );
            } else {
                assert_eq!(seen.unwrap().tail, "9012");
            }
            assert_eq!(Document::seen(kind, "", &policy).unwrap().tail, "");
        }
        assert!(Document::seen(DocumentKind::Passport, "あいうえ", &policy).is_err());
    }
}
