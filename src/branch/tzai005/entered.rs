//! The serials that are entered: typed, scanned or pasted, each asked for; what can't be taken stays in its entry.

use super::{Handling, Msg};
use crate::desk::FobName;
use crate::domain::delivery;
use crate::domain::refusal::Refusal;
use crate::domain::stock::MOST;
use crate::domain::values::Serial;
use crate::ui::message::Message;
use crate::ui::screen::Cx;

impl Handling {
    /// Takes serials: typed, from a scanner that ends with Enter, or several pasted at once.
    pub(super) fn enter(&mut self, text: &str, cx: &mut Cx<'_, Msg>) {
        let mut parts = delivery::parts(text);
        while let Some(part) = parts.next() {
            let serial = match self.fits(part) {
                Ok(serial) => serial,
                Err(refusal) => {
                    // What comes behind is not lost.
                    let left: Vec<_> = std::iter::once(part).chain(parts).collect();
                    return self.stays(&left.join(" "), &refusal, cx);
                }
            };
            self.asked.push(serial.clone());
            let name = FobName {
                serial: serial.clone(),
                maker: None,
            };
            cx.look(
                move |look| look.fob(&name).map(Box::new),
                move |answer| Msg::Fob(serial, answer),
            );
        }
    }

    /// A serial that can be taken beside the others.
    fn fits(&self, part: &str) -> Result<Serial, Refusal> {
        let serial = Serial::parse(part)?;
        let known = self.entered.iter().any(|fob| fob.token.serial == serial);
        if known || self.asked.contains(&serial) {
            return Err(Refusal::FobTwice {
                serial: serial.to_string(),
            });
        }
        if self.entered.len() + self.asked.len() >= MOST {
            return Err(Refusal::FobsAtOnce { most: MOST });
        }
        Ok(serial)
    }

    /// What can't be taken stays in its entry.
    pub(super) fn stays(&mut self, text: &str, refusal: &Refusal, cx: &mut Cx<'_, Msg>) {
        if let Some(fields) = &mut self.fields {
            fields.form.set(&fields.serial, text);
            fields.form.focus(&fields.serial);
        }
        cx.say(Message::from_refusal(refusal, cx.at().words));
    }

    /// Takes what stands in the entry of serials.
    pub(super) fn take_typed(&mut self, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(fields) = &mut self.fields else { return false };
        let text = fields.form.text(&fields.serial);
        if text.is_empty() {
            return false;
        }
        fields.form.clear(&fields.serial);
        self.enter(&text, cx);
        true
    }
}
