//! What comes in from outside, parsed but not yet taken: contracts with their users, and tokens with their seeds.

use secrecy::SecretSlice;

use super::calendar::Instant;
use super::contract::Contract;
use super::token::CodeParams;
use super::user::User;
use super::values::{MailAddress, Maker, Serial};

/// A contract with its users, as a file of contracts gives it.
#[derive(Clone, Debug)]
pub struct NewContract {
    /// The line of the file on which it begins, for messages.
    pub line: u64,
    /// The contract; its version is 0.
    pub contract: Contract,
    /// Serials of the tokens in stock that are issued to it.
    pub issued: Vec<Serial>,
    /// Its users.
    pub users: Vec<NewUser>,
}

/// A user, as a file of contracts gives it.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The line of the file, for messages.
    pub line: u64,
    /// The user, without a registration.
    pub user: User,
    /// Where notices reach them by mail (R14.1).
    pub mail: Option<MailAddress>,
    /// The registration that exists already: a serial among the contract's issued ones, and since when.
    pub registered: Option<(Serial, Instant)>,
}

/// A token with its seed, as a seed file gives it. The seed wipes itself and prints as nothing.
#[derive(Debug)]
pub struct NewToken {
    /// Who made it.
    pub maker: Maker,
    /// Its serial.
    pub serial: Serial,
    /// How it makes its codes.
    pub params: CodeParams,
    /// The instant from which it is expired, if it ever is.
    pub expires: Option<Instant>,
    /// The shared secret (RFC 6238 §3 K), 16 to 64 bytes.
    pub seed: SecretSlice<u8>,
}
