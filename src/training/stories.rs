//! The scenarios that are part of the program, and which sections of the customer's manual they teach.

use super::scenario::{Flaw, Scenario};

macro_rules! stories {
    ($($name:literal),+ $(,)?) => {
        /// Their names with their texts, in the order of the lessons.
        pub const STORIES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../assets/training/", $name, ".toml")))),+];
    };
}

stories! {
    "first-registration",
    "sharing",
    "skipping",
    "transfer",
    "payroll-and-bill",
    "same-code-twice",
    "change-of-holder",
    "five-wrong-codes",
    "single-token-unlocked",
    "by-telephone",
    "another-administrator",
    "lost-at-2055",
    "found-fob",
    "flat-battery",
    "undelivered",
    "perhaps-lost",
    "not-who-they-say",
    "number-first",
    "sent-back",
    "drifted-clock",
    "stopped-passwords",
}

/// The sections of the customer's manual (`manual` in a scenario), each of which some scenario teaches.
pub const SECTIONS: [&str; 12] = [
    "ご利用開始登録",
    "共有",
    "省略",
    "猶予期間",
    "都度振込",
    "総合振込・給与振込",
    "ペイジー",
    "使い捨て",
    "ユーザ管理",
    "失効",
    "紛失",
    "利用停止の解除",
];

/// The scenario of that name.
///
/// # Errors
/// It does not read; a test reads each of them.
pub fn story(name: &str) -> Option<Result<Scenario, Flaw>> {
    let (name, text) = STORIES.iter().find(|(known, _)| *known == name)?;
    Some(Scenario::read(name, text))
}
