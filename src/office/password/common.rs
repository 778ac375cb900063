//! Passwords that many people have, or that anybody guesses who knows whose they are. It is judged here, offline: nothing of a
//! password is asked of anybody.

use std::sync::LazyLock;

/// The passwords that most people have, in small letters, sorted.
static LIST: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../assets/passwords/common.txt");
    text.lines().filter(|line| !line.starts_with("# ")).collect()
});

/// The keys that lie beside each other, and the alphabet.
const ROWS: [&str; 5] = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
];
/// Fewer different signs than this are a pattern.
const SIGNS: usize = 5;
/// What remains beside the ID has at least so many signs.
const BESIDE: usize = 6;
/// The shortest of what is known that counts where it stands in a password.
const KNOWN: usize = 3;

/// Whether a password is one that many people have, by itself, with figures around it, several times or with figures for letters; a row of keys;
/// or little more than what is `known` of its owner, such as the ID.
pub(super) fn is_common(password: &str, known: &[&str]) -> bool {
    let small = password.to_ascii_lowercase();
    let told = [small.clone(), spelt(&small)];
    let listed = told.iter().flat_map(|text| [text.as_str(), bare(text)]).any(|text| {
        let unit = unit(text);
        is_listed(text) || is_listed(unit) || is_listed(bare(unit))
    });
    listed || is_pattern(&small) || known.iter().any(|known| is_around(&small, &known.to_ascii_lowercase()))
}

fn is_listed(text: &str) -> bool {
    LIST.binary_search(&text).is_ok()
}

/// What stands between the figures and signs at both ends.
fn bare(text: &str) -> &str {
    text.trim_matches(|sign: char| !sign.is_ascii_alphabetic())
}

/// With letters for the figures and signs that are written in their place.
fn spelt(text: &str) -> String {
    let letter = |sign| match sign {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// What a text is made of, if it is the same several times over; otherwise the text.
fn unit(text: &str) -> &str {
    let repeats = |length: &usize| {
        let first = &text.as_bytes()[..*length];
        text.len().is_multiple_of(*length) && text.as_bytes().chunks(*length).all(|part| part == first)
    };
    let length = (1..=text.len() / 2)
        .filter(|length| text.is_char_boundary(*length))
        .find(repeats);
    length.map_or(text, |length| &text[..length])
}

/// Whether it has few different signs, or most of its signs lie beside the ones before them.
fn is_pattern(text: &str) -> bool {
    let mut signs: Vec<_> = text.bytes().collect();
    signs.sort_unstable();
    signs.dedup();
    let pairs = text.as_bytes().windows(2);
    let (all, beside) = pairs.fold((0, 0), |(all, beside), pair| {
        (all + 1, beside + usize::from(lie_beside(pair[0], pair[1])))
    });
    signs.len() < SIGNS || beside * 5 >= all * 4
}

fn lie_beside(one: u8, other: u8) -> bool {
    let beside = |row: &str| {
        let place = |sign| row.bytes().position(|known| known == sign);
        matches!((place(one), place(other)), (Some(one), Some(other)) if one.abs_diff(other) <= 1)
    };
    one == other || ROWS.iter().any(|row| beside(row))
}

/// Whether little stands beside what is known.
fn is_around(text: &str, known: &str) -> bool {
    known.len() >= KNOWN && text.contains(known) && text.replace(known, "").len() < BESIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_small() {
        assert!(LIST.len() > 15_000 && LIST.is_sorted());
        assert!(LIST.iter().all(|line| *line == line.to_ascii_lowercase()));
    }

    #[test]
    fn what_many_people_have_or_anybody_guesses_is_refused_r11_6() {
        for bad in [
            "password1234",
            "Password2026!",
            "P@ssw0rd12345",
            "passwordpassword",
            "123456789012",
            "qwertyuiopas",
            "aaaaaaaaaaaa",
            "abababababab",
            "!!letmein!!2026",
            "12345678abcdef",
            "T001T001T001",
            "t001-2026-01",
        ] {
            assert!(is_common(bad, &["T001"]), "{bad}");
        }
        for good in [
            "tantou-no-mihon",
            "correct horse battery",
            "umi-to-yama-to-kawa",
            "x7#kQ2!mZ9pL",
            "kaisatsu 47 nezumi",
            "T001 ga suki na mikan",
        ] {
            assert!(!is_common(good, &["T001"]), "{good}");
        }
    }
}
