//! Notices leave the bank (R14.1), and each that does is an entry of the trail.
//!
//! A notice is marked when the file that holds it is on the disk, or when the mail server has taken it. A crash in between
//! leaves it waiting, so it leaves the bank at least once, and twice only after a crash.

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::notice::Way;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::NoticeRow;

impl Desk {
    /// Keeps that these notices were exported for letters: all of them, or none.
    ///
    /// # Errors
    /// E1802 when one of them has left the bank already.
    pub fn notices_exported(&mut self, session: &Session, notices: &[NoticeRow]) -> Result<(), Error> {
        let (first, last) = (notices.first(), notices.last());
        let range = first.zip(last).map(|(first, last)| format!("{}-{}", first.id, last.id));
        let about = About {
            action: "export_notices",
            subject: range.unwrap_or_default(),
            detail: notices.len().to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::SendNotices, about, |tx, ground| {
            for notice in notices {
                if !tx.notice_left(notice.id, Way::Letter, &ground.who.id, ground.now)? {
                    return Err(Refusal::NoticesGone.into());
                }
            }
            Ok(Settled::new(Ok(())))
        })
    }

    /// Keeps that the mail server took a notice.
    ///
    /// # Errors
    /// E1802 when it had left the bank already: it has left twice then.
    pub fn notice_sent(&mut self, session: &Session, notice: &NoticeRow) -> Result<(), Error> {
        self.attempt(session, Duty::SendNotices, about_sending(notice), |tx, ground| {
            if tx.notice_left(notice.id, Way::Mail, &ground.who.id, ground.now)? {
                Ok(Settled::new(Ok(())))
            } else {
                Err(Refusal::NoticesGone.into())
            }
        })
    }

    /// Keeps that the mail server did not take a notice, and why; it waits on.
    ///
    /// # Errors
    /// E1803 always, for whoever tells people; the store's own.
    pub fn notice_not_sent(&mut self, session: &Session, notice: &NoticeRow, why: &str) -> Result<(), Error> {
        self.attempt(session, Duty::SendNotices, about_sending(notice), |tx, _| {
            tx.notice_failed(notice.id, why)?;
            let reason = why.to_owned();
            Ok(Settled::new(Err(Refusal::MailRefused { reason })))
        })
    }
}

fn about_sending(notice: &NoticeRow) -> About {
    About {
        action: "send_notice",
        contract: Some(notice.contract.clone()),
        subject: notice.login_id.to_string(),
        detail: notice.id.to_string(),
        ..About::default()
    }
}
