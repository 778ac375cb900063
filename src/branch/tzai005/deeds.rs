//! What can be done on TZAI005, and the form that asks for what each needs.

use secrecy::SecretString;

use crate::desk::{Command, FobName, Handle};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::domain::stock::{Cause, Deed, Delivery, Second, Step};
use crate::domain::token::Stock;
use crate::domain::values::{BranchCode, MailItem, Reason};
use crate::store::PendingFob;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::words::Words;

/// Columns of what is typed.
const LONG: u16 = 50;
const SERIAL: u16 = 14;

/// Something that is done to fobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    Deed(Deed),
    Applied,
    Handed,
    Sent,
    Arrived,
}

const WORKS: [Work; 13] = [
    Work::Deed(Deed::Return),
    Work::Deed(Deed::HandIn),
    Work::Deed(Deed::Scrap),
    Work::Deed(Deed::Move),
    Work::Deed(Deed::Receive),
    Work::Applied,
    Work::Handed,
    Work::Sent,
    Work::Arrived,
    Work::Deed(Deed::Undelivered),
    Work::Deed(Deed::Restock),
    Work::Deed(Deed::WriteOff),
    Work::Deed(Deed::LoseOwed),
];

/// What is next to be done to a fob of the list.
pub(super) fn next_of(fob: &PendingFob, own: Option<&BranchCode>) -> Option<Work> {
    match (fob.delivery, fob.token.stock) {
        (Some(Delivery::Application), _) => Some(Work::Applied),
        (Some(Delivery::ToHand), _) => Some(Work::Handed),
        (Some(Delivery::ToSend), _) => Some(Work::Sent),
        (Some(Delivery::Sent), _) => Some(Work::Arrived),
        (_, Stock::Moving) if fob.token.branch.as_ref() == own => Some(Work::Deed(Deed::Receive)),
        (_, Stock::Returned) if fob.token.came_back.is_some_and(Cause::may_return_to_stock) => {
            Some(Work::Deed(Deed::Restock))
        }
        (_, Stock::Lost | Stock::Returned) => Some(Work::Deed(Deed::Scrap)),
        (_, Stock::Issued) if fob.is_owed || fob.is_replaced => Some(Work::Deed(Deed::Return)),
        _ => None,
    }
}

impl Work {
    /// Its name.
    pub(super) fn label(self, words: &Words) -> &'static str {
        let own = &words.handling;
        match self {
            Self::Deed(Deed::Return) => own.work_return,
            Self::Deed(Deed::HandIn) => own.work_hand_in,
            Self::Deed(Deed::Scrap) => own.work_scrap,
            Self::Deed(Deed::Move) => own.work_move,
            Self::Deed(Deed::Receive) => own.work_receive,
            Self::Deed(Deed::Undelivered) => own.work_undelivered,
            Self::Deed(Deed::Restock) => own.work_restock,
            Self::Deed(Deed::LoseOwed) => own.work_lose_owed,
            Self::Deed(_) => own.work_write_off,
            Self::Applied => own.work_applied,
            Self::Handed => own.work_handed,
            Self::Sent => own.work_sent,
            Self::Arrived => own.work_arrived,
        }
    }

    /// What it does, in a sentence.
    pub(super) fn said(self, words: &Words) -> &'static str {
        let own = &words.handling;
        match self {
            Self::Deed(Deed::Return) => own.said_return,
            Self::Deed(Deed::HandIn) => own.said_hand_in,
            Self::Deed(Deed::Scrap) => own.said_scrap,
            Self::Deed(Deed::Move) => own.said_move,
            Self::Deed(Deed::Receive) => own.said_receive,
            Self::Deed(Deed::Undelivered) => own.said_undelivered,
            Self::Deed(Deed::Restock) => own.said_restock,
            Self::Deed(Deed::LoseOwed) => own.said_lose_owed,
            Self::Deed(_) => own.said_write_off,
            Self::Applied => own.said_applied,
            Self::Handed => own.said_handed,
            Self::Sent => own.said_sent,
            Self::Arrived => own.said_arrived,
        }
    }

    /// Who else has to do with it.
    pub(super) fn second(self, words: &Words) -> &'static str {
        let own = &words.handling;
        match self {
            Self::Deed(Deed::WriteOff) => own.second_either,
            Self::Deed(deed) => match deed.second() {
                Second::Before => own.second_before,
                Second::After => own.second_after,
                Second::Receiver => own.second_receiver,
                Second::Nobody => own.second_nobody,
            },
            _ => own.second_nobody,
        }
    }

    /// What the last field asks for with it: its name and its help.
    fn detail(self, words: &Words) -> (&'static str, &'static str) {
        let own = &words.handling;
        match self {
            Self::Deed(Deed::Scrap | Deed::WriteOff | Deed::LoseOwed) => (own.detail_reason, own.detail_reason_hint),
            Self::Deed(Deed::Move) => (own.detail_branch, own.detail_branch_hint),
            Self::Deed(Deed::Restock) => (own.detail_code, own.detail_code_hint),
            Self::Applied => (own.detail_date, own.detail_date_hint),
            Self::Sent => (own.detail_item, own.detail_item_hint),
            _ => (own.detail_none, own.detail_none_hint),
        }
    }
}

/// The form.
pub(super) struct Fields {
    pub(super) form: Form,
    work: Entry<Work>,
    pub(super) serial: Entry<String>,
    cause: Entry<Option<Cause>>,
    pub(super) detail: Entry<String>,
}

