//! A keymap of one's own: other keys do the same, and everything on the screen speaks of them.

use std::collections::BTreeSet;

use madoguchi::console::{Options, bound, stage};
use madoguchi::store::Kind;
use madoguchi::ui::keys::{Function, Key, Keymap};
use madoguchi::ui::testing::Harness;
use madoguchi::ui::worker::Worker;
use madoguchi::words::{Lang, Words};

use crate::support::{Counter, branch};

/// A terminal that keeps F10, F11 and F12 for itself, and a hand that is used to another F9.
const OWN: &str = r#"
execute = ["Ctrl+X", "Ctrl+F"]
cancel = "Ctrl+R"
page-down = "Ctrl+N"
page-up = "Ctrl+V"
register = "Ctrl+T"
training = "Ctrl+W"
revoke = "F4"
unlock = "F9"
turn = "F10"
jump = ["Ctrl+L", "@"]
repaint = "Ctrl+G"
"#;

fn options() -> Options {
    Options {
        keymap: Keymap::read(OWN, &bound::functions()).unwrap(),
        ..Options::default()
    }
}

#[test]
fn an_unlock_with_other_keys_reads_and_goes_as_with_the_usual_ones() {
    let mut counter = Counter::with(&options());
    counter.shows("Ctrl+X でログインします").shows("Ctrl+W");
    counter.keys("T001<Enter>tantou-no-mihon<F10>").is_on("TLGI001");
    counter.keys("<Ctrl+F>").is_on("TTOP001");
    counter
        .keys("@TKSK001<Enter>")
        .is_on("TKSK001")
        .keys("1000001<Enter>")
        .is_on("TKSK002");
    let bar = counter.row(24);
    let keys: Vec<_> = bar.split(' ').collect();
    assert_eq!(
        keys,
        [
            "F1ヘルプ",
            "F2本人確認",
            "F3終了",
            "F4失効",
            "F5更新",
            "F9解除",
            "Ctrl+X照会",
            "Ctrl+T登録",
            "Ctrl+R取消"
        ],
        "{bar}"
    );
    counter.shows("F9  停止解除").shows("Ctrl+X照会");
    // What was the key of a function is no key any more, and says so.
    counter.keys("<F12>").is_on("TKSK002").says("E0001").shows("F12");
    counter
        .keys("<F9>")
        .is_on("BRSK025")
        .keys("<Space><Ctrl+X>")
        .says("E1001")
        .is_on("THKK001")
        .keys("1<Enter>2<Ctrl+X><Enter><Enter><Enter><Space><Enter><Enter>1<Ctrl+X>");
    // Once it is confirmed the action goes on by itself.
    counter.is_on("TKNN001").shows("Ctrl+X で実行、Ctrl+R で入力に戻ります");
    counter.keys("<Ctrl+R>").is_on("BRSK025");
    // Esc twice is what F12 was, and Esc and a digit the F-key of that number.
    counter
        .keys("<Esc><Esc>")
        .is_on("BRSK025")
        .shows("入力の破棄")
        .keys("<Right><Enter>")
        .is_on("TKSK002");
    counter.keys("<Esc>9").is_on("BRSK025");
}

/// A key that acts on the selected row waits where none is to be seen, whatever key it is.
#[test]
fn nothing_acts_on_a_row_that_is_not_to_be_seen() {
    let mut counter = Counter::with(&options());
    counter.keys("S001<Enter>yakuseki-no-mihon<Ctrl+X>2").is_on("TSNN001");
    counter.keys("/nobody<Ctrl+X>").is_on("TSNN001").says("W0008");
    counter
        .keys("<Ctrl+O>")
        .is_on("TSNN001")
        .says("I0003")
        .keys("<Ctrl+B>")
        .says("E0001");
    counter.keys("<Ctrl+R>/例示<Ctrl+X>").is_on("TSNN002");
}

