//! The picture in the README is made by the program itself, from the real screen, and is as it would be made today.

use std::fs;
use std::path::Path;

use madoguchi::branch::brsk027::RevokeEntry;
use madoguchi::ui::picture::svg;

use crate::support::{Counter, contract, identified};

const PICTURE: &str = "assets/picture/brsk027.svg";

/// With `MADOGUCHI_PICTURES=write` the picture is made anew; otherwise it must be what the program shows.
#[test]
fn the_picture_of_brsk027_is_what_the_program_shows() {
    let screen = RevokeEntry::new(contract("1000002"));
    let mut counter = Counter::prepared("T001", screen, identified("1000002"));
    counter.keys("<Space><Enter>1");
    counter.shows("[x]  DEN502J1");
    let made = svg(counter.console.buffer(), "トークン失効 (BRSK027)");
    if std::env::var_os("MADOGUCHI_PICTURES").is_some_and(|how| how == "write") {
        fs::write(PICTURE, &made).unwrap();
    }
    let kept = fs::read_to_string(Path::new(PICTURE)).unwrap_or_default();
    assert!(
        kept == made,
        "make it anew: MADOGUCHI_PICTURES=write cargo test --test console picture"
    );
}
