//! The console through the real shell: before, keys, after, on the training bank at 10:15 of its first day.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod ahead;
mod deciding;
mod diagnosis;
mod drafts;
mod entering;
mod evening;
mod finding;
mod handling;
mod journeys;
mod keymap;
mod keys;
mod live;
mod lock;
mod members;
mod names;
mod panes;
mod paper;
mod payments;
mod picture;
mod policy;
mod portal;
mod practice;
mod quick_filter;
mod roles;
mod scenarios;
mod staff;
mod stock;
mod support;
mod takein;
mod time;
mod trail;
mod veil;
