//! 和暦: with a policy that says so, no screen writes a Western year but those of the trail, which have ISO 8601.

use super::language::{CUSTOMERS_LAYERS, FILES, LAYERS, Walker, branch, customer};
use super::*;
use crate::domain::era::Era;
use crate::inbox::Inbox;
use crate::outbox::{Exports, Outbox};
use crate::ui::shell::SMALLEST;
use crate::words::Lang;

/// The screens of the trail.
const TRAIL: [&str; 4] = ["TKNS001", "TKNS002", "TKNS003", "TKNS004"];

fn shown(lang: Lang, era: Era) -> BTreeMap<String, Shown> {
    let options = Options {
        lang,
        era,
        ..Options::default()
    };
    screens(&options, SMALLEST).unwrap()
}

/// Whether a Western year stands in a text: four digits from 2019 to 2049 that are no part of a longer number.
fn has_western_year(text: &str) -> bool {
    let pieces = text.split(|c: char| !c.is_ascii_digit());
    pieces
        .filter(|piece| piece.len() == 4)
        .any(|piece| (2019..2050).contains(&piece.parse::<i32>().unwrap()))
}

#[test]
fn no_screen_but_those_of_the_trail_has_a_western_year() {
    for lang in [Lang::Ja, Lang::En] {
        let western = shown(lang, Era::Western);
        let japanese = shown(lang, Era::Japanese);
        assert!(western.keys().eq(japanese.keys()));
        for (name, shown) in japanese {
            let row = shown.text.lines().nth(1).unwrap();
            assert!(row.contains("R8.6.") || row.contains("令和"), "{name}: {}", shown.text);
            assert!(has_western_year(&western[&name].text), "{name}");
            let is_trail = TRAIL.contains(&shown.id.as_str());
            let body: Vec<_> = shown.text.lines().skip(2).collect();
            assert!(
                is_trail || !has_western_year(&body.join("\n")),
                "{name}: {}",
                shown.text
            );
        }
    }
}

#[test]
fn no_layer_has_one_that_the_walk_leaves_out() {
    type Opened = fn(&Options) -> Walker;
    let options = Options {
        lang: Lang::En,
        era: Era::Japanese,
        exports: Some(Exports::new("/nowhere".into(), Outbox::default())),
        inbox: Some(Inbox::new(FILES.into())),
        ..Options::default()
    };
    for (open, layers) in [(branch as Opened, LAYERS), (customer, CUSTOMERS_LAYERS)] {
        let (mut console, mut places, clock) = open(&options);
        for (line, shown) in layers {
            let screen = console.keys(&places.fill(line, clock.now())).screen();
            assert!(screen.contains(shown), "{line} {shown}: {screen}");
            let is_trail = TRAIL.iter().any(|id| screen.contains(id));
            assert!(is_trail || !has_western_year(&screen), "{line}: {screen}");
        }
    }
}

#[test]
fn a_date_is_written_in_words_where_there_is_room() {
    let all = shown(Lang::Ja, Era::Japanese);
    let has = |name: &str, text: &str| assert!(all[name].text.contains(text), "{name}: {}", all[name].text);
    has("branch-TKNR009", "令和8年6月1日 10:15");
    has("branch-TKSK002", "令和");
    has("branch-BRSK027", "R");
    has("customer-BTOP001", "令和8年");
}
