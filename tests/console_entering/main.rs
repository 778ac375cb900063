//! Journeys through the entry screens at 80×24: keys, refusals, nothing typed lost.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod check;
mod register;
mod revoke;
mod support;
mod unlock;
