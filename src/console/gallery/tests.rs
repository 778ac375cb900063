use super::*;
use crate::branch;
use crate::training::stories::story;
use crate::ui::shell::SMALLEST;
use crate::words::{Lang, Words};

/// Screens without a picture, each with the reason.
const WITHOUT: [(&str, &str); 0] = [];

/// The screens of the web banking: each has a file of its name.
fn of_the_customer() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/customer");
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.filter_map(|file| Some(file.unwrap().file_name().to_str()?.strip_suffix(".rs")?.to_owned()));
    let ids: Vec<_> = names
        .filter(|name| name.ends_with(|last: char| last.is_ascii_digit()))
        .map(|name| name.to_uppercase())
        .collect();
    assert!(ids.len() > 15, "{ids:?}");
    ids
}

#[test]
fn every_screen_is_shown_and_its_picture_is_whole() {
    let all = screens(&Options::default(), SMALLEST).unwrap();
    let branch = branch::SCREENS
        .iter()
        .map(|listed| format!("branch-{}", listed.nameplate.id));
    let customer = of_the_customer().into_iter().map(|id| format!("customer-{id}"));
    let mut missing: Vec<_> = branch.chain(customer).filter(|name| !all.contains_key(name)).collect();
    missing.sort();
    assert_eq!(missing, WITHOUT.map(|(name, _)| name), "the walk does not lead there");
    for (name, shown) in &all {
        let mut reader = quick_xml::Reader::from_str(&shown.svg);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        assert!(shown.text.contains("訓練"), "{name}: {}", shown.text);
    }
}

/// Hint, message and bar are the program's own words: they have their room in either language.
#[test]
fn no_hint_no_message_and_no_bar_is_cut_at_the_smallest_size() {
    for lang in [Lang::Ja, Lang::En] {
        let options = Options {
            lang,
            ..Options::default()
        };
        for (name, shown) in screens(&options, SMALLEST).unwrap() {
            let rows: Vec<_> = shown.text.lines().collect();
            assert!(name == "panes" || rows.len() == usize::from(SMALLEST.height), "{name}");
            let own = [rows[21], rows[22], rows[23]];
            assert!(own.iter().all(|row| !row.contains("..")), "{lang:?} {name}: {own:?}");
        }
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
        let page = page(&told, lang, &Words::of(lang).page);
        for step in &scenario.steps {
            let task = if lang == Lang::Ja { &step.task.ja } else { &step.task.en };
            assert!(page.contains(&picture::escape(task)), "{task}");
        }
        assert!(page.contains("<kbd>F10</kbd>") && page.contains("<samp>DEN510</samp>"));
        let outside = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!outside.contains("://") && !outside.contains("src="), "{lang:?}");
    }
}
