//! What came of a command, in lines for people.

use super::voice::aligned;
use crate::desk::{Carried, FobName, MatterShown, Outcome, Receipt, Shown};
use crate::domain::calendar::Instant;
use crate::domain::values::Maker;
use crate::report::contracts;
use crate::words::{Words, countersign, place};

/// The lines of an outcome.
pub(super) fn outcome(outcome: &Outcome, words: &Words) -> Vec<String> {
    let cli = &words.cli;
    match outcome {
        Outcome::CheckBegun { check, questions } => {
            let mut lines = vec![cli.check_begun(place::Check(&check.to_string()))];
            if !questions.is_empty() {
                lines.push(cli.check_questions.to_owned());
            }
            let rows: Vec<_> = questions
                .iter()
                .map(|question| {
                    vec![
                        String::new(),
                        words.label.fact(question.fact).to_owned(),
                        question.answer.clone().unwrap_or_default(),
                    ]
                })
                .collect();
            lines.extend(aligned(&rows));
            lines
        }
        Outcome::CheckFinished {
            confirmed,
            strength,
            cautioned,
            ..
        } => {
            let outcome = if *confirmed {
                words.label.confirmed
            } else {
                words.label.failed
            };
            let mut lines = vec![cli.check_finished(place::Outcome(outcome), place::Strength(&strength.to_string()))];
            lines.extend(cautioned.then(|| words.caution.raised.to_owned()));
            lines
        }
        Outcome::FactJudged { fact, right, left, .. } => {
            let (own, name) = (&words.entering.check, place::Fact(words.label.fact(*fact)));
            vec![match (right, left) {
                (true, _) => own.said_right(name),
                (false, 0) => own.said_wrong_last(name),
                (false, left) => own.said_wrong(name, place::Left(&left.to_string())),
            }]
        }
        Outcome::CallRecorded { .. } => vec![cli.call_recorded.to_owned()],
        Outcome::CautionLifted { contract } => {
            vec![words.caution.lifted_line(place::Contract(contract.as_str()))]
        }
        Outcome::Noted { contract, note } | Outcome::NoteStruck { contract, note } => {
            let (own, number) = (&words.contracts.note, note.number.to_string());
            let (contract, number) = (place::Contract(contract.as_str()), place::Number(&number));
            vec![if note.stands() {
                own.written_line(contract, number)
            } else {
                own.struck_line(contract, number)
            }]
        }
        Outcome::CodeAccepted { proof } => vec![cli.code_accepted(place::Proof(&proof.to_string()))],
        Outcome::ClockFound { proof, drift } => {
            let (before, after) = (
                words.label.drift(drift.before, drift.period),
                words.label.drift(drift.after, drift.period),
            );
            let proof = proof.to_string();
            vec![cli.clock_found(
                place::After(&after),
                place::Before(before.as_str()),
                place::Proof(&proof),
            )]
        }
        Outcome::Explained { why } => vec![words.why.of(why)],
        Outcome::FobsFound { fobs, looked_at } => found(fobs, *looked_at, words),
        Outcome::Waiting { request, shown } => {
            let mut lines = vec![cli.waiting(place::Request(&request.to_string()))];
            // Nothing of it has begun: a closed period that it would start is told in full.
            lines.extend(changes(shown, shown.check.at, words));
            lines
        }
        Outcome::Done(receipt) => done(receipt, words),
        Outcome::Countersigned {
            request,
            shown,
            made_by,
        } => {
            let matter = &words.deciding.matter;
            let mut lines = vec![matter.cli_countersigned(
                place::Request(&request.to_string()),
                place::Staff(&words.member(made_by)),
            )];
            lines.extend(matter_lines(shown, words));
            lines
        }
        Outcome::Handled { carried } => vec![handled(carried, words)],
        Outcome::Delivered { delivery } => {
            let delivery = words.label.delivery(*delivery);
            vec![words.handling.delivered(place::Delivery(delivery))]
        }
        Outcome::Returned { request } => vec![cli.returned(place::Request(&request.to_string()))],
        Outcome::Withdrawn { request } => vec![cli.withdrawn(place::Request(&request.to_string()))],
        Outcome::TakenOver { staff, requests } => {
            let count = requests.len().to_string();
            vec![cli.taken_over(place::Count(&count), place::Staff(&words.member(staff)))]
        }
        Outcome::ResultsSeen { count } => vec![cli.results_seen(place::Count(&count.to_string()))],
        Outcome::LookedOver { request } => vec![cli.looked_over(place::Request(&request.to_string()))],
    }
}

