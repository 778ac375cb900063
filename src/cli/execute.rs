//! `do`: one command as data, from a file or standard input, as the desk takes it from every door.

use std::path::PathBuf;

use serde_json::error::Category;

use super::access::Access;
use super::failure::Failure;
use super::voice::Voice;
use super::{file, shown};
use crate::desk::Command;
use crate::domain::Refusal;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file with the command, such as {"approve": {"request": "…"}} [default: standard input]
    file: Option<PathBuf>,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let text = file::small_text(args.file.as_deref())?;
    let command: Command = serde_json::from_str(&text).map_err(|error| misfit(&error))?;
    let (mut desk, session) = access.desk(voice)?;
    let outcome = desk.execute(&session, command)?;
    voice.give("outcome", &outcome, |words| shown::outcome(&outcome, words))
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
    let (kind, expected) = text.split_once(", expected")?;
    let kind = ["unknown field", "unknown variant"]
        .into_iter()
        .find(|known| kind.starts_with(known))?;
    Some(format!("{kind}, expected{expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(json: &str) -> String {
        match serde_json::from_str::<Command>(json).map_err(|error| misfit(&error)) {
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
            (r#"{"123456":{}}"#, "unknown variant, expected one of `begin_check`"),
            (r#"{"approve":{"request":["654321"]}}"#, "unfit value at line 1 column "),
        ] {
            let reason = reason(json);
            assert!(reason.starts_with(expected), "{reason}");
            assert!(!reason.contains("123456") && !reason.contains("654321"), "{reason}");
        }
    }
}
