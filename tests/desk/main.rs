//! The desk on a real store in memory, with a clock and randomness handed in.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod actions;
mod batches;
mod callback;
mod cautions;
mod changing;
mod contracts;
mod countersign;
mod crowd;
mod day;
mod drafts;
mod handed;
mod handling;
mod held_off;
mod json;
mod limits;
mod loads;
mod machine;
mod notes;
mod notices;
mod openings;
mod pairs;
mod passwords;
mod processes;
mod resync;
mod seeds;
mod sizes;
mod staff;
mod starts;
mod stock;
mod stock_bad;
mod stock_table;
mod stock_way;
mod stops;
mod support;
mod trail;
mod two;
mod waits;
mod walks;
mod why;
