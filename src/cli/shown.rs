//! What came of a command, in lines for people.

use super::voice::aligned;
use crate::desk::{Outcome, Receipt, Shown};
use crate::domain::calendar::Instant;
use crate::words::{Words, fill};

/// The lines of an outcome.
pub(super) fn outcome(outcome: &Outcome, words: &Words) -> Vec<String> {
    let cli = &words.cli;
    let of_request =
        |template: &str, request: &dyn ToString| vec![fill(template, &[("request", &request.to_string())])];
    match outcome {
        Outcome::CheckBegun { check, questions } => {
            let mut lines = vec![fill(&cli.check_begun, &[("check", &check.to_string())])];
            if !questions.is_empty() {
                lines.push(cli.check_questions.clone());
            }
            let rows: Vec<_> = questions
                .iter()
                .map(|question| {
                    vec![
                        String::new(),
                        words.label.fact(question.fact).to_owned(),
                        question.answer.clone(),
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
                &words.label.confirmed
            } else {
                &words.label.failed
            };
            let places = [("outcome", outcome.as_str()), ("strength", &strength.to_string())];
            let mut lines = vec![fill(&cli.check_finished, &places)];
            lines.extend(cautioned.then(|| words.caution.raised.clone()));
            lines
        }
        Outcome::CautionLifted { contract } => {
            vec![fill(&words.caution.lifted_line, &[("contract", contract.as_str())])]
        }
        Outcome::CodeAccepted { proof } => vec![fill(&cli.code_accepted, &[("proof", &proof.to_string())])],
        Outcome::ClockFound { proof, drift } => {
            let (before, after) = (
                words.label.drift(drift.before, drift.period),
                words.label.drift(drift.after, drift.period),
            );
            let proof = proof.to_string();
            let places = [("before", before.as_str()), ("after", &after), ("proof", &proof)];
            vec![fill(&cli.clock_found, &places)]
        }
        Outcome::Explained { why } => vec![words.why.of(why)],
        Outcome::Waiting { request, shown } => {
            let mut lines = of_request(&cli.waiting, request);
            // Nothing of it has begun: a closed period that it would start is told in full.
            lines.extend(changes(shown, shown.check.at, words));
            lines
        }
        Outcome::Done(receipt) => done(receipt, words),
        Outcome::Returned { request } => of_request(&cli.returned, request),
        Outcome::Withdrawn { request } => of_request(&cli.withdrawn, request),
        Outcome::LookedOver { request } => of_request(&cli.looked_over, request),
    }
}

fn done(receipt: &Receipt, words: &Words) -> Vec<String> {
    let cli = &words.cli;
    let at = words.label.moment(receipt.at);
    let mut lines = vec![format!("{}  {at}", fill(&cli.done, &[("receipt", &receipt.number)]))];
    lines.extend(changes(&receipt.shown, receipt.at, words));
    let mut people = vec![fill(&cli.made_by, &[("staff", receipt.made_by.as_str())])];
    if let Some(staff) = &receipt.approved_by {
        people.push(fill(&cli.approved_by, &[("staff", staff.as_str())]));
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
    let change = |before: &str, after: &str| fill(&cli.change, &[("before", before), ("after", after)]);
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
                label.suspended.as_str()
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
            None => change(before, after),
        };
        vec![String::new(), token.serial.to_string(), String::new(), becomes]
    });
    lines.extend(aligned(&users.chain(tokens).collect::<Vec<_>>()));
    if let Some(opens) = shown.reopens_at {
        lines.push(fill(&cli.reopens, &[("opens", &label.moment(opens))]));
    }
    lines
}
