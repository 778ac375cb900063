//! Words of what the staff itself is: TKNR001, one's own password (TLGI003), the idle lock (TLGI002).

use serde::Deserialize;

use crate::domain::staff::Staff;

/// Words about the staff.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffWords {
    /// TKNR001: the list.
    pub list: StaffListWords,
    /// TKNR001: one member.
    pub entry: StaffEntryWords,
    /// TLGI003.
    pub password: PasswordWords,
    /// TLGI002.
    pub lock: LockWords,
}

/// Words of TLGI002.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockWords {
    /// What has happened and what to do; `{name}`.
    pub lead: String,
    /// パスワード.
    pub password: String,
    /// Help for it.
    pub password_hint: String,
    /// F10.
    pub go: String,
    /// F3.
    pub logout: String,
    /// It goes on.
    pub resumed: String,
}

/// Words of the list of TKNR001, which the command line uses too.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffListWords {
    /// 担当者番号.
    pub staff: String,
    /// The same where room is short.
    pub staff_narrow: String,
    /// 氏名.
    pub name: String,
    /// 権限.
    pub role: String,
    /// 所属店.
    pub branch: String,
    /// 状態.
    pub state: String,
    /// 前回ログイン.
    pub last_login: String,
    /// The same where room is short.
    pub last_login_narrow: String,
    /// 接続アカウント.
    pub account: String,
    /// 利用中.
    pub active: String,
    /// ロック中.
    pub locked: String,
    /// 初回パスワード.
    pub first_password: String,
    /// How many there are; `{count}`, `{locked}`.
    pub counts: String,
    /// F2.
    pub add: String,
    /// F4 on one who is not locked.
    pub lock: String,
    /// F4 on one who is.
    pub unlock: String,
    /// F5.
    pub refresh: String,
    /// F9.
    pub reset: String,
    /// F10.
    pub amend: String,
    /// Why F4 and F9 are off on oneself.
    pub off_own: String,
    /// The question before a lock; `{staff}`, `{name}`.
    pub lock_question: String,
    /// It is locked; `{staff}`.
    pub was_locked: String,
    /// It is not locked any more; `{staff}`.
    pub was_unlocked: String,
    /// It was added; `{staff}`.
    pub was_added: String,
    /// It was changed; `{staff}`.
    pub was_amended: String,
    /// It has a new first password; `{staff}`.
    pub was_reset: String,
    /// How to move and choose.
    pub hint: String,
}

/// Words of the layers of TKNR001 in which a member is entered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffEntryWords {
    /// Heading of a new member.
    pub add_title: String,
    /// Heading of a member who is changed; `{staff}`.
    pub amend_title: String,
    /// Heading of a new first password; `{staff}`, `{name}`.
    pub reset_title: String,
    /// 店番.
    pub branch_code: String,
    /// 店名.
    pub branch_name: String,
    /// 初回パスワード.
    pub password: String,
    /// The same once more.
    pub again: String,
    /// F10 for a new member.
    pub add: String,
    /// F10 for a change.
    pub amend: String,
    /// F10 for a new first password.
    pub reset: String,
    /// Why the ID can't be changed.
    pub off_id: String,
    /// Why one's own role can't be changed.
    pub off_role: String,
    /// Help for the ID.
    pub staff_hint: String,
    /// Help for the name.
    pub name_hint: String,
    /// Help for the role.
    pub role_hint: String,
    /// Help for the branch's code.
    pub branch_code_hint: String,
    /// Help for the branch's name.
    pub branch_name_hint: String,
    /// Help for the account.
    pub account_hint: String,
    /// Help for the first password.
    pub password_hint: String,
    /// Help for the same once more.
    pub again_hint: String,
}

/// Words of TLGI003.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordWords {
    /// What to do, when it may be left.
    pub lead: String,
    /// What to do first of all, after a password that an administrator gave.
    pub lead_first: String,
    /// The password of now.
    pub old: String,
    /// The new one.
    pub new: String,
    /// The new one once more.
    pub again: String,
    /// Help for the password of now.
    pub old_hint: String,
    /// Help for the new one.
    pub new_hint: String,
    /// Help for the new one once more.
    pub again_hint: String,
    /// F10.
    pub go: String,
    /// F3 where nothing else may be done.
    pub logout: String,
    /// It was changed.
    pub done: String,
}

impl StaffListWords {
    /// How a member stands, in a word: ロック中 comes before 初回パスワード.
    pub fn state(&self, staff: &Staff) -> &str {
        match (staff.locked, staff.must_change) {
            (true, _) => &self.locked,
            (false, true) => &self.first_password,
            (false, false) => &self.active,
        }
    }
}
