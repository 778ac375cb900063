//! Words of the entry screens: THKK001, BRSK025, BRSK027, TTRK001.

use serde::Deserialize;

use super::strings::words;

/// Words of the entry screens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnteringWords {
    /// What they share.
    pub common: CommonWords,
    /// THKK001 本人確認.
    pub check: CheckWords,
    /// BRSK025 ワンタイムパスワード利用停止解除一覧.
    pub unlock: UnlockWords,
    /// BRSK027 トークン失効.
    pub revoke: RevokeWords,
    /// TTRK001 トークン登録代行.
    pub register: RegisterWords,
    /// What TTRK002 and TTRK003 share.
    pub fobs: FobsWords,
    /// TTRK002 時刻ずれ補正.
    pub clock: ClockWords,
    /// TTRK003 符号照会.
    pub explain: ExplainWords,
}

words! {
    /// What the entry screens share. A `|` in a heading is where it may break into two lines.
    CommonWords {
        /// The contract; `{number}`, `{company}`, `{branch}`.
        contract,
        /// The contract is being read.
        reading,
        /// F2.
        identify,
        /// F5.
        refresh,
        /// F7.
        page_up,
        /// F8.
        page_down,
        /// The contract was read again.
        refreshed,
        /// What was left half-way stands here again; `{at}`.
        found_again,
        /// Only part of it can be chosen any more; `{at}`, `{count}`.
        found_less,
        /// Nothing of it can be chosen any more; `{at}`.
        found_nothing,
        /// Step 1.
        step_enter,
        /// Step 2.
        step_confirm,
        /// Step 3 where a supervisor approves.
        step_approve,
        /// The last step.
        step_done,
        /// Column 選択.
        choose,
        /// Column ログインID.
        login_id,
        /// Column 利用者名.
        user_name,
        /// Column 利用者区分.
        user_kind,
        /// Column シリアル番号.
        serial,
        /// Column ワンタイムパスワード状態.
        state,
        /// 失効済 where room is short; `{opens}`.
        revoked_short,
        /// There is no identity check.
        check_none,
        /// It was begun and not finished.
        check_open,
        /// It failed.
        check_failed,
        /// It is good; `{until}`, `{who}`, `{methods}`.
        check_good,
        /// It is not enough; `{lacking}`, `{who}`, `{methods}`.
        check_short,
        /// What is lacking; `{count}`.
        lack_methods,
        /// The call back is lacking.
        lack_call_back,
        /// It has lapsed.
        lack_time,
        /// Anything else.
        lack_other,
        /// Hint of a list where several can be chosen.
        hint_many,
        /// Hint of a list where one can be chosen.
        hint_one,
    }
}

words! {
    /// THKK001 本人確認.
    CheckWords {
        /// Title.
        title,
        /// Step 1.
        step_who,
        /// Step 2.
        step_how,
        /// F10 of step 1.
        begin,
        /// F10 of step 2.
        confirm,
        /// F9.
        reject,
        /// F4.
        try_fob,
        /// Why F4 is off.
        no_fob,
        /// How the customer came.
        channel,
        /// Its hint.
        channel_hint,
        /// Who it is.
        person,
        /// Its hint.
        person_hint,
        /// A registered user.
        person_user,
        /// An agent.
        person_agent,
        /// Name of the agent.
        agent_name,
        /// Its hint.
        agent_hint,
        /// What a name of an agent is refused with when nobody is one.
        agent_only,
        /// Above the list of users.
        users,
        /// With whom and until when; `{channel}`, `{who}`, `{until}`.
        about,
        /// The right answer of the focused fact; `{fact}`, `{answer}`.
        answer,
        /// In its place; `{needed}`.
        answer_hidden,
        /// Hint of a fact.
        fact_hint,
        /// The answer was right.
        right,
        /// The answer was wrong.
        wrong,
        /// Not asked yet.
        unasked,
        /// The seal matches.
        seal_matches,
        /// Hint of what is ticked.
        tick_hint,
        /// Hint of the kinds of documents.
        document_hint,
        /// The number of the document.
        document_number,
        /// Its hint.
        number_hint,
        /// The registered number was called back.
        called,
        /// The registered number; `{phone}`.
        phone,
        /// That no other number is called.
        phone_note,
        /// Hint of the serials.
        fob_hint,
        /// The live code.
        fob_code,
        /// Its hint.
        fob_code_hint,
        /// The code was accepted; `{serial}`.
        fob_good,
        /// F10 with a code that was not tried.
        fob_first,
        /// No serial is chosen.
        fob_serial_first,
        /// The letter of proxy was seen.
        proxy_seen,
        /// How many methods count; `{count}`, `{methods}`.
        tally,
        /// None counts.
        tally_none,
        /// The check carries this action; `{action}`.
        enough,
        /// It does not yet; `{action}`, `{lacking}`.
        short,
        /// An agent's letter is lacking.
        lack_proxy,
        /// It was recorded as confirmed; `{count}`.
        confirmed,
        /// It was recorded as failed.
        failed,
        /// Title of the question before it is recorded as failed.
        reject_title,
        /// The question.
        reject_question,
        /// The button.
        reject_yes,
    }
}

