//! What is entered for a user on BRSK006, and what of it is another than before.

use serde::{Deserialize, Serialize};

use crate::domain::access::{Access, Service};
use crate::domain::user::{Operations, User, UserKind};
use crate::domain::values::{Kana, LoginId, Name};

/// What an administrator enters for a user, the login ID and the passwords aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// 利用者名.
    pub name: Name,
    /// Name in kana.
    pub kana: Kana,
    /// 利用者区分.
    pub kind: UserKind,
    /// What the user may do that needs a token (R5.1).
    pub operations: Operations,
    /// Permissions, limits and accounts.
    pub access: Access,
}

/// A part of what is entered, as the confirmation screen marks it and the trail names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 利用者名.
    Name,
    /// Name in kana.
    Kana,
    /// 利用者区分.
    Kind,
    /// The four operations of R5.1.
    Operations,
    /// The permissions of the manual's table.
    Rights,
    /// 利用者一回当たり限度額.
    Limits,
    /// 利用可能口座.
    Accounts,
    /// ログインパスワード.
    LoginPassword,
    /// 確認用パスワード.
    ConfirmationPassword,
}

impl Field {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Kana,
        Self::Kind,
        Self::Operations,
        Self::Rights,
        Self::Limits,
        Self::Accounts,
        Self::LoginPassword,
        Self::ConfirmationPassword,
    ];

    /// Its name in entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kana => "kana",
            Self::Kind => "kind",
            Self::Operations => "operations",
            Self::Rights => "rights",
            Self::Limits => "limits",
            Self::Accounts => "accounts",
            Self::LoginPassword => "login_password",
            Self::ConfirmationPassword => "confirmation_password",
        }
    }

    /// Whether a user for whom this is changed logs in again, whoever changed it: their menus may be others now, or someone
    /// else may have used their password. Names and limits show nothing that is not theirs. The schema holds it.
    pub fn ends_session(self) -> bool {
        !matches!(self, Self::Name | Self::Kana | Self::Limits)
    }
}

/// Which new passwords were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// ログインパスワード.
    pub login: bool,
    /// 確認用パスワード.
    pub confirmation: bool,
}

impl Given {
    /// As fields.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        let login = self.login.then_some(Field::LoginPassword);
        login
            .into_iter()
            .chain(self.confirmation.then_some(Field::ConfirmationPassword))
    }
}

impl Profile {
    /// What is entered for a user now.
    pub fn of(user: &User) -> Self {
        Self {
            name: user.name.clone(),
            kana: user.kana.clone(),
            kind: user.kind,
            operations: user.operations,
            access: user.access.clone(),
        }
    }

    /// The new user of that login ID: without a registration, and with nothing counted or stopped.
    pub fn into_user(self, login_id: LoginId) -> User {
        User {
            login_id,
            name: self.name,
            kana: self.kana,
            kind: self.kind,
            operations: self.operations,
            access: self.access,
            service: Service::default(),
            token: None,
            registered_at: None,
            reopens_at: None,
        }
    }

    /// What an entry says of a new user.
    pub fn told(&self) -> String {
        let fields = Field::ALL
            .into_iter()
            .filter_map(|field| Some(format!("{}: {}", field.as_str(), self.value(field)?)));
        fields.collect::<Vec<_>>().join(", ")
    }

    /// What an entry says of a change: each changed field before and after.
    pub fn told_against(&self, after: &Self, changed: &[Field]) -> String {
        let told = changed
            .iter()
            .map(|field| match (self.value(*field), after.value(*field)) {
                (Some(before), Some(after)) => format!("{}: {before} > {after}", field.as_str()),
                _ => field.as_str().to_owned(),
            });
        told.collect::<Vec<_>>().join(", ")
    }

    /// A field in the field's terms, as JSON writes it; a password has none (R12.3).
    fn value(&self, field: Field) -> Option<String> {
        let json = match field {
            Field::Name => return Some(self.name.to_string()),
            Field::Kana => return Some(self.kana.to_string()),
            Field::Kind => serde_json::to_string(&self.kind),
            Field::Operations => serde_json::to_string(&self.operations),
            Field::Rights => serde_json::to_string(&self.access.rights),
            Field::Limits => serde_json::to_string(&self.access.limits),
            Field::Accounts => serde_json::to_string(&self.access.accounts),
            Field::LoginPassword | Field::ConfirmationPassword => return None,
        };
        // Plain values always write; an entry that lacked one would still name the field.
        Some(json.unwrap_or_default().replace('"', ""))
    }

    /// The fields in which another profile differs.
    pub fn differences(&self, other: &Self) -> Vec<Field> {
        let (mine, its) = (&self.access, &other.access);
        let differs = |field: &Field| match field {
            Field::Name => self.name != other.name,
            Field::Kana => self.kana != other.kana,
            Field::Kind => self.kind != other.kind,
            Field::Operations => self.operations != other.operations,
            Field::Rights => mine.rights != its.rights,
            Field::Limits => mine.limits != its.limits,
            Field::Accounts => mine.accounts != its.accounts,
            Field::LoginPassword | Field::ConfirmationPassword => false,
        };
        Field::ALL.into_iter().filter(differs).collect()
    }
}
