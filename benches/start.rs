//! From the start of the process to the first painted frame, in a real pseudo-terminal.
//!
//! `cargo bench --bench start`: the demo (which makes, fills and opens its store first) beside a shell that writes one line,
//! in one run, since machines differ.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints its figures and stops where it fails"
)]

#[path = "../tests/terminal/pty.rs"]
#[expect(dead_code, reason = "the tests that share it also type, resize and hang up")]
mod pty;

use std::time::{Duration, Instant};

use pty::Terminal;

const ROUNDS: usize = 20;

fn main() {
    let demo = median(
        || Terminal::start(env!("CARGO_BIN_EXE_madoguchi"), &["demo"], 80, 24),
        "TLGI001",
    );
    let raw = median(
        || Terminal::start("/bin/sh", &["-c", "echo TLGI001; read line"], 80, 24),
        "TLGI001",
    );
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_madoguchi")).unwrap().len();
    println!(
        "demo, start to first frame: {:.1} ms (median of {ROUNDS})",
        demo.as_secs_f64() * 1e3
    );
    println!("shell, start to one line:   {:.1} ms", raw.as_secs_f64() * 1e3);
    println!(
        "ratio:                      {:.1}",
        demo.as_secs_f64() / raw.as_secs_f64()
    );
    println!("binary:                     {size} bytes");
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn median(start: impl Fn() -> Terminal, text: &str) -> Duration {
    let mut times: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let mut terminal = start();
            terminal.wait_for(text);
            began.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}
