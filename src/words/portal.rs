//! What the screens of the web banking say.

mod tokens;

use serde::Deserialize;

pub use tokens::{CustomerRegisterWords, CustomerRevokeWords, CustomerUnlockWords, KeyboardWords};

/// Words of the customer's screens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalWords {
    /// What several of them say.
    pub common: CustomerCommonWords,
    /// BLGI001.
    pub login: CustomerLoginWords,
    /// BLGI011.
    pub register: CustomerRegisterWords,
    /// BTOP001.
    pub top: TopWords,
    /// BSSK001 and BRSK001.
    pub manage: ManageWords,
    /// BRSK025 and BRSK026.
    pub unlock: CustomerUnlockWords,
    /// BRSK027 and BRSK028.
    pub revoke: CustomerRevokeWords,
    /// The software keyboard.
    pub keyboard: KeyboardWords,
}

/// What several of the customer's screens say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerCommonWords {
    /// Behind the mark of what must be filled in.
    pub required: String,
    /// F5.
    pub refresh: String,
    /// It was read again.
    pub refreshed: String,
    /// F12.
    pub back: String,
    /// F7.
    pub page_up: String,
    /// F8.
    pub page_down: String,
    /// F10 in a menu.
    pub choose: String,
    /// Help for a menu.
    pub menu_hint: String,
    /// Nothing has been read yet.
    pub reading: String,
    /// 利用者一覧.
    pub users: String,
    /// Help for a list of users.
    pub list_hint: String,
    /// 確認用パスワード.
    pub confirmation: String,
    /// Its help.
    pub confirmation_hint: String,
    /// ワンタイムパスワード.
    pub code: String,
    /// Its help; `{digits}`.
    pub code_hint: String,
    /// A time of day, by strftime.
    pub time_of_day: String,
    /// The first step.
    pub step_choose: String,
    /// The last step.
    pub step_done: String,
    /// The button below what was done.
    pub finished: String,
    /// Its help.
    pub finished_hint: String,
}

/// BLGI001 ログイン.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerLoginWords {
    /// Title.
    pub title: String,
    /// What to do.
    pub lead: String,
    /// ログインID.
    pub login_id: String,
    /// Its help.
    pub login_id_hint: String,
    /// ログインパスワード.
    pub password: String,
    /// Its help.
    pub password_hint: String,
    /// F10.
    pub go: String,
    /// The login before this one; `{at}`.
    pub welcome: String,
    /// There was none.
    pub first: String,
    /// Logged out.
    pub gone: String,
    /// Heading of the users of the training bank.
    pub demo: String,
    /// Their passwords.
    pub demo_rule: String,
    /// Who is worth trying.
    pub demo_users: Vec<DemoUserWords>,
}

/// A user of the training bank who is worth trying.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoUserWords {
    /// Login ID.
    pub login_id: String,
    /// What is to be seen there.
    pub about: String,
}

/// BTOP001 トップページ.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopWords {
    /// Title.
    pub title: String,
    /// Heading of the menus.
    pub menus: String,
    /// ログアウト.
    pub logout: String,
    /// Heading of who is logged in.
    pub me: String,
    /// 会社名.
    pub company: String,
    /// 契約番号.
    pub contract: String,
    /// 利用者名.
    pub name: String,
    /// ログインID.
    pub login_id: String,
    /// 利用者区分.
    pub kind: String,
    /// 前回ログイン.
    pub last_login: String,
    /// There was none.
    pub no_login: String,
    /// Heading of the one-time password.
    pub token: String,
    /// 状態.
    pub state: String,
    /// What stands for the blank state.
    pub state_none: String,
    /// シリアル番号.
    pub serial: String,
    /// 猶予期間.
    pub grace: String,
    /// Token use has not started; `{start}`.
    pub grace_before: String,
    /// It runs; `{day}` is its last.
    pub grace_runs: String,
    /// It is over; `{day}` was its last.
    pub grace_over: String,
    /// What to do while nothing is registered and the grace period runs.
    pub advice_register: String,
    /// What to do when it is over.
    pub advice_over: String,
    /// What to do when the token is suspended.
    pub advice_suspended: String,
    /// What to do when it is expired or lost.
    pub advice_dead: String,
    /// Why there is no state.
    pub advice_none: String,
}

/// BSSK001 業務選択（管理） and BRSK001 利用者管理 > 作業内容選択.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManageWords {
    /// 管理, on the top page.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Title of BSSK001.
    pub title: String,
    /// 利用者管理.
    pub users: String,
    /// What it is for.
    pub about_users: String,
    /// Title of BRSK001.
    pub tasks_title: String,
    /// ワンタイムパスワードの管理.
    pub tokens: String,
    /// ワンタイムパスワードの利用停止解除.
    pub unlock: String,
    /// What it is for.
    pub about_unlock: String,
    /// トークンの失効.
    pub revoke: String,
    /// What it is for; `{minutes}`, `{from}`, `{to}`.
    pub about_revoke: String,
}
