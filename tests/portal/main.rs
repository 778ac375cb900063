//! The customer's counter, and with it the branch's, over a real store: the rules as both doors hold them.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod members;
mod payments;
mod support;
mod rules_support;

mod closed;
mod codes;
mod gate;
mod machine;
mod registration;
mod revocation;
mod rules_support;
mod sessions;
mod states;
mod suspension;
