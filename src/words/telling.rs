//! Words for what the customer is told: the sentences of TKNR009, the slip, and the notices.

use serde::Deserialize;

use super::strings::words;

/// What the customer is told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TellingWords {
    /// Sentences that staff read out.
    pub say: SayWords,
    /// The slip (受付票).
    pub slip: SlipWords,
    /// Notices (お知らせ).
    pub notice: NoticeWords,
}

words! {
    /// Sentences that staff read out (TKNR009).
    SayWords {
        /// Unlock: who can use it again; `{who}`.
        unlock,
        /// Unlock: who shares the token is unlocked too; `{others}`.
        unlock_shared,
        /// Unlock: the next code is the one to type.
        unlock_next,
        /// Unlock: wrong codes suspend again.
        unlock_again,
        /// Unlock waits: nothing is different yet; `{who}`.
        unlock_waits,
        /// Register: can use from now; `{who}`, `{serial}`.
        register,
        /// Register: what the login shows.
        register_login,
        /// Register: the code that was used is used up.
        register_next,
        /// Register waits; `{who}`.
        register_waits,
        /// Revoke: no login until; `{who}`, `{at}`.
        revoke,
        /// Revoke: what the login shows then, with a fob to register; `{at}`.
        revoke_login,
        /// Revoke: which code to type there.
        revoke_next,
        /// Revoke: no fob is left to register with.
        revoke_no_token,
        /// Revoke: what works meanwhile without a token; `{at}`.
        revoke_meanwhile,
        /// Revoke of a lost fob; `{serial}`.
        revoke_lost,
        /// Revoke of a fob that is not lost: all others go on.
        revoke_others,
        /// Resynchronisation: the fob can be used; `{serial}`.
        resync,
        /// Resynchronisation: the two codes are used up.
        resync_next,
        /// Resynchronisation waits; `{serial}`.
        resync_waits,
        /// It waits for approval: they hear of it later.
        waits,
        /// Who else is told by the bank.
        noticed,
    }
    /// The slip (受付票).
    SlipWords {
        /// What stands above it.
        title,
        /// Of a training store: worth nothing.
        training,
        /// Receipt number.
        receipt,
        /// When it was carried out.
        at,
        /// The branch; `{code}`, `{name}`.
        branch,
        /// The branch in one line; `{code}`, `{name}`.
        branch_value,
        /// Who took it.
        staff,
        /// The contract.
        contract,
        /// The company.
        company,
        /// What was done.
        action,
        /// When registration opens.
        reopens,
        /// That moment; `{at}`.
        reopens_value,
        /// Heading of what changed.
        changed,
        /// A user before and after; `{login_id}`, `{name}`, `{serial}`.
        user,
        /// The same without a token; `{login_id}`, `{name}`.
        user_plain,
        /// A token before and after; `{serial}`.
        token,
        /// From one state to another; `{before}`, `{after}`.
        change,
        /// Heading of what to know.
        tell,
        /// The mark of the trail.
        head,
        /// What the mark is for.
        head_note,
        /// F9.
        print,
        /// It was written; `{path}`.
        written,
        /// F9 is off: nothing was carried out.
        off_waiting,
        /// F9 is off: there is no folder for it.
        off_folder,
    }
    /// Notices (お知らせ): what stands in a letter or a mail.
    NoticeWords {
        /// The subject of one about something that was done; `{action}`.
        subject_done,
        /// The subject of a failed check.
        subject_failed,
        /// The subject of a refused attempt.
        subject_refused,
        /// The greeting; `{company}`, `{name}`, `{login_id}`.
        greeting,
        /// Something was done; `{at}`, `{contract}`, `{action}`, `{receipt}`.
        done,
        /// Why it was revoked; `{reason}`.
        reason,
        /// Whose; `{users}`.
        users,
        /// Which tokens; `{serials}`.
        serials,
        /// When registration opens; `{at}`.
        reopens,
        /// A check failed; `{at}`, `{contract}`, `{channel}`, `{person}`.
        failed,
        /// Nothing was done after it.
        failed_nothing,
        /// An attempt was refused; `{at}`, `{contract}`, `{action}`.
        refused,
        /// If it was not you.
        unknown,
        /// The bank asks for no password.
        never_asks,
        /// Column: number.
        number,
        /// Column: when.
        at,
        /// Column: contract number.
        contract,
        /// Column: company.
        company,
        /// Column: login ID.
        login_id,
        /// Column: name.
        name,
        /// Column: mail address.
        mail,
        /// Column: subject.
        subject,
        /// Column: text.
        text,
        /// Column: why the last try failed.
        failed_why,
        /// Nothing waits.
        none,
        /// How many wait; `{count}`.
        waiting,
        /// How many were exported; `{count}`, `{path}`.
        exported,
        /// How many were sent and how many not; `{sent}`, `{failed}`, `{letters}`.
        sent,
    }
}
