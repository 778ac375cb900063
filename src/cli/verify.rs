//! `verify`: the chain of the trail (R12.2).

use super::access::Access;
use super::failure::{Failure, Own, REFUSED};
use super::voice::Voice;
use crate::store::Flaw;
use crate::words::place;

pub(super) fn run(access: &Access, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    // Whether the role may is asked first, so that a refusal is in the trail that is verified.
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is not general enough"
    )]
    desk.ask(&session, |look| look.may_read_trail())?;
    let verified = desk.verify(&session)?;
    if let Some(flaw) = verified.flaw
        && !voice.is_json()
    {
        return Err(match flaw {
            Flaw::Changed(entry) => Own::TrailChanged { entry },
            Flaw::Missing(entry) => Own::TrailMissing { entry },
            Flaw::Head(entry) => Own::TrailCut { entry },
        }
        .into());
    }
    voice.give("verified", &verified, |words| {
        let count = verified.count.to_string();
        vec![words.cli.verified(place::Count(&count), place::Head(&verified.head))]
    })?;
    verified.flaw.map_or(Ok(()), |_| Err(Failure::Said(REFUSED)))
}
