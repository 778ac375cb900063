//! What is said and when: a screen whole when it comes, afterwards what is new, and what has the keys when it is another.

use std::collections::{BTreeSet, VecDeque};

use ratatui::layout::{Position, Size};

use super::focus::Focus;
use super::joined::{Part, ROWS, found, is_row, joined, limited, without_blanks};
use super::prompt;
use super::said::Lines;
use crate::ui::accessibility::Kind;
use crate::ui::keys::Function;
use crate::ui::kit::input::Accepts;
use crate::ui::screen::KeyInfo;
use crate::ui::shell::Sight;
use crate::ui::stage::Stage;
use crate::ui::worker::Watched;
use crate::words::{PlainWords, place};

/// The room that a layer is laid out in: so wide that nothing is cut or broken, and as many rows as a large terminal.
pub(super) const SIZE: Size = Size::new(400, 30);

/// How much is to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// What is new after a line; the message in any case.
    News,
    /// The same after a value or an empty line, which goes on to what comes next.
    Entered,
    /// The whole screen again.
    Whole,
    /// Nothing, unless another screen or message came by itself.
    IfNew,
}

/// What was said already.
pub(super) struct Voice {
    shown: bool,
    /// The layers that were said, by side, with what they said last.
    known: Vec<(Place, Lines)>,
    here: Option<Place>,
    side: Option<String>,
    who: Option<String>,
    message: Option<String>,
    focus: Focus,
    /// Where the cursor stood.
    cursor: Option<Position>,
    /// What the layer said that was heard last.
    latest: Vec<String>,
    /// The screens whose actions were said, by their title.
    introduced: BTreeSet<String>,
}

/// The most actions that are said with a screen.
const ACTIONS: usize = 6;

/// A side, and a layer of it.
type Place = (usize, (usize, u64));

impl Voice {
    /// A voice that has said nothing yet. `shown` as in [`run`](super::run).
    pub(super) fn new(shown: bool) -> Self {
        Self {
            shown,
            known: Vec::new(),
            here: None,
            side: None,
            who: None,
            message: None,
            focus: Focus::default(),
            cursor: None,
            latest: Vec::new(),
            introduced: BTreeSet::new(),
        }
    }

    /// What is said where a line has changed nothing.
    pub(super) fn stays(&self, words: &PlainWords) -> Vec<String> {
        let listed = self.focus.control.iter().chain(&self.focus.row);
        let row = listed.map(|control| &control.kind).find_map(|kind| match kind {
            Kind::Row { number, all, .. } => Some((*number, *all)),
            _ => None,
        });
        let text = match row {
            Some((number, all)) if number >= all => words.bottom,
            Some((1, _)) => words.top,
            _ => words.same,
        };
        let control = self.focus.control.as_ref().filter(|_| row.is_none());
        let control = control.map(|control| prompt::of(control, self.shown, words));
        let said: Vec<_> = std::iter::once(text.to_owned()).chain(control).collect();
        vec![said.join(words.stop)]
    }

    /// What is to be said now.
    pub(super) fn says<E: Watched>(&mut self, stage: &mut Stage<E>, how: How) -> Vec<String> {
        let words = stage.spoken();
        let Some(sight) = stage.sight(0, SIZE) else {
            return Vec::new();
        };
        let here = (stage.focus(), sight.layer);
        let is_other = self.here != Some(here);
        let message = stage.said();
        let message_is_new = message.is_some() && message != self.message;
        if how == How::IfNew && !is_other && !message_is_new {
            return Vec::new();
        }
        let now = lines(&sight, &words);
        let before = self.known.iter().find(|(place, _)| *place == here);
        let before = before.map(|(_, lines)| lines.clone()).filter(|_| how != How::Whole);
        let mut said = Vec::new();
        if is_other || how == How::Whole {
            said.push(self.title(stage.side(), &sight, &words));
            let who = sight
                .who
                .clone()
                .filter(|who| how == How::Whole || Some(who) != self.who.as_ref());
            said.extend(who);
        }
        let focus = Focus::of(&sight, &now, &words);
        let rows: Vec<String> = match &before {
            None if how == How::Whole => now.rows.clone(),
            None => self.first(&now, &focus, &sight),
            // What has the keys is said below.
            Some(before) => {
                let own = |row: &&String| focus.is_a_row() && now.marked.as_ref() == Some(*row);
                let news = now.news(before).filter(|row| !own(row)).cloned();
                if focus.searches() {
                    found(news.collect(), &now, &sight.rows)
                } else {
                    news.collect()
                }
            }
        };
        let rows = joined(rows, &sight.rows, &words);
        let is_read_back = how == How::Entered && before.is_some() && rows.len() == 1 && message.is_none();
        said.extend(rows);
        said.extend(message.clone().filter(|_| how != How::IfNew || message_is_new));
        if before.is_none() && (how == How::Whole || self.introduced.insert(sight.title.clone())) {
            said.push(briefly(&stage.actions(), how == How::Whole, &words));
        }
        let anew = is_other || how == How::Whole;
        let over = (how == How::Entered && !anew)
            .then(|| self.is_over(&sight, &focus, stage, &words))
            .flatten();
        let mut next: VecDeque<_> = match over {
            Some(over) => [over].into(),
            None => focus.news(&self.focus, anew, self.shown, &words).into(),
        };
        // What was entered, and what comes next, are one answer.
        if let Some(last) = said.last_mut().filter(|_| is_read_back && !is_other)
            && let Some(first) = next.pop_front()
        {
            last.push_str(words.stop);
            last.push_str(&first);
        }
        said.extend(next);
        (self.cursor, self.latest) = (sight.cursor, now.rows.clone());
        self.remember(here, now, stage.side());
        (self.who, self.message, self.focus) = (sight.who, message, focus);
        said
    }

