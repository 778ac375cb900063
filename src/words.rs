//! Every string a person reads, in two languages.
//!
//! A string is a field of a struct, so its use is checked when the program is compiled, and a language file
//! that lacks one, or has one too many, does not load. It knows the domain, whose values it names, and nothing else.

mod caution;
mod command_line;
mod dates;
mod deciding;
mod diagnosis;
mod entering;
mod finding;
mod keymap;
mod keys;
mod labels;
mod members;
mod page;
mod payments;
mod portal;
mod portal_line;
mod practice;
mod staff;
mod stage;
mod strings;
mod telling;
mod trail;
mod why;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::era::Era;

pub use caution::CautionWords;
pub use command_line::CommandLineWords;
pub use deciding::{
    ApprovalWords, CompletedWords, ConfirmationWords, DecidingWords, QueueWords, RequestWords, RoomWords, ShownWords,
};
pub use diagnosis::DiagnosisWords;
pub use entering::{CheckWords, CommonWords, EnteringWords, RegisterWords, RevokeWords, UnlockWords};
pub use finding::{FindingWords, LoginWords, MenuWords, ScreenNames, SearchWords, SheetWords};
pub use keymap::KeymapWords;
pub use labels::LabelWords;
pub use members::{
    MemberCommonWords, MemberConfirmWords, MemberDoneWords, MemberFormWords, MemberLimitWords, MemberListWords,
    MemberServiceWords, MembersWords, PermitWords, ServiceStateWords,
};
pub use page::PageWords;
pub use payments::{
    BalanceWords, BatchWords, BillWords, PayingWords, PaymentApprovalWords, PaymentConfirmWords, PaymentDoneWords,
    PaymentWords, TransferWords,
};
pub use portal::{
    CustomerCommonWords, CustomerLoginWords, CustomerRegisterWords, CustomerRevokeWords, CustomerUnlockWords,
    DemoUserWords, KeyboardWords, ManageWords, PortalWords, TopWords,
};
pub use portal_line::PortalLineWords;
pub use practice::PracticeWords;
pub use staff::{LockWords, PasswordWords, StaffEntryWords, StaffListWords, StaffWords};
pub use stage::{StageWords, ThemeNames};
pub use telling::{NoticeWords, SayWords, SlipWords, TellingWords};
pub use trail::{
    TrailCourseWords, TrailEntryWords, TrailExportWords, TrailFilterWords, TrailListWords, TrailVerifyWords, TrailWords,
};
pub use why::WhyWords;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Japanese, the language of the branch.
    #[default]
    Ja,
    /// English, also for terminals without kanji.
    En,
}

impl Lang {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }
}

/// All words of one language, a struct per area.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What the frame of the console itself says; boxed, as a house with its words is moved.
    pub frame: Box<FrameWords>,
    /// Practising scenarios.
    pub practice: PracticeWords,
    /// What the stage says around its sides.
    pub stage: StageWords,
    /// What stands around the pictures of a scenario.
    pub page: PageWords,
    /// Words for the values of the domain.
    pub label: LabelWords,
    /// Why a code was refused.
    pub why: WhyWords,
    /// Which keys stand for which function; boxed, as a house with its words is moved.
    pub keymap: Box<KeymapWords>,
    /// Cautions on contracts.
    pub caution: CautionWords,
    /// What 端末診断 says.
    pub diagnosis: DiagnosisWords,
    // Screens: finding.
    /// Words of the screens that find: login, menu, search and the contract.
    pub finding: FindingWords,

    // Screens: entering.
    /// What the entry screens say.
    pub entering: EnteringWords,

    // Screens: deciding.
    /// What the screens say on which something is decided.
    pub deciding: Box<DecidingWords>,

    // Screens: the staff itself.
    /// What the screens say on which the staff is administered; on the heap, as it is long.
    pub staff: Box<StaffWords>,
    // Screens: the trail.
    /// What the screens say on which the trail is read; boxed, as it is long.
    pub trail: Box<TrailWords>,

    // Screens: the web banking.
    /// What the customer's screens say; boxed, as a house with its words is moved.
    pub portal: Box<PortalWords>,
    /// What the screens say on which a company administers its users.
    pub members: Box<MembersWords>,

    // What leaves the console.
    /// What the customer is told; on the heap, as it is long.
    pub telling: Box<TellingWords>,

    // Screens: payments.
    /// What the customer's screens of payments say; on the heap, as it is long.
    pub payments: Box<PaymentWords>,

    // Command line.
    /// What the command line says.
    pub cli: CommandLineWords,
    /// What the customer's side says there.
    pub portal_line: PortalLineWords,
    /// Values that the program gives by name.
    value: BTreeMap<String, String>,
    /// Cause and remedy of the messages that no rule and no failure stands behind, by number.
    remedy: BTreeMap<String, String>,
    /// Messages by number.
    message: BTreeMap<String, MessageWords>,
}

