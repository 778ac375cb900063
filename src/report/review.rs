//! 監査 in words: the same parts on the screen, on the command line and as a table for spreadsheets.

use std::io;

use super::csv::Sheet;
use crate::desk::Review;
use crate::domain::calendar::{self, Instant};
use crate::words::{Words, place};

/// A part with its headings and rows. The first row that is shown is the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is of.
    pub title: String,
    /// Over the columns.
    pub headings: [&'static str; COLUMNS],
    /// The rows.
    pub rows: Vec<[String; COLUMNS]>,
    /// It is of the days that the review looks back; otherwise of how things stand.
    pub of_days: bool,
}

/// Columns of every part.
pub const COLUMNS: usize = 5;

/// The parts of a review.
pub fn parts(review: &Review, words: &Words) -> Vec<Part> {
    vec![
        looks(review, words),
        matters(review, words),
        stops(review, words),
        persons(review, words),
        dormant(review, words),
    ]
}

/// A moment that fits a narrow column whole.
fn moment(at: Instant, words: &Words) -> String {
    let time = calendar::in_japan(at).format("%H:%M");
    format!("{} {time}", words.short_day(calendar::day_of(at)))
}

fn looks(review: &Review, words: &Words) -> Part {
    let own = &words.review;
    let rows = review.looks.iter().map(|look| {
        let result = look
            .code
            .as_ref()
            .map_or_else(|| own.looked.to_owned(), |code| own.refused(place::Code(code)));
        let count = review.looked.get(&look.actor).copied().unwrap_or(0);
        [
            moment(look.at, words),
            words.member(&look.actor),
            look.contract.clone().unwrap_or_default(),
            result,
            count.to_string(),
        ]
    });
    Part {
        title: own.looks(place::Count(&review.looks.len().to_string())),
        headings: [own.at, own.staff, own.contract, own.result, own.all_of_them],
        rows: rows.collect(),
        of_days: true,
    }
}

fn matters(review: &Review, words: &Words) -> Part {
    let own = &words.review;
    let rows = review.matters.iter().map(|matter| {
        // By their IDs, so that both are to be seen on a narrow screen: with one of them missing it would say nothing.
        let decided = matter.decided_by.as_ref().map(ToString::to_string);
        [
            moment(matter.at, words),
            format!("{} ＞ {}", matter.made_by, decided.unwrap_or_default()),
            words.value(&matter.action).to_owned(),
            words.label.countersign_status(matter.status).to_owned(),
            words.subject(&matter.action, &matter.subject),
        ]
    });
    Part {
        title: own.matters(place::Alone(&review.alone.to_string())),
        headings: [own.at, own.maker_decider, own.action, own.result, own.subject],
        rows: rows.collect(),
        of_days: true,
    }
}

fn stops(review: &Review, words: &Words) -> Part {
    let own = &words.review;
    let rows = review.stops.iter().map(|(staff, (all, hour))| {
        [
            String::new(),
            words.member(staff),
            String::new(),
            all.to_string(),
            hour.to_string(),
        ]
    });
    Part {
        title: own.stops.to_owned(),
        headings: ["", own.staff, "", own.count, own.within_an_hour],
        rows: rows.collect(),
        of_days: true,
    }
}

fn persons(review: &Review, words: &Words) -> Part {
    let own = &words.review;
    let rows = review.members.iter().map(|member| {
        let others: Vec<_> = member.others.iter().map(|id| words.member(id)).collect();
        [
            member.person.clone().unwrap_or_else(|| own.unset.to_owned()),
            words.member(&member.id),
            words.label.role(member.role).to_owned(),
            if member.locked { own.locked } else { "" }.to_owned(),
            others.join(words.label.comma),
        ]
    });
    Part {
        title: own.persons.to_owned(),
        headings: [own.person, own.staff, own.role, own.standing, own.other_ids],
        rows: rows.collect(),
        of_days: false,
    }
}

fn dormant(review: &Review, words: &Words) -> Part {
    let own = &words.review;
    let rows = review.dormant.iter().map(|(staff, name, last)| {
        let last = last.map_or_else(|| own.never.to_owned(), |last| moment(last, words));
        [last, staff.to_string(), name.to_string(), String::new(), String::new()]
    });
    Part {
        title: own.dormant(place::Days(&review.dormant_after.to_string())),
        headings: [own.last_used, own.staff, own.name, "", ""],
        rows: rows.collect(),
        of_days: false,
    }
}

/// The review as CSV, with the mark that Japanese Excel looks for.
///
/// # Errors
/// None but a lack of memory.
pub fn table(review: &Review, words: &Words) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::new(Vec::new(), true)?;
    for part in parts(review, words) {
        let head = std::iter::once(part.title.as_str());
        sheet.row(head.chain(part.headings))?;
        for row in &part.rows {
            sheet.row(std::iter::once("").chain(row.iter().map(String::as_str)))?;
        }
    }
    sheet.done()
}
