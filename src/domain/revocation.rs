//! Revocation (失効, R7, BRSK027).

use serde::{Deserialize, Serialize};

use super::authority;
use super::calendar::{self, Instant};
use super::case::{Case, Change};
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::stop;
use super::token::{Stock, Token};
use super::values::{LoginId, Serial, TokenId};

/// Why a registration is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// 紛失.
    Loss,
    /// 盗難.
    Theft,
    /// 利用者変更.
    ChangeOfUser,
    /// 交換.
    Exchange,
    /// 故障.
    Defect,
}

impl Reason {
    /// All reasons, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Loss,
        Self::Theft,
        Self::ChangeOfUser,
        Self::Exchange,
        Self::Defect,
    ];

    /// Whether the fob itself is gone and must be worth nothing (R7.4).
    pub fn loses_the_fob(self) -> bool {
        matches!(self, Self::Loss | Self::Theft)
    }
}

/// Everyone to choose when these are revoked for that reason: for loss or theft all who share the tokens (R7.4),
/// otherwise just these (R7.2).
pub fn proposed(case: &Case, chosen: &[LoginId], reason: Reason) -> Vec<LoginId> {
    let tokens: Vec<TokenId> = tokens_of(case, chosen);
    let is_in = |login_id: &LoginId, token: Option<TokenId>| {
        chosen.contains(login_id) || (reason.loses_the_fob() && token.is_some_and(|t| tokens.contains(&t)))
    };
    case.users
        .iter()
        .filter(|u| is_in(&u.login_id, u.token))
        .map(|u| u.login_id.clone())
        .collect()
}

/// The fobs that are gone when these are revoked for that reason: their holders can't revoke themselves (R7.8).
pub fn lost(case: &Case, chosen: &[LoginId], reason: Option<Reason>) -> Vec<TokenId> {
    match reason {
        Some(reason) if reason.loses_the_fob() => tokens_of(case, chosen),
        _ => Vec::new(),
    }
}

/// The serials of the fobs that are gone and can be used still: they are stopped at once where the revocation has to wait (R7.6).
pub fn to_stop(case: &Case, chosen: &[LoginId], reason: Reason, now: Instant) -> Vec<Serial> {
    let gone = lost(case, chosen, Some(reason));
    let tokens = gone.into_iter().filter_map(|token| case.token(token));
    let live = tokens.filter(|token| stop::decide(case, &token.serial, now).is_ok());
    live.map(|token| token.serial.clone()).collect()
}

/// Takes back that fobs are lost, of a revocation that was the bank's mistake (R7.7): they are suspended instead. Users stay revoked, and
/// their closed period runs on. `replaced` are the fobs in whose place others were issued.
///
/// # Errors
/// E1123 when the days are over, E1124 for a fob that was replaced, E1125 for one that was handed in or has gone on.
pub fn take_back(
    case: &Case,
    fobs: &[Serial],
    replaced: &[TokenId],
    made_at: Instant,
    now: Instant,
    policy: &Policy,
) -> Decision<Vec<Change>> {
    if fobs.is_empty() {
        return Ok(Vec::new());
    }
    if now >= made_at + policy.sent_back_within {
        return Err(Refusal::LostForEver {
            days: policy.sent_back_within.num_days(),
        });
    }
    let taken_back = |serial: &Serial| {
        let lost = |token: &&Token| token.serial == *serial && token.stock == Stock::Lost;
        let serial = serial.to_string();
        match case.tokens.iter().find(lost) {
            Some(token) if replaced.contains(&token.id) => Err(Refusal::LossReplaced { serial }),
            Some(token) if token.handed_in.is_none() => Ok(Change::TakeLossBack {
                token: token.id,
                at: now,
            }),
            _ => Err(Refusal::LossMovedOn { serial }),
        }
    };
    fobs.iter().map(taken_back).collect()
}

/// Revokes the chosen users; one without a registration refuses the whole (R7.5). For loss or theft their tokens
/// are marked lost, which is for ever (R7.4, R15.1) but for a mistake ([`take_back`]). The closed period is R8.2's.
pub fn decide(case: &Case, chosen: &[LoginId], reason: Reason, now: Instant, policy: &Policy) -> Decision<Vec<Change>> {
    let mut changes = untied(case, chosen, now, policy)?;
    if reason.loses_the_fob() {
        let alive = |id: &TokenId| case.token(*id).is_some_and(|token| token.stock == Stock::Issued);
        changes.extend(
            tokens_of(case, chosen)
                .into_iter()
                .filter(alive)
                .map(|token| Change::MarkLost { token }),
        );
    }
    Ok(changes)
}

/// Revokes the chosen users for one of the customer's own, `by`, whose own registration may be among them (R7.1). Others who
/// share a token keep it (R7.2).
///
/// # Errors
/// E0702 unless `by` is a master or admin user with a usable token; E0701 as for the bank.
pub fn decide_for_customer(
    case: &Case,
    by: &LoginId,
    chosen: &[LoginId],
    now: Instant,
    policy: &Policy,
) -> Decision<Vec<Change>> {
    if !authority::able(case, now).any(|user| user.login_id == *by) {
        return Err(Refusal::MayNotRevoke);
    }
    untied(case, chosen, now, policy)
}

