//! 契約の登録: a contract that is opened by hand (R16.1), with its users. Nothing of it is registered yet that could be compared, so a
//! document of who applies is seen (R10.2), and a second person looks at all of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::access::{Access, Service};
use super::amendment::{Reached, UserWish};
use super::arrival::{NewContract, NewUser};
use super::contract::{Branch, Contract};
use super::identity::Document;
use super::refusal::{Decision, Refusal};
use super::user::{User, UserKind};
use super::values::{Account, ContractNumber, Kana, Name, Phone, PostalAddress};

/// Who applies for a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicant {
    /// The company's representative (代表者).
    Representative,
    /// An agent (代理人), whose letter of proxy was seen.
    Agent(Name),
}

/// A contract that is opened by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Contract number.
    pub number: ContractNumber,
    /// Company name.
    pub company: Name,
    /// Company name in kana.
    pub kana: Kana,
    /// The branch that keeps it (取引店).
    pub branch: Branch,
    /// Representative account (代表口座).
    pub account: Account,
    /// Registered telephone.
    pub phone: Phone,
    /// Registered address (届出住所).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
    /// The company's representative (代表者).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<Name>,
    /// Token start date (利用開始日).
    pub start: NaiveDate,
    /// Its users, each with name, kana and kind; one of them is the master.
    pub users: Vec<UserWish>,
    /// Who applies.
    pub applicant: Applicant,
    /// The document that was seen of them: its kind, and the end of its number where that may be kept (R10.4).
    pub document: Document,
}

impl Opening {
    /// The contract as a file would bring it. Whether its number and its login IDs are free is asked of the store.
    ///
    /// # Errors
    /// E1901 a telephone without its 0 (R16.3), E1909 a user who has not all that a new one needs, E0206 one who is named twice,
    /// E1705 administration for a general user, E1908 none or several masters.
    pub fn brought(&self) -> Decision<NewContract> {
        let mut users: Vec<NewUser> = vec![];
        for (wish, line) in self.users.iter().zip(1..) {
            let user = self.user(wish)?;
            let same = |other: &NewUser| {
                let other = other.user.login_id.as_str();
                other.eq_ignore_ascii_case(user.login_id.as_str())
            };
            if users.iter().any(same) {
                let login_id = user.login_id.to_string();
                return Err(Refusal::NamedTwice { login_id });
            }
            users.push(NewUser {
                line,
                user,
                mail: match &wish.mail {
                    Some(Reached::At(mail)) => Some(mail.clone()),
                    Some(Reached::Nowhere) | None => None,
                },
                registered: None,
            });
        }
        let masters = users.iter().filter(|new| new.user.kind == UserKind::Master).count();
        if masters != 1 {
            return Err(Refusal::OneMaster);
        }
        Ok(NewContract {
            line: 1,
            contract: Contract {
                number: self.number.clone(),
                company: self.company.clone(),
                kana: self.kana.clone(),
                branch: self.branch.clone(),
                account: self.account.clone(),
                phone: Phone::given(self.phone.as_str())?,
                phone_since: None,
                address: self.address.clone(),
                address_since: None,
                representative: self.representative.clone(),
                start: self.start,
                closed: None,
                version: 0,
            },
            issued: vec![],
            makers: BTreeMap::new(),
            users,
        })
    }

    fn user(&self, wish: &UserWish) -> Decision<User> {
        let lacks = || Refusal::UserLacks {
            login_id: wish.login_id.to_string(),
        };
        let (Some(name), Some(kana), Some(kind), false) = (&wish.name, &wish.kana, wish.kind, wish.remove) else {
            return Err(lacks());
        };
        let operations = wish.operations.unwrap_or_default();
        if operations.administration && !kind.administers() {
            return Err(Refusal::AdministrationOfKind);
        }
        Ok(User {
            login_id: wish.login_id.clone(),
            name: name.clone(),
            kana: kana.clone(),
            kind,
            operations,
            access: Access::usual(kind, operations, &self.account),
            service: Service::default(),
            token: None,
            registered_at: None,
            reopens_at: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(users: &str) -> Opening {
        let text = format!(
            r#"{{"number":"9990001","company":"見本例示株式会社","kana":"ミホンレイジ","branch":{{"code":"011","name":"本店営業部"}},
                "account":"普通1234567","phone":"03-0000-0001","start":"2026-06-01","users":{users},
                "applicant":"representative","document":{{"kind":"passport","tail":"0001"}}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_contract_is_opened_with_one_master_and_users_who_have_all_they_need_r16_1() {
        let master = r#"{"login_id":"M1","name":"仮名 一","kana":"カメイ","kind":"master"}"#;
        let general =
            r#"{"login_id":"G1","name":"仮名 二","kana":"カメイ","kind":"general","mail":{"at":"g@example.jp"}}"#;
        let code = |users: String| {
            let brought = opening(&users).brought();
            brought.map(|new| new.users.len()).map_err(|refusal| refusal.code())
        };
        for (users, expected) in [
            (format!("[{master},{general}]"), Ok(2)),
            (format!("[{general}]"), Err("E1908")),
            ("[]".to_owned(), Err("E1908")),
            (format!("[{master},{}]", master.replace("M1", "M2")), Err("E1908")),
            (format!("[{master},{}]", general.replace("G1", "m1")), Err("E0206")),
            (
                format!("[{master},{}]", general.replace(r#","kind":"general""#, "")),
                Err("E1909"),
            ),
            (
                format!(
                    "[{master},{}]",
                    general.replace(r#""mail":{"at":"g@example.jp"}"#, r#""remove":true"#)
                ),
                Err("E1909"),
            ),
            (
                format!(
                    "[{master},{}]",
                    general.replace(
                        r#""mail":{"at":"g@example.jp"}"#,
                        r#""operations":{"transfer":false,"bulk":false,"pay_easy":false,"administration":true}"#
                    )
                ),
                Err("E1705"),
            ),
        ] {
            assert_eq!(code(users.clone()), expected, "{users}");
        }
        let mut eaten = opening(&format!("[{master}]"));
        eaten.phone = Phone::parse("300000001").unwrap();
        assert_eq!(eaten.brought().unwrap_err().code(), "E1901");
    }
}