    /// What is said of a screen that was not heard before: neither what the one before it has just said, nor what is said
    /// below of what has the keys, nor more of a list than a few rows.
    fn first(&self, now: &Lines, focus: &Focus, sight: &Sight) -> Vec<String> {
        let own = |row: &String| focus.says_row() && now.marked.as_ref() == Some(row);
        let headings = focus.headings();
        let is_listed = |row: &String| sight.rows.iter().any(|cells| is_row(row, cells));
        // A list that is checked has a heading more, before the others.
        let is_heading = |row: &String| !headings.is_empty() && without_blanks(row).ends_with(&headings);
        let fresh = |row: &&String| !own(row) && !is_heading(row) && !self.latest.contains(*row);
        let mut rows: Vec<_> = now.rows.iter().filter(fresh).cloned().collect();
        // What it stood over was said before.
        let is_over_nothing =
            |row: &String| Part::of(row, &sight.rows) == Part::Heading && now.rows.last() != Some(row);
        if rows.last().is_some_and(|row| is_over_nothing(row) && !is_listed(row)) {
            rows.pop();
        }
        // Beside an entry nothing was found yet.
        limited(rows, &sight.rows, if focus.searches() { 0 } else { ROWS })
    }

    /// That the entries of a form are over, where Enter has led from the last one back to the first: what carries it out.
    fn is_over<E: Watched>(
        &self,
        sight: &Sight,
        focus: &Focus,
        stage: &Stage<E>,
        words: &PlainWords,
    ) -> Option<String> {
        let (before, now) = (self.cursor?, sight.cursor?);
        let named = |focus: &Focus| focus.control.as_ref().map(|control| control.label.clone());
        let goes_back = (now.y, now.x) < (before.y, before.x) && named(&self.focus) != named(focus);
        let goes_back = goes_back && self.focus.is_filled() && focus.is_filled();
        let actions = stage.actions();
        let execute = actions
            .iter()
            .find(|info| info.unless.is_none() && stage.keymap().means(&info.key, Function::Execute));
        let execute = execute.filter(|_| goes_back)?;
        Some(words.over(place::Key(&format!(".{}", execute.key)), place::Label(&execute.label)))
    }

    /// Whether a secret is typed now, or may be.
    pub(super) fn is_secret(&self) -> bool {
        let kind = self.focus.control.as_ref().map(|control| &control.kind);
        kind == Some(&Kind::Entry(Accepts::Secret))
    }

    /// Title and ID, behind the side where that is another one.
    fn title(&self, side: Option<&str>, sight: &Sight, words: &PlainWords) -> String {
        match side.filter(|side| self.side.as_deref() != Some(side)) {
            Some(side) => format!("{side}  {}", title(sight, words)),
            None => title(sight, words),
        }
    }

    /// What is closed is forgotten.
    fn remember(&mut self, here: Place, now: Lines, side: Option<&str>) {
        let (number, (depth, _)) = here;
        let is_open = |place: &Place| place.0 != number || place.1.0 < depth;
        self.known.retain(|(place, _)| is_open(place));
        self.known.push((here, now));
        self.here = Some(here);
        self.side = side.map(str::to_owned);
    }
}

/// All that a layer says, with its title.
pub(super) fn whole(sight: &Sight, words: &PlainWords) -> Vec<String> {
    let rows = lines(sight, words).rows;
    std::iter::once(title(sight, words)).chain(rows).collect()
}

/// Title and ID; the steps of a path with a pause between them.
fn title(sight: &Sight, words: &PlainWords) -> String {
    sight.title.replace(" > ", words.joint).replace(" ＞ ", words.joint)
}

fn lines(sight: &Sight, words: &PlainWords) -> Lines {
    Lines::told(&sight.told, &sight.title, words)
}

/// The actions that are on, in one line; of several that are called the same the first.
fn briefly(actions: &[KeyInfo], all: bool, words: &PlainWords) -> String {
    let mut named: Vec<(usize, &str)> = Vec::new();
    for (number, info) in (1..).zip(actions).filter(|(_, info)| info.unless.is_none()) {
        if named.iter().all(|(_, label)| *label != info.label) {
            named.push((number, &info.label));
        }
    }
    let most = if all { named.len() } else { ACTIONS };
    let more = (named.len() > most).then(|| words.more.to_owned());
    let named: Vec<_> = named
        .iter()
        .take(most)
        .map(|(number, label)| format!(".{number} {label}"))
        .collect();
    let named: Vec<_> = named.into_iter().chain(more).collect();
    format!("{} {}", words.actions, named.join(" "))
}
