//! What is written as JSON: read strictly, and a mistake in it told without what was written.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use super::failure::Failure;
use super::file;
use crate::desk::Error;
use crate::domain::Refusal;
use crate::signs;
use crate::words::foreign;

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
        unfit(reason).into()
    })?;
    Ok(object(&text)?)
}

/// Reads one object.
pub(super) fn object<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    if text.trim_start().starts_with('[') {
        return Err(unfit("not an object"));
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

/// E1501 for the whole of what was given.
fn unfit(reason: &str) -> Refusal {
    Refusal::CommandForm {
        reason: reason.to_owned(),
        json_at: String::new(),
        json_known: String::new(),
    }
}

/// E1501 with the kind of the mistake, its place and key, what could stand there, and none of what was written: a one-time
/// password that stands in the wrong place must not come out in a message (R12.3).
fn misfit(json: &str, error: &serde_json::Error) -> Refusal {
    if json.trim_start().starts_with('[') {
        return unfit("not an object");
    }
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(&*text, |(text, _)| text);
    let (reason, lacks, known) = match error.classify() {
        Category::Data => data(text),
        Category::Eof => ("ends too early", "", String::new()),
        // What an unfit value is found to be before it is read to its end.
        _ if serde_json::from_str::<IgnoredAny>(json).is_ok() => ("unfit value", "", String::new()),
        Category::Syntax | Category::Io => (syntax(text), "", names(text)),
    };
    let read = before(json, error, reason == "missing field");
    let mut key = keys(read);
    if !lacks.is_empty() {
        [key.as_str(), lacks]
            .join(".")
            .trim_start_matches('.')
            .clone_into(&mut key);
    }
    let at = format!("{}:{} {key}", error.line(), column(json, error));
    Refusal::CommandForm {
        reason: reason.to_owned(),
        json_at: at.trim_end().to_owned(),
        json_known: known,
    }
}

/// The character of its line at which reading stopped; serde counts bytes.
fn column(json: &str, error: &serde_json::Error) -> usize {
    let line = json.lines().nth(error.line().saturating_sub(1));
    let read = line.and_then(|line| line.get(..error.column()));
    read.map_or(error.column(), |read| read.chars().count())
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

/// What is wrong with a value that is JSON: the kind of the mistake, the field that is lacking, and what could stand there. Names
/// of fields and numbers of messages are ours; what somebody wrote is not repeated.
fn data(text: &str) -> (&'static str, &str, String) {
    if let Some((code, _)) = text.split_once(" (R")
        && let Some((code, _)) = Refusal::ALL.iter().find(|(known, _)| *known == code)
    {
        return (code, "", String::new());
    }
    if let Some(field) = text.strip_prefix("missing field `") {
        return ("missing field", field.trim_end_matches('`'), String::new());
    }
    // The last one: what stands before it may be a name that somebody wrote.
    let Some((kind, expected)) = text.rsplit_once(", expected ") else {
        return ("unfit value", "", String::new());
    };
    if kind.starts_with("unknown field") {
        ("unknown field", "", names(expected))
    } else if kind.starts_with("unknown variant") {
        ("unknown name", "", names(expected))
    } else {
        (
            "unfit value",
            "",
            foreign::kind_of(expected).unwrap_or_default().to_owned(),
        )
    }
}

/// What is wrong with a text that is no JSON, by a name that has words.
fn syntax(text: &str) -> &'static str {
    match text {
        "trailing characters" => "text behind the object",
        "trailing comma" => "a comma too many",
        "key must be a string" => "a key without quotes",
        "recursion limit exceeded" => "too deep",
        "number out of range" => "a number out of range",
        "invalid escape" | "lone leading surrogate in hex escape" | "unexpected end of hex escape" => "a bad escape",
        other if other.starts_with("control character") => "a control character",
        _ => "not JSON",
    }
}

/// The names and signs in backticks.
fn names(expected: &str) -> String {
    expected.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
