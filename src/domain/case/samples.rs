//! Small cases for the tables that stand beside the rules.

use chrono::{DateTime, NaiveDate};

use super::*;
use crate::domain::access::{Access, Service};
use crate::domain::contract::Branch;
use crate::domain::token::{Algorithm, CodeParams};
use crate::domain::user::{Operations, UserKind};
use crate::domain::values::{Account, BranchCode, ContractNumber, Kana, Maker, Name, Phone};

pub(crate) const ALL: Operations = Operations {
    transfer: true,
    bulk: true,
    pay_easy: true,
    administration: true,
};

/// An instant in Japan: `at("2026-06-01T12:00:00")`.
pub(crate) fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(&format!("{text}+09:00")).unwrap().to_utc()
}

pub(crate) fn login(text: &str) -> LoginId {
    LoginId::parse(text).unwrap()
}

/// A token of the contract whose id is `n` and whose serial is `1000000n`.
pub(crate) fn token(n: u8) -> Token {
    Token {
        id: TokenId([n; 16]),
        maker: Maker::parse("Sample").unwrap(),
        serial: Serial::parse(&format!("{}", 10_000_000 + u32::from(n))).unwrap(),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: None,
        stock: Stock::Issued,
        contract: Some(ContractNumber::parse("1000001").unwrap()),
        branch: None,
        came_back: None,
        handed_in: None,
        wrong_codes: 0,
        suspended_at: None,
        held: None,
        last_step: None,
        drift: 0,
    }
}

/// A user who may do everything, registered with the token `n` if it is not 0.
pub(crate) fn user(login_id: &str, kind: UserKind, n: u8) -> User {
    User {
        login_id: login(login_id),
        name: Name::parse("見本 太郎").unwrap(),
        kana: Kana::parse("ミホン タロウ").unwrap(),
        kind,
        operations: ALL,
        access: Access::usual(kind, ALL, &Account::parse("普通1234567").unwrap()),
        service: Service::default(),
        token: (n > 0).then_some(TokenId([n; 16])),
        registered_at: (n > 0).then(|| at("2026-05-02T10:00:00")),
        reopens_at: None,
    }
}

pub(crate) fn case(users: Vec<User>, tokens: Vec<Token>) -> Case {
    let contract = Contract {
        number: ContractNumber::parse("1000001").unwrap(),
        company: Name::parse("見本商事株式会社").unwrap(),
        kana: Kana::parse("ミホンショウジ").unwrap(),
        branch: Branch {
            code: BranchCode::parse("011").unwrap(),
            name: Name::parse("本店営業部").unwrap(),
        },
        account: Account::parse("普通1234567").unwrap(),
        phone: Phone::parse("03-0000-0000").unwrap(),
        phone_since: None,
        address: None,
        address_since: None,
        representative: None,
        closed: None,
        start: NaiveDate::from_ymd_opt(2026, 5, 1).unwrap(),
        version: 1,
    };
    Case {
        contract,
        users,
        tokens,
    }
}
