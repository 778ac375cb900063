//! Which screen binds which functions, on both sides: what a keymap is checked against.

use std::collections::BTreeSet;

use crate::ui::keys::Function;
use crate::ui::screen::Nameplate;
use crate::{branch, customer};

/// The lines of all screens.
pub fn nameplates() -> impl Iterator<Item = &'static Nameplate> {
    let branch = branch::SCREENS.iter().map(|listed| listed.nameplate);
    branch.chain(customer::SCREENS.iter().map(|listed| listed.nameplate))
}

/// The functions of each screen, beside those that work everywhere.
pub fn functions() -> Vec<&'static [Function]> {
    nameplates().map(|nameplate| nameplate.binds).collect()
}

/// The IDs of the screens that bind a function, in their order; none for one that works everywhere.
pub fn screens_of(function: Function) -> Vec<&'static str> {
    let binds = |nameplate: &&Nameplate| nameplate.binds.contains(&function);
    let ids: BTreeSet<_> = nameplates().filter(binds).map(|nameplate| nameplate.id).collect();
    ids.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_works_everywhere_or_on_a_screen() {
        for function in Function::all() {
            let screens = screens_of(function);
            assert_eq!(
                function.is_everywhere(),
                screens.is_empty(),
                "{}: {screens:?}",
                function.name()
            );
        }
    }

    /// A keymap that gives nothing another key has no conflict: two functions of a screen that share a standard key are never there at
    /// once.
    #[test]
    fn each_screen_says_a_function_once() {
        for nameplate in nameplates() {
            let once: BTreeSet<_> = nameplate.binds.iter().collect();
            assert_eq!(once.len(), nameplate.binds.len(), "{}", nameplate.id);
        }
    }
}
