//! What is said before and after a payment is carried out, by those who approve, and about what moved.

use crate::words::strings::words;

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
        /// What the menu says of it.
        about,
        /// Name of the menu.
        name,
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
        /// What the menu says of it.
        about,
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
