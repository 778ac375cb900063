//! What comes in from outside, parsed but not yet taken: contracts with their users, and tokens with their seeds.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use secrecy::SecretSlice;
use serde::Serialize;

use super::calendar::Instant;
use super::contract::Contract;
use super::policy::Policy;
use super::refusal::Refusal;
use super::token::CodeParams;
use super::user::{User, UserKind};
use super::values::{MailAddress, Maker, Serial};

/// A contract with its users, as a file of contracts gives it.
#[derive(Clone, Debug)]
pub struct NewContract {
    /// The line of the file on which it begins, for messages.
    pub line: u64,
    /// The contract; its version is 0.
    pub contract: Contract,
    /// Serials of the tokens in stock that are issued to it.
    pub issued: Vec<Serial>,
    /// Who made them, where that is named: needed for a serial that two makers have (R15.2).
    pub makers: BTreeMap<Serial, Maker>,
    /// Its users.
    pub users: Vec<NewUser>,
}

impl NewContract {
    /// The master among its users, if one came.
    pub fn master(&self) -> Option<&NewUser> {
        self.users.iter().find(|new| new.user.kind == UserKind::Master)
    }
}

/// The columns in which two rows of a file tell different things about one contract.
pub fn differs(one: &NewContract, other: &NewContract) -> Vec<&'static str> {
    let same_tokens = one.issued == other.issued && one.makers == other.makers;
    let (one, other) = (&one.contract, &other.contract);
    let same = [
        ("会社名", one.company == other.company),
        ("会社名カナ", one.kana == other.kana),
        ("取引店番", one.branch.code == other.branch.code),
        ("取引店名", one.branch.name == other.branch.name),
        ("代表口座", one.account == other.account),
        ("登録電話", one.phone == other.phone),
        ("利用開始日", one.start == other.start),
        ("届出住所", one.address == other.address),
        ("代表者名", one.representative == other.representative),
        ("解約日", one.closed == other.closed),
        ("発行トークン", same_tokens),
    ];
    same.iter()
        .filter(|(_, same)| !same)
        .map(|(column, _)| *column)
        .collect()
}

/// A user, as a file of contracts gives it.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The line of the file, for messages.
    pub line: u64,
    /// The user, without a registration.
    pub user: User,
    /// Where notices reach them by mail (R14.1).
    pub mail: Option<MailAddress>,
    /// The registration that exists already: a serial among the contract's issued ones, and since when.
    pub registered: Option<(Serial, Instant)>,
}

/// What of the tokens of a file is over, or soon will be: said when they were taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// Expired already.
    pub expired: usize,
    /// Not yet, but within the policy's days of notice.
    pub expiring: usize,
}

impl Ending {
    /// Counts one token in.
    pub fn count(&mut self, expires: Option<Instant>, now: Instant, policy: &Policy) {
        match ends(expires, now, policy) {
            Some(Remark::Expired) => self.expired += 1,
            Some(_) => self.expiring += 1,
            None => {}
        }
    }
}

/// What is to be said of a token that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// It has expired already.
    Expired,
    /// It has not yet, but will within the policy's days of notice.
    Expiring,
    /// None of its codes is taken yet.
    NotYet,
    /// Its clock is off.
    Drift,
}

impl Remark {
    /// All that is to be said of one with these dates, whose clock is so many steps off.
    pub fn of(
        (starts, expires): (Option<Instant>, Option<Instant>),
        drift: i64,
        now: Instant,
        policy: &Policy,
    ) -> Vec<Self> {
        let not_yet = starts.is_some_and(|starts| now < starts).then_some(Self::NotYet);
        let drifts = (drift != 0).then_some(Self::Drift);
        [ends(expires, now, policy), not_yet, drifts]
            .into_iter()
            .flatten()
            .collect()
    }
}

fn ends(expires: Option<Instant>, now: Instant, policy: &Policy) -> Option<Remark> {
    let expires = expires?;
    let notice = TimeDelta::days(i64::from(policy.expiry_notice_days));
    if expires <= now {
        Some(Remark::Expired)
    } else {
        (expires < now + notice).then_some(Remark::Expiring)
    }
}

/// A token with its seed, as a seed file gives it. The seed wipes itself and prints as nothing.
#[derive(Debug)]
pub struct NewToken {
    /// Who made it.
    pub maker: Maker,
    /// Its serial.
    pub serial: Serial,
    /// How it makes its codes.
    pub params: CodeParams,
    /// The instant before which none of its codes is taken, if there is one.
    pub starts: Option<Instant>,
    /// The instant from which it is expired, if it ever is.
    pub expires: Option<Instant>,
    /// Steps that the file says its clock is ahead of ours (RFC 6030 §4.2 `TimeDrift`).
    pub drift: i64,
    /// The step of the last code that was used elsewhere, where that is known: neither it nor any before it is taken (R6.3).
    pub last_step: Option<u64>,
    /// The shared secret (RFC 6238 §3 K), 16 to 64 bytes.
    pub seed: SecretSlice<u8>,
}

/// The longest part of a value that is repeated in a message, in characters.
const SHOWN: usize = 40;

/// One value, row or heading of a file that can't be taken (R16.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// The line of the file.
    pub line: u64,
    /// The heading of its column; empty where the whole row is meant.
    pub column: String,
    /// What stands there, as far as 40 characters.
    pub value: String,
    /// Why it can't be taken.
    #[serde(serialize_with = "code")]
    pub refusal: Refusal,
}

impl Mistake {
    /// A mistake in that line and column.
    pub fn new(line: u64, column: &str, value: &str, refusal: Refusal) -> Self {
        Self {
            line,
            column: column.to_owned(),
            value: value.chars().take(SHOWN).collect(),
            refusal,
        }
    }
}

fn code<S: serde::Serializer>(refusal: &Refusal, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(refusal.code())
}
