//! ［権限］: the permissions of the manual's table.

use std::collections::BTreeSet;

use super::FormData;
use crate::customer::members::permit::{ADMINISTRATION, Permit, ROWS};
use crate::domain::access::Right;
use crate::domain::refusal::Refusal;
use crate::domain::user::{Operations, UserKind};
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::words::{MembersFormWords, Words};

/// The fields of the second step.
pub(super) struct Rights {
    pub(super) form: Form,
    rows: Vec<(&'static [Permit], Entry<Vec<Permit>>)>,
    /// Why 利用者管理 can't be changed, whatever the kind.
    locked: Option<fn(&MembersFormWords) -> &'static str>,
    /// What 利用者管理 was before the kind took it away.
    kept: Option<String>,
}

impl Rights {
    pub(super) fn new(form_data: &FormData, words: &Words) -> Self {
        let (own, permit) = (&words.members.form, &words.members.permit);
        let profile = form_data.profile();
        let mut form = Form::new();
        let mut above = "";
        let mut rows = Vec::with_capacity(ROWS.len());
        for row in ROWS {
            let name = row.first().map_or("", |first| first.row(permit));
            let label = if name == above { "" } else { name };
            above = name;
            let options = row
                .iter()
                .map(|each| Choosable::new(each.key(), each.name(permit)))
                .collect();
            let held: Vec<_> = row
                .iter()
                .filter(|each| profile.as_ref().is_some_and(|profile| each.is_held(profile)))
                .map(|each| each.key())
                .collect();
            let hint = if is_administration(row) {
                &own.administration_hint
            } else {
                &own.rights_hint
            };
            let field = Field::many(label, options).hint(*hint).initially(&held.join(","));
            let entry = form.add(field, move |text, _| {
                let chosen = row.iter().filter(|each| text.split(',').any(|key| key == each.key()));
                Ok(chosen.copied().collect())
            });
            rows.push((row, entry));
        }
        let is_master = form_data
            .user
            .as_ref()
            .is_some_and(|user| user.kind == UserKind::Master);
        let locked: Option<fn(&MembersFormWords) -> &'static str> = if is_master {
            Some(|words| words.administration_off_master)
        } else if form_data.is_own() {
            Some(|words| words.administration_off_own)
        } else {
            None
        };
        Self {
            form,
            rows,
            locked,
            kept: None,
        }
    }

    /// Its form in these words, for a user of that kind.
    pub(super) fn form(&self, form_data: &FormData, kind: Option<UserKind>, words: &Words) -> &Form {
        self.form.in_words(words, || {
            let mut told = Self::new(form_data, words);
            told.suit(kind, &words.members.form);
            told.form
        })
    }

    /// Shows what the kind allows: a general user never administers. What was chosen before comes back with the kind.
    pub(super) fn suit(&mut self, kind: Option<UserKind>, words: &MembersFormWords) {
        let Some((_, entry)) = self.rows.iter().find(|(row, _)| is_administration(row)) else {
            return;
        };
        if kind.is_some_and(UserKind::administers) {
            if let Some(kept) = self.kept.take() {
                self.form.set(entry, &kept);
            }
            self.form.set_off(entry, self.locked.map(|why| why(words).to_owned()));
        } else {
            if self.kept.is_none() {
                self.kept = Some(self.form.text(entry));
            }
            self.form.clear(entry);
            self.form
                .set_off(entry, Some(words.administration_off_general.to_owned()));
        }
    }

    /// What is permitted.
    pub(super) fn read(&mut self, words: &Words) -> Result<(Operations, BTreeSet<Right>), Message> {
        let (mut operations, mut rights) = (Operations::default(), BTreeSet::new());
        for (_, entry) in &self.rows {
            for permit in self.form.read(entry, words)? {
                permit.give(&mut operations, &mut rights);
            }
        }
        Ok((operations, rights))
    }

    /// Puts the focus on what a refusal is about, if that stands in this step.
    pub(super) fn point_at(&mut self, refusal: &Refusal) -> bool {
        let permit = match refusal {
            Refusal::SameDayAlone => Permit::Right(Right::SameDay),
            Refusal::AdministrationOfKind | Refusal::NotOneself => ADMINISTRATION,
            _ => return false,
        };
        if let Some((_, entry)) = self.rows.iter().find(|(row, _)| row.contains(&permit)) {
            self.form.focus(entry);
        }
        true
    }
}

fn is_administration(row: &[Permit]) -> bool {
    row.contains(&ADMINISTRATION)
}
