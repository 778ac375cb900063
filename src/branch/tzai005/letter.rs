//! 送付状: the letter that goes with a fob by registered mail (R15.5).

use std::path::PathBuf;

use super::{Handling, Msg, name_of};
use crate::desk::{Desk, Error, FobView};
use crate::domain::refusal::Refusal;
use crate::domain::stock::{Delivery, Way};
use crate::report::cover;
use crate::store::{self, IssueRow};
use crate::ui::screen::{Ambient, Cx};

impl Handling {
    /// The one fob that goes by mail, if that is what was entered.
    fn by_mail(&self) -> Option<&FobView> {
        let [fob] = self.entered.as_slice() else { return None };
        let mailed =
            |issue: &IssueRow| issue.way == Way::Mail && matches!(issue.delivery, Delivery::ToSend | Delivery::Sent);
        Some(fob).filter(|fob| fob.issue.as_ref().is_some_and(mailed))
    }

    /// Why there is no letter, if so.
    pub(super) fn off_letter(&self, at: &Ambient<'_>) -> Option<String> {
        let none = self.by_mail().is_none();
        let no_folder = at
            .exports
            .is_none()
            .then(|| at.words.telling.slip.off_folder.to_owned());
        no_folder.or_else(|| none.then(|| at.words.handling.off_letter.to_owned()))
    }

    pub(super) fn letter(&self, cx: &mut Cx<'_, Msg>) {
        let (session, words) = (cx.at().session().cloned(), cx.at().words.clone());
        let (Some(tray), Some(fob)) = (cx.at().tray(), self.by_mail()) else {
            return;
        };
        let name = name_of(fob);
        let write = move |desk: &mut Desk| -> Result<PathBuf, Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            let cover = desk.ask(&session, |look| look.cover(&name))?;
            let page = cover::page(&cover, &words);
            let page = page.map_err(|error| store::Error::System(error.to_string()))?;
            let path = tray.write_another(&format!("letter-{}", cover.issue.serial), "pdf", &page);
            Ok(path.map_err(store::Error::from)?)
        };
        cx.execute(write, Msg::Written);
    }
}
