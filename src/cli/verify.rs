//! `verify`: the trail, and everything that it binds (R12.2, R12.6).

use super::access::Access;
use super::failure::{Failure, REFUSED};
use super::secret;
use super::voice::Voice;
use crate::desk;
use crate::store::{KeyFile, Store, Verified};
use crate::words::place;

pub(super) fn run(access: &Access, voice: &Voice) -> Result<(), Failure> {
    let at = access.location()?;
    if !Store::may_write(&at) {
        voice.remark(&[voice.words().cli.unwritable.to_owned()]);
        return give(voice, look(&Store::open_to_look(&at)?)?);
    }
    let (staff, opened) = (access.staff()?, access.open()?);
    let password = secret::known(access.password_file.as_deref(), staff.as_str(), voice)?;
    // Before the login writes its entry: what was rewritten is to be seen as it was found (R12.5).
    let found = opened.0.is_of_this_version()?.then(|| look(&opened)).transpose()?;
    let told = || -> Result<Verified, Failure> {
        let mut desk = access.desk_at(opened, access.clock(), voice)?;
        let session = desk.login(&staff, &password)?;
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        desk.ask(&session, |look| look.may_read_trail())?;
        match &found {
            Some(found) => Ok(found.clone()),
            None => Ok(desk.verify(&session)?),
        }
    };
    match (told(), &found) {
        // Who can't log in because of what was found is told what it is.
        (Err(Failure::Desk(desk::Error::Store(_))), Some(found)) if found.flaw.is_some() => give(voice, found.clone()),
        (told, _) => give(voice, told?),
    }
}

fn look((store, key): &(Store, KeyFile)) -> Result<Verified, Failure> {
    Ok(store.verify(&key.trail_key(store.id()), &key.seal_key(store.id()))?)
}

fn give(voice: &Voice, verified: Verified) -> Result<(), Failure> {
    let flaw = verified.flaw.clone();
    let parts = |words: &crate::words::Words| {
        let [entries, rows, seeds] = ["trail", "rows", "seeds"].map(|part| verified.looked_at(part).to_string());
        let words = &words.trail.verify;
        let value = words.looked_value(place::Entries(&entries), place::Rows(&rows), place::Seeds(&seeds));
        format!("{}: {value}", words.looked)
    };
    match flaw {
        Some(flaw) if !voice.is_json() => {
            let looked = parts(voice.words());
            Err(Failure::Said(voice.fail_with(&Failure::Flawed(flaw), &[looked])))
        }
        flaw => {
            voice.give("verified", &verified, |words| {
                let count = verified.count.to_string();
                let verified = words.cli.verified(place::Count(&count), place::Head(&verified.head));
                vec![verified, parts(words)]
            })?;
            flaw.map_or(Ok(()), |_| Err(Failure::Said(REFUSED)))
        }
    }
}
