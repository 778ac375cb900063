//! Acts without a customer that a second person decides about, in words (R11.5).

use super::{LabelWords, Words, place};
use crate::domain::countersign::{Decider, Line, Status};
use crate::domain::token::Stock;
use crate::domain::values::Serial;

impl LabelWords {
    /// Who decides.
    pub fn decider(&self, decider: Decider) -> &str {
        match decider {
            Decider::Administrator => self.decider_administrator,
            Decider::Supervisor => self.decider_supervisor,
            Decider::Either => self.decider_either,
        }
    }

    /// Where an act stands.
    pub fn countersign_status(&self, status: Status) -> &str {
        match status {
            Status::Waiting => self.waiting,
            Status::Alone => self.alone,
            Status::ToLookOver => self.to_look_over,
            Status::Returned => self.returned,
            Status::Withdrawn => self.withdrawn,
            Status::Done => self.done,
        }
    }
}

/// What an act changes, before and after: names and values that have words are said with them, figures of the policy by their key.
pub(crate) fn changes(lines: &[Line], words: &Words) -> Vec<(String, String)> {
    let named = |prefix: &str, name: &str| {
        let key = format!("{prefix}_{name}");
        match words.value(&key) {
            same if same == key => None,
            found => Some(found.to_owned()),
        }
    };
    let change = |line: &Line| {
        // Of a fob the line has its serial, and where it stands.
        if let (Ok(_), Some(before), Some(after)) = (
            Serial::parse(&line.what),
            Stock::from_name(&line.before),
            Stock::from_name(&line.after),
        ) {
            let (before, after) = (words.label.stock(before), words.label.stock(after));
            let becomes = words.deciding.shown.change(place::After(after), place::Before(before));
            return (line.what.clone(), becomes);
        }
        // A figure of the policy is what it is in its file, whatever else its word means.
        let is_figure = line.what.contains('.');
        let said = |value: &str| match named(&line.what, value) {
            Some(named) => named,
            None if is_figure => value.to_owned(),
            None => words.value(value).to_owned(),
        };
        let (before, after) = (said(&line.before), said(&line.after));
        let becomes = if line.before == "-" {
            after
        } else {
            let change = &words.deciding.shown;
            change.change(place::After(&after), place::Before(&before))
        };
        (named("line", &line.what).unwrap_or_else(|| line.what.clone()), becomes)
    };
    lines.iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_figure_of_the_policy_is_told_as_it_stands_in_its_file() {
        let line = |what: &str, before: &str, after: &str| Line {
            what: what.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let lines = [
            line("payment.shared_fob", "allowed", "refused"),
            line("role", "teller", "supervisor"),
        ];
        let told = changes(&lines, &Words::of(Lang::Ja));
        assert_eq!(
            told[0],
            ("payment.shared_fob".to_owned(), "allowed ＞ refused".to_owned())
        );
        assert_eq!(told[1].1, "担当者 ＞ 役席");
    }
}
