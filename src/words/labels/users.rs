//! Users and their tokens in words.

use super::{LabelWords, place};
use crate::domain::calendar::Instant;
use crate::domain::state::OtpState;
use crate::domain::synchronisation;
use crate::domain::token::{Stock, Token};
use crate::domain::user::{Operations, UserKind};

impl LabelWords {
    /// ワンタイムパスワード状態 (R13), blank where nothing needs a token.
    pub fn state(&self, state: OtpState, now: Instant) -> String {
        match state {
            OtpState::Unregistered => self.unregistered.to_owned(),
            OtpState::NotNeeded => String::new(),
            OtpState::InUse => self.in_use.to_owned(),
            OtpState::Suspended => self.suspended.to_owned(),
            OtpState::Revoked(opens) => self.revoked(place::Opens(&self.soon(opens, now))),
            OtpState::Expired => self.expired.to_owned(),
            OtpState::Lost => self.lost_token.to_owned(),
        }
    }

    /// 利用者区分.
    pub fn kind(&self, kind: UserKind) -> &str {
        match kind {
            UserKind::Master => self.master,
            UserKind::Admin => self.admin,
            UserKind::General => self.general,
        }
    }

    /// The operations a user may do, in the manual's short words.
    pub fn operations(&self, may: Operations) -> String {
        let all = [
            (may.transfer, self.transfer),
            (may.bulk, self.bulk),
            (may.pay_easy, self.pay_easy),
            (may.administration, self.administration),
        ];
        let words: Vec<_> = all.into_iter().filter(|(may, _)| *may).map(|(_, word)| word).collect();
        words.join(self.comma)
    }

    /// Where a token stands.
    pub fn stock(&self, stock: Stock) -> &str {
        match stock {
            Stock::Arrived => self.stock_arrived,
            Stock::InStock => self.in_stock,
            Stock::Moving => self.stock_moving,
            Stock::Issued => self.issued,
            Stock::Returned => self.stock_returned,
            Stock::Lost => self.lost,
            Stock::Scrapped => self.scrapped,
        }
    }

    /// Where a token stands in one word: stock, expiry, suspension or use (R15.1).
    pub fn token(&self, token: &Token, is_used: bool, now: Instant) -> &str {
        match token.stock {
            Stock::Issued if token.is_expired(now) => self.expired,
            Stock::Issued if token.is_suspended() => self.suspended,
            Stock::Issued if is_used => self.in_use,
            stock => self.stock(stock),
        }
    }

    /// Steps that a fob's clock is ahead of ours, and how long that is with steps of `period` seconds (R6.5).
    pub fn drift(&self, steps: i64, period: u32) -> String {
        let seconds = synchronisation::seconds(steps, period).unsigned_abs();
        let (minutes, rest) = ((seconds / 60).to_string(), (seconds % 60).to_string());
        let time = match (seconds / 60, seconds % 60) {
            (0, _) => self.seconds(place::Seconds(&rest)),
            (_, 0) => self.minutes(place::Minutes(&minutes)),
            _ => self.minutes_seconds(place::Minutes(&minutes), place::Seconds(&rest)),
        };
        let count = steps.unsigned_abs().to_string();
        match steps {
            0 => self.drift_none.to_owned(),
            1.. => self.drift_fast(place::Steps(&count), place::Time(&time)),
            _ => self.drift_slow(place::Steps(&count), place::Time(&time)),
        }
    }
}
