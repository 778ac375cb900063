//! What has the keys, in one line: its name, whether it must be filled in, its form, and what stands in it.

use crate::ui::accessibility::{Control, Kind};
use crate::ui::kit::choice::sign;
use crate::ui::kit::input::Accepts;
use crate::ui::text::cut;
use crate::words::{PlainWords, place};

/// The most columns of a text in a row; the whole stands where the row is opened.
const CELL: u16 = 120;
/// What stands in a cell that has nothing to say.
const NOTHING: &str = "-";

/// What is said of it. `shown` says that the terminal shows what is typed whatever the program does.
pub(super) fn of(control: &Control, shown: bool, words: &PlainWords) -> String {
    let label = place::Label(&control.label);
    let required = control.required.then(|| words.required.to_owned());
    // What is empty is said to be that, not to be something now.
    let is_empty = ["", words.empty, words.unchosen].contains(&control.value.as_str());
    let empty = if control.value.is_empty() {
        words.empty
    } else {
        &control.value
    };
    let now = if is_empty {
        empty.to_owned()
    } else {
        words.now(place::Value(&control.value))
    };
    let parts: Vec<String> = match &control.kind {
        Kind::Entry(_) | Kind::Search => {
            let accepts = match control.kind {
                Kind::Entry(accepts) => accepts,
                _ => Accepts::Text,
            };
            let form = match accepts {
                Accepts::Text => words.text,
                Accepts::Code => words.code,
                Accepts::Secret if shown => words.secret_shown,
                Accepts::Secret => words.secret,
            };
            let all = [Some(words.entry(label)), required, Some(form.to_owned()), Some(now)];
            all.into_iter().flatten().collect()
        }
        Kind::One(options) | Kind::Many(options) => {
            let form = if matches!(control.kind, Kind::One(_)) {
                words.one
            } else {
                words.many
            };
            let all = [Some(words.choice(label)), required, Some(form.to_owned())];
            // What is said before each is the key that chooses it.
            let numbered = options.iter().enumerate().map(|(index, label)| {
                let key = sign(index).map(String::from).unwrap_or_default();
                words.option(place::Label(label), place::Number(&key))
            });
            all.into_iter().flatten().chain(numbered).chain([now]).collect()
        }
        Kind::Here => vec![format!("{}{}", words.here, control.label)],
        Kind::Off => vec![control.label.clone(), now.clone()],
        Kind::Row {
            number,
            all,
            cells,
            checked,
        } => {
            let mark = checked.map(|on| if on { words.checked } else { words.unchecked });
            let cells = cells.iter().filter(|(_, text)| !["", NOTHING].contains(&text.trim()));
            let cells = cells.map(|(heading, text)| {
                let cell = words.cell(place::Heading(heading), place::Value(&cut(text.trim(), CELL)));
                cell.trim().to_owned()
            });
            let place = words.row(place::All(&all.to_string()), place::Number(&number.to_string()));
            std::iter::once(place)
                .chain(mark.map(str::to_owned))
                .chain(cells)
                .collect()
        }
    };
    parts.join(words.joint)
}

/// Whether it is another thing to be asked for, or only its value changed.
pub(super) fn is_other(control: &Control, before: &Control) -> bool {
    let is_row = matches!(control.kind, Kind::Row { .. });
    (&control.label, control.required) != (&before.label, before.required) || (is_row && control.kind != before.kind)
}
