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
mod frame;
mod keymap;
mod keys;
mod labels;
mod members;
mod page;
mod payments;
mod plain;
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
pub use frame::FrameWords;
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
pub use plain::PlainWords;
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
    /// What is said line by line.
    pub plain: Box<PlainWords>,
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

    /// What an entry of the trail is about: the names that the program gave, such as a role's, in words; what people are called
    /// stays.
    pub fn subject(&self, subject: &str) -> String {
        if let Some(name) = subject.strip_prefix("agent ") {
            return format!("{} {name}", self.value("agent"));
        }
        let parts: Vec<_> = subject.split(' ').map(|part| self.value(part)).collect();
        parts.join(" ")
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
