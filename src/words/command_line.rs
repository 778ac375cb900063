//! Words of the command line, and what holds the numbered messages together in both languages.

use serde::Deserialize;

/// Writes a struct of strings; a language file that lacks one or has another does not load.
macro_rules! words {
    ($(#[doc = $doc:literal] $name:ident),+ $(,)?) => {
        /// What the command line says to people.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct CommandLineWords { $(#[doc = $doc] pub $name: String),+ }
    };
}

words! {
    /// The question for the password of someone who logs in; `{staff}`.
    password,
    /// The question for a new password; `{staff}`.
    new_password,
    /// The question for it once more.
    new_password_again,
    /// A store was made; `{kind}`, `{path}`.
    created,
    /// Its key; `{path}`.
    created_key,
    /// Someone's lock was lifted; `{staff}`.
    staff_unlocked,
    /// Someone was locked; `{staff}`.
    staff_locked,
    /// Someone's name, role or branch was changed; `{staff}`.
    staff_changed,
    /// Someone has a new first password; `{staff}`.
    staff_reset,
    /// Someone is bound to an account; `{staff}`, `{account}`.
    staff_bound,
    /// Someone is bound to none; `{staff}`.
    staff_unbound,
    /// One's own password was changed.
    own_password_changed,
    /// Someone was added to the staff; `{staff}`, `{name}`, `{role}`.
    staff_added,
    /// Contracts were taken in; `{contracts}`, `{users}`, `{tokens}`.
    imported_contracts,
    /// A scenario plays to its end; `{file}`, `{steps}`, `{minutes}` on its clock.
    rehearsed,
    /// Tokens were taken into stock; `{tokens}`.
    imported_tokens,
    /// How many contracts were found; `{total}`, `{shown}`.
    found,
    /// 契約番号.
    contract,
    /// 会社名.
    company,
    /// 取引店.
    branch,
    /// 代表口座.
    account,
    /// 登録電話.
    phone,
    /// 利用開始日.
    start,
    /// What of a contract holds the question.
    matched,
    /// ログインID.
    login_id,
    /// 利用者名.
    user_name,
    /// 利用者区分.
    user_kind,
    /// シリアル番号.
    serial,
    /// ワンタイムパスワード状態.
    state,
    /// トークン有効期限.
    expires,
    /// Where a token stands.
    token_state,
    /// Wrong codes in a row.
    wrong_codes,
    /// Who made a token.
    maker,
    /// How many users share a token.
    users,
    /// An identity check was begun; `{check}`.
    check_begun,
    /// Heading of the facts to ask for.
    check_questions,
    /// An identity check ended; `{outcome}`, `{strength}`.
    check_finished,
    /// A code was right; `{proof}`.
    code_accepted,
    /// Two codes in a row said another drift; `{before}`, `{after}`, `{proof}`.
    clock_found,
    /// A request waits; `{request}`.
    waiting,
    /// It is done; `{receipt}`.
    done,
    /// A request was sent back; `{request}`.
    returned,
    /// A request was taken back; `{request}`.
    withdrawn,
    /// What was done at once was looked over; `{request}`.
    looked_over,
    /// A state before and after; `{before}`, `{after}`.
    change,
    /// When registration opens; `{opens}`.
    reopens,
    /// Who asked for it; `{staff}`.
    made_by,
    /// Who approved it; `{staff}`.
    approved_by,
    /// When.
    at,
    /// Who.
    actor,
    /// At which terminal.
    terminal,
    /// What was done.
    action,
    /// On what.
    subject,
    /// How it ended.
    result,
    /// A file was written; `{count}`, `{path}`.
    exported,
    /// The trail is whole; `{count}`, `{head}`.
    verified,
    /// Another policy is in force.
    policy_changed,
    /// A demo was kept; the command that opens it again follows.
    kept,
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::domain::Refusal;
    use crate::domain::staff::Role;
    use crate::store::Error;
    use crate::ui::text;
    use crate::words::{Lang, Words};

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
        ];
        assert_eq!(stores.each_ref().map(Error::code), Error::ALL);
        let of_store = stores.iter().map(|error| {
            let facts = error.facts().into_iter().map(|(name, _)| name);
            (error.code(), facts.collect())
        });
        let tables = Refusal::PLACES.iter().chain(crate::cli::PLACES);
        let of_tables = tables.map(|(code, places)| (*code, places.iter().copied().collect()));
        of_tables.chain(of_store).collect()
    }

    /// The names in braces of a text.
    fn places(text: &str) -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts
            .map(|part| part.split_once('}').map_or(part, |(name, _)| name))
            .collect()
    }

    #[test]
    fn every_number_has_words_in_both_languages_and_no_words_are_left_over() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::load(lang).unwrap();
            let (known, written): (BTreeSet<_>, BTreeSet<_>) = (
                numbers().into_keys().collect(),
                words.message.keys().map(String::as_str).collect(),
            );
            assert_eq!(known, written, "{lang:?}");
        }
    }

    #[test]
    fn places_are_facts_of_the_number_and_the_line_is_one() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::load(lang).unwrap();
            for (code, facts) in numbers() {
                let message = &words.message[code];
                assert!(places(&message.say).is_subset(&facts), "{lang:?} {code}");
                assert!(places(&message.remedy).is_subset(&facts), "{lang:?} {code}");
                assert!(text::width(&message.say) <= 74, "{lang:?} {code}");
                assert!(
                    !message.say.contains('\n') && !message.remedy.is_empty(),
                    "{lang:?} {code}"
                );
            }
        }
    }

    #[test]
    fn the_program_s_own_names_have_words_and_other_facts_stay() {
        let words = Words::load(Lang::Ja).unwrap();
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
