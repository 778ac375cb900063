//! A question that is not the newest is waited for by nobody.

use super::*;
use crate::ui::kit::testing::Around;

/// What `step` does to the screen, and who was waited for before it and after.
fn askers(screen: &mut CustomerSearch, step: impl FnOnce(&mut CustomerSearch, &mut Cx<'_, Msg>)) -> (Asker, Asker) {
    let (around, mut out) = (Around::new(), Vec::new());
    let at = around.at(None);
    let before = screen.asker.clone();
    step(screen, &mut Cx::new(&at, &mut out));
    (before, screen.asker.clone())
}

#[test]
fn a_key_or_another_list_ends_the_question_before_and_leaving_ends_the_last() {
    let mut screen = CustomerSearch::new();
    let steps: [fn(&mut CustomerSearch, &mut Cx<'_, Msg>); 4] = [
        |screen, cx| screen.opened(cx),
        |screen, cx| assert!(screen.typed(&Key::Char('a'), cx)),
        |screen, cx| assert!(screen.typed(&Key::Char('b'), cx)),
        |screen, cx| screen.update(Msg::Chosen(Within::Suspended, None), cx),
    ];
    for step in steps {
        let (before, after) = askers(&mut screen, step);
        assert_eq!((before.is_gone(), after.is_gone()), (true, false));
    }
    let (_, last) = askers(&mut screen, |screen, cx| screen.closed(CloseReason::Cancelled, cx));
    assert!(last.is_gone());
}

#[test]
fn what_the_box_of_lists_asked_ends_with_the_box() {
    let mut screen = CustomerSearch::new();
    let of_the_box = screen.lists.clone();
    askers(&mut screen, |screen, cx| screen.update(Msg::Lists, cx));
    assert!(!of_the_box.is_gone(), "the box is there");
    // While it is there the search below asks anew, which is no matter of the box's.
    askers(&mut screen, |screen, cx| {
        screen.changed(cx);
    });
    assert!(!of_the_box.is_gone());
    askers(&mut screen, |screen, cx| {
        screen.opened(cx);
    });
    assert!(of_the_box.is_gone());
    assert!(!screen.lists.is_gone(), "the next box waits again");
}
