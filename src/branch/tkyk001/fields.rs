//! The fields of what is kept of a contract itself.

use crate::branch::entering::reading;
use crate::domain::contract::Contract;
use crate::domain::values::{Account, BranchCode, Kana, Name, Phone, PostalAddress};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::words::Words;

/// Columns of what is typed.
const LONG: u16 = 50;
const SHORT: u16 = 16;

/// The form with its fields.
pub(super) struct Fields {
    pub(super) form: Form,
    pub(super) phone: Entry<Phone>,
    pub(super) address: Entry<Option<PostalAddress>>,
    pub(super) representative: Entry<Option<Name>>,
    pub(super) company: Entry<Name>,
    pub(super) kana: Entry<Kana>,
    pub(super) branch_code: Entry<BranchCode>,
    pub(super) branch_name: Entry<Name>,
    pub(super) account: Entry<Account>,
}

impl Fields {
    /// What is kept of that contract, behind what the form has; of one that is to be opened nothing yet.
    pub(super) fn new(mut form: Form, contract: Option<&Contract>, words: &Words) -> Self {
        let (cli, field, form_of) = (&words.cli, &words.contracts.field, &words.contracts.form);
        let text = |label: &str, hint: &str, value: &str| Field::text(label, LONG).hint(hint).initially(value);
        let code = |label: &str, hint: &str, value: &str| Field::code(label, SHORT).hint(hint).initially(value);
        let own = &words.contracts.entry;
        let optional = |text: &str| (!text.is_empty()).then(|| PostalAddress::parse(text)).transpose();
        let named = |text: &str| (!text.is_empty()).then(|| Name::parse(text)).transpose();
        let of = |value: fn(&Contract) -> &str| contract.map_or("", value);
        let account = words
            .payments
            .common
            .named_account(of(|contract| contract.account.as_str()));
        let address = of(|contract| contract.address.as_ref().map_or("", PostalAddress::as_str));
        let representative = of(|contract| contract.representative.as_ref().map_or("", Name::as_str));
        let phone = code(cli.phone, form_of.phone, of(|contract| contract.phone.as_str())).required();
        // What stands there already may be older than the rule that a new number must follow (R16.3).
        let before = contract.map(|contract| contract.phone.clone());
        let given = move |text: &str| match Phone::parse(text) {
            Ok(phone) if Some(&phone) == before.as_ref() => Ok(phone),
            _ => Phone::given(text),
        };
        Self {
            phone: form.add(phone, reading(given)),
            address: form.add(text(field.address, form_of.address, address), reading(optional)),
            representative: form.add(text(field.representative, form_of.name, representative), reading(named)),
            company: form.add(
                text(cli.company, form_of.name, of(|contract| contract.company.as_str())).required(),
                reading(Name::parse),
            ),
            kana: form.add(
                text(field.company_kana, form_of.kana, of(|contract| contract.kana.as_str())).required(),
                reading(Kana::parse),
            ),
            branch_code: form.add(
                code(
                    own.branch_code,
                    form_of.branch,
                    of(|contract| contract.branch.code.as_str()),
                )
                .required()
                .digits(3),
                reading(BranchCode::parse),
            ),
            branch_name: form.add(
                text(
                    own.branch_name,
                    form_of.name,
                    of(|contract| contract.branch.name.as_str()),
                )
                .required(),
                reading(Name::parse),
            ),
            account: form.add(
                text(cli.account, form_of.account, &account).required(),
                reading(Account::parse),
            ),
            form,
        }
    }
}
