//! A notice in words: what stands in the letter or the mail (R14.1).

use std::io;

use super::csv::Sheet;
use crate::domain::calendar;
use crate::domain::notice::{Item, Notice, Stage, Way};
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
    let joined = |parts: &mut dyn Iterator<Item = &str>| parts.collect::<Vec<_>>().join(label.comma);
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
            lines.push(notice.users(place::Users(&joined(&mut users.iter().map(LoginId::as_str)))));
            lines.push(notice.serials(place::Serials(&joined(&mut serials.iter().map(Serial::as_str)))));
            if let Some(opens) = reopens_at {
                lines.push(notice.reopens(place::At(&words.moment(*opens))));
            }
            notice.subject_done(place::Action(action))
        }
        Notice::TakenBack { serials, receipt } => {
            lines.push(notice.taken_back(place::At(&at), place::Contract(contract), place::Receipt(receipt)));
            lines.push(notice.serials(place::Serials(&joined(&mut serials.iter().map(Serial::as_str)))));
            lines.push(notice.taken_back_next.to_owned());
            notice.subject_taken_back.to_owned()
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
        Notice::Expiring { serials, on } => {
            lines.push(notice.expiring(place::Contract(contract), place::Day(&words.day(*on))));
            lines.push(notice.serials(place::Serials(&joined(&mut serials.iter().map(Serial::as_str)))));
            notice.subject_expiring.to_owned()
        }
        Notice::Closed { on, owed, receipt } => {
            lines.push(notice.closed(place::Contract(contract), place::Day(&words.day(*on))));
            if !owed.is_empty() {
                lines.push(notice.owed.to_owned());
                lines.push(notice.serials(place::Serials(&joined(&mut owed.iter().map(Serial::as_str)))));
            }
            lines.extend(receipt.iter().map(|receipt| notice.receipt(place::Receipt(receipt))));
            notice.subject_closed.to_owned()
        }
        Notice::Changed {
            item,
            users,
            receipt,
            old,
        } => {
            let what = item_of(*item, words);
            lines.push(notice.changed(place::At(&at), place::Contract(contract), place::What(what)));
            if !users.is_empty() {
                lines.push(notice.users(place::Users(&joined(&mut users.iter().map(LoginId::as_str)))));
            }
            lines.extend(receipt.iter().map(|receipt| notice.receipt(place::Receipt(receipt))));
            if old.is_some() {
                lines.push(notice.to_old_address.to_owned());
            }
            notice.subject_changed.to_owned()
        }
    };
    lines.extend([String::new(), notice.unknown.to_owned(), notice.never_asks.to_owned()]);
    let text = lines.join("\n") + "\n";
    let mark = format!("notice-{}-{}", row.id, row.at.timestamp_millis());
    Letter { subject, text, mark }
}

/// How a notice stands, in a few words (R14.2).
pub fn stage(row: &NoticeRow, words: &Words) -> String {
    let notice = &words.telling.notice;
    match (row.stage, row.way, row.export) {
        (Stage::Waiting, ..) if row.failed.is_some() => notice.stage_failed.to_owned(),
        (Stage::Waiting, ..) => notice.stage_waiting.to_owned(),
        (Stage::Sending, ..) => notice.stage_sending.to_owned(),
        (Stage::Unsure, ..) => notice.stage_unsure.to_owned(),
        (Stage::Letter, ..) => notice.stage_letter.to_owned(),
        (Stage::Sent, Some(Way::Letter), Some(number)) => notice.stage_exported(place::Number(&number.to_string())),
        (Stage::Sent, Some(Way::Letter), None) => notice.stage_posted.to_owned(),
        (Stage::Sent, ..) => notice.stage_mailed.to_owned(),
    }
}

fn item_of(item: Item, words: &Words) -> &'static str {
    let notice = &words.telling.notice;
    match item {
        Item::Telephone => notice.item_telephone,
        Item::Address => notice.item_address,
        Item::Representative => notice.item_representative,
        Item::Mail => notice.item_mail,
        Item::Users => notice.item_users,
        Item::Passwords => notice.item_passwords,
    }
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
        notice.address,
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
            row.address.as_deref().unwrap_or_default(),
        ])?;
    }
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notice::OldAddress;
    use crate::domain::values::{ContractNumber, Name};
    use crate::words::Lang;

    fn row(notice: Notice) -> NoticeRow {
        NoticeRow {
            id: 7,
            contract: ContractNumber::parse("1000001").unwrap(),
            company: Name::parse("見本試験株式会社").unwrap(),
            login_id: LoginId::parse("DEN501").unwrap(),
            name: None,
            mail: None,
            address: None,
            notice,
            at: calendar::start_of("2026-06-01".parse().unwrap()),
            failed: None,
            stage: Stage::Waiting,
            since: None,
            way: None,
            export: None,
        }
    }

    #[test]
    fn what_expires_and_what_was_changed_is_told_in_words_r14_3() {
        let serials = ["00435821", "00435822"].map(|serial| Serial::parse(serial).unwrap());
        let on = "2026-08-31".parse().unwrap();
        let expiring = row(Notice::Expiring {
            serials: serials.into(),
            on,
        });
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::of(lang);
            let told = letter(&expiring, &words);
            for part in ["1000001", "00435821", "00435822", "2026", "31"] {
                assert!(told.text.contains(part), "{part}: {}", told.text);
            }
            for item in Item::ALL {
                let old = Some(OldAddress::default());
                let changed = |old| Notice::Changed {
                    item,
                    users: vec![LoginId::parse("DEN501J1").unwrap()],
                    receipt: Some("20260601-0001".to_owned()),
                    old,
                };
                let told = letter(&row(changed(old)), &words).text;
                for part in [
                    item_of(item, &words),
                    "DEN501J1",
                    "20260601-0001",
                    words.telling.notice.to_old_address,
                ] {
                    assert!(told.contains(part), "{part}: {told}");
                }
                let now = letter(&row(changed(None)), &words).text;
                assert!(!now.contains(words.telling.notice.to_old_address), "{now}");
            }
        }
    }
}
