//! TZAI005 返却・廃棄・移送: what is done to one fob or a list of them (R15.6, R15.9), and to those on their way to customers (R15.5).
//! Below the form stand the fobs that were entered, or on F4 those that the branch has something to do with still.

mod deeds;
mod entered;
mod letter;
mod rows;

use std::path::PathBuf;

use deeds::{Fields, Work};

use crate::branch::screens;
use crate::desk::{Carried, Command, Error, FobName, FobView, Outcome};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::MOST;
use crate::domain::values::Serial;
use crate::store::PendingFob;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::table::{Did, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// TZAI005 返却・廃棄・移送.
#[derive(Default)]
pub struct Handling {
    fields: Option<Fields>,
    /// The fobs that were entered, each as it stood then.
    entered: Vec<FobView>,
    /// Those that the branch has something to do with still.
    pending: Vec<PendingFob>,
    /// Serials typed ahead of the answers about those before them.
    asked: Vec<Serial>,
    table: Table,
    /// The list of pending ones has the keys.
    at_list: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F4: to the list, or back to the form.
    Turn,
    /// F5.
    Again,
    /// F9: the last one that was entered is taken out.
    Remove,
    /// F11: the letter that goes with the fob (送付状).
    Letter,
    /// F10.
    Execute,
    /// The person is sure.
    Sure,
    /// A fob that was entered.
    Fob(Serial, Result<Box<FobView>, Error>),
    /// Those that were entered, read again.
    Fobs(Result<Vec<FobView>, Error>),
    /// The list.
    Pending(Result<Vec<PendingFob>, Error>),
    /// Where the letter is.
    Written(Result<PathBuf, Error>),
    /// What came of it.
    Done(Result<Outcome, Error>),
}

impl Handling {
    /// The screen with nothing entered.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(cx: &mut Cx<'_, Msg>) {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        cx.look_latest("pending", |look| look.pending_fobs(), Msg::Pending);
    }

    /// Asks for those that were entered once more.
    fn read_entered(&self, cx: &mut Cx<'_, Msg>) {
        let names: Vec<_> = self.entered.iter().map(name_of).collect();
        if !names.is_empty() {
            cx.look_latest(
                "entered",
                move |look| names.iter().map(|name| look.fob(name)).collect(),
                Msg::Fobs,
            );
        }
    }

    /// What would be done, or what is missing.
    fn command(&mut self, words: &Words, at: &Ambient<'_>) -> Result<Command, Message> {
        let names: Vec<_> = self.entered.iter().map(name_of).collect();
        let Some(fields) = &mut self.fields else {
            return Err(Message::from_refusal(&Refusal::FobsAtOnce { most: MOST }, words));
        };
        let command = fields.command(names.clone(), words, at.now)?;
        if names.is_empty() {
            fields.form.focus(&fields.serial);
            return Err(Message::from_refusal(&Refusal::FobsAtOnce { most: MOST }, words));
        }
        Ok(command)
    }

    fn work(&self) -> Option<Work> {
        self.fields.as_ref()?.work()
    }

    /// Asks whether that is to be done.
    fn confirm(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.take_typed(cx) {
            return;
        }
        let at = cx.at();
        if let Err(message) = self.command(at.words, at) {
            cx.say(message);
            return;
        }
        let Some(work) = self.work() else { return };
        let serials: Vec<_> = self.entered.iter().map(|fob| fob.token.serial.to_string()).collect();
        let count = serials.len().to_string();
        let first = serials.first().cloned().unwrap_or_default();
        let asked = move |words: &Words| {
            let (label, own) = (work.label(words), &words.handling);
            let text = own.question(place::Count(&count), place::Serial(&first), place::Work(label));
            Question::new(label, &format!("{text} {}", work.second(words)), label)
        };
        Confirm::new(at.words, asked).ask(cx, Msg::Sure);
    }

    fn done(&mut self, outcome: &Outcome, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let count = self.entered.len().to_string();
        let message = match outcome {
            Outcome::Handled {
                carried: Carried::Waiting { decider, .. },
            } => {
                let decider = words.label.decider(*decider);
                Message::info(
                    "I1472",
                    words.handling.waits(place::Count(&count), place::Decider(decider)),
                )
            }
            Outcome::Delivered { delivery } => {
                let delivery = words.label.delivery(*delivery);
                Message::good("I1473", words.handling.delivered(place::Delivery(delivery)))
            }
            _ => Message::good("I1471", words.handling.handled(place::Count(&count))),
        };
        cx.say(message);
        self.entered.clear();
        if let Some(fields) = &mut self.fields {
            fields.begin_anew();
        }
        Self::read(cx);
    }

    /// A fob of the list is entered, with what is next to be done to it.
    fn pick(&mut self, row: usize, cx: &mut Cx<'_, Msg>) {
        let Some(fob) = self.pending.get(row) else { return };
        let own = cx.at().session().map(|session| session.staff().branch.code.clone());
        let (serial, next) = (fob.token.serial.to_string(), deeds::next_of(fob, own.as_ref()));
        if let (Some(fields), Some(next), true) = (&mut self.fields, next, self.entered.is_empty()) {
            fields.choose(next, cx.at().words);
        }
        self.at_list = false;
        self.enter(&serial, cx);
        if let Some(fields) = &mut self.fields {
            fields.form.focus(&fields.detail);
        }
    }
}

