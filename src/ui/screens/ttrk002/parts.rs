//! What TTRK002 is made of: its list and its fields.

use secrecy::SecretString;

use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::halves::Parts;
use crate::ui::screens::entering::fob_list;
use crate::words::Words;

/// The fields of its form.
pub struct Fields {
    pub(super) first: Entry<SecretString>,
    pub(super) second: Entry<SecretString>,
}

/// The parts in the language of `words`.
pub(super) fn parts(words: &Words) -> Parts<Fields> {
    let own = &words.entering.clock;
    let mut form = Form::new();
    let number = |name: &str| Field::code(name, 9).required().hint(&own.code_hint);
    let first = form.add_secret(number(&own.first));
    let second = form.add_secret(number(&own.second));
    Parts {
        roster: fob_list(words),
        form,
        fields: Fields { first, second },
    }
}
