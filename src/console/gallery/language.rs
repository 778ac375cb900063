//! Another language at run time: every screen of the walk says what it would have said if it had been opened in it.

use chrono::TimeDelta;

use super::walk::{BRANCH, CUSTOMER, PANES, PANES_SIZE, bank, locked_console, places};
use super::*;
use crate::branch::tlgi001;
use crate::console;
use crate::customer::blgi001;
use crate::inbox::Inbox;
use crate::outbox::{Exports, Outbox};
use crate::store::Kind;
use crate::training::places::Places;
use crate::ui::facts::Facts;
use crate::ui::shell::SMALLEST;
use crate::ui::worker::Worker;
use crate::words::Lang;

/// Layers that the walk of the pictures leaves out, each with what stands on it in English.
pub(super) const LAYERS: &[(&str, &str)] = &[
    (
        "T002<Enter>tantou-no-reiji<F10><Ctrl+G>TSNN001<Enter><Enter><F4>",
        "─ Withdraw ─",
    ),
    (
        "<F12><F3>9T001<Enter>tantou-no-mihon<F10><Ctrl+G>TKSK001<Enter>1000001<Enter><F2>1<Enter>2<F10><Enter><Enter><Enter><Space><F9>",
        "─ Not confirmed ─",
    ),
    (
        "1<F10><F3><Ctrl+G>TKSK001<Enter>1000001<Enter><F4><Space><F2>1<Enter>2<F10><Enter><Enter><Enter><Space><Enter><Enter>1<F10><F10><F10>",
        "Supervisor's staff ID",
    ),
    (
        "<F3><F10><Ctrl+G>TKSK001<Enter>1000002<Enter><F9><Space><F3><F10><F9>",
        "─ Unfinished ─",
    ),
    ("<F12><Ctrl+G>TKSH001<Enter><F10>", "─ Move the training clock ─"),
    (
        "<F12><F3>9S001<Enter>yakuseki-no-mihon<F10><Ctrl+G>TSNN001<Enter><Enter><F9>",
        "─ Send back ─",
    ),
    (
        "<F12><F3>9A001<Enter>kansa-no-kakuu<F10><Ctrl+G>TKNS001<Enter><F2>",
        "─ Filter (",
    ),
    ("<F12><F9>", "─ Save the filtered"),
    (
        "<F12><F3>9K001<Enter>kanri-no-mihon<F10><Ctrl+G>TKNR001<Enter><F2>",
        "─ New staff member",
    ),
    ("x<F12>", "─ Discard what"),
    ("<F10><Down><F10>", "─ Change D001 模擬 支援 ─"),
    ("<F12><F9>", "─ New password for D001"),
    ("<F12><F4>", "─ Lock ─"),
    ("<F12><Ctrl+G>TKYK002<Enter>", "mistakes.csv"),
    // What a file would do, with twenty mistakes.
    ("<F10><Down>", "20 mistakes"),
];

/// The files that the walk takes in.
pub(super) const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/console/takein");

/// The same of the customer's side.
pub(super) const CUSTOMERS_LAYERS: &[(&str, &str)] = &[
    (
        "DEN503<Enter>{login:DEN503}<F10><Ctrl+G>BSGK001<Enter><F2>",
        "─ New row ─",
    ),
    (
        "0001<Enter>012<Enter>1<Enter>1234567<Enter>ﾐﾎﾝ ｼﾖｳｼﾞ<Enter>300000<F10>",
        "1 rows",
    ),
    ("<F4>", "─ Change row 1 ─"),
    ("<F12><F9>", "─ Remove"),
    ("<F12><Tab>1<Enter>1<Enter>1<F10>", "BSGK002"),
    ("{confirm:DEN503}<F10>", "BSGK003"),
    (
        "<F3><F10><Ctrl+G>BRSK005<Enter><F2>mihon9<Enter>見本 九郎<Enter>ミホン クロウ<Enter>2<Enter>\
         login-mihon9<Enter>login-mihon9<Enter>kakunin-mihon9<Enter>kakunin-mihon9<F10>",
        ">2 Rights",
    ),
    ("<F10>", ">3 Limits"),
    ("<F3><F10><Ctrl+G>BRSK025<Enter><F9>", "─ Software keyboard ─"),
    (
        "<F12><F3><F11>DEN503M1<Enter>{login:DEN503M1}<F10><Ctrl+G>BSNN001<Enter><Enter><F9>",
        "─ Send back ─",
    ),
];

/// The row of the message line, which says that the language is another one.
const MESSAGE: usize = 22;

fn rows(console: &Harness) -> Vec<String> {
    let mut rows: Vec<_> = console.screen().lines().map(str::to_owned).collect();
    rows[MESSAGE].clear();
    rows
}

/// A side in Japanese and the same in English.
struct Both {
    ja: Walker,
    en: Walker,
}

/// A console of that language from which files could be saved.
pub(super) fn speaking(lang: Lang) -> Options {
    Options {
        lang,
        exports: Some(Exports::new("/nowhere".into(), Outbox::default())),
        inbox: Some(Inbox::new(FILES.into())),
        ..Options::default()
    }
}

pub(super) type Walker = (Harness, Places, Clock);

