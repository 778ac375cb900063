//! Where a person sits who came over SSH (`--over-ssh`).
//!
//! The SSH server writes the address into the environment of what it starts. Only with this option, which stands in the server's
//! `ForceCommand` and which nobody at the other end can give or leave out, is that one variable read.

use std::env;
use std::net::IpAddr;

use super::failure::{Failure, Own};

/// The variable in which OpenSSH's server says who is connected to what.
const CONNECTION: &str = "SSH_CONNECTION";

/// The address that this session comes from, as the SSH server says (R12.1).
///
/// # Errors
/// E3020 when no SSH server says so.
pub(super) fn address() -> Result<IpAddr, Failure> {
    let said = env::var(CONNECTION).ok();
    Ok(said.as_deref().and_then(client).ok_or(Own::NotOverSsh)?)
}

/// The client's address in `CLIENT PORT SERVER PORT`.
fn client(connection: &str) -> Option<IpAddr> {
    let mut parts = connection.split(' ');
    let (client, client_port) = (parts.next()?.parse().ok()?, parts.next()?);
    let (server, server_port) = (parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none()
        && server.parse::<IpAddr>().is_ok()
        && [client_port, server_port]
            .iter()
            .all(|port| port.parse::<u16>().is_ok());
    is_whole.then_some(client)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_client_s_and_nothing_else_is_taken_r12_1() {
        let known = |text: &str| client(text).map(|address| address.to_string());
        assert_eq!(known("192.0.2.7 50022 192.0.2.1 22").as_deref(), Some("192.0.2.7"));
        assert_eq!(
            known("2001:db8::7 50022 2001:db8::1 22").as_deref(),
            Some("2001:db8::7")
        );
        for text in [
            "",
            "192.0.2.7",
            "192.0.2.7 50022 192.0.2.1",
            "192.0.2.7 50022 192.0.2.1 22 more",
            "192.0.2.7  50022 192.0.2.1 22",
            "host 50022 192.0.2.1 22",
            "192.0.2.7 50022 192.0.2.1 99999",
            "192.0.2.7\n50022 192.0.2.1 22",
            "\u{1b}[2J 1 192.0.2.1 22",
        ] {
            assert_eq!(known(text), None, "{text:?}");
        }
    }
}