fn work_of(key: &str) -> Option<Work> {
    WORKS.get(key.parse::<usize>().ok()?).copied()
}

impl Fields {
    pub(super) fn new(words: &Words) -> Self {
        Self::of(words, None)
    }

    fn of(words: &Words, chosen: Option<Work>) -> Self {
        let own = &words.handling;
        let mut form = Form::new();
        let options = WORKS.iter().enumerate();
        let options = options.map(|(number, work)| Choosable::new(number.to_string(), work.label(words)));
        let work = form.add(
            Field::one(own.work, options.collect()).required().hint(own.work_hint),
            |text, words| work_of(text).ok_or_else(|| Message::from_refusal(&Refusal::HandlingReason, words)),
        );
        let serial = form.add(Field::code(own.serial, SERIAL).hint(own.serial_hint), |text, _| {
            Ok(text.to_owned())
        });
        let causes = Cause::RETURNING.map(|cause| Choosable::new(cause.as_str(), words.label.cause(cause)));
        let cause = form.add(Field::one(own.cause, causes.into()).hint(own.cause_hint), |text, _| {
            Ok(Cause::from_name(text))
        });
        let (name, hint) = chosen.map_or((own.detail_none, own.detail_none_hint), |work| work.detail(words));
        let detail = form.add(Field::text(name, LONG).hint(hint), |text, _| Ok(text.to_owned()));
        if chosen != Some(Work::Deed(Deed::Return)) {
            form.set_off(&cause, Some(own.off_cause.to_owned()));
        }
        Self {
            form,
            work,
            serial,
            cause,
            detail,
        }
    }

    /// What is chosen.
    pub(super) fn work(&self) -> Option<Work> {
        work_of(&self.form.text(&self.work))
    }

    /// Chooses what is done.
    pub(super) fn choose(&mut self, work: Work, words: &Words) {
        if let Some(number) = WORKS.iter().position(|known| *known == work) {
            self.form.set(&self.work, &number.to_string());
        }
        self.suit(words);
    }

    /// The form in these words.
    pub(super) fn form(&self, words: &Words) -> &Form {
        self.form.in_words(words, || Self::of(words, self.work()).form)
    }

    /// Says what is asked for by what is chosen.
    pub(super) fn suit(&mut self, words: &Words) {
        let work = self.work();
        self.form.relabel(Self::of(words, work).form);
        let off = (work != Some(Work::Deed(Deed::Return))).then(|| words.handling.off_cause.to_owned());
        self.form.set_off(&self.cause, off);
    }

    /// Nothing is entered; what is done stays chosen, for the next fobs.
    pub(super) fn begin_anew(&mut self) {
        self.form.clear(&self.serial);
        self.form.clear(&self.detail);
        self.form.begin_here();
        self.form.focus(&self.serial);
    }

    /// What is to be done to these fobs, or what is missing, with the focus there.
    pub(super) fn command(&mut self, fobs: Vec<FobName>, words: &Words, now: Instant) -> Result<Command, Message> {
        let work = self.form.read(&self.work, words)?;
        let detail = self.form.read(&self.detail, words)?;
        let cause = self.form.read(&self.cause, words)?;
        let at_detail = |form: &mut Form, entry: &Entry<String>, refusal: &Refusal| {
            form.focus(entry);
            Message::from_refusal(refusal, words)
        };
        let mut wrong = |refusal: Refusal| at_detail(&mut self.form, &self.detail, &refusal);
        let plain = |deed, fobs| Handle {
            deed,
            fobs,
            cause: None,
            reason: None,
            to: None,
            code: None,
        };
        let deliver = |fobs: Vec<FobName>, step| match <[FobName; 1]>::try_from(fobs) {
            Ok([fob]) => Ok(Command::Deliver { fob, step }),
            Err(_) => Err(Message::bad("E1490", words.handling.one_at_a_time)),
        };
        match work {
            Work::Deed(deed) => {
                let mut handle = plain(deed, fobs);
                match deed {
                    Deed::Return if cause.is_none() => {
                        self.form.focus(&self.cause);
                        return Err(Message::from_refusal(&Refusal::HandlingReason, words));
                    }
                    Deed::Return => handle.cause = cause,
                    Deed::Scrap | Deed::WriteOff | Deed::LoseOwed if detail.is_empty() => {
                        return Err(wrong(Refusal::HandlingReason));
                    }
                    Deed::Scrap | Deed::WriteOff | Deed::LoseOwed => {
                        handle.reason = Some(Reason::parse(&detail).map_err(wrong)?);
                    }
                    Deed::Move => handle.to = Some(BranchCode::parse(&detail).map_err(wrong)?),
                    Deed::Restock if detail.is_empty() => return Err(wrong(Refusal::LiveCodeNeeded)),
                    Deed::Restock => handle.code = Some(SecretString::from(detail)),
                    _ => {}
                }
                Ok(Command::Handle(handle))
            }
            Work::Applied => {
                let date = calendar::day(&detail, calendar::day_of(now)).map_err(wrong)?;
                deliver(fobs, Step::Applied { date })
            }
            Work::Handed => deliver(fobs, Step::Handed),
            Work::Sent => {
                let item = MailItem::parse(&detail).map_err(wrong)?;
                deliver(fobs, Step::Sent { item })
            }
            Work::Arrived => deliver(fobs, Step::Arrived),
        }
    }
}
