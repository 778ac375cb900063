//! One row of a file of contracts, value by value.

use chrono::{NaiveDate, NaiveTime};
use csv::StringRecord;

use super::{ADDRESS, COLUMNS, MAIL, OPTIONAL, Order, REPRESENTATIVE};
use crate::domain::Policy;
use crate::domain::access::{Access, Service};
use crate::domain::calendar::{self, Instant};
use crate::domain::contract::{Branch, Contract};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::{Operations, User, UserKind};
use crate::domain::values::{
    Account, BranchCode, ContractNumber, Kana, LoginId, MailAddress, Name, Phone, PostalAddress, Serial,
};

/// What separates several values in one column.
const SEPARATOR: char = ';';
/// How dates are written.
const DAY: &str = "%Y-%m-%d";
/// How times of day are written.
const TIME: &str = "%H:%M";

/// A row, read by heading.
pub(super) struct Row<'a> {
    /// The line on which it begins.
    pub(super) line: u64,
    record: &'a StringRecord,
    order: &'a Order,
    policy: &'a Policy,
}

impl<'a> Row<'a> {
    /// A row whose columns stand in that order.
    pub(super) fn new(record: &'a StringRecord, order: &'a Order, line: u64, policy: &'a Policy) -> Self {
        Self {
            line,
            record,
            order,
            policy,
        }
    }

    /// E1401 for a column of this row.
    pub(super) fn refused(&self, column: &str, reason: &str) -> Refusal {
        Refusal::RowRefused {
            line: self.line,
            column: column.into(),
            reason: reason.into(),
        }
    }

    /// The columns of the contract.
    pub(super) fn contract(&self) -> Decision<Contract> {
        Ok(Contract {
            number: self.value("契約番号", ContractNumber::parse)?,
            company: self.value("会社名", Name::parse)?,
            kana: self.value("会社名カナ", Kana::parse)?,
            branch: Branch {
                code: self.value("取引店番", BranchCode::parse)?,
                name: self.value("取引店名", Name::parse)?,
            },
            account: self.value("代表口座", Account::parse)?,
            phone: self.value("登録電話", Phone::parse)?,
            phone_since: None,
            address: self.given(ADDRESS, PostalAddress::parse)?,
            address_since: None,
            representative: self.given(REPRESENTATIVE, Name::parse)?,
            start: self.value("利用開始日", day)?,
            closed: None,
            version: 0,
        })
    }

    /// The serials of the tokens that are issued to the contract.
    pub(super) fn issued(&self) -> Decision<Vec<Serial>> {
        let column = "発行トークン";
        match self.text(column) {
            "" => Ok(Vec::new()),
            text => text
                .split(SEPARATOR)
                .map(|part| self.serial(column, part.trim()))
                .collect(),
        }
    }

    /// The columns of the user.
    pub(super) fn user(&self) -> Decision<User> {
        let kind = match self.text("利用者区分") {
            "マスターユーザ" => UserKind::Master,
            "管理者ユーザ" => UserKind::Admin,
            "一般ユーザ" => UserKind::General,
            _ => return Err(self.refused("利用者区分", "unknown kind")),
        };
        let operations = self.operations()?;
        Ok(User {
            access: Access::usual(kind, operations, &self.value("代表口座", Account::parse)?),
            service: Service::default(),
            login_id: self.value("ログインID", LoginId::parse)?,
            name: self.value("利用者名", Name::parse)?,
            kana: self.value("利用者名カナ", Kana::parse)?,
            kind,
            operations,
            token: None,
            registered_at: None,
            reopens_at: None,
        })
    }

    /// The registration that exists already; serial and time come together or not at all.
    pub(super) fn registered(&self) -> Decision<Option<(Serial, Instant)>> {
        match (self.text("シリアル番号"), self.text("登録日時")) {
            ("", "") => Ok(None),
            ("", _) => Err(self.refused("シリアル番号", "missing")),
            (_, "") => Err(self.refused("登録日時", "missing")),
            _ => Ok(Some((
                self.serial("シリアル番号", self.text("シリアル番号"))?,
                self.value("登録日時", instant)?,
            ))),
        }
    }

    /// The mail address, if the file has the column and the row a value.
    pub(super) fn mail(&self) -> Decision<Option<MailAddress>> {
        self.given(MAIL, MailAddress::parse)
    }

    /// A serial as it is written in that column: E1437 says how long it is, and what the policy allows (R3.2).
    fn serial(&self, column: &str, written: &str) -> Decision<Serial> {
        Serial::parse_by(written, self.policy).map_err(|_| Refusal::RowSerialForm {
            line: self.line,
            column: column.into(),
            signs: written.chars().count(),
            min: self.policy.serial_min,
            max: self.policy.serial_max,
        })
    }

    fn operations(&self) -> Decision<Operations> {
        let mut operations = Operations::default();
        for name in self.each("取扱権限", |name| Ok(name.to_owned()))? {
            let operation = match name.as_str() {
                "都度振込" => &mut operations.transfer,
                "総給振" => &mut operations.bulk,
                "ペイジー" => &mut operations.pay_easy,
                "ユーザ・トークン管理" => &mut operations.administration,
                _ => return Err(self.refused("取扱権限", "unknown operation")),
            };
            if std::mem::replace(operation, true) {
                return Err(self.refused("取扱権限", "operation twice"));
            }
        }
        Ok(operations)
    }

    fn text(&self, column: &str) -> &'a str {
        let known = COLUMNS.iter().position(|known| *known == column);
        let place = match known {
            Some(known) => self.order.columns.get(known).copied(),
            None => {
                let place = OPTIONAL.iter().position(|optional| *optional == column);
                place.and_then(|place| self.order.optional[place])
            }
        };
        place
            .and_then(|place| self.record.get(place))
            .unwrap_or_default()
            .trim()
    }

    fn value<T>(&self, column: &str, parse: impl Fn(&str) -> Decision<T>) -> Decision<T> {
        parse(self.text(column)).map_err(|refusal| self.refused(column, refusal.code()))
    }

    /// The value of a column that may be missing, or empty.
    fn given<T>(&self, column: &str, parse: impl Fn(&str) -> Decision<T>) -> Decision<Option<T>> {
        match self.text(column) {
            "" => Ok(None),
            _ => self.value(column, parse).map(Some),
        }
    }

    fn each<T>(&self, column: &str, parse: impl Fn(&str) -> Decision<T>) -> Decision<Vec<T>> {
        match self.text(column) {
            "" => Ok(Vec::new()),
            text => text
                .split(SEPARATOR)
                .map(|part| parse(part.trim()).map_err(|refusal| self.refused(column, refusal.code())))
                .collect(),
        }
    }
}

/// A date written as YYYY-MM-DD and no other way.
fn day(text: &str) -> Decision<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, DAY).ok();
    day.filter(|day| text.len() == "YYYY-MM-DD".len() && day.format(DAY).to_string() == text)
        .ok_or(Refusal::DateForm)
}

/// A minute of Japan's time (R2.1) written as YYYY-MM-DD HH:MM and no other way.
fn instant(text: &str) -> Decision<Instant> {
    let (date, time) = text.split_once(' ').ok_or(Refusal::DateForm)?;
    let time = NaiveTime::parse_from_str(time, TIME)
        .ok()
        .filter(|t| t.format(TIME).to_string() == time);
    Ok(calendar::instant_of(day(date)?, time.ok_or(Refusal::DateForm)?))
}