#[test]
fn help_and_palette_name_the_keys_that_are_on() {
    let mut counter = Counter::with(&options());
    counter.keys("T001<Enter>tantou-no-mihon<Ctrl+X>11000001<Enter><F1>");
    counter.shows("F9        解除").shows("Ctrl+T    登録");
    // The page keys of the keymap turn its pages.
    let first = counter.screen();
    counter.keys("<F8>");
    assert_eq!(counter.row(5), first.lines().nth(4).unwrap(), "F8 turns no page");
    counter
        .keys("<Ctrl+N><Ctrl+N>")
        .shows("Ctrl+L @ 画面番号で移動")
        .shows("Ctrl+G 画面の描き直し");
    counter
        .keys("<Ctrl+R>:")
        .shows("Ctrl+X     照会")
        .keys("停止解除<Ctrl+X>");
    counter.keys("<Ctrl+R><Ctrl+P>解除<Enter>").is_on("BRSK025");
}

#[test]
fn the_sides_turn_with_the_key_of_the_keymap_and_another_language_keeps_it() {
    let (desk, clock) = branch();
    let stage = |events| stage(Worker::inline(desk, events), &clock, Kind::Training, &options());
    let mut console = Harness::try_staged(stage).unwrap();
    assert!(console.row(2).contains("F10 [トークン]"), "{console:?}");
    console.keys("<F10><F10>");
    assert!(console.screen().contains("BLGI001"), "{console:?}");
    console.keys("<Ctrl+E>");
    assert!(console.screen().contains("press Ctrl+X"), "{console:?}");
}

#[test]
fn a_keymap_that_does_not_read_is_told_and_the_usual_keys_are_on() {
    let options = Options {
        no_keymap: Some("試験".to_owned()),
        ..Options::default()
    };
    let (desk, clock) = branch();
    let stage = |events| stage(Worker::inline(desk, events), &clock, Kind::Training, &options);
    let mut console = Harness::try_staged(stage).unwrap();
    assert!(
        console.row(23).starts_with("W0010 注意 標準のキーで動いています。試験"),
        "{console:?}"
    );
    console.keys("<F1><F1>");
    assert!(console.screen().contains("keymap check"), "{console:?}");
}

/// Every key that a sentence speaks of is marked as the key of a function, so that it follows the keymap.
#[test]
fn no_sentence_names_a_key_by_itself() {
    for text in [
        include_str!("../../assets/text/ja.toml"),
        include_str!("../../assets/text/en.toml"),
    ] {
        let mut seen = BTreeSet::new();
        let mut bare = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('<') {
            bare += before;
            let (mark, behind) = after.split_once('>').unwrap();
            let (keys, name) = mark.rsplit_once(' ').unwrap_or_else(|| panic!("<{mark}>"));
            let function = Function::named(name).unwrap_or_else(|| panic!("<{mark}>"));
            let standard: Vec<_> = function.standard().iter().map(Key::to_string).collect();
            let named: Vec<_> = keys.split(' ').collect();
            let alike = |(named, key): (&&str, &String)| named.eq_ignore_ascii_case(key);
            assert!(named.iter().zip(&standard).all(alike), "<{mark}>");
            seen.insert(function);
            rest = behind;
        }
        bare += rest;
        assert!(seen.len() > 20);
        // The twins are of the keys themselves, and what is fixed stays.
        let may = |line: &&str| {
            line.starts_with("escape = ")
                || line.starts_with("Esc ")
                || line.starts_with("使えるキー")
                || line.starts_with("Keys: ")
                || line.starts_with("一つの機能に")
                || line.starts_with("Several keys")
        };
        for line in bare.lines().filter(|line| !may(line)) {
            let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '+'));
            let named = words.filter(|word| {
                let number = word
                    .strip_prefix('F')
                    .is_some_and(|number| number.parse::<u8>().is_ok());
                number || (word.starts_with("Ctrl+") && *word != "Ctrl+Z")
            });
            assert_eq!(named.collect::<Vec<_>>(), Vec::<&str>::new(), "{line}");
        }
    }
}

#[test]
fn every_function_has_a_word_in_both_languages() {
    let named: BTreeSet<_> = Function::all().map(Function::name).collect();
    for lang in [Lang::Ja, Lang::En] {
        let words = Words::of(lang);
        assert_eq!(words.keymap.functions().collect::<BTreeSet<_>>(), named);
    }
}
