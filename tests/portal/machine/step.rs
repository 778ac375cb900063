//! What may happen next, and how often.

use proptest::prelude::*;

/// A code, by how many steps it is off what is known of the fob's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Code {
    None,
    Malformed,
    /// The one that was accepted last.
    Again,
    Step(i64),
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

impl Act {
    /// Who acts in a session.
    pub(crate) fn user(&self) -> Option<usize> {
        match self {
            Self::Skip { user }
            | Self::Leave { user }
            | Self::Register { user, .. }
            | Self::Authorise { user, .. }
            | Self::Unlock { user, .. }
            | Self::Revoke { user, .. } => Some(*user),
            Self::Mend { user, .. } => *user,
            _ => None,
        }
    }
}

const USERS: usize = 8;
const FOBS: usize = 4;

fn user() -> impl Strategy<Value = usize> {
    // The master and the administrator act more often than the others.
    prop_oneof![3 => 0..2usize, 5 => 0..USERS]
}

fn code() -> impl Strategy<Value = Code> {
    prop_oneof![
        1 => Just(Code::None),
        1 => Just(Code::Malformed),
        3 => Just(Code::Again),
        14 => (-1i64..=1).prop_map(Code::Step),
        4 => (-3i64..=3).prop_map(Code::Step),
        6 => Just(Code::Step(500)),
    ]
}

fn targets() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        12 => prop::collection::vec(0..4usize, 1..3),
        2 => prop::collection::vec(0..USERS, 0..4),
    ]
}

fn wait() -> impl Strategy<Value = Wait> {
    prop_oneof![
        20 => (0i64..100).prop_map(Wait::Seconds),
        8 => (0i64..40 * 60).prop_map(Wait::Seconds),
        1 => Just(Wait::Seconds(30 * 60)),
        1 => Just(Wait::Seconds(15 * 60 - 1)),
        1 => Just(Wait::Seconds(15 * 60)),
        2 => prop::sample::select(vec![(8, 9, 59), (8, 10, 0), (20, 49, 59), (20, 50, 0), (23, 59, 59), (0, 0, 0)])
            .prop_map(|(hour, minute, second)| Wait::Until(hour, minute, second)),
        1 => (0i64..3 * 86_400).prop_map(Wait::Seconds),
    ]
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let right = || prop::bool::weighted(0.9);
    let company = || prop_oneof![6 => Just(0usize), 1 => Just(1)];
    let act = prop_oneof![
        4 => (user(), right()).prop_map(|(user, right)| Act::Login { user, right }),
        1 => user().prop_map(|user| Act::Logout { user }),
        1 => user().prop_map(|user| Act::Skip { user }),
        1 => user().prop_map(|user| Act::Leave { user }),
        10 => (user(), 0..FOBS, code()).prop_map(|(user, fob, code)| Act::Register { user, fob, code }),
        14 => (user(), 0..4u8, right(), code())
            .prop_map(|(user, operation, right, code)| Act::Authorise { user, operation, right, code }),
        4 => (user(), right(), code())
            .prop_map(|(user, right, code)| Act::Authorise { user, operation: 0, right, code }),
        7 => (user(), targets(), right()).prop_map(|(user, targets, right)| Act::Unlock { user, targets, right }),
        4 => (user(), targets(), right(), code())
            .prop_map(|(user, targets, right, code)| Act::Revoke { user, targets, right, code }),
        7 => (company(), 0..FOBS, prop::option::of(0..USERS), code())
            .prop_map(|(company, fob, user, code)| Act::DeskCode { company, fob, user, code }),
        5 => (company(), targets(), any::<bool>(), right())
            .prop_map(|(company, targets, overrides, checked)| Act::DeskUnlock { company, targets, overrides, checked }),
        7 => (prop::option::of(0..2usize), any::<bool>()).prop_map(|(user, overrides)| Act::Mend { user, overrides }),
        // Loss and theft are for ever, so they are rare.
        2 => (company(), targets(), prop_oneof![9 => 2..5usize, 1 => 0..2usize], right())
            .prop_map(|(company, targets, reason, checked)| Act::DeskRevoke { company, targets, reason, checked }),
        5 => (0..USERS, 0..FOBS, code(), right())
            .prop_map(|(user, fob, code, checked)| Act::DeskRegister { user, fob, code, checked }),
        9 => (prop_oneof![5 => Just(0usize), 1 => 0..4usize], prop::bool::weighted(0.1))
            .prop_map(|(newest, by_teller)| Act::Approve { newest, by_teller }),
        1 => (0..3usize).prop_map(|newest| Act::Return { newest }),
        1 => (0..3usize).prop_map(|newest| Act::Withdraw { newest }),
    ];
    let times = prop_oneof![12 => Just(1usize), 2 => Just(2), 2 => Just(6)];
    (times, wait(), prop::bool::weighted(0.85), act).prop_map(|(times, wait, fresh, act)| Step {
        times,
        wait,
        fresh,
        act,
    })
}
