//! One row of a file of contracts, value by value. What can't be taken of it is collected, all of it in one run (R16.1).

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveTime;
use csv::StringRecord;

use super::columns::{ADDRESS, CLOSED, COLUMNS, MAIL, MAKER, OPTIONAL, Order, REPRESENTATIVE};
use crate::domain::Policy;
use crate::domain::access::{Access, Service};
use crate::domain::arrival::Mistake;
use crate::domain::calendar::{self, Instant};
use crate::domain::contract::{Branch, Contract};
use crate::domain::era;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::{Operations, User, UserKind};
use crate::domain::values::{
    Account, BranchCode, ContractNumber, Kana, LoginId, MailAddress, Maker, Name, Phone, PostalAddress, Serial,
};

/// What separates several values in one column.
const SEPARATOR: char = ';';
/// The column of the tokens that are issued.
const ISSUED: &str = "発行トークン";
/// How times of day are written.
const TIME: &str = "%H:%M";

/// A row, read by heading.
pub(super) struct Row<'a> {
    /// The line on which it begins.
    pub(super) line: u64,
    /// Its columns.
    pub(super) record: &'a StringRecord,
    order: &'a Order,
    policy: &'a Policy,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'a> Row<'a> {
    /// A row whose columns stand in that order.
    pub(super) fn new(record: &'a StringRecord, order: &'a Order, line: u64, policy: &'a Policy) -> Self {
        Self {
            line,
            record,
            order,
            policy,
            mistakes: RefCell::default(),
        }
    }

    /// What can't be taken of it, in the order in which it was read.
    pub(super) fn mistakes(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }

    /// Keeps that a column can't be taken, for a reason with words (E1401).
    pub(super) fn wrong<T>(&self, column: &str, reason: &str) -> Option<T> {
        self.refuse(
            column,
            Refusal::RowRefused {
                line: self.line,
                column: column.into(),
                reason: reason.into(),
            },
        )
    }

    /// Keeps that a column can't be taken.
    pub(super) fn refuse<T>(&self, column: &str, refusal: Refusal) -> Option<T> {
        self.mistakes
            .borrow_mut()
            .push(Mistake::new(self.line, column, self.text(column), refusal));
        None
    }

    /// The contract's number, if it has the form of one.
    pub(super) fn number(&self) -> Option<ContractNumber> {
        self.value("契約番号", ContractNumber::parse)
    }

    /// The columns of the contract.
    pub(super) fn contract(&self, number: Option<ContractNumber>) -> Option<Contract> {
        let company = self.value("会社名", Name::parse);
        let kana = self.value("会社名カナ", Kana::parse);
        let code = self.value("取引店番", BranchCode::parse);
        let branch = self.value("取引店名", Name::parse);
        let account = self.value("代表口座", Account::parse);
        let phone = self.value("登録電話", Phone::given);
        let start = self.value("利用開始日", |text| era::read(text).ok_or(Refusal::DateForm));
        let address = self.given(ADDRESS, PostalAddress::parse);
        let representative = self.given(REPRESENTATIVE, Name::parse);
        let closed = self.given(CLOSED, |text| era::read(text).ok_or(Refusal::DateForm));
        Some(Contract {
            number: number?,
            company: company?,
            kana: kana?,
            branch: Branch {
                code: code?,
                name: branch?,
            },
            account: account?,
            phone: phone?,
            phone_since: None,
            address: address?,
            address_since: None,
            representative: representative?,
            start: start?,
            closed: closed?,
            version: 0,
        })
    }

    /// Whose login ID it names, if it has the form of one.
    pub(super) fn login_id(&self) -> Option<LoginId> {
        self.value("ログインID", LoginId::parse)
    }

    /// What stands in the column of the tokens that are issued.
    pub(super) fn issued_as_written(&self) -> &'a str {
        self.text(ISSUED)
    }

    /// The serials of the tokens that are issued to the contract, and their makers where the file names them.
    pub(super) fn issued(&self) -> Option<(Vec<Serial>, BTreeMap<Serial, Maker>)> {
        let list = |column| -> Vec<&str> {
            let parts = self.text(column).split(SEPARATOR).map(str::trim);
            parts.filter(|_| !self.text(column).is_empty()).collect()
        };
        let serials: Vec<_> = list(ISSUED).into_iter().map(|text| self.serial(ISSUED, text)).collect();
        let serials: Vec<_> = serials.into_iter().collect::<Option<_>>()?;
        let makers = list(MAKER).into_iter().map(|text| match Maker::parse(text) {
            Ok(maker) => Some(maker),
            Err(refusal) => self.wrong(MAKER, refusal.code()),
        });
        let makers = makers.collect::<Option<Vec<_>>>()?;
        let made = match makers.len() {
            0 => BTreeMap::new(),
            1 => serials
                .iter()
                .map(|serial| (serial.clone(), makers[0].clone()))
                .collect(),
            many if many == serials.len() => serials.iter().cloned().zip(makers).collect(),
            _ => return self.wrong(MAKER, "not as many makers as serials"),
        };
        Some((serials, made))
    }

    /// The columns of the user.
    pub(super) fn user(&self) -> Option<User> {
        let login_id = self.login_id();
        let name = self.value("利用者名", Name::parse);
        let kana = self.value("利用者名カナ", Kana::parse);
        let kind = match self.text("利用者区分") {
            "マスターユーザ" => Some(UserKind::Master),
            "管理者ユーザ" => Some(UserKind::Admin),
            "一般ユーザ" => Some(UserKind::General),
            _ => self.wrong("利用者区分", "unknown kind"),
        };
        let operations = self.operations();
        // What is wrong with the account is said with the contract's columns.
        let account = Account::parse(self.text("代表口座")).ok();
        let (kind, operations) = (kind?, operations?);
        Some(User {
            access: Access::usual(kind, operations, &account?),
            login_id: login_id?,
            name: name?,
            kana: kana?,
            kind,
            operations,
            service: Service::default(),
            token: None,
            registered_at: None,
            reopens_at: None,
        })
    }

    /// The registration that exists already; serial and time come together or not at all.
    #[expect(
        clippy::option_option,
        reason = "a mistake was noted, or the cell is empty, or a value"
    )]
    pub(super) fn registered(&self) -> Option<Option<(Serial, Instant)>> {
        match (self.text("シリアル番号"), self.text("登録日時")) {
            ("", "") => Some(None),
            ("", _) => self.wrong("シリアル番号", "missing"),
            (_, "") => self.wrong("登録日時", "missing"),
            _ => {
                let serial = self.serial("シリアル番号", self.text("シリアル番号"));
                let at = self.value("登録日時", instant);
                Some(Some((serial?, at?)))
            }
        }
    }

    /// The mail address, if the file has the column and the row a value.
    #[expect(
        clippy::option_option,
        reason = "a mistake was noted, or the cell is empty, or a value"
    )]
    pub(super) fn mail(&self) -> Option<Option<MailAddress>> {
        self.given(MAIL, MailAddress::parse)
    }

    /// A serial as it is written in that column: E1437 says how long it is, and what the policy allows (R3.2).
    fn serial(&self, column: &str, written: &str) -> Option<Serial> {
        if let Ok(serial) = Serial::parse_by(written, self.policy) {
            return Some(serial);
        }
        if let Some(reason) = spoilt(written) {
            return self.wrong(column, reason);
        }
        self.refuse(
            column,
            Refusal::RowSerialForm {
                line: self.line,
                column: column.into(),
                signs: written.chars().count(),
                min: self.policy.serial_min,
                max: self.policy.serial_max,
            },
        )
    }

    fn operations(&self) -> Option<Operations> {
        let column = "取扱権限";
        let mut operations = Operations::default();
        let text = self.text(column);
        for name in text.split(SEPARATOR).filter(|_| !text.is_empty()) {
            let operation = match name.trim() {
                "都度振込" => &mut operations.transfer,
                "総給振" => &mut operations.bulk,
                "ペイジー" => &mut operations.pay_easy,
                "ユーザ・トークン管理" => &mut operations.administration,
                _ => return self.wrong(column, "unknown operation"),
            };
            if std::mem::replace(operation, true) {
                return self.wrong(column, "operation twice");
            }
        }
        Some(operations)
    }

    /// What stands in a column, spaces at the ends aside; nothing in one that the file has not.
    fn text(&self, column: &str) -> &'a str {
        let known = COLUMNS.iter().position(|known| *known == column);
        let optional = || OPTIONAL.iter().position(|optional| *optional == column);
        let place = known
            .map(|place| self.order.columns[place])
            .or_else(|| self.order.optional[optional()?]);
        let text = place
            .and_then(|place| self.record.get(place))
            .unwrap_or_default()
            .trim();
        // What would be a formula in a spreadsheet is written with an apostrophe before it, also by this program.
        let bare = text
            .strip_prefix('\'')
            .filter(|bare| bare.starts_with(['=', '+', '-', '@']));
        bare.unwrap_or(text)
    }

    fn value<T>(&self, column: &str, parse: impl Fn(&str) -> Decision<T>) -> Option<T> {
        let text = self.text(column);
        match parse(text) {
            Ok(value) => Some(value),
            Err(refusal) => self.wrong(column, spoilt(text).unwrap_or(refusal.code())),
        }
    }

    /// The value of a column that may be missing, or empty.
    #[expect(
        clippy::option_option,
        reason = "a mistake was noted, or the cell is empty, or a value"
    )]
    fn given<T>(&self, column: &str, parse: impl Fn(&str) -> Decision<T>) -> Option<Option<T>> {
        match self.text(column) {
            "" => Some(None),
            _ => self.value(column, parse).map(Some),
        }
    }
}

