//! `verify`: the trail and everything that it binds (R12.2, R12.6), and how it stands to what is kept outside (R12.5).

use serde_json::{Value, json};

use super::access::Access;
use super::failure::{Failure, Own, REFUSED};
use super::pace::Telling;
use super::secret;
use super::voice::Voice;
use crate::desk;
use crate::store::{self, Anchored, Anchors, KeyFile, Store, Verified, Verifying};
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

/// What was found inside and against the outside.
#[derive(Debug)]
struct Found {
    verified: Verified,
    anchored: Anchored,
    /// What is expected at an entry, and what stands there.
    expected: Option<(Expectation, Option<String>)>,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let at = access.location()?;
    if !Store::may_write(&at) {
        voice.remark(&[voice.words().cli.unwritable.to_owned()]);
        let opened = Store::open_to_look(&at, access.passphrase()?.as_ref())?;
        let outside = outside(access)?;
        return give(voice, &look(&opened, &outside, args, voice)?, &outside);
    }
    let (staff, opened) = (access.staff()?, access.open()?);
    let password = secret::known(access.password_file.as_deref(), staff.as_str(), voice)?;
    let outside = outside(access)?;
    // Before the login writes its entry: what was rewritten is to be seen as it was found (R12.5).
    let is_of_now = opened.0.is_of_this_version()?;
    let mut found = is_of_now.then(|| look(&opened, &outside, args, voice)).transpose()?;
    let told = || -> Result<Option<Found>, Failure> {
        let mut desk = access.desk_at(opened, access.clock(), voice)?.only_recorded();
        let session = desk.login(&staff, &password)?;
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        desk.ask(&session, |look| look.may_read_trail())?;
        if is_of_now {
            return Ok(None);
        }
        Ok(Some(Found {
            verified: desk.verify(&session)?,
            anchored: desk.compare(&session, &outside.points)?,
            expected: expected(args, |count| Ok(desk.digits_at(&session, count)?))?,
        }))
    };
    match told() {
        // Who can't log in because of what was found is told what it is.
        Err(Failure::Desk(desk::Error::Store(_))) if found.as_ref().is_some_and(|found| !found.flaws().is_empty()) => {}
        // Without room for the login it is as with a store that can't be written: nobody logs in, and what was found is told.
        Err(Failure::Desk(desk::Error::Store(store::Error::Full))) if found.is_some() => {
            voice.remark(&[voice.words().cli.unwritable.to_owned()]);
        }
        given => found = given?.or(found),
    }
    found.map_or(Ok(()), |found| give(voice, &found, &outside))
}

/// What is outside, as far as it was named.
fn outside(access: &Access) -> Result<Anchors, Failure> {
    let kept = access.kept_anchors()?;
    Ok(kept.and(access.spool()?.anchors().unwrap_or_default()))
}

/// Entries that are looked at before it is told how far it is.
const PART: u64 = 20_000;

fn look((store, key): &(Store, KeyFile), outside: &Anchors, args: &Args, voice: &Voice) -> Result<Found, Failure> {
    let (trail, seal) = (key.trail_key(store.id()), key.seal_key(store.id()));
    let mut telling = Telling::of_short(voice);
    let mut so_far = Verifying::default();
    let verified = loop {
        if let Some(verified) = store.verify_on(&trail, &seal, &mut so_far, PART)? {
            break verified;
        }
        telling.tell(|words, _| {
            let (count, of) = (so_far.count().to_string(), so_far.of().to_string());
            words.trail.verify.progress_value(place::Count(&count), place::Of(&of))
        });
    };
    drop(telling);
    let compared = || -> Result<_, Failure> {
        let digits = |count| Ok(store.read(|tx| tx.digits_at(&trail, count))?);
        Ok((store.compare(&trail, &outside.points)?, expected(args, digits)?))
    };
    let (anchored, expected) = match compared() {
        // A trail that does not read is said already.
        Err(_) if verified.flaw.is_some() => Default::default(),
        given => given?,
    };
    Ok(Found {
        verified,
        anchored,
        expected,
    })
}

fn expected(
    args: &Args,
    digits_at: impl FnOnce(u64) -> Result<Option<String>, Failure>,
) -> Result<Option<(Expectation, Option<String>)>, Failure> {
    let found = |expected: &Expectation| Ok((expected.clone(), digits_at(expected.count)?));
    args.expect.as_ref().map(found).transpose()
}

