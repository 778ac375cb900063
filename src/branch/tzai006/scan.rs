//! The entry of serials: typed, pasted or read by a scanner; what has not the form of one stays in it (R15.7).

use super::{Counting, Msg};
use crate::domain::delivery;
use crate::domain::refusal::Refusal;
use crate::domain::stock::MOST_COUNTED;
use crate::domain::values::Serial;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::Cx;
use crate::words::{Words, place};

/// Columns of the entry.
const SERIAL: u16 = 14;

/// The entry of serials.
pub(super) struct Scan {
    pub(super) form: Form,
    pub(super) serial: Entry<String>,
}

impl Scan {
    pub(super) fn new(words: &Words) -> Self {
        let mut form = Form::new();
        let field = Field::code(words.handling.serial, SERIAL).hint(words.counting.serial_hint);
        let serial = form.add(field, |text, _| Ok(text.to_owned()));
        Self { form, serial }
    }
}

impl Counting {
    /// What stands in the entry; it is empty then.
    pub(super) fn take_text(&mut self) -> String {
        let Some(scan) = &mut self.scan else {
            return String::new();
        };
        let text = scan.form.text(&scan.serial);
        scan.form.clear(&scan.serial);
        text
    }

    /// Puts what could not be taken into the entry.
    fn put_back(&mut self, text: &str) {
        if let Some(scan) = &mut self.scan {
            scan.form.set(&scan.serial, text);
        }
    }

    /// Takes serials; what has not the form of one stays in the entry.
    pub(super) fn enter(&mut self, text: &str, cx: &mut Cx<'_, Msg>) {
        let now = cx.at().now;
        let mut parts = delivery::parts(text);
        while let Some(part) = parts.next() {
            // What is no serial is not counted as one that is too many.
            let serial = match &self.policy {
                Some(policy) => Serial::parse_by(part, policy),
                None => Serial::parse(part),
            };
            let serial = match serial {
                _ if self.read.len() >= MOST_COUNTED => Err(Refusal::FobsAtOnce { most: MOST_COUNTED }),
                serial => serial,
            };
            match serial {
                Ok(serial) => {
                    if self.read.contains(&serial) {
                        let said = cx.at().words.counting.twice(place::Serial(serial.as_str()));
                        cx.say(Message::warn("W0590", said));
                    } else {
                        self.began.get_or_insert(now);
                        self.read.push(serial);
                    }
                }
                Err(refusal) => {
                    // What comes behind is not lost.
                    let left: Vec<_> = std::iter::once(part).chain(parts.by_ref()).collect();
                    self.put_back(&left.join(" "));
                    cx.say(Message::from_refusal(&refusal, cx.at().words));
                    break;
                }
            }
        }
        self.judge(cx);
    }

    pub(super) fn take_typed(&mut self, cx: &mut Cx<'_, Msg>) -> bool {
        let text = self.take_text();
        if !text.is_empty() {
            self.enter(&text, cx);
        }
        !text.is_empty()
    }
}
