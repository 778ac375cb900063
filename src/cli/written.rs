//! What is written as JSON: read strictly, and a mistake in it told without what was written.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::failure::Failure;
use super::file;
use crate::desk::Error;
use crate::domain::Refusal;
use crate::signs;

/// Reads one JSON object from standard input. An array, which would give its fields by place, is none.
///
/// # Errors
/// E3006 unreadable, E1501 too large, no UTF-8, or no such value.
pub(super) fn given<T: DeserializeOwned>() -> Result<T, Failure> {
    let text = file::small_text(None).map_err(|failure| {
        let reason = match failure {
            Failure::Desk(Error::Refused(Refusal::FileTooLarge { .. })) => "too large",
            Failure::Desk(Error::Refused(Refusal::FileDamaged { .. })) => "not UTF-8",
            other => return other,
        };
        let reason = reason.to_owned();
        Refusal::CommandForm { reason }.into()
    })?;
    Ok(object(&text)?)
}

/// Reads one object.
pub(super) fn object<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    if text.trim_start().starts_with('[') {
        let reason = "not an object".to_owned();
        return Err(Refusal::CommandForm { reason });
    }
    read(text)
}

/// Reads one value; what does not fit is E1501.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let value = serde_json::from_str(text).map_err(|error| misfit(text, &error))?;
    // Values are read back from the store in the same form, where older ones may stand: the door itself looks at what comes in.
    match unseen(text) {
        None => Ok(value),
        Some(sign) => Err(Refusal::InvisibleSign {
            sign: format!("U+{:04X}", u32::from(sign)),
        }),
    }
}

/// The first sign of a JSON text that can't be seen, also one that is written as an escape. A control is the matter of each value: in a
/// password it is another refusal. Nothing is copied: a secret may stand there.
fn unseen(json: &str) -> Option<char> {
    signs::first_unseen_of(unescaped(json).filter(|c| !c.is_control()))
}

/// The characters of a JSON text, escapes of one read as what they stand for.
fn unescaped(json: &str) -> impl Iterator<Item = char> {
    let mut chars = json.chars();
    std::iter::from_fn(move || match chars.next()? {
        '\\' => match chars.next()? {
            'u' => {
                let first = unit(&mut chars);
                let code = if (0xD800..0xDC00).contains(&first) {
                    chars.by_ref().take(2).for_each(drop);
                    0x1_0000 + ((first - 0xD800) << 10) + (unit(&mut chars) & 0x3FF)
                } else {
                    first
                };
                Some(char::from_u32(code).unwrap_or('?'))
            }
            other => Some(other),
        },
        c => Some(c),
    })
}

/// The four hexadecimal digits that come next.
fn unit(chars: &mut std::str::Chars<'_>) -> u32 {
    let digits = chars.take(4).map(|c| c.to_digit(16).unwrap_or(0));
    digits.fold(0, |unit, digit| unit * 16 + digit)
}

/// E1501 with the place, the key and the kind of the mistake, and none of what was written: a one-time password that stands
/// in the wrong place must not come out in a message (R12.3).
fn misfit(json: &str, error: &serde_json::Error) -> Refusal {
    let text = error.to_string();
    let what = match error.classify() {
        Category::Data => {
            let what = data(&text).unwrap_or_else(|| "unfit value".to_owned());
            format!("{what} at line {} column {}", error.line(), error.column())
        }
        _ => text,
    };
    let keys = keys(before(json, error, what.starts_with("missing")));
    let reason = if keys.is_empty() {
        what
    } else {
        format!("{what} ({keys})")
    };
    Refusal::CommandForm { reason }
}

/// What was read before the mistake was seen. A value is judged with the bracket behind it already read, and belongs to what
/// is inside; what an object lacks belongs to the object.
fn before<'a>(json: &'a str, error: &serde_json::Error, whole: bool) -> &'a str {
    let lines = json.split_inclusive('\n').take(error.line().saturating_sub(1));
    let end = lines.map(str::len).sum::<usize>() + error.column();
    let read = json.get(..end).unwrap_or(json);
    let inside = read.strip_suffix(['}', ']']).filter(|_| !whole);
    inside.unwrap_or(read)
}

