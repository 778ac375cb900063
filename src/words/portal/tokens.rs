//! Words of the customer's screens about tokens: BLGI011, BRSK025 to BRSK028, and the software keyboard.

use serde::Deserialize;

/// BLGI011 ワンタイムパスワード利用開始登録（ハードトークン）.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerRegisterWords {
    /// Title.
    pub title: String,
    /// Heading of the screen.
    pub heading: String,
    /// What it is about.
    pub lead: String,
    /// Heading of the part that skips.
    pub skip_heading: String,
    /// What skipping does.
    pub skip_about: String,
    /// The grace period runs; `{day}` is its last, `{left}` days are left.
    pub grace_runs: String,
    /// Today is its last day; `{day}`.
    pub grace_last: String,
    /// It is over; `{day}` was its last.
    pub grace_over: String,
    /// F9.
    pub skip: String,
    /// Heading of the part that registers.
    pub heading_register: String,
    /// What to do.
    pub about: String,
    /// シリアル番号.
    pub serial: String,
    /// Its help; `{min}`, `{max}`.
    pub serial_hint: String,
    /// Beside it: where it stands; `{min}`, `{max}`.
    pub serial_place: String,
    /// ワンタイムパスワード.
    pub code: String,
    /// Its help; `{digits}`.
    pub code_hint: String,
    /// Beside it: where it stands; `{digits}`.
    pub code_place: String,
    /// F10.
    pub execute: String,
    /// It was done; `{serial}`.
    pub done: String,
    /// It was put off.
    pub skipped: String,
    /// The screen is no longer shown, as somebody else has registered the user.
    pub over: String,
    /// No other screen opens before.
    pub first: String,
}

/// BRSK025 ワンタイムパスワード利用停止解除一覧 and BRSK026 利用停止解除完了.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerUnlockWords {
    /// Title.
    pub title: String,
    /// What it does.
    pub about: String,
    /// Heading of the field.
    pub items: String,
    /// F10.
    pub execute: String,
    /// F9.
    pub keyboard: String,
    /// ソフトウェアキーボードを開く, beside the field.
    pub open_keyboard: String,
    /// Nobody is suspended.
    pub nobody: String,
    /// Title of BRSK026.
    pub done_title: String,
    /// What was done; `{count}`.
    pub done: String,
    /// What follows.
    pub done_more: String,
}

/// BRSK027 トークン失効 and BRSK028 失効完了.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerRevokeWords {
    /// Title.
    pub title: String,
    /// What it does; `{minutes}`, `{from}`, `{to}`.
    pub about: String,
    /// When registration opens; `{opens}`.
    pub reopens: String,
    /// One's own registration is among the chosen.
    pub own: String,
    /// Heading of the fields.
    pub items: String,
    /// F10.
    pub execute: String,
    /// Nobody is registered.
    pub nobody: String,
    /// Title of BRSK028.
    pub done_title: String,
    /// What was done; `{count}`.
    pub done: String,
    /// Until when they can't log in; `{opens}`.
    pub done_reopens: String,
    /// What comes then.
    pub done_more: String,
    /// The session has ended.
    pub done_own: String,
    /// The button back to the login.
    pub to_login: String,
    /// Its help.
    pub to_login_hint: String,
}

/// The software keyboard (ソフトウェアキーボード).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyboardWords {
    /// Title.
    pub title: String,
    /// F9.
    pub delete: String,
    /// F10.
    pub done: String,
    /// Help.
    pub hint: String,
}
