//! The bar and the help of every screen come from one table: each action stands in help once, and the bar has room.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi::console::{Options, bound};
use madoguchi::ui::keys::{Function, Key};
use madoguchi::words::{Lang, Words};

use crate::support::{Counter, into, suspended};

/// The keys of the bar with their labels, without the brackets of those that are off. `/` is the last one.
#[track_caller]
fn bar(counter: &Counter) -> BTreeMap<String, String> {
    let row = counter.row(24);
    assert!(!row.contains(".."), "the bar is cut:{:?}", counter.console);
    let mut keys = BTreeMap::new();
    let (row, filter) = row.split_once(" /").unwrap_or((&row, ""));
    if !filter.is_empty() {
        keys.insert("/".to_owned(), filter.to_owned());
    }
    let starts: Vec<_> = row
        .match_indices('F')
        .map(|(at, _)| at)
        .filter(|at| (*at == 0 || row[..*at].ends_with(' ')) && row[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).map_or(row.len(), |next| *next);
        let key = row[*start..end].trim_end();
        let digits = key[1..].chars().take_while(char::is_ascii_digit).count();
        let (name, label) = key.split_at(1 + digits);
        let label = label.strip_prefix('(').and_then(|label| label.strip_suffix(')'));
        let label = label.unwrap_or(&key[name.len()..]);
        assert_eq!(keys.insert(name.to_owned(), label.to_owned()), None, "{row}");
    }
    keys
}

/// Terminals that can are told to switch the input method: on where names are typed, off where digits and codes are, and
/// where nothing is.
#[test]
fn an_input_method_is_wanted_for_names_alone() {
    let mut counter = Counter::closed();
    let mut wants = |keys: &str| {
        counter.keys(keys);
        counter.console.kana()
    };
    assert!(!wants(""), "a staff ID");
    assert!(!wants("T001<Enter>"), "a password");
    assert!(!wants("tantou-no-mihon<F10>"), "the menu");
    assert!(wants("1"), "a name to look for");
    assert!(!wants("<Ctrl+G>"), "the ID of a screen");
    assert!(wants("<F12><Ctrl+P>"), "a word of the palette");
    assert!(!wants("<F12>1000020<Enter>"), "a sheet");
    assert!(!wants("<F2>"), "a choice");
}

/// The lines of help about the keys of the screen, over all its pages.
fn help(counter: &mut Counter, words: &Words) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    counter.keys("<F1>");
    for _ in 0..200 {
        let page: Vec<_> = (1..=24)
            .map(|row| counter.row(row))
            .filter_map(|row| {
                let inside = row
                    .contains('│')
                    .then(|| row.split('│').max_by_key(|piece| piece.len()));
                Some(inside??.trim_end().to_owned())
            })
            .collect();
        if lines.is_empty() {
            lines = page;
        } else if lines.ends_with(&page) {
            break;
        } else {
            lines.extend(page.last().cloned());
        }
        counter.keys("<Down>");
    }
    counter.keys("<F12>");
    assert!(!lines.is_empty(), "{:?}", counter.console);
    let heading = |text: &str| lines.iter().position(|line| line.trim() == text).unwrap();
    let (from, to) = (
        heading(&frame(words.lang(), "help_keys")),
        heading(&frame(words.lang(), "help_everywhere_title")),
    );
    lines[from + 1..to].iter().map(|line| line.trim().to_owned()).collect()
}