/// A numbered message: what it says, and on F1 its cause and remedy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageWords {
    /// One line; `{places}` are filled with the facts of the refusal.
    pub say: String,
    /// Cause and way out.
    pub remedy: String,
}

impl Words {
    /// The words of `lang`. The files are part of the program; a test reads both.
    pub fn load(lang: Lang) -> Result<Self, toml::de::Error> {
        Self::with_keys(lang, &BTreeMap::new())
    }

    /// The same where the keys of some functions, given by name, are others than the standard ones: the first is the one that
    /// sentences speak of.
    pub fn with_keys(lang: Lang, keys: &BTreeMap<&str, Vec<String>>) -> Result<Self, toml::de::Error> {
        let text = match lang {
            Lang::Ja => include_str!("../assets/text/ja.toml"),
            Lang::En => include_str!("../assets/text/en.toml"),
        };
        toml::from_str(&keys::named(text, keys))
    }

    /// The language of these words.
    pub fn lang(&self) -> Lang {
        self.practice.lang
    }

    /// The same with dates in the years of that calendar.
    #[must_use]
    pub fn of_era(mut self, era: Era) -> Self {
        self.label.era = era;
        self
    }

    /// The message of that number with its places filled, and its remedy. A number without words is shown as it is.
    pub fn message(&self, code: &str, facts: &[(&'static str, String)]) -> (String, String) {
        let facts: Vec<_> = facts
            .iter()
            .map(|(name, value)| (*name, self.fact(name, value)))
            .collect();
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        match self.message.get(code) {
            Some(words) => (fill(&words.say, &facts), fill(&words.remedy, &facts)),
            None => (code.to_owned(), String::new()),
        }
    }

    /// Cause and remedy of the message of that number, if it has any.
    pub fn remedy(&self, code: &str) -> Option<&str> {
        let of_refusal = || self.message.get(code).map(|words| words.remedy.as_str());
        self.remedy.get(code).map(String::as_str).or_else(of_refusal)
    }

    /// The words for a value that the program gives by name, such as a role or an action of the trail; a value
    /// without words is shown as it is.
    pub fn value<'a>(&'a self, name: &'a str) -> &'a str {
        self.value.get(name).map_or(name, String::as_str)
    }

    /// The actions of the trail that a person means by `text`, among those of `known`: the one of that name, or all whose
    /// words hold it.
    pub fn actions(&self, text: &str, known: &[String]) -> Vec<String> {
        let text = text.trim().to_lowercase();
        if known.contains(&text) {
            return vec![text];
        }
        let means = |name: &&String| self.value(name).to_lowercase().contains(&text);
        known.iter().filter(means).cloned().collect()
    }

    /// A fact of a message in words. Only these are names of the program's own or times; the others are somebody's
    /// data.
    fn fact<'a>(&'a self, name: &str, value: &'a str) -> Cow<'a, str> {
        match name {
            "reason" | "what" | "role" | "operation" => self.value(value).into(),
            "opens" | "expired" | "start" | "until" | "since" => self.label.written(value).into(),
            _ => value.into(),
        }
    }
}

/// What the frame of the console says, whatever the screen in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameWords {
    /// F1 on the bar.
    pub help: String,
    /// F3 on the bar.
    pub exit: String,
    /// F12 on the bar.
    pub cancel: String,
    /// F6 in help, where another side stands beside this one.
    pub turn: String,
    /// The branch's side, where the customer's stands beside it.
    pub branch_side: String,
    /// The customer's side.
    pub customer_side: String,
    /// The mark of a training store.
    pub training: String,
    /// Severity of something to know.
    pub severity_info: String,
    /// Severity of something that worked.
    pub severity_good: String,
    /// Severity of something to look at.
    pub severity_warn: String,
    /// Severity of something refused.
    pub severity_bad: String,
    /// A key without a meaning here; `{key}`.
    pub undefined_key: String,
    /// A key that is off; `{key}`, `{reason}`.
    pub key_off: String,
    /// What Esc waits for.
    pub escape: String,
    /// A change is running; keys wait for it.
    pub running: String,
    /// The terminal is too small; `{columns}`, `{rows}` as they are, `{need_columns}`, `{need_rows}`.
    pub too_small: String,
    /// Heading of help; `{id}`.
    pub help_title: String,
    /// Heading of the keys in help.
    pub help_keys: String,
    /// Heading of the focused field in help.
    pub help_field: String,
    /// Heading of the last message in help.
    pub help_message: String,
    /// Heading of cause and remedy, and F1 on the bar of help after a message.
    pub help_remedy: String,
    /// A message without cause and remedy.
    pub help_no_remedy: String,
    /// What works on every screen, one a line.
    pub help_everywhere: String,
    /// Heading of what works on every screen.
    pub help_everywhere_title: String,
    /// Heading of the palette.
    pub palette_title: String,
    /// The hint of the palette.
    pub palette_hint: String,
    /// The program may not be stopped here.
    pub no_suspend: String,
    /// The key that narrows a list, on the bar.
    pub sieve_key: String,
    /// Before what a list is narrowed to.
    pub sieve: String,
    /// How many rows of a list are to be seen; `count`, `all`.
    pub sieve_count: String,
    /// The same where not all rows were read; `count`, `all`.
    pub sieve_count_more: String,
    /// The keys that end typing what is looked for.
    pub sieve_keys: String,
    /// The key that shows all rows again.
    pub sieve_kept: String,
    /// No row holds what is typed, so that a key is not taken.
    pub sieve_none: String,
    /// The last row that held what is looked for is gone.
    pub sieve_lapsed: String,
    /// Heading of the jump box.
    pub jump_title: String,
    /// The hint of the jump box.
    pub jump_hint: String,
    /// F10 in the jump box and the palette.
    pub go: String,
    /// The jump box knows no such screen; `{id}`.
    pub jump_unknown: String,
    /// The title of the question before the program ends.
    pub quit_title: String,
    /// That question, where nothing typed is lost.
    pub quit_question: String,
    /// The button that ends it.
    pub quit_yes: String,
    /// Heading of the question before a filled form is left.
    pub leave_title: String,
    /// The question before a filled form is left.
    pub leave_question: String,
    /// The same where one goes back from a case that would otherwise stay as a draft.
    pub leave_draft: String,
    /// The button that leaves.
    pub leave_yes: String,
    /// Heading of the question before a filled form is left that is kept as a draft.
    pub keep_title: String,
    /// The question before a filled form is left that is kept as a draft.
    pub keep_question: String,
    /// The same where what stands in front of it is not kept.
    pub keep_some: String,
    /// The button that keeps and leaves.
    pub keep_yes: String,
    /// The hint of a question with two buttons.
    pub confirm_hint: String,
    /// A field that must be filled in is empty; `{field}`.
    pub required: String,
    /// The hint of a list or of help: how to move.
    pub move_hint: String,
    /// The terminal has no kanji, so that everything is in English.
    pub no_kanji: String,
    /// Standard input or output is no terminal.
    pub no_terminal: String,
    /// The terminal refused; `{error}`.
    pub terminal_failed: String,
}

/// `template` with each `{name}` replaced by its value.
///
/// A value is put in as it is: braces in it are never read as names.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, behind)| {
            values
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value, behind))
        });
        if let Some((value, behind)) = known {
            out.push_str(value);
            rest = behind;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_are_complete() {
        for lang in [Lang::Ja, Lang::En] {
            Words::load(lang).unwrap();
        }
    }

    #[test]
    fn a_value_with_braces_stays_what_it_is() {
        assert_eq!(fill("{a} と {b} {c", &[("a", "{b}"), ("b", "x")]), "{b} と x {c");
    }
}
