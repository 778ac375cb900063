//! How often what is drawn.

use proptest::prelude::*;

use super::super::compare::NEWCOMERS;
use super::{Act, Code, Edit, Named, Step, Task, Wait, Which, Word};

/// Those who are there in the beginning; the others come.
const USERS: usize = 8;
const ALL: usize = USERS + NEWCOMERS.len();
const FOBS: usize = 4;

fn user() -> impl Strategy<Value = usize> {
    // The master and the administrator act more often than the others.
    prop_oneof![6 => 0..2usize, 9 => 0..USERS, 1 => 0..ALL]
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

/// A code that is right more often than not.
fn fair_code() -> impl Strategy<Value = Code> {
    prop_oneof![7 => (0i64..=1).prop_map(Code::Step), 2 => code()]
}

fn targets() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        12 => prop::collection::vec(0..4usize, 1..3),
        2 => prop::collection::vec(0..ALL, 0..4),
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
        // The second is longer than a request waits (R11.3).
        1 => (0i64..3 * 86_400).prop_map(Wait::Seconds),
        2 => (5i64 * 86_400..7 * 86_400).prop_map(Wait::Seconds),
    ]
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (0..2usize).prop_map(Edit::Name),
        4 => prop_oneof![1 => Just(0usize), 9 => 1..3usize].prop_map(Edit::Kind),
        6 => (0..4usize).prop_map(Edit::Operation),
        6 => prop_oneof![3 => Just(5usize), 2 => Just(2), 1 => Just(1), 3 => 0..8usize].prop_map(Edit::Right),
        7 => (0..5usize, prop::sample::select(vec![0, 500, 3_000, 9_999_999_999, 10_000_000_000]))
            .prop_map(|(of, yen)| Edit::Limit(of, yen)),
        4 => prop_oneof![5 => 0..2usize, 1 => Just(2)].prop_map(Edit::Account),
    ];
    prop_oneof![1 => Just(vec![]), 9 => prop::collection::vec(edit, 1..4)]
}

fn word() -> impl Strategy<Value = Option<Word>> {
    prop::option::weighted(
        0.9,
        prop_oneof![20 => Just(Word::Fresh), 1 => Just(Word::Short), 2 => Just(Word::Same), 2 => Just(Word::Other)],
    )
}

fn task() -> impl Strategy<Value = Task> {
    let words = || [word(), word()];
    let few = prop_oneof![
        5 => Just([None, None]),
        2 => word().prop_map(|word| [word, None]),
        2 => word().prop_map(|word| [None, word]),
        1 => words(),
    ];
    let newcomer = prop_oneof![9 => USERS..ALL, 1 => 0..ALL];
    let somebody = || prop_oneof![1 => 0..2usize, 12 => 2..USERS, 5 => USERS..ALL];
    let whom = || prop_oneof![6 => (2..USERS).prop_map(|who| vec![who]), 2 => targets()];
    prop_oneof![
        7 => (newcomer, edits(), words()).prop_map(|(who, edits, words)| Task::Admit { who, edits, words }),
        10 => (somebody(), edits(), few).prop_map(|(who, edits, words)| Task::Amend { who, edits, words }),
        2 => somebody().prop_map(|who| Task::Remove { who }),
        3 => whom().prop_map(|whom| Task::Stop { whom }),
        3 => whom().prop_map(|whom| Task::Lift { whom }),
        4 => Just(Task::LiftAll),
    ]
}

fn named() -> impl Strategy<Value = Named> {
    let any = || prop::option::of(0..ALL);
    prop_oneof![
        5 => prop_oneof![2 => Just(0usize), 1 => 0..ALL].prop_map(Named::Fit),
        1 => [any(), any()].prop_map(Named::Just),
        1 => any().prop_map(|one| Named::Just([one, None])),
        1 => (0..4usize).prop_map(|twice| Named::Just([Some(twice); 2])),
    ]
}

fn which() -> impl Strategy<Value = Which> {
    (0..4usize, prop::bool::weighted(0.15)).prop_map(|(back, of_all)| Which { back, of_all })
}

fn paying() -> impl Strategy<Value = Act> {
    let right = || prop::bool::weighted(0.95);
    let amounts = prop::collection::vec(
        prop_oneof![8 => 1..9_000u64, 2 => 1..90_000u64, 2 => prop::sample::select(vec![500u64, 501, 3_000, 3_001, 10_000_000, 10_000_001])],
        1..3,
    );
    let account = prop_oneof![8 => Just(0usize), 2 => Just(1), 1 => Just(2)];
    let how = (
        named(),
        prop::option::weighted(0.1, any::<bool>()),
        right(),
        fair_code(),
    );
    let who = prop_oneof![3 => 0..4usize, 1 => user()];
    let pay = (who, 0..4usize, account, amounts, how).prop_map(
        |(user, kind, account, amounts, (named, known, right, code))| Act::Pay {
            user,
            kind,
            account,
            amounts,
            named,
            known,
            right,
            code,
        },
    );
    let by = |weight| prop::option::weighted(weight, user());
    prop_oneof![
        16 => pay,
        14 => (by(0.15), which(), right(), fair_code())
            .prop_map(|(user, which, right, code)| Act::PayApprove { user, which, right, code }),
        2 => (by(0.3), which()).prop_map(|(user, which)| Act::PayReturn { user, which }),
        2 => (by(0.3), which()).prop_map(|(user, which)| Act::PayWithdraw { user, which }),
    ]
}

pub(in super::super) fn step() -> impl Strategy<Value = Step> {
    let right = || prop::bool::weighted(0.9);
    let company = || prop_oneof![6 => Just(0usize), 1 => Just(1)];
    let act = prop_oneof![
        5 => (user(), prop::bool::weighted(0.7)).prop_map(|(user, right)| Act::Login { user, right }),
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
        34 => paying(),
        22 => (prop_oneof![8 => 0..2usize, 1 => user()], task(), right(), fair_code())
            .prop_map(|(user, task, right, code)| Act::Manage { user, task, right, code }),
        20 => (0..4usize, 0..3usize, 1..3_000u64, which())
            .prop_map(|(how, kind, yen, which)| Act::GoOn { how, kind, yen, which }),
        6 => (user(), 0..4u8, any::<bool>())
            .prop_map(|(user, operation, by_itself)| Act::Look { user, operation, by_itself }),
        7 => (company(), 0..FOBS, prop::option::of(0..ALL), code())
            .prop_map(|(company, fob, user, code)| Act::DeskCode { company, fob, user, code }),
        5 => (company(), targets(), any::<bool>(), right())
            .prop_map(|(company, targets, overrides, checked)| Act::DeskUnlock { company, targets, overrides, checked }),
        7 => (prop::option::of(0..2usize), any::<bool>()).prop_map(|(user, overrides)| Act::Mend { user, overrides }),
        // Loss and theft are for ever, so they are rare.
        2 => (company(), targets(), prop_oneof![9 => 2..5usize, 1 => 0..2usize], right())
            .prop_map(|(company, targets, reason, checked)| Act::DeskRevoke { company, targets, reason, checked }),
        5 => (0..ALL, 0..FOBS, code(), right())
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