/// A walk through every screen of the branch: keys, and the screen that they lead to.
pub(crate) const BRANCH: &[(&str, &str)] = &[
    ("", "TLGI001"),
    ("T001<Enter>tantou-no-mihon<F10>", "TTOP001"),
    ("1", "TKSK001"),
    ("1000020<Enter>", "TKSK002"),
    ("<F2>", "THKK001"),
    ("1<Enter>2<F10>", "THKK001"),
    ("<Enter><Enter><Enter><Space><F10>", "TKSK002"),
    ("<F10>", "TTRK003"),
    ("<F9>", "TTRK002"),
    ("<F12><F11>", "TTRK001"),
    ("<F12>s", "TTRK004"),
    ("<F12>p", "TTRK005"),
    ("<F12>k", "TKYK001"),
    ("<F11>", "TKYK003"),
    ("<F2>", "TKYK003"),
    ("<F12><F12>", "TKYK001"),
    ("<F9>", "TKYK001"),
    ("<F12><F12><F9>", "BRSK027"),
    ("<Space><Enter>1<Tab><Down><Space><F10>", "TKNN001"),
    ("<F10>", "TKNR009"),
    ("<F10><F12><F12>11000003<Enter>i", "TZAI004"),
    ("<F12><F12><F12>11000001<Enter>", "TKSK002"),
    ("<F4>", "BRSK025"),
    (
        "<Space><F2>1<Enter>2<F10><Enter><Enter><Enter><Space><Enter><Enter>1<F10><F10>",
        "TKNN001",
    ),
    ("<F10>", "TKNN001"),
    ("<F12>", "TKNR009"),
    ("<F3>2", "TSNN001"),
    ("<Enter>", "TSNN002"),
    ("<F3>0", "TZAI001"),
    ("<F2>", "TZAI001"),
    ("<F12><F10>", "TZAI001"),
    ("<F12>w", "TZAI001"),
    ("<F12>i", "TZAI001"),
    ("<F12>r", "TZAI001"),
    ("<F4>", "TZAI001"),
    ("<F12><F11>", "TZAI003"),
    ("<F12><F3>8", "TKSH001"),
    ("<F5>", "TKSH002"),
    ("<F10>", "TKSH002"),
    ("<F11><F12><F12>=TKNR003<Enter>", "TKNR003"),
    ("<F12>=TKYK001<Enter>", "TKYK001"),
    ("<F12>=TZAI005<Enter>", "TZAI005"),
    ("<F12>=TZAI006<Enter>", "TZAI006"),
    ("<F3>9S001<Enter>yakuseki-no-mihon<F10>2<Enter>", "TSNN002"),
    ("<F9>", "TSNN002"),
    ("<F12><F3>9A001<Enter>kansa-no-kakuu<F10>11000001<Enter>", "TKSK002"),
    ("h", "TKNS003"),
    ("<F3>4", "TKNS001"),
    ("<F2>", "TKNS001"),
    ("<F12><F9>", "TKNS001"),
    ("<F12><F11>", "TKNS002"),
    ("<F12><Enter>", "TKNS004"),
    ("<F3>2<Enter>", "TSNN002"),
    ("<F3><F11>", "THYO001"),
    ("<F3>=TKNS005<Enter>", "TKNS005"),
    ("<F12>9K001<Enter>kanri-no-mihon<F10>", "TTOP001"),
    ("2<F3>", "TTOP001"),
    ("=TKNR001<Enter>", "TKNR001"),
    ("<Down><F2>", "TKNR001"),
    ("<F12>=TLGI003<Enter>", "TLGI003"),
    ("<F12>=TKYK002<Enter>", "TKYK002"),
    ("<F3><F2>", "TOSR001"),
    ("<F12>=TKNR001<Enter><End><F10>", "TKNR001"),
    ("<Tab>2<F10>", "TKNR001"),
    ("<F3>=TSNN001<Enter>", "TSNN001"),
    ("<Enter>", "TSNN004"),
];

/// Walks every screen and tells `each` of its ID, its bar and what help says of its keys.
fn walk(lang: Lang, mut each: impl FnMut(&str, &BTreeMap<String, String>, &[String])) {
    let words = Words::of(lang);
    let folder = tempfile::tempdir().unwrap();
    let mut counter = Counter::with(&Options {
        lang,
        ..into(folder.path())
    });
    let mut see = |keys: &str, id: &str| {
        counter.keys(keys).is_on(id);
        let keys = bar(&counter);
        each(id, &keys, &help(&mut counter, &words));
        counter.is_on(id);
    };
    for (keys, id) in BRANCH {
        see(keys, id);
    }
}

