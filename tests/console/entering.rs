//! The entry screens (THKK001, BRSK025, BRSK027, TTRK001, TKYK001): keys, refusals, nothing typed lost.

mod amend;
mod answered;
mod check;
mod clock;
mod closing;
mod passwords;
mod register;
mod revoke;
mod stop;
mod unlock;
