//! What goes wrong outside the rules is said in the reader's language: what is our own has words, what is the system's is marked as that.

use madoguchi::words::{Lang, Words};

use crate::sources;

/// Where the sources say why something went wrong.
const SAYING: [&str; 4] = [
    "Error::System(",
    "Error::Damaged(",
    "Error::other(",
    "ErrorKind::InvalidInput, ",
];

/// A text with something short in its places.
fn placed(text: &str) -> String {
    let text = text.replace("{status}", "exit status: 12");
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| {
        said + "12" + part.split_once('}').map_or("", |(_, rest)| rest)
    })
}

#[test]
fn every_reason_of_our_own_is_said_in_the_readers_language() {
    let ja = Words::of(Lang::Ja);
    let foreign = "nobody has words for this";
    let marked = ja.foreign(foreign).into_owned();
    let (mark, _) = marked.split_once(foreign).unwrap();
    assert_ne!(mark, "");
    let mut found = 0;
    for source in sources("src") {
        for saying in SAYING {
            for (at, _) in source.code.match_indices(saying) {
                let behind = source.code[at + saying.len()..].trim_start();
                let behind = behind.trim_start_matches("format!(");
                let Some(text) = behind.strip_prefix('"').and_then(|text| text.split('"').next()) else {
                    continue;
                };
                found += 1;
                let said = placed(text);
                let told = ja.foreign(&said);
                assert!(
                    !told.contains(mark),
                    "{}: {text} has no words under [value]",
                    source.path
                );
            }
        }
    }
    assert!(found > 20, "{found}");
}
