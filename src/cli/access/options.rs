//! The options of the program, which every command has.

use std::path::PathBuf;

use chrono::DateTime;
use clap::ValueEnum;

use crate::domain::calendar::Instant;
use crate::ui::theme::Scheme;

/// The options of every command.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option that is given or not")]
#[command(next_help_heading = "Options of every command")]
pub(in crate::cli) struct Access {
    /// The store's file [default: madoguchi.db in the user's data folder]
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) store: Option<PathBuf>,
    /// Its key file, outside the folder of the store [default: madoguchi.key in the user's configuration folder]
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) key: Option<PathBuf>,
    /// The language of messages
    #[arg(long, global = true, value_enum, default_value = "ja")]
    pub(super) lang: LangName,
    /// The colours of the console [default: sixteen; none where `NO_COLOR` is set]
    #[arg(long, global = true, value_enum)]
    pub(super) theme: Option<ThemeName>,
    /// Speak line by line, without colours or movement, for screen readers and pipes; so do ACCESSIBLE=1 and a terminal
    /// of TERM=dumb
    #[arg(long, global = true)]
    pub(super) plain: bool,
    /// A TOML file of keys that stand for other functions than usual; see `keymap show`
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) keymap: Option<PathBuf>,
    /// The columns of characters of ambiguous width in the console
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub(super) ambiguous: Columns,
    /// Give the result as one JSON object
    #[arg(long, global = true)]
    pub(in crate::cli) json: bool,
    /// Who does it
    #[arg(long, global = true, value_name = "ID")]
    pub(super) staff: Option<String>,
    /// A file with the password, in one line, that its owner alone may read [default: it is asked for]
    #[arg(long, global = true, value_name = "FILE")]
    pub(in crate::cli) password_file: Option<PathBuf>,
    /// A file with the passphrase of a sealed key file, in one line, that its owner alone may read [default: it is asked for]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) passphrase_file: Option<PathBuf>,
    /// The account of the host that this was started from; a deployment sets it, never the person
    #[arg(long = "host-account", global = true, value_name = "NAME")]
    pub(super) host_account: Option<String>,
    /// The folder that the console writes slips and exports to [default: the user's folder for documents; over SSH none]
    #[arg(long, alias = "slips", global = true, value_name = "DIR")]
    pub(super) exports: Option<PathBuf>,
    /// Give each person a folder of their own in that one, of the name of their staff ID
    #[arg(long, global = true)]
    pub(super) exports_per_person: bool,
    /// How a person gets at the files of that folder: it is said with the name of each; <id> is their staff ID in small letters
    #[arg(long, global = true, value_name = "TEXT")]
    pub(super) exports_how: Option<String>,
    /// Print slips in place of writing them into that folder
    #[arg(long, global = true, value_enum, value_name = "WHERE")]
    pub(super) print: Option<PrintTo>,
    /// The folder whose files the console offers to take in [default: the user's folder for documents; over SSH none]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) inbox: Option<PathBuf>,
    /// The folder that checkpoints leave through [default: `spool` beside the store]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) spool: Option<PathBuf>,
    /// A file of checkpoints that was kept outside, to compare the store with
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) anchors: Option<PathBuf>,
    /// The folder of the mailing account, which sealed letters with first passwords go into; without it none are given
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) letters: Option<PathBuf>,
    /// The time of this one call (RFC 3339); training stores only
    #[arg(long, global = true, value_name = "TIME", value_parser = instant)]
    pub(super) at: Option<Instant>,
    /// The person came over SSH: the address that the server names goes into the trail. For the server's forced command
    #[arg(long, global = true)]
    pub(super) over_ssh: bool,
}

/// Characters such as `─` and `①`, which terminals draw in one column or in two.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Columns {
    /// As the terminal answers
    Auto,
    /// One column
    #[value(name = "1")]
    One,
    /// Two columns: boxes are drawn with ASCII
    #[value(name = "2")]
    Two,
}

/// Where slips are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PrintTo {
    /// On the printer of the terminal itself
    Terminal,
    /// Through the spool; `spool run` prints
    Spool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LangName {
    /// Japanese
    Ja,
    /// English
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ThemeName {
    /// The terminal's own sixteen colours
    Sixteen,
    /// A dark ground
    Dark,
    /// A light ground
    Light,
    /// Black on white and bold
    Projector,
    /// For every kind of colour vision
    ColourSafe,
    /// No colour
    None,
}

impl From<ThemeName> for Scheme {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Sixteen => Self::Sixteen,
            ThemeName::Dark => Self::Dark,
            ThemeName::Light => Self::Light,
            ThemeName::Projector => Self::Projector,
            ThemeName::ColourSafe => Self::ColourSafe,
            ThemeName::None => Self::None,
        }
    }
}

pub(in crate::cli) fn instant(text: &str) -> Result<Instant, chrono::ParseError> {
    DateTime::parse_from_rfc3339(text).map(|at| at.to_utc())
}
