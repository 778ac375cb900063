//! Of which place a terminal is one of many, as wrong passwords of the staff are counted (R11.6).

use std::net::IpAddr;

use crate::domain::access::place_of;

/// The pseudo-terminals of the host itself.
const PSEUDO: &str = "/dev/pts";

/// The place whose terminals are as many as somebody opens there: an address (IPv6: its /64), or the pseudo-terminals of the host. A terminal
/// that stands in a room by itself has none.
pub fn around(terminal: &str) -> Option<String> {
    if let Some((address, _)) = terminal.split_once(' ') {
        return address.parse::<IpAddr>().is_ok().then(|| place_of(address));
    }
    let is_pseudo = ["/dev/pts/", "/dev/ttyp", "/dev/ttys"]
        .iter()
        .any(|begin| terminal.starts_with(begin));
    is_pseudo.then(|| PSEUDO.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_opened_without_end_is_one_place_r11_6() {
        for (terminal, place) in [
            ("192.0.2.7 /dev/pts/3", Some("192.0.2.7")),
            ("192.0.2.7 -", Some("192.0.2.7")),
            ("::ffff:192.0.2.7 /dev/pts/3", Some("192.0.2.7")),
            ("2001:db8:1:2:3::4 /dev/pts/3", Some("2001:db8:1:2::/64")),
            ("/dev/pts/3", Some("/dev/pts")),
            ("/dev/ttys003", Some("/dev/pts")),
            ("/dev/tty1", None),
            ("/dev/ttyS0", None),
            ("-", None),
            ("counter", None),
        ] {
            assert_eq!(around(terminal).as_deref(), place, "{terminal}");
        }
    }
}
