//! Words of the screens on which something is decided: 内容確認, 役席承認, 完了, 承認待ち, 研修.

use serde::Deserialize;

use super::strings::words;

/// Words of the screens on which something is decided, by screen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecidingWords {
    /// What every one of them shows of an action.
    pub shown: ShownWords,
    /// TKNN001 内容確認.
    pub confirmation: ConfirmationWords,
    /// 役席承認 at the same terminal.
    pub approval: ApprovalWords,
    /// TKNR009 完了.
    pub completed: CompletedWords,
    /// TSNN001 承認待ち一覧.
    pub queue: QueueWords,
    /// TSNN002 承認内容.
    pub request: RequestWords,
    /// TKSH001 研修.
    pub room: RoomWords,
}

words! {
    /// An action in words, before ＞ after.
    ShownWords {
        /// The step 入力.
        step_entry,
        /// The step 確認.
        step_confirm,
        /// The step 承認.
        step_approve,
        /// The step 完了.
        step_done,
        /// F7.
        page_up,
        /// F8.
        page_down,
        /// F5.
        refresh,
        /// What is done.
        action,
        /// The contract.
        contract,
        /// Who could do it themselves.
        could,
        /// Why a supervisor is asked to override.
        override_reason,
        /// The identity check.
        check,
        /// One check; `{channel}`, `{person}`, `{outcome}`, `{at}`, `{by}`.
        check_value,
        /// Its methods.
        methods,
        /// No method at all.
        no_methods,
        /// The approval it needs.
        approval,
        /// 事前承認 in words.
        approval_before,
        /// 事後確認 in words.
        approval_after,
        /// When registration opens.
        reopens,
        /// That moment; `{at}`.
        reopens_value,
        /// That moment if it is carried out now; `{at}`.
        reopens_planned,
        /// Heading of the users; `{chosen}`, `{shared}`.
        users,
        /// Heading of the users of a token whose clock is set; `{count}`.
        users_of_token,
        /// Mark of a chosen user.
        chosen,
        /// Mark of a user who is affected because the token is shared.
        shared,
        /// Mark of a user of a token whose clock is set.
        uses,
        /// Heading of the tokens.
        tokens,
        /// Between before and after; `{before}`, `{after}`.
        change,
        /// Between the parts of a list.
        separator,
        /// The state of a user who may do nothing that needs a token.
        blank_state,
        /// A token that is suspended.
        token_suspended,
        /// A token that is not suspended.
        token_running,
        /// The clock of a token is set; `{before}`, `{after}`.
        token_clock,
        /// Others share the token; `{count}`.
        shared_note,
        /// The fob is dead for ever; `{serial}`.
        lost_note,
    }
    /// TKNN001 内容確認.
    ConfirmationWords {
        /// Row 1; `{action}`.
        title,
        /// F10 and the button.
        execute,
        /// Row 22.
        hint,
        /// The content is being read.
        asking,
        /// Heading in place of a content that a rule refuses.
        refused_title,
        /// The way out of it.
        refused_way,
        /// F10 is off: the content was refused.
        off_refused,
        /// F10 is off: not read yet.
        off_asking,
        /// F10 is off: something changed.
        off_stale,
        /// F10 is off: it was submitted.
        off_submitted,
        /// Something changed while it was shown.
        changed,
    }
    /// 役席承認 at the same terminal.
    ApprovalWords {
        /// Row 1; `{action}`.
        title,
        /// Heading of the entry.
        panel,
        /// Staff ID of the supervisor.
        staff,
        /// Hint of it.
        staff_hint,
        /// Password.
        password,
        /// Hint of it.
        password_hint,
        /// F10.
        approve,
        /// F12: leave it waiting.
        leave,
        /// It was left waiting.
        left,
    }
    /// TKNR009 完了.
    CompletedWords {
        /// Row 1; `{action}`.
        title,
        /// Row 1 while it waits; `{action}`.
        title_waiting,
        /// Receipt number.
        receipt,
        /// When it was carried out.
        at,
        /// Who asked for it, who approved it.
        staff,
        /// Both; `{made_by}`, `{approved_by}`.
        staff_both,
        /// The one who carried it out at once; `{made_by}`.
        staff_alone,
        /// Where it stands.
        status,
        /// Heading of what to tell the customer.
        tell,
        /// Heading of what happens next.
        next,
        /// Heading of the content.
        content,
        /// It waits for a supervisor.
        waits,
        /// It lapses at the end of the day.
        waits_lapse,
        /// Approved meanwhile; `{by}`, `{number}`.
        approved_meanwhile,
        /// Sent back meanwhile; `{by}`, `{reason}`.
        returned_meanwhile,
        /// Taken back meanwhile.
        withdrawn_meanwhile,
        /// Lapsed meanwhile.
        lapsed_meanwhile,
        /// The message behind a receipt; `{action}`, `{number}`.
        said,
        /// F10 and the button.
        back,
        /// Row 22.
        hint,
    }
    /// TSNN001 承認待ち一覧.
    QueueWords {
        /// Row 1.
        title,
        /// Row 22.
        hint,
        /// Column.
        at,
        /// Column.
        contract,
        /// Column.
        company,
        /// Column.
        action,
        /// Column.
        made_by,
        /// Column.
        status,
        /// In place of the name: one asked for it oneself.
        own,
        /// Nothing waits.
        empty,
        /// F10.
        open,
        /// F10 is off: nothing is in the list.
        off_empty,
        /// The role may look and not approve; `{role}`.
        look_only,
        /// The role may not see requests; `{role}`.
        off_role,
        /// How many wait and are to be looked over; `{waiting}`, `{to_look_over}`.
        counts,
    }
    /// TSNN002 承認内容.
    RequestWords {
        /// Row 1; `{action}`.
        title,
        /// Row 1 before it is read.
        title_plain,
        /// Row 22.
        hint,
        /// Row 22 where it was carried out already.
        hint_look_over,
        /// Where it stands.
        status,
        /// Who asked, and when.
        made_by,
        /// Both; `{name}`, `{id}`, `{at}`.
        made_by_value,
        /// Who decided.
        decided_by,
        /// Why it was sent back.
        reason,
        /// Receipt number.
        receipt,
        /// It lapsed.
        lapsed,
        /// F10 on a waiting one.
        approve,
        /// F10 on one to be looked over.
        look_over,
        /// F9.
        send_back,
        /// F4.
        withdraw,
        /// Off: the role; `{role}`.
        off_role,
        /// Off: one's own request.
        off_own,
        /// Off: somebody else's request.
        off_others,
        /// Off: lapsed.
        off_lapsed,
        /// Off: decided already; `{status}`.
        off_decided,
        /// Off: carried out at once, so it can't be sent back.
        off_after,
        /// Off: not read yet.
        off_asking,
        /// Approved; `{number}`.
        approved,
        /// Looked over; `{number}`.
        looked_over,
        /// Sent back.
        returned,
        /// Taken back.
        withdrawn,
        /// The question before it is taken back.
        withdraw_question,
        /// The field for the reason.
        reason_field,
        /// Hint of it.
        reason_hint,
    }
    /// TKSH001 研修.
    RoomWords {
        /// Row 1.
        title,
        /// The clock.
        clock,
        /// The box that filters.
        filter,
        /// Row 22.
        hint,
        /// Row 22 where it stands below the others.
        hint_below,
        /// The contract of a fob; `{contract}`.
        issued_to,
        /// A fob in stock.
        in_stock,
        /// How long a code stands yet; `{seconds}`.
        left,
        /// The same in its last seconds.
        soon,
        /// Which of the pages; `{page}`, `{pages}`.
        pages,
        /// Any date.
        date,
        /// Heading of the box for it.
        date_title,
        /// Its first field.
        day_field,
        /// Its hint; `{example}`.
        day_hint,
        /// That is no date; `{example}`.
        day_wrong,
        /// Its second field.
        time_field,
        /// Its hint; `{example}`.
        time_hint,
        /// That is no time of day; `{example}`.
        time_wrong,
        /// The clock is later already.
        not_back,
        /// F10 in the box.
        set,
        /// A minute on.
        minute,
        /// Half an hour on.
        half_hour,
        /// The next end of the night; `{time}`.
        morning,
        /// A day on.
        day,
        /// The clock was moved; `{at}`.
        moved,
        /// Nothing fits the filter.
        none,
    }
}
