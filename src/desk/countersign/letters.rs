//! Notices are taken out of the queue by hand (R11.5): as letters. Whoever writes the file could lose it, and nobody would hear of what was
//! done to a customer; so a second person says first that they may leave, and the file is written by the number that they got (R14.2).

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::countersign::{Decider, Line};
use crate::domain::notice::Stage;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::Tx;

/// Notices leave as letters: all of them, or none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct ExportLetters {
    pub(in crate::desk) notices: Vec<u64>,
}

impl ExportLetters {
    /// What its entries are called.
    pub(in crate::desk) const ACTION: &str = "export_notices";
}

impl Weighing for ExportLetters {
    fn action(&self) -> &'static str {
        Self::ACTION
    }

    fn duty(&self) -> Duty {
        Duty::SendNotices
    }

    fn subject(&self) -> String {
        let range = self.notices.first().zip(self.notices.last());
        range.map(|(first, last)| format!("{first}-{last}")).unwrap_or_default()
    }

    /// # Errors
    /// E1812 when one of them has left the bank already, or is being sent.
    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        for id in &self.notices {
            let stage = moment.tx.notice(*id)?.map(|notice| notice.stage);
            if !matches!(stage, Some(Stage::Waiting | Stage::Letter)) {
                return Err(Refusal::NoticesGone.into());
            }
        }
        let number = moment.tx.next_notice_export()?;
        let letters = format!("{} #{number}", self.notices.len());
        Ok(Weighed {
            decider: Some(Decider::Either),
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
