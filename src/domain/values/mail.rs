//! Mail addresses: the plain form that every server takes, so that nothing in one ever needs quoting.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::refusal::{Decision, Refusal};

text_value! {
    /// A mail address: ASCII, without anything that needs quoting, at most 254 characters.
    MailAddress
}

/// Characters of the part before the `@`, letters and digits aside.
const LOCAL: &str = "!#$%&'*+-/=?^_`{|}~.";

impl MailAddress {
    /// Reads an address: E0114 for any other form.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = text.trim();
        let form = text.split_once('@').filter(|(local, host)| {
            let dots = |part: &str| part.split('.').all(|piece| !piece.is_empty());
            let of = |part: &str, extra: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c));
            let edges = host
                .split('.')
                .all(|label| !label.starts_with('-') && !label.ends_with('-'));
            local.len() <= 64 && dots(local) && of(local, LOCAL) && dots(host) && of(host, "-.") && edges
        });
        match form {
            Some(_) if text.len() <= 254 => Ok(Self(text.to_owned())),
            _ => Err(Refusal::MailForm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_nothing_that_a_header_could_be_made_of_r14_1() {
        for good in ["hanako@example.jp", "a.b+c@mail-1.example.jp", " x@localhost "] {
            assert_eq!(MailAddress::parse(good).unwrap().as_str(), good.trim());
        }
        let long = format!("{}@example.jp", "a".repeat(65));
        for bad in [
            "",
            "a",
            "@example.jp",
            "a@",
            "a@b@c",
            "a..b@c",
            ".a@c",
            "a@-c",
            "a@c.",
            "a b@c",
            "a@c\r\nBcc: x@y",
            "\"a\"@c",
            "<a@c>",
            "花子@example.jp",
            "a@例.jp",
            &long,
        ] {
            assert_eq!(MailAddress::parse(bad), Err(Refusal::MailForm), "{bad:?}");
        }
    }
}
