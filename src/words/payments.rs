//! Payments in words: their kinds, where they stand, and amounts.

use super::{PaymentsCommonWords, place};
use crate::domain::payment::{Kind, Status};
use crate::domain::values::Account;

impl PaymentsCommonWords {
    /// What kind of payment it is.
    pub fn kind_of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Transfer => self.transfer,
            Kind::Bulk => self.bulk,
            Kind::Payroll => self.payroll,
            Kind::PayEasy => self.pay_easy,
        }
    }

    /// Where a payment stands.
    pub fn status(&self, status: Status) -> &str {
        match status {
            Status::Waiting => self.waiting,
            Status::WaitingFinal => self.waiting_final,
            Status::Returned => self.returned,
            Status::Withdrawn => self.withdrawn,
            Status::Void => self.void,
            Status::Executed => self.executed,
        }
    }

    /// An account with its kind in words, where those are other words than those that it is stored with.
    pub fn named_account(&self, account: &str) -> String {
        let kinds = [("普通", self.ordinary), ("当座", self.current), ("貯蓄", self.savings)];
        // A company's name can begin like one.
        let is_account = Account::parse(account).is_ok();
        let named = kinds.into_iter().filter(|_| is_account).find_map(|(stored, label)| {
            let number = account.strip_prefix(stored)?;
            (label != stored).then(|| format!("{label} {number}"))
        });
        named.unwrap_or_else(|| account.to_owned())
    }

    /// An amount, already with its commas.
    pub fn in_yen(&self, amount: &str) -> String {
        self.yen(place::Amount(amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Lang, Words};

    /// What is read on a screen in either language can be typed.
    #[test]
    fn an_account_as_it_is_named_is_read_as_the_same() {
        for lang in [Lang::Ja, Lang::En] {
            let common = Words::of(lang).payments.common;
            for account in ["普通1234567", "当座0000001", "貯蓄7654321"] {
                let named = common.named_account(account);
                assert_eq!(Account::parse(&named).unwrap().as_str(), account, "{named}");
            }
            assert_eq!(common.named_account("普通商事"), "普通商事");
        }
    }
}
