//! The customer's counter, and with it the branch's, over a real store: the rules as both doors hold them.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod attacks;
mod closed;
mod codes;
mod confirming;
mod gate;
mod machine;
mod members;
mod passwords;
mod payments;
mod places;
mod processes;
mod registration;
mod revocation;
mod rules_support;
mod runs;
mod sessions;
mod states;
mod support;
mod suspension;
mod unlocking;
