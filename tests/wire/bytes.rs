//! How many bytes a key costs on the line: counted, never timed, and beside what ratatui's own backend writes for the same.

use chrono::TimeDelta;
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use madoguchi::ui::event::Event;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::Wire;
use crate::bank::open;

/// What a key costs: here, and through ratatui's backend.
struct Cost {
    ours: usize,
    stock: usize,
}

/// The bytes of the same step through ratatui's backend, in the same frame.
fn stock(last: &Buffer, next: &Buffer, cursor: Position) -> usize {
    let mut bytes = Vec::new();
    queue!(&mut bytes, BeginSynchronizedUpdate).unwrap();
    let mut backend = CrosstermBackend::new(&mut bytes);
    backend.draw(last.diff(next).into_iter()).unwrap();
    backend.set_cursor_position(cursor).unwrap();
    queue!(&mut backend, EndSynchronizedUpdate).unwrap();
    bytes.len()
}

fn step(wire: &mut Wire, keys: &str) -> Cost {
    let last = wire.console.buffer().clone();
    let ours = wire.keys(keys);
    let stock = stock(&last, wire.console.buffer(), wire.console.cursor());
    Cost { ours, stock }
}

#[test]
fn a_frame_that_says_the_same_costs_nothing() {
    let mut wire = open();
    wire.keys("1");
    assert_eq!(wire.paint(), 0);
    // A key that is taken and changes nothing.
    assert_eq!(wire.keys("<Home>"), 0);
}

/// Whoever leaves a console alone has nothing on the line: of a minute, its last second alone writes, and only the clock.
#[test]
fn an_idle_minute_writes_the_minute_of_the_clock_and_nothing_else() {
    for (screen, keys) in [("TTOP001", ""), ("TKSK001", "1"), ("TKSK002", "11000001<Enter>")] {
        let mut wire = open();
        wire.keys(keys);
        assert!(wire.console.row(1).ends_with(screen), "{:?}", wire.console);
        let before = wire.all().len();
        for second in 1..60 {
            let written = pass(&mut wire);
            assert_eq!(written, 0, "{screen}, second {second}");
        }
        let last = pass(&mut wire);
        let written = String::from_utf8_lossy(&wire.all()[before..]).into_owned();
        println!("{screen}: {last} bytes in an idle minute");
        assert!((1..=60).contains(&last), "{screen}: {last} bytes: {written:?}");
    }
}

/// A second passes; what it costs.
fn pass(wire: &mut Wire) -> usize {
    wire.console.engine().unwrap().clock().move_by(TimeDelta::seconds(1));
    wire.console.event(Event::Tick);
    wire.paint()
}

#[test]
fn a_key_costs_half_of_what_a_backend_writes_that_knows_no_widths() {
    let mut wire = open();
    let blank = Buffer::empty(wire.console.buffer().area);
    wire.forget();
    let full = Cost {
        ours: wire.paint(),
        stock: stock(&blank, wire.console.buffer(), wire.console.cursor()),
    };
    wire.keys("9T");
    let character = step(&mut wire, "0");
    wire.keys("01<Enter>tantou-no-mihon<F10>1");
    wire.keys("10000");
    let cases = [
        ("one character", character, 22),
        ("row moved", step(&mut wire, "<Down>"), 320),
        ("page turned", step(&mut wire, "<F8>"), 1_400),
        ("full screen", full, 2_400),
    ];
    for (what, Cost { ours, stock }, most) in cases {
        println!("{what}: {ours} bytes, ratatui's backend {stock}");
        assert!(
            ours * 2 <= stock && ours <= most,
            "{what}: {ours} of {stock}, at most {most}"
        );
    }
}
