//! A paste is taken whole or not at all, and never leaves the console deaf.

use super::{Demo, F10};

const BEGIN: &str = "\x1b[200~";
const END: &str = "\x1b[201~";

/// The login with what was typed before, and nothing of the paste in it.
fn goes_on(mut demo: Demo) {
    assert!(
        demo.terminal.contents().contains("T00\n"),
        "{}",
        demo.terminal.contents()
    );
    demo.terminal.types(&format!("1\rtantou-no-mihon{F10}"));
    demo.terminal.wait_for("TTOP001");
}

fn begun() -> Demo {
    let mut demo = Demo::start(80, 24);
    demo.terminal.wait_for("TLGI001");
    demo.terminal.types("T00");
    demo.terminal.wait_for("T00");
    demo
}

#[test]
fn a_paste_without_an_end_gives_up_after_a_moment() {
    let mut demo = begun();
    demo.terminal.types(&format!("{BEGIN}2\r{F10}9"));
    demo.terminal.wait_for("W0013");
    // What is pasted again, with its end, is taken.
    demo.terminal.types(&format!("{BEGIN}9{END}"));
    demo.terminal.wait_for("T009");
    demo.terminal.types("\x7f");
    demo.terminal.wait_for("T00\n");
    goes_on(demo);
}

/// Ten megabytes are told to be too many, with an end and without one, and nothing in them is a key.
#[test]
fn a_paste_of_ten_megabytes_is_refused() {
    let text = format!("2\r{F10}").repeat(10_000_000 / 7);
    for end in [END, ""] {
        let mut demo = begun();
        demo.terminal.types(&format!("{BEGIN}{text}{end}"));
        demo.terminal.wait_for("W0014");
        goes_on(demo);
    }
}
