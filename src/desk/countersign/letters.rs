//! Notices are taken out of the queue by hand (R11.5): as letters, whose file is one person's alone until it is looked over. It can be made
//! again by its number (R14.2), so it goes at once and nobody waits for it.

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::countersign::{Decider, Line};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::Tx;

/// Notices are exported for letters: all of them, or none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct ExportLetters {
    pub(in crate::desk) notices: Vec<u64>,
}

impl Weighing for ExportLetters {
    fn action(&self) -> &'static str {
        "export_notices"
    }

    fn duty(&self) -> Duty {
        Duty::SendNotices
    }

    fn subject(&self) -> String {
        let range = self.notices.first().zip(self.notices.last());
        range.map(|(first, last)| format!("{first}-{last}")).unwrap_or_default()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let number = moment.tx.next_notice_export()?;
        let letters = format!("{} #{number}", self.notices.len());
        Ok(Weighed {
            decider: Some(Decider::Either),
            at_once: true,
            ..Weighed::of_power(false, vec![Line::new("letters", "", letters)])
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, ground: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        match tx.notices_exported(&self.notices, &ground.who.id, ground.now)? {
            Some(_) => Ok(()),
            None => Err(Refusal::NoticesGone.into()),
        }
    }
}
