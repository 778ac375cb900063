//! BFKF001 振込振替 (都度指定方式): to whom, and how much. Transfers one after the other are a run (R5.4).

use super::paying::{Payable, PayeeFields, PaymentEntry};
use crate::customer::screens;
use crate::domain::payment::{Content, Kind};
use crate::domain::values::Yen;
use crate::ui::kit::form::Form;
use crate::ui::message::Message;
use crate::ui::screen::Nameplate;
use crate::words::{PaymentsWords, Words};

/// BFKF001 振込振替.
pub type TransferEntry = PaymentEntry<PayeeFields>;

impl Payable for PayeeFields {
    const KIND: Kind = Kind::Transfer;

    fn nameplate() -> &'static Nameplate {
        &screens::BFKF001
    }

    fn lead(words: &PaymentsWords) -> &'static str {
        words.transfer.lead
    }

    fn amount(words: &PaymentsWords) -> &'static str {
        words.common.transfer_amount
    }

    fn add(form: &mut Form, words: &PaymentsWords) -> Self {
        Self::add(form, &words.common)
    }

    fn begin(&self, form: &mut Form) {
        form.focus(&self.bank);
    }

    fn read(
        &self,
        form: &mut Form,
        amount: impl FnOnce(&mut Form) -> Result<Yen, Message>,
        words: &Words,
    ) -> Result<Content, Message> {
        Ok(Content::Transfer {
            to: self.read(form, words)?,
            amount: amount(form)?,
        })
    }

    fn clear(&self, form: &mut Form) {
        self.clear(form);
    }

    fn filled(&self, form: &Form) -> bool {
        self.filled(form)
    }
}
