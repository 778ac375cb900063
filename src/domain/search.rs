//! How text is made comparable for searching (NFKC, one kana, no spaces or hyphens), and cut into pieces.

use unicode_normalization::UnicodeNormalization;

/// The key of a text: NFKC, hiragana as katakana, small letters, without spaces, hyphens and middle dots.
pub fn key(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '-' | '‐' | '−' | '–' | '—' | '・'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// The pieces of a key for the index: one word for each character with its follower, the last one alone. A name of
/// any length, even one character, is found by them.
pub fn pieces(key: &str) -> String {
    let chars: Vec<char> = key.chars().collect();
    let word = |i: usize| match chars.get(i + 1) {
        Some(next) => format!("{:06x}{:06x}", u32::from(chars[i]), u32::from(*next)),
        None => format!("{:06x}", u32::from(chars[i])),
    };
    (0..chars.len()).map(word).collect::<Vec<_>>().join(" ")
}

/// The question that finds every text whose key contains this key: the words of its pairs in a row, or for a single
/// character every word that begins with it. `None` for an empty key.
pub fn question(key: &str) -> Option<String> {
    let chars: Vec<char> = key.chars().take(64).collect();
    match chars.as_slice() {
        [] => None,
        [one] => Some(format!("{:06x} *", u32::from(*one))),
        many => {
            let pairs: Vec<_> = many
                .windows(2)
                .map(|pair| format!("{:06x}{:06x}", u32::from(pair[0]), u32::from(pair[1])))
                .collect();
            Some(format!("\"{}\"", pairs.join(" ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_every_way_to_write_a_name() {
        for same in [
            "ミナトギンコウ",
            "ﾐﾅﾄｷﾞﾝｺｳ",
            "みなと ぎんこう",
            "ミナト・ギンコウ",
            "ﾐﾅﾄ　ｷﾞﾝｺｳ",
        ] {
            assert_eq!(key(same), "ミナトギンコウ", "{same}");
        }
        assert_eq!(key("０３−１２３４"), "031234");
        assert_eq!(key("ＤＥＮ501"), "den501");
    }

    #[test]
    fn two_characters_and_one_have_their_questions() {
        assert_eq!(pieces("港花"), "006e2f0082b1 0082b1");
        assert_eq!(question("港花").unwrap(), "\"006e2f0082b1\"");
        assert_eq!(question("港").unwrap(), "006e2f *");
        assert_eq!(question(""), None);
    }
}
