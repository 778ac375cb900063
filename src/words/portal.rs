//! What the screens of the web banking say.

use serde::Deserialize;

/// Words of the customer's screens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalWords {
    /// BLGI001.
    pub login: CustomerLoginWords,
    /// BTOP001.
    pub top: TopWords,
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
}

/// BTOP001 トップページ.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopWords {
    /// Title.
    pub title: String,
    /// F11.
    pub logout: String,
}
