//! Words for the values of the domain: the same on every screen, on the command line and on slips.

mod actions;
mod identity;
mod users;

use super::{LabelWords, place};
