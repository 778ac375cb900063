//! Words of the company's administration of its users: BRSK005, BRSK006, BRSK007, BRSK009 to BRSK012.

mod screens;

use serde::Deserialize;

use super::strings::words;

pub use screens::{MemberConfirmWords, MemberDoneWords, MemberFormWords, MemberListWords, MemberServiceWords};

/// What the screens say on which a company administers its users.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembersWords {
    /// What several of them say.
    pub common: MemberCommonWords,
    /// States of a user (BRSK011): a mark, and the word, short where room is.
    pub service_state: ServiceStateWords,
    /// The permissions of the manual's table.
    pub permit: PermitWords,
    /// 利用者一回当たり限度額.
    pub limit: MemberLimitWords,
    /// BRSK005 利用者一覧 and BRSK007 利用者照会.
    pub list: MemberListWords,
    /// BRSK006 利用者登録.
    pub form: MemberFormWords,
    /// BRSK009 利用者登録確認.
    pub confirm: MemberConfirmWords,
    /// BRSK010 変更完了 and BRSK012.
    pub done: MemberDoneWords,
    /// BRSK011 利用者停止・解除一覧.
    pub service: MemberServiceWords,
}

words! {
    /// What several of them say.
    MemberCommonWords {
        /// F5.
        refresh,
        /// F7.
        page_up,
        /// F8.
        page_down,
        /// F12.
        back,
        /// Nothing has been read yet.
        reading,
        /// Column 選択.
        choose,
        /// ログインID.
        login_id,
        /// 利用者名.
        name,
        /// カナ.
        kana,
        /// 利用者区分.
        kind,
        /// サービス利用状態.
        service,
        /// ワンタイムパスワード状態.
        state,
        /// The same in two lines.
        state_narrow,
        /// 失効済 where room is short; `{opens}`.
        revoked_narrow,
        /// シリアル番号.
        serial,
        /// Behind the mark of what must be filled in.
        required,
        /// Nothing of it.
        none,
        /// Step 1 of BRSK006.
        step_basic,
        /// Step 2 of BRSK006.
        step_rights,
        /// Step 3 of BRSK006.
        step_limits,
        /// Step of what is done to users.
        step_choose,
        /// The step before it is done.
        step_confirm,
        /// The last step.
        step_done,
    }
}

words! {
    /// States of a user (BRSK011): a mark, and the word, short where room is.
    ServiceStateWords {
        /// 利用可能.
        available,
        /// 停止.
        stopped,
        /// ログインパスワード利用停止.
        login_stopped,
        /// ログインパスワード利用一時停止.
        login_paused,
        /// 確認用パスワード利用停止.
        confirmation_stopped,
        /// The same where room is short.
        login_stopped_narrow,
        /// The same where room is short.
        login_paused_narrow,
        /// The same where room is short.
        confirmation_stopped_narrow,
        /// Mark of 利用可能.
        mark_available,
        /// Mark of a pause.
        mark_paused,
        /// Mark of a stop.
        mark_stopped,
        /// A pause with its end; `{state}`, `{until}`.
        paused_until,
    }
}

words! {
    /// The permissions of the manual's table.
    PermitWords {
        /// 振込振替.
        transfer,
        /// 都度指定.
        at_will,
        /// 依頼 (事前登録口座).
        preset,
        /// 依頼 (利用者登録口座).
        registered,
        /// 当日扱いを認める.
        same_day,
        /// 振込先管理.
        payees,
        /// 全取引照会.
        all_transactions,
        /// 総合振込・給与振込.
        bulk,
        /// Asks for them.
        bulk_request,
        /// ペイジー.
        pay_easy,
        /// Pays.
        pay_easy_pay,
        /// 承認, the row.
        approve,
        /// 承認, what may be done.
        approve_do,
        /// 管理.
        management,
        /// 利用者管理.
        users,
        /// 操作履歴照会.
        history,
        /// 全履歴照会.
        all_history,
        /// サービス連携.
        services,
        /// でんさいネット.
        densai,
        /// 連携.
        linked,
        /// A permission with the row it stands in; `{row}`, `{permit}`.
        with,
        /// Permitted.
        yes,
        /// Not permitted.
        no,
    }
}

words! {
    /// 利用者一回当たり限度額.
    MemberLimitWords {
        /// 振込振替, 都度指定.
        transfer,
        /// 振込振替, 事前登録.
        preset,
        /// 総合振込.
        bulk,
        /// 給与振込.
        payroll,
        /// ペイジー.
        pay_easy,
        /// Its name among other things; `{name}`.
        named,
        /// An amount; `{amount}`.
        yen,
        /// Its help; `{digits}`.
        hint,
        /// What is no amount is refused with; `{field}`, `{digits}`.
        form,
    }
}
