//! `policy`: the figures of the rules that a store runs under (R1.2).

use std::path::PathBuf;

use serde_json::json;

use super::access::Access;
use super::failure::Failure;
use super::file;
use super::voice::Voice;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Show the policy in force
    Show,
    /// Put another policy in force
    Set {
        /// A TOML file
        file: PathBuf,
    },
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Show => {
            let (desk, session) = access.desk(voice)?;
            let text = desk.look(&session).policy_text()?;
            voice.give("policy", &json!({ "text": text }), |_| {
                text.lines().map(str::to_owned).collect()
            })
        }
        Args::Set { file } => {
            let (mut desk, session) = access.desk(voice)?;
            let text = file::small_text(Some(&file))?;
            let carried = desk.change_policy(&session, &text)?;
            voice.carried(&carried, "policy", &json!({ "changed": true }), |words| {
                vec![words.cli.policy_changed.to_owned()]
            })
        }
    }
}