/// The same for the screens of the web banking.
fn walk_web(lang: Lang, mut each: impl FnMut(&str, &BTreeMap<String, String>, &[String])) {
    let words = Words::of(lang);
    let mut web = Counter::web_in(lang, suspended("1000003", "0030000145"));
    let code = web.code("0030000137");
    let mut see = |keys: &str, id: &str| {
        web.keys(keys).is_on(id);
        let keys = bar(&web);
        each(id, &keys, &help(&mut web, &words));
        web.is_on(id);
    };
    see("", "BLGI001");
    see("DEN510<Enter>login-DEN510<F10>", "BLGI011");
    see("<F9>", "BTOP001");
    see("<F11>DEN503<Enter>login-DEN503<F10>", "BTOP001");
    see("1", "BFKF001");
    see("<F12>2", "BSGK001");
    see("<F12>3", "BPEZ001");
    see("<F12>4", "BSNN001");
    see("<F12>5", "BZND001");
    see("<F12><F4>", "BLGI002");
    see("<F12>6", "BSSK001");
    see("1", "BRSK001");
    see("1", "BRSK005");
    see("<Enter>", "BRSK007");
    see("<F12><F2>", "BRSK006");
    see("<F12><F12>2", "BRSK011");
    see("<F12>3", "BRSK025");
    see("<F9>", "BRSK025");
    see("<F12>", "BRSK025");
    see("<Down><Space><Tab>kakunin-DEN503<F10>", "BRSK026");
    see("<F10>4", "BRSK027");
    see(&format!("<Space><Tab>kakunin-DEN503<Enter>{code}<F10>"), "BRSK028");
}

/// What is told of each screen: its ID, its bar and what help says.
type Each<'a> = &'a mut dyn FnMut(&str, &BTreeMap<String, String>, &[String]);

