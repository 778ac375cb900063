//! What may happen next, and how often.

mod draw;

pub(super) use draw::step;

/// A code, by how many steps it is off what is known of the fob's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Code {
    None,
    Malformed,
    /// The one that was accepted last.
    Again,
    Step(i64),
}

/// What is entered otherwise than it is: a value, or the contrary of what is there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edit {
    Name(usize),
    Kind(usize),
    Operation(usize),
    Right(usize),
    Limit(usize, u64),
    Account(usize),
}

/// A new password.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word {
    Fresh,
    Short,
    /// One that is always the same.
    Same,
    /// The one that the user has for the other purpose.
    Other,
}

/// Whom a payment names as approvers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named {
    /// As many as are needed, of those who can; which, by this number.
    Fit(usize),
    Just([Option<usize>; 2]),
}

/// Which payment: counted back from the newest of those that wait, or of all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Which {
    pub(crate) back: usize,
    pub(crate) of_all: bool,
}

/// An administration of users, by the company itself.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    Admit {
        who: usize,
        edits: Vec<Edit>,
        words: [Option<Word>; 2],
    },
    Amend {
        who: usize,
        edits: Vec<Edit>,
        words: [Option<Word>; 2],
    },
    Remove {
        who: usize,
    },
    Stop {
        whom: Vec<usize>,
    },
    Lift {
        whom: Vec<usize>,
    },
    /// Lifts whoever of the company is out.
    LiftAll,
}

/// Time goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wait {
    Seconds(i64),
    /// To the next such time of day in Japan.
    Until(i64, i64, i64),
}

/// A step: time goes on, whoever acts logs in if need be, and acts; perhaps again and again.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) times: usize,
    pub(crate) wait: Wait,
    pub(crate) fresh: bool,
    pub(crate) act: Act,
}

/// An act of a user or of the branch. Users and fobs are places in the lists of the model.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Login {
        user: usize,
        right: bool,
    },
    Logout {
        user: usize,
    },
    Skip {
        user: usize,
    },
    Leave {
        user: usize,
    },
    Register {
        user: usize,
        fob: usize,
        code: Code,
    },
    Authorise {
        user: usize,
        operation: u8,
        right: bool,
        code: Code,
    },
    Unlock {
        user: usize,
        targets: Vec<usize>,
        right: bool,
    },
    Revoke {
        user: usize,
        targets: Vec<usize>,
        right: bool,
        code: Code,
    },
    Pay {
        user: usize,
        kind: usize,
        account: usize,
        amounts: Vec<u64>,
        named: Named,
        /// Under an id of the front end's own: one that is known already, or a new one.
        known: Option<bool>,
        right: bool,
        code: Code,
    },
    /// By that user, or by whoever it waits for.
    PayApprove {
        user: Option<usize>,
        which: Which,
        right: bool,
        code: Code,
    },
    PayReturn {
        user: Option<usize>,
        which: Which,
    },
    /// By that user, or by whoever entered it.
    PayWithdraw {
        user: Option<usize>,
        which: Which,
    },
    Manage {
        user: usize,
        task: Task,
        right: bool,
        code: Code,
    },
    /// Whoever stands in a run goes on in its menu: looks, pays or approves, sends back.
    GoOn {
        how: usize,
        kind: usize,
        yen: u64,
        which: Which,
    },
    /// A query, which keeps the session from lapsing unless it is a screen that reads again by itself.
    Look {
        user: usize,
        operation: u8,
        by_itself: bool,
    },
    DeskCode {
        company: usize,
        fob: usize,
        user: Option<usize>,
        code: Code,
    },
    DeskUnlock {
        company: usize,
        targets: Vec<usize>,
        overrides: bool,
        checked: bool,
    },
    /// An unlock of whoever is suspended, by that user or, without one, by the branch.
    Mend {
        user: Option<usize>,
        overrides: bool,
    },
    DeskRevoke {
        company: usize,
        targets: Vec<usize>,
        reason: usize,
        checked: bool,
    },
    DeskRegister {
        user: usize,
        fob: usize,
        code: Code,
        checked: bool,
    },
    Approve {
        newest: usize,
        by_teller: bool,
    },
    Return {
        newest: usize,
    },
    Withdraw {
        newest: usize,
    },
}
