//! TKYK002 契約取込: contracts are kept up by a file (R16.1). The folder that the program was started with offers its files; what one of
//! them would do is shown on the next screen before anything is taken in.

mod rows;
mod survey;
mod taking;

use chrono::{DateTime, Utc};

use self::survey::FileSurvey;
use super::off_duty;
use crate::branch::screens;
use crate::desk::Meant;
use crate::domain::staff::Duty;
use crate::inbox::Offered;
use crate::intake::contracts::{Encoding, How};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Endings of the files that are offered.
const ENDINGS: [&str; 3] = ["csv", "txt", "tsv"];

/// TKYK002 契約取込: the files.
#[derive(Debug, Default)]
pub struct FileList {
    files: Option<Vec<Offered>>,
    table: Table,
    how: How,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Looks into the folder again.
    Again,
    /// The next encoding.
    Encoding,
    /// Serials stand as they are, or may have lost zeros.
    AsWritten,
    /// What the selected file would do.
    Open,
    /// What the folder offers, or why it can't be read.
    Offered(Result<Vec<Offered>, String>),
}

impl FileList {
    /// The files of the folder.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(cx: &mut Cx<'_, Msg>) {
        let Some(inbox) = cx.at().inbox.cloned() else { return };
        cx.ask_latest(
            "files",
            move |_| inbox.offers(&ENDINGS).map_err(|error| error.to_string()),
            Msg::Offered,
        );
    }

    fn files(&self) -> &[Offered] {
        self.files.as_deref().unwrap_or_default()
    }

    /// Why no file can be chosen.
    fn off(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.contracts.files;
        off_duty(at, Duty::Import)
            .or_else(|| at.inbox.is_none().then(|| words.off_folder.to_owned()))
            .or_else(|| self.files().is_empty().then(|| words.none.to_owned()))
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        let file = self.files().get(self.table.selected());
        if let (Some(file), Some(inbox)) = (file, cx.at().inbox.cloned()) {
            cx.open(FileSurvey::new(inbox, file, self.how));
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let file = self.files().get(index)?;
        let written = file.written.map(DateTime::<Utc>::from);
        let written = written
            .map(|written| at.words.short_minute(written))
            .unwrap_or_default();
        Some(Row::new([file.name.clone(), file.bytes.to_string(), written]))
    }
}

fn columns(words: &Words) -> Columns {
    let words = &words.contracts.files;
    Columns::new(vec![
        Column::rest(words.name),
        Column::new(words.bytes, 12).right(),
        Column::new(words.written, 16),
    ])
}

/// How a file is to be read, in a line.
pub(super) fn how(how: How, words: &Words) -> String {
    let files = &words.contracts.files;
    let encoding = how.encoding.map_or(files.recognised, Encoding::as_str);
    let serials = if how.meant.serials_as_written {
        files.as_written
    } else {
        files.asked
    };
    files.how(place::Encoding(encoding), place::Serial(serials))
}

impl Screen for FileList {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK002
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.contracts.files;
        vec![
            Binding::new(Function::AsWritten, words.serials, Msg::AsWritten),
            Binding::new(Function::Encoding, words.encoding, Msg::Encoding),
            Binding::new(Function::Refresh, at.words.entering.common.refresh, Msg::Again),
            Binding::new(Function::Execute, words.look, Msg::Open).unless(self.off(at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::read(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.table.typed(key, self.files().len()) {
            Some(Did::Pick(_)) if self.off(cx.at()).is_none() => self.open(cx),
            Some(_) => {}
            None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => Self::read(cx),
            Msg::Encoding => {
                self.how.encoding = match self.how.encoding {
                    None => Some(Encoding::Utf8),
                    Some(Encoding::Utf8) => Some(Encoding::Cp932),
                    Some(Encoding::Cp932) => None,
                };
            }
            Msg::AsWritten => {
                self.how.meant = Meant {
                    serials_as_written: !self.how.meant.serials_as_written,
                };
            }
            Msg::Open => self.open(cx),
            Msg::Offered(Ok(files)) => {
                let before = self.files().get(self.table.selected()).map(|file| file.name.clone());
                let row = before.and_then(|name| files.iter().position(|file| file.name == name));
                self.table.reselect(row, files.len());
                self.files = Some(files);
            }
            Msg::Offered(Err(what)) => {
                self.files = Some(vec![]);
                let words = cx.at().words;
                let said = words.contracts.files.unreadable(place::What(&words.foreign(&what)));
                cx.say(Message::bad("E1910", said));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.contracts.files;
        let body = Body::new(at).hint(words.hint);
        if let Some(reason) = off_duty(at, Duty::Import) {
            return Some(body.text(reason, at.theme.warn));
        }
        let Some(inbox) = at.inbox else {
            return Some(body.text(words.off_folder, at.theme.warn));
        };
        let folder = inbox.folder().display().to_string();
        let body = body.line(words.folder(place::Path(&folder)), at.theme.label);
        let body = body.line(how(self.how, at.words), at.theme.value).gap(1);
        let rows = self.files().len();
        let body = body.table(&self.table, columns(at.words), rows, |index, _| self.row(index, at));
        Some(body.or_empty(words.none, at.theme.off).without_page_keys())
    }
}