#[test]
fn each_action_of_the_bar_stands_in_help_once() {
    let walks: [fn(Lang, Each<'_>); 2] = [|lang, each| walk(lang, each), |lang, each| walk_web(lang, each)];
    for (lang, walk) in [Lang::Ja, Lang::En]
        .into_iter()
        .flat_map(|lang| walks.map(|walk| (lang, walk)))
    {
        walk(lang, &mut |id, keys, lines| {
            assert!(!keys.contains_key("F6"), "{id}: F6 goes to the side beside it");
            for (key, label) in keys {
                let is_of = |line: &&String| line.split_whitespace().next() == Some(key.as_str());
                let told: Vec<_> = lines.iter().filter(is_of).collect();
                assert_eq!(told.len(), 1, "{id} {key} {label}: {lines:#?}");
                let behind = told[0][key.len()..].trim();
                assert!(behind.starts_with(label), "{id} {key} {label}: {told:?}");
            }
        });
    }
}

/// What the tables of screens say of their functions is what the screens bind: a keymap is checked for conflicts by it.
#[test]
fn the_tables_of_screens_name_the_functions_that_they_bind() {
    let mut bound: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |id: &str, keys: &BTreeMap<String, String>, _: &[String]| {
        bound.entry(id.to_owned()).or_default().extend(keys.keys().cloned());
    };
    walk(Lang::Ja, &mut add);
    walk_web(Lang::Ja, &mut add);
    let everywhere = |key: &String| {
        let mut general = Function::all().filter(|function| function.is_everywhere());
        general.any(|function| function.standard().iter().any(|own| own.to_string() == *key))
    };
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for nameplate in bound::nameplates() {
        for function in nameplate.binds {
            let on_the_bar = function.standard().iter().filter(|key| matches!(key, Key::F(_)));
            named
                .entry(nameplate.id.to_owned())
                .or_default()
                .extend(on_the_bar.map(Key::to_string));
        }
    }
    // Only a chain that breaks has an entry to open.
    bound.entry("TKNS002".to_owned()).or_default().insert("F4".to_owned());
    // Only a file of the folder has rows to put right and good ones to take alone.
    bound
        .entry("TKYK002".to_owned())
        .or_default()
        .extend(["F9", "F11"].map(str::to_owned));
    // Only a batch that waits has a note to count.
    bound.entry("TZAI003".to_owned()).or_default().insert("F9".to_owned());
    for (id, keys) in bound {
        let own: BTreeSet<_> = keys.into_iter().filter(|key| !everywhere(key)).collect();
        assert_eq!(named.remove(&id).unwrap_or_default(), own, "{id}");
    }
    // These are opened behind other screens, and bind nothing but what they say here.
    let behind: BTreeSet<_> = named.into_keys().collect();
    assert_eq!(
        behind.iter().map(String::as_str).collect::<Vec<_>>(),
        ["BRSK009", "BSNN002", "TSNN003"]
    );
}

const DOCUMENT: &str = "assets/keys.md";

/// The documentation of the keys is made from the same table. `MADOGUCHI_PICTURES=write` makes it anew.
#[test]
fn the_documented_keys_are_those_of_the_screens() {
    let mut made = "# The keys of every screen\n\nMade by the program from the bindings of its screens.\n".to_owned();
    made += &table(|each| walk(Lang::Ja, each));
    made += "\nThe screens of the web banking:\n";
    made += &table(|each| walk_web(Lang::Ja, each));
    made += "\nOn every screen:\n\n";
    for line in frame(Lang::Ja, "help_everywhere").trim_end().lines() {
        made.extend(["- ", line, "\n"]);
    }
    if std::env::var_os("MADOGUCHI_PICTURES").is_some_and(|how| how == "write") {
        std::fs::write(DOCUMENT, &made).unwrap();
    }
    let kept = std::fs::read_to_string(DOCUMENT).unwrap_or_default();
    assert!(
        kept == made,
        "make it anew: MADOGUCHI_PICTURES=write cargo test --test console documented"
    );
}

/// What the frame of the console says, with the standard keys where they are marked.
fn frame(lang: Lang, name: &str) -> String {
    let words: toml::Table = toml::from_str(match lang {
        Lang::Ja => include_str!("../../assets/text/ja.toml"),
        Lang::En => include_str!("../../assets/text/en.toml"),
    })
    .unwrap();
    let text = words["frame"][name].as_str().unwrap();
    let mut parts = text.split('<');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mark, behind) = part.split_once('>').unwrap();
        let (keys, _) = mark.rsplit_once(' ').unwrap();
        said.extend([keys, behind]);
    }
    said
}

/// The screens of a walk with their keys.
fn table(walk: impl FnOnce(Each<'_>)) -> String {
    let mut screens: BTreeMap<String, BTreeMap<u8, String>> = BTreeMap::new();
    walk(&mut |id, keys, _| {
        let known = screens.entry(id.to_owned()).or_default();
        for (key, label) in keys {
            // `/` stands before all F-keys.
            let number = key[1..].parse().unwrap_or(0);
            let labels = known.entry(number).or_default();
            if !labels.split(" / ").any(|known| known == label) {
                let between = if labels.is_empty() { "" } else { " / " };
                *labels = format!("{labels}{between}{label}");
            }
        }
    });
    let mut made = "\n| screen | keys |\n|---|---|\n".to_owned();
    for (id, keys) in &screens {
        let keys: Vec<_> = keys
            .iter()
            .map(|(number, label)| match number {
                0 => format!("`/` {label}"),
                number => format!("`F{number}` {label}"),
            })
            .collect();
        made.extend(["| ", id, " | ", &keys.join(" · "), " |\n"]);
    }
    made
}
