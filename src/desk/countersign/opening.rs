//! 契約の登録: a contract is opened by hand, and a supervisor looks at all of it before (R16.1, R11.1).

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::attempt::Ground;
use crate::desk::command::Outcome;
use crate::desk::countersign::Matter;
use crate::desk::{Desk, Error, Session, upkeep};
use crate::domain::arrival::NewContract;
use crate::domain::countersign::{Decider, Line};
use crate::domain::identity::Document;
use crate::domain::opening::{Applicant, Opening};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::user::UserKind;
use crate::domain::values::{ContractNumber, Name, PostalAddress};
use crate::store::Tx;

/// A contract is opened by hand.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct OpenContract {
    pub(in crate::desk) opening: Box<Opening>,
}

impl OpenContract {
    /// The contract that comes, by the same judgement as one of a file.
    fn brought(&self, tx: &Tx<'_>) -> Result<NewContract, Error> {
        let new = self.opening.brought()?;
        let number = &new.contract.number;
        if tx.case(number)?.is_some() {
            let number = number.to_string();
            return Err(Refusal::ContractExists { number }.into());
        }
        match upkeep::taken(tx, None, &new)?.into_iter().next() {
            Some((_, login_id)) => {
                let login_id = login_id.to_string();
                Err(Refusal::LoginIdTaken { login_id }.into())
            }
            None => Ok(new),
        }
    }
}

impl Weighing for OpenContract {
    fn action(&self) -> &'static str {
        "open_contract"
    }

    fn duty(&self) -> Duty {
        Duty::Amend
    }

    fn subject(&self) -> String {
        self.opening.number.to_string()
    }

    fn contract(&self) -> Option<ContractNumber> {
        Some(self.opening.number.clone())
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let new = self.brought(moment.tx)?;
        let (contract, opening) = (&new.contract, &self.opening);
        let branch = format!("{} {}", contract.branch.code, contract.branch.name);
        let mut lines = vec![
            Line::new("company", "", contract.company.as_str()),
            Line::new("company_kana", "", contract.kana.as_str()),
            Line::new("home_branch", "", branch),
            Line::new("main_account", "", contract.account.as_str()),
            Line::new("telephone", "", contract.phone.as_str()),
        ];
        let mut more = |what: &str, text: Option<&str>| lines.extend(text.map(|text| Line::new(what, "", text)));
        more("address", contract.address.as_ref().map(PostalAddress::as_str));
        more("representative", contract.representative.as_ref().map(Name::as_str));
        more("start", Some(&contract.start.to_string()));
        for user in &new.users {
            let what = match user.user.kind {
                UserKind::Master => "master",
                UserKind::Admin => "admin",
                UserKind::General => "general",
            };
            let mail = user.mail.as_ref().map_or("", |mail| mail.as_str());
            let text = format!("{} {} {} {mail}", user.user.login_id, user.user.name, user.user.kana);
            more(what, Some(text.trim_end()));
        }
        match &opening.applicant {
            Applicant::Representative => more("applicant", Some("representative")),
            Applicant::Agent(name) => more("agent", Some(name.as_str())),
        }
        let document = &opening.document;
        let text = format!(
            "{} {}",
            document.ja.as_deref().unwrap_or(&document.kind.0),
            document.tail
        );
        more("document", Some(text.trim_end()));
        Ok(Weighed {
            decider: Some(Decider::Supervisor),
            ..Weighed::of_power(false, lines)
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        let new = self.brought(tx)?;
        if tx.open_contract(&new)? {
            return Ok(());
        }
        let number = new.contract.number.to_string();
        Err(Refusal::ContractExists { number }.into())
    }
}

impl Desk {
    /// Asks for a contract to be opened by hand (R16.1): a supervisor decides.
    ///
    /// # Errors
    /// Those of [`Opening::brought`]; E0205 and E1701 for what is taken already; E1007 for a number that must not be kept (R10.4).
    pub(in crate::desk) fn open_contract(&mut self, session: &Session, opening: Opening) -> Result<Outcome, Error> {
        let given = &opening.document;
        let seen = Document::seen(&given.kind, &given.tail, self.policy());
        let (document, refusal) = match seen {
            Ok(document) => (document, None),
            // Nothing of its number stays.
            Err(refusal) => {
                let document = Document {
                    tail: String::new(),
                    ..given.clone()
                };
                (document, Some(refusal))
            }
        };
        let opening = Box::new(Opening { document, ..opening });
        let matter = Matter::OpenContract(OpenContract { opening });
        let carried = self.weigh_after(session, &matter, None, |_, _| Ok(refusal))?;
        Ok(Outcome::Handled { carried })
    }
}
