//! Words of the single screens: BRSK005 to BRSK012.

use crate::words::strings::words;

words! {
    /// BRSK005 利用者一覧 and BRSK007 利用者照会.
    MemberListWords {
        /// Its name in menus.
        name,
        /// What it is for, in the menu.
        about,
        /// Title.
        title,
        /// F2.
        new,
        /// F4.
        amend,
        /// F9.
        remove,
        /// F10.
        look,
        /// Its help.
        hint,
        /// Why a key for one user is off.
        empty,
        /// The user is not there any more; `{login_id}`.
        gone,
        /// Title of BRSK007.
        sheet_title,
        /// 前回ログイン.
        last_login,
        /// There was none.
        never,
        /// Serial that others share; `{serial}`, `{who}`.
        shared,
        /// Help of BRSK007.
        sheet_hint,
    }
}

words! {
    /// BRSK006 利用者登録.
    MemberFormWords {
        /// Title of step 1.
        title_basic,
        /// Title of step 2.
        title_rights,
        /// Title of step 3.
        title_limits,
        /// What step 1 is for, for a new user.
        lead_new,
        /// The same for a user who is changed; `{login_id}`, `{name}`.
        lead_amend,
        /// What step 2 is for; `{login_id}`, `{name}`, `{kind}`.
        lead_rights,
        /// What step 3 is for; `{login_id}`, `{name}`, `{kind}`.
        lead_limits,
        /// F10 of steps 1 and 2.
        next,
        /// F10 of step 3.
        confirm,
        /// Help of ログインID.
        login_id_hint,
        /// Why it can't be changed.
        login_id_off,
        /// Help of 利用者名.
        name_hint,
        /// Help of カナ.
        kana_hint,
        /// Help of 利用者区分.
        kind_hint,
        /// Why the master's kind can't be changed.
        kind_off_master,
        /// Why one's own kind can't be changed.
        kind_off_own,
        /// ログインパスワード.
        login_password,
        /// The same again.
        login_again,
        /// 確認用パスワード of the user.
        confirmation,
        /// The same again.
        confirmation_again,
        /// Help of a first password; `{min}`.
        password_hint,
        /// Help of another password; `{min}`.
        password_hint_amend,
        /// Help of a password typed again.
        again_hint,
        /// Help of permissions.
        rights_hint,
        /// Help of 利用者管理.
        administration_hint,
        /// Why one's own can't be taken.
        administration_off_own,
        /// Why the master's can't be taken.
        administration_off_master,
        /// Why a general user can't have it.
        administration_off_general,
        /// Heading of accounts.
        accounts,
        /// 利用可否.
        account,
        /// The company's first account, with its branch; `{account}`, `{branch}`.
        account_own,
        /// Help of accounts.
        accounts_hint,
        /// Heading of limits.
        limits,
        /// Two passwords are not the same; `{field}`.
        alike,
        /// What to do then.
        alike_remedy,
        /// Someone changed the user meanwhile.
        elsewhere,
        /// Someone removed the user meanwhile.
        removed,
    }
}

words! {
    /// BRSK009 利用者登録確認.
    MemberConfirmWords {
        /// Title.
        title,
        /// Title before a user is deleted.
        title_remove,
        /// F10 for a new user.
        admit,
        /// F10 for a changed one.
        amend,
        /// F10 to delete.
        remove,
        /// What is done; `{login_id}`, `{name}`.
        new,
        /// What is changed; `{count}`, `{fields}`.
        changes,
        /// Heading of what is changed.
        changed,
        /// Heading of what stays.
        unchanged,
        /// A value; `{before}`, `{after}`.
        change,
        /// A new password.
        password_new,
        /// What it takes the place of.
        password_now,
        /// No new password.
        password_stays,
        /// Permissions in one word.
        rights,
        /// Accounts in one word.
        accounts,
        /// Limits in one word.
        limits,
        /// The user logs in again.
        logs_in_again,
        /// The same of oneself.
        logs_in_again_own,
        /// What is done; `{login_id}`, `{name}`.
        remove_lead,
        /// The login ID is used up.
        remove_id,
        /// The registration goes too; `{serial}`.
        remove_token,
        /// Others keep theirs; `{who}`.
        remove_shared,
        /// There is none.
        remove_no_token,
        /// Heading of what is asked for.
        items,
        /// 確認用パスワード of who acts.
        password,
        /// Its help.
        password_hint,
        /// ワンタイムパスワード.
        code,
        /// Its help; `{digits}`.
        code_hint,
        /// Nothing has been read yet.
        reading,
        /// Why F10 is off then.
        off_asking,
        /// Why it is off when a rule says no.
        off_refused,
        /// Why it is off when someone changed the user.
        off_stale,
        /// The same on the screen.
        stale,
        /// The same before a deletion.
        stale_remove,
        /// F5 was pressed.
        reread,
        /// What to do when a rule says no.
        way,
    }
}

words! {
    /// BRSK010 変更完了 and BRSK012.
    MemberDoneWords {
        /// Title of BRSK010.
        title,
        /// Title of BRSK012.
        title_service,
        /// `{who}`.
        admitted,
        /// What comes next.
        admitted_next,
        /// `{who}`.
        amended,
        /// `{fields}`.
        amended_fields,
        /// The user logs in again.
        amended_next,
        /// The same of oneself.
        amended_own,
        /// `{who}`.
        removed,
        /// `{serial}`.
        removed_serial,
        /// `{who}`.
        stopped,
        /// What it means.
        stopped_next,
        /// `{who}`.
        lifted,
        /// What it means.
        lifted_next,
        /// The button.
        back,
        /// The button when one is logged out oneself.
        login,
        /// Its help.
        hint,
        /// The message line.
        said_admitted,
        /// The same.
        said_amended,
        /// The same.
        said_removed,
        /// The same.
        said_stopped,
        /// The same.
        said_lifted,
    }
}

words! {
    /// BRSK011 利用者停止・解除一覧.
    MemberServiceWords {
        /// Its name in menus.
        name,
        /// What it is for, in the menu.
        about,
        /// Title.
        title,
        /// What it does.
        lead,
        /// What it does not do.
        lead_more,
        /// F9.
        stop,
        /// F10.
        lift,
        /// Why both are off.
        nobody,
        /// Why one is off; `{login_id}`, `{why}`.
        off_user,
        /// Of the selected user; `{why}`.
        why_not_stop,
        /// Of the selected user; `{why}`.
        why_neither,
        /// Its help.
        hint,
    }
}