words! {
    /// BRSK025 ワンタイムパスワード利用停止解除一覧.
    UnlockWords {
        /// Title.
        title,
        /// F10, as on the customer's screen.
        execute,
        /// Column ユーザ種別.
        user_kind,
        /// Column トークンID.
        token_id,
        /// Column 状態.
        state,
        /// That everyone who shares is unlocked.
        sharing,
        /// Nobody is suspended.
        nobody,
        /// The customer's own users could do it; `{who}`.
        customer,
        /// What to do then.
        customer_remedy,
        /// Only the bank can.
        bank,
        /// Reason of the override.
        reason,
        /// Its hint.
        reason_hint,
    }
}

words! {
    /// BRSK027 トークン失効.
    RevokeWords {
        /// Title.
        title,
        /// F10, as on the customer's screen.
        execute,
        /// Column トークン有効期限.
        expires,
        /// Reason.
        reason,
        /// Its hint.
        reason_hint,
        /// When registration would open; `{opens}`.
        reopens,
        /// What a revocation does.
        effect,
        /// For loss and theft.
        loss,
        /// The customer could do it; `{who}`.
        customer,
        /// Only the bank can.
        bank,
        /// Nobody has a registration.
        nobody,
    }
}

words! {
    /// TTRK001 トークン登録代行.
    RegisterWords {
        /// Title.
        title,
        /// F10, as on the customer's screen.
        execute,
        /// シリアル番号.
        serial,
        /// Its hint; `{min}`, `{max}`.
        serial_hint,
        /// ワンタイムパスワード.
        code,
        /// Its hint; `{digits}`.
        code_hint,
        /// The code was accepted for this user and serial.
        accepted,
        /// What is asked for.
        ask,
        /// That a supervisor approves.
        approval,
    }
}

words! {
    /// The list of tokens of TTRK002 and TTRK003.
    FobsWords {
        /// Column 状態.
        state,
        /// Column 利用者.
        users,
        /// Column of wrong codes.
        wrong_codes,
        /// Column of the known drift.
        clock,
        /// No token is chosen.
        choose_first,
        /// Hint of the list.
        hint,
    }
}

words! {
    /// TTRK002 時刻ずれ補正.
    ClockWords {
        /// Title.
        title,
        /// The key that leads here.
        short,
        /// F10.
        execute,
        /// What is asked for.
        ask,
        /// The first number.
        first,
        /// The second number.
        second,
        /// Their hint; `{digits}`.
        code_hint,
        /// Ask for the first number now.
        wait_first,
        /// When to ask for the second; `{seconds}`.
        wait_second,
        /// Digits are lacking; `{name}`, `{count}`.
        short_code,
        /// Too many digits; `{name}`, `{digits}`.
        long,
        /// Not only digits; `{name}`.
        odd,
        /// The second is the first.
        same,
        /// Both are there.
        ready,
        /// What was found; `{before}`, `{after}`.
        found,
        /// What wrong ones cost; `{count}`, `{left}`.
        charge,
        /// That a supervisor approves.
        approval,
    }
}

words! {
    /// TTRK003 符号照会.
    ExplainWords {
        /// Title.
        title,
        /// The key that leads here.
        short,
        /// F10.
        execute,
        /// What it does and costs.
        ask,
        /// The code.
        code,
        /// Its hint; `{digits}`.
        code_hint,
        /// What asking means, before the first answer.
        about,
        /// A token that is the reason itself; `{serial}`, `{state}`.
        dead,
        /// Heading of the answer; `{serial}`.
        answer,
        /// Heading of what to tell.
        tell,
    }
}
