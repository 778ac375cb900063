//! One pass over the bytes of a range of rows for each part of a question.

use std::ops::Range;

use memchr::memmem::Finder;

use super::{Bits, Column, Names};
use crate::domain::search::alphabet::PART;
use crate::domain::search::question::Question;

/// Where fewer than one in so many rows are left, each is looked at by itself.
const FEW: usize = 16;
/// What numbers and codes are made of beside digits and Latin letters: the words for kinds of accounts, as keys have them.
const OF_ACCOUNTS: [char; 6] = ['普', '通', '当', '座', '貯', '蓄'];

/// Who of a range answers a question, from best to last. Rows count from the beginning of the range.
pub(super) fn classes(names: &Names, question: &Question, range: Range<usize>) -> [Bits; 3] {
    let rows = range.len();
    let Some((first, others)) = question.terms().split_first() else {
        return [Bits::all(rows), Bits::none(rows), Bits::none(rows)];
    };
    let (mut companies, mut all) = held(names, first, &range);
    for term in others {
        let (by_company, by_any) = if all.count() < rows / FEW {
            one_by_one(names, term, &range, &all)
        } else {
            held(names, term, &range)
        };
        companies.meet(&by_company);
        all.meet(&by_any);
    }
    // A branch that is asked for is no part of a name; it stands behind what was typed.
    if question.typed().count() < question.terms().len() {
        companies = held_by_companies(names, question, &range, &all);
    }
    let mut begins = begun(names, question.whole(), &range, &companies);
    begins.meet(&companies);
    companies.remove(&begins);
    all.remove(&begins);
    all.remove(&companies);
    [begins, companies, all]
}

/// Whose company's name holds everything that was typed, among `those`.
fn held_by_companies(names: &Names, question: &Question, range: &Range<usize>, those: &Bits) -> Bits {
    let mut companies = those.clone();
    for term in question.typed() {
        let (by_company, _) = one_by_one(names, term, range, &companies);
        companies.meet(&by_company);
    }
    companies
}

/// Whose company's name, and who in any part, holds a key.
fn held(names: &Names, term: &str, range: &Range<usize>) -> (Bits, Bits) {
    let finder = Finder::new(&names.alphabet.bytes(term)).into_owned();
    let rows = range.len();
    let (mut companies, mut all) = (Bits::none(rows), Bits::none(rows));
    let latin = term.is_ascii();
    if latin && names.latin.len() < names.len() / FEW {
        let from = names.latin.partition_point(|row| *row < range.start);
        for row in names.latin[from..].iter().take_while(|row| **row < range.end) {
            if finder.find(names.companies.of(*row)).is_some() {
                companies.add(row - range.start);
            } else if finder.find(names.users.of(*row)).is_some() {
                all.add(row - range.start);
            }
        }
    } else {
        pass(&names.companies, &finder, range, &mut companies);
        pass(&names.users, &finder, range, &mut all);
    }
    if term.chars().all(|c| c.is_ascii() || OF_ACCOUNTS.contains(&c)) {
        pass(&names.codes, &finder, range, &mut all);
    }
    all.join(&companies);
    (companies, all)
}

/// As [`held`], for those rows alone.
fn one_by_one(names: &Names, term: &str, range: &Range<usize>, those: &Bits) -> (Bits, Bits) {
    let finder = Finder::new(&names.alphabet.bytes(term)).into_owned();
    let (mut companies, mut all) = (Bits::none(range.len()), Bits::none(range.len()));
    for at in those.rows() {
        let row = range.start + at;
        if finder.find(names.companies.of(row)).is_some() {
            companies.add(at);
            all.add(at);
        } else if [&names.users, &names.codes]
            .iter()
            .any(|c| finder.find(c.of(row)).is_some())
        {
            all.add(at);
        }
    }
    (companies, all)
}

/// Of which companies the name begins with a key: of those whose name holds it, where they are few.
fn begun(names: &Names, whole: &str, range: &Range<usize>, those: &Bits) -> Bits {
    let mut needle = vec![PART];
    needle.extend(names.alphabet.bytes(whole));
    let finder = Finder::new(&needle);
    let mut begins = Bits::none(range.len());
    if whole.is_empty() {
        return those.clone();
    }
    if those.count() < range.len() / FEW {
        for at in those.rows() {
            if finder.find(names.companies.of(range.start + at)).is_some() {
                begins.add(at);
            }
        }
    } else {
        pass(&names.companies, &finder, range, &mut begins);
    }
    begins
}

/// Adds the rows of a range that hold what the finder looks for.
fn pass(column: &Column, finder: &Finder<'_>, range: &Range<usize>, rows: &mut Bits) {
    let start = |row: usize| column.starts.get(row).map_or(column.text.len(), |at| *at as usize);
    let (mut at, mut row, end) = (start(range.start), range.start, start(range.end));
    while let Some(found) = column.text.get(at..end).and_then(|text| finder.find(text)) {
        let found = at + found;
        while row + 1 < range.end && start(row + 1) <= found {
            row += 1;
        }
        rows.add(row - range.start);
        row += 1;
        if row >= range.end {
            break;
        }
        at = start(row);
    }
}
