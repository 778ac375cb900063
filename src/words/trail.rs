//! Entries of the trail in words: the same in lists, details, exports and on the command line (R12.1).

use super::{Words, countersign, place};
use crate::domain::amendment::Part;
use crate::domain::countersign::Line;
use crate::domain::stock::{Cause, Way};

/// How an identity check ended, as its entry begins.
const CONFIRMED: &str = "confirmed";
const FAILED: &str = "failed";
/// What stands between the parts of what else an entry says.
const BETWEEN: &str = ", ";

impl Words {
    /// How an entry ended. An identity check has been carried out whatever came of it, and an answer judged, so they say what did.
    ///
    /// `result` is `done`, `waiting` or `refused`.
    pub fn ended<'a>(&self, action: &str, result: &'a str, detail: &str) -> &'a str {
        let words = &self.trail.told;
        let check = (action == "finish_check" && result == "done").then(|| parts(detail).next().unwrap_or_default());
        match (check, result) {
            (Some(CONFIRMED), _) => self.label.confirmed,
            (Some(FAILED), _) => self.label.failed,
            (None, "done") if action == "answer_fact" => match parts(detail).last() {
                Some("right") => self.entering.check.right,
                _ => self.entering.check.wrong,
            },
            (_, "done") => words.done,
            (_, "waiting") => words.waiting,
            (_, "refused") => words.refused,
            _ => self.value(result),
        }
    }

    /// What else an entry says, in words where it is the program's own; what people wrote and what they are called stays.
    pub fn detail(&self, action: &str, detail: &str) -> String {
        let words = &self.trail.told;
        if let Some(rest) = detail.strip_prefix("clock_unconfirmed") {
            let rest = self.detail(action, rest.trim_start_matches("; "));
            return words.unconfirmed(place::Rest(&rest)).trim_end().to_owned();
        }
        if let Some(reason) = detail.strip_prefix("override: ") {
            return words.override_reason(place::Reason(reason));
        }
        if let Some(by) = detail.strip_prefix("decided: ") {
            return words.decided_by(place::By(&self.member(by)));
        }
        let numbers: Vec<_> = detail.split(' ').collect();
        match (action, numbers.as_slice()) {
            // Somebody's own words.
            ("lift_caution" | "accept_rollback" | "return", _) => detail.to_owned(),
            (
                "import_tokens" | "import_contracts" | "open_accounts" | "export_notices" | "see_results" | "take_over"
                | "rotate_key",
                [count],
            ) if is_number(count) => words.count(place::Count(count)),
            ("import_tokens" | "import_contracts", [count, digest]) => {
                let digest = digest.strip_prefix("sha256=").unwrap_or(digest);
                words.came(place::Count(count), place::Digest(digest))
            }
            ("release_batch", [released, missing, extra]) => {
                words.released(place::Extra(extra), place::Missing(missing), place::Released(released))
            }
            ("which_fob", [found, "/", looked]) => words.fobs_found(place::Found(found), place::Looked(looked)),
            ("sweep_load", [action, count]) => words.swept(place::Action(self.value(action)), place::Count(count)),
            ("keep_draft" | "drop_draft", [id]) => words.screen(place::Id(id)),
            ("note" | "strike_note", [number]) if is_number(number) => words.note(place::Number(number)),
            ("send_notice", [id]) if is_number(id) => words.notice(place::Id(id)),
            ("backup" | "restore", [head]) => self.head(head),
            ("restore", [head, "<", replaced]) => {
                words.instead(place::Head(&self.head(head)), place::Replaced(&self.head(replaced)))
            }
            ("day_end", [waiting, look_over, notices]) => words.day(
                place::LookOver(look_over),
                place::Notices(notices),
                place::Waiting(waiting),
            ),
            ("upgrade", [from, ">", to, _, rows]) => {
                words.upgraded(place::From(from), place::Rows(rows), place::To(to))
            }
            ("resync" | "check_clock", ["drift:", before, ">", after]) => {
                words.drift(place::After(after), place::Before(before))
            }
            ("settle_outcome", [entry, action, outcome]) => self.settled(entry, action, outcome),
            ("export_trail", _) => self.conditions(&numbers),
            (
                "open_contract" | "amend_staff" | "lock_staff" | "unlock_staff" | "bind_account" | "web_admit"
                | "web_amend" | "web_passwords",
                _,
            ) => {
                let changes: Vec<_> = parts(detail).map(|part| self.change(part)).collect();
                changes.join(self.label.comma)
            }
            (
                "return_token" | "hand_in" | "restock" | "undelivered" | "scrap" | "move_token" | "receive_token"
                | "write_off" | "lose_owed",
                _,
            ) => self.handled(detail),
            ("issue" | "replace" | "approve", said) if said.iter().all(|word| self.of_issue(word).is_some()) => {
                let said: Vec<_> = said.iter().filter_map(|word| self.of_issue(word)).collect();
                said.join(self.label.comma)
            }
            ("amend", _) if !detail.is_empty() => self.kept(detail, " "),
            ("amend_by_file", _) => self.kept(detail, "; "),
            // Its result says already how it ended.
            ("finish_check", _) => {
                let ended = parts(detail).next().filter(|ended| [CONFIRMED, FAILED].contains(ended));
                self.listed(parts(detail).skip(usize::from(ended.is_some())))
            }
            ("answer_fact", _) => self.listed(parts(detail).take(1)),
            _ => self.listed(parts(detail)),
        }
    }

    /// What was done to fobs: each before and after, and why.
    fn handled(&self, detail: &str) -> String {
        let line = |part: &str| {
            let values = part
                .split_once(": ")
                .and_then(|(what, values)| Some((what, values.split_once(" > ")?)));
            match values {
                Some((what, (before, after))) => Line::new(what, before, after),
                None => Line::new("", "-", part),
            }
        };
        let lines: Vec<_> = parts(detail).map(line).collect();
        let changes = countersign::changes(&lines, self);
        let said = changes.iter().map(|(what, becomes)| format!("{what} {becomes}"));
        let said: Vec<_> = said.map(|said| said.trim_start().to_owned()).collect();
        said.join(self.label.comma)
    }

    /// Why a fob was issued, or how it reaches the customer.
    fn of_issue(&self, word: &str) -> Option<&str> {
        let way = Way::from_name(word).map(|way| self.label.way(way));
        way.or_else(|| Cause::from_name(word).map(|cause| self.label.cause(cause)))
    }

    /// A part of what is kept of a contract.
    pub fn part(&self, part: Part) -> &'static str {
        let field = &self.contracts.field;
        match part {
            Part::Company => self.cli.company,
            Part::CompanyKana => field.company_kana,
            Part::Branch => self.cli.branch,
            Part::Account => self.cli.account,
            Part::Telephone => self.cli.phone,
            Part::Address => field.address,
            Part::Representative => field.representative,
            Part::Start => self.cli.start,
            Part::Closed => field.closed,
            Part::Payments => field.payments,
            Part::User => field.user,
            Part::UserName => field.user_name,
            Part::UserKana => field.user_kana,
            Part::UserKind => field.user_kind,
            Part::UserOperations => field.user_operations,
            Part::Mail => field.mail,
        }
    }

    /// Parts of a contract by their names in an entry, each with what it was and is where the entry says that.
    fn kept(&self, text: &str, between: &str) -> String {
        let each = text.split(between).map(|part| {
            let (head, values) = part.split_once(": ").unwrap_or((part, ""));
            let (whose, name) = head.rsplit_once(' ').unwrap_or(("", head));
            if let ("line", line) = (whose, name) {
                return self.contracts.import.line(place::Line(line));
            }
            let part = Part::from_name(name);
            let name = part.map_or(name, |part| self.part(part));
            // What people and places are called may hold a word of the program's.
            let is_ours = matches!(part, Some(Part::UserKind | Part::UserOperations));
            let value = |value: &str| {
                let value = if is_ours {
                    self.word_by_word(value)
                } else {
                    self.payments.common.named_account(value)
                };
                if value.is_empty() {
                    self.contracts.field.none.to_owned()
                } else {
                    value
                }
            };
            let values = values.split_once(" > ").map(|(before, after)| {
                let after = value(after);
                self.trail
                    .told
                    .became(place::After(&after), place::Before(&value(before)))
            });
            [whose.to_owned(), name.to_owned(), values.unwrap_or_default()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        });
        each.collect::<Vec<_>>().join(self.label.comma)
    }

    fn listed<'a>(&self, parts: impl Iterator<Item = &'a str>) -> String {
        let parts: Vec<_> = parts.map(|part| self.value(part)).collect();
        parts.join(self.label.comma)
    }

    /// A field, and what it was and is: `role: teller > supervisor`.
    fn change(&self, part: &str) -> String {
        let words = &self.trail.told;
        let (field, values) = match part.split_once(": ") {
            Some((field, values)) => (Some(field), values),
            None => (None, part),
        };
        // What somebody is called may be a word of the program's.
        let named = matches!(field, Some("name" | "kana" | "branch" | "account"));
        let said = |value: &str| {
            if named {
                value.to_owned()
            } else {
                self.word_by_word(value)
            }
        };
        let values = match values.split_once(" > ") {
            Some((before, after)) => words.became(place::After(&said(after)), place::Before(&said(before))),
            None => said(values),
        };
        match field {
            Some(field) => format!("{} {values}", self.value(field)),
            None => values,
        }
    }

    /// The names in a list of values, each in words where it is a name of the program's.
    fn word_by_word(&self, text: &str) -> String {
        let mut out = String::new();
        let mut name = String::new();
        for c in text.chars().chain(['\0']) {
            if c.is_ascii_lowercase() || c == '_' || (c.is_ascii_digit() && !name.is_empty()) {
                name.push(c);
                continue;
            }
            out.push_str(self.value(&name));
            name.clear();
            match c {
                '\0' | '[' | ']' | '{' | '}' => {}
                ',' => out.push_str(self.label.comma),
                c => out.push(c),
            }
        }
        out
    }

    fn head(&self, head: &str) -> String {
        match head.split_once(':') {
            Some((count, digits)) => self.trail.told.head(place::Count(count), place::Digits(digits)),
            None => head.to_owned(),
        }
    }

    fn settled(&self, entry: &str, action: &str, outcome: &str) -> String {
        let after = |text: &'_ str| {
            text.split_once('=')
                .map(|(_, value)| value.to_owned())
                .unwrap_or_default()
        };
        let words = &self.trail.told;
        let outcome = match outcome {
            "outcome=done" => words.was_done,
            _ => words.was_not_done,
        };
        let (entry, action) = (after(entry), after(action));
        words.settled(
            place::Action(self.value(&action)),
            place::Outcome(outcome),
            place::Seq(&entry),
        )
    }

    /// What was looked for, as [`detail`](Self::detail) has it: `from=2026-06-01 action=unlock,revoke`.
    fn conditions(&self, conditions: &[&str]) -> String {
        let filter = &self.trail.filter;
        let said = conditions.iter().map(|condition| {
            let (name, value) = condition.split_once('=').unwrap_or(("", condition));
            let name = match name {
                "from" => filter.from,
                "to" => filter.to,
                "by" => filter.staff,
                "customer" => filter.customer,
                "serial" => filter.serial,
                "action" => filter.action,
                "result" => filter.result,
                other => other,
            };
            let values: Vec<_> = match name {
                name if name == filter.action => value.split(',').map(|action| self.value(action)).collect(),
                name if name == filter.result => vec![self.ended("", value, "")],
                _ => vec![value],
            };
            format!("{name} {}", values.join(self.label.comma)).trim().to_owned()
        });
        said.collect::<Vec<_>>().join(self.label.comma)
    }
}

fn parts(detail: &str) -> impl Iterator<Item = &str> {
    detail.split(BETWEEN).filter(|part| !part.is_empty())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests;
