//! 契約の変更: what is kept of a contract and of its users, by hand (R16.2).

use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::amendment::{self, Wish};
use crate::domain::case::{Case, Change};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{CheckId, ContractNumber, ProofId};
use crate::office::About;

/// Changes what is kept of a contract (R16.2).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    /// The contract.
    pub contract: ContractNumber,
    /// What is to be another; the rest stays.
    pub wish: Box<Wish>,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Acting for Amend {
    fn action(&self) -> Action {
        Action::Amend
    }

    fn duty(&self) -> Duty {
        Duty::Amend
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, _: &Policy) -> About {
        let users: Vec<_> = self.wish.users.iter().map(|user| user.login_id.as_str()).collect();
        About {
            action: "amend",
            contract: Some(self.contract.clone()),
            subject: users.join(" "),
            check: self.check,
            request: None,
            detail: self.wish.told(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        let mails = moment.tx.mails_of(&self.contract)?;
        let changes = amendment::by_hand(case, &mails, &self.wish, moment.now)?;
        for change in &changes {
            if let Change::Admit { login_id, .. } = change
                && moment.tx.login_id_taken(login_id)?
            {
                let login_id = login_id.to_string();
                return Err(Refusal::LoginIdTaken { login_id }.into());
            }
        }
        Ok(Decided::of(changes, vec![]))
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
