//! The desk on a real store in memory, with a clock and randomness handed in.

mod actions;
mod support;
mod trail;
mod walks;
