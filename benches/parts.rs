//! What the parts cost that are used with every key, code and question, each beside the least that it could be.
//!
//! `cargo bench --bench parts`; `-- codes` runs one group alone. Machines differ, so what counts are ratios within one run.

#![expect(clippy::unwrap_used, reason = "a bench stops where it fails")]

use std::hint::black_box;

use chrono::TimeDelta;
use criterion::{Criterion, criterion_group, criterion_main};
use madoguchi::branch::tlgi001::Login;
use madoguchi::clock::Clock;
use madoguchi::console::{self, Options};
use madoguchi::desk::Desk;
use madoguchi::domain::otp::{Opened, check, code_at, explain, resynchronise, step_at};
use madoguchi::domain::policy;
use madoguchi::domain::search::{Question, key};
use madoguchi::domain::token::Token;
use madoguchi::domain::values::{Otp, Serial};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::ui::testing::Harness;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::widgets::{Row, Table, Widget};

/// The demo's bank.
fn bank() -> (Desk, Clock) {
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(1)).unwrap();
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(2)), "bench").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    (desk, clock)
}

/// A code of a fob checked, two of them resynchronised, one explained (R6), beside one code that totp-lite makes.
fn codes(c: &mut Criterion) {
    let (mut desk, _) = bank();
    let policy = desk.policy().clone();
    let teller = demo::session(&mut desk, "T001").unwrap();
    let serial = Serial::parse("10000018").unwrap();
    let fobs = desk.ask(&teller, |look| look.tokens(&serial)).unwrap();
    let token: Token = fobs.into_iter().next().unwrap().token;
    let (seed, now) = ([0x5A; 20], demo::start());
    let present = step_at(&token.params, now);
    let of = |step| Otp::parse(&code_at(&seed, &token.params, step), &policy).unwrap();
    // The last steps that are looked at: nothing is over early for them, nor for any other (R6.4).
    let (right, far) = (of(present), (of(present + 19), of(present + 20)));
    let mut group = c.benchmark_group("codes");
    group.bench_function("one code of totp-lite", |b| {
        b.iter(|| code_at(black_box(&seed), &token.params, present));
    });
    group.bench_function("checked", |b| {
        b.iter(|| check(black_box(&seed), &token, policy.otp_window, &right, now));
    });
    group.bench_function("resynchronised", |b| {
        let codes = (&far.0, &far.1);
        b.iter(|| resynchronise(black_box(&seed), &token, policy.resync_window, codes, now));
    });
    group.bench_function("explained", |b| {
        let named = Opened {
            token: &token,
            seed: &seed,
            spent: &[],
        };
        b.iter(|| explain(black_box(named), &[], &policy, &far.0, now + TimeDelta::hours(5)));
    });
    group.finish();
}

/// What is made of a name and of a question before anything is looked for.
fn words(c: &mut Criterion) {
    let mut group = c.benchmark_group("words");
    for (what, text) in [("a company", "株式会社架空印刷"), ("kana", "ｶ)ﾐﾎﾝｼﾖｳｶｲ")] {
        group.bench_function(format!("the key of {what}"), |b| b.iter(|| key(black_box(text))));
    }
    group.bench_function("a question", |b| {
        b.iter(|| Question::of(black_box("見本 03-0000-0001")));
    });
    group.finish();
}

/// A key that moves in a list, to the screen that is drawn after it, beside a table of ratatui's own with as many rows.
fn screens(c: &mut Criterion) {
    let mut group = c.benchmark_group("screens");
    for (columns, rows) in [(80, 24), (120, 40)] {
        let (desk, clock) = bank();
        let house = console::house(clock, Kind::Training, &Options::default()).unwrap();
        let mut console = Harness::new(house, desk, Login::default());
        console.resize(columns, rows);
        console.keys("T001<Tab>tantou-no-mihon<F10>1<Enter>");
        assert!(console.screen().contains("TKSK001"), "{}", console.screen());
        console.keys("<F4>").keys("<Down>");
        group.bench_function(format!("a key in a list, {columns}x{rows}"), |b| {
            let mut down = true;
            b.iter(|| {
                console.keys(if down { "<Down>" } else { "<Up>" });
                down = !down;
            });
        });
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        group.bench_function(format!("a stock table, {columns}x{rows}"), |b| {
            b.iter(|| {
                let row = |n: u16| Row::new([n.to_string(), "架空印刷株式会社".into(), "カクウインサツ".into()]);
                let table = Table::new((4..rows).map(row), [Constraint::Fill(1); 3]);
                buffer.reset();
                table.render(black_box(area), &mut buffer);
            });
        });
    }
    group.finish();
}

criterion_group!(parts, codes, words, screens);
criterion_main!(parts);
