//! Identity checks in words: who came how, and what shows who they are.

use super::{LabelWords, place};
use crate::domain::identity::{Channel, Document, Fact, KnownDocument, Method, Outcome, Person, WhyNot};
use crate::words::{Lang, Words};

impl LabelWords {
    /// How the customer came.
    pub fn channel(&self, channel: Channel) -> &str {
        match channel {
            Channel::Counter => self.counter,
            Channel::Telephone => self.telephone,
            Channel::Visit => self.visit,
        }
    }

    /// Whom staff deal with.
    pub fn person(&self, person: &Person) -> String {
        match person {
            Person::User(login_id) => self.user_person(place::LoginId(login_id.as_str())),
            Person::Representative => self.representative.to_owned(),
            Person::Agent(name) => self.agent(place::Name(name.as_str())),
        }
    }

    /// The kind of a method; its details stand on the confirmation.
    pub fn method_kind(&self, method: &Method) -> &str {
        match method {
            Method::Seal => self.seal,
            Method::Document(_) => self.document,
            Method::CallBack => self.call_back,
            Method::Facts(_) => self.facts,
            Method::Fob(_) => self.fob,
            Method::Proxy => self.proxy,
        }
    }

    /// The fact that a row of a screen asks for, if it asks for one.
    pub fn fact_in(&self, row: &str) -> Option<Fact> {
        Fact::ALL.into_iter().find(|fact| row.contains(self.fact(*fact)))
    }

    /// Why somebody could not be identified.
    pub fn why_not(&self, why: WhyNot) -> &str {
        match why {
            WhyNot::WrongFacts => self.why_wrong_facts,
            WhyNot::Papers => self.why_papers,
            WhyNot::NotReached => self.why_not_reached,
            WhyNot::NotEntitled => self.why_not_entitled,
            WhyNot::HungUp => self.why_hung_up,
            WhyNot::Suspect => self.why_suspect,
            WhyNot::Other => self.why_other,
        }
    }

    /// A fact of a contract.
    pub fn fact(&self, fact: Fact) -> &str {
        match fact {
            Fact::Account => self.fact_account,
            Fact::Branch => self.fact_branch,
            Fact::StartDate => self.fact_start_date,
            Fact::MasterName => self.fact_master_name,
            Fact::UserCount => self.fact_user_count,
            Fact::TokenSerial => self.fact_token_serial,
        }
    }

    /// How an identity check ended.
    pub fn outcome(&self, outcome: Outcome) -> &str {
        match outcome {
            Outcome::Open => self.check_open,
            Outcome::Confirmed => self.confirmed,
            Outcome::Failed => self.failed,
        }
    }
}

impl Words {
    /// A method of an identity check.
    pub fn method(&self, method: &Method) -> String {
        match method {
            Method::Seal => self.label.seal.to_owned(),
            Method::Document(document) => match document.tail.as_str() {
                "" => format!("{} ({})", self.label.document, self.document_seen(document)),
                tail => format!("{} ({} ..{tail})", self.label.document, self.document_seen(document)),
            },
            Method::CallBack => self.label.call_back.to_owned(),
            Method::Facts(right) => {
                let right: Vec<_> = right.iter().map(|fact| self.label.fact(*fact)).collect();
                format!("{} ({})", self.label.facts, right.join(self.label.comma))
            }
            Method::Fob(_) => self.label.fob.to_owned(),
            Method::Proxy => self.label.proxy.to_owned(),
        }
    }

    /// A kind of document as the policy calls it (R10.4).
    pub fn document_kind<'a>(&self, known: &'a KnownDocument) -> &'a str {
        match self.lang {
            Lang::Ja => &known.ja,
            Lang::En => &known.en,
        }
    }

    /// What a document that was seen was called then; those of older stores have the names of that time.
    pub fn document_seen<'a>(&'a self, document: &'a Document) -> &'a str {
        let name = match self.lang {
            Lang::Ja => document.ja.as_deref(),
            Lang::En => document.en.as_deref(),
        };
        name.unwrap_or(match document.kind.0.as_str() {
            "driving_licence" => self.label.driving_licence,
            "passport" => self.label.passport,
            "residence_card" => self.label.residence_card,
            "company_card" => self.label.company_card,
            "my_number_card" => self.label.my_number_card,
            "health_insurance" => self.label.health_insurance,
            "pension_book" => self.label.pension_book,
            other => other,
        })
    }
}
