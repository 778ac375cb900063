//! The fields that forms of payments have in common.

use unicode_normalization::UnicodeNormalization;

use super::Ground;
use crate::domain::payment::Payee;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{Account, BankCode, BranchCode, Kana, LoginId, Yen, fold_code};
use crate::portal::Error;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::words::{PaymentsCommonWords, Words};

/// Columns of an amount with its commas, and of the insertion point behind it.
const AMOUNT: u16 = 14;
/// Columns of a payee's name.
const NAME: u16 = 40;

/// Reads a value of the domain; what it refuses goes to the message line.
pub(crate) fn value<T: 'static>(form: &mut Form, field: Field, parse: fn(&str) -> Decision<T>) -> Entry<T> {
    form.add(field, move |text, words| {
        parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
    })
}

/// 支払口座: one of those that the user may use. A single one is chosen already.
pub(crate) fn account(form: &mut Form, ground: &Ground, words: &PaymentsCommonWords) -> Entry<Account> {
    let accounts = ground.accounts.iter().map(|row| row.account.as_str());
    let options = accounts
        .map(|account| Choosable::new(account, words.named_account(account)))
        .collect();
    let field = Field::one(words.account, options).required().hint(words.account_hint);
    let field = match ground.accounts.as_slice() {
        [only] => field.initially(only.account.as_str()),
        _ => field,
    };
    value(form, field, Account::parse)
}

/// Whether one begins behind the account: a single one is chosen already.
pub(crate) fn begin(ground: &Ground) -> bool {
    ground.accounts.len() == 1
}

/// An amount of money.
pub(crate) fn amount(form: &mut Form, label: &str, words: &PaymentsCommonWords) -> Entry<Yen> {
    let field = Field::code(label, AMOUNT).required().hint(words.amount_hint);
    value(form, field, Yen::parse)
}

/// Whom a transfer or a row of a batch goes to.
pub struct PayeeFields {
    pub(crate) bank: Entry<BankCode>,
    branch: Entry<BranchCode>,
    kind: Entry<String>,
    number: Entry<String>,
    name: Entry<Kana>,
}

impl PayeeFields {
    /// Adds the five fields.
    pub(crate) fn add(form: &mut Form, words: &PaymentsCommonWords) -> Self {
        let bank = Field::code(words.bank, 5).required().digits(4).hint(words.bank_hint);
        let branch = Field::code(words.branch, 4)
            .required()
            .digits(3)
            .hint(words.branch_hint);
        let kinds = [
            ("普通", words.ordinary),
            ("当座", words.current),
            ("貯蓄", words.savings),
        ];
        let kinds = kinds.map(|(key, label)| Choosable::new(key, label)).to_vec();
        let kind = Field::one(words.kind, kinds).required().hint(words.kind_hint);
        let number = Field::code(words.number, 8).required().hint(words.number_hint);
        let name = Field::text(words.name, NAME).required().hint(words.name_hint);
        Self {
            bank: value(form, bank, BankCode::parse),
            branch: value(form, branch, BranchCode::parse),
            kind: form.add(kind, |text, _| Ok(text.to_owned())),
            number: form.add(number, number_of_account),
            name: form.add(name, payee_name),
        }
    }

    /// Reads them, or says what is wrong with the first that is.
    pub(crate) fn read(&self, form: &mut Form, words: &Words) -> Result<Payee, Message> {
        let bank = form.read(&self.bank, words)?;
        let branch = form.read(&self.branch, words)?;
        let kind = form.read(&self.kind, words)?;
        let number = form.read(&self.number, words)?;
        let account = Account::parse(&format!("{kind}{number}"));
        let name = form.read(&self.name, words)?;
        // What was folded shows itself so.
        form.set(&self.name, name.as_str());
        Ok(Payee {
            bank,
            branch,
            account: account.map_err(|refusal| Message::from_refusal(&refusal, words))?,
            name,
        })
    }

    /// Puts a payee into them.
    pub(crate) fn set(&self, form: &mut Form, payee: &Payee) {
        let account = payee.account.as_str();
        let digits = account.trim_start_matches(|c: char| !c.is_ascii_digit());
        form.set(&self.bank, payee.bank.as_str());
        form.set(&self.branch, payee.branch.as_str());
        form.set(&self.kind, account.trim_end_matches(|c: char| c.is_ascii_digit()));
        form.set(&self.number, digits);
        form.set(&self.name, payee.name.as_str());
    }

    /// Empties them.
    pub(crate) fn clear(&self, form: &mut Form) {
        form.clear(&self.bank);
        form.clear(&self.branch);
        form.clear(&self.kind);
        form.clear(&self.number);
        form.clear(&self.name);
    }

