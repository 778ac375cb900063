use super::*;
use crate::training::stories::story;
use crate::ui::shell::SMALLEST;
use crate::words::{Lang, Words};

#[test]
fn every_screen_that_has_a_door_or_a_way_is_shown_and_its_picture_is_whole() {
    let all = screens(&Options::default(), SMALLEST).unwrap();
    let names: Vec<_> = all.keys().map(String::as_str).collect();
    for (side, ids) in [
        (
            "branch",
            "TLGI001 TTOP001 TKSK001 TKSK002 THKK001 BRSK025 BRSK027 TTRK001 TKNN001 TKNR009 TSNN001 TSNN002 TKSH001",
        ),
        (
            "customer",
            "BLGI001 BLGI011 BTOP001 BFKF001 BSGK001 BPEZ001 BSNN001 BZND001 BSSK001 BRSK001 BRSK005 BRSK007 BRSK006",
        ),
        ("customer", "BRSK011 BRSK025 BRSK027"),
    ] {
        for id in ids.split(' ') {
            assert!(names.contains(&&*format!("{side}-{id}")), "{side} {id}: {names:?}");
        }
    }
    for (name, shown) in &all {
        let mut reader = quick_xml::Reader::from_str(&shown.svg);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        assert!(shown.text.contains("訓練"), "{name}: {}", shown.text);
    }
}

#[test]
fn a_page_has_all_steps_of_its_scenario_and_asks_for_nothing_from_outside() {
    let scenario = story("first-registration").unwrap().unwrap();
    for lang in [Lang::Ja, Lang::En] {
        let options = Options {
            lang,
            ..Options::default()
        };
        let told = tell(&scenario, &options, SMALLEST).unwrap();
        assert_eq!(told.steps.len(), scenario.steps.len());
        let page = page(&told, lang, &Words::load(lang).unwrap().page);
        for step in &scenario.steps {
            let task = if lang == Lang::Ja { &step.task.ja } else { &step.task.en };
            assert!(page.contains(&picture::escape(task)), "{task}");
        }
        assert!(page.contains("<kbd>F10</kbd>") && page.contains("<samp>DEN510</samp>"));
        let outside = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!outside.contains("://") && !outside.contains("src="), "{lang:?}");
    }
}
