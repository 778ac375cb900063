//! Every number has words: held against the tables of the doors.

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::domain::Refusal;
    use crate::domain::identity::Action;
    use crate::domain::staff::Role;
    use crate::intake::pskc::Fault;
    use crate::outbox;
    use crate::store::Error;
    use crate::ui::text;
    use crate::words::text::{Part, fill};
    use crate::words::{Lang, Words, by_name, place};

    /// Every number that a door can show with a message of these files, with the names of its facts.
    fn numbers() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let path = || "/x".to_owned();
        let stores = [
            Error::Missing(path()),
            Error::Exists(path()),
            Error::NotAStore(path()),
            Error::Newer { found: 2, known: 1 },
            Error::Exposed { path: path(), what: "" },
            Error::NoKey(path()),
            Error::WrongKey(path()),
            Error::Unsealed,
            Error::Busy,
            Error::Full,
            Error::Damaged(path()),
            Error::OutcomeUnknown(path()),
            Error::System(path()),
            Error::OldSqlite(""),
            Error::Forged {
                part: String::new(),
                key: String::new(),
            },
            Error::Strange(path()),
            Error::HalfRotated,
            Error::NoPassphrase(path()),
            Error::WrongPassphrase(path()),
            outbox::Error::NoRoom(path()).into(),
            outbox::Error::Beside(path()).into(),
            outbox::Error::Name(path()).into(),
            outbox::Error::System {
                path: path(),
                what: path(),
            }
            .into(),
            Error::NotDone(path()),
            Error::LooksOnly,
            Error::NotUpgraded(crate::store::Flaw::Missing(1)),
        ];
        assert_eq!(stores.each_ref().map(Error::code), Error::ALL);
        let of_store = stores.iter().map(|error| {
            let facts = error.facts().into_iter().map(|(name, _)| name);
            (error.code(), facts.collect())
        });
        let tables = Refusal::PLACES
            .iter()
            .chain(crate::cli::PLACES)
            .chain(crate::store::Flaw::PLACES);
        let of_tables = tables.map(|(code, places)| (*code, places.iter().copied().collect()));
        of_tables.chain(of_store).collect()
    }

    #[test]
    fn every_number_has_words_in_both_languages_and_no_words_are_left_over() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::of(lang);
            let (known, written): (BTreeSet<_>, BTreeSet<_>) = (
                numbers().into_keys().collect(),
                words.message.iter().map(|(code, _)| *code).collect(),
            );
            assert_eq!(known, written, "{lang:?}");
        }
    }

    #[test]
    fn places_are_facts_of_the_number_and_the_line_is_one() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::of(lang);
            for (code, facts) in numbers() {
                let message = by_name(words.message, code).unwrap();
                for part in message.say.iter().chain(message.remedy) {
                    if let Part::Place(name) = part {
                        assert!(facts.contains(name), "{lang:?} {code} {name}");
                    }
                }
                let line = fill(message.say, &[]);
                assert!(text::width(&line) <= 74 && !line.contains('\n'), "{lang:?} {code}");
                assert!(!message.remedy.is_empty(), "{lang:?} {code}");
            }
        }
    }

    /// The reasons that the sources of `intake` give by name, those of the closed list of keys aside.
    fn reasons() -> BTreeSet<String> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/intake");
        let mut found = BTreeSet::new();
        let mut sources = vec![folder.with_extension("rs")];
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true if !path.ends_with("tests") => folders.push(path),
                    false if !path.ends_with("tests.rs") && !path.ends_with("fault.rs") => sources.push(path),
                    _ => {}
                }
            }
        }
        for source in sources {
            let text = std::fs::read_to_string(source).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                let named = [
                    "damaged(\"",
                    "refused(",
                    "wrong(",
                    "return Some(\"",
                    "reason: \"",
                    "unsupported(\"",
                    "=> \"",
                    "[\"EncryptionKey\"",
                ];
                if named.iter().any(|form| line.contains(form)) {
                    let texts = line.split('"').skip(1).step_by(2);
                    found.extend(texts.filter(|text| text.is_ascii()).map(ToOwned::to_owned));
                }
            }
        }
        // Codings and hashes, which are no reasons.
        found.retain(|text| {
            text.len() > 2 && !["UTF-8", "UTF-16", "Shift_JIS"].contains(&text.as_str()) && !text.starts_with("HMACSHA")
        });
        found
    }

    #[test]
    fn every_reason_that_a_file_is_refused_for_has_japanese_words() {
        let words = Words::of(Lang::Ja);
        let mut reasons = reasons();
        assert!(reasons.len() > 25, "{reasons:?}");
        reasons.extend(Fault::ALL.iter().map(|fault| fault.name().to_owned()));
        reasons.extend(["hex", "base32"].map(ToOwned::to_owned));
        for reason in reasons {
            let said = words.value(&reason);
            let is_name = said == "Base32";
            assert!(
                is_name || said.chars().any(|c| matches!(c, 'ぁ'..='ん' | '一'..='龠')),
                "{reason}: {said}"
            );
        }
    }

    /// It is told on whatever screen somebody is, so what it says last, where the reason stands, has its room in 80 columns.
    #[test]
    fn what_became_of_a_request_fits_the_message_line_r11_7() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::of(lang);
            let own = &words.deciding.own;
            for action in Action::ALL {
                let action = || place::Action(words.label.action(action));
                let contract = || place::Contract("1000001");
                let (good, warns) = (words.frame.severity_good, words.frame.severity_warn);
                for (severity, text) in [
                    (good, own.told_done(action(), contract())),
                    (warns, own.told_returned(action(), contract())),
                    (warns, own.told_lapsed(action(), contract())),
                    (warns, own.told_taken_back(action(), contract())),
                ] {
                    let line = format!("W0530 {severity} {text}");
                    assert!(text::width(&line) <= 80, "{lang:?} {line}");
                }
            }
        }
    }

    #[test]
    fn the_program_s_own_names_have_words_and_other_facts_stay() {
        let words = Words::of(Lang::Ja);
        for role in Role::ALL {
            assert_eq!(words.value(role.as_str()), words.label.role(role));
        }
        let facts = [
            ("line", "3".to_owned()),
            ("column", "done".to_owned()),
            ("reason", "E0108".to_owned()),
        ];
        assert_eq!(
            words.message("E1401", &facts).0,
            "3 行目の「done」を取り込めません: 日付の形式でない"
        );
        let refusals = Refusal::ALL
            .iter()
            .map(|(code, _)| *code)
            .filter(|code| code.starts_with("E01"));
        for code in refusals.filter(|code| !["E0102", "E0109", "E0112", "E0113", "E0117"].contains(code)) {
            assert_ne!(words.value(code), code, "a column may be refused for it");
        }
    }
}
