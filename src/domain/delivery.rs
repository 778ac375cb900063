//! A delivery note (納品書) as it is typed, pasted, scanned or read from a file, and what it says of a batch (R15.3).

use std::collections::BTreeMap;

use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::values::Serial;

/// How the column of serials is headed in a file of several columns.
const HEADINGS: [&str; 4] = ["シリアル番号", "シリアル", "serial", "serial number"];

/// The serials that a note names, in its order. Each stands on a line of its own, or several on one with blanks or commas between
/// them; of a table whose first row has a heading for serials, that column alone is read.
///
/// # Errors
/// E1449 with its line for what is no serial, which is not said: it may be a code that was typed in the wrong place (R12.3).
pub fn serials(text: &str, policy: &Policy) -> Decision<Vec<Serial>> {
    let mut lines = text.lines().zip(1..).peekable();
    let mut column = None;
    if let Some((first, _)) = lines.peek()
        && !first.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        && !first.trim().is_empty()
    {
        column = cells(first).position(|cell| HEADINGS.contains(&cell.to_lowercase().as_str()));
        lines.next();
    }
    let mut found = Vec::new();
    for (line, number) in lines {
        let read = |cell: &str| {
            Serial::parse_by(cell, policy).map_err(|_| Refusal::NoteSerialForm {
                line: number,
                min: policy.serial_min,
                max: policy.serial_max,
            })
        };
        match column {
            Some(_) if line.trim().is_empty() => {}
            Some(column) => found.push(read(cells(line).nth(column).unwrap_or_default())?),
            None => {
                for part in parts(line) {
                    found.push(read(part)?);
                }
            }
        }
    }
    Ok(found)
}

/// What stands apart in a text of serials: typed, pasted, or from a scanner.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '，' | '"');
    text.split(apart).filter(|part| !part.is_empty())
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', '\t']).map(|cell| cell.trim().trim_matches('"').trim())
}

/// What a note says of the fobs of a batch that wait for their release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared<T> {
    /// Those that the note names.
    pub there: Vec<T>,
    /// Those that it does not.
    pub missing: Vec<Serial>,
    /// What it names and the batch has not.
    pub extra: Vec<Serial>,
    /// How often a serial was named once more, as a scanner does.
    pub again: usize,
}

/// Compares the fobs that wait with what a note names. A serial that several makers have counts when it is named as often: which of
/// them came could not be told otherwise (R15.2).
pub fn compare<T: Copy>(waiting: &[(T, Serial)], noted: &[Serial]) -> Compared<T> {
    let mut named: BTreeMap<&Serial, usize> = BTreeMap::new();
    for serial in noted {
        *named.entry(serial).or_default() += 1;
    }
    let mut fobs: BTreeMap<&Serial, Vec<T>> = BTreeMap::new();
    for (fob, serial) in waiting {
        fobs.entry(serial).or_default().push(*fob);
    }
    let mut compared = Compared {
        there: Vec::new(),
        missing: Vec::new(),
        extra: Vec::new(),
        again: 0,
    };
    for (serial, fobs) in &fobs {
        let count = named.get(*serial).copied().unwrap_or(0);
        if count >= fobs.len() {
            compared.there.extend(fobs);
            compared.again += count - fobs.len();
        } else {
            compared.missing.extend(fobs.iter().map(|_| (*serial).clone()));
        }
    }
    for (serial, count) in named {
        if !fobs.contains_key(serial) {
            compared.extra.push(serial.clone());
            compared.again += count - 1;
        }
    }
    compared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, String> {
        let read = serials(text, &Policy::default());
        let told = |refusal: Refusal| format!("{} {:?}", refusal.code(), refusal.facts());
        read.map(|serials| serials.iter().map(ToString::to_string).collect())
            .map_err(told)
    }

    #[test]
    fn serials_are_read_as_they_are_typed_pasted_scanned_or_kept_in_a_table_r15_3() {
        let two = Ok(vec!["10000018".to_owned(), "0011000020".to_owned()]);
        for text in [
            "10000018\n0011000020\n",
            "10000018 0011000020",
            "１００００018、0011000020",
            "\"10000018\";\"0011000020\"\r\n",
            "シリアル番号\n10000018\n0011000020",
            "No.,Serial,Maker\n1,10000018,MINATO 7\n\n2,\"0011000020\",MINATO 7\n",
            "品名\tシリアル番号\nトークン\t10000018\nトークン\t0011000020",
        ] {
            assert_eq!(read(text), two, "{text}");
        }
        assert_eq!(read(" \n\n"), Ok(vec![]));
        // What is no serial is told by its line and never repeated.
        for text in [
            "10000018\n123456",
            "10000018\nabc",
            "Serial,Maker\n10000018,x\n123456,x",
        ] {
            let told = read(text).unwrap_err();
            assert!(told.starts_with("E1449") && !told.contains("123456"), "{told}");
        }
    }

    #[test]
    fn a_note_is_compared_with_the_batch_serial_by_serial_r15_3() {
        let serial = |n: u32| Serial::parse(&n.to_string()).unwrap();
        let waiting: Vec<_> = [10_000_001, 10_000_002, 10_000_003, 10_000_003]
            .map(serial)
            .into_iter()
            .zip(1..)
            .collect();
        let waiting: Vec<_> = waiting.into_iter().map(|(serial, fob)| (fob, serial)).collect();
        let compared = compare(&waiting, &[10_000_001, 10_000_001, 10_000_003, 10_000_009].map(serial));
        assert_eq!(compared.there, [1]);
        assert_eq!(compared.missing, [10_000_002, 10_000_003, 10_000_003].map(serial));
        assert_eq!((compared.extra, compared.again), (vec![serial(10_000_009)], 1));
        // A serial of two makers, named twice, is both of them.
        let all = compare(&waiting, &[10_000_002, 10_000_003, 10_000_001, 10_000_003].map(serial));
        assert_eq!(
            (all.there, all.missing, all.extra, all.again),
            (vec![1, 2, 3, 4], vec![], vec![], 0)
        );
    }
}
