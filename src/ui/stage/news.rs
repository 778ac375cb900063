//! What became of somebody's requests is told on whatever screen they are (R11.7).

use super::Stage;
use crate::desk::RequestView;
use crate::domain::values::{RequestId, StaffId};
use crate::report::telling;
use crate::ui::message::Message;
use crate::ui::worker::Watched;

/// What is known of one side's news.
#[derive(Default)]
pub(super) struct Told {
    /// Whose it is.
    who: Option<StaffId>,
    /// What they were told, or had before they came: the menu counts that.
    known: Vec<RequestId>,
    /// What they are to be told when the message line is free.
    waits: Vec<RequestView>,
}

impl Told {
    /// Takes what is news to `who` now.
    pub(super) fn hear(&mut self, who: &StaffId, news: Vec<RequestView>) {
        if self.who.as_ref() != Some(who) {
            self.who = Some(who.clone());
            (self.known, self.waits) = (news.iter().map(|view| view.id).collect(), Vec::new());
            return;
        }
        // What was looked at meanwhile is not told any more.
        self.waits.retain(|waits| news.iter().any(|view| view.id == waits.id));
        for view in news {
            if !self.known.contains(&view.id) {
                self.known.push(view.id);
                self.waits.push(view);
            }
        }
    }

    /// Nobody is there any more.
    fn forget(&mut self) {
        *self = Self::default();
    }
}

impl<E: Watched> Stage<E> {
    /// Says the next of what each side is to be told, where nothing else stands on its message line.
    pub(super) fn tell_news(&mut self) {
        for seat in &mut self.seats {
            let here = seat.shell.staff().map(|session| session.staff().id.clone());
            if here != seat.told.who && seat.told.who.is_some() {
                seat.told.forget();
            }
            if seat.told.waits.is_empty() || seat.shell.says() || seat.shell.is_locked() {
                continue;
            }
            let Some(who) = here else { continue };
            let view = seat.told.waits.remove(0);
            let (text, is_good) = telling::news(&view, &who, &seat.shell.house().words);
            seat.shell.say(if is_good {
                Message::info("I0530", text)
            } else {
                Message::warn("W0530", text)
            });
        }
    }
}
