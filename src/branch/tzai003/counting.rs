//! The delivery note of one batch: serials are typed, pasted or scanned, and compared as they come (R15.3).

use super::files::{self, NoteFiles, Picked};
use crate::branch::screens;
use crate::desk::{Delivery, Desk, Error};
use crate::domain::delivery::{self, Compared};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::Serial;
use crate::store::BatchRow;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::pick_box::PickBox;
use crate::ui::kit::table::{Column, Columns, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Serials that a question names, at most.
const NAMED: usize = 3;

/// The delivery note of one batch.
pub(super) struct NoteEntry {
    batch: BatchRow,
    /// What waits, and the policy by which a serial is read.
    waiting: Option<(Vec<(usize, Serial)>, Policy)>,
    /// What was noted, in the order in which it came.
    noted: Vec<Serial>,
    compared: Option<Compared<usize>>,
    form: Form,
    serial: Entry<String>,
    table: Table,
}

/// What waits in a batch, and the policy.
type Waiting = (Vec<Serial>, Policy);

/// What the screen is told.
pub(super) enum Msg {
    /// What waits.
    Read(Result<Box<Waiting>, Error>),
    /// F5.
    Again,
    /// F4: a file of the folder.
    File,
    /// That one.
    Picked(Picked),
    /// What it names.
    Noted(Result<Vec<Serial>, Error>),
    /// F9: the last one is taken back.
    TakeBack,
    /// F10.
    Release,
    /// It differs, and that is known.
    Sure,
    /// It is released.
    Released(Result<Delivery, Error>),
}

impl NoteEntry {
    pub(super) fn new(batch: BatchRow, words: &Words) -> Self {
        let (form, serial) = made(words);
        Self {
            batch,
            waiting: None,
            noted: Vec::new(),
            compared: None,
            form,
            serial,
            table: Table::default(),
        }
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let batch = self.batch.number;
        let look = move |look: &crate::desk::Look<'_>| Ok((look.waiting(batch)?, look.policy().clone()));
        cx.look_latest("waiting", look, |read| Msg::Read(read.map(Box::new)));
    }

    /// Adds what a text names: one serial, or many that were pasted. All of it or nothing.
    fn add(&mut self, text: &str, cx: &mut Cx<'_, Msg>) {
        let Some((_, policy)) = &self.waiting else { return };
        match delivery::serials(text, policy) {
            Ok(serials) => {
                self.form.clear(&self.serial);
                self.note(serials);
            }
            Err(refusal) => cx.say(Message::from_refusal(&refusal, cx.at().words)),
        }
    }

    fn note(&mut self, serials: Vec<Serial>) {
        self.noted.extend(serials);
        self.table.select(0);
        self.compare();
    }

    /// Reads the file that was picked; all of it counts, or nothing.
    fn read_file(&self, name: String, cx: &mut Cx<'_, Msg>) {
        let (Some(inbox), Some((_, policy))) = (cx.at().inbox.cloned(), &self.waiting) else {
            return;
        };
        let policy = policy.clone();
        cx.ask(move |_| files::serials(&inbox, &name, &policy), Msg::Noted);
    }

    /// Why no file can be read, if so.
    fn off_file(at: &Ambient<'_>) -> Option<String> {
        let none = at.inbox.is_none();
        none.then(|| at.words.contracts.files.off_folder.to_owned())
    }

    fn compare(&mut self) {
        let waiting = self.waiting.as_ref().map(|(waiting, _)| waiting.as_slice());
        self.compared = waiting.map(|waiting| delivery::compare(waiting, &self.noted));
    }

    fn agrees(&self) -> bool {
        let compared = self.compared.as_ref();
        compared.is_some_and(|compared| compared.missing.is_empty() && compared.extra.is_empty())
    }

    fn release(&self, differing: bool, cx: &mut Cx<'_, Msg>) {
        let (session, batch, noted) = (cx.at().session().cloned(), self.batch.number, self.noted.clone());
        let release = move |desk: &mut Desk| -> Result<Delivery, Error> {
            let session = session.ok_or(Refusal::WrongPassword)?;
            desk.release_batch(&session, batch, &noted, differing)
        };
        cx.execute(release, Msg::Released);
    }

    /// Releases it, or asks first where the note differs.
    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let Some(compared) = &self.compared else { return };
        if self.noted.is_empty() {
            return cx.say(Message::from_refusal(&Refusal::EmptyNote, words));
        }
        if self.agrees() || compared.there.is_empty() {
            return self.release(false, cx);
        }
        let (there, lacking, beside) = (
            compared.there.len().to_string(),
            named(&compared.missing),
            named(&compared.extra),
        );
        let asked = move |words: &Words| {
            let told = &words.stock.delivery;
            let text = told.sure(place::Count(&there), place::Extra(&beside), place::Missing(&lacking));
            Question::new(told.sure_title, &text, told.release)
        };
        Confirm::new(words, asked).ask(cx, Msg::Sure);
    }

    /// A serial that was noted, the last one first, and whether it waits in the batch.
    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let serial = self.noted.iter().rev().nth(index)?;
        let words = &at.words.stock.delivery;
        let is_extra = self
            .compared
            .as_ref()
            .is_some_and(|compared| compared.extra.contains(serial));
        let (verdict, style) = if is_extra {
            (words.is_extra, at.theme.bad)
        } else {
            (words.is_there, at.theme.value)
        };
        Some(Row::new([serial.to_string(), verdict.to_owned()]).styled(style))
    }
}

