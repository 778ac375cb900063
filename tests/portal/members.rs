//! The company's own administration of its users (BRSK005–BRSK011), over a real store.

mod amending;
mod asked;
mod coming;
mod going;
mod house;
mod pairs;
mod races;
mod told;
