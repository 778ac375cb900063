//! Contracts kept up by files (R16.1): what a file would do, contract by contract, and doing it.

use serde::Serialize;

use super::attempt::{About, Settled};
use super::{Desk, Error, Look, Session, notices, plan};
use crate::domain::amendment::{self, Difference};
use crate::domain::arrival::{Mistake, NewContract};
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::contract::Pending;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::token::Stock;
use crate::domain::values::{ContractNumber, LoginId, Name, Serial, TokenId};
use crate::store::Tx;

/// What becomes of a contract of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is not there yet, and will be.
    New {
        /// How many users come with it.
        users: usize,
        /// How many tokens are issued to it.
        tokens: usize,
    },
    /// It is there, and something of it will be another.
    Changed {
        /// What.
        differences: Vec<Difference>,
        /// The tokens that are issued to it besides.
        issued: Vec<Serial>,
    },
    /// It is there, and nothing will be another.
    Unchanged,
    /// It can't be taken.
    Refused(Vec<Mistake>),
}

/// A contract of a file, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// The line on which it begins.
    pub line: u64,
    /// Its number.
    pub contract: ContractNumber,
    /// Its company, as the file has it.
    pub company: Name,
    /// What becomes of it.
    pub fate: Fate,
}

/// How a file is meant, beyond what stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    /// Serials stand as they are, though others are in stock that have zeros before them (R16.3).
    pub serials_as_written: bool,
}

/// What is to be done.
enum Plan {
    New,
    Changes(Box<Case>, Vec<Change>, Vec<(TokenId, Serial)>),
    Nothing,
}

impl Look<'_> {
    /// What these contracts of a file would do (a dry run, R16.1): nothing is written.
    pub fn judge(&self, contracts: &[NewContract], meant: Meant) -> Result<Vec<Judged>, Error> {
        self.must(Duty::Import)?;
        self.store.read(|tx| {
            let each = contracts
                .iter()
                .map(|new| judged(tx, new, meant, self.now(), self.policy()));
            each.collect()
        })
    }
}

impl Desk {
    /// Makes of one contract that is there what a file says (R16.1); each is an attempt of its own, so nobody waits for a file,
    /// and each has its entry. Nothing is written where nothing is another.
    ///
    /// # Errors
    /// The refusal of the first row that can't be taken; E0201 where the contract is not there.
    pub fn keep_up(&mut self, session: &Session, new: &NewContract, meant: Meant) -> Result<Fate, Error> {
        let number = &new.contract.number;
        let seen = self.look(session).judge(std::slice::from_ref(new), meant)?;
        if let Some(Judged {
            fate: Fate::Unchanged, ..
        }) = seen.first()
        {
            return Ok(Fate::Unchanged);
        }
        let changes = seen.first().map(|judged| told(&judged.fate)).unwrap_or_default();
        let about = About {
            action: "amend_by_file",
            contract: Some(number.clone()),
            detail: format!("line {}{changes}", new.line),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, ground| {
            let planned = planned(tx, new, meant, ground.now, ground.policy)?;
            let (case, changes, issued) = match planned {
                Ok(Plan::Changes(case, changes, issued)) => (*case, changes, issued),
                Ok(Plan::Nothing) => return Ok(Settled::new(Ok(Fate::Unchanged))),
                Ok(Plan::New) => {
                    let number = number.to_string();
                    return Err(Refusal::NoContract { number }.into());
                }
                Err(mistakes) => {
                    let first = mistakes.into_iter().next().map(|mistake| mistake.refusal);
                    return Err(first.unwrap_or(Refusal::Changed).into());
                }
            };
            let differences = amendment::differences(&case, &changes);
            tx.apply(number, &changes)?;
            for (token, serial) in &issued {
                if !tx.issue(*token, number)? {
                    let serial = serial.to_string();
                    return Err(Refusal::TokenExists { serial }.into());
                }
            }
            if !issued.is_empty() {
                tx.index(&plan::load(tx, number)?)?;
            }
            notices::changed(tx, ground.now, &case, &differences, None)?;
            notices::closed(tx, ground.now, number, &changes, None)?;
            let issued = issued.into_iter().map(|(_, serial)| serial).collect();
            Ok(Settled::new(Ok(Fate::Changed { differences, issued })))
        })
    }
}

/// What an entry says of what becomes of a contract: each part before and after.
fn told(fate: &Fate) -> String {
    let Fate::Changed { differences, issued } = fate else {
        return String::new();
    };
    let mut told = amendment::told(differences);
    if !issued.is_empty() {
        let serials: Vec<_> = issued.iter().map(Serial::as_str).collect();
        told.push_str("; token: ");
        told.push_str(&serials.join(" "));
    }
    told
}

fn judged(tx: &Tx<'_>, new: &NewContract, meant: Meant, now: Instant, policy: &Policy) -> Result<Judged, Error> {
    let fate = match planned(tx, new, meant, now, policy)? {
        Ok(Plan::New) => Fate::New {
            users: new.users.len(),
            tokens: new.issued.len(),
        },
        Ok(Plan::Changes(case, changes, issued)) => Fate::Changed {
            differences: amendment::differences(&case, &changes),
            issued: issued.into_iter().map(|(_, serial)| serial).collect(),
        },
        Ok(Plan::Nothing) => Fate::Unchanged,
        Err(mistakes) => Fate::Refused(mistakes),
    };
    Ok(Judged {
        line: new.line,
        contract: new.contract.number.clone(),
        company: new.contract.company.clone(),
        fate,
    })
}

