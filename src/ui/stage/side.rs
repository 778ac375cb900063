//! A side as it is given to a stage.

use crate::ui::screen::AnyScreen;
use crate::ui::shell::House;
use crate::ui::worker::Engine;
use crate::words::Words;

/// A side as it is given to a stage.
pub struct Side<E: Send + 'static = Engine> {
    /// Its name, shown where there are several: a word or two.
    pub name: String,
    /// The same among the words of any language; without it the name stays what it is.
    pub named: Option<fn(&Words) -> &str>,
    /// Its words, colours, clock and registry.
    pub house: House<E>,
    /// The screen it begins with.
    pub first: AnyScreen<E>,
}

impl<E: Send + 'static> Side<E> {
    /// A side of that name that begins with `first`.
    pub fn new(name: impl Into<String>, house: House<E>, first: AnyScreen<E>) -> Self {
        Self {
            name: name.into(),
            named: None,
            house,
            first,
        }
    }

    /// The same with a name that follows the language.
    pub fn named(named: fn(&Words) -> &str, house: House<E>, first: AnyScreen<E>) -> Self {
        let name = named(&house.words).to_owned();
        Self {
            named: Some(named),
            ..Self::new(name, house, first)
        }
    }
}
