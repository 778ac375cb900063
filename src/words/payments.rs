//! What the customer's screens of payments say.

mod ending;

use serde::Deserialize;

use super::fill;
use super::strings::words;
use crate::domain::payment::{Kind, Status};

pub use ending::{BalanceWords, PaymentApprovalWords, PaymentConfirmWords, PaymentDoneWords};

/// Words of the screens of payments.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentWords {
    /// What several of them say.
    pub common: PayingWords,
    /// BFKF001.
    pub transfer: TransferWords,
    /// BSGK001.
    pub batch: BatchWords,
    /// BPEZ001.
    pub bill: BillWords,
    /// BFKF002, BSGK002, BPEZ002.
    pub confirm: PaymentConfirmWords,
    /// BFKF003, BSGK003, BPEZ003.
    pub done: PaymentDoneWords,
    /// BSNN001 and BSNN002.
    pub approval: PaymentApprovalWords,
    /// BZND001.
    pub balance: BalanceWords,
}

words! {
    /// What several screens of payments say.
    PayingWords {
        /// 振込振替.
        transfer,
        /// 総合振込.
        bulk,
        /// 給与振込.
        payroll,
        /// ペイジー.
        pay_easy,
        /// 承認待ち.
        waiting,
        /// 最終承認待ち.
        waiting_final,
        /// 差戻し済.
        returned,
        /// 取下げ済.
        withdrawn,
        /// 無効.
        void,
        /// 実行済.
        executed,
        /// An amount; `{amount}`.
        yen,
        /// The first step.
        step_enter,
        /// The step before the last.
        step_confirm,
        /// The last step where it is executed.
        step_done,
        /// The last step where somebody approves.
        step_waiting,
        /// The title of a step; `{menu}`, `{step}`.
        title,
        /// F5.
        refresh,
        /// F7.
        page_up,
        /// F8.
        page_down,
        /// F10 of an entry screen.
        confirm,
        /// While the store is asked.
        reading,
        /// Why F10 is off while the store is asked.
        off_reading,
        /// Why F10 is off where a rule stands in the way.
        off_refused,
        /// 支払口座.
        account,
        /// Its help.
        account_hint,
        /// There is no account that the user may use.
        no_account,
        /// 金融機関コード.
        bank,
        /// Its help.
        bank_hint,
        /// 支店コード.
        branch,
        /// Its help.
        branch_hint,
        /// 預金種目.
        kind,
        /// Its help.
        kind_hint,
        /// 普通.
        ordinary,
        /// 当座.
        current,
        /// 貯蓄.
        savings,
        /// 口座番号.
        number,
        /// Its help.
        number_hint,
        /// 受取人名.
        name,
        /// Its help.
        name_hint,
        /// A payee's name that is not kana.
        name_form,
        /// An account number that is not seven digits.
        number_form,
        /// Help of an amount.
        amount_hint,
        /// 承認者.
        approver,
        /// 最終承認者.
        final_approver,
        /// Their help.
        approver_hint,
        /// There is nobody who could approve.
        no_approver,
        /// How many approve; `{count}`.
        approved_by,
        /// The balance of the account that was chosen.
        balance,
        /// What this payment moves.
        this_amount,
        /// What would be left.
        rest,
        /// It is more than the balance.
        short,
        /// It is more than the limit; `{limit}`.
        over_limit,
        /// 振込先.
        payee,
        /// Bank, branch and account of a payee; `{bank}`, `{branch}`, `{account}`.
        payee_value,
        /// 収納機関番号.
        biller,
        /// 納付番号.
        bill_number,
        /// 確認番号 of a bill.
        bill_check,
        /// 振込金額.
        transfer_amount,
        /// 合計金額.
        total,
        /// 払込金額.
        bill_amount,
        /// 件数.
        rows,
        /// So many rows; `{count}`.
        rows_value,
        /// 確認用パスワード.
        confirmation,
        /// Its help.
        confirmation_hint,
        /// ワンタイムパスワード.
        code,
        /// Its help; `{digits}`.
        code_hint,
        /// No code within a run (R5.4).
        no_code_run,
        /// No code in the grace period (R5.2); `{until}`.
        no_code_grace,
        /// No code before the start date (R5.2); `{start}`.
        no_code_start,
        /// The approver gives the code.
        code_by_approver,
        /// The final approver gives the code.
        code_by_final,
        /// The code serves those that follow (R5.4).
        code_serves_run,
        /// A user with a name; `{login_id}`, `{name}`.
        person,
    }
}

words! {
    /// BFKF001 振込振替.
    TransferWords {
        /// What the menu says of it.
        about,
        /// Title.
        title,
        /// What to do.
        lead,
    }
}

words! {
    /// BSGK001 総合振込・給与振込.
    BatchWords {
        /// What the menu says of it.
        about,
        /// Title.
        title,
        /// What to do.
        lead,
        /// 種別.
        which,
        /// Its help.
        which_hint,
        /// F2.
        add,
        /// F4.
        change,
        /// F9.
        remove,
        /// Why F4 and F9 are off.
        off_empty,
        /// Heading of the number of a row.
        place,
        /// Heading of the bank.
        bank,
        /// Heading of the branch.
        branch,
        /// Heading of the account.
        account,
        /// Heading of the payee.
        name,
        /// Heading of the amount.
        amount,
        /// There are no rows.
        empty,
        /// The total; `{rows}`, `{total}`.
        total,
        /// The help of the list.
        list_hint,
        /// Heading of the box for a new row.
        add_title,
        /// Heading of the box for a row that is changed; `{place}`.
        change_title,
        /// F10 in the box of a new row.
        add_go,
        /// F10 in the box of a row that is changed.
        change_go,
        /// A row was added; `{rows}`, `{total}`.
        added,
        /// A row was changed; `{place}`.
        changed,
        /// A row was removed; `{place}`.
        removed,
        /// Heading of the question before a row is removed.
        remove_title,
        /// The question; `{place}`, `{name}`, `{amount}`.
        remove_question,
    }
}

words! {
    /// BPEZ001 ペイジー.
    BillWords {
        /// What the menu says of it.
        about,
        /// Title.
        title,
        /// What to do.
        lead,
        /// Help of 収納機関番号.
        biller_hint,
        /// Help of 納付番号.
        number_hint,
        /// Help of 確認番号.
        check_hint,
    }
}

impl PayingWords {
    /// What kind of payment it is.
    pub fn kind_of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Transfer => &self.transfer,
            Kind::Bulk => &self.bulk,
            Kind::Payroll => &self.payroll,
            Kind::PayEasy => &self.pay_easy,
        }
    }

    /// Where a payment stands.
    pub fn status(&self, status: Status) -> &str {
        match status {
            Status::Waiting => &self.waiting,
            Status::WaitingFinal => &self.waiting_final,
            Status::Returned => &self.returned,
            Status::Withdrawn => &self.withdrawn,
            Status::Void => &self.void,
            Status::Executed => &self.executed,
        }
    }

    /// An amount, already with its commas.
    pub fn in_yen(&self, amount: &str) -> String {
        fill(&self.yen, &[("amount", amount)])
    }
}
