//! The training bank, みなと見本銀行: its customers, its fobs and the moment at which a demo begins.
//!
//! Everything in it is invented. The story of the demo and the tests rely on these contracts, all of them at
//! 本店営業部 but the last two:
//!
//! | contract | what stands there at [`START`] |
//! |---|---|
//! | 1000001 株式会社見本商会 | one token 10000018, shared by master DEN501, admin DEN501M1 and general DEN501J1: once it is suspended, only the bank can unlock it (R9.3) |
//! | 1000002 架空水産有限会社 | one token 200000251, in use by master DEN502 and general DEN502J1: the call about a lost token (R7.4) |
//! | 1000003 例示工業株式会社 | master DEN503 with token 0030000137, admin DEN503M1 with 0030000145: the customer can unlock either (R9.2), so the bank refuses |
//! | 1000004 模擬建材株式会社 | token 40000111 issued, start 2026-05-11, grace over, DEN504 and DEN504J1 not registered: to be registered by the bank |
//! | 1000005 見本文具株式会社 | token 050000222 issued, start 2026-07-01: too early to register (R3.1) |
//! | 1000006 架空印刷株式会社 | DEN506 registered with token 60000333, expired since 2026-05-01 |
//! | 1000007 例示物産株式会社 | DEN507 and DEN507J1 with token 70000444, which expires on 2026-08-01 |
//! | 1000008 模擬写真館 | DEN508 with token 80000555; general DEN508J1 may do nothing that needs a token (R13) |
//! | 1000009 見本機械株式会社 | DEN509 and DEN509J1 with token 90000661, DEN509J2 with 90000679: to be revoked at 10:05, so that the closed period runs (R8) |
//! | 1000010 見本町青果有限会社 (見本町支店) | start 2026-05-28, grace running through 2026-06-03 (R4.2): DEN510 not registered, DEN510J1 with token 100000017 |
//! | 1000011 模擬電機工業株式会社 (見本町支店) | token 0010000018: the figure of 10000018, another serial (R3.2) |
//!
//! The other contracts, 1000012 to 1000038 in three branches, are ordinary. Among them: 1000012 ㈱, 1000015 and 1000016
//! half-width kana, 1000017 髙, 1000018 𠮷, 1000019 﨑, 1000020 a name of forty characters and six users, 1000032 a
//! name of two; 1000016 has the one fob of HMAC-SHA-256; the clock of the master's fob of 1000033, 08660240357, is five
//! minutes behind ([`DRIFTED`]). Six fobs have steps of 30 seconds, all others of 60. Ten
//! tokens are in stock, one of which expires on 2026-08-15.
//!
//! Every contract has its representative account with a week of movements; 1000001, 1000003 and 1000023 have a second one,
//! for those who administer. Transfers are approved by one person in 1000003, and everything by two in 1000018 and
//! 1000023, which has a token for each of its three users; elsewhere by nobody, and batches by one person.

mod books;
pub mod demo;
pub mod fobs;
pub mod lesson;
pub mod places;
pub mod progress;
pub mod scenario;
pub mod stories;

use secrecy::SecretString;

use crate::domain::values::LoginId;

/// The contracts of the training bank, for [`crate::intake::contracts`].
pub const CONTRACTS: &[u8] = include_bytes!("../assets/training/minato.contracts.csv");

/// The tokens of the training bank with their seeds, for [`crate::intake::pskc`].
pub const TOKENS: &[u8] = include_bytes!("../assets/training/minato.pskc.xml");

/// Fobs whose clock has drifted, and by how many seconds it is ahead: what they show is refused until they are resynchronised
/// (R6.5).
pub const DRIFTED: [(&str, i64); 1] = [("08660240357", -300)];

/// The moment at which a demo begins: a Monday morning in Japan (RFC 3339).
pub const START: &str = "2026-06-01T10:15:00+09:00";

/// The login password of a user of the training bank: `login-` and the login ID. Like those of its staff it is no secret:
/// trainers read it out.
pub fn login_password(login_id: &LoginId) -> SecretString {
    format!("login-{login_id}").into()
}

/// The confirmation password (確認用パスワード) of a user of the training bank: `kakunin-` and the login ID.
pub fn confirmation_password(login_id: &LoginId) -> SecretString {
    format!("kakunin-{login_id}").into()
}

#[cfg(test)]
mod tests;
