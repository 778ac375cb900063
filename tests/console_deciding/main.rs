//! Confirming, approving, the receipt, the supervisor's queue and the training room: keys in, screen out at 80×24.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod approving;
mod confirming;
mod queue;
mod room;
mod support;
