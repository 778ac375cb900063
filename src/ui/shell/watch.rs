//! What the passing of time and the changes of others do to the layers that can be seen.

use super::Shell;
use crate::ui::screen::AnyScreen;

impl<E: Send + 'static> Shell<E> {
    /// About a second has passed.
    pub(crate) fn tick(&mut self) {
        self.escape_lapses();
        self.pending.tick();
        self.with_top(AnyScreen::tick);
        self.look_at_the_clock();
    }

    /// The store was changed: every layer that can be seen is to read again.
    pub(crate) fn changed(&mut self) {
        self.renew(|_| true);
    }

    /// Has those layers read again whose time has come; after a clock was put back, all.
    pub(crate) fn look_at_the_clock(&mut self) {
        let now = self.house.clock.now();
        let before = std::mem::replace(&mut self.looked_at, now);
        let put_back = now < before;
        self.lock_if_idle();
        self.renew(|screen| put_back || screen.holds_until().is_some_and(|until| until <= now));
    }

    fn renew(&mut self, is_stale: impl Fn(&AnyScreen<E>) -> bool) {
        let seen = self.layers.iter().skip(self.lowest_seen());
        let stale = seen.filter(|layer| is_stale(&layer.screen)).map(|layer| layer.id);
        for id in stale.collect::<Vec<_>>() {
            let Some(layer) = self.layers.iter_mut().find(|layer| layer.id == id) else {
                continue;
            };
            let mut out = Vec::new();
            layer.screen.changed(&self.house.ambient(self.who.as_ref()), &mut out);
            self.carry_out_for(id, out);
        }
    }

    /// The lowest layer that can be seen: the topmost one that fills the body, under the popups above it.
    pub(super) fn lowest_seen(&self) -> usize {
        let fills = |layer: &super::Layer<E>| layer.screen.popup().is_none();
        self.layers.iter().rposition(fills).unwrap_or(0)
    }
}
