//! Everything that is entered for a user, a line each, and what of it becomes another.

use super::limit;
use super::permit::Permit;
use crate::domain::members::{Field, Profile};
use crate::domain::values::LoginId;
use crate::ui::kit::lines::Lines;
use crate::ui::screen::Ambient;
use crate::ui::text::width;
use crate::words::{Words, place};

/// One line of what is entered.
struct Item {
    name: String,
    before: Option<String>,
    after: String,
}

/// What is entered for a user, as the screens show it.
pub(in crate::customer) struct Entered<'a> {
    /// Whose it is.
    pub(in crate::customer) login_id: &'a LoginId,
    /// What they have now; none for a new user, or where nothing is to be compared.
    pub(in crate::customer) before: Option<&'a Profile>,
    /// What was entered.
    pub(in crate::customer) after: &'a Profile,
    /// Which passwords are new, if passwords are spoken of.
    pub(in crate::customer) passwords: Option<[bool; 2]>,
}

/// The columns of the widest name.
pub(in crate::customer) fn names_width(words: &Words) -> u16 {
    let common = &words.members.common;
    let permits = Permit::all().map(|permit| width(&permit.written(&words.members.permit)));
    let limits = limit::named(&words.members.limit).map(|name| width(&name));
    let names = [
        &common.login_id,
        &common.kana,
        &common.kind,
        &common.service,
        &common.state,
    ];
    let names = names.map(|name| width(name));
    permits.chain(limits).chain(names).max().unwrap_or(0)
}

impl Entered<'_> {
    /// Writes all of it: where something is compared, first what becomes another, then what stays.
    pub(in crate::customer) fn write(&self, lines: &mut Lines<'_>) {
        let at = lines.at();
        let (words, theme) = (&at.words.members.confirm, at.theme);
        let (changed, same): (Vec<_>, Vec<_>) = self.items(at).into_iter().partition(Item::is_changed);
        if !changed.is_empty() {
            lines.heading(words.changed);
            for item in &changed {
                let before = item.before.as_deref().unwrap_or_default();
                let value = words.change(place::After(&item.after), place::Before(before));
                lines.fact(&item.name, &value, theme.warn);
            }
            lines.heading(words.unchanged);
        }
        for item in &same {
            lines.fact(&item.name, &item.after, theme.value);
        }
    }

    fn items(&self, at: &Ambient<'_>) -> Vec<Item> {
        let (words, common) = (at.words, &at.words.members.common);
        let mut items = vec![Item::plain(common.login_id, self.login_id.to_string())];
        let mut add = |name: &str, value: &dyn Fn(&Profile) -> String| {
            items.push(Item {
                name: name.to_owned(),
                before: self.before.map(value),
                after: value(self.after),
            });
        };
        add(common.name, &|profile| profile.name.to_string());
        add(common.kana, &|profile| profile.kana.to_string());
        add(common.kind, &|profile| words.label.kind(profile.kind).to_owned());
        let permit = &words.members.permit;
        for each in Permit::all() {
            let yes_or_no = |profile: &Profile| {
                let held = each.is_held(profile);
                if held { permit.yes } else { permit.no }.to_owned()
            };
            add(&each.written(permit), &yes_or_no);
        }
        add(words.members.form.accounts, &|profile| accounts(profile, words));
        let limits = &words.members.limit;
        for (number, name) in limit::named(limits).into_iter().enumerate() {
            add(&name, &|profile| {
                limit::yen(limit::each(&profile.access.limits)[number], limits)
            });
        }
        if let Some(new) = self.passwords {
            items.splice(4..4, self.password_items(new, words));
        }
        items
    }

    fn password_items(&self, new: [bool; 2], words: &Words) -> Vec<Item> {
        let (form, confirm) = (&words.members.form, &words.members.confirm);
        let item = |name: &str, is_new: bool| Item {
            name: name.to_owned(),
            before: self.before.filter(|_| is_new).map(|_| confirm.password_now.to_owned()),
            after: if is_new {
                confirm.password_new.to_owned()
            } else {
                confirm.password_stays.to_owned()
            },
        };
        vec![item(form.login_password, new[0]), item(form.confirmation, new[1])]
    }
}

impl Item {
    fn plain(name: &str, value: String) -> Self {
        Self {
            name: name.to_owned(),
            before: None,
            after: value,
        }
    }

    fn is_changed(&self) -> bool {
        self.before.as_ref().is_some_and(|before| *before != self.after)
    }
}

fn accounts(profile: &Profile, words: &Words) -> String {
    let accounts: Vec<_> = profile.access.accounts.iter().map(ToString::to_string).collect();
    if accounts.is_empty() {
        words.members.common.none.to_owned()
    } else {
        accounts.join(words.label.comma)
    }
}

/// How many fields these are on the screens, and their names.
pub(in crate::customer) fn fields(fields: &[Field], words: &Words) -> (usize, String) {
    let (common, form, confirm) = (&words.members.common, &words.members.form, &words.members.confirm);
    let mut named: Vec<&str> = fields
        .iter()
        .map(|field| match field {
            Field::Name => common.name,
            Field::Kana => common.kana,
            Field::Kind => common.kind,
            Field::Operations | Field::Rights => confirm.rights,
            Field::Limits => confirm.limits,
            Field::Accounts => confirm.accounts,
            Field::LoginPassword => form.login_password,
            Field::ConfirmationPassword => form.confirmation,
        })
        .collect();
    named.dedup();
    (named.len(), named.join(words.label.comma))
}
