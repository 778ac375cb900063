//! Words of the customer's side on the command line.

use serde::Deserialize;

/// Writes a struct of strings; a language file that lacks one or has another does not load.
macro_rules! words {
    ($(#[doc = $doc:literal] $name:ident),+ $(,)?) => {
        /// What the customer's side says on the command line.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct PortalLineWords { $(#[doc = $doc] pub $name: String),+ }
    };
}

words! {
    /// The question for the login password; `{login_id}`.
    ask_password,
    /// The question for the key of a session.
    ask_session,
    /// The question for the confirmation password.
    ask_confirmation,
    /// The question for the one-time password.
    ask_code,
    /// The question for a new login password of a user.
    ask_new_login,
    /// The question for a new confirmation password of a user.
    ask_new_confirmation,
    /// The question for a first login password; `{login_id}`.
    ask_first_login,
    /// The question for a first confirmation password; `{login_id}`.
    ask_first_confirmation,
    /// Logged in; the key stands on standard output.
    logged_in,
    /// The registration screen comes before the top page (R3.1).
    registration_first,
    /// The login before; `{at}`.
    last_login_was,
    /// Logged out.
    logged_out,
    /// Registered; `{serial}`.
    registered,
    /// Authorised by a code.
    authorised_by_code,
    /// Authorised without a code.
    authorised,
    /// Unlocked, with everyone who shares; `{users}`.
    unlocked,
    /// Revoked; `{users}`.
    revoked,
    /// One's own registration was among them.
    revoked_own,
    /// Done, and nothing more to tell.
    done,
    /// First passwords were issued; `{login_id}`.
    issued,
    /// 猶予期間.
    grace,
    /// The last day of something; `{day}`.
    through,
    /// An operation asks for a code now.
    asks_code,
    /// An operation asks for no code now.
    asks_no_code,
    /// サービス利用状態.
    service,
    /// 利用可能.
    available,
    /// 停止.
    stopped,
    /// ログインパスワード利用停止.
    login_stopped,
    /// ログインパスワード利用一時停止; `{until}`.
    login_paused,
    /// 確認用パスワード利用停止.
    confirmation_stopped,
    /// Which payment it is, by its id.
    payment,
    /// What a payment moves.
    amount,
    /// The first of two approved it.
    approved_first,
    /// The approver is next.
    next_approver,
    /// The final approver is next.
    next_final,
    /// It is entered anew.
    next_anew,
    /// There are no payments.
    no_payments,
    /// Nobody approves such a payment.
    no_approval,
    /// Approving executes it; `{code}`.
    approving_executes,
    /// Approving passes it on to the final approver; `{code}`.
    approving_goes_on,
    /// The user can take it back.
    may_withdraw,
    /// The operations of R5.1.
    operations,
    /// 停止 of a user.
    stop,
    /// 解除 of a user.
    lift,
    /// It may be done.
    may,
}
