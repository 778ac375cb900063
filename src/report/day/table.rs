//! A report as a table: a row for each figure, under its heading.

use std::io;

use super::{Part, sections};
use crate::desk::DayReport;
use crate::report::csv::Sheet;
use crate::words::Words;

/// The report as CSV, with the mark that Japanese Excel looks for.
///
/// # Errors
/// None but a lack of memory.
pub fn table(report: &DayReport, words: &Words) -> io::Result<Vec<u8>> {
    let day = &words.telling.day;
    let mut sheet = Sheet::new(Vec::new(), true)?;
    sheet.row([
        day.heading,
        day.item,
        day.staff,
        day.done_or_count,
        day.waiting,
        day.refused,
    ])?;
    for section in sections(report, words) {
        let title = section.title;
        match section.part {
            Part::Facts(facts) => {
                for (name, value) in facts {
                    sheet.row([title, name, "", value.as_str(), "", ""])?;
                }
            }
            Part::Bars(bars) => {
                for (name, count) in bars {
                    sheet.row([title, name.as_str(), "", count.to_string().as_str(), "", ""])?;
                }
            }
            Part::Rows(_, rows) => {
                for row in rows {
                    let cell = |at: usize| row.get(at).map_or("", String::as_str);
                    sheet.row([title, cell(0), cell(1), cell(2), cell(3), cell(4)])?;
                }
            }
            // A table is signed on paper.
            Part::Boxes(_) => {}
        }
    }
    sheet.done()
}
