//! `verify`: the chain of the trail (R12.2), and how it stands to what is kept outside (R12.5).

use serde_json::json;

use super::access::Access;
use super::failure::{Failure, Own, REFUSED};
use super::voice::Voice;
use crate::store::{Anchored, Anchors, Flaw};
use crate::words::{Words, place};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What a slip or a day's report says: so many entries, and the 8 digits behind them
    #[arg(long, value_name = "COUNT:DIGITS", value_parser = expectation)]
    expect: Option<Expectation>,
}

/// The trail as somebody has it on paper.
#[derive(Clone, Debug)]
struct Expectation {
    count: u64,
    digits: String,
}

fn expectation(text: &str) -> Result<Expectation, String> {
    let fit = || {
        let (count, digits) = text.trim().split_once(':')?;
        let digits = digits.trim().to_ascii_lowercase();
        let is_hex = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let count = count.trim().parse().ok()?;
        is_hex.then_some(Expectation { count, digits })
    };
    fit().ok_or_else(|| "so many entries, a colon and 8 hexadecimal digits, such as 1234:0a1b2c3d".to_owned())
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    // Whether the role may is asked first, so that a refusal is in the trail that is verified.
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is not general enough"
    )]
    desk.ask(&session, |look| look.may_read_trail())?;
    let verified = desk.verify(&session)?;
    let outside = outside(access)?;
    let anchored = desk.compare(&session, &outside.points)?;
    let found = match &args.expect {
        Some(expected) => Some(desk.digits_at(&session, expected.count)?),
        None => None,
    };
    let expected = args.expect.as_ref().zip(found);
    let flaws = flaws(verified.flaw, &anchored, expected.as_ref());
    let mut object = json!(verified);
    object["anchors"] = json!(anchored);
    object["anchors"]["unreadable"] = json!(outside.unreadable);
    object["expected"] = expected.as_ref().map_or(
        json!(null),
        |(expected, found)| json!({ "count": expected.count, "digits": expected.digits, "found": found }),
    );
    if voice.is_json() {
        voice.give("verified", &object, |_| Vec::new())?;
        return if flaws.is_empty() {
            Ok(())
        } else {
            Err(Failure::Said(REFUSED))
        };
    }
    let mut flaws = flaws.into_iter();
    let Some(first) = flaws.next() else {
        return voice.give("verified", &object, |words| {
            let count = verified.count.to_string();
            let mut lines = vec![words.cli.verified(place::Count(&count), place::Head(&verified.head))];
            lines.extend(said(&anchored, &outside, words));
            lines
        });
    };
    // Every other one is said too: they tell apart what was done.
    for flaw in flaws {
        let failure = Failure::from(flaw);
        voice.remark(&[voice.say(&failure)]);
    }
    Err(first.into())
}

/// What is outside, as far as it was named.
fn outside(access: &Access) -> Result<Anchors, Failure> {
    let kept = access.kept_anchors()?;
    Ok(kept.and(access.spool()?.anchors().unwrap_or_default()))
}

fn flaws(flaw: Option<Flaw>, anchored: &Anchored, expected: Option<&(&Expectation, Option<String>)>) -> Vec<Own> {
    let own = flaw.map(|flaw| match flaw {
        Flaw::Changed(entry) => Own::TrailChanged { entry },
        Flaw::Missing(entry) => Own::TrailMissing { entry },
        Flaw::Head(entry) => Own::TrailCut { entry },
    });
    let changed = anchored.changed.as_ref().map(|changed| Own::TrailDiverged {
        after: changed.after,
        count: changed.at.count,
    });
    let gone = anchored.gone.as_ref().map(|gone| Own::TrailOlder {
        count: gone.count,
        newest: gone.newest.count,
    });
    let unexpected = expected.and_then(|(expected, found)| {
        let is_so = found.as_ref().is_some_and(|found| *found == expected.digits);
        (!is_so).then(|| Own::NotExpected {
            count: expected.count,
            expected: expected.digits.clone(),
            found: found.clone().unwrap_or_else(|| "-".to_owned()),
        })
    });
    let forged = (anchored.forged > 0).then_some(Own::AnchorsForged { count: anchored.forged });
    [own, changed, gone, unexpected, forged].into_iter().flatten().collect()
}

/// What there is to say of anchors that fit.
fn said(anchored: &Anchored, outside: &Anchors, words: &Words) -> Vec<String> {
    let keeping = &words.keeping;
    if outside.points.is_empty() {
        return vec![keeping.no_anchors.to_owned()];
    }
    let [compared, accepted, foreign, unreadable] = [
        anchored.compared,
        anchored.accepted,
        anchored.foreign,
        outside.unreadable,
    ]
    .map(|count| count.to_string());
    let mut lines = vec![keeping.anchors_fit(place::Count(&compared))];
    if anchored.accepted > 0 {
        lines.push(keeping.anchors_accepted(place::Count(&accepted)));
    }
    if anchored.foreign > 0 || outside.unreadable > 0 {
        lines.push(keeping.anchors_beside(place::Count(&foreign), place::Unreadable(&unreadable)));
    }
    lines
}
