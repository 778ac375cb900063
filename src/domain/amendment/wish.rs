//! What is to be another of a contract by hand (R16.2).

use std::collections::BTreeMap;

use super::Part;
use crate::domain::closing::open;
use serde::{Deserialize, Serialize};

use crate::domain::access::Access;
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::contract::{Branch, Particulars};
use crate::domain::members::Profile;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::{Operations, UserKind};
use crate::domain::values::{Account, Kana, LoginId, MailAddress, Name, Phone, PostalAddress};
/// What is to be another of a contract, by hand (R16.2); what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wish {
    /// Company name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Name>,
    /// Company name in kana.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kana: Option<Kana>,
    /// The branch that keeps it (取引店).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<Branch>,
    /// Representative account (代表口座).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// Registered telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Registered address (届出住所).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
    /// The company's representative (代表者).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative: Option<Name>,
    /// Users who are changed, come or go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<UserWish>,
}

/// What is to be another of a user. A login ID that the contract has not is a new user, who needs name, kana and kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserWish {
    /// Whose.
    pub login_id: LoginId,
    /// 利用者名.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// 利用者名カナ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kana: Option<Kana>,
    /// 利用者区分.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<UserKind>,
    /// 取扱権限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operations: Option<Operations>,
    /// メールアドレス; empty takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Reached>,
    /// The user goes. The login ID is never given again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remove: bool,
}

/// Where mail is to reach a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// There.
    At(MailAddress),
    /// Nowhere: letters go to the company.
    Nowhere,
}

impl Wish {
    /// What its entry says: the names of the parts that are named.
    pub fn told(&self) -> String {
        let parts = [
            (self.company.is_some(), Part::Company),
            (self.kana.is_some(), Part::CompanyKana),
            (self.branch.is_some(), Part::Branch),
            (self.account.is_some(), Part::Account),
            (self.phone.is_some(), Part::Telephone),
            (self.address.is_some(), Part::Address),
            (self.representative.is_some(), Part::Representative),
            (!self.users.is_empty(), Part::User),
        ];
        let named = parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| part.as_str());
        named.collect::<Vec<_>>().join(" ")
    }
}

/// What a wish makes another of a contract (R16.2). Whether a new login ID is free in the whole service is asked of the store.
///
/// # Errors
/// E1709 nothing; E1901 a telephone without its 0 (R16.3); E1904 closed; E1702 and E1703 the master, who stays; E0206 a user named
/// twice; E0202 a user who is not there and has not all that a new one needs; E1705 administration for a general user.
pub fn by_hand(
    case: &Case,
    mails: &BTreeMap<LoginId, MailAddress>,
    wish: &Wish,
    now: Instant,
) -> Decision<Vec<Change>> {
    open(case)?;
    let mut particulars = Particulars::of(&case.contract);
    let wished = wish.clone();
    if let Some(phone) = wished.phone {
        particulars.phone = Phone::given(phone.as_str())?;
    }
    particulars.company = wished.company.unwrap_or(particulars.company);
    particulars.kana = wished.kana.unwrap_or(particulars.kana);
    particulars.branch = wished.branch.unwrap_or(particulars.branch);
    particulars.account = wished.account.unwrap_or(particulars.account);
    particulars.address = wished.address.or(particulars.address);
    particulars.representative = wished.representative.or(particulars.representative);
    let mut changes = vec![];
    if particulars != Particulars::of(&case.contract) {
        changes.push(Change::Rewrite {
            particulars: Box::new(particulars),
            at: now,
        });
    }
    for (place, user) in wish.users.iter().enumerate() {
        if wish.users[..place].iter().any(|other| other.login_id == user.login_id) {
            let login_id = user.login_id.to_string();
            return Err(Refusal::NamedTwice { login_id });
        }
        changes.extend(user_by_hand(case, mails, user, now)?);
    }
    if changes.is_empty() {
        Err(Refusal::NothingAmended)
    } else {
        Ok(changes)
    }
}

fn user_by_hand(
    case: &Case,
    mails: &BTreeMap<LoginId, MailAddress>,
    wish: &UserWish,
    now: Instant,
) -> Decision<Vec<Change>> {
    let login_id = &wish.login_id;
    let mut changes = vec![];
    let known = case.user(login_id).ok();
    if wish.remove {
        let user = case.user(login_id)?;
        if user.kind == UserKind::Master {
            let login_id = login_id.to_string();
            return Err(Refusal::NotTheMaster { login_id });
        }
        return Ok(vec![Change::Remove {
            login_id: login_id.clone(),
            at: now,
        }]);
    }
    let profile = match (known, &wish.name, &wish.kana, wish.kind) {
        (Some(user), ..) => Profile::of(user),
        (None, Some(name), Some(kana), Some(kind)) => {
            let operations = wish.operations.unwrap_or_default();
            Profile {
                name: name.clone(),
                kana: kana.clone(),
                kind,
                operations,
                access: Access::usual(kind, operations, &case.contract.account),
            }
        }
        (None, ..) => return Err(case.user(login_id).err().unwrap_or(Refusal::NobodyChosen)),
    };
    let mut after = profile.clone();
    after.name = wish.name.clone().unwrap_or(after.name);
    after.kana = wish.kana.clone().unwrap_or(after.kana);
    let (kind, operations) = (
        wish.kind.unwrap_or(after.kind),
        wish.operations.unwrap_or(after.operations),
    );
    let was_master = known.is_some_and(|user| user.kind == UserKind::Master);
    if was_master != (kind == UserKind::Master) {
        return Err(Refusal::MasterKindStays);
    }
    if operations.administration && !kind.administers() {
        return Err(Refusal::AdministrationOfKind);
    }
    if (after.kind, after.operations) != (kind, operations) {
        (after.kind, after.operations) = (kind, operations);
        after.access.rights = Access::usual(kind, operations, &case.contract.account).rights;
    }
    if known.is_none() {
        changes.push(Change::Admit {
            login_id: login_id.clone(),
            profile: Box::new(after),
        });
    } else if after != profile {
        changes.push(Change::Amend {
            login_id: login_id.clone(),
            profile: Box::new(after),
        });
    }
    let before = mails.get(login_id).cloned();
    let mail = match &wish.mail {
        None => before.clone(),
        Some(Reached::Nowhere) => None,
        Some(Reached::At(mail)) => Some(mail.clone()),
    };
    if mail != before {
        changes.push(Change::SetMail {
            login_id: login_id.clone(),
            before,
            after: mail,
        });
    }
    Ok(changes)
}