fn made(words: &Words) -> (Form, Entry<String>) {
    let told = &words.stock.delivery;
    let mut form = Form::new();
    let field = Field::code(told.serial, 18).hint(told.serial_hint);
    let serial = form.add(field, |text, _| Ok(text.to_owned()));
    (form, serial)
}

/// Some serials in words, and a mark where there are more.
fn named(serials: &[Serial]) -> String {
    let some: Vec<_> = serials.iter().take(NAMED).map(ToString::to_string).collect();
    let more = if serials.len() > NAMED { " .." } else { "" };
    match serials.len() {
        0 => "0".to_owned(),
        count => format!("{count} ({}{more})", some.join(" ")),
    }
}

impl Screen for NoteEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TZAI003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.stock.delivery;
        let nothing = self.noted.is_empty().then(|| words.off_nothing.to_owned());
        vec![
            Binding::new(Function::OtherList, words.file, Msg::File).unless(Self::off_file(at)),
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Remove, words.take_back, Msg::TakeBack).unless(nothing),
            Binding::new(Function::Execute, words.release, Msg::Release),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            Key::Enter => {
                let text = self.form.text(&self.serial);
                if !text.is_empty() {
                    self.add(&text, cx);
                }
                true
            }
            Key::Paste(text) => {
                self.add(text, cx);
                true
            }
            Key::Up | Key::Down | Key::PageUp | Key::PageDown => self.table.typed(key, self.noted.len()).is_some(),
            key => self.form.typed(key),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(read)) => {
                let (waiting, policy) = *read;
                self.waiting = Some((waiting.into_iter().enumerate().collect(), policy));
                self.compare();
            }
            Msg::Again => self.read(cx),
            Msg::File => cx.open_for(PickBox::new(NoteFiles::default()), Msg::Picked),
            Msg::Picked(Picked(name)) => self.read_file(name, cx),
            Msg::Noted(Ok(serials)) => {
                let count = serials.len().to_string();
                self.note(serials);
                let read = cx.at().words.stock.delivery.file_read(place::Count(&count));
                cx.say(Message::info("I0583", read));
            }
            Msg::TakeBack => {
                self.noted.pop();
                self.compare();
            }
            Msg::Release => self.ask(cx),
            Msg::Sure => self.release(true, cx),
            Msg::Released(Ok(delivery)) => {
                let (batch, count) = (delivery.batch.to_string(), delivery.there.to_string());
                let words = &cx.at().words.stock.batches;
                let done = words.done(place::Batch(&batch), place::Count(&count));
                cx.close();
                cx.say(Message::good("I0581", done));
            }
            Msg::Read(Err(error)) | Msg::Noted(Err(error)) | Msg::Released(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.stock.delivery;
        let (number, count, branch) = (
            self.batch.number.to_string(),
            self.batch.waiting.to_string(),
            self.batch.branch.to_string(),
        );
        let heading = words.heading(
            place::Batch(&number),
            place::Branch(&branch),
            place::Count(&count),
            place::Maker(&self.batch.maker),
        );
        let body = Body::new(at).line(heading, at.theme.heading);
        let Some(compared) = &self.compared else {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        };
        let counts = [
            compared.there.len(),
            compared.missing.len(),
            compared.extra.len(),
            compared.again,
        ]
        .map(|count| count.to_string());
        let [there, missing, extra, again] = &counts;
        let line = words.counts(
            place::Again(again),
            place::Extra(extra),
            place::Missing(missing),
            place::There(there),
        );
        let style = if self.agrees() { at.theme.good } else { at.theme.warn };
        let columns = Columns::new(vec![Column::new(words.serial, 18), Column::rest(words.verdict)]);
        let body = body
            .form(self.form.in_words(at.words, || made(at.words).0))
            .line(line, style);
        let body = body.table(&self.table, columns, self.noted.len(), |index, _| self.row(index, at));
        Some(body.focused(false).or_empty(words.nothing, at.theme.info))
    }

    fn dirty(&self) -> bool {
        !self.noted.is_empty() || self.form.dirty()
    }
}
