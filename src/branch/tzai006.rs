//! TZAI006 棚卸: the serials of a drawer, typed, pasted or read by a scanner, against what the store says (R15.7). A supervisor signs;
//! what is missing or extra stays on the list of F4 until it is explained.

mod explain;
mod rows;
mod scan;
mod sheet;

use std::path::PathBuf;

use explain::Explain;
use scan::Scan;

use crate::branch::screens;
use crate::desk::{Command, Counts, Error, Look, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::staff::Duty;
use crate::domain::stock::Counted;
use crate::domain::values::Serial;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Did, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// TZAI006 棚卸.
#[derive(Default)]
pub struct Counting {
    /// The entry of serials, once the language is known.
    scan: Option<Scan>,
    /// What was read, in that order.
    read: Vec<Serial>,
    /// When the first one was.
    began: Option<Instant>,
    counted: Counted,
    counts: Option<Counts>,
    /// By which a serial is read.
    policy: Option<Policy>,
    table: Table,
    at_list: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F4: to what is to be explained, or back.
    Turn,
    /// F5.
    Again,
    /// F9: the last one that was read is taken out.
    Remove,
    /// F10.
    Execute,
    /// The sheet of the newest counting: as a table, or on paper.
    Export(bool),
    /// How what was read differs.
    Judged(Result<Counted, Error>),
    /// The countings.
    Counts(Result<Box<(Counts, Policy)>, Error>),
    /// What came of asking.
    Done(Result<Outcome, Error>),
    /// A difference is explained.
    Explained,
    /// Where the sheet is.
    Written(Result<PathBuf, Error>),
}

impl Counting {
    /// The screen with nothing read.
    pub fn new() -> Self {
        Self::default()
    }

    fn judge(&self, cx: &mut Cx<'_, Msg>) {
        let (read, began) = (self.read.clone(), self.began);
        cx.look_latest("count", move |look| look.judge_count(&read, began), Msg::Judged);
    }

    fn look(cx: &mut Cx<'_, Msg>) {
        let counts = |look: &Look<'_>| Ok(Box::new((look.counts()?, look.policy().clone())));
        cx.look_latest("counts", counts, Msg::Counts);
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.take_typed(cx) {
            return;
        }
        let command = Command::Count {
            serials: self.read.clone(),
            began: self.began,
        };
        cx.command(command, Msg::Done);
    }

    fn open(&self) -> usize {
        self.counts.as_ref().map_or(0, |counts| counts.open.len())
    }
}

impl Screen for Counting {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TZAI006
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.counting;
        let off = crate::branch::off_duty(at, Duty::Issue);
        let none = self.read.is_empty().then(|| words.off_none.to_owned());
        let turn = if self.at_list { words.to_count } else { words.to_open };
        vec![
            Binding::new(Function::ExportTable, words.export_table, Msg::Export(true)).unless(self.off_sheet(at)),
            Binding::new(Function::OtherList, turn, Msg::Turn),
            Binding::new(Function::Refresh, at.words.handling.refresh, Msg::Again),
            Binding::new(Function::Remove, at.words.handling.remove, Msg::Remove).unless(none),
            Binding::new(Function::Execute, words.sign, Msg::Execute).unless(off),
            Binding::new(Function::ExportPage, words.export_page, Msg::Export(false)).unless(self.off_sheet(at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.scan.get_or_insert_with(|| Scan::new(cx.at().words));
        Self::look(cx);
        self.judge(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::look(cx);
        self.judge(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if self.at_list {
            return match self.table.typed(key, self.open()) {
                Some(Did::Pick(row) | Did::Toggle(row)) => {
                    let row = self.counts.as_ref().and_then(|counts| counts.open.get(row));
                    if let Some(row) = row {
                        let layer = AskBox::new(Explain(row.serial.clone()), cx.at());
                        cx.open_for(layer, |_: explain::ExplanationRequested| Msg::Explained);
                    }
                    true
                }
                Some(Did::Moved) => true,
                None => false,
            };
        }
        match key {
            Key::Paste(text) => {
                let text = format!("{}{text}", self.take_text());
                self.enter(&text, cx);
                true
            }
            Key::Enter => {
                self.take_typed(cx);
                true
            }
            Key::Up | Key::Down | Key::PageUp | Key::PageDown => self
                .table
                .typed(key, rows::of(&self.counted, &self.read).len())
                .is_some(),
            key => self.scan.as_mut().is_some_and(|scan| scan.form.typed(key)),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Turn => {
                self.at_list = !self.at_list;
                self.table = Table::default();
            }
            Msg::Again => {
                Self::look(cx);
                self.judge(cx);
            }
            Msg::Remove => {
                self.read.pop();
                self.judge(cx);
            }
            Msg::Execute => self.execute(cx),
            Msg::Export(is_table) => Self::export(is_table, cx),
            Msg::Judged(Ok(counted)) => self.counted = counted,
            Msg::Counts(Ok(read)) => {
                let (counts, policy) = *read;
                (self.counts, self.policy) = (Some(counts), Some(policy));
            }
            Msg::Done(Ok(_)) => {
                cx.say(Message::info("I1474", cx.at().words.counting.asked));
                (self.read, self.began) = (Vec::new(), None);
                self.judge(cx);
                Self::look(cx);
            }
            Msg::Explained => {
                cx.say(Message::info("I1475", cx.at().words.counting.explaining));
                Self::look(cx);
            }
            Msg::Written(Ok(path)) => {
                let path = cx.at().tray().map(|tray| tray.says(&path)).unwrap_or_default();
                let said = cx.at().words.counting.written(place::Path(&path));
                cx.say(Message::good("I1476", said));
            }
            Msg::Judged(Err(error)) | Msg::Counts(Err(error)) | Msg::Done(Err(error)) | Msg::Written(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn dirty(&self) -> bool {
        !self.read.is_empty() || self.scan.as_ref().is_some_and(|scan| scan.form.dirty())
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.counting;
        let body = Body::new(at).without_page_keys().hint(words.list_hint);
        let body = match &self.scan {
            Some(scan) => body
                .form(scan.form.in_words(at.words, || Scan::new(at.words).form))
                .focused(!self.at_list),
            None => body,
        };
        let [present, missing, extra] = [
            self.counted.present + self.counted.moved,
            self.counted.missing.len(),
            self.counted.extra.len(),
        ]
        .map(|count| count.to_string());
        let result = words.result(place::Extra(&extra), place::Missing(&missing), place::Present(&present));
        let differs = !(self.counted.missing.is_empty() && self.counted.extra.is_empty());
        let body = body.line(result, if differs { at.theme.warn } else { at.theme.value });
        let body = body.text(words.rule, at.theme.info).most(2).gap(1);
        let body = if self.at_list {
            let open = self
                .counts
                .as_ref()
                .map(|counts| counts.open.as_slice())
                .unwrap_or_default();
            let body = body.heading(words.open(place::Count(&open.len().to_string())));
            let row = |index: usize, _| Some(rows::of_open(open.get(index)?, at));
            body.table(&self.table, rows::open_columns(at), open.len(), row)
                .or_empty(words.no_difference, at.theme.off)
        } else {
            let rows = rows::of(&self.counted, &self.read);
            let body = body.heading(words.read(place::Count(&self.read.len().to_string())));
            let (count, columns) = (rows.len(), rows::columns(at));
            let row = move |index: usize, _| rows.get(index).map(|row| rows::drawn(row, at));
            body.table(&self.table, columns, count, row)
                .or_empty(words.nothing, at.theme.off)
        };
        Some(body.focused(self.at_list))
    }
}
