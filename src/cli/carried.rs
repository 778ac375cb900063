//! What came of an act that may take a second person (R11.5): done, done alone, or `waiting`.

use serde::Serialize;
use serde_json::json;

use super::failure::Failure;
use super::voice::Voice;
use crate::desk::Carried;
use crate::words::{Words, place};

impl Voice {
    /// Gives what came of it: what is done as its own value under `key`, what was done alone with a mark besides, and what waits as
    /// `{"waiting": {"request": …, "decider": …}}`.
    pub(super) fn carried<T: Serialize>(
        &self,
        carried: &Carried,
        key: &str,
        value: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<(), Failure> {
        match carried {
            Carried::Done => self.done(key, value, lines),
            Carried::Alone { request } => {
                let alone = request.to_string();
                self.done(key, value, |words| {
                    let mut lines = lines(words);
                    lines.push(words.deciding.matter.cli_alone(place::Request(&alone)));
                    lines
                })
            }
            Carried::Waiting { request, decider } => {
                self.waits();
                let number = request.to_string();
                let waiting = json!({ "request": number, "decider": decider });
                self.done_as(Some(number.clone()), "waiting", &waiting, |words| {
                    let who = place::Decider(words.label.decider(*decider));
                    vec![words.deciding.matter.cli_waits(who, place::Request(&number))]
                })
            }
        }
    }
}
