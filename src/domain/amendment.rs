//! What is kept of a contract, and what of it is another than before: by a file (R16.1) and by hand (R16.2).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::access::Access;
use super::arrival::{Mistake, NewContract, NewUser};
use super::calendar::Instant;
use super::case::{Case, Change};
use super::contract::{Branch, Particulars};
use super::members::Profile;
use super::notice::Item;
use super::refusal::{Decision, Refusal};
use super::user::{Operations, User, UserKind};
use super::values::{Account, Kana, LoginId, MailAddress, Name, Phone, PostalAddress};

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
    pub const ALL: [Self; 14] = [
        Self::Company,
        Self::CompanyKana,
        Self::Branch,
        Self::Account,
        Self::Telephone,
        Self::Address,
        Self::Representative,
        Self::Start,
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
            Self::Company | Self::CompanyKana | Self::Branch | Self::Account | Self::Start => None,
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
}

impl Worth {
    fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
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

/// Refuses a contract that is closed (E1904).
fn open(case: &Case) -> Decision<()> {
    match case.contract.closed {
        Some(day) => Err(Refusal::ContractClosed {
            number: case.contract.number.to_string(),
            day: day.to_string(),
        }),
        None => Ok(()),
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

/// What a file makes another of a contract that is there; what the file leaves out stays (R16.1). Its tokens are the store's
/// matter, and so is whether a login ID is free.
///
/// # Errors
/// Every row that can't be taken, by its line.
pub fn by_file(
    case: &Case,
    mails: &BTreeMap<LoginId, MailAddress>,
    file: &NewContract,
    now: Instant,
) -> Result<Vec<Change>, Vec<Mistake>> {
    let mut mistakes = vec![];
    let mut changes = vec![];
    if let Err(refusal) = open(case) {
        let number = case.contract.number.as_str();
        return Err(vec![Mistake::new(file.line, "契約番号", number, refusal)]);
    }
    let new = &file.contract;
    let particulars = Particulars {
        address: new.address.clone().or_else(|| case.contract.address.clone()),
        representative: new
            .representative
            .clone()
            .or_else(|| case.contract.representative.clone()),
        ..Particulars::of(new)
    };
    if particulars != Particulars::of(&case.contract) {
        changes.push(Change::Rewrite {
            particulars: Box::new(particulars),
            at: now,
        });
    }
    for new in &file.users {
        match one_user(case, file, new) {
            Ok(change) => changes.extend(change),
            Err(mistake) => mistakes.push(*mistake),
        }
        let before = mails.get(&new.user.login_id);
        if new.mail.is_some() && new.mail.as_ref() != before {
            changes.push(Change::SetMail {
                login_id: new.user.login_id.clone(),
                before: before.cloned(),
                after: new.mail.clone(),
            });
        }
    }
    if mistakes.is_empty() {
        Ok(changes)
    } else {
        Err(mistakes)
    }
}

/// What a row makes of its user: a new one comes, one who is there is amended. Who is registered with what is no matter of a
/// file once the contract is there (R3.2).
fn one_user(case: &Case, file: &NewContract, new: &NewUser) -> Result<Option<Change>, Box<Mistake>> {
    let wrong = |column: &str, value: &str, reason: &str| {
        let refusal = Refusal::RowRefused {
            line: new.line,
            column: column.to_owned(),
            reason: reason.to_owned(),
        };
        Box::new(Mistake::new(new.line, column, value, refusal))
    };
    let (login_id, wished) = (&new.user.login_id, &new.user);
    let kind = "利用者区分";
    let Ok(user) = case.user(login_id) else {
        if wished.kind == UserKind::Master {
            return Err(wrong(kind, login_id.as_str(), "a second master"));
        }
        if let Some((serial, _)) = &new.registered {
            return Err(wrong("シリアル番号", serial.as_str(), "registered by the counter"));
        }
        return Ok(Some(Change::Admit {
            login_id: login_id.clone(),
            profile: Box::new(Profile::of(wished)),
        }));
    };
    if (user.kind == UserKind::Master) != (wished.kind == UserKind::Master) {
        return Err(wrong(kind, login_id.as_str(), Refusal::MasterKindStays.code()));
    }
    let mut profile = Profile::of(user);
    (profile.name, profile.kana) = (wished.name.clone(), wished.kana.clone());
    if (user.kind, user.operations) != (wished.kind, wished.operations) {
        (profile.kind, profile.operations) = (wished.kind, wished.operations);
        let usual = Access::usual(wished.kind, wished.operations, &file.contract.account);
        profile.access.rights = usual.rights;
    }
    let amended = Change::Amend {
        login_id: login_id.clone(),
        profile: Box::new(profile.clone()),
    };
    Ok((profile != Profile::of(user)).then_some(amended))
}

#[cfg(test)]
mod tests {
    use super::super::case::samples::{at, case, login, user};
    use super::*;

    fn file(case: &Case) -> NewContract {
        let users = case.users.iter().zip(3..).map(|(user, line)| NewUser {
            line,
            user: user.clone(),
            mail: None,
            registered: None,
        });
        NewContract {
            line: 3,
            contract: case.contract.clone(),
            issued: vec![],
            makers: BTreeMap::new(),
            users: users.collect(),
        }
    }

    fn two() -> Case {
        case(
            vec![
                user("DEN501", UserKind::Master, 1),
                user("DEN502", UserKind::General, 0),
            ],
            vec![],
        )
    }

    #[test]
    fn what_a_file_says_again_changes_nothing_and_what_it_leaves_out_stays_r16_1() {
        let mut case = two();
        case.contract.address = Some(PostalAddress::parse("東京都架空区1-2-3").unwrap());
        let mut file = file(&case);
        file.contract.address = None;
        file.users.truncate(1);
        let now = at("2026-06-01T12:00:00");
        assert_eq!(by_file(&case, &BTreeMap::new(), &file, now), Ok(vec![]));
    }

    #[test]
    fn another_number_counts_from_the_change_and_another_way_of_writing_it_does_not_r10_7() {
        let case = two();
        let now = at("2026-06-01T12:00:00");
        for (phone, since) in [("0300000000", None), ("03-0000-0009", Some(now))] {
            let mut file = file(&case);
            file.contract.phone = Phone::parse(phone).unwrap();
            let changes = by_file(&case, &BTreeMap::new(), &file, now).unwrap();
            let after = case.apply(&changes);
            assert_eq!(
                (after.contract.phone.as_str(), after.contract.phone_since),
                (phone, since)
            );
            let [difference] = differences(&case, &changes).try_into().unwrap();
            assert_eq!(
                (difference.part, difference.before, difference.after),
                (Part::Telephone, Some(text(&"03-0000-0000")), Some(text(&phone)))
            );
        }
    }

    #[test]
    fn another_account_goes_along_with_those_who_may_use_it_r16_2() {
        let case = two();
        let mut file = file(&case);
        file.contract.account = Account::parse("普通7654321").unwrap();
        let changes = by_file(&case, &BTreeMap::new(), &file, at("2026-06-01T12:00:00")).unwrap();
        let after = case.apply(&changes);
        let accounts = after
            .users
            .iter()
            .map(|user| user.access.accounts.iter().collect::<Vec<_>>());
        assert!(accounts.clone().count() == 2 && accounts.into_iter().all(|own| own == [&file.contract.account]));
    }

    #[test]
    fn users_come_and_change_by_a_file_and_the_master_stays_r16_1() {
        let case = two();
        let now = at("2026-06-01T12:00:00");
        let mut given = file(&case);
        given.users[1].user.kind = UserKind::Admin;
        given.users.push(NewUser {
            line: 9,
            user: user("DEN503", UserKind::General, 0),
            mail: Some(MailAddress::parse("rei@example.jp").unwrap()),
            registered: None,
        });
        let changes = by_file(&case, &BTreeMap::new(), &given, now).unwrap();
        let told: Vec<_> = differences(&case, &changes)
            .into_iter()
            .map(|d| (d.whose, d.part))
            .collect();
        assert_eq!(
            told,
            [
                (Some(login("DEN502")), Part::UserKind),
                (Some(login("DEN503")), Part::User),
                (Some(login("DEN503")), Part::Mail)
            ]
        );
        given.users[0].user.kind = UserKind::General;
        given.users[2].user.kind = UserKind::Master;
        let mistakes = by_file(&case, &BTreeMap::new(), &given, now).unwrap_err();
        let lines: Vec<_> = mistakes
            .iter()
            .map(|mistake| (mistake.line, mistake.column.as_str()))
            .collect();
        assert_eq!(lines, [(3, "利用者区分"), (9, "利用者区分")]);
    }

    #[test]
    fn a_closed_contract_takes_nothing_r16_1() {
        let mut case = two();
        case.contract.closed = Some("2026-05-31".parse().unwrap());
        let mistakes = by_file(&case, &BTreeMap::new(), &file(&two()), at("2026-06-01T12:00:00")).unwrap_err();
        assert_eq!(mistakes[0].refusal.code(), "E1904");
    }

    #[test]
    fn by_hand_what_is_not_named_stays_and_each_no_has_its_number_r16_2() {
        let mut case = two();
        let now = at("2026-06-01T12:00:00");
        let mail = MailAddress::parse("den@example.jp").unwrap();
        let mails = BTreeMap::from([(login("DEN501"), mail.clone())]);
        let told = |case: &Case, wish: &str| {
            let wish: Wish = serde_json::from_str(wish).unwrap();
            by_hand(case, &mails, &wish, now)
                .map(|changes| amendment_told(case, &changes))
                .map_err(|refusal| refusal.code())
        };
        for (wish, expected) in [
            (
                r#"{"phone":"03-0000-0009"}"#,
                Ok("; telephone: 03-0000-0000 > 03-0000-0009"),
            ),
            (r#"{"address":"東京都架空区1"}"#, Ok("; address:  > 東京都架空区1")),
            (
                r#"{"representative":"仮名 一郎"}"#,
                Ok("; representative:  > 仮名 一郎"),
            ),
            (
                r#"{"users":[{"login_id":"DEN501","mail":"nowhere"}]}"#,
                Ok("; DEN501 mail: den@example.jp > "),
            ),
            (
                r#"{"users":[{"login_id":"DEN502","kind":"admin"}]}"#,
                Ok("; DEN502 user_kind: general > admin"),
            ),
            (
                r#"{"users":[{"login_id":"DEN502","remove":true}]}"#,
                Ok("; DEN502 user: 見本 太郎 > "),
            ),
            (
                r#"{"users":[{"login_id":"N1","name":"仮名","kana":"カメイ","kind":"general"}]}"#,
                Ok("; N1 user:  > 仮名"),
            ),
            ("{}", Err("E1709")),
            (
                r#"{"phone":"0300000000","company":"見本商事株式会社"}"#,
                Ok("; telephone: 03-0000-0000 > 0300000000"),
            ),
            (r#"{"phone":"300000000"}"#, Err("E1901")),
            (
                r#"{"users":[{"login_id":"DEN501","mail":{"at":"den@example.jp"}}]}"#,
                Err("E1709"),
            ),
            (r#"{"users":[{"login_id":"N1","name":"仮名"}]}"#, Err("E0202")),
            (r#"{"users":[{"login_id":"N1","remove":true}]}"#, Err("E0202")),
            (r#"{"users":[{"login_id":"DEN501","remove":true}]}"#, Err("E1703")),
            (r#"{"users":[{"login_id":"DEN501","kind":"admin"}]}"#, Err("E1702")),
            (r#"{"users":[{"login_id":"DEN502","kind":"master"}]}"#, Err("E1702")),
            (
                r#"{"users":[{"login_id":"DEN502","remove":true},{"login_id":"DEN502"}]}"#,
                Err("E0206"),
            ),
        ] {
            assert_eq!(told(&case, wish), expected.map(str::to_owned), "{wish}");
        }
        case.contract.closed = Some("2026-05-31".parse().unwrap());
        assert_eq!(told(&case, r#"{"phone":"03-0000-0009"}"#), Err("E1904"));
    }

    fn amendment_told(case: &Case, changes: &[Change]) -> String {
        super::told(&differences(case, changes))
    }
}
