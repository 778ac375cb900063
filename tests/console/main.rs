//! Journeys through the console: before, keys, after, on the training bank at 10:15 of its first day.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod finding;
mod support;
