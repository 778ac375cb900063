//! The printer of the terminal: what goes to it between `ESC [5i` and `ESC [4i`, and nothing else.

use madoguchi::branch::tlgi001::Login;
use madoguchi::clock::Clock;
use madoguchi::console::{Options, house};
use madoguchi::desk::Desk;
use madoguchi::domain::policy;
use madoguchi::entropy::Repeatable;
use madoguchi::outbox::Printer;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::ui::terminal::Painter;
use madoguchi::ui::testing::Harness;

use crate::Wire;

/// A teller of the demo whose slips go to that printer, at the list of their own requests.
fn open(printer: Option<Printer>) -> Wire {
    let clock = Clock::fixed(demo::start());
    let mut entropy = Repeatable(42);
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
    let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    let options = Options {
        printer,
        ..Options::default()
    };
    let house = house(clock, Kind::Training, &options).unwrap();
    let mut wire = Wire::new(Harness::new(house, desk, Login::default()));
    wire.keys("T002<Enter>tantou-no-reiji<F10>3");
    assert!(wire.console.row(1).ends_with("TSNN003"), "{:?}", wire.console);
    for _ in 0..20 {
        if selected(&wire).contains("トークン失効") {
            return wire;
        }
        wire.keys("<Down>");
    }
    panic!("no receipt: {:?}", wire.console);
}

fn selected(wire: &Wire) -> String {
    wire.console.row(wire.console.cursor().y + 1)
}

#[test]
fn a_slip_goes_to_the_terminal_s_printer_where_that_was_chosen_and_nowhere_else() {
    let mut wire = open(Some(Printer::Terminal));
    wire.keys("<F9>");
    assert!(wire.console.row(23).starts_with("I0009"), "{:?}", wire.console);
    let printed = wire.console.printed();
    let [slip] = printed.as_slice() else {
        panic!("{printed:?}")
    };
    assert!(slip.contains("受付票") && slip.contains("20260601-0001"), "{slip}");
    let mut painter = Painter::new(Vec::new());
    painter.print(slip).unwrap();
    let bytes = painter.out().as_slice();
    let page = bytes
        .strip_prefix(b"\x1b[5i")
        .and_then(|rest| rest.strip_suffix(b"\x0c\x1b[4i"))
        .unwrap();
    let page = std::str::from_utf8(page).unwrap();
    assert!(
        page.chars().all(|c| !c.is_control() || matches!(c, '\r' | '\n')),
        "{page:?}"
    );
    let lines: Vec<_> = page.split_terminator("\r\n").collect();
    assert_eq!(lines, slip.lines().collect::<Vec<_>>());
    assert!(wire.console.printed().is_empty(), "once");
}

#[test]
fn nothing_is_printed_where_it_was_not_chosen() {
    let mut wire = open(None);
    wire.keys("<F9>");
    assert!(
        wire.console.row(23).starts_with("W0001"),
        "no folder and no printer: {:?}",
        wire.console
    );
    assert!(wire.console.printed().is_empty());
}

/// Whatever stands in a name, it is text on paper: it neither ends the printing nor speaks to the terminal.
#[test]
fn nothing_in_a_slip_ends_the_printing() {
    let mut painter = Painter::new(Vec::new());
    painter.print("見本\u{1b}[4i\u{1b}[2J\u{9b}4i\u{7}\tok\n").unwrap();
    assert_eq!(
        painter.out().as_slice(),
        "\u{1b}[5i見本[4i[2J4iok\r\n\u{c}\u{1b}[4i".as_bytes()
    );
}

/// A terminal without a printer may show the text: all of the frame is painted again behind it.
#[test]
fn the_frame_is_whole_again_after_a_print() {
    let mut wire = open(Some(Printer::Terminal));
    wire.keys("<F9>");
    assert!(!wire.console.takes_repaint(), "not before it was handed over");
    assert_eq!(wire.console.printed().len(), 1);
    assert!(wire.console.takes_repaint());
}
