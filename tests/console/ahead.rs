//! Keys that are typed ahead of what they are meant for: they wait for it, and nothing freezes.

use madoguchi::ui::event::Event;

use crate::support::Counter;

/// T001 at the menu of a console whose desk is slow.
fn slow() -> Counter {
    let mut counter = Counter::of("T001");
    counter.is_on("TTOP001");
    counter.console.hold_answers();
    counter
}

fn deliver(counter: &mut Counter) -> &mut Counter {
    counter.console.deliver();
    counter
}

/// From the menu over the search into the contract and its unlocking, to a chosen user: each screen is read before the
/// keys that are meant for it act.
#[test]
fn keys_of_several_screens_act_where_they_are_meant_to() {
    let mut counter = slow();
    counter.keys("11000001<Enter><F4><Space>");
    deliver(&mut counter).is_on("BRSK025");
    // All three share the token.
    assert_eq!(counter.chosen(), 3, "{:?}", counter.console);
}

/// An answer that is long in coming is not waited for against anybody's will.
#[test]
fn a_reading_that_does_not_come_can_be_left() {
    for leave in ["<F12>", "<Esc><Esc>"] {
        let mut counter = slow();
        counter.keys("1");
        deliver(&mut counter).is_on("TKSK001");
        counter.console.hold_answers();
        counter.keys("1000001<Enter><F4>").says("I0002").is_on("TKSK001");
        // At once it is one of the keys in their order, later the way out.
        counter.console.event(Event::Tick);
        counter.keys(leave).is_on("TTOP001");
        deliver(&mut counter).is_on("TTOP001").keys("2").is_on("TSNN001");
    }
}

/// F12 that is typed at once has its place among the others.
#[test]
fn a_way_back_that_is_typed_ahead_keeps_its_place() {
    let mut counter = slow();
    counter.keys("11000001<Enter><F12><F12>2");
    deliver(&mut counter).is_on("TSNN001");
}
