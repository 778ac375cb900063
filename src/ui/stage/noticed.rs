//! What the stage notices of the store: that something changed, and the figures of its policy that a console keeps.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Job, Seat, Stage, To};
use crate::desk::{AskedFact, News};
use crate::domain::calendar;
use crate::domain::staff::People;
use crate::domain::values::StaffId;
use crate::store::{Sitting, Stamp};
use crate::ui::worker::{Figures, Watched};

/// The mark of the store; none when it could not be read.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark(Option<Stamp>);

/// The store as it was last looked at; nothing, before it ever was.
#[derive(Default)]
pub(super) struct Noticed {
    mark: Option<Mark>,
    figures: Option<Figures>,
    people: Option<Arc<People>>,
    /// The day on which it was looked at: with another one a request may have lapsed.
    day: Option<NaiveDate>,
}

/// What was seen of it. The figures are looked at when the mark is another one.
pub(super) struct Seen {
    mark: Mark,
    figures: Option<Figures>,
    people: Option<People>,
    /// The news of each side's member of the staff, and what they ask a caller for.
    news: Vec<(usize, StaffId, Vec<News>, Vec<AskedFact>)>,
    /// Another console at which the same member was logged in since.
    second: Vec<(usize, Sitting)>,
}

impl<E: Watched> Stage<E> {
    /// Has the worker look at the store.
    pub(super) fn ask_stamp(&mut self) {
        let before = self.noticed.mark;
        let clock = self.seats.first().map(|seat| seat.shell.clock());
        let known = self.noticed.people.clone();
        let today = clock.map(|clock| calendar::day_of(clock.now()));
        let is_another_day = std::mem::replace(&mut self.noticed.day, today) != today;
        let here = |(number, seat): (usize, &Seat<E>)| Some((number, seat.shell.staff()?.clone()));
        let here: Vec<_> = self.seats.iter().enumerate().filter_map(here).collect();
        let look = move |engine: &mut E| {
            engine.advance();
            let mark = Mark(engine.stamp());
            let figures = (before != Some(mark)).then(|| engine.figures()).flatten();
            let people = (before != Some(mark))
                .then(|| engine.people(known.as_deref()))
                .flatten();
            let asks = before != Some(mark) || is_another_day;
            let second = here.iter().filter(|_| before != Some(mark));
            let second = second.filter_map(|(number, who)| Some((*number, engine.second_login(who)?)));
            let second = second.collect();
            let news = here.into_iter().filter(|_| asks).map(|(number, who)| {
                let (news, asked) = (engine.news(&who), engine.asked(&who));
                (number, who.staff().id.clone(), news, asked)
            });
            let news = news.collect();
            Seen {
                mark,
                figures,
                people,
                news,
                second,
            }
        };
        self.worker.send(Job {
            to: To::Stage,
            task: Box::new(move |engine: &mut E| Box::new(look(engine))),
        });
    }

    /// Hears what was seen; a mark that differs from the last is told to all, and so are figures that do.
    pub(super) fn notice(&mut self, seen: Seen) {
        if let Some(people) = seen.people {
            let people = Arc::new(people);
            let seats = self.seats.iter_mut();
            seats.for_each(|seat| seat.shell.knows(Arc::clone(&people)));
            self.noticed.people = Some(people);
        }
        for (number, who, news, asked) in seen.news {
            if let Some(seat) = self.seats.get_mut(number) {
                seat.shell.veil(&who, asked);
                seat.told.hear(&who, news);
            }
        }
        for (number, second) in seen.second {
            if let Some(seat) = self.seats.get_mut(number) {
                seat.told.hear_of(second);
            }
        }
        self.tell_news();
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
