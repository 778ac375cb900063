//! What TTRK001 is made of: its list, its fields, and its rows.

use secrecy::SecretString;

use crate::branch::entering::{self, CaseData};
use crate::desk::UserRow;
use crate::domain::policy::Policy;
use crate::domain::registration;
use crate::domain::values::LoginId;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::Parts;
use crate::ui::kit::roster::{Col, Line, Mark, Roster};
use crate::ui::kit::users;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// The fields of its form.
pub struct Fields {
    pub(super) serial: Entry<String>,
    pub(super) code: Entry<SecretString>,
}

/// The parts in the language of `words`.
pub(super) fn parts(words: &Words, policy: Option<&Policy>) -> Parts<Fields> {
    let (common, own) = (&words.entering.common, &words.entering.register);
    let columns = vec![
        Col::new(common.login_id, 12, 20),
        Col::new(common.user_name, 12, 30),
        Col::new(common.user_kind, 14, 14),
        Col::new(common.state, 18, 30),
        Col::new(common.serial, 12, 12),
    ];
    let mut form = Form::new();
    let figure = |of: fn(&Policy) -> u32| policy.map_or_else(String::new, |policy| of(policy).to_string());
    let (min, max) = (figure(|policy| policy.serial_min), figure(|policy| policy.serial_max));
    let hint = own.serial_hint(place::Max(&max), place::Min(&min));
    let narrow = |field: Field, of: fn(&Policy) -> u32| match policy {
        Some(policy) => field.digits(of(policy)),
        None => field,
    };
    let serial = Field::code(own.serial, 13).required().hint(hint);
    let serial = narrow(serial, |policy| policy.serial_max);
    let serial = form.add(serial, entering::as_typed);
    let hint = own.code_hint(place::Digits(&figure(|policy| policy.otp_digits)));
    let code = Field::code(own.code, 9).required().hint(hint);
    let code = form.add_secret(narrow(code, |policy| policy.otp_digits));
    Parts {
        roster: Roster::new(common.choose, columns),
        form,
        fields: Fields { serial, code },
    }
}

/// The users as rows: who could be registered now can be chosen (R3.1).
pub(super) fn lines(reading: &CaseData, chosen: Option<&LoginId>, at: &Ambient<'_>, wide: bool) -> Vec<Line> {
    let (case, label) = (&reading.sheet.case, &at.words.label);
    let line = |row: &UserRow| {
        let open = registration::open_to(&row.user, case, at.now).is_ok();
        Line {
            mark: if open {
                Mark::One(chosen == Some(&row.user.login_id))
            } else {
                Mark::Off
            },
            cells: vec![
                row.user.login_id.to_string(),
                row.user.name.to_string(),
                label.kind(row.user.kind).to_owned(),
                users::state(row.state, at, wide),
                row.shown_serial().unwrap_or_default().to_owned(),
            ],
            style: (!open).then_some(at.theme.off),
        }
    };
    reading.sheet.rows.iter().map(line).collect()
}
