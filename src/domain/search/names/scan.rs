//! One pass over the bytes of a range of rows for each part of a question.

use std::ops::Range;

use super::holders::{FEW, Holders};
use super::kinds::HeldByKinds;
use super::needle::Needle;
use super::{Bits, Column, Names, shared_out};
use crate::domain::search::alphabet::PART;
use crate::domain::search::question::Question;
use crate::domain::values::Account;

/// Rows that are looked through for one part of a question after another: their texts stay near.
const NEAR: usize = 1 << 12;

/// A part of a question.
pub(super) struct Sought {
    needle: Needle,
    /// Who has a user whose name holds it, among all customers.
    users: Bits,
    /// Whether a number or a code can hold it.
    as_code: bool,
    kinds: HeldByKinds,
    /// Whether it is in digits and Latin letters alone.
    latin: bool,
}

impl Sought {
    pub(super) fn of(names: &Names, key: &str, shares: usize) -> Self {
        let needle = Needle::of(names.alphabet.bytes(key), &names.frequencies);
        let shares = shared_out(names.people.len(), shares, |range| {
            let (mut held, mut users) = (Bits::none(range.len()), Bits::none(names.len()));
            needle.first_of_each(&names.people.names, &range, &mut held);
            held.rows()
                .for_each(|name| names.people.add_rows(range.start + name, &mut users));
            users
        });
        let users = shares.into_iter().reduce(|mut all, share| {
            all.join(&share);
            all
        });
        Self {
            needle,
            users: users.unwrap_or_default(),
            as_code: key
                .chars()
                .all(|c| c.is_ascii() || Account::kinds().any(|kind| kind.contains(c))),
            kinds: names.kinds.holding(key),
            latin: key.is_ascii(),
        }
    }
}

/// Who of a range answers a question, from best to last. Rows count from the beginning of the range.
pub(super) fn classes(names: &Names, question: &Question, terms: &[Sought], range: Range<usize>) -> [Bits; 3] {
    let mut classes: [Bits; 3] = Default::default();
    for from in range.clone().step_by(NEAR) {
        let near = near(names, question, terms, from..range.end.min(from + NEAR));
        for (class, near) in classes.iter_mut().zip(near) {
            class.append(near);
        }
    }
    classes
}

/// The same, of few enough.
fn near(names: &Names, question: &Question, terms: &[Sought], range: Range<usize>) -> [Bits; 3] {
    let rows = range.len();
    let Some((first, others)) = terms.split_first() else {
        return [Bits::all(rows), Bits::none(rows), Bits::none(rows)];
    };
    let Holders {
        mut companies,
        mut begins,
        mut all,
    } = held(names, first, &range);
    for term in others {
        if all.count() < rows / FEW {
            companies.retain(|at| by_company(names, term, range.start + at));
            all.retain(|at| companies.has(at) || by_any(names, term, range.start + at));
        } else {
            let held = held(names, term, &range);
            companies.meet(&held.companies);
            all.meet(&held.all);
        }
    }
    // A branch that is asked for is no part of a name; it stands behind what was typed.
    let typed = question.typed().count();
    if typed < terms.len() {
        companies = all.clone();
        companies.retain(|at| {
            terms
                .iter()
                .take(typed)
                .all(|term| by_company(names, term, range.start + at))
        });
    }
    if question.typed().next() != Some(question.whole()) {
        begins = begun(names, question.whole(), &range, &companies);
    }
    begins.meet(&companies);
    companies.remove(&begins);
    all.remove(&begins);
    all.remove(&companies);
    [begins, companies, all]
}

/// Whose company's name, and who in any part, holds a key.
fn held(names: &Names, term: &Sought, range: &Range<usize>) -> Holders {
    let mut held = Holders::none(range.len());
    if term.latin && names.latin.len() < names.len() / FEW {
        let from = names.latin.partition_point(|row| (*row as usize) < range.start);
        let latin = names.latin[from..].iter().map(|row| *row as usize);
        for row in latin.take_while(|row| *row < range.end) {
            pass(
                &names.companies,
                &term.needle,
                &(row..row + 1),
                row - range.start,
                &mut held,
            );
        }
    } else if !names.letters.companies(term.needle.bytes(), range, &mut held) {
        pass(&names.companies, &term.needle, range, 0, &mut held);
    }
    names.kinds.join(&term.kinds, range, &mut held);
    if term.as_code && !names.letters.codes(&names.codes, &term.needle, range, &mut held.all) {
        term.needle.first_of_each(&names.codes, range, &mut held.all);
    }
    held.all.join_from(&term.users, range.start);
    held.all.join(&held.companies);
    held
}

/// Whether a name of a company holds a part.
fn by_company(names: &Names, term: &Sought, row: usize) -> bool {
    let may = !term.latin || u32::try_from(row).is_ok_and(|row| names.latin.binary_search(&row).is_ok());
    may && term.needle.find(names.companies.of(row)).is_some() || names.kinds.has(&term.kinds, row)
}

/// Whether anything of a customer holds a part, beside the company's name.
fn by_any(names: &Names, term: &Sought, row: usize) -> bool {
    term.users.has(row)
        || term.as_code && term.needle.find(names.codes.of(row)).is_some()
        || by_company(names, term, row)
}

/// Of which companies the name begins with a key, among `those` whose name holds it.
fn begun(names: &Names, whole: &str, range: &Range<usize>, those: &Bits) -> Bits {
    let mut needle = vec![PART];
    needle.extend(names.alphabet.bytes(whole));
    let (needle, kinds) = (Needle::of(needle, &names.frequencies), names.kinds.holding(whole));
    let mut begins = those.clone();
    if !whole.is_empty() {
        begins.retain(|at| {
            let row = range.start + at;
            needle.find(names.companies.of(row)).is_some() || names.kinds.begins(&kinds, row)
        });
    }
    begins
}

/// Adds the rows of a range whose companies' names hold a needle, the range's first one as `first`.
fn pass(column: &Column, needle: &Needle, range: &Range<usize>, first: usize, held: &mut Holders) {
    needle.walk(column, range, |row, at| {
        let bit = first + row - range.start;
        held.companies.add(bit);
        let begins = at.checked_sub(1).and_then(|before| column.text.get(before)) == Some(&PART);
        if begins {
            held.begins.add(bit);
        }
        !begins
    });
}
