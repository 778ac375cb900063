//! Notices leave the bank (R14.1, R14.2), and each that does is an entry of the trail.
//!
//! A send claims a notice before it says anything to the mail server, so two sends at once send nothing twice, and of a claim of
//! which nothing is heard it is said that nobody knows, not that it waits. Letters leave when a second person has approved it (R11.5); the
//! number that they have then writes their file, as often as it is needed, so whatever becomes of a file, they are not lost.

use serde::Serialize;

use super::attempt::{About, Settled};
use super::countersign::{Carried, ExportLetters, Matter, since};
use super::{Desk, Error, Look, Session};
use crate::domain::notice::{Decided, Stage};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::{Came, NoticeRow, Which};

/// Notices that one call takes at most.
const MOST: u64 = 5000;

/// Which notices are listed (TOSR001).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pile {
    /// Those that have not left, whatever keeps them.
    #[default]
    Open,
    /// Of these, those that a send could not bring to their address, and those of which nobody knows (送信不明).
    Failed,
    /// Those that have left.
    Sent,
}

impl Pile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Failed, Self::Sent];
}

impl Look<'_> {
    /// Notices that have not left, the oldest first, at most `limit` (R14.1).
    pub fn notices(&self, limit: u64) -> Result<Vec<NoticeRow>, Error> {
        self.pile(Pile::Open, limit)
    }

    /// Notices, at most `limit`, each at the stage that it is in now (R14.2).
    pub fn pile(&self, pile: Pile, limit: u64) -> Result<Vec<NoticeRow>, Error> {
        self.must(Duty::SendNotices)?;
        let which = match pile {
            Pile::Open | Pile::Failed => Which::Open,
            Pile::Sent => Which::Left,
        };
        let mut rows = self.staged(which, limit)?;
        if pile == Pile::Failed {
            rows.retain(|row| row.failed.is_some() || row.stage == Stage::Unsure);
        }
        Ok(rows)
    }

    /// What waits to go by mail, or could: those whose last try failed come last, so that they hold nobody up (R14.2).
    pub fn to_be_sent(&self) -> Result<Vec<NoticeRow>, Error> {
        self.must(Duty::SendNotices)?;
        let mut rows = self.staged(Which::Open, MOST)?;
        rows.retain(|row| matches!(row.stage, Stage::Waiting | Stage::Letter));
        rows.sort_by_key(|row| row.failed.is_some());
        Ok(rows)
    }

    /// What waits for an export: letters alone, or `all` that wait.
    pub fn to_be_exported(&self, all: bool) -> Result<Vec<NoticeRow>, Error> {
        self.must(Duty::SendNotices)?;
        let by_mail = self.policy().mail.is_some() && !all;
        let mut rows = self.staged(Which::Open, MOST)?;
        rows.retain(|row| match row.stage {
            Stage::Letter => true,
            Stage::Waiting => !by_mail || row.mail.is_none(),
            Stage::Sending | Stage::Unsure | Stage::Sent => false,
        });
        Ok(rows)
    }

    fn staged(&self, which: Which, limit: u64) -> Result<Vec<NoticeRow>, Error> {
        let mut rows = self.store.read(|tx| tx.notices(which, limit))?;
        for row in &mut rows {
            row.stage = row.stage.at(row.since, self.now());
        }
        Ok(rows)
    }
}

impl Desk {
    /// Asks that these notices leave as letters: all of them, or none. A second person approves it before they do (R11.5).
    ///
    /// # Errors
    /// E1812 when one of them has left the bank already, or is being sent; E1814 when others wait for the same.
    pub fn ask_for_letters(&mut self, session: &Session, notices: &[NoticeRow]) -> Result<Carried, Error> {
        let notices: Vec<_> = notices.iter().map(|notice| notice.id).collect();
        if notices.is_empty() {
            return Err(Refusal::NoticesGone.into());
        }
        let matter = Matter::ExportLetters(ExportLetters { notices });
        self.weigh_after(session, &matter, None, |tx, ground| {
            let mut open = tx.open_countersigns(since(ground.now), MOST)?.into_iter();
            let other = open.find(|other| other.action == ExportLetters::ACTION);
            Ok(other.map(|other| Refusal::LettersWait {
                request: other.id.to_string(),
                staff: other.made_by.to_string(),
            }))
        })
    }

