//! A report as one page that needs nothing beside itself: no script, no font, no picture from elsewhere.

use std::fmt::Write as _;

use super::{Part, sections, title};
use crate::desk::DayReport;
use crate::ui::text;
use crate::words::{Lang, Words};

const STYLE: &str = include_str!("../../../assets/page/report.css");
/// Of a chart: its width, a row, where the bars begin, and what stands behind the longest, in pixels.
const WIDE: u64 = 720;
const ROW: u64 = 20;
const BARS: u64 = 200;
const BEHIND: u64 = 60;

/// The report as HTML with charts in it (SVG).
pub fn page(report: &DayReport, words: &Words) -> String {
    let lang = match words.lang() {
        Lang::Ja => "ja",
        Lang::En => "en",
    };
    let title = escaped(&title(report, words));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for section in sections(report, words) {
        let heading = escaped(section.title);
        // Writing to a String cannot fail.
        let _ = writeln!(page, "<h2>{heading}</h2>");
        match section.part {
            Part::Facts(facts) => {
                page.push_str("<table>\n");
                for (name, value) in facts {
                    let _ = writeln!(page, "<tr><th>{}</th><td>{}</td></tr>", escaped(name), escaped(&value));
                }
                page.push_str("</table>\n");
            }
            Part::Rows(headings, rows) => {
                page.push_str("<table class=\"rows\">\n");
                row(&mut page, "th", headings.into_iter());
                for cells in &rows {
                    row(&mut page, "td", cells.iter().map(String::as_str));
                }
                page.push_str("</table>\n");
                if rows.is_empty() {
                    let _ = writeln!(page, "<p>{}</p>", escaped(words.telling.day.nothing));
                }
            }
            Part::Bars(bars) => chart(&mut page, &heading, &bars),
            Part::Boxes(names) => {
                page.push_str("<div class=\"boxes\">");
                for name in names {
                    let _ = write!(page, "<div>{}</div>", escaped(name));
                }
                page.push_str("</div>\n");
            }
        }
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// A row of a table: two columns of words, and figures.
fn row<'a>(page: &mut String, tag: &str, cells: impl Iterator<Item = &'a str>) {
    page.push_str("<tr>");
    for (index, cell) in cells.enumerate() {
        let class = if index > 1 { " class=\"count\"" } else { "" };
        let _ = write!(page, "<{tag}{class}>{}</{tag}>", escaped(cell));
    }
    page.push_str("</tr>\n");
}

fn chart(page: &mut String, heading: &str, bars: &[(String, u64)]) {
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let high = ROW * bars.len() as u64;
    let _ = writeln!(
        page,
        "<svg viewBox=\"0 0 {WIDE} {high}\" width=\"{WIDE}\" height=\"{high}\" role=\"img\" aria-label=\"{heading}\">"
    );
    for ((name, count), nth) in bars.iter().zip(0u64..) {
        let (top, long) = (nth * ROW, count * (WIDE - BARS - BEHIND) / most);
        let (base, end) = (top + 15, BARS + long + 8);
        let _ = writeln!(
            page,
            "<text x=\"0\" y=\"{base}\">{}</text><rect x=\"{BARS}\" y=\"{}\" width=\"{long}\" height=\"{}\"/>\
             <text x=\"{end}\" y=\"{base}\">{count}</text>",
            escaped(name),
            top + 3,
            ROW - 6,
        );
    }
    page.push_str("</svg>\n");
}

/// A text that stands in a page as it is.
fn escaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in text::clean(raw).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
