//! What the stage notices of the store: that something changed, and the figures of its policy that a console keeps.

use super::{Job, Stage, To};
use crate::store::Stamp;
use crate::ui::worker::{Figures, Watched};

/// The mark of the store; none when it could not be read.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark(Option<Stamp>);

/// The store as it was last looked at; nothing, before it ever was.
#[derive(Default)]
pub(super) struct Noticed {
    mark: Option<Mark>,
    figures: Option<Figures>,
}

/// What was seen of it. The figures are looked at when the mark is another one.
pub(super) struct Seen {
    mark: Mark,
    figures: Option<Figures>,
}

impl<E: Watched> Stage<E> {
    /// Has the worker look at the store.
    pub(super) fn ask_stamp(&mut self) {
        let before = self.noticed.mark;
        let look = move |engine: &mut E| {
            engine.advance();
            let mark = Mark(engine.stamp());
            let figures = (before != Some(mark)).then(|| engine.figures()).flatten();
            Seen { mark, figures }
        };
        self.worker.send(Job {
            to: To::Stage,
            task: Box::new(move |engine: &mut E| Box::new(look(engine))),
        });
    }

    /// Hears what was seen; a mark that differs from the last is told to all, and so are figures that do.
    pub(super) fn notice(&mut self, seen: &Seen) {
        let before = self.noticed.mark.replace(seen.mark);
        if before.is_some_and(|before| before != seen.mark) {
            self.seats.iter_mut().for_each(|seat| seat.shell.changed());
        }
        let Some(figures) = seen.figures else { return };
        let before = self.noticed.figures.replace(figures);
        if before.is_some_and(|before| before != figures) {
            self.seats.iter_mut().for_each(|seat| seat.shell.keep_to(figures));
        }
    }
}