fn untied(case: &Case, chosen: &[LoginId], now: Instant, policy: &Policy) -> Decision<Vec<Change>> {
    let users = case.chosen(chosen)?;
    if let Some(user) = users.iter().find(|user| user.token.is_none()) {
        return Err(Refusal::NothingToRevoke {
            login_id: user.login_id.to_string(),
        });
    }
    let reopens_at = calendar::reopens(now, policy);
    let untie = |login_id: &LoginId| Change::Untie {
        login_id: login_id.clone(),
        reopens_at,
    };
    Ok(chosen.iter().map(untie).collect())
}

fn tokens_of(case: &Case, chosen: &[LoginId]) -> Vec<TokenId> {
    let mut tokens: Vec<_> = case
        .users
        .iter()
        .filter(|user| chosen.contains(&user.login_id))
        .filter_map(|user| user.token)
        .collect();
    tokens.sort();
    tokens.dedup();
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, login, token, user};
    use crate::domain::state::{self, OtpState};
    use crate::domain::user::UserKind::*;

    fn three() -> Case {
        case(
            vec![
                user("M", Master, 1),
                user("A", Admin, 1),
                user("G", General, 2),
                user("N", General, 0),
            ],
            vec![token(1), token(2)],
        )
    }

    /// A mistake is taken back while the fob is as the mistake left it, and no longer than the days.
    #[test]
    fn a_fob_that_was_replaced_handed_in_or_has_gone_on_stays_lost_r7_7() {
        let (policy, made_at) = (Policy::default(), at("2026-06-01T12:00:00"));
        let (now, one) = (made_at + policy.sent_back_within, token(1));
        let lost = |change: &dyn Fn(&mut Token)| {
            let mut case = three();
            case.tokens[0].stock = Stock::Lost;
            change(&mut case.tokens[0]);
            case
        };
        let told = |case: &Case, replaced: &[TokenId], now| {
            let taken = take_back(case, std::slice::from_ref(&one.serial), replaced, made_at, now, &policy);
            taken.err().map(|refusal| refusal.code())
        };
        let in_time = now - chrono::TimeDelta::seconds(1);
        assert_eq!(told(&lost(&|_| ()), &[], in_time), None);
        assert_eq!(told(&lost(&|_| ()), &[], now), Some("E1123"));
        assert_eq!(told(&lost(&|_| ()), &[one.id], in_time), Some("E1124"));
        assert_eq!(
            told(&lost(&|token| token.handed_in = Some(made_at)), &[], in_time),
            Some("E1125")
        );
        assert_eq!(
            told(&lost(&|token| token.stock = Stock::Scrapped), &[], in_time),
            Some("E1125")
        );
    }

    #[test]
    fn others_who_share_keep_it_unless_the_fob_is_gone_r7_2_and_r7_4() {
        let (case, now, policy) = (three(), at("2026-06-01T12:00:00"), Policy::default());
        for reason in Reason::ALL {
            let changes = decide(&case, &[login("M")], reason, now, &policy).unwrap();
            let after = case.apply(&changes);
            assert_eq!(
                after.user(&login("M")).unwrap().reopens_at,
                Some(at("2026-06-01T12:30:00"))
            );
            assert_eq!(after.user(&login("A")).unwrap().token, Some(token(1).id));
            let dead = after.token(token(1).id).unwrap().stock == Stock::Lost;
            assert_eq!(dead, reason.loses_the_fob(), "{reason:?}");
            assert_eq!(after.token(token(2).id).unwrap().stock, Stock::Issued);
            let chosen = proposed(&case, &[login("M")], reason);
            assert_eq!(chosen.len(), if dead { 2 } else { 1 });
        }
    }

    #[test]
    fn all_or_nothing_r7_5() {
        let (case, now, policy) = (three(), at("2026-06-01T12:00:00"), Policy::default());
        let decide = |chosen: &[LoginId]| decide(&case, chosen, Reason::Loss, now, &policy);
        assert_eq!(
            decide(&[login("M"), login("N")]),
            Err(Refusal::NothingToRevoke { login_id: "N".into() })
        );
        assert_eq!(decide(&[]), Err(Refusal::NobodyChosen));
        assert_eq!(
            decide(&[login("M"), login("M")]),
            Err(Refusal::NamedTwice { login_id: "M".into() })
        );
        assert_eq!(decide(&[login("Z")]), Err(Refusal::NoUser { login_id: "Z".into() }));
    }

    #[test]
    fn a_revoked_user_is_shown_with_the_moment_it_opens_r8_3() {
        let (case, now, policy) = (three(), at("2026-06-01T20:55:00"), Policy::default());
        let after = case.apply(&decide(&case, &[login("M"), login("A")], Reason::Loss, now, &policy).unwrap());
        let shown = state::of(after.user(&login("A")).unwrap(), &after, now);
        assert_eq!(shown, OtpState::Revoked(at("2026-06-02T08:10:00")));
    }
}
