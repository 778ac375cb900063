//! Who comes to the customer's counter, from where, and the one thing that a call does there.

use std::net::IpAddr;

use super::super::access::{self, Access};
use super::super::failure::{Failure, Own};
use super::super::system;
use super::super::voice::Voice;
use super::input::{self, Entrance, Errand, Given, Takes};
use crate::desk::Desk;
use crate::domain::values::LoginId;
use crate::portal::{Portal, SessionKey};
use crate::store::Kind;

/// From where a customer comes.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// The customer's address, for the trail and for wrong passwords; on a training store [default: this terminal]
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    from: Option<String>,
}

/// Who comes, if it is for one call, and from where.
#[derive(Debug, clap::Args)]
pub(super) struct Customer {
    /// Log this user in for this one call [default: act in the session on standard input]
    #[arg(long, value_name = "ID")]
    login_id: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// An address is that of a host, so that tries are known again by where they come from (R17.2).
fn address(text: &str) -> Result<String, String> {
    let address = text
        .parse::<IpAddr>()
        .map_err(|_| "no IPv4 or IPv6 address".to_owned())?;
    Ok(address.to_canonical().to_string())
}

impl Place {
    /// The office, with the trail told where the customer is (R12.1). A front end that doesn't say so would make all its customers one
    /// address, whose wrong passwords keep everybody out (R17.2): on a live store it is let do nothing.
    ///
    /// # Errors
    /// E3027, and those of opening the store.
    pub(super) fn desk(self, access: &Access, voice: &Voice) -> Result<Desk, Failure> {
        let opened = access.open()?;
        if self.from.is_none() && opened.0.kind() == Kind::Live {
            return Err(Own::NoAddress.into());
        }
        let terminal = self.from.unwrap_or_else(system::terminal);
        let mut desk = access::desk_at(opened, access.clock(), terminal, voice)?;
        desk.checkpoints_into(access.spool()?);
        Ok(desk)
    }
}

impl Customer {
    /// Reads what the call is given, then does its one thing at the counter: in the session, or between a login and a
    /// logout of its own.
    ///
    /// # Errors
    /// Those of [`input::read`], E20xx the store, E16xx the login or the session, and those of `step`.
    pub(super) fn at_the_counter<T>(
        self,
        access: &Access,
        takes: Takes,
        voice: &Voice,
        step: impl FnOnce(&mut Portal<'_>, &SessionKey, Errand) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let login_id = self.login_id.map(|id| LoginId::parse(&id)).transpose()?;
        let Given { entrance, errand } = input::read(login_id, takes, voice)?;
        let mut desk = self.place.desk(access, voice)?;
        let mut portal = Portal::over(desk.office());
        match entrance {
            Entrance::Session(key) => step(&mut portal, &key, errand),
            Entrance::Login(login_id, password) => {
                let key = portal.login(&login_id, &password)?.key;
                let done = step(&mut portal, &key, errand);
                leave(&mut portal, &key);
                done
            }
        }
    }
}

/// Ends the session of one call, unless it ended by what was done in it. What was done counts: a logout that fails
/// changes nothing about it, and nobody else knows the key.
fn leave(portal: &mut Portal<'_>, key: &SessionKey) {
    if portal.greet(key).is_ok() {
        let _ = portal.logout(key);
    }
}