    /// The notices of an export, for their file, with an entry that says so (R14.2).
    ///
    /// # Errors
    /// E1815 when there is no export of that number.
    pub fn export_again(&mut self, session: &Session, number: u64) -> Result<Vec<NoticeRow>, Error> {
        let about = About {
            action: "export_notices_again",
            detail: format!("#{number}"),
            ..About::default()
        };
        self.attempt(session, Duty::SendNotices, about, |tx, _| {
            let rows = tx.notices(Which::Of(number), MOST)?;
            if rows.is_empty() {
                return Err(Refusal::NoExport { number }.into());
            }
            Ok(Settled::new(Ok(rows)))
        })
    }

    /// Claims a notice for this send; false when another has it, which is no attempt of its own.
    ///
    /// # Errors
    /// E1812 when another claimed it in the same moment.
    pub fn claim_notice(&mut self, session: &Session, notice: &NoticeRow) -> Result<bool, Error> {
        let now = self.office.read(|tx| tx.notice(notice.id))?;
        if now.is_none_or(|now| now.stage != Stage::Waiting) {
            return Ok(false);
        }
        self.attempt(
            session,
            Duty::SendNotices,
            about("claim_notice", notice),
            |tx, ground| {
                if tx.claim_notice(notice.id, ground.now)? {
                    Ok(Settled::new(Ok(true)))
                } else {
                    Err(Refusal::NoticesGone.into())
                }
            },
        )
    }

    /// Keeps what came of a notice that this send has claimed.
    ///
    /// # Errors
    /// E1812 when it was taken and had left already: it has left twice then. E1813 when it was not taken: it waits on. E1817
    /// when it goes as a letter, E1818 when nobody knows (R14.2).
    pub fn notice_came(&mut self, session: &Session, notice: &NoticeRow, came: &Came) -> Result<(), Error> {
        self.attempt(
            session,
            Duty::SendNotices,
            about("send_notice", notice),
            |tx, ground| {
                let kept = tx.notice_came(notice.id, came, &ground.who.id, ground.now)?;
                let number = notice.id;
                let given = match came.clone() {
                    _ if !kept => return Err(Refusal::NoticesGone.into()),
                    Came::Taken => Ok(()),
                    Came::Later(reason) => Err(Refusal::MailRefused { reason }),
                    Came::Never(reason) => Err(Refusal::MailForLetter { number, reason }),
                    Came::Unsure(reason) => Err(Refusal::MailUnsure { number, reason }),
                };
                Ok(Settled::new(given))
            },
        )
    }

    /// Decides of a notice of which it is not known whether it left (送信不明).
    ///
    /// # Errors
    /// E1816 when that is known of it, or there is no such notice.
    pub fn decide_notice(&mut self, session: &Session, id: u64, decided: Decided) -> Result<(), Error> {
        let known = self.office.read(|tx| tx.notice(id))?;
        let about = About {
            action: "decide_notice",
            contract: known.as_ref().map(|row| row.contract.clone()),
            subject: known.map(|row| row.login_id.to_string()).unwrap_or_default(),
            detail: format!("{id} {}", decided.as_str()),
            ..About::default()
        };
        self.attempt(session, Duty::SendNotices, about, |tx, ground| {
            let row = tx.notice(id)?;
            let unsure = |row: &NoticeRow| row.stage.at(row.since, ground.now) == Stage::Unsure;
            if !row.as_ref().is_some_and(unsure) {
                return Err(Refusal::NotUnsure { number: id }.into());
            }
            tx.notice_decided(id, decided, ground.now)?;
            Ok(Settled::new(Ok(())))
        })
    }
}

fn about(action: &'static str, notice: &NoticeRow) -> About {
    About {
        action,
        contract: Some(notice.contract.clone()),
        subject: notice.login_id.to_string(),
        detail: notice.id.to_string(),
        ..About::default()
    }
}
