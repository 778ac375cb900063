//! Of the manual's rules R1–R18 those that decide, R1–R15 (`tests/rules.md` says which parts of them), as pure functions:
//! values that parse, states that are derived, decisions that give changes or a [`Refusal`]. Nothing here reads a clock, a file, a store or a terminal.

pub mod access;
pub mod amendment;
pub mod approval;
pub mod arrival;
pub mod authority;
pub mod calendar;
pub mod case;
pub mod cause;
pub mod caution;
pub mod closing;
pub mod contract;
pub mod countersign;
pub mod delivery;
pub mod doubt;
pub mod draft;
pub mod era;
pub mod first;
pub mod gate;
pub mod identity;
pub mod lockout;
pub mod members;
pub mod note;
pub mod notice;
pub mod opening;
pub mod otp;
pub mod payment;
pub mod policy;
pub mod refusal;
pub mod registration;
pub mod revocation;
pub mod search;
pub mod staff;
pub mod state;
pub mod stock;
pub mod stop;
pub mod supply;
pub mod synchronisation;
pub mod token;
pub mod user;
pub mod values;

pub use case::{Case, Change};
pub use policy::Policy;
pub use refusal::Refusal;
