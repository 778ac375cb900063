//! A policy that somebody hands in, in front of the one that is stored.

use super::Policy;
use crate::domain::refusal::Decision;
use crate::domain::values::invisible;
use crate::signs;

impl Policy {
    /// Reads a policy that is handed in, as [`Policy::parse`] does. No sign of it may be one that can't be seen, nor stand for one by an
    /// escape: whoever approves it would see another name, or another line, than the one that counts (R1.1, R11.5).
    ///
    /// # Errors
    /// E1122 such a sign; those of [`Policy::parse`].
    pub fn entered(text: &str) -> Decision<Self> {
        let policy = Self::parse(text)?;
        let written = text.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t'));
        let table: toml::Table = text.parse().unwrap_or_default();
        let unseen = signs::first_unseen_of(written).or_else(|| table.values().find_map(in_strings));
        match unseen {
            None => Ok(policy),
            Some(sign) => Err(invisible(sign)),
        }
    }
}

/// The first sign of a value's strings that can't be seen.
fn in_strings(value: &toml::Value) -> Option<char> {
    match value {
        toml::Value::String(text) => signs::first_unseen(text),
        toml::Value::Array(values) => values.iter().find_map(in_strings),
        toml::Value::Table(table) => table.values().find_map(in_strings),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy;
    use crate::domain::refusal::Refusal;

    #[test]
    fn no_sign_of_a_policy_is_unseen_as_it_stands_or_by_an_escape_r1_1() {
        assert_eq!(Policy::entered(policy::DEFAULT), Policy::parse(policy::DEFAULT));
        let windows = policy::DEFAULT.replace('\n', "\r\n");
        assert_eq!(Policy::entered(&windows), Ok(Policy::default()));
        let name = "運転免許証";
        assert!(policy::DEFAULT.contains(name));
        for (written, sign) in [
            ("運転\u{AD}免許証", "U+00AD"),
            ("運転\u{2800}免許証", "U+2800"),
            ("運転\\u2800免許証", "U+2800"),
            ("運転\\U0000E000免許証", "U+E000"),
        ] {
            let twin = policy::DEFAULT.replace(name, written);
            let refused = Err(Refusal::InvisibleSign { sign: sign.into() });
            assert_eq!(Policy::entered(&twin), refused, "{written}");
        }
        // A line that reads otherwise than it counts.
        let turned = format!("{}\n# \u{202E}x\n", policy::DEFAULT);
        assert!(Policy::entered(&turned).is_err());
    }
}
