//! What the customer's screens of payments say.

use serde::Deserialize;

use super::fill;
use crate::domain::payment::{Kind, Status};

/// Writes a struct of strings; a file of words that lacks one or has another does not load.
macro_rules! words {
    ($(#[doc = $about:literal])+ $name:ident { $(#[doc = $doc:literal] $field:ident),+ $(,)? }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(#[doc = $doc] pub $field: String),+ }
    };
}

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
        /// 利用者一回当たり限度額.
        limit,
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
        /// Title.
        title,
        /// What to do.
        lead,
    }
}

words! {
    /// BSGK001 総合振込・給与振込.
    BatchWords {
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

words! {
    /// 実行確認: BFKF002, BSGK002, BPEZ002.
    PaymentConfirmWords {
        /// What to do where it executes.
        lead,
        /// What to do where somebody approves.
        lead_waiting,
        /// F10 where it executes: 実行.
        go,
        /// F10 where somebody approves.
        go_waiting,
        /// The balance afterwards.
        rest,
        /// It waits although the balance is not enough.
        short,
    }
}

words! {
    /// 完了: BFKF003, BSGK003, BPEZ003.
    PaymentDoneWords {
        /// It was executed.
        executed,
        /// It waits.
        waiting,
        /// 状態.
        status,
        /// 受付番号.
        receipt,
        /// 日時.
        at,
        /// The balance afterwards.
        balance,
        /// What comes next where it waits; `{who}`.
        next_waiting,
        /// What comes next where it waits for the final approver; `{who}`.
        next_final,
        /// The approver has a list of what waits.
        next_list,
        /// It waits although the balance is not enough.
        next_short,
        /// What comes next where it was executed.
        next_executed,
        /// A code was taken, and serves those that follow (R5.4).
        next_run,
        /// F10.
        again,
        /// F10 after an approval.
        to_list,
        /// The help.
        hint,
    }
}

words! {
    /// BSNN001 and BSNN002 承認.
    PaymentApprovalWords {
        /// Title of BSNN001 with what waits for the user.
        title_waiting,
        /// Title of BSNN001 with what was entered.
        title_all,
        /// Title of BSNN002.
        title,
        /// F4 where the other list is what waits.
        to_waiting,
        /// F4 where the other list is what was entered.
        to_all,
        /// How many wait; `{count}`.
        count_waiting,
        /// How many were entered; `{count}`.
        count_all,
        /// Nothing waits.
        empty_waiting,
        /// Nothing was entered.
        empty_all,
        /// Heading of the time.
        at,
        /// Heading of the kind.
        kind,
        /// Heading of the amount.
        amount,
        /// Heading of the other side.
        other_side,
        /// Heading of who entered it.
        made_by,
        /// Heading of the status.
        status,
        /// A batch in the column of the other side; `{count}`.
        batch,
        /// F10 of the list.
        open,
        /// Why F10 is off.
        off_empty,
        /// The help of the list.
        list_hint,
        /// F10 where it executes: 承認実行.
        approve_execute,
        /// F10 of the first of two: 承認.
        approve,
        /// F9: 差戻し.
        send_back,
        /// F4: 取下げ.
        withdraw,
        /// Why F10 and F9 are off: it does not wait for the user.
        off_not_mine,
        /// Why F4 is off: somebody else entered it.
        off_not_made,
        /// Why a key is off: it has ended; `{status}`.
        off_ended,
        /// 依頼者 with the moment; `{who}`, `{at}`.
        made_value,
        /// The first approval; `{who}`, `{at}`.
        approved_value,
        /// 差戻し理由.
        reason,
        /// When it ended.
        decided,
        /// For whom it waits; `{who}`.
        waits_for,
        /// Heading of the box for the reason.
        return_title,
        /// What to do in it.
        return_lead,
        /// Help of the reason.
        reason_hint,
        /// It was sent back.
        returned,
        /// It was taken back.
        withdrawn,
        /// The question before it is taken back.
        withdraw_question,
    }
}

words! {
    /// BZND001 残高照会・入出金明細照会.
    BalanceWords {
        /// Title.
        title,
        /// Heading of the accounts; `{at}`.
        accounts,
        /// Heading of an account.
        account,
        /// Heading of a balance.
        balance,
        /// Heading of the statement; `{account}`.
        statement,
        /// Heading of the day.
        at,
        /// Heading of the text.
        text,
        /// Heading of what went out.
        out,
        /// Heading of what came in.
        into,
        /// Nothing has moved.
        empty,
        /// There is no account.
        no_account,
        /// The help.
        hint,
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
