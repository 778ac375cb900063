//! A notice in words: what stands in the letter or the mail (R14.1).

use std::io;

use super::csv::Sheet;
use crate::domain::calendar;
use crate::domain::notice::Notice;
use crate::domain::values::{LoginId, Serial};
use crate::store::NoticeRow;
use crate::words::{Words, place};

/// Subject and text of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Lines, ended by line feeds.
    pub text: String,
    /// What tells it from all others, so that one that is sent again after a crash is known as the same.
    pub mark: String,
}

/// The letter of a notice.
pub fn letter(row: &NoticeRow, words: &Words) -> Letter {
    let (notice, label) = (&words.telling.notice, &words.label);
    let name = row.name.as_ref().map_or(row.login_id.as_str(), |name| name.as_str());
    let mut lines = vec![
        notice.greeting(
            place::Company(row.company.as_str()),
            place::LoginId(row.login_id.as_str()),
            place::Name(name),
        ),
        String::new(),
    ];
    let at = words.moment(row.at);
    let contract = row.contract.as_str();
    let subject = match &row.notice {
        Notice::Done {
            action,
            users,
            serials,
            reason,
            reopens_at,
            receipt,
        } => {
            let action = label.action(*action);
            lines.push(notice.done(
                place::Action(action),
                place::At(&at),
                place::Contract(contract),
                place::Receipt(receipt),
            ));
            if let Some(reason) = reason {
                lines.push(notice.reason(place::Reason(label.reason(*reason))));
            }
            let users: Vec<_> = users.iter().map(LoginId::as_str).collect();
            lines.push(notice.users(place::Users(&users.join(label.comma))));
            let serials: Vec<_> = serials.iter().map(Serial::as_str).collect();
            lines.push(notice.serials(place::Serials(&serials.join(label.comma))));
            if let Some(opens) = reopens_at {
                lines.push(notice.reopens(place::At(&words.moment(*opens))));
            }
            notice.subject_done(place::Action(action))
        }
        Notice::FailedCheck { channel, person } => {
            let person = label.person(person);
            let channel = label.channel(*channel);
            lines.extend([
                notice.failed(
                    place::At(&at),
                    place::Channel(channel),
                    place::Contract(contract),
                    place::Person(&person),
                ),
                notice.failed_nothing.to_owned(),
            ]);
            notice.subject_failed.to_owned()
        }
        Notice::Refused { action } => {
            lines.push(notice.refused(
                place::Action(label.action(*action)),
                place::At(&at),
                place::Contract(contract),
            ));
            notice.subject_refused.to_owned()
        }
    };
    lines.extend([String::new(), notice.unknown.to_owned(), notice.never_asks.to_owned()]);
    let text = lines.join("\n") + "\n";
    let mark = format!("notice-{}-{}", row.id, row.at.timestamp_millis());
    Letter { subject, text, mark }
}

/// Notices as a table for letters, with the mark that Japanese Excel looks for. The letter has its dates as the store writes
/// them; the column of times is for programs, in ISO 8601.
///
/// # Errors
/// None but a lack of memory.
pub fn table(rows: &[NoticeRow], words: &Words) -> io::Result<Vec<u8>> {
    let notice = &words.telling.notice;
    let mut sheet = Sheet::new(Vec::new(), true)?;
    let headings = [
        notice.number,
        notice.at,
        notice.contract,
        notice.company,
        notice.login_id,
        notice.name,
        notice.subject,
        notice.text,
    ];
    sheet.row(headings)?;
    for row in rows {
        let letter = letter(row, words);
        let (number, at) = (row.id.to_string(), calendar::show(row.at));
        sheet.row([
            number.as_str(),
            at.as_str(),
            row.contract.as_str(),
            row.company.as_str(),
            row.login_id.as_str(),
            row.name.as_ref().map_or("", |name| name.as_str()),
            letter.subject.as_str(),
            letter.text.as_str(),
        ])?;
    }
    sheet.done()
}
