//! What a layer says as lines to be read aloud: signs among its words are words here.

use crate::ui::kit::body::Told;
use crate::words::PlainWords;

/// What a layer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    /// The rows.
    pub(super) rows: Vec<String>,
    /// Which of the rows has the keys.
    pub(super) marked: Option<String>,
    /// The button that has the keys.
    pub(super) button: Option<String>,
}

impl Lines {
    /// The lines of what a screen of that title says is on it.
    pub(super) fn told(told: &Told, title: &str, words: &PlainWords) -> Self {
        let spoken = |row: &String| without_signs(&blanks(row), words);
        let rows = told.rows.iter().filter(|row| !is_title(row, title)).map(spoken);
        Self {
            rows: rows.filter(|row| !row.is_empty()).collect(),
            marked: told.marked.as_ref().map(spoken),
            button: told.button.clone(),
        }
    }

    /// The rows that were not there before.
    pub(super) fn news(&self, before: &Self) -> impl Iterator<Item = &String> {
        self.rows.iter().filter(|row| !before.rows.contains(row))
    }
}

/// Whether a row is the title that was said before it, with which a box begins.
fn is_title(row: &str, title: &str) -> bool {
    let id = title.strip_prefix(row);
    id.is_some_and(|id| id.is_empty() || id.starts_with("  "))
}

/// Two blanks where there were more.
fn blanks(text: &str) -> String {
    let parts = text.split("  ").map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("  ")
}

/// A row without the brackets around its words, and a word for the sign between before and after. Buttons alone say nothing:
/// they stand among the actions.
fn without_signs(row: &str, words: &PlainWords) -> String {
    let is_button = |part: &str| part.starts_with('[') && part.ends_with(']');
    if row.split("  ").all(is_button) {
        return String::new();
    }
    let part = |part: &str| {
        part.strip_prefix('[')
            .map_or(part.to_owned(), |rest| rest.replacen(']', "", 1))
    };
    let parts: Vec<_> = row.split(' ').map(part).collect();
    let becomes = format!(" {} ", words.becomes);
    parts.join(" ").replace(" ＞ ", &becomes).replace(" > ", &becomes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Lang, Words};

    fn lines(rows: &[&str]) -> Lines {
        let told = Told {
            rows: rows.iter().map(|row| (*row).to_owned()).collect(),
            ..Told::default()
        };
        Lines::told(&told, "Title  TTST001", &Words::of(Lang::En).plain)
    }

    #[test]
    fn signs_are_words_and_neither_a_title_nor_buttons_nor_padding_are_said() {
        let now = lines(&["Title", "a   on > off", "[ok] to 10", "[Cancel]  [Go]"]);
        assert_eq!(now.rows, ["a  on becomes off", "ok to 10"]);
    }

    #[test]
    fn what_has_the_keys_is_heard_without_signs_too() {
        let told = Told {
            rows: vec!["a   [ok] on > off".to_owned()],
            marked: Some("a   [ok] on > off".to_owned()),
            button: Some("Cancel".to_owned()),
        };
        let now = Lines::told(&told, "Title  TTST001", &Words::of(Lang::En).plain);
        assert_eq!(now.rows, ["a  ok on becomes off"]);
        assert_eq!(
            (now.marked.as_deref(), now.button.as_deref()),
            (Some("a  ok on becomes off"), Some("Cancel"))
        );
    }

    #[test]
    fn only_what_was_not_there_is_new() {
        let (before, now) = (lines(&["a", "b"]), lines(&["a", "c"]));
        assert_eq!(now.news(&before).collect::<Vec<_>>(), ["c"]);
        assert_eq!(now.button, None);
    }
}
