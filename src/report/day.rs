//! 日報 (R18) in words: the same parts on the screen, on paper, as a table and as a page.

mod page;
mod paper;
mod table;

use std::io;

use chrono::NaiveDate;

use crate::desk::{DayReport, LEFT_YEARS, Scope, Span, UNLOCKED_WITHIN};
use crate::ui::text::{Align, cut, fit};
use crate::words::{Words, place};

pub use page::page;
pub use paper::lines;
pub use table::table;

/// A part of a report with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// What stands below it.
    pub part: Part,
}

/// What stands below a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Names with their values.
    Facts(Vec<(&'static str, String)>),
    /// Rows below headings; the first two columns are words, the others figures.
    Rows(Vec<&'static str>, Vec<Vec<String>>),
    /// Figures that are compared: drawn as bars.
    Bars(Vec<(String, u64)>),
    /// Boxes to sign or seal in.
    Boxes(Vec<&'static str>),
}

/// In what a report leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A4.
    Pdf,
    /// A table for spreadsheets.
    Csv,
    /// One page with charts, which needs nothing beside itself.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Csv, Self::Html];

    /// Its name, and the ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Html => "html",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// The report in that format.
///
/// # Errors
/// None but a lack of memory, and a font that does not read.
pub fn written(report: &DayReport, format: Format, words: &Words) -> io::Result<Vec<u8>> {
    match format {
        Format::Pdf => super::pdf::page(&lines(report, words), &title(report, words)),
        Format::Csv => table(report, words),
        Format::Html => Ok(page(report, words).into_bytes()),
    }
}

/// The name of its file, without an ending: the branch and the days.
pub fn stem(report: &DayReport) -> String {
    let of = match &report.scope {
        Scope::Branch(code) => code.to_string(),
        Scope::Everywhere => "all".to_owned(),
        Scope::Own => report.made_by.to_string(),
    };
    let form = if report.span.is_day() { "%Y%m%d" } else { "%Y%m" };
    format!("nippo-{of}-{}", report.span.from.format(form))
}

/// What it is called.
pub fn title(report: &DayReport, words: &Words) -> String {
    let day = &words.telling.day;
    let name = match (&report.scope, report.span.is_day()) {
        (Scope::Own, _) => day.title_own,
        (_, true) => day.title_day,
        (_, false) => day.title_month,
    };
    format!("{name} {}", days(report.span, words))
}

/// The days in words.
pub fn days(span: Span, words: &Words) -> String {
    if span.is_day() {
        return words.day(span.from);
    }
    let (from, to) = (words.day(span.from), words.day(span.to));
    words.telling.day.span(place::From(&from), place::To(&to))
}

/// Where the cells of a row stand from column `at` on: words in columns of these widths, behind them figures of `figure`.
pub fn placed(
    cells: impl IntoIterator<Item = String>,
    mut at: u16,
    words: [u16; 2],
    figure: u16,
) -> impl Iterator<Item = (u16, String)> {
    cells.into_iter().enumerate().map(move |(index, cell)| {
        let (columns, text) = match words.get(index) {
            Some(columns) => (*columns, cut(&cell, columns - 1).into_owned()),
            None => (figure, fit(&cell, figure, Align::Right)),
        };
        let from = at;
        at += columns;
        (from, text)
    })
}

/// Columns of a bar that fills `room` of them for the most; whatever is not nothing is to be seen.
pub fn long(count: u64, most: u64, room: u16) -> u16 {
    let columns = u128::from(count) * u128::from(room);
    let long = columns.div_ceil(u128::from(most.max(1)));
    u16::try_from(long).unwrap_or(room).min(room)
}

/// Everything that a report says, in its order.
pub fn sections(report: &DayReport, words: &Words) -> Vec<Section> {
    let day = &words.telling.day;
    let own = report.scope == Scope::Own;
    let mut sections = vec![
        Section {
            title: day.about,
            part: Part::Facts(about(report, words)),
        },
        Section {
            title: day.acts,
            part: acts(report, words),
        },
        Section {
            title: day.noted,
            part: Part::Facts(noted(report, words)),
        },
    ];
    if !report.revoked.is_empty() {
        let name = |id: &str| who(report, Some(id), words);
        let rows = report
            .revoked
            .iter()
            .map(|(id, count)| vec![name(id), String::new(), count.all.to_string(), count.lost.to_string()]);
        sections.push(Section {
            title: day.revoked,
            part: Part::Rows(vec![day.staff, "", day.revoked_all, day.revoked_lost], rows.collect()),
        });
    }
    let mut bars = |title, rows: Vec<(String, u64)>| {
        if rows.iter().any(|(_, count)| *count > 0) {
            let part = Part::Bars(rows);
            sections.push(Section { title, part });
        }
    };
    if !report.span.is_day() {
        let each = report.by_day.iter();
        bars(
            day.by_day,
            each.map(|(day, count)| (words.short_day(*day), *count)).collect(),
        );
    }
    if !own {
        bars(day.by_hour, hours(report, words));
    }
    if !own && !report.span.is_day() {
        let weekdays = day.weekdays.split(',').map(str::to_owned);
        bars(day.by_weekday, weekdays.zip(report.suspended_by_weekday).collect());
        bars(day.unlocked, unlocked(report, words));
        let month = |month: NaiveDate| month.format("%Y-%m").to_string();
        bars(
            day.expiring,
            report.expiring.iter().map(|(at, count)| (month(*at), *count)).collect(),
        );
        bars(day.remaining, remaining(report, words));
    }
    sections.push(Section {
        title: day.signed,
        part: Part::Boxes(vec![day.box_staff, day.box_seal]),
    });
    sections
}

fn about(report: &DayReport, words: &Words) -> Vec<(&'static str, String)> {
    let day = &words.telling.day;
    let of = match (&report.scope, &report.branch) {
        (Scope::Branch(_), Some(branch)) => words
            .telling
            .slip
            .branch_value(place::Code(branch.code.as_str()), place::Name(branch.name.as_str())),
        (Scope::Branch(code), None) => code.to_string(),
        (Scope::Everywhere, _) => day.everywhere.to_owned(),
        (Scope::Own, _) => who(report, Some(report.made_by.as_str()), words),
    };
    let mut facts = vec![
        (day.of, of),
        (day.days, days(report.span, words)),
        (day.made_at, words.moment(report.made_at)),
        (day.made_by, who(report, Some(report.made_by.as_str()), words)),
        (day.head, format!("{}:{}", report.head.count, report.head.digits)),
    ];
    if report.training {
        facts.push((day.kind, words.telling.slip.training.to_owned()));
    }
    facts
}

/// A member with their name, or the customers.
fn who(report: &DayReport, staff: Option<&str>, words: &Words) -> String {
    match staff.map(|id| (id, report.names.get(id))) {
        Some((id, Some(name))) => format!("{id} {name}"),
        Some((id, None)) => id.to_owned(),
        None => words.telling.day.customers.to_owned(),
    }
}

fn acts(report: &DayReport, words: &Words) -> Part {
    let day = &words.telling.day;
    let rows = report.acts.iter().map(|act| {
        vec![
            words.value(&act.action).to_owned(),
            who(report, act.staff.as_deref(), words),
            act.done.to_string(),
            act.waiting.to_string(),
            act.refused.to_string(),
        ]
    });
    Part::Rows(
        vec![day.action, day.staff, day.done, day.waiting, day.refused],
        rows.collect(),
    )
}

fn noted(report: &DayReport, words: &Words) -> Vec<(&'static str, String)> {
    let day = &words.telling.day;
    let cases = |count: u64| day.cases(place::Count(&count.to_string()));
    let looked = day.looked_over_value(
        place::Done(&report.looked_over.to_string()),
        place::Open(&report.to_look_over.to_string()),
        place::Returned(&report.returned.to_string()),
    );
    let mut noted = vec![
        (day.looked_over, looked),
        (day.failed_checks, cases(report.failed_checks)),
        (day.overrides, cases(report.overrides)),
        (day.cautions, cases(report.cautions)),
        (day.alone, cases(report.alone)),
    ];
    if report.scope != Scope::Own {
        let (waiting, failed) = (report.notices.to_string(), report.notices_failed.to_string());
        noted.push((
            day.notices,
            day.notices_value(place::Failed(&failed), place::Waiting(&waiting)),
        ));
    }
    noted
}

/// The hours of a day on which something was suspended; of a month all of them.
fn hours(report: &DayReport, words: &Words) -> Vec<(String, u64)> {
    let name = |hour: usize| words.telling.day.hour(place::Hour(&hour.to_string()));
    let hours = report.suspended_by_hour.iter().enumerate();
    let shown = hours.filter(|(_, count)| !report.span.is_day() || **count > 0);
    shown.map(|(hour, count)| (name(hour), *count)).collect()
}

/// Issued tokens by what is left of them.
fn remaining(report: &DayReport, words: &Words) -> Vec<(String, u64)> {
    let day = &words.telling.day;
    let within = LEFT_YEARS.map(|years| day.within_years(place::Years(&years.to_string())));
    let names = std::iter::once(day.expired.to_owned()).chain(within);
    let names = names.chain([day.longer.to_owned()]);
    names.zip(report.remaining.iter().copied()).collect()
}

fn unlocked(report: &DayReport, words: &Words) -> Vec<(String, u64)> {
    let day = &words.telling.day;
    let names = UNLOCKED_WITHIN.iter().map(|minutes| match minutes {
        ..60 => day.within_minutes(place::Minutes(&minutes.to_string())),
        _ => day.within_hours(place::Hours(&(minutes / 60).to_string())),
    });
    let names = names.chain([day.longer.to_owned()]);
    names.zip(report.unlocked_within).collect()
}
