//! A form on its ground: BFKF001, BPEZ001 and BSGK001 fill in what they ask for and see first what it would come to.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Ground, line};
use crate::domain::calendar::Instant;
use crate::domain::payment::Order;
use crate::portal::{Error, PaymentPreview};
use crate::ui::keys::Key;
use crate::ui::kit::form::Form;
use crate::ui::screen::{Ambient, Cx};

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

    /// Takes the words of what `make` makes, which is the same form in another language.
    pub(crate) fn retell(&mut self, make: impl FnOnce(&Ground) -> Parts<F>) {
        if let (Some(ground), Some(parts)) = (&self.ground, &mut self.parts) {
            parts.form.retell(make(ground).form);
        }
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

    /// What it is drawn from, or `None` after drawing why nothing can be entered.
    pub(crate) fn to_view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<(&Ground, &Parts<F>)> {
        let (Some(ground), Some(parts)) = (&self.ground, &self.parts) else {
            line(area, 0, buf, at.words.payments.common.reading, at.theme.info);
            return None;
        };
        (!ground.view_what_stands_in_the_way(area, buf, at)).then_some((ground, parts))
    }

    /// For [`Screen::cursor`](crate::ui::screen::Screen::cursor): `place` says where the form was drawn.
    pub(crate) fn cursor(&self, place: impl FnOnce(&Form) -> Rect) -> Option<Position> {
        let form = &self.open()?.form;
        form.cursor(place(form))
    }

    /// For [`Screen::hint`](crate::ui::screen::Screen::hint).
    pub(crate) fn hint(&self) -> String {
        self.open().map(|parts| parts.form.hint()).unwrap_or_default()
    }

    /// For [`Screen::typing`](crate::ui::screen::Screen::typing).
    pub(crate) fn typing(&self) -> bool {
        self.open().is_some_and(|parts| parts.form.typing())
    }

    /// For [`Screen::kana`](crate::ui::screen::Screen::kana).
    pub(crate) fn kana(&self) -> bool {
        self.open().is_some_and(|parts| parts.form.kana())
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