/// What a spreadsheet has made of a code, where a value that can't be taken looks like it (R16.3): `1.23E+11`, and `3-4` or
/// `3月4日`.
fn spoilt(text: &str) -> Option<&'static str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((number, power)) = text.split_once(['E', 'e'])
        && digits(&number.replace('.', ""))
        && digits(power.trim_start_matches(['+', '-']))
    {
        return Some("a shortened number");
    }
    let short = |text: &str| digits(text) && text.len() <= 2;
    let parts = text.strip_suffix('日').and_then(|text| text.split_once('月'));
    let parts = parts.or_else(|| text.split_once(['-', '/']));
    let is_date = parts.is_some_and(|(month, day)| short(month) && short(day));
    (is_date || (!text.is_ascii() && text.contains('月') && era::read(text).is_some())).then_some("became a date")
}

/// A minute of Japan's time (R2.1): a day as people write it, and the time of day behind a space.
fn instant(text: &str) -> Decision<Instant> {
    let (date, time) = text.split_once(' ').ok_or(Refusal::DateForm)?;
    let time = NaiveTime::parse_from_str(time.trim(), TIME).map_err(|_| Refusal::DateForm)?;
    let day = era::read(date).ok_or(Refusal::DateForm)?;
    Ok(calendar::instant_of(day, time))
}
