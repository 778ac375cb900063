//! The same in English: nothing is cut, and the way through is the same.

use madoguchi::words::Lang;

use crate::support::{Counter, confirmation, suspended};

#[test]
fn the_way_through_in_english() {
    let mut web = Counter::web_in(Lang::En, suspended("1000003", "0030000145"));
    web.shows("Training users (invented)").enter("DEN510").is_on("BLGI011");
    web.says("I1601 Done Logged in for the first time")
        .shows("to the end of 2026-06-03 (3 days left)");
    web.keys("<F9>")
        .is_on("BTOP001")
        .says("I1604")
        .keys("<F11>")
        .enter("DEN503")
        .go_to_tasks();
    web.shows("registered again 30 minutes later")
        .keys("3")
        .is_on("BRSK025");
    web.keys("<Down><Space><Tab>")
        .keys(&confirmation("DEN503"))
        .keys("<F10>")
        .is_on("BRSK026");
    web.shows("Unlocked. Users: 1").keys("<F10>4").is_on("BRSK027");
    let code = web.code("0030000137");
    web.keys("<Space><Tab>")
        .keys(&confirmation("DEN503"))
        .keys("<Enter>")
        .keys(&code)
        .keys("<F10>")
        .is_on("BRSK028");
    web.shows("Your own registration was revoked")
        .keys("<F10>")
        .is_on("BLGI001")
        .enter("DEN503")
        .says("E1605");
}
