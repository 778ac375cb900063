//! The parts screens are made of.
//!
//! A [`form`] is a list of fields, each parsed into a value of the domain; a [`table`] is a list of columns over
//! rows that are asked for only while they are visible. Parts keep state and draw; they know nothing of the
//! screen they are in.

pub mod ask_box;
pub mod body;
pub(crate) mod buttons;
pub mod choice;
pub mod confirm;
pub mod credentials;
pub mod digits;
pub mod facts;
pub mod field;
pub mod form;
pub mod input;
pub(crate) mod keys;
pub(crate) mod lines;
pub mod list_form;
pub(crate) mod menu;
pub mod panel;
pub mod pick_box;
pub mod roster;
pub(crate) mod scroll;
pub mod steps;
pub mod table;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod users;
