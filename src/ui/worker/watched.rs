//! What a console notices of what it works on.

use chrono::TimeDelta;

use crate::desk::{AskedFact, News, Session};
use crate::domain::era::Era;
use crate::domain::staff::People;
use crate::store::{Sitting, Stamp};

/// What a console works on, so that it notices by itself when there is something else to show.
pub trait Watched: Send + 'static {
    /// Lets what follows the store's changes by itself go on; the worker does so before each look at the mark. The default has
    /// nothing that does.
    fn advance(&mut self) {}

    /// The mark of what it holds now: another one than before has the screens read again. `None` when it can't be
    /// read. The default never changes.
    fn stamp(&self) -> Option<Stamp> {
        Some(Stamp::default())
    }

    /// What became of the requests of that member of the staff and was not looked at yet (R11.7); asked for when the stamp is
    /// another one, or the day. The default knows of nothing.
    fn news(&mut self, _who: &Session) -> Vec<News> {
        Vec::new()
    }

    /// The newest other console at which that member was logged in since; asked for when the stamp is another one. The default knows
    /// of none.
    fn second_login(&mut self, _who: &Session) -> Option<Sitting> {
        None
    }

    /// What that member of the staff asks callers for just now (R10.6); asked for when the stamp is another one. The default asks for
    /// nothing.
    fn asked(&mut self, _who: &Session) -> Vec<AskedFact> {
        Vec::new()
    }

    /// What the staff are called, where that is not what was known before; asked for when the stamp is another one. The default knows
    /// nobody.
    fn people(&mut self, _before: Option<&People>) -> Option<People> {
        None
    }

    /// The figures that a console keeps; asked for when the stamp is another one. `None` leaves it those that it has.
    fn figures(&mut self) -> Option<Figures> {
        None
    }
}

/// The figures of a store's policy that a console keeps while it runs (`[console]`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How long no key comes before the branch's side locks.
    pub idle_lock: TimeDelta,
    /// How long somebody stays signed in there.
    pub session: TimeDelta,
    /// In which years dates are written.
    pub era: Era,
}

impl Watched for crate::desk::Desk {
    /// The names that a search needs are read in the background, and a lesson looks at what was done. One that can't look now looks
    /// the next time.
    fn advance(&mut self) {
        self.begin_to_know();
        let _ = crate::training::lesson::observe(self);
    }

    fn stamp(&self) -> Option<Stamp> {
        Self::stamp(self).ok()
    }

    fn news(&mut self, who: &Session) -> Vec<News> {
        // What can't be read just now is told the next time.
        self.look(who).news().unwrap_or_default()
    }

    fn second_login(&mut self, who: &Session) -> Option<Sitting> {
        Self::second_login(self, who)
    }

    fn asked(&mut self, who: &Session) -> Vec<AskedFact> {
        self.look(who).asked().unwrap_or_default()
    }

    fn people(&mut self, before: Option<&People>) -> Option<People> {
        Self::people(self, before)
    }

    fn figures(&mut self) -> Option<Figures> {
        // The bank of a lesson has a policy of its own; the console stays the store's.
        if crate::training::lesson::is_going_on(self) {
            return None;
        }
        self.current_policy().ok().map(|policy| Figures {
            idle_lock: policy.idle_lock,
            session: policy.staff_session,
            era: policy.era,
        })
    }
}
