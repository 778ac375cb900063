//! `keymap`: which keys stand for which function. It opens no store.

pub(super) mod reading;

use std::path::PathBuf;

use serde_json::json;

use super::access::Access;
use super::failure::Failure;
use super::voice::Voice;
use crate::console::bound;
use crate::ui::keys::{Function, Keymap};
use crate::words::{Words, place};
use reading::{flaws, for_programs, read, told_apart};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Show the keys of every function, as a file for --keymap
    Show,
    /// Say what is wrong with a keymap file
    Check {
        /// A TOML file
        file: PathBuf,
    },
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Show => {
            let keymap = match access.keymap() {
                Some(path) => read(path, voice.words())?,
                None => Keymap::default(),
            };
            let told: Vec<_> = Function::all().map(|function| told(function, &keymap)).collect();
            voice.give("keymap", &told, |words| written(&keymap, words))
        }
        Args::Check { file } => {
            let path = file.display().to_string();
            match flaws(file, voice.words())? {
                Ok(_) => voice.give("keymap", &json!({ "good": path }), |words| {
                    vec![words.keymap.good(place::Path(&path))]
                }),
                Err(flaws) => {
                    let words = voice.words();
                    let (first, more) = told_apart(&path, &flaws, words);
                    let all: Vec<_> = flaws.iter().map(|flaw| for_programs(flaw, words)).collect();
                    Err(Failure::Said(voice.fail_beside(&first, "flaws", &all, &more)?))
                }
            }
        }
    }
}

fn told(function: Function, keymap: &Keymap) -> serde_json::Value {
    json!({ "function": function.name(), "keys": names(function, keymap), "screens": bound::screens_of(function) })
}

fn names(function: Function, keymap: &Keymap) -> Vec<String> {
    keymap.keys(function).iter().map(ToString::to_string).collect()
}

/// A keymap as a file, each function with what it does and where.
fn written(keymap: &Keymap, words: &Words) -> Vec<String> {
    let own = &words.keymap;
    let mut lines: Vec<String> = own.head.lines().map(|line| format!("# {line}")).collect();
    for function in Function::all() {
        let screens = if function.is_everywhere() {
            own.everywhere.to_owned()
        } else {
            bound::screens_of(function).join(" ")
        };
        let keys: Vec<_> = names(function, keymap).iter().map(|key| format!("\"{key}\"")).collect();
        let keys = match &keys[..] {
            [key] => key.clone(),
            keys => format!("[{}]", keys.join(", ")),
        };
        lines.push(String::new());
        lines.push(format!("# {}: {screens}", own.function(function.name())));
        lines.push(format!("{} = {keys}", function.name()));
    }
    lines
}
