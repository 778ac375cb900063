//! The delivery notes that the folder offers with which the program was started: one is picked, and its serials are read (R15.3).

use std::io::Read;

use chrono::{DateTime, Utc};
use ratatui::layout::Size;

use crate::desk::Error;
use crate::domain::policy::Policy;
use crate::domain::values::Serial;
use crate::inbox::{Inbox, Offered};
use crate::intake::note;
use crate::store;
use crate::ui::kit::pick_box::{Msg, Pick};
use crate::ui::kit::table::{Column, Row};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// Endings of the files that are offered.
const ENDINGS: [&str; 3] = ["csv", "txt", "tsv"];

/// The box.
#[derive(Default)]
pub(super) struct NoteFiles(Vec<Offered>);

/// The name of the file that was picked.
pub(super) struct Picked(pub(super) String);

/// The serials that a file of the folder names.
pub(super) fn serials(inbox: &Inbox, name: &str, policy: &Policy) -> Result<Vec<Serial>, Error> {
    let failed = |error: &std::io::Error| Error::from(store::Error::System(error.to_string()));
    let file = inbox.open(name).map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    let most = note::MAX_FILE as u64 + 1;
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    Ok(note::read(&bytes, policy)?)
}

impl Pick for NoteFiles {
    type Own = Result<Vec<Offered>, String>;
    type With = Picked;
    const SIZE: Size = Size::new(70, 14);

    fn title(words: &Words) -> &'static str {
        words.stock.delivery.files_title
    }

    fn hint(words: &Words) -> &'static str {
        words.stock.delivery.files_hint
    }

    fn button(words: &Words) -> &'static str {
        words.stock.delivery.files_take
    }

    fn columns(words: &Words) -> Vec<Column> {
        let files = &words.contracts.files;
        vec![
            Column::rest(files.name),
            Column::new(files.bytes, 12).right(),
            Column::new(files.written, 16),
        ]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let file = self.0.get(index)?;
        let written = file.written.map(DateTime::<Utc>::from);
        let written = written.map(|written| at.words.short_minute(written));
        Some(Row::new([
            file.name.clone(),
            file.bytes.to_string(),
            written.unwrap_or_default(),
        ]))
    }

    fn picked(&self, index: usize, _: &Words) -> Option<Picked> {
        Some(Picked(self.0.get(index)?.name.clone()))
    }

    fn off(&self, words: &Words) -> Option<String> {
        self.0.is_empty().then(|| words.contracts.files.none.to_owned())
    }

    fn reads(&self, cx: &mut Cx<'_, Msg<Self>>) {
        let Some(inbox) = cx.at().inbox.cloned() else { return };
        let offers = move |_: &mut _| inbox.offers(&ENDINGS).map_err(|error| error.to_string());
        cx.ask_latest("notes", offers, Msg::Own);
    }

    fn heard(&mut self, own: Result<Vec<Offered>, String>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(files) => self.0 = files,
            Err(what) => {
                let words = cx.at().words;
                let said = words.contracts.files.unreadable(place::What(&words.foreign(&what)));
                cx.say(Message::bad("E1910", said));
            }
        }
    }
}