    /// Whether something stands in one of them.
    pub(crate) fn filled(&self, form: &Form) -> bool {
        let texts = [form.text(&self.bank), form.text(&self.branch), form.text(&self.kind)];
        let others = [form.text(&self.number), form.text(&self.name)];
        texts.iter().chain(&others).any(|text| !text.is_empty())
    }
}

fn number_of_account(text: &str, words: &Words) -> Result<String, Message> {
    let number = fold_code(text);
    Account::parse(&format!("普通{number}")).map_err(|refusal| {
        let message = Message::from_refusal(&refusal, words);
        Message {
            text: words.payments.common.number_form.to_owned(),
            of: None,
            ..message
        }
    })?;
    Ok(number)
}

/// A payee's name as it is kept: full-width katakana and ASCII capitals, so that one name is written one way.
fn payee_name(text: &str, words: &Words) -> Result<Kana, Message> {
    let folded: String = text
        .nfkc()
        .map(|c| match c {
            'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            c => c.to_ascii_uppercase(),
        })
        .collect();
    Kana::parse(&folded).map_err(|refusal| {
        let message = Message::from_refusal(&refusal, words);
        Message {
            text: words.payments.common.name_form.to_owned(),
            of: None,
            ..message
        }
    })
}

/// 承認者 and 最終承認者, where the contract's mode asks for them.
pub(crate) struct Approvers(Vec<Entry<LoginId>>);

impl Approvers {
    /// Adds as many fields as people approve.
    pub(crate) fn add(form: &mut Form, ground: &Ground, words: &PaymentsCommonWords) -> Self {
        let option = |login_id: &LoginId| Choosable::new(login_id.as_str(), ground.people.named(login_id, words));
        let labels = [words.approver, words.final_approver];
        let fields = labels.into_iter().take(ground.needed).map(|label| {
            let options = ground.approvers.iter().map(option).collect();
            let field = Field::one(label, options).required().hint(words.approver_hint);
            value(form, field, LoginId::parse)
        });
        Self(fields.collect())
    }

    /// Reads the approver and the final approver.
    pub(crate) fn read(&self, form: &mut Form, words: &Words) -> Result<(Option<LoginId>, Option<LoginId>), Message> {
        let mut chosen = Vec::with_capacity(self.0.len());
        for entry in &self.0 {
            chosen.push(form.read(entry, words)?);
        }
        let mut chosen = chosen.into_iter();
        Ok((chosen.next(), chosen.next()))
    }

    /// Puts the focus on the last of them.
    pub(crate) fn focus(&self, form: &mut Form) {
        if let Some(entry) = self.0.last() {
            form.focus(entry);
        }
    }
}

/// Puts the focus on the field that a refusal is about.
pub(crate) fn field_at_fault(
    form: &mut Form,
    error: &Error,
    account: &Entry<Account>,
    amount: Option<&Entry<Yen>>,
    approvers: Option<&Approvers>,
) {
    let Error::Refused(refusal) = error else { return };
    match (refusal, amount, approvers) {
        (Refusal::AccountNotUsable { .. }, ..) => form.focus(account),
        (Refusal::OverLimit { .. } | Refusal::BalanceShort { .. }, Some(amount), _) => form.focus(amount),
        (
            Refusal::ApproverNeeded { .. }
            | Refusal::ApproverNotNeeded { .. }
            | Refusal::MayNotApprove { .. }
            | Refusal::OwnPayment
            | Refusal::SameApprover { .. }
            | Refusal::NoUser { .. },
            _,
            Some(approvers),
        ) => approvers.focus(form),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_payee_is_written_one_way() {
        let words = Words::of(Lang::Ja);
        for typed in ["ﾐﾎﾝ ｼﾖｳｼﾞ", "みほん しようじ", "ミホン　シヨウジ"] {
            let name = payee_name(typed, &words).unwrap();
            assert_eq!(name.as_str(), "ミホン シヨウジ", "{typed}");
        }
        assert_eq!(payee_name("ａｂｃ (かぶ", &words).unwrap().as_str(), "ABC (カブ");
        let message = payee_name("見本商事", &words).unwrap_err();
        assert_eq!(message.code, "E0106");
        assert!(message.text.contains("漢字"));
    }

    #[test]
    fn an_account_number_is_seven_digits() {
        let words = Words::of(Lang::Ja);
        assert_eq!(number_of_account("１２３４５６７", &words).unwrap(), "1234567");
        for typed in ["123456", "12345678", "123456a"] {
            assert_eq!(number_of_account(typed, &words).unwrap_err().code, "E0111", "{typed}");
        }
    }
}
