//! Files that need each other in a circle are one thing in several places.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::paths;
use crate::{Source, sources};

/// Modules without such circles. Of the others, screens lead to each other and back.
const WITHOUT: [&str; 7] = ["domain", "cli", "store", "office", "words", "training", "intake"];

/// Which files each of these names, a file and those below it aside: they are one module.
fn arrows<'s>(all: &[&'s Source]) -> BTreeMap<&'s str, BTreeSet<&'s str>> {
    let files: BTreeMap<_, _> = all.iter().map(|source| (source.at(), source.path.as_str())).collect();
    let mut arrows = BTreeMap::<_, BTreeSet<_>>::new();
    for source in all {
        let own = source.at();
        for path in paths(&source.code, &own) {
            // That of the module that is named, or the nearest above it.
            let holder = (0..=path.len())
                .rev()
                .find_map(|length| files.get_key_value(&path[..length]));
            let other = holder.filter(|(at, _)| !at.starts_with(&own) && !own.starts_with(at));
            arrows
                .entry(source.path.as_str())
                .or_default()
                .extend(other.map(|(_, file)| *file));
        }
    }
    arrows
}

/// Those files that a way leads back to.
fn circle<'s>(arrows: &BTreeMap<&'s str, BTreeSet<&'s str>>) -> Vec<&'s str> {
    let leads_back = |from: &&&str| {
        let (mut seen, mut ahead) = (BTreeSet::new(), vec![**from]);
        while let Some(file) = ahead.pop() {
            ahead.extend(
                arrows
                    .get(file)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|next| seen.insert(*next)),
            );
        }
        seen.contains(**from)
    };
    arrows.keys().filter(leads_back).copied().collect()
}

#[test]
fn no_files_need_each_other_in_a_circle() {
    for module in WITHOUT {
        let all: Vec<_> = sources("src").filter(|source| source.module() == module).collect();
        assert!(all.len() > 1, "{module}");
        let inside = circle(&arrows(&all));
        assert!(inside.is_empty(), "{inside:?}");
    }
}

#[test]
fn a_circle_is_seen_however_long_and_a_module_with_its_parts_is_none() {
    let written = |path: &str, code: &str| Source {
        path: path.to_owned(),
        code: code.to_owned(),
    };
    let all = [
        written("src/domain/a.rs", "mod part; use super::b::B;"),
        written("src/domain/a/part.rs", "use super::A; use crate::domain::d::D;"),
        written("src/domain/b.rs", "use crate::{domain::{c::C, d}};"),
        written("src/domain/c.rs", "use super::{a::A};"),
        written("src/domain/d.rs", "fn d() {}"),
    ];
    let all: Vec<_> = all.iter().collect();
    assert_eq!(
        circle(&arrows(&all)),
        ["src/domain/a.rs", "src/domain/b.rs", "src/domain/c.rs"]
    );
}
