//! `--help` in Japanese. The English of it stands as doc comments beside what it is about, and is clap's to print; the Japanese
//! stands in `assets/help/ja.toml` under the same sentences, and is laid out here alike.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::Line;

const JAPANESE: &str = include_str!("../../assets/help/ja.toml");

/// The sentences by what they are in English.
type Sentences = BTreeMap<String, String>;

/// What `--help` says for the command that was called.
pub(super) fn text(args: &[OsString]) -> String {
    // A file of the program; a test reads it.
    let sentences: Sentences = toml::from_str(JAPANESE).unwrap_or_default();
    let mut root = Line::command();
    root.build();
    let mut at = &root;
    // `help audit` asks for what `audit --help` does.
    for arg in args.iter().skip(1).filter(|arg| *arg != "help") {
        at = at.find_subcommand(arg).unwrap_or(at);
    }
    Page {
        sentences: &sentences,
        text: String::new(),
    }
    .of(at)
}

/// A page of help that is being written.
struct Page<'a> {
    sentences: &'a Sentences,
    text: String,
}

impl Page<'_> {
    fn of(mut self, command: &Command) -> String {
        self.line(&self.about(command));
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim();
        self.line(&format!("\n書き方: {}", in_japanese(usage)));
        self.commands(command);
        let shown = command.get_arguments().filter(|arg| !arg.is_hide_set());
        let (positional, options): (Vec<&Arg>, Vec<_>) = shown.partition(|arg| arg.is_positional());
        let (every, own): (Vec<_>, Vec<_>) = options.into_iter().partition(|arg| is_of_every(arg));
        self.arguments("引数", &positional);
        self.arguments("指定", &own);
        self.arguments("すべてのコマンドで使える指定", &every);
        if let Some(more) = command.get_after_help() {
            let more = self.said(&more.to_string());
            self.line(&format!("\n{more}"));
        }
        self.text
    }

    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    fn said(&self, english: &str) -> String {
        self.sentences.get(english).map_or(english, String::as_str).to_owned()
    }

    fn about(&self, command: &Command) -> String {
        let about = command.get_about().map(ToString::to_string);
        self.said(&about.unwrap_or_default())
    }

    fn commands(&mut self, command: &Command) {
        let below: Vec<_> = command.get_subcommands().filter(|below| !below.is_hide_set()).collect();
        let widest = below.iter().map(|below| below.get_name().len()).max().unwrap_or(0);
        for (index, below) in below.into_iter().enumerate() {
            if index == 0 {
                self.line("\nコマンド:");
            }
            let about = self.about(below);
            self.line(&format!("  {:<widest$}  {about}", below.get_name()));
        }
    }

    fn arguments(&mut self, heading: &str, all: &[&Arg]) {
        for (index, arg) in all.iter().enumerate() {
            self.line(&if index == 0 {
                format!("\n{heading}:")
            } else {
                String::new()
            });
            let short = arg.get_short().map(|short| format!("-{short}, "));
            let indent = if arg.is_positional() { "" } else { "    " };
            self.line(&format!("  {}{}", short.as_deref().unwrap_or(indent), written(arg)));
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            self.behind(&self.said(&help));
            let values: Vec<_> = values(arg);
            if values.iter().any(|value| value.get_help().is_some()) {
                for value in &values {
                    let help = value.get_help().map(ToString::to_string).unwrap_or_default();
                    self.behind(&format!("- {}: {}", value.get_name(), self.said(&help)));
                }
            } else if !values.is_empty() {
                let names: Vec<_> = values.iter().map(PossibleValue::get_name).collect();
                self.behind(&format!("使える値: {}", names.join(", ")));
            }
            let default = arg.get_default_values().iter().map(|value| value.to_string_lossy());
            let default: Vec<_> = default.collect();
            if takes_value(arg) && !default.is_empty() {
                self.behind(&format!("既定: {}", default.join(" ")));
            }
        }
    }

    /// A line behind the name of an argument.
    fn behind(&mut self, text: &str) {
        self.line(&format!("          {text}"));
    }
}

/// How a command is written, with clap's names of what can stand there in Japanese.
pub(super) fn in_japanese(usage: &str) -> String {
    let named = usage.replace("[OPTIONS]", "[指定]").replace("[COMMAND]", "[コマンド]");
    named.replace("<COMMAND>", "<コマンド>")
}

/// The argument as it is written in a call.
fn written(arg: &Arg) -> String {
    let whole = arg.to_string();
    match (arg.get_short(), arg.get_long()) {
        // clap writes the short form alone where there is no value.
        (Some(_), Some(long)) if !takes_value(arg) => format!("--{long}"),
        _ => whole,
    }
}

fn takes_value(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

fn values(arg: &Arg) -> Vec<PossibleValue> {
    let all = if takes_value(arg) {
        arg.get_possible_values()
    } else {
        Vec::new()
    };
    all.into_iter().filter(|value| !value.is_hide_set()).collect()
}

/// Whether it is one of the options of every command, under their own heading.
fn is_of_every(arg: &Arg) -> bool {
    arg.get_help_heading().is_some()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// All that `--help` says of a command and of those below it.
    fn said_of(command: &Command, all: &mut BTreeSet<String>) {
        let mut add = |text: Option<&clap::builder::StyledStr>| all.extend(text.map(ToString::to_string));
        add(command.get_about());
        add(command.get_after_help());
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            add(arg.get_help());
            for value in values(arg) {
                add(value.get_help());
            }
        }
        for below in command.get_subcommands() {
            said_of(below, all);
        }
    }

    #[test]
    fn every_sentence_of_help_stands_in_japanese_too_and_no_other() {
        let sentences: Sentences = toml::from_str(JAPANESE).unwrap();
        let mut root = Line::command();
        root.build();
        let mut all = BTreeSet::new();
        said_of(&root, &mut all);
        all.remove("");
        let known: BTreeSet<_> = sentences.keys().cloned().collect();
        let (lacking, left): (Vec<_>, Vec<_>) = (all.difference(&known).collect(), known.difference(&all).collect());
        assert!(
            lacking.is_empty() && left.is_empty(),
            "lacking {lacking:#?}, left over {left:#?}"
        );
        for (english, said) in &sentences {
            assert!(!said.is_ascii(), "{english}: {said}");
        }
    }

    #[test]
    fn a_page_says_the_way_a_command_is_written_and_all_that_it_takes() {
        let page = text(&["madoguchi", "audit", "list", "--help"].map(OsString::from));
        assert!(
            page.starts_with("記録の一覧 (新しい順)\n\n書き方: madoguchi audit list [指定]\n"),
            "{page}"
        );
        let (own, every) = page.split_once("\nすべてのコマンドで使える指定:\n").unwrap();
        assert!(
            own.contains("      --limit <LIMIT>\n          最大の件数\n          既定: 50\n"),
            "{page}"
        );
        assert!(
            own.contains("使える値: done, waiting, refused") && own.contains("  -h, --help\n"),
            "{page}"
        );
        assert!(
            every.contains("--lang <LANG>\n          表示の言語\n          - ja: 日本語"),
            "{page}"
        );
    }
}
