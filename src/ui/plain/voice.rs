//! What is said and when: a screen whole when it comes, afterwards what is new, and what has the keys when it is another.

use ratatui::layout::Size;

use super::lines::Lines;
use super::prompt;
use crate::ui::ear::{Asked, Kind};
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
}

/// A side, and a layer of it.
type Place = (usize, (usize, u64));

/// What has the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Focus {
    asked: Option<Asked>,
    row: Option<Asked>,
    /// Where no part of the kit told: the row of the cursor, or its button.
    place: Option<String>,
    is_button: bool,
    hint: String,
}

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
        }
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
        match &before {
            None => said.extend(now.rows.iter().cloned()),
            // What has the keys is said below.
            Some(before) => {
                let own = |row: &&String| focus.is_a_row() && now.marked.as_ref() == Some(*row);
                said.extend(now.news(before).filter(|row| !own(row)).cloned());
            }
        }
        said.extend(message.clone().filter(|_| how != How::IfNew || message_is_new));
        if before.is_none() {
            said.push(briefly(&stage.actions(), &words));
        }
        let anew = is_other || how == How::Whole;
        said.extend(focus.news(&self.focus, anew, self.shown, &words));
        self.remember(here, now, stage.side());
        (self.who, self.message, self.focus) = (sight.who, message, focus);
        said
    }

    /// Whether a secret is typed now, or may be.
    pub(super) fn is_secret(&self) -> bool {
        let kind = self.focus.asked.as_ref().map(|asked| &asked.kind);
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

impl Focus {
    fn of(sight: &Sight, now: &Lines, words: &PlainWords) -> Self {
        let button = now.button.as_ref().map(|label| words.button(place::Label(label)));
        let place = || now.marked.as_ref().map(|row| format!("{}{row}", words.here));
        // An entry that nobody told of may be a secret.
        let untold = || {
            let label = now.marked.clone().unwrap_or_default();
            sight.types.then(|| Asked::entry(label, Accepts::Secret, ""))
        };
        let asked = sight.asked.clone().or_else(untold);
        Self {
            is_button: button.is_some(),
            place: asked.is_none().then(|| button.or_else(place)).flatten(),
            row: sight.row.clone(),
            hint: sight.hint.clone(),
            asked,
        }
    }

    /// Whether a row has the keys, rather than something in it.
    fn is_a_row(&self) -> bool {
        match &self.asked {
            Some(asked) => matches!(asked.kind, Kind::Row { .. } | Kind::Here),
            None => self.place.is_some(),
        }
    }

    /// What is to be said of it: all of it when the screen was said `anew`, otherwise what is another than `before`.
    fn news(&self, before: &Self, anew: bool, shown: bool, words: &PlainWords) -> Vec<String> {
        let is_other = |now: &Option<Asked>, before: &Option<Asked>| match (now, before) {
            (Some(now), Some(before)) => anew || prompt::is_other(now, before),
            (now, _) => now.is_some(),
        };
        let heard = |asked: &Option<Asked>| asked.as_ref().map(|asked| prompt::of(asked, shown, words));
        let row = heard(&self.row).filter(|_| is_other(&self.row, &before.row));
        let asked = heard(&self.asked).filter(|_| is_other(&self.asked, &before.asked));
        // At the top of a text that was just said it would be said twice.
        let place = self.place.clone().filter(|_| self.is_button || !anew);
        let place = place.filter(|_| anew || self.place != before.place);
        let hint = Some(&self.hint).filter(|hint| !hint.is_empty() && (anew || **hint != before.hint));
        let asked: Vec<_> = asked.into_iter().chain(place).chain(hint.cloned()).collect();
        let asked = Some(asked.join(words.stop)).filter(|asked| !asked.is_empty());
        row.into_iter().chain(asked).collect()
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
    match &sight.told {
        Some(told) => told.clone().into(),
        None => Lines::of(&sight.drawn, sight.cursor, &sight.title, words),
    }
}

/// The actions that are on, in one line; of several that are called the same the first.
fn briefly(actions: &[KeyInfo], words: &PlainWords) -> String {
    let mut named: Vec<(usize, &str)> = Vec::new();
    for (number, info) in (1..).zip(actions).filter(|(_, info)| info.unless.is_none()) {
        if named.iter().all(|(_, label)| *label != info.label) {
            named.push((number, &info.label));
        }
    }
    let named: Vec<_> = named
        .iter()
        .map(|(number, label)| format!(".{number} {label}"))
        .collect();
    format!("{} {}", words.actions, named.join(" "))
}