fn give(voice: &Voice, found: &Found, outside: &Anchors) -> Result<(), Failure> {
    let flaws = found.flaws();
    if voice.is_json() {
        voice.give("verified", &found.object(outside), |_| Vec::new())?;
        return if flaws.is_empty() {
            Ok(())
        } else {
            Err(Failure::Said(REFUSED))
        };
    }
    let mut flaws = flaws.into_iter();
    let Some(first) = flaws.next() else {
        return voice.give("verified", &found.object(outside), |words| {
            let count = found.verified.count.to_string();
            let verified = words
                .cli
                .verified(place::Count(&count), place::Head(&found.verified.head));
            let mut lines = vec![verified, looked(&found.verified, words)];
            if let Some((expected, _)) = &found.expected {
                let count = expected.count.to_string();
                let digits = place::Digits(&expected.digits);
                lines.push(words.keeping.expected_fits(place::Count(&count), digits));
            }
            lines.extend(said(&found.anchored, outside, words));
            lines
        });
    };
    // Every other one is said too: they tell apart what was done.
    for failure in flaws {
        voice.remark(&[voice.say(&failure)]);
    }
    let looked = looked(&found.verified, voice.words());
    Err(Failure::Said(voice.fail_with(&first, &[looked])))
}

impl Found {
    fn object(&self, outside: &Anchors) -> Value {
        let mut object = json!(self.verified);
        object["anchors"] = json!(self.anchored);
        object["anchors"]["unreadable"] = json!(outside.unreadable);
        object["expected"] = self.expected.as_ref().map_or(
            json!(null),
            |(expected, found)| json!({ "count": expected.count, "digits": expected.digits, "found": found }),
        );
        object
    }

    /// What is wrong: inside, and against the outside.
    fn flaws(&self) -> Vec<Failure> {
        let anchored = &self.anchored;
        let changed = anchored.changed.as_ref().map(|changed| Own::TrailDiverged {
            after: changed.after,
            count: changed.at.count,
        });
        let gone = anchored.gone.as_ref().map(|gone| Own::TrailOlder {
            count: gone.count,
            newest: gone.newest.count,
        });
        let unexpected = self.expected.as_ref().and_then(|(expected, found)| {
            let is_so = found.as_ref().is_some_and(|found| *found == expected.digits);
            (!is_so).then(|| Own::NotExpected {
                count: expected.count,
                expected: expected.digits.clone(),
                found: found.clone().unwrap_or_else(|| "-".to_owned()),
            })
        });
        let forged = (anchored.forged > 0).then_some(Own::AnchorsForged { count: anchored.forged });
        let own = self.verified.flaw.clone().map(Failure::Flawed);
        let against = [changed, gone, unexpected, forged].into_iter().flatten();
        own.into_iter().chain(against.map(Failure::from)).collect()
    }
}

/// How much was looked at.
fn looked(verified: &Verified, words: &Words) -> String {
    let [entries, rows, seeds] = ["trail", "rows", "seeds"].map(|part| verified.looked_at(part).to_string());
    let words = &words.trail.verify;
    let value = words.looked_value(place::Entries(&entries), place::Rows(&rows), place::Seeds(&seeds));
    format!("{}: {value}", words.looked)
}

/// What there is to say of anchors that fit.
fn said(anchored: &Anchored, outside: &Anchors, words: &Words) -> Vec<String> {
    let keeping = &words.keeping;
    if outside.points.is_empty() {
        return vec![keeping.no_anchors.to_owned()];
    }
    let [fitting, accepted, foreign, unreadable] = [
        anchored.compared - anchored.accepted,
        anchored.accepted,
        anchored.foreign,
        outside.unreadable,
    ]
    .map(|count| count.to_string());
    let mut lines = vec![keeping.anchors_fit(place::Count(&fitting))];
    if anchored.accepted > 0 {
        lines.push(keeping.anchors_accepted(place::Count(&accepted)));
    }
    if anchored.foreign > 0 || outside.unreadable > 0 {
        lines.push(keeping.anchors_beside(place::Count(&foreign), place::Unreadable(&unreadable)));
    }
    lines
}
