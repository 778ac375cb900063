//! What a caller is asked just now stands on no screen of who asks (R10.6): one place where it is taken out of what is said.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::desk::AskedFact;
use crate::domain::calendar::Instant;
use crate::domain::identity::Fact;
use crate::words::Words;

/// What stands in the place of an answer.
const MASK: &str = "＊＊＊＊";

/// The facts that a member of the staff asks for, each until its check lapses.
#[derive(Clone, Debug, Default)]
pub struct Veil(Vec<AskedFact>);

impl Veil {
    /// Over these facts.
    pub fn over(facts: Vec<AskedFact>) -> Self {
        Self(facts)
    }

    /// Whether nothing is asked for now.
    pub(crate) fn is_lifted(&self, now: Instant) -> bool {
        self.0.iter().all(|asked| asked.until <= now)
    }

    /// The text without the answers, however they are written.
    pub(crate) fn hide(&self, text: String, now: Instant, words: &Words) -> String {
        Self::without(self.0.iter().filter(|asked| now < asked.until), text, words)
    }

    /// The same whenever it is: for a call that looks once.
    pub(crate) fn cover(&self, text: String, words: &Words) -> String {
        Self::without(self.0.iter(), text, words)
    }

    fn without<'f>(asked: impl Iterator<Item = &'f AskedFact>, text: String, words: &Words) -> String {
        asked.fold(text, |text, asked| {
            asked.answers.iter().fold(text, |text, answer| match asked.fact {
                Fact::Account | Fact::TokenSerial => without_number(&text, answer).into_owned(),
                Fact::StartDate => without_day(text, answer, words),
                Fact::Branch | Fact::MasterName | Fact::UserCount => without(text, answer),
            })
        })
    }
}

fn without(text: String, answer: &str) -> String {
    if answer.is_empty() || !text.contains(answer) {
        return text;
    }
    text.replace(answer, MASK)
}

/// A day in every form that it is written in.
fn without_day(text: String, answer: &str, words: &Words) -> String {
    let Ok(day) = answer.parse::<NaiveDate>() else {
        return text;
    };
    let forms = [
        words.day(day),
        words.short_day(day),
        answer.to_owned(),
        answer.replace('-', "/"),
    ];
    forms.iter().fold(text, |text, form| without(text, form))
}

/// A number by itself, also in groups; not where it is a part of a longer one.
fn without_number<'t>(text: &'t str, number: &str) -> Cow<'t, str> {
    let mut out = String::new();
    let (mut kept, mut is_inside) = (0, false);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let found = (!is_inside).then(|| length_of(&text[at..], number)).flatten();
        if let Some(length) = found {
            out.push_str(&text[kept..at]);
            out.push_str(MASK);
            at += length;
            kept = at;
            continue;
        }
        is_inside = c.is_ascii_alphanumeric();
        at += c.len_utf8();
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// How much of the beginning of a text is that number, with a blank or a hyphen between its digits.
fn length_of(text: &str, number: &str) -> Option<usize> {
    let mut rest = text;
    for (index, digit) in number.chars().enumerate() {
        if index > 0 && rest.starts_with([' ', '-']) {
            rest = &rest[1..];
        }
        rest = rest.strip_prefix(digit)?;
    }
    let goes_on = number.is_empty() || rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!goes_on).then(|| text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;
    use crate::words::Lang;

    fn veil(fact: Fact, answers: &[&str]) -> Veil {
        Veil::over(vec![AskedFact {
            until: at("2026-06-01T12:00:00"),
            fact,
            answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        }])
    }

    #[test]
    fn an_answer_is_in_no_text_while_it_is_asked_for_and_everything_else_stays_r10_6() {
        let (words, now) = (Words::of(Lang::Ja), at("2026-06-01T11:59:59"));
        for (fact, answers, text, told) in [
            (
                Fact::TokenSerial,
                &["10000018"][..],
                "トークン 10000018 は",
                "トークン ＊＊＊＊ は",
            ),
            (Fact::TokenSerial, &["10000018"], "(1000 0018)", "(＊＊＊＊)"),
            (
                Fact::TokenSerial,
                &["10000018"],
                "110000018 100000180 x10000018",
                "110000018 100000180 x10000018",
            ),
            (
                Fact::Account,
                &["9000011"],
                "普通9000011、普通 9000011",
                "普通＊＊＊＊、普通 ＊＊＊＊",
            ),
            (
                Fact::MasterName,
                &["見本 一郎", "ミホン イチロウ"],
                "見本 一郎 (ミホン イチロウ)",
                "＊＊＊＊ (＊＊＊＊)",
            ),
            (
                Fact::StartDate,
                &["2026-04-01"],
                "2026年04月01日 2026-04-01 2026/04/01",
                "＊＊＊＊ ＊＊＊＊ ＊＊＊＊",
            ),
            (Fact::Branch, &["港支店"], "港支店 012", "＊＊＊＊ 012"),
        ] {
            assert_eq!(veil(fact, answers).hide(text.to_owned(), now, &words), told);
        }
        let lapsed = veil(Fact::Account, &["9000011"]);
        let later = at("2026-06-01T12:00:00");
        assert_eq!(lapsed.hide("9000011".to_owned(), later, &words), "9000011");
        assert!(lapsed.is_lifted(later) && !lapsed.is_lifted(now));
    }
}
