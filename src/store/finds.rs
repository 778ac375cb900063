//! Finding customers (TKSK001): a whole number by its index and by nothing else, what is typed among the names in memory, and
//! until they are there by the pieces of names that the store keeps.

mod hit;

use std::ops::ControlFlow;

use super::db::ToValue;
use super::loads::UNSEEN;
use super::row::{millis, parsed};
use super::sqlite::{Asker, BY_PIECES};
use super::{Result, Store, Tx};
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::contract::Branch;
use crate::domain::search::{Gathering, Place, Question, key};
use crate::domain::values::{BranchCode, Name, fold_code};

pub use hit::Hit;

/// Contracts that are sifted at a time.
const SIFTED: usize = 4_096;
/// Contracts that one number can name, at most: makers may give the same serial (R15.2).
const NAMED: u64 = 20;

/// What a search is kept to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// All contracts.
    #[default]
    All,
    /// Those with a suspended token (R9).
    Suspended,
    /// Those with a user in the closed period (R8).
    Closed,
    /// Those with a token that expires soon.
    Expiring,
    /// Those on which a caution stands (R10.5).
    Cautioned,
    /// Those of a branch.
    Branch(BranchCode),
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct SearchQuery<'a> {
    /// What was typed; empty for all.
    pub text: &'a str,
    /// What it is kept to.
    pub within: &'a Within,
    /// The place of the first hit that is wanted, from 0.
    pub offset: u64,
    /// How many are wanted at most.
    pub limit: u64,
    /// Now.
    pub now: Instant,
    /// Until when a token expires soon.
    pub soon: Instant,
}

/// One page of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// How many contracts there are in all.
    pub total: u64,
    /// The place of the first hit in the whole, from 0.
    pub offset: u64,
    /// The hits of this page, best match first, in kana order.
    pub hits: Vec<Hit>,
    /// At which turn of the names.
    #[serde(skip)]
    turn: i64,
    /// When a list becomes another one by itself.
    #[serde(skip)]
    until: Option<Instant>,
}

impl Found {
    /// The first moment after which this is no longer so though nothing was done.
    pub fn until(&self) -> Option<Instant> {
        let reopens = self.hits.iter().filter_map(|hit| hit.reopens_at);
        reopens.chain(self.until).min()
    }
}

impl Store {
    /// Contracts that answer a question: one whose number, login ID or serial is the whole text, and then it alone; else
    /// those whose company's name begins with it, then those whose company's name holds it, then the others, each in kana order.
    /// `None` when the asker has left meanwhile.
    pub fn find(&self, asked: &SearchQuery<'_>, by: &Asker) -> Result<Option<Found>> {
        self.known.settle();
        self.read(|tx| tx.db.asked_by(by, || self.answered(tx, asked, by)))
    }

    fn answered(&self, tx: &Tx<'_>, asked: &SearchQuery<'_>, by: &Asker) -> Result<Option<Found>> {
        let Some((total, places)) = self.sought(tx, asked, by)? else {
            return Ok(None);
        };
        let question = Question::of(asked.text);
        let mut hits = Vec::with_capacity(places.len());
        for place in places {
            if by.is_gone() {
                return Ok(None);
            }
            hits.extend(tx.hit(place, &question, asked.now)?);
        }
        Ok(Some(Found {
            total: u64::try_from(total).unwrap_or(u64::MAX),
            offset: asked.offset,
            hits,
            turn: tx.turn_of_names()?,
            until: match asked.within {
                Within::Closed | Within::Expiring => tx.next_turn(asked.now, asked.soon)?,
                _ => None,
            },
        }))
    }

    /// The same page with what stands in its contracts now, when no name was changed since; nothing otherwise, and the
    /// question has to be asked again.
    pub fn find_again(&self, before: &Found, now: Instant) -> Result<Option<Found>> {
        self.read(|tx| {
            if tx.turn_of_names()? != before.turn {
                return Ok(None);
            }
            let mut found = before.clone();
            for hit in &mut found.hits {
                let Some(now) = tx.hit_in(hit.slot, now)? else {
                    return Ok(None);
                };
                *hit = Hit {
                    matched: hit.matched.take(),
                    ..now
                };
            }
            Ok(Some(found))
        })
    }

    /// The branches that contracts belong to, by code; `None` when the asker has left meanwhile.
    pub fn branches(&self, by: &Asker) -> Result<Option<Vec<Branch>>> {
        self.read(|tx| tx.db.asked_by(by, || tx.branches().map(Some)))
    }

    /// Begins to read the names into memory, away from whoever waits.
    pub fn begin_to_know(&self) {
        self.known.begin();
    }

    /// The bytes that the names take in memory, once they have been read.
    pub fn bytes_of_names(&self) -> Option<usize> {
        self.known.settle();
        self.known.bytes()
    }