/// The keys that lead to where a text of JSON ends, such as `order.content`. Each is one that we have: reading stops at the
/// first that is not.
fn keys(read: &str) -> String {
    let mut open: Vec<Option<&str>> = vec![];
    let (mut text, mut quote, mut escaped) = ("", None, false);
    for (at, byte) in read.bytes().enumerate() {
        match (byte, quote) {
            (_, Some(_)) if escaped => escaped = false,
            (b'\\', Some(_)) => escaped = true,
            (b'"', Some(from)) => (text, quote) = (read.get(from..at).unwrap_or_default(), None),
            (b'"', None) => quote = Some(at + 1),
            (b'{' | b'[', None) => open.push(None),
            (b'}' | b']', None) => drop(open.pop()),
            (b':' | b',', None) => {
                if let Some(key) = open.last_mut() {
                    *key = (byte == b':').then_some(text);
                }
            }
            _ => {}
        }
    }
    open.into_iter().flatten().collect::<Vec<_>>().join(".")
}

/// What may be repeated of a mistake in the data: names of fields and numbers of messages, which are ours.
fn data(text: &str) -> Option<String> {
    let text = text.rsplit_once(" at line ").map_or(text, |(text, _)| text);
    if let Some((code, _)) = text.split_once(" (R")
        && Refusal::ALL.iter().any(|(known, _)| *known == code)
    {
        return Some(code.to_owned());
    }
    if text.starts_with("missing field") {
        return Some(text.to_owned());
    }
    // The last one: what stands before it may be a name that somebody wrote.
    let (kind, expected) = text.rsplit_once(", expected")?;
    let kind = ["unknown field", "unknown variant"]
        .into_iter()
        .find(|known| kind.starts_with(known))?;
    Some(format!("{kind}, expected{expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Command;

    fn reason(json: &str) -> String {
        match read::<Command>(json) {
            Err(Refusal::CommandForm { reason }) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_sign_that_can_not_be_seen_does_not_come_in_however_it_is_written_r12_1() {
        let reads = |reason: &str| {
            let id = "0".repeat(32);
            read::<Command>(&format!(r#"{{"return":{{"request":"{id}","reason":"{reason}"}}}}"#))
        };
        for sign in [
            "\u{200B}",
            "\\u200b",
            "\\uDB40\\uDC01",
            "\u{00AD}",
            "\\u2800",
            "A\\ufe0f",
        ] {
            let read = reads(&format!("港{sign} 花子"));
            assert!(matches!(read, Err(Refusal::InvisibleSign { .. })), "{sign} {read:?}");
        }
        for seen in ["港 花子", "葛\\udb40\\udd00城", "\\\\u200b \\\" 𠮷"] {
            assert!(reads(seen).is_ok(), "{seen}");
        }
    }

    #[test]
    fn the_key_of_a_mistake_is_named() {
        let head = r#"{"check_code":{"contract":"1000001","serial":"10000018","#;
        for (json, expected) in [
            (r#"{"approve":{"request":"12" } }"#.to_owned(), Some("approve.request")),
            (
                "{\"approve\":\n{\n\"request\" :\"12\"}}".to_owned(),
                Some("approve.request"),
            ),
            (r#"{"approve":{}}"#.to_owned(), Some("approve")),
            (r#"{"approve":["12"]}"#.to_owned(), Some("approve")),
            (format!("{head}\"code\":[1,2]}}}}"), Some("check_code.code")),
            (format!("{head}\"co\\\"de\":1}}}}"), Some("check_code")),
            (r#"{"x":1}"#.to_owned(), None),
        ] {
            let reason = reason(&json);
            let named = reason.split_once(" (").map(|(_, keys)| keys.trim_end_matches(')'));
            assert_eq!(named, expected, "{json} {reason}");
        }
    }

    #[test]
    fn a_mistake_is_named_without_what_was_written_r12_3() {
        let head = r#"{"check_code":{"contract":"1000001","serial":"10000018","#;
        for (json, expected) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            (r#"{"approve":{}}"#, "missing field `request` at line 1 column 13"),
            (
                r#"{"approve":{"request":"12"}}"#,
                "E0113 at line 1 column 27 (approve.request)",
            ),
            (&format!("{head}\"code\":123456}}}}"), "unfit value at line 1 column "),
            (
                &format!("{head}\"123456\":1}}}}"),
                "unknown field, expected one of `contract`",
            ),
            (
                &format!("{head}\"x, expected 123456\":1}}}}"),
                "unknown field, expected one of `contract`",
            ),
            (
                r#"{"explain_code":{"contract":"1000001","serial":"10000018","code":123456}}"#,
                "unfit value at line 1 column ",
            ),
            (r#"{"123456":{}}"#, "unknown variant, expected one of `begin_check`"),
            (r#"{"approve":{"request":["654321"]}}"#, "unfit value at line 1 column "),
        ] {
            let reason = reason(json);
            assert!(reason.starts_with(expected), "{reason}");
            assert!(!reason.contains("123456") && !reason.contains("654321"), "{reason}");
        }
    }
}
