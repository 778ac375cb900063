//! Where notices are sent by mail (R14.1): words of the policy, no figures.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::super::refusal::{Decision, Refusal};
use super::super::values::mail::MailAddress;

/// What stands for no server and no sender.
const NONE: &str = "none";
/// What `notices.server` may be, for messages.
const SERVER: &str = "none | host:port";
/// What `notices.sender` may be, for messages.
const SENDER: &str = "none | user@example.jp";
/// What `notices.tls` may be, for messages.
const TLS: &str = "starttls | tls | plain (localhost)";

/// The mail server that takes notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line to it is guarded.
    pub line: Line,
    /// Whom notices come from.
    pub sender: MailAddress,
}

/// How the line to a mail server is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// It begins in the open, and nothing is said before TLS (STARTTLS).
    StartTls,
    /// TLS from the first byte on.
    Tls,
    /// In the open: to a server on this machine only.
    Plain,
}

/// The server of the words of a policy; none where it names none. All three must read in any case.
pub(super) fn server(server: &str, sender: &str, line: &str) -> Decision<Option<MailServer>> {
    let refuse = |key: &str, allowed: &str| Refusal::PolicyWord {
        key: key.to_owned(),
        allowed: allowed.to_owned(),
    };
    let line = match line {
        "starttls" => Line::StartTls,
        "tls" => Line::Tls,
        "plain" => Line::Plain,
        _ => return Err(refuse("notices.tls", TLS)),
    };
    let sender = match sender {
        NONE => None,
        address => Some(MailAddress::parse(address).map_err(|_| refuse("notices.sender", SENDER))?),
    };
    if server == NONE {
        return Ok(None);
    }
    let (host, port) = host_and_port(server).ok_or_else(|| refuse("notices.server", SERVER))?;
    if line == Line::Plain && !is_here(&host) {
        return Err(refuse("notices.tls", TLS));
    }
    let sender = sender.ok_or_else(|| refuse("notices.sender", SENDER))?;
    Ok(Some(MailServer {
        host,
        port,
        line,
        sender,
    }))
}

/// `host:port`, the host a name or an address; one of IPv6 in brackets.
fn host_and_port(text: &str) -> Option<(String, u16)> {
    let (host, port) = text.rsplit_once(':')?;
    let port = port.parse().ok().filter(|port| *port > 0)?;
    if let Some(address) = host.strip_prefix('[') {
        let address: Ipv6Addr = address.strip_suffix(']')?.parse().ok()?;
        return Some((address.to_string(), port));
    }
    let is_label = |label: &str| {
        let of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&label.len()) && label.chars().all(of_a_name) && !label.starts_with('-')
    };
    (host.len() <= 253 && host.split('.').all(is_label)).then(|| (host.to_ascii_lowercase(), port))
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    host == "localhost"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_has_a_sender_and_a_guarded_line_r14_1() {
        assert_eq!(server("none", "none", "starttls").unwrap(), None);
        let known = server("Mail.example.jp:587", "madoguchi@example.jp", "starttls").unwrap();
        let known = known.unwrap();
        assert_eq!(
            (known.host.as_str(), known.port, known.line),
            ("mail.example.jp", 587, Line::StartTls)
        );
        for here in ["localhost:25", "127.0.0.1:25", "[::1]:25"] {
            assert!(server(here, "a@example.jp", "plain").unwrap().is_some(), "{here}");
        }
        for (host, sender, line, key) in [
            ("mail.example.jp", "a@example.jp", "tls", "notices.server"),
            ("mail.example.jp:0", "a@example.jp", "tls", "notices.server"),
            ("mail example:25", "a@example.jp", "tls", "notices.server"),
            ("-mail:25", "a@example.jp", "tls", "notices.server"),
            ("mail.example.jp:25", "none", "tls", "notices.sender"),
            ("none", "a\r\nb@example.jp", "tls", "notices.sender"),
            ("mail.example.jp:25", "a@example.jp", "plain", "notices.tls"),
            ("none", "none", "ssl", "notices.tls"),
        ] {
            match server(host, sender, line) {
                Err(Refusal::PolicyWord { key: named, .. }) => assert_eq!(named, key, "{host} {sender} {line}"),
                other => panic!("{host} {sender} {line}: {other:?}"),
            }
        }
    }
}
