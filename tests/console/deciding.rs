//! Confirming, approving, the receipt, the supervisor's queue and the training room.

mod approving;
mod confirming;
mod queue;
mod room;
