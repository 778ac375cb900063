//! What became of somebody's requests is told on whatever screen they are (R11.7).

use super::Stage;
use crate::desk::News;
use crate::domain::values::{RequestId, StaffId};
use crate::report::telling;
use crate::store::Sitting;
use crate::ui::message::Message;
use crate::ui::text::cut;
use crate::ui::worker::Watched;
use crate::words::place;

/// Columns of the name of a terminal or an address.
const PLACE: u16 = 20;

/// What is known of one side's news.
#[derive(Default)]
pub(super) struct Told {
    /// Whose it is.
    who: Option<StaffId>,
    /// What they were told, or had before they came: the menu counts that.
    known: Vec<RequestId>,
    /// What they are to be told when the message line is free.
    waits: Vec<News>,
    /// Another console at which they were logged in since, and whether that was told.
    second: Option<(Sitting, bool)>,
}

impl Told {
    /// Takes what is news to `who` now.
    pub(super) fn hear(&mut self, who: &StaffId, news: Vec<News>) {
        if self.who.as_ref() != Some(who) {
            self.who = Some(who.clone());
            (self.known, self.waits) = (news.iter().map(News::id).collect(), Vec::new());
            self.second = None;
            return;
        }
        // What was looked at meanwhile is not told any more.
        self.waits
            .retain(|waits| news.iter().any(|view| view.id() == waits.id()));
        for view in news {
            if !self.known.contains(&view.id()) {
                self.known.push(view.id());
                self.waits.push(view);
            }
        }
    }

    /// Takes that they were logged in at another console too.
    pub(super) fn hear_of(&mut self, second: Sitting) {
        if self.second.as_ref().is_none_or(|(known, _)| *known != second) {
            self.second = Some((second, false));
        }
    }

    /// Nobody is there any more.
    fn forget(&mut self) {
        *self = Self::default();
    }
}

impl<E: Watched> Stage<E> {
    /// Says the next of what each side is to be told, where nothing that is still to be read stands on its message line.
    pub(super) fn tell_news(&mut self) {
        for seat in &mut self.seats {
            let here = seat.shell.staff().map(|session| session.staff().id.clone());
            if here != seat.told.who && seat.told.who.is_some() {
                seat.told.forget();
            }
            if seat.shell.keeps_line() || seat.shell.is_locked() {
                continue;
            }
            if let Some((second, told @ false)) = &mut seat.told.second {
                *told = true;
                let house = seat.shell.house();
                let words = &house.words;
                // Short, so that the line has all of it.
                let at = words.label.soon(second.began, house.clock.now());
                let place = cut(&second.place, PLACE);
                let text = words.staff.lock.second(place::At(&at), place::Place(&place));
                seat.shell.say(Message::warn("W1205", text));
                continue;
            }
            if seat.told.waits.is_empty() {
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
