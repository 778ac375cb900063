//! From the login to the receipt with the keyboard alone at 80×24: nothing is done at the desk in between, and the
//! codes are those the fobs show.

mod amended;
mod lost;
mod registered;
mod replaced;
mod unlocked;
mod whole;

use crate::support::Counter;

/// On an entry screen: F2, the representative on the telephone, two facts right, called back.
fn identify_by_telephone(counter: &mut Counter) -> &mut Counter {
    counter.keys("<F2>2<Enter>2<F10>").answer(2);
    // Nobody of the contract is called so: Enter once more records it, and what F10 was pressed for goes on (R10.7).
    counter
        .keys("例示 応子<F10>")
        .says("W0543")
        .keys("<Enter>")
        .says("I0504")
}

/// On an entry screen: F2, the representative at the counter, two facts right, the seal matched.
fn identify_at_the_counter(counter: &mut Counter) -> &mut Counter {
    counter.keys("<F2>1<Enter>2<F10>").answer(2);
    counter.go("届出印").keys("<Space><F10>").says("I0504")
}

/// From anywhere: out, and in as someone else.
fn change_of_staff<'a>(counter: &'a mut Counter, staff: &str) -> &'a mut Counter {
    counter.keys("<F3>9").is_on("TLGI001").log_in(staff)
}