fn name_of(fob: &FobView) -> FobName {
    FobName {
        serial: fob.token.serial.clone(),
        maker: Some(fob.token.maker.clone()),
    }
}

impl Screen for Handling {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TZAI005
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.handling;
        let off = crate::branch::off_duty(at, Duty::Issue);
        let none = self.entered.is_empty().then(|| words.off_none.to_owned());
        let turn = if self.at_list { words.to_form } else { words.to_list };
        let execute = self.work().map_or(words.execute, |work| work.label(at.words));
        vec![
            Binding::new(Function::OtherList, turn, Msg::Turn),
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Remove, words.remove, Msg::Remove).unless(none),
            Binding::new(Function::Execute, execute, Msg::Execute).unless(off),
            Binding::new(Function::ExportPage, words.letter, Msg::Letter).unless(self.off_letter(at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        // Also when a question over it is answered: what was entered stays.
        self.fields.get_or_insert_with(|| Fields::new(cx.at().words));
        Self::read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::read(cx);
        self.read_entered(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if self.at_list {
            return match self.table.typed(key, self.pending.len()) {
                Some(Did::Pick(row) | Did::Toggle(row)) => {
                    self.pick(row, cx);
                    true
                }
                Some(Did::Moved) => true,
                None => false,
            };
        }
        let Some(fields) = &mut self.fields else { return false };
        let at_serial = fields.form.is_focused(&fields.serial);
        match key {
            Key::Paste(text) if at_serial => {
                let text = format!("{}{text}", fields.form.text(&fields.serial));
                fields.form.clear(&fields.serial);
                self.enter(&text, cx);
                true
            }
            Key::Enter if at_serial && self.take_typed(cx) => true,
            key => {
                let taken = fields_typed(&mut self.fields, key);
                if let Some(fields) = &mut self.fields {
                    fields.suit(cx.at().words);
                }
                taken
            }
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Turn => self.at_list = !self.at_list,
            Msg::Again => {
                Self::read(cx);
                self.read_entered(cx);
            }
            Msg::Remove => {
                self.entered.pop();
            }
            Msg::Letter => self.letter(cx),
            Msg::Written(Ok(path)) => {
                let path = cx.at().tray().map(|tray| tray.says(&path)).unwrap_or_default();
                let said = cx.at().words.handling.letter_written(place::Path(&path));
                cx.say(Message::good("I1477", said));
            }
            Msg::Execute => self.confirm(cx),
            Msg::Sure => {
                let at = cx.at();
                match self.command(at.words, at) {
                    Ok(command) => cx.command(command, Msg::Done),
                    Err(message) => cx.say(message),
                }
            }
            Msg::Fob(serial, answer) => {
                self.asked.retain(|asked| *asked != serial);
                match answer {
                    Ok(fob) => self.entered.push(*fob),
                    Err(Error::Refused(refusal)) => self.stays(serial.as_str(), &refusal, cx),
                    Err(error) => cx.say(Message::refused(&error, cx.at().words)),
                }
            }
            Msg::Fobs(Ok(fobs)) => {
                let known = |fob: &FobView| self.entered.iter().any(|entered| entered.token.id == fob.token.id);
                if fobs.len() == self.entered.len() && fobs.iter().all(known) {
                    self.entered = fobs;
                }
            }
            Msg::Pending(Ok(pending)) => {
                let before = self.pending.get(self.table.selected()).map(|fob| fob.token.id);
                let row = before.and_then(|id| pending.iter().position(|fob| fob.token.id == id));
                if self.at_list {
                    self.table.reselect(row, pending.len());
                }
                self.pending = pending;
            }
            Msg::Done(Ok(outcome)) => self.done(&outcome, cx),
            Msg::Fobs(Err(_)) => {}
            Msg::Pending(Err(error)) | Msg::Written(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Done(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
                self.read_entered(cx);
            }
        }
    }

    fn dirty(&self) -> bool {
        !self.entered.is_empty() || self.fields.as_ref().is_some_and(|fields| fields.form.dirty())
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.handling;
        let mut body = Body::new(at).without_page_keys().hint(words.list_hint);
        if let Some(fields) = &self.fields {
            body = body.form(fields.form(at.words)).focused(!self.at_list);
            let said = fields.work().map_or(words.choose_work, |work| work.said(at.words));
            body = body.text(said, at.theme.info).most(2);
        }
        let (rows, heading) = if self.at_list {
            let count = self.pending.len().to_string();
            (self.pending.len(), words.pending(place::Count(&count)))
        } else {
            let count = self.entered.len().to_string();
            (self.entered.len(), words.entered(place::Count(&count)))
        };
        let body = body.gap(1).heading(heading);
        let empty = if self.at_list {
            words.none_pending
        } else {
            words.none_entered
        };
        let body = body.table(&self.table, rows::columns(at), rows, |index, _| {
            if self.at_list {
                Some(rows::of_pending(self.pending.get(index)?, at))
            } else {
                Some(rows::of_entered(self.entered.get(index)?, at))
            }
        });
        Some(body.or_empty(empty, at.theme.off).focused(self.at_list))
    }
}

fn fields_typed(fields: &mut Option<Fields>, key: &Key) -> bool {
    fields.as_mut().is_some_and(|fields| fields.form.typed(key))
}