/// Which fobs show two codes (R15.8).
fn found(fobs: &[FobName], looked_at: u64, words: &Words) -> Vec<String> {
    let own = &words.stock.which;
    let named = fobs.iter().map(|fob| {
        let maker = fob.maker.as_ref().map(Maker::as_str).unwrap_or_default();
        format!("{} {maker}", fob.serial)
    });
    let named = named.collect::<Vec<_>>().join(words.label.comma);
    vec![match fobs {
        [] => own.none(place::Count(&looked_at.to_string())),
        [_] => own.found(place::Serial(&named)),
        several => own.several(place::Count(&several.len().to_string()), place::Serials(&named)),
    }]
}

/// What came of what is done to fobs.
fn handled(carried: &Carried, words: &Words) -> String {
    match carried {
        Carried::Waiting { request, decider } => {
            let who = place::Decider(words.label.decider(*decider));
            words
                .deciding
                .matter
                .cli_waits(who, place::Request(&request.to_string()))
        }
        Carried::Done | Carried::Alone { .. } => words.handling.done.to_owned(),
    }
}

/// What an act without a customer is about and changes, before and after (R11.5).
fn matter_lines(shown: &MatterShown, words: &Words) -> Vec<String> {
    let mut rows = vec![vec![
        words.value(&shown.action).to_owned(),
        words.subject(&shown.action, &shown.subject),
    ]];
    let changes = countersign::changes(&shown.lines, words);
    rows.extend(changes.into_iter().map(|(what, becomes)| vec![what, becomes]));
    aligned(&rows)
}

fn done(receipt: &Receipt, words: &Words) -> Vec<String> {
    let cli = &words.cli;
    let at = words.moment(receipt.at);
    let mut lines = vec![format!("{}  {at}", cli.done(place::Receipt(&receipt.number)))];
    lines.extend(changes(&receipt.shown, receipt.at, words));
    let mut people = vec![cli.made_by(place::Staff(&words.member(&receipt.made_by)))];
    if let Some(staff) = &receipt.approved_by {
        people.push(cli.approved_by(place::Staff(&words.member(staff))));
    }
    lines.push(people.join("  "));
    lines
}

/// The action with its users and tokens, before and after.
fn changes(shown: &Shown, now: Instant, words: &Words) -> Vec<String> {
    let (cli, label) = (&words.cli, &words.label);
    let mut action = vec![label.action(shown.action).to_owned()];
    action.extend(shown.reason.map(|reason| format!("({})", label.reason(reason))));
    action.extend([shown.contract.to_string(), shown.company.to_string()]);
    let mut lines = vec![action.join(" ")];
    let differences = shown.differences.iter();
    lines.extend(differences.map(|difference| format!("    {}", contracts::change(difference, words))));
    let change = |before: &str, after: &str| cli.change(place::After(after), place::Before(before));
    let users = shown.users.iter().map(|user| {
        let (before, after) = (label.state(user.before, now), label.state(user.after, now));
        vec![
            String::new(),
            user.login_id.to_string(),
            user.name.to_string(),
            change(&before, &after),
        ]
    });
    let tokens = shown.tokens.iter().map(|token| {
        let state = |stock, is_suspended| {
            if is_suspended {
                label.suspended
            } else {
                label.stock(stock)
            }
        };
        let (before, after) = (
            state(token.before, token.was_suspended),
            state(token.after, token.is_suspended),
        );
        let becomes = match token.drift {
            Some(drift) => change(
                &label.drift(drift.before, drift.period),
                &label.drift(drift.after, drift.period),
            ),
            None if token.before == token.after => {
                let own = &words.deciding.shown;
                let suspended = |is: bool| {
                    if is { own.token_suspended } else { own.token_running }
                };
                change(suspended(token.was_suspended), suspended(token.is_suspended))
            }
            None => change(before, after),
        };
        vec![String::new(), token.serial.to_string(), String::new(), becomes]
    });
    lines.extend(aligned(&users.chain(tokens).collect::<Vec<_>>()));
    if let Some(opens) = shown.reopens_at {
        lines.push(cli.reopens(place::Opens(&words.moment(opens))));
    }
    lines
}
