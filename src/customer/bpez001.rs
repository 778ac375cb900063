//! BPEZ001 ペイジー: the numbers and the amount of a bill. Each payment asks for its own code: there is no run (R5.4).

use super::paying::{Payable, PaymentEntry, value};
use crate::customer::screens;
use crate::domain::payment::{Content, Kind};
use crate::domain::values::{BillCheckNumber, BillerNumber, PaymentNumber, Yen};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::Nameplate;
use crate::words::{PaymentsWords, Words};

/// BPEZ001 ペイジー.
pub type BillEntry = PaymentEntry<BillFields>;

/// The numbers of a bill.
pub struct BillFields {
    biller: Entry<BillerNumber>,
    number: Entry<PaymentNumber>,
    check_number: Entry<BillCheckNumber>,
}

impl Payable for BillFields {
    const KIND: Kind = Kind::PayEasy;

    fn nameplate() -> &'static Nameplate {
        &screens::BPEZ001
    }

    fn lead(words: &PaymentsWords) -> &'static str {
        words.bill.lead
    }

    fn amount(words: &PaymentsWords) -> &'static str {
        words.common.bill_amount
    }

    fn add(form: &mut Form, words: &PaymentsWords) -> Self {
        let (bill, words) = (&words.bill, &words.common);
        let field = |name, columns| Field::code(name, columns).required();
        let biller = field(words.biller, 6).digits(5).hint(bill.biller_hint);
        let number = field(words.bill_number, 24)
            .digits_parted(20, '-')
            .hint(bill.number_hint);
        let check_number = field(words.bill_check, 7).digits(6).hint(bill.check_hint);
        Self {
            biller: value(form, biller, BillerNumber::parse),
            number: value(form, number, PaymentNumber::parse),
            check_number: value(form, check_number, BillCheckNumber::parse),
        }
    }

    fn begin(&self, form: &mut Form) {
        form.focus(&self.biller);
    }

    fn read(
        &self,
        form: &mut Form,
        amount: impl FnOnce(&mut Form) -> Result<Yen, Message>,
        words: &Words,
    ) -> Result<Content, Message> {
        Ok(Content::PayEasy {
            biller: form.read(&self.biller, words)?,
            number: form.read(&self.number, words)?,
            check_number: form.read(&self.check_number, words)?,
            amount: amount(form)?,
        })
    }

    fn clear(&self, form: &mut Form) {
        form.clear(&self.biller);
        form.clear(&self.number);
        form.clear(&self.check_number);
    }

    fn filled(&self, form: &Form) -> bool {
        let texts = [
            form.text(&self.biller),
            form.text(&self.number),
            form.text(&self.check_number),
        ];
        texts.iter().any(|text| !text.is_empty())
    }
}