/// What a contract of a file comes to, or every row of it that can't be taken.
fn planned(
    tx: &Tx<'_>,
    new: &NewContract,
    meant: Meant,
    now: Instant,
    policy: &Policy,
) -> Result<Result<Plan, Vec<Mistake>>, Error> {
    let number = &new.contract.number;
    let case = tx.case(number)?;
    let mut mistakes = vec![];
    for (line, login_id) in taken(tx, case.as_ref(), new)? {
        mistakes.push(wrong(line, "ログインID", login_id.as_str(), "E0206"));
    }
    let mut issued = vec![];
    for serial in &new.issued {
        let there = case.as_ref().is_some_and(|case| case.token_by_serial(serial).is_ok());
        if there {
            continue;
        }
        match in_stock(tx, new, serial, meant, policy)? {
            Ok(token) => issued.push((token, serial.clone())),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    let Some(case) = case else {
        if new.master().is_none() {
            mistakes.push(wrong(new.line, "利用者区分", "", "no master"));
        }
        if let Some(day) = new.contract.closed {
            mistakes.push(wrong(
                new.line,
                "解約日",
                &day.to_string(),
                "closed before it was opened",
            ));
        }
        return Ok(if mistakes.is_empty() {
            Ok(Plan::New)
        } else {
            Err(mistakes)
        });
    };
    if let (Some(_), Some((_, serial))) = (new.contract.closed, issued.first()) {
        mistakes.push(wrong(
            new.line,
            "発行トークン",
            serial.as_str(),
            "issued to a closed contract",
        ));
    }
    let pending = match new.contract.closed {
        Some(_) => tx.pending_payments(number)?,
        None => Pending::default(),
    };
    let changes = match amendment::by_file(&case, &tx.mails_of(number)?, new, pending, now) {
        Ok(changes) => changes,
        Err(more) => {
            mistakes.extend(more);
            mistakes.sort_by_key(|mistake| mistake.line);
            return Ok(Err(mistakes));
        }
    };
    Ok(if !mistakes.is_empty() {
        Err(mistakes)
    } else if changes.is_empty() && issued.is_empty() {
        Ok(Plan::Nothing)
    } else {
        Ok(Plan::Changes(Box::new(case), changes, issued))
    })
}

/// The login IDs of a contract that comes, by a file or by hand, which somebody has, or had once; with the line of each.
pub(super) fn taken(tx: &Tx<'_>, case: Option<&Case>, new: &NewContract) -> Result<Vec<(u64, LoginId)>, Error> {
    let mut taken = vec![];
    for user in &new.users {
        let login_id = &user.user.login_id;
        let here = case.is_some_and(|case| case.user(login_id).is_ok());
        if !here && tx.login_id_taken(login_id)? {
            taken.push((user.line, login_id.clone()));
        }
    }
    Ok(taken)
}

fn wrong(line: u64, column: &str, value: &str, reason: &str) -> Mistake {
    let refusal = Refusal::RowRefused {
        line,
        column: column.to_owned(),
        reason: reason.to_owned(),
    };
    Mistake::new(line, column, value, refusal)
}

/// The token in stock that a file means by a serial. Which of two makers' it is, the file must say (R15.2); where another one
/// is in stock whose serial has zeros before this one, a spreadsheet may have eaten them (R16.3).
fn in_stock(
    tx: &Tx<'_>,
    new: &NewContract,
    serial: &Serial,
    meant: Meant,
    policy: &Policy,
) -> Result<Result<TokenId, Mistake>, Error> {
    let column = "発行トークン";
    let maker = new.makers.get(serial);
    let stocked = |serial: &Serial| -> Result<Vec<_>, Error> {
        let rows = tx.tokens_with(serial)?.into_iter().map(|row| row.token);
        let fits =
            rows.filter(|token| token.stock == Stock::InStock && maker.is_none_or(|maker| token.maker == *maker));
        Ok(fits.collect())
    };
    let found = stocked(serial)?;
    let mut twin = None;
    let mut padded = serial.as_str().to_owned();
    while !meant.serials_as_written && twin.is_none() && padded.len() < policy.serial_max as usize {
        padded.insert(0, '0');
        let other = Serial::parse(&padded)?;
        twin = (!stocked(&other)?.is_empty()).then_some(other);
    }
    let refuse = |refusal| Ok(Err(Mistake::new(new.line, column, serial.as_str(), refusal)));
    if let Some(other) = twin {
        return refuse(Refusal::RowSerialTwin {
            line: new.line,
            serial: serial.to_string(),
            other: other.to_string(),
        });
    }
    match found.as_slice() {
        [token] => Ok(Ok(token.id)),
        [] => {
            let reason = Refusal::TokenUnknown.code();
            Ok(Err(wrong(new.line, column, serial.as_str(), reason)))
        }
        several => {
            let makers: Vec<_> = several.iter().map(|token| token.maker.to_string()).collect();
            refuse(Refusal::RowSerialMakers {
                line: new.line,
                serial: serial.to_string(),
                makers: makers.join(" / "),
            })
        }
    }
}
