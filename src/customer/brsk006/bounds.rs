//! ［口座・限度額］: with which accounts, and up to which amounts.

use std::collections::BTreeSet;

use super::FormData;
use crate::customer::members::limit::{self, commas};
use crate::domain::access::{Limits, USUAL_LIMIT};
use crate::domain::refusal::Refusal;
use crate::domain::values::Account;
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// Columns of an amount with its commas, and one for the cursor behind it.
const COLUMNS: u16 = 14;
/// What an account's field has when it may be used.
const USABLE: &str = "usable";

/// The fields of the third step: a list of accounts and a list of amounts.
pub(super) struct Bounds {
    accounts: Form,
    usable: Vec<(Account, Entry<bool>)>,
    limits: Form,
    amounts: Vec<Entry<u64>>,
    at_limits: bool,
    before: (BTreeSet<Account>, Limits),
}

impl Bounds {
    pub(super) fn new(form_data: &FormData, words: &Words) -> Self {
        let own = &words.members.form;
        let before = form_data.profile().map_or_else(
            || {
                let only = form_data.accounts.len() == 1;
                let accounts = form_data.accounts.iter().filter(|_| only).cloned().collect();
                (accounts, Limits::all(USUAL_LIMIT))
            },
            |profile| (profile.access.accounts, profile.access.limits),
        );
        // An account that is none of the company's any more can only be taken away, and is shown for that.
        let all = form_data.accounts.union(&before.0);
        let mut accounts = Form::new();
        let usable = all
            .map(|account| {
                let named = words.payments.common.named_account(account.as_str());
                let label = if *account == form_data.contract.account {
                    let branch = &form_data.contract.branch;
                    let branch = format!("{}({})", branch.name, branch.code);
                    own.account_own(place::Account(&named), place::Branch(&branch))
                } else {
                    named
                };
                let field = Field::many(own.account, vec![Choosable::new(USABLE, label)])
                    .hint(own.accounts_hint)
                    .initially(if before.0.contains(account) { USABLE } else { "" });
                (account.clone(), accounts.add(field, |text, _| Ok(text == USABLE)))
            })
            .collect();
        let mut limits = Form::new();
        let names = limit::names(&words.members.limit);
        let amounts = names.into_iter().zip(limit::each(&before.1));
        let amounts = amounts
            .map(|(name, amount)| {
                let digits = Limits::DIGITS.to_string();
                let hint = words.members.limit.hint(place::Digits(&digits));
                let field = Field::code(name, COLUMNS)
                    .required()
                    .hint(hint)
                    .initially(&commas(amount));
                let name = name.to_owned();
                limits.add(field, move |text, words| {
                    limit::parse(text).ok_or_else(|| {
                        let digits = Limits::DIGITS.to_string();
                        let text = words.members.limit.form(place::Digits(&digits), place::Field(&name));
                        Message::bad("E1707", text)
                    })
                })
            })
            .collect();
        Self {
            accounts,
            usable,
            limits,
            amounts,
            at_limits: false,
            before,
        }
    }

    /// Says the same in other words.
    pub(super) fn relabel(&mut self, form_data: &FormData, words: &Words) {
        let told = Self::new(form_data, words);
        self.accounts.relabel(told.accounts);
        self.limits.relabel(told.limits);
        self.amounts = told.amounts;
    }

    /// What was typed, if it is to count already; otherwise what there was before.
    pub(super) fn read(&mut self, counts: bool, words: &Words) -> Result<(BTreeSet<Account>, Limits), Message> {
        if !counts {
            return Ok(self.before.clone());
        }
        let mut accounts = BTreeSet::new();
        for (account, entry) in &self.usable {
            if self.accounts.read(entry, words)? {
                accounts.insert(account.clone());
            }
        }
        let mut amounts = [0; limit::COUNT];
        for (amount, entry) in amounts.iter_mut().zip(&self.amounts) {
            *amount = self.limits.read(entry, words).inspect_err(|_| self.at_limits = true)?;
        }
        self.tidy();
        Ok((accounts, limit::of(amounts)))
    }

    /// Shows with commas every amount that is one, but the one that is being typed.
    fn tidy(&mut self) {
        for entry in &self.amounts {
            let text = self.limits.text(entry);
            if let Some(amount) = limit::parse(&text).filter(|amount| commas(*amount) != text) {
                self.limits.set(entry, &commas(amount));
            }
        }
    }

    /// Takes a key; from the last account one goes on to the first amount, and from the last amount round.
    pub(super) fn typed(&mut self, key: &Key) -> bool {
        let forward = matches!(key, Key::Enter | Key::Tab | Key::Down);
        let back = matches!(key, Key::BackEnter | Key::Up);
        if self.at_limits && (forward || back) {
            self.tidy();
        }
        let (first, last) = if self.at_limits {
            let focused = |entry: Option<&Entry<u64>>| entry.is_some_and(|entry| self.limits.is_focused(entry));
            (focused(self.amounts.first()), focused(self.amounts.last()))
        } else {
            let focused = |it: Option<&(Account, Entry<bool>)>| it.is_none_or(|it| self.accounts.is_focused(&it.1));
            (focused(self.usable.first()), focused(self.usable.last()))
        };
        if (forward && last || back && first) && !self.usable.is_empty() {
            self.at_limits = !self.at_limits;
            match (self.at_limits, forward) {
                (true, true) => self
                    .amounts
                    .first()
                    .into_iter()
                    .for_each(|entry| self.limits.focus(entry)),
                (true, false) => self
                    .amounts
                    .last()
                    .into_iter()
                    .for_each(|entry| self.limits.focus(entry)),
                (false, true) => self
                    .usable
                    .first()
                    .into_iter()
                    .for_each(|it| self.accounts.focus(&it.1)),
                (false, false) => self.usable.last().into_iter().for_each(|it| self.accounts.focus(&it.1)),
            }
            return true;
        }
        self.focused_mut().typed(key)
    }

    fn focused_mut(&mut self) -> &mut Form {
        if self.at_limits {
            &mut self.limits
        } else {
            &mut self.accounts
        }
    }

    /// Puts the focus on what a refusal is about, if that stands in this step.
    pub(super) fn point_at(&mut self, refusal: &Refusal) -> bool {
        match refusal {
            Refusal::LimitTooHigh { .. } => self.at_limits = true,
            Refusal::AccountNotOwn { account } => {
                self.at_limits = false;
                if let Some((_, entry)) = self.usable.iter().find(|(own, _)| own.as_str() == account) {
                    self.accounts.focus(entry);
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn dirty(&self) -> bool {
        self.accounts.dirty() || self.limits.dirty()
    }

    /// Says the accounts below their heading, and the amounts below theirs.
    pub(super) fn says<'a>(&'a self, body: Body<'a>, at: &Ambient<'a>) -> Body<'a> {
        let own = &at.words.members.form;
        let body = body.heading(own.accounts).form(&self.accounts).yields();
        let body = body.focused(!self.at_limits).gap(1).heading(own.limits);
        body.form(&self.limits).focused(self.at_limits).stretch()
    }
}
