//! A screen stands in the table of its side, and its ID nowhere else.

use std::collections::BTreeSet;

use madoguchi::{branch, customer};

use crate::{Source, sources};

/// Where an ID may stand as text: a draft names the screen that it is of.
const MAY_NAME: [&str; 1] = ["src/domain/draft.rs"];

/// The IDs of both tables.
fn listed(side: &str) -> BTreeSet<&'static str> {
    let (branch, customer) = (branch::SCREENS.iter(), customer::SCREENS.iter());
    match side {
        "branch" => branch.map(|listed| listed.nameplate.id).collect(),
        _ => customer.map(|listed| listed.nameplate.id).collect(),
    }
}

/// Whether a text has the form of an ID, like `BRSK027`.
fn is_id(text: &str) -> bool {
    let (letters, digits) = text.split_at_checked(4).unwrap_or_default();
    letters.starts_with(['B', 'T'])
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.len() == 3
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The IDs that a source has as text.
fn named(source: &Source) -> Vec<&str> {
    source.code.split('"').filter(|text| is_id(text)).collect()
}

#[test]
fn a_screen_s_folder_has_its_line_and_a_line_its_screen() {
    for side in ["branch", "customer"] {
        let (ids, room) = (listed(side), format!("src/{side}/"));
        let inside = || sources("src").filter(|source| source.path.starts_with(&room));
        for source in inside() {
            let name = source.path[room.len()..].split(['/', '.']).next().unwrap_or_default();
            let id = name.to_uppercase();
            assert!(
                !is_id(&id) || ids.contains(id.as_str()),
                "{}: {id} wants a line in the table of screens, src/{side}.rs",
                source.path
            );
        }
        for id in ids {
            let place = format!("screens::{id}");
            assert!(
                inside().any(|source| source.code.contains(&place)) || table(side).contains(&format!("&{place}")),
                "{id} stands in src/{side}.rs, but no screen is at `&screens::{id}`"
            );
        }
    }
}

fn table(side: &str) -> &'static str {
    &crate::source(&format!("src/{side}.rs")).code
}

#[test]
fn an_id_stands_in_the_table_of_its_side_and_nowhere_else() {
    for source in sources("src").filter(|source| !MAY_NAME.contains(&source.path.as_str())) {
        let named = named(source);
        assert!(
            named.is_empty(),
            "{}: {named:?}: a screen says `fn nameplate(&self) -> &'static Nameplate {{ &screens::ID }}` in place of `id` and of \
             its title; elsewhere it is `screens::ID.id`",
            source.path
        );
    }
    let known: BTreeSet<_> = listed("branch").union(&listed("customer")).copied().collect();
    for path in MAY_NAME {
        let unknown: Vec<_> = named(crate::source(path))
            .into_iter()
            .filter(|id| !known.contains(id))
            .collect();
        assert!(unknown.is_empty(), "{path}: {unknown:?} are in no table");
    }
}

/// Beside its own file or folder a screen of the branch is in two places: a line of `mod` and a line of the table.
#[test]
fn a_screen_of_the_branch_touches_its_folder_and_the_table() {
    let table = table("branch");
    for id in listed("branch") {
        let lines = table
            .lines()
            .filter(|line| line.contains(&format!("    {id} ")))
            .count();
        assert_eq!(lines, 1, "{id} has {lines} lines in the table");
    }
    let (small, whole) = ("BRSK026", named_in("fn id() -> &str { \"BRSK026\" }"));
    assert_eq!(whole, [small], "the reader sees an ID");
    assert!(named_in("// BRSK026 is no text, nor is \"BRSK02\"").is_empty());
}

fn named_in(code: &str) -> Vec<String> {
    let source = Source {
        path: String::new(),
        code: code.to_owned(),
    };
    named(&source).into_iter().map(str::to_owned).collect()
}
