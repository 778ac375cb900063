//! Words for the values of the domain: the same on every screen, on the command line and on slips.

mod actions;
mod identity;
mod users;

use serde::Deserialize;

use crate::domain::era::Era;

/// Writes a struct of strings; a label file that lacks one or has another does not load.
macro_rules! labels {
    ($(#[doc = $doc:literal] $name:ident),+ $(,)?) => {
        /// Words for the values of the domain.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct LabelWords {
            $(#[doc = $doc] pub $name: String,)+
            /// In which years dates are written; the store's policy says it, not the language.
            #[serde(skip)]
            pub era: Era,
        }
    };
}

labels! {
    /// 未登録.
    unregistered,
    /// サービス利用中.
    in_use,
    /// 停止中.
    suspended,
    /// 失効済; `{opens}`.
    revoked,
    /// 有効期限切れ.
    expired,
    /// A registration with a lost token.
    lost_token,
    /// マスターユーザ.
    master,
    /// 管理者ユーザ.
    admin,
    /// 一般ユーザ.
    general,
    /// 都度振込.
    transfer,
    /// 総給振.
    bulk,
    /// ペイジー.
    pay_easy,
    /// ユーザ・トークン管理.
    administration,
    /// 担当者.
    teller,
    /// 役席.
    supervisor,
    /// サポートデスク.
    support_desk,
    /// 監査.
    auditor,
    /// 管理者.
    administrator,
    /// 研修講師.
    trainer,
    /// 停止解除.
    unlock,
    /// 失効.
    revoke,
    /// 登録.
    register,
    /// 時刻ずれ補正.
    resync,
    /// 来店.
    counter,
    /// 電話.
    telephone,
    /// 訪問.
    visit,
    /// 代表者.
    representative,
    /// 代理人; `{name}`.
    agent,
    /// 利用者; `{login_id}`.
    user_person,
    /// 届出印.
    seal,
    /// 本人確認書類.
    document,
    /// コールバック.
    call_back,
    /// 契約情報.
    facts,
    /// トークン現物.
    fob,
    /// 委任状.
    proxy,
    /// 運転免許証.
    driving_licence,
    /// 旅券.
    passport,
    /// 在留カード.
    residence_card,
    /// 社員証.
    company_card,
    /// マイナンバーカード.
    my_number_card,
    /// 健康保険証・資格確認書.
    health_insurance,
    /// 年金手帳.
    pension_book,
    /// 代表口座.
    fact_account,
    /// 取引店.
    fact_branch,
    /// 利用開始日.
    fact_start_date,
    /// マスターユーザの氏名.
    fact_master_name,
    /// 利用者数.
    fact_user_count,
    /// トークンのシリアル番号.
    fact_token_serial,
    /// 確認中.
    check_open,
    /// 確認済.
    confirmed,
    /// 確認不可.
    failed,
    /// 紛失.
    loss,
    /// 盗難.
    theft,
    /// 利用者変更.
    change_of_user,
    /// 交換.
    exchange,
    /// 故障.
    defect,
    /// 在庫.
    in_stock,
    /// 発行済.
    issued,
    /// 紛失 of a token.
    lost,
    /// 廃棄.
    scrapped,
    /// 承認待ち.
    waiting,
    /// 差戻し.
    returned,
    /// 取下げ.
    withdrawn,
    /// 事後確認待ち.
    to_look_over,
    /// 完了.
    done,
    /// The customer could: `{who}`.
    customer_could,
    /// The user could register at the next login: `{who}`.
    customer_could_register,
    /// Only the bank: nobody has a usable token.
    bank_no_usable_token,
    /// Only the bank: one token only.
    bank_one_token,
    /// Only the bank: who has a usable token is stopped.
    bank_all_stopped,
    /// Only the bank: the customer has no screen for it.
    bank_no_screen,
    /// Only the bank, where there is no room for the reason.
    bank_only,
    /// Nothing to do.
    nothing,
    /// A date in eight columns, by strftime.
    tiny_date,
    /// A date of the Japanese calendar; `{gengo}`, `{letter}`, `{nen}`, `{month}`, `{day}`.
    wareki_date,
    /// What the first year of a 元号 is called.
    wareki_first,
    /// A date, by strftime.
    date,
    /// A date with a minute, by strftime.
    date_time,
    /// A minute, by strftime.
    time,
    /// No limit.
    no_expiry,
    /// Between the items of a list.
    comma,
    /// A drift ahead of us; `{steps}`, `{time}`.
    drift_fast,
    /// A drift behind us; `{steps}`, `{time}`.
    drift_slow,
    /// No drift.
    drift_none,
    /// Whole minutes; `{minutes}`.
    minutes,
    /// Minutes and seconds; `{minutes}`, `{seconds}`.
    minutes_seconds,
    /// Less than a minute; `{seconds}`.
    seconds,
}
