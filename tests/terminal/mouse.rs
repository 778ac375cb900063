//! The mouse stays the terminal's own, so that text can be selected as everywhere else.

use super::{Demo, F3, F10};

/// The modes of a mouse: buttons, motion, and the ways they are told.
const MODES: [&str; 10] = [
    "9", "1000", "1001", "1002", "1003", "1004", "1005", "1006", "1015", "1016",
];

/// The private modes that were switched on.
fn switched_on(written: &str) -> Vec<&str> {
    let rests = written.split("\x1b[?").skip(1);
    let on = rests.filter_map(|rest| {
        let end = rest.find(|c: char| c != ';' && !c.is_ascii_digit())?;
        rest[end..].starts_with('h').then_some(&rest[..end])
    });
    on.flat_map(|modes| modes.split(';')).collect()
}

#[test]
fn no_mode_of_a_mouse_is_ever_switched_on() {
    let mut demo = Demo::logged_in(80, 24);
    for (keys, seen) in [
        ("1", "TKSK001"),
        ("1000001\r", "TKSK002"),
        (F3, "TTOP001"),
        ("2", "TSNN001"),
    ] {
        demo.terminal.types(keys);
        demo.terminal.wait_for(seen);
    }
    demo.terminal.types(F3);
    demo.terminal.wait_for("TTOP001");
    demo.terminal.leaves();
    assert!(demo.terminal.end().success());
    let written = demo.terminal.written();
    let on = switched_on(&written);
    assert!(on.contains(&"1049"), "the reading finds what was switched on: {on:?}");
    for mode in MODES {
        assert!(!on.contains(&mode), "{mode}: {on:?}");
    }
}

/// A terminal that another program left with its mouse on goes on telling of it: nothing of that is a key.
#[test]
fn what_a_mouse_tells_is_no_key() {
    let mut demo = Demo::start(80, 24);
    demo.terminal.wait_for("TLGI001");
    for told in [
        "\x1b[<0;30;10M\x1b[<0;30;10m",
        "\x1b[<64;30;10M",
        "\x1b[M !!\x1b[M#!!",
        "\x1b[32;30;10M",
        "\x1b[I\x1b[O",
    ] {
        demo.terminal.types(told);
    }
    demo.terminal.types(&format!("T001\rtantou-no-mihon{F10}"));
    demo.terminal.wait_for("TTOP001");
}