/// The lines of some layers.
pub(super) fn lines_of(layers: &[(&'static str, &str)]) -> Vec<&'static str> {
    layers.iter().map(|(line, _)| *line).collect()
}

impl Both {
    fn of(side: fn(&Options) -> Walker) -> Self {
        let in_lang = |lang| side(&speaking(lang));
        Self {
            ja: in_lang(Lang::Ja),
            en: in_lang(Lang::En),
        }
    }

    fn keys(&mut self, line: &str) {
        for (console, places, clock) in [&mut self.ja, &mut self.en] {
            // A fob's number counts once.
            if line.contains("{code:") {
                clock.move_by(TimeDelta::minutes(1));
            }
            console.keys(&places.fill(line, clock.now()));
        }
    }

    /// Turns the language and turns it back.
    #[track_caller]
    fn turns(&mut self, line: &str) {
        let (ja, en) = (&mut self.ja.0, &self.en.0);
        let (before, wanted) = (rows(ja), rows(en));
        let told = rows(ja.keys("<Ctrl+E>"));
        assert!(told == wanted, "{line}: {ja:?}\n\n{en:?}");
        let back = rows(ja.keys("<Ctrl+E>"));
        assert!(back == before, "{line}: {ja:?}\n\n{}", before.join("\n"));
    }

    /// Walks; on every screen the language is turned, in its help and in what can be done there too.
    fn walk(&mut self, lines: &[&str]) {
        for line in lines {
            self.keys(line);
            self.turns(line);
            // Help that is opened a second time has no message to explain.
            for open in ["<F1><F12><F1>", "<Ctrl+P>"] {
                self.keys(open);
                self.turns(&format!("{line} {open}"));
                self.keys("<F12>");
            }
        }
    }

    fn walk_layers(&mut self, layers: &[(&str, &str)]) {
        for (line, shown) in layers {
            self.keys(line);
            let screen = self.en.0.screen();
            assert!(screen.contains(shown), "{line} {shown}: {screen}");
            self.turns(line);
        }
    }
}

pub(super) fn branch(options: &Options) -> Walker {
    let (desk, clock) = bank().unwrap();
    let places = places(&desk).unwrap();
    let house = console::house(clock.clone(), Kind::Training, options).unwrap();
    (Harness::new(house, desk, tlgi001::Login::default()), places, clock)
}

pub(super) fn customer(options: &Options) -> Walker {
    let (desk, clock) = bank().unwrap();
    let places = places(&desk).unwrap();
    let house = console::customer_house(clock.clone(), Kind::Training, options).unwrap();
    (Harness::new(house, desk, blgi001::Login::default()), places, clock)
}

#[test]
fn every_screen_of_the_branch_turns_to_the_other_language_and_back() {
    Both::of(branch).walk(BRANCH);
}

#[test]
fn every_screen_of_the_customer_turns_to_the_other_language_and_back() {
    Both::of(customer).walk(CUSTOMER);
}

#[test]
fn every_layer_turns_to_the_other_language_and_back() {
    Both::of(branch).walk_layers(LAYERS);
    Both::of(customer).walk_layers(CUSTOMERS_LAYERS);
}

/// What stands under a screen is told too, and what was chosen on it stays.
#[test]
fn a_screen_that_is_covered_turns_too() {
    let mut both = Both::of(branch);
    both.keys("T001<Enter>tantou-no-mihon<F10><Ctrl+G>TKSK001<Enter>1000020<Enter><F9><Space><Enter>2<F10>");
    both.ja.0.keys("<Ctrl+E>");
    for back in ["<F12>", "<F12><F10>", "<F12>", "<F12>"] {
        both.keys(back);
        assert!(rows(&both.ja.0) == rows(&both.en.0), "{:?}{:?}", both.ja.0, both.en.0);
    }
}

#[test]
fn all_sides_turn_at_once_and_the_one_in_focus_says_so() {
    let staged = |lang| {
        let (desk, clock) = bank().unwrap();
        let options = Options {
            lang,
            ..Options::default()
        };
        let stage = |events| console::stage(Worker::inline(desk, events), &clock, Kind::Training, &options);
        let mut console = Harness::try_staged(stage).unwrap();
        console.resize(PANES_SIZE.width, PANES_SIZE.height).keys(PANES);
        console
    };
    let (mut ja, mut en) = (staged(Lang::Ja), staged(Lang::En));
    ja.keys("x<Ctrl+E>");
    // The same row says which language it is.
    assert!(ja.row(23).contains("I0007 Note"), "{ja:?}");
    ja.keys("<Ctrl+L>x");
    assert_eq!(ja.keys("x").screen(), en.keys("x").screen());
}

#[test]
fn a_refusal_is_said_again_and_nothing_typed_is_lost() {
    let mut both = Both::of(branch);
    both.keys("T001<Enter>wrong<F10>");
    let [ja, en] = [&mut both.ja.0, &mut both.en.0];
    ja.keys("<Ctrl+E>");
    assert!(ja.row(23).starts_with("E1201"), "{ja:?}");
    assert_eq!(ja.screen(), en.screen());
    // With its cause and remedy.
    assert_eq!(ja.keys("<F1><F1>").screen(), en.keys("<F1><F1>").screen());
}

#[test]
fn a_terminal_without_kanji_stays_with_english() {
    let options = Options {
        lang: Lang::En,
        terminal: Facts {
            kind: "linux".to_owned(),
            ..Facts::default()
        },
        ..Options::default()
    };
    let (mut console, ..) = branch(&options);
    let before = rows(&console);
    console.keys("<Ctrl+E>");
    assert_eq!(rows(&console), before);
    assert!(console.row(23).starts_with("W0005"), "{console:?}");
}

#[test]
fn a_locked_side_turns_and_stays_locked() {
    let [mut ja, en] = [Lang::Ja, Lang::En].map(|lang| {
        let options = Options {
            lang,
            ..Options::default()
        };
        locked_console(&options, SMALLEST).unwrap()
    });
    ja.keys("<Ctrl+E>");
    assert_eq!(rows(&ja), rows(&en));
    assert!(ja.row(1).ends_with("TLGI002"), "{ja:?}");
}
