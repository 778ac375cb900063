//! What is written as JSON: read strictly, and a mistake in it told without what was written.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::failure::Failure;
use super::file;
use crate::desk::Error;
use crate::domain::Refusal;

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
    if text.trim_start().starts_with('[') {
        let reason = "not an object".to_owned();
        return Err(Refusal::CommandForm { reason }.into());
    }
    Ok(read(&text)?)
}

/// Reads one value; what does not fit is E1501.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|error| misfit(&error))
}

/// E1501 with the place and the kind of the mistake, and none of what was written: a one-time password that stands
/// in the wrong place must not come out in a message (R12.3).
fn misfit(error: &serde_json::Error) -> Refusal {
    let text = error.to_string();
    let place = format!("line {} column {}", error.line(), error.column());
    let reason = match error.classify() {
        Category::Data => data(&text).map_or_else(|| format!("unfit value at {place}"), |text| text + " at " + &place),
        _ => text,
    };
    Refusal::CommandForm { reason }
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
    fn a_mistake_is_named_without_what_was_written_r12_3() {
        let head = r#"{"check_code":{"contract":"1000001","serial":"10000018","#;
        for (json, expected) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            (r#"{"approve":{}}"#, "missing field `request` at line 1 column 13"),
            (r#"{"approve":{"request":"12"}}"#, "E0113 at line 1 column "),
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
