//! Confirming, approving, the receipt, the supervisor's queue and the training room.

mod approving;
mod cautions;
mod confirming;
mod own;
mod queue;
mod room;
