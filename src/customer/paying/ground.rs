//! What an entry screen reads before anything is typed, and again whenever the store was changed.

use super::says_refused;
use crate::domain::access::Limits;
use crate::domain::calendar::Instant;
use crate::domain::payment::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::values::{Account, LoginId, Name};
use crate::portal::{Error, Look};
use crate::store::AccountRow;
use crate::ui::kit::body::Body;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{PaymentsCommonWords, place};

/// The company's users by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct People(Vec<(LoginId, Name)>);

impl People {
    /// Reads them.
    pub(crate) fn read(look: &Look<'_>) -> Self {
        let users = &look.member().case().users;
        Self(
            users
                .iter()
                .map(|user| (user.login_id.clone(), user.name.clone()))
                .collect(),
        )
    }

    /// A user with a name; one who is gone, by the login ID alone.
    pub(crate) fn named(&self, login_id: &LoginId, words: &PaymentsCommonWords) -> String {
        match self.0.iter().find(|(known, _)| known == login_id) {
            Some((_, name)) => words.person(place::LoginId(login_id.as_str()), place::Name(name.as_str())),
            None => login_id.to_string(),
        }
    }
}

/// What stands behind an entry: accounts with their balances, who approves, and what stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The accounts that the user may use.
    pub(crate) accounts: Vec<AccountRow>,
    /// Whom the user can choose.
    pub(crate) approvers: Vec<LoginId>,
    /// How many approve.
    pub(crate) needed: usize,
    /// 利用者一回当たり限度額.
    pub(crate) limits: Limits,
    /// Why the user may not do it at all now (R5.1, R5.2).
    pub(crate) refused: Option<Refusal>,
    /// Names.
    pub(crate) people: People,
    /// Until when the reading holds: a grace period ends, a token expires.
    pub(crate) until: Option<Instant>,
}

impl Ground {
    /// Reads it for payments of that kind.
    pub(crate) fn read(look: &Look<'_>, kind: Kind) -> Result<Box<Self>, Error> {
        let approvers = look.approvers(kind).into_iter();
        Ok(Box::new(Self {
            accounts: look.accounts()?,
            approvers: approvers.map(|user| user.login_id.clone()).collect(),
            needed: look.modes()?.of(kind).approvers(),
            limits: look.member().user().access.limits,
            refused: look.asks_code(kind.operation(), kind.run()).err(),
            people: People::read(look),
            until: look.holds_until(),
        }))
    }

    /// Whether both offer the same to choose from, so that a form made for one serves the other.
    pub(crate) fn offers_as(&self, other: &Self) -> bool {
        let accounts = |ground: &Self| {
            ground
                .accounts
                .iter()
                .map(|row| row.account.clone())
                .collect::<Vec<_>>()
        };
        accounts(self) == accounts(other)
            && (&self.approvers, self.needed, &self.people) == (&other.approvers, other.needed, &other.people)
    }

    /// Whether nothing can be entered now: the gate is closed, there is no account, or nobody to approve.
    pub(crate) fn stands_in_the_way(&self) -> bool {
        self.refused.is_some() || self.accounts.is_empty() || self.approvers.len() < self.needed
    }

    /// Says why nothing can be entered now, with the way out.
    pub(crate) fn says_what_stands_in_the_way<'a>(&self, body: Body<'a>, at: &Ambient<'a>) -> Body<'a> {
        let words = &at.words.payments.common;
        let body = body.gap(1);
        match &self.refused {
            Some(refusal) => says_refused(body, &Message::from_refusal(refusal, at.words), at),
            None if self.accounts.is_empty() => body.text(words.no_account, at.theme.warn),
            None => body.text(words.no_approver, at.theme.warn),
        }
    }

    /// The balance of an account.
    pub(crate) fn balance(&self, account: &Account) -> Option<u64> {
        let row = self.accounts.iter().find(|row| row.account == *account);
        row.map(|row| row.balance)
    }
}
