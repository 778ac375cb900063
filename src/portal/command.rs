//! What a user of the web banking can have done, as data, and what comes of it. Secrets stand beside a command, never in it.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::domain::calendar::Instant;
use crate::domain::gate::Operation;
use crate::domain::members::{Field, Profile};
use crate::domain::payment::{Order, Status};
use crate::domain::values::{LoginId, PaymentId, Reason, Serial, Yen};

/// A use-case of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// 利用開始登録 (R3), with the code.
    Register {
        /// The token's serial.
        serial: Serial,
    },
    /// トークン利用開始登録の省略 (R4.1).
    Skip,
    /// Leaves a menu: the run in which one code was given ends (R5.4).
    Leave,
    /// Passes the gate of an operation that is carried out elsewhere (R5): with the confirmation password, and the code
    /// where it is asked for.
    Authorise {
        /// Which.
        operation: Operation,
    },
    /// ワンタイムパスワードの利用停止解除 (R9.2, BRSK025), with the confirmation password.
    Unlock {
        /// Whose tokens; everyone who shares them is unlocked too.
        users: Vec<LoginId>,
    },
    /// トークンの失効 (R7.1, BRSK027), with the confirmation password and the user's own code.
    Revoke {
        /// Whose registrations.
        users: Vec<LoginId>,
    },
    /// Adds a user (BRSK006, BRSK009), with both new passwords; like the four below with the confirmation password of who
    /// acts, and their code where R5.3 asks for it.
    Admit {
        /// The new login ID.
        login_id: LoginId,
        /// What was entered.
        profile: Box<Profile>,
    },
    /// Changes a user, with new passwords where some are given.
    Amend {
        /// The user.
        login_id: LoginId,
        /// What was entered: the whole, also what stays.
        profile: Box<Profile>,
    },
    /// Removes a user, with the registration if there is one. The login ID is never given again.
    Remove {
        /// The user.
        login_id: LoginId,
    },
    /// Stops users (BRSK011): they are out at once.
    Stop {
        /// Who.
        users: Vec<LoginId>,
    },
    /// Lifts what keeps users out (BRSK011): a stop, or wrong passwords.
    Lift {
        /// Who.
        users: Vec<LoginId>,
    },
    /// パスワード変更 (BLGI002): one's own, each with the one that it comes in the place of; a login password that is not given stays,
    /// and so does a confirmation password.
    ChangePasswords,
    /// Enters a payment: with the confirmation password, and executes it with the code where nobody approves (R5.3).
    Pay(Order),
    /// The same under an id of the front end's own making, so that one which got no answer can ask again: a payment of that id
    /// is entered once (E0528).
    PayOnce {
        /// 16 bytes nobody else would draw.
        id: PaymentId,
        /// The payment.
        order: Order,
    },
    /// 承認: with the confirmation password, and where it executes with the code (R5.3).
    Approve {
        /// The payment.
        payment: PaymentId,
    },
    /// 差戻し: the one for whom it waits sends it back.
    Return {
        /// The payment.
        payment: PaymentId,
        /// Why.
        reason: Reason,
    },
    /// 取下げ: the one who entered it takes it back.
    Withdraw {
        /// The payment.
        payment: PaymentId,
    },
}

/// What a person types that must not be kept (R12.3).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Secrets {
    /// 確認用パスワード (R5.5).
    pub confirmation: Option<SecretString>,
    /// ワンタイムパスワード.
    pub code: Option<SecretString>,
    /// The ログインパスワード of now, where one gives oneself another.
    pub login: Option<SecretString>,
    /// A new ログインパスワード of the user who is added or changed; none: it stays.
    pub new_login: Option<SecretString>,
    /// Their new 確認用パスワード; none: it stays.
    pub new_confirmation: Option<SecretString>,
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Registered with that token.
    Registered {
        /// Its serial.
        serial: Serial,
    },
    /// Skipped; the top page is next.
    Skipped,
    /// The menu was left.
    Left,
    /// The operation may be carried out.
    Authorised {
        /// Whether a code was taken for it; not in the grace period, nor within a run (R5.2, R5.4).
        code_taken: bool,
    },
    /// Unlocked.
    Unlocked {
        /// Everyone whose state changed: the chosen and those who share (R9.2).
        users: Vec<LoginId>,
    },
    /// Revoked.
    Revoked {
        /// The chosen.
        users: Vec<LoginId>,
        /// When they may log in and register again (R8.2).
        reopens_at: Instant,
        /// Whether the one who did it is among them: their session has ended.
        own: bool,
    },
    /// The user was added.
    Admitted {
        /// Who.
        login_id: LoginId,
    },
    /// The user was changed.
    Amended {
        /// Who.
        login_id: LoginId,
        /// What is another than before.
        changed: Vec<Field>,
        /// Whether that user logs in again, the one who did it too when it is themselves.
        logs_in_again: bool,
    },
    /// The user was removed.
    Removed {
        /// Who.
        login_id: LoginId,
        /// The token of the registration that went with them. It stays as it is, suspended or not.
        serial: Option<Serial>,
    },
    /// The users are stopped and logged out.
    Stopped {
        /// Who.
        users: Vec<LoginId>,
    },
    /// One's own passwords are others now; the session has ended.
    PasswordsChanged {
        /// Which.
        changed: Vec<Field>,
    },
    /// Nothing keeps the users out any more.
    Lifted {
        /// Who.
        users: Vec<LoginId>,
    },
    /// A payment was entered, approved, sent back or taken back.
    Payment(Paid),
}

/// Where a payment stands after a step of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paid {
    /// The payment.
    pub payment: PaymentId,
    /// Where it stands now.
    pub status: Status,
    /// What it moves.
    pub amount: Yen,
    /// When the step was made.
    pub at: Instant,
    /// The receipt number, when it was executed.
    pub receipt: Option<String>,
    /// The balance of the account afterwards, when it was executed.
    pub balance: Option<u64>,
    /// Whether it waits although the balance is not enough now.
    pub short: bool,
    /// Whether a code was taken for it; not in the grace period, nor within a run (R5.2, R5.4).
    pub code_taken: bool,
}
