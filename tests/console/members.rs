//! A company administers its users on the customer's screens: BRSK005 to BRSK012.

mod amending;
mod company;
mod going;
mod pictures;
mod registering;
mod serving;
