//! What is typed in the three steps, and which part of it a step shows.

use super::basic::Basic;
use super::bounds::Bounds;
use super::rights::Rights;
use super::{FormData, Step};
use crate::domain::access::Access;
use crate::domain::members::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::Secrets;
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::Words;

/// What was read as the form was opened, and what is typed.
pub(super) struct Entry {
    pub(super) form_data: Box<FormData>,
    pub(super) basic: Basic,
    pub(super) rights: Rights,
    bounds: Bounds,
}

/// What was typed, as far as it goes.
pub(super) struct Draft {
    pub(super) login_id: LoginId,
    pub(super) profile: Profile,
    pub(super) secrets: Secrets,
}

impl Entry {
    pub(super) fn new(form_data: Box<FormData>, words: &Words) -> Self {
        Self {
            basic: Basic::new(&form_data, words),
            rights: Rights::new(&form_data, words),
            bounds: Bounds::new(&form_data, words),
            form_data,
        }
    }

    /// What was typed up to a step, with the focus on what is wrong; of later steps what there was before.
    pub(super) fn draft(&mut self, step: Step, words: &Words) -> Result<Draft, Message> {
        let typed = self.basic.read(words)?;
        let before = self.form_data.profile();
        let (operations, rights) = if step >= Step::Rights {
            self.rights.read(words)?
        } else {
            let mut operations = before.as_ref().map(|before| before.operations).unwrap_or_default();
            operations.administration &= typed.kind.administers();
            (
                operations,
                before.map(|before| before.access.rights).unwrap_or_default(),
            )
        };
        let (accounts, limits) = self.bounds.read(step == Step::Bounds, words)?;
        Ok(Draft {
            login_id: typed.login_id,
            profile: Profile {
                name: typed.name,
                kana: typed.kana,
                kind: typed.kind,
                operations,
                access: Access {
                    rights,
                    limits,
                    accounts,
                },
            },
            secrets: typed.secrets,
        })
    }

    /// Puts the focus on what a refusal is about, and gives the step where that stands.
    pub(super) fn point_at(&mut self, refusal: &Refusal) -> Option<Step> {
        if self.basic.point_at(refusal, self.form_data.password_min) {
            Some(Step::Basic)
        } else if self.rights.point_at(refusal) {
            Some(Step::Rights)
        } else {
            self.bounds.point_at(refusal).then_some(Step::Bounds)
        }
    }

    pub(super) fn typed(&mut self, step: Step, key: &Key) -> bool {
        match step {
            Step::Basic => self.basic.form.typed(key),
            Step::Rights => self.rights.form.typed(key),
            Step::Bounds => self.bounds.typed(key),
        }
    }

    /// Why the focused field can't be changed, if it can't.
    pub(super) fn off(&self, step: Step) -> Option<String> {
        match step {
            Step::Basic => self.basic.form.off(),
            Step::Rights => self.rights.form.off(),
            Step::Bounds => None,
        }
    }

    /// Says the fields of a step.
    pub(super) fn says<'a>(&'a self, step: Step, body: Body<'a>, at: &Ambient<'a>) -> Body<'a> {
        let (form_data, words) = (&self.form_data, at.words);
        match step {
            Step::Basic => body.form(self.basic.form(form_data, words)).rest(),
            Step::Rights => body.form(self.rights.form(form_data, self.basic.kind(), words)).rest(),
            Step::Bounds => self.bounds.says(body, form_data, at),
        }
    }

    pub(super) fn dirty(&self) -> bool {
        self.basic.form.dirty() || self.rights.form.dirty() || self.bounds.dirty()
    }
}
