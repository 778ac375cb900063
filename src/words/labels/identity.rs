//! Identity checks in words: who came how, and what shows who they are.

use super::{LabelWords, place};
use crate::domain::identity::{Channel, DocumentKind, Fact, Method, Outcome, Person};

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

    /// A method of an identity check.
    pub fn method(&self, method: &Method) -> String {
        match method {
            Method::Seal => self.seal.to_owned(),
            Method::Document(document) => match document.tail.as_str() {
                "" => format!("{} ({})", self.document, self.document_kind(document.kind)),
                tail => format!("{} ({} ..{tail})", self.document, self.document_kind(document.kind)),
            },
            Method::CallBack => self.call_back.to_owned(),
            Method::Facts(right) => {
                let right: Vec<_> = right.iter().map(|fact| self.fact(*fact)).collect();
                format!("{} ({})", self.facts, right.join(self.comma))
            }
            Method::Fob(_) => self.fob.to_owned(),
            Method::Proxy => self.proxy.to_owned(),
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

    /// A kind of document.
    pub fn document_kind(&self, kind: DocumentKind) -> &str {
        match kind {
            DocumentKind::DrivingLicence => self.driving_licence,
            DocumentKind::Passport => self.passport,
            DocumentKind::ResidenceCard => self.residence_card,
            DocumentKind::CompanyCard => self.company_card,
            DocumentKind::MyNumberCard => self.my_number_card,
            DocumentKind::HealthInsurance => self.health_insurance,
            DocumentKind::PensionBook => self.pension_book,
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
