//! 棚卸表: the newest counting on paper to be signed, or as a table.

use std::path::PathBuf;

use super::{Counting, Msg};
use crate::desk::{Desk, Error};
use crate::domain::refusal::Refusal;
use crate::report::count;
use crate::store;
use crate::ui::screen::{Ambient, Cx};

impl Counting {
    pub(super) fn export(is_table: bool, cx: &mut Cx<'_, Msg>) {
        let (session, words) = (cx.at().session().cloned(), cx.at().words.clone());
        let Some(tray) = cx.at().tray() else {
            return;
        };
        let write = move |desk: &mut Desk| -> Result<PathBuf, Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            #[expect(
                clippy::redundant_closure_for_method_calls,
                reason = "the method alone is not general enough"
            )]
            let counts = desk.ask(&session, |look| look.counts())?;
            let newest = counts.counts.first().ok_or(Refusal::NoRequest)?;
            let (bytes, ending) = if is_table {
                (count::table(newest), "csv")
            } else {
                (count::page(newest, &words), "pdf")
            };
            let bytes = bytes.map_err(|error| store::Error::System(error.to_string()))?;
            let path = tray.write_another(&count::stem(newest), ending, &bytes);
            Ok(path.map_err(store::Error::from)?)
        };
        cx.execute(write, Msg::Written);
    }

    /// Why there is no sheet to be written, if so.
    pub(super) fn off_sheet(&self, at: &Ambient<'_>) -> Option<String> {
        let none = self.counts.as_ref().is_none_or(|counts| counts.counts.is_empty());
        let no_folder = at
            .exports
            .is_none()
            .then(|| at.words.telling.slip.off_folder.to_owned());
        no_folder.or_else(|| none.then(|| at.words.counting.off_sheet.to_owned()))
    }
}
