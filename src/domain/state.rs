//! The state of a user's one-time password as every screen shows it (ワンタイムパスワード状態, R13).

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::case::Case;
use super::token::Stock;
use super::user::User;

/// ワンタイムパスワード状態 (R13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtpState {
    /// 未登録: never registered, or the closed period is over.
    Unregistered,
    /// Blank: the user may do nothing that needs a token.
    NotNeeded,
    /// サービス利用中: registered, token good.
    InUse,
    /// 停止中: registered, token suspended.
    Suspended,
    /// 失効済: revoked, registration opens at that instant.
    Revoked(Instant),
    /// 有効期限切れ: registered, token past its expiry.
    Expired,
    /// 紛失: registered with a token that was reported lost or scrapped, because staff unchose the user when
    /// they revoked the others (R7.4). The manual knows no such state; the user must be revoked.
    Lost,
}

impl OtpState {
    /// Whether it is that of a user who has a token.
    pub fn has_token(self) -> bool {
        matches!(self, Self::InUse | Self::Suspended | Self::Expired | Self::Lost)
    }
}

/// The state of one user at one instant.
///
/// A registration is shown whatever the permissions are. A token that is both expired and suspended is shown as
/// expired, since unlocking would not help (R9.4).
pub fn of(user: &User, case: &Case, now: Instant) -> OtpState {
    match case.token_of(user) {
        // Of a contract that is closed nothing needs a token any more (R16.1).
        None if case.contract.closed.is_some() => OtpState::NotNeeded,
        Some(token) if matches!(token.stock, Stock::Lost | Stock::Scrapped) => OtpState::Lost,
        Some(token) if token.is_expired(now) => OtpState::Expired,
        Some(token) if token.is_suspended() => OtpState::Suspended,
        Some(_) => OtpState::InUse,
        None => match user.closed_until(now) {
            Some(opens) => OtpState::Revoked(opens),
            None if user.operations.any() => OtpState::Unregistered,
            None => OtpState::NotNeeded,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, token, user};
    use crate::domain::user::{Operations, UserKind};
    use OtpState::*;

    #[test]
    fn the_table_of_r13() {
        let now = at("2026-06-01T12:00:00");
        let opens = at("2026-06-01T12:30:00");
        let row =
            |token_change: fn(&mut crate::domain::token::Token), registered: bool, reopens, may: bool, at_time| {
                let mut t = token(1);
                token_change(&mut t);
                let mut u = user("A1", UserKind::Master, u8::from(registered));
                u.reopens_at = reopens;
                if !may {
                    u.operations = Operations::default();
                }
                let case = case(vec![u], vec![t]);
                of(&case.users[0], &case, at_time)
            };
        assert_eq!(row(|_| (), true, None, true, now), InUse);
        assert_eq!(row(|_| (), true, None, false, now), InUse);
        assert_eq!(row(|_| (), false, None, true, now), Unregistered);
        assert_eq!(row(|_| (), false, None, false, now), NotNeeded);
        assert_eq!(row(|_| (), false, Some(opens), true, now), Revoked(opens));
        assert_eq!(
            row(|_| (), false, Some(opens), true, opens),
            Unregistered,
            "half open (R2.3)"
        );
        assert_eq!(
            row(
                |t| t.suspended_at = t.expires.or(Some(at("2026-06-01T11:00:00"))),
                true,
                None,
                true,
                now
            ),
            Suspended
        );
        assert_eq!(
            row(|t| t.expires = Some(at("2026-06-01T12:00:00")), true, None, true, now),
            Expired
        );
        assert_eq!(
            row(|t| t.expires = Some(at("2026-06-01T12:00:01")), true, None, true, now),
            InUse
        );
        assert_eq!(
            row(
                |t| (t.expires, t.suspended_at) = (Some(at("2026-06-01T12:00:00")), Some(at("2026-06-01T11:00:00"))),
                true,
                None,
                true,
                now
            ),
            Expired
        );
        assert_eq!(row(|t| t.stock = Stock::Lost, true, None, true, now), Lost);
    }
}
