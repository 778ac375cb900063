//! A form on its ground: BFKF001, BPEZ001 and BSGK001 fill in what they ask for and see first what it would come to.

use super::Ground;
use crate::domain::calendar::Instant;
use crate::domain::payment::Order;
use crate::portal::{Error, PaymentPreview};
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::kit::form::Form;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// What is made of the ground and the words: a form and its fields.
pub(crate) struct Parts<F> {
    pub(crate) form: Form,
    pub(crate) fields: F,
}

/// A form, on the ground that was last read.
pub(crate) struct Filling<F> {
    ground: Option<Box<Ground>>,
    parts: Option<Parts<F>>,
}

impl<F> Default for Filling<F> {
    fn default() -> Self {
        Self {
            ground: None,
            parts: None,
        }
    }
}

impl<F> Filling<F> {
    /// Takes a reading. Where there is something else to choose from, `make` makes the form anew; what was typed stays.
    pub(crate) fn take(&mut self, ground: Box<Ground>, make: impl FnOnce(&Ground) -> Parts<F>) {
        let same = self.ground.as_ref().is_some_and(|old| old.offers_as(&ground));
        if !same || self.parts.is_none() {
            let mut parts = make(&ground);
            if let Some(old) = &self.parts {
                parts.form.take_over(&old.form);
            }
            self.parts = Some(parts);
        }
        self.ground = Some(ground);
    }

    /// What was last read.
    pub(crate) fn ground(&self) -> Option<&Ground> {
        self.ground.as_deref()
    }

    /// The form, once it is there.
    pub(crate) fn parts(&self) -> Option<&Parts<F>> {
        self.parts.as_ref()
    }

    /// The same, to be read and changed.
    pub(crate) fn parts_mut(&mut self) -> Option<&mut Parts<F>> {
        self.parts.as_mut()
    }

    /// The form, unless something stands in the way of entering anything.
    pub(crate) fn open(&self) -> Option<&Parts<F>> {
        let ground = self.ground.as_ref()?;
        self.parts.as_ref().filter(|_| !ground.stands_in_the_way())
    }

    /// Why nothing can be entered now, for a key that is off.
    pub(crate) fn off(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.payments.common;
        let off = match &self.ground {
            None => Some(words.off_reading),
            Some(ground) => ground.stands_in_the_way().then_some(words.off_refused),
        };
        off.map(str::to_owned)
    }

    /// Until when what was read holds.
    pub(crate) fn holds_until(&self) -> Option<Instant> {
        self.ground.as_ref()?.until
    }

    /// Takes a key into the form; false if it means nothing there.
    pub(crate) fn typed(&mut self, key: &Key) -> bool {
        let open = self.open().is_some();
        open && self.parts.as_mut().is_some_and(|parts| parts.form.typed(key))
    }

    /// What it is said from, in the words of now, which `make` makes the same form of; or instead why nothing can be entered.
    pub(crate) fn to_say<'a>(
        &'a self,
        at: &'a Ambient<'a>,
        make: impl FnOnce(&Ground, &Words) -> Parts<F>,
    ) -> Result<(&'a Ground, &'a Parts<F>), Body<'a>> {
        let body = Body::new(at);
        match (&self.ground, &self.parts) {
            (Some(ground), Some(parts)) if !ground.stands_in_the_way() => {
                parts.form.in_words(at.words, || make(ground, at.words).form);
                Ok((ground, parts))
            }
            (Some(ground), Some(_)) => Err(ground.says_what_stands_in_the_way(body, at)),
            _ => Err(body.line(at.words.payments.common.reading, at.theme.info)),
        }
    }
}

/// Asks what entering this would come to; the answer opens the confirmation, for which keys are kept.
pub(crate) fn preview<M: Send + 'static>(
    order: Order,
    cx: &mut Cx<'_, M>,
    previewed: impl FnOnce(Box<Order>, Result<PaymentPreview, Error>) -> M + Send + 'static,
) {
    let asked = order.clone();
    let answer = |outcome| previewed(Box::new(order), outcome);
    cx.customer_look("preview", move |look| look.preview(&asked), answer);
    cx.keep_keys("preview");
}
