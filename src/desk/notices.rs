//! Notices to the customer (R14.1): each is left in the transaction of what it tells of, and what leaves the bank is an
//! entry of the trail.
//!
//! A notice is marked when the file that holds it is on the disk, or when the mail server has taken it. A crash in between
//! leaves it waiting, so it leaves the bank at least once, and twice only after a crash.

use super::attempt::{About, Ground, Settled};
use super::plan::{Shown, load};
use super::{Desk, Error, Session};
use crate::domain::calendar;
use crate::domain::identity::{Action, Check};
use crate::domain::notice::{Notice, Way, told};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, RequestId};
use crate::store::{NoticeRow, Tx};

/// Of what was carried out.
pub(super) fn done(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    shown: &Shown,
    request: RequestId,
    receipt: &str,
) -> Result<(), Error> {
    let of_users = shown.users.iter().filter_map(|user| user.serial.clone());
    let of_tokens = shown.tokens.iter().map(|token| token.serial.clone());
    let mut serials: Vec<_> = of_users.chain(of_tokens).collect();
    serials.sort();
    serials.dedup();
    let notice = Notice::Done {
        action: shown.action,
        users: shown.users.iter().map(|user| user.login_id.clone()).collect(),
        serials,
        reason: shown.reason,
        reopens_at: shown.reopens_at,
        receipt: receipt.to_owned(),
    };
    leave(tx, ground, &shown.contract, &notice, Some(request))
}

/// Of a failed check.
pub(super) fn failed(tx: &Tx<'_>, ground: &Ground<'_>, check: &Check) -> Result<(), Error> {
    leave(tx, ground, &check.contract, &Notice::of_check(check), None)
}

/// Of a refused attempt, if a check of the contract has failed on this day.
pub(super) fn refused(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    contract: &ContractNumber,
    action: Action,
) -> Result<(), Error> {
    let today = calendar::start_of(calendar::day_of(ground.now));
    if tx.has_failed_check(contract, today)? {
        leave(tx, ground, contract, &Notice::Refused { action }, None)?;
    }
    Ok(())
}

fn leave(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    contract: &ContractNumber,
    notice: &Notice,
    request: Option<RequestId>,
) -> Result<(), Error> {
    for user in told(&load(tx, contract)?) {
        tx.add_notice(contract, &user.login_id, notice, ground.now, request)?;
    }
    Ok(())
}

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
