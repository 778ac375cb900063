use super::*;
use crate::customer::bfkf001::TransferEntry;
use crate::customer::bpez001::BillEntry;
use crate::customer::paying::People;
use crate::domain::access::Limits;
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::values::PaymentId;
use crate::portal::Paid;
use crate::store::AccountRow;
use crate::ui::keys::parse;
use crate::ui::kit::testing::Around;
use crate::ui::screen::{Effect, Work};
use crate::ui::worker::Engine;

const PAYEE: &str = "0001<Enter>234<Enter>1<Enter>7654321<Enter>ｶ)ﾐﾎﾝ<Enter>";
const BILL: &str = "00500<Enter>12345<Enter>123456<Enter>";

/// A ground with one account, and nobody who approves.
fn ground() -> Ground {
    Ground {
        accounts: vec![AccountRow {
            account: Account::parse("普通1234567").unwrap(),
            balance: 1_000_000,
        }],
        approvers: vec![],
        needed: 0,
        limits: Limits {
            transfer: 500_000,
            preset: 500_000,
            bulk: 500_000,
            payroll: 500_000,
            pay_easy: 500_000,
        },
        refused: None,
        people: People::default(),
        until: None,
    }
}

/// A screen with what it wanted done last.
struct Console<P: Payable> {
    around: Around,
    entry: PaymentEntry<P>,
    wanted: Vec<Effect<Engine>>,
}

impl<P: Payable> Console<P> {
    fn new(entry: PaymentEntry<P>) -> Self {
        Self {
            around: Around::new(),
            entry,
            wanted: Vec::new(),
        }
    }

    fn on(entry: PaymentEntry<P>, ground: Ground) -> Self {
        let mut console = Self::new(entry);
        console.told(Msg::Read(Ok(Box::new(ground))));
        console
    }

    fn told(&mut self, msg: Msg) {
        self.wanted.clear();
        let at = self.around.at(None);
        self.entry.update(msg, &mut Cx::new(&at, &mut self.wanted));
    }

    /// Types, and says whether every key meant something.
    fn types(&mut self, keys: &str) -> bool {
        let at = self.around.at(None);
        let mut cx = Cx::new(&at, &mut self.wanted);
        let taken: Vec<_> = parse(keys).iter().map(|key| self.entry.typed(key, &mut cx)).collect();
        taken.into_iter().all(|taken| taken)
    }

    /// What stands in the way of F10, if something does.
    fn off(&self) -> Option<String> {
        let at = self.around.at(None);
        let keys = self.entry.bindings(&at);
        keys.into_iter().find(|key| key.on == Function::Execute.into())?.unless
    }

    /// The number of what was said.
    fn said(&self) -> Option<&str> {
        self.wanted.iter().find_map(|effect| match effect {
            Effect::Say(message) => Some(message.code.as_ref()),
            _ => None,
        })
    }

    fn asks_what_it_would_come_to(&self) -> bool {
        let asks = |effect: &Effect<Engine>| matches!(effect, Effect::Work(Work::Latest("preview"), _));
        self.wanted.iter().any(asks)
    }

    /// What was entered was confirmed, and is executed.
    fn is_executed(&mut self) {
        let order = self.entry.order(self.around.at(None).words).unwrap().unwrap();
        let paid = Paid {
            payment: PaymentId([7; 16]),
            status: Status::Executed,
            amount: order.content.amount(),
            at: Instant::UNIX_EPOCH,
            receipt: None,
            balance: None,
            short: false,
            code_taken: true,
        };
        let people = People::default();
        self.told(Msg::Entered(Entered { order, paid, people }));
    }

    /// Whether closing it tells the portal that a run has ended (R5.4).
    fn ends_a_run(mut self) -> bool {
        self.wanted.clear();
        let at = self.around.at(None);
        let mut cx = Cx::new(&at, &mut self.wanted);
        self.entry.closed(CloseReason::Cancelled, &mut cx);
        !self.wanted.is_empty()
    }
}

#[test]
fn nothing_is_typed_before_it_is_known_what_may_be() {
    let mut console = Console::new(TransferEntry::new());
    assert!(!console.types("0") && console.off().is_some());
    console.told(Msg::Go);
    assert!(console.wanted.is_empty());
    console.told(Msg::Read(Ok(Box::new(ground()))));
    assert!(console.types("0") && console.off().is_none());
}

/// What comes to stand in the way takes no key, and what was typed before is there when the way is free again.
#[test]
fn what_stands_in_the_way_loses_nothing_r5_1() {
    let mut console = Console::on(TransferEntry::new(), ground());
    assert!(!console.entry.dirty());
    assert!(console.types("0001<Enter>23") && console.entry.dirty());
    let closed = [
        Ground {
            refused: Some(Refusal::SessionEnded),
            ..ground()
        },
        Ground {
            accounts: vec![],
            ..ground()
        },
        Ground { needed: 1, ..ground() },
    ];
    for closed in closed {
        console.told(Msg::Read(Ok(Box::new(closed))));
        assert!(!console.types("9") && console.off().is_some() && console.entry.dirty());
    }
    console.told(Msg::Read(Ok(Box::new(ground()))));
    assert!(console.types("4<Enter>1<Enter>7654321<Enter>ｶ)ﾐﾎﾝ<Enter>1500") && console.off().is_none());
    console.told(Msg::Go);
    assert!(console.asks_what_it_would_come_to());
}

#[test]
fn what_is_missing_or_wrong_is_said_and_nothing_is_asked() {
    let mut console = Console::on(TransferEntry::new(), ground());
    for (typed, said) in [
        ("", Some("E0003")),
        (PAYEE, Some("E0003")),
        ("0", Some("E0511")),
        ("<Backspace>1500", None),
    ] {
        assert!(console.types(typed));
        console.told(Msg::Go);
        assert_eq!(console.said(), said, "{typed:?}");
        assert_eq!(console.asks_what_it_would_come_to(), said.is_none());
    }
}

/// One transfer after the other: the account stays, the rest is empty again, and leaving ends the run. Each bill asks for its own code.
#[test]
fn transfers_one_after_the_other_are_a_run_and_bills_are_none_r5_4() {
    let mut console = Console::on(TransferEntry::new(), ground());
    console.types(&format!("{PAYEE}1500"));
    console.is_executed();
    assert!(!console.entry.dirty());
    assert!(console.types(&format!("{PAYEE}700")), "it begins with the bank again");
    console.told(Msg::Go);
    assert!(console.asks_what_it_would_come_to());
    assert!(console.ends_a_run());

    let mut console = Console::on(BillEntry::new(), ground());
    console.types(&format!("{BILL}1500"));
    console.told(Msg::Go);
    assert!(console.asks_what_it_would_come_to());
    console.is_executed();
    assert!(!console.entry.dirty() && !console.ends_a_run());

    let mut console = Console::on(TransferEntry::new(), ground());
    console.types(PAYEE);
    assert!(!console.ends_a_run(), "nothing was executed");
}