    /// How many answer, and where a page of them is.
    fn sought(&self, tx: &Tx<'_>, asked: &SearchQuery<'_>, by: &Asker) -> Result<Option<(usize, Vec<Place>)>> {
        let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let (offset, limit) = (place(asked.offset), place(asked.limit));
        let paged = |places: Vec<Place>| (places.len(), places.into_iter().skip(offset).take(limit).collect());
        let mut question = Question::of(asked.text);
        let (now, soon) = (millis(asked.now), millis(asked.soon));
        let listed: (&str, &[&dyn ToValue]) = match asked.within {
            Within::All => {
                let named = tx.exactly(asked.text)?;
                if !named.is_empty() {
                    return Ok(Some(paged(named)));
                }
                ("", &[])
            }
            Within::Branch(code) => {
                question = question.of_branch(code.as_str());
                ("", &[])
            }
            Within::Suspended => (
                "SELECT contract FROM token WHERE suspended_at IS NOT NULL AND stock = 'issued'",
                &[],
            ),
            Within::Closed => (r#"SELECT contract FROM "user" WHERE reopens_at > ?2"#, &[&now]),
            Within::Expiring => (
                "SELECT contract FROM token WHERE expires > ?2 AND expires <= ?3 AND stock = 'issued'",
                &[&now, &soon],
            ),
            Within::Cautioned => ("SELECT contract FROM caution WHERE lifted_at IS NULL", &[]),
        };
        if !listed.0.is_empty() {
            let from = format!("contract c WHERE c.number IN ({}) AND c.load NOT IN {UNSEEN}", listed.0);
            return Ok(tx.sifted(&from, listed.1, &question, by)?.map(paged));
        }
        if let Some(held) = self.known.held(tx)? {
            return Ok(Some(held.find(&question, offset, limit)));
        }
        let Some(pieces) = question.to_pieces() else {
            return tx.of_all(asked.offset, asked.limit).map(Some);
        };
        let from = format!("{BY_PIECES} AND c.load NOT IN {UNSEEN}");
        Ok(tx.sifted(&from, &[&pieces.as_str()], &question, by)?.map(paged))
    }
}

impl Tx<'_> {
    /// Makes a contract findable by what it holds now.
    pub fn index(&self, case: &Case) -> Result<()> {
        let number = case.contract.number.as_str();
        let sql = "SELECT slot FROM contract WHERE number = ?1";
        let slot = self.db.optional(sql, &[&number], |row| row.get(0))?;
        match slot.map(|slot| self.names_in(slot)).transpose()?.flatten() {
            Some(entry) => self.index_names(&entry),
            None => Ok(()),
        }
    }

    /// A page of all contracts, with how many there are.
    fn of_all(&self, offset: u64, limit: u64) -> Result<(usize, Vec<Place>)> {
        let sql = format!(
            "SELECT slot FROM contract WHERE load NOT IN {UNSEEN} ORDER BY sort_key, number LIMIT ?1 OFFSET ?2"
        );
        let places = self.db.all(&sql, &[&limit, &offset], |row| row.get(0).map(Place::of))?;
        Ok((usize::try_from(self.count_contracts()?).unwrap_or(usize::MAX), places))
    }

    /// The contracts that a text names in full, by number, login ID or serial. A text without a digit is a name.
    fn exactly(&self, text: &str) -> Result<Vec<Place>> {
        let text = fold_code(text);
        if !text.contains(|c: char| c.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let sql = format!(
            r#"SELECT slot FROM contract WHERE number IN (
                       SELECT ?1 UNION SELECT contract FROM "user" WHERE login_id IN (?1, upper(?1))
                       UNION SELECT contract FROM token WHERE serial = ?1)
                     AND load NOT IN {UNSEEN} ORDER BY sort_key, number LIMIT ?2"#
        );
        self.db
            .all(&sql, &[&text.as_str(), &NAMED], |row| row.get(0).map(Place::of))
    }

    /// Those of the contracts in `from` that answer a question, best match first; none when its asker has left.
    fn sifted(
        &self,
        from: &str,
        values: &[&dyn ToValue],
        question: &Question,
        by: &Asker,
    ) -> Result<Option<Vec<Place>>> {
        let mut found = Vec::new();
        let (mut names, mut places) = (Gathering::default(), Vec::new());
        let mut sift = |gathered: &mut Gathering, places: &mut Vec<(String, String)>| {
            let names = std::mem::take(gathered).names();
            for (class, row) in names.find(question).rows() {
                found.extend(
                    names
                        .slot(row)
                        .map(|slot| (class, std::mem::take(&mut places[row]), slot)),
                );
            }
            places.clear();
        };
        let mut broken = false;
        self.walk_names(from, values, &mut |entry| {
            broken = by.is_gone();
            names.push(&entry);
            places.push((key(&entry.kana), entry.number));
            if names.len() >= SIFTED {
                sift(&mut names, &mut places);
            }
            Ok(if broken {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            })
        })?;
        sift(&mut names, &mut places);
        found.sort_unstable();
        Ok((!broken).then(|| {
            found
                .into_iter()
                .map(|(class, _, slot)| Place::in_class(slot, class))
                .collect()
        }))
    }

    /// The branches that contracts belong to, by code.
    pub fn branches(&self) -> Result<Vec<Branch>> {
        let sql = format!(
            "SELECT branch_code, max(branch_name) FROM contract WHERE load NOT IN {UNSEEN}
             GROUP BY branch_code ORDER BY branch_code"
        );
        self.db.all(&sql, &[], |row| {
            Ok(Branch {
                code: parsed(row, 0, BranchCode::parse)?,
                name: parsed(row, 1, Name::stored)?,
            })
        })
    }
}
