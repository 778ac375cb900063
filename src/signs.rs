//! Signs that can't be seen: one list for every door that takes text in, for what is drawn, and for what leaves (R12.1). A name that
//! differs from another by one of them alone would be the other one's twin on every screen and paper.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character can't be seen, or does something else than stand there: controls, what joins, fills, directs or annotates,
/// what no font has a sign for, and what is no character. A variation selector is another matter: see [`is_selector`].
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xFFFE == 0xFFFE // the last two of every plane are no characters
        || matches!(c,
            '\u{00AD}' // soft hyphen
            | '\u{034F}' // grapheme joiner
            | '\u{061C}' // Arabic letter mark
            | '\u{070F}' // Syriac abbreviation mark
            | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers, blank to the eye
            | '\u{17B4}' | '\u{17B5}' // invisible Khmer vowels
            | '\u{180B}'..='\u{180F}' // Mongolian selectors and separator
            | '\u{200B}'..='\u{200F}' // zero-width, direction marks
            | '\u{2028}'..='\u{202E}' // line and paragraph separators, bidirectional embeddings
            | '\u{2060}'..='\u{206F}' // word joiner, invisible operators, isolates, deprecated controls
            | '\u{2800}' // blank Braille
            | '\u{2D7F}' // Tifinagh joiner
            | '\u{E000}'..='\u{F8FF}' // private use: every terminal's own width
            | '\u{FDD0}'..='\u{FDEF}' // no characters
            | '\u{FEFF}' // byte-order mark
            | '\u{FFF0}'..='\u{FFFC}' // interlinear annotation, what stands for an object
            | '\u{1107F}' | '\u{13430}'..='\u{1343F}' // joiners of Brahmi and of hieroglyphs
            | '\u{16FE4}' // Khitan filler
            | '\u{1BCA0}'..='\u{1BCA3}' // shorthand format controls
            | '\u{1D159}' // a note without a head
            | '\u{1D173}'..='\u{1D17A}' // musical format controls
            | '\u{E0000}'..='\u{E00FF}' // tags
            | '\u{E01F0}'..='\u{10FFFF}' // the rest of the special plane, private use
        )
}

/// Whether it says only which shape the character before it has.
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The first sign of a text that can't be seen. A variation selector may stand behind a kanji, where it tells one shape of a name
/// from another (R16.4), and nowhere else.
pub fn first_unseen(text: &str) -> Option<char> {
    first_unseen_of(text.chars())
}

/// The same of characters one after the other.
pub fn first_unseen_of(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let mut before = None;
    chars.find(|c| {
        let bears = before.replace(*c).is_some_and(is_kanji);
        is_unseen(*c) || (is_selector(*c) && !bears)
    })
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Text as it leaves for people: what can't be seen stands there by its number, such as `<U+200B>`. Line ends and tabs stay, and so
/// do variation selectors.
pub fn marked(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_marked) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_marked(c) {
            // Writing to a String can't fail.
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// JSON as it leaves: what can't be seen stands in its strings as an escape, which is the same to every program (RFC 8259).
pub fn escaped(json: &str) -> Cow<'_, str> {
    if json.is_ascii() || !json.chars().any(is_marked) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_marked(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out.into()
}

fn is_marked(c: char) -> bool {
    is_unseen(c) && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a second 港 花子 was once made of.
    const TWINS: [char; 22] = [
        '\u{00AD}',
        '\u{034F}',
        '\u{17B4}',
        '\u{180E}',
        '\u{206A}',
        '\u{206F}',
        '\u{2800}',
        '\u{FFF9}',
        '\u{FFFB}',
        '\u{FFFE}',
        '\u{FDD0}',
        '\u{1FFFF}',
        '\u{E000}',
        '\u{F8FF}',
        '\u{100000}',
        '\u{200B}',
        '\u{070F}',
        '\u{2D7F}',
        '\u{FFFC}',
        '\u{13430}',
        '\u{16FE4}',
        '\u{1D159}',
    ];

    #[test]
    fn no_name_has_a_twin_that_looks_alike_r12_1() {
        for sign in TWINS {
            assert_eq!(
                first_unseen(&format!("港{sign} 花子")),
                Some(sign),
                "U+{:04X}",
                u32::from(sign)
            );
            assert_eq!(
                first_unseen(&sign.to_string()),
                Some(sign),
                "and none is of nothing else"
            );
        }
        assert_eq!(first_unseen("港 花子 ㈱髙﨑① A-1 ｱｲｳ 𠮷"), None);
    }

    #[test]
    fn a_variation_selector_stands_behind_a_kanji_alone_r16_4() {
        assert_eq!(first_unseen("葛\u{E0100}城 神\u{FE00}田 𠮷\u{E0101}"), None);
        for (text, sign) in [
            ("\u{FE00}港", '\u{FE00}'),
            ("A\u{FE0F}", '\u{FE0F}'),
            ("葛\u{E0100}\u{E0100}", '\u{E0100}'),
            ("港 \u{E0101}", '\u{E0101}'),
        ] {
            assert_eq!(first_unseen(text), Some(sign), "{text:?}");
        }
    }

    #[test]
    fn what_leaves_says_what_can_not_be_seen_r12_1() {
        assert_eq!(
            marked("港\u{200B} 花子\r\n葛\u{E0100}\t"),
            "港<U+200B> 花子\r\n葛\u{E0100}\t"
        );
        assert!(matches!(marked("港 花子"), Cow::Borrowed("港 花子")));
        let json = escaped("{\"name\":\"港\u{200B}\u{E0001}葛\u{E0100}\"}");
        assert_eq!(json, "{\"name\":\"港\\u200b\\udb40\\udc01葛\u{E0100}\"}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            read["name"], "港\u{200B}\u{E0001}葛\u{E0100}",
            "programs read what was there"
        );
    }
}
