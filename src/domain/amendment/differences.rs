//! What of a contract is another than before, part by part.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::case::{Case, Change};
use crate::domain::contract::{Particulars, Pending};
use crate::domain::notice::Item;
use crate::domain::user::{Operations, User, UserKind};
use crate::domain::values::LoginId;
/// One thing that is kept of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Company name.
    Company,
    /// Company name in kana.
    CompanyKana,
    /// 取引店.
    Branch,
    /// 代表口座.
    Account,
    /// 登録電話.
    Telephone,
    /// 届出住所.
    Address,
    /// 代表者.
    Representative,
    /// 利用開始日.
    Start,
    /// 解約日.
    Closed,
    /// Payments that wait for an approver.
    Payments,
    /// A user who comes or goes.
    User,
    /// 利用者名.
    UserName,
    /// 利用者名カナ.
    UserKana,
    /// 利用者区分.
    UserKind,
    /// 取扱権限.
    UserOperations,
    /// メールアドレス of a user.
    Mail,
}

impl Part {
    /// All of them, in the order of the screens.
    pub const ALL: [Self; 16] = [
        Self::Company,
        Self::CompanyKana,
        Self::Branch,
        Self::Account,
        Self::Telephone,
        Self::Address,
        Self::Representative,
        Self::Start,
        Self::Closed,
        Self::Payments,
        Self::User,
        Self::UserName,
        Self::UserKana,
        Self::UserKind,
        Self::UserOperations,
        Self::Mail,
    ];

    /// The part of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == name)
    }

    /// Its name in entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::CompanyKana => "company_kana",
            Self::Branch => "branch",
            Self::Account => "account",
            Self::Telephone => "telephone",
            Self::Address => "address",
            Self::Representative => "representative",
            Self::Start => "start",
            Self::Closed => "closed",
            Self::Payments => "payments",
            Self::User => "user",
            Self::UserName => "user_name",
            Self::UserKana => "user_kana",
            Self::UserKind => "user_kind",
            Self::UserOperations => "user_operations",
            Self::Mail => "mail",
        }
    }

    /// What of it the customer is told (R14.3).
    pub fn item(self) -> Option<Item> {
        match self {
            Self::Telephone => Some(Item::Telephone),
            Self::Address => Some(Item::Address),
            Self::Representative => Some(Item::Representative),
            Self::Mail => Some(Item::Mail),
            Self::User | Self::UserName | Self::UserKana | Self::UserKind | Self::UserOperations => Some(Item::Users),
            // The end of a contract has a notice of its own.
            Self::Company
            | Self::CompanyKana
            | Self::Branch
            | Self::Account
            | Self::Start
            | Self::Closed
            | Self::Payments => None,
        }
    }
}

/// What stands, or will stand, in a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// As it is written.
    Text(String),
    /// A kind of user.
    Kind(UserKind),
    /// Operations of a user.
    Operations(Operations),
    /// A day.
    Day(NaiveDate),
    /// Payments that wait.
    Payments(Pending),
}

impl Worth {
    fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Payments(pending) => format!("{} {}", pending.count, pending.yen),
            Self::Kind(kind) => serde_json::to_string(kind).unwrap_or_default().replace('"', ""),
            Self::Operations(operations) => serde_json::to_string(operations).unwrap_or_default().replace('"', ""),
        }
    }
}

/// A part before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Of which user; `None`: of the contract itself.
    pub whose: Option<LoginId>,
    /// Which.
    pub part: Part,
    /// What stood there.
    pub before: Option<Worth>,
    /// What will.
    pub after: Option<Worth>,
}

fn text(value: &impl ToString) -> Worth {
    Worth::Text(value.to_string())
}

fn parts(of: &Particulars) -> [(Part, Option<Worth>); 8] {
    let branch = format!("{} {}", of.branch.code, of.branch.name);
    [
        (Part::Company, Some(text(&of.company))),
        (Part::CompanyKana, Some(text(&of.kana))),
        (Part::Branch, Some(Worth::Text(branch))),
        (Part::Account, Some(text(&of.account))),
        (Part::Telephone, Some(text(&of.phone))),
        (Part::Address, of.address.as_ref().map(text)),
        (Part::Representative, of.representative.as_ref().map(text)),
        (Part::Start, Some(Worth::Day(of.start))),
    ]
}

fn parts_of(user: &User) -> [(Part, Option<Worth>); 4] {
    [
        (Part::UserName, Some(text(&user.name))),
        (Part::UserKana, Some(text(&user.kana))),
        (Part::UserKind, Some(Worth::Kind(user.kind))),
        (Part::UserOperations, Some(Worth::Operations(user.operations))),
    ]
}

/// What `changes` make another of what is kept, in the order of the screens.
pub fn differences(case: &Case, changes: &[Change]) -> Vec<Difference> {
    let after = case.apply(changes);
    let mut found = vec![];
    let mut add = |whose: Option<&LoginId>, part, before: Option<Worth>, after: Option<Worth>| {
        if before != after {
            let whose = whose.cloned();
            found.push(Difference {
                whose,
                part,
                before,
                after,
            });
        }
    };
    let (old, new) = (
        parts(&Particulars::of(&case.contract)),
        parts(&Particulars::of(&after.contract)),
    );
    for ((part, before), (_, after)) in old.into_iter().zip(new) {
        add(None, part, before, after);
    }
    let day = |day: Option<NaiveDate>| day.map(Worth::Day);
    add(
        None,
        Part::Closed,
        day(case.contract.closed),
        day(after.contract.closed),
    );
    for change in changes {
        if let Change::Close { pending, .. } = change {
            let waits = (pending.count > 0).then_some(Worth::Payments(*pending));
            add(None, Part::Payments, waits, None);
        }
    }
    for user in &case.users {
        match after.users.iter().find(|then| then.login_id == user.login_id) {
            Some(then) => {
                for ((part, before), (_, after)) in parts_of(user).into_iter().zip(parts_of(then)) {
                    add(Some(&user.login_id), part, before, after);
                }
            }
            None => add(Some(&user.login_id), Part::User, Some(text(&user.name)), None),
        }
    }
    for then in &after.users {
        if !case.users.iter().any(|user| user.login_id == then.login_id) {
            add(Some(&then.login_id), Part::User, None, Some(text(&then.name)));
        }
    }
    for change in changes {
        if let Change::SetMail {
            login_id,
            before,
            after,
        } = change
        {
            let (before, after) = (before.as_ref().map(text), after.as_ref().map(text));
            add(Some(login_id), Part::Mail, before, after);
        }
    }
    found
}

/// What an entry says of differences: each part before and after, as it is written.
pub fn told(differences: &[Difference]) -> String {
    let each = differences.iter().map(|difference| {
        let whose = difference
            .whose
            .as_ref()
            .map(|login_id| format!("{login_id} "))
            .unwrap_or_default();
        let written = |worth: &Option<Worth>| worth.as_ref().map_or_else(String::new, Worth::written);
        let (before, after) = (written(&difference.before), written(&difference.after));
        format!("; {whose}{}: {before} > {after}", difference.part.as_str())
    });
    each.collect()
}
