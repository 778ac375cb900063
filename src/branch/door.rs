//! How a screen of the branch is opened by its ID alone: from the menu, from the jump box, and from another screen.

use super::SCREENS;
use super::screens::TLGI001;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, may};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, AnyScreen, Nameplate};
use crate::words::{FindingMenuWords, FindingWords, place};

/// A line of the table of screens.
#[derive(Debug)]
pub struct Registered {
    /// Its ID and its title.
    pub nameplate: &'static Nameplate,
    /// How it opens by its ID alone; `None` for one that something must be chosen for first.
    pub door: Option<Door>,
    /// Where something is chosen for one that has no door.
    pub(super) way: Option<Way>,
}

/// The way to a screen that something must be chosen for first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The screen it begins on, which opens by its ID.
    pub(super) from: &'static Nameplate,
    /// What is to be done there.
    pub(super) says: fn(&FindingWords, place::From<'_>, place::Screen<'_>) -> String,
}

impl Registered {
    /// What is said to who asks for it by its ID alone: where it is opened from, or why they may not go there.
    fn told_the_way(&self, at: &Ambient<'_>) -> Message {
        let (words, id) = (&at.words.finding, self.nameplate.id);
        let Some(way) = &self.way else {
            return Message::warn("W0004", words.way_lock(place::Screen(id)));
        };
        let mut doors = doors().filter(|(nameplate, _)| nameplate.id == way.from.id);
        let refused = doors.next().and_then(|(_, door)| door.refused(at));
        refused
            .unwrap_or_else(|| Message::warn("W0004", (way.says)(words, place::From(way.from.id), place::Screen(id))))
    }
}

/// A way into a screen by its ID alone.
#[derive(Debug)]
pub struct Door {
    /// The duty a role needs for it, if any.
    pub duty: Option<Duty>,
    /// Whether it is for training stores only (R2.4).
    pub training: bool,
    /// Its line in the menu (TTOP001), if it has one.
    pub(super) task: Option<Task>,
    /// Makes it.
    open: fn() -> AnyScreen,
}

/// The line of a screen in the menu.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    /// The key that chooses it: a digit, or a letter in either case.
    pub(super) mark: char,
    /// What it is for.
    pub(super) about: fn(&FindingMenuWords) -> &'static str,
}

/// The way into what `open` makes, for every role.
pub(super) const fn opens(open: fn() -> AnyScreen) -> Door {
    Door {
        duty: None,
        training: false,
        task: None,
        open,
    }
}

impl Door {
    /// For roles with that duty.
    pub(super) const fn needs(self, duty: Duty) -> Self {
        Self {
            duty: Some(duty),
            ..self
        }
    }

    /// On training stores alone (R2.4).
    pub(super) const fn for_training(self) -> Self {
        Self { training: true, ..self }
    }

    /// In the menu, in the order of the table; no two have the same mark, and `9` is logging out.
    pub(super) const fn task(self, mark: char, about: fn(&FindingMenuWords) -> &'static str) -> Self {
        Self {
            task: Some(Task { mark, about }),
            ..self
        }
    }

    /// Why it may not be opened now: nobody is signed in, a live store, or a role without the duty (E1203).
    pub fn refused(&self, at: &Ambient<'_>) -> Option<Message> {
        let Some(session) = at.session() else {
            return Some(Message::bad("E0004", at.words.finding.not_signed_in));
        };
        let role = session.staff().role;
        let refusal = if session.must_change() {
            let staff = session.staff().id.to_string();
            Refusal::PasswordToChange { staff }
        } else if self.training && !at.training {
            Refusal::TrainingOnly
        } else if self.duty.is_some_and(|duty| !may(role, duty)) {
            let role = role.as_str().to_owned();
            Refusal::RoleMayNot { role }
        } else {
            return None;
        };
        Some(Message::from_refusal(&refusal, at.words))
    }
}

/// The screens that open by their ID alone, with their doors.
pub fn doors() -> impl Iterator<Item = (&'static Nameplate, &'static Door)> {
    SCREENS
        .iter()
        .filter_map(|listed| Some((listed.nameplate, listed.door.as_ref()?)))
}

/// Opens a screen by its ID for the jump box: `None` if there is none of that name, or why it may not be opened.
pub fn registry(id: &str, at: &Ambient<'_>) -> Option<Result<AnyScreen, Message>> {
    let known = SCREENS.iter().find(|listed| listed.nameplate.id == id)?;
    Some(match &known.door {
        Some(door) => door.refused(at).map_or_else(|| Ok((door.open)()), Err),
        None if at.session().is_none() => Err(Message::bad("E0004", at.words.finding.not_signed_in)),
        None if id == TLGI001.id => Err(Message::warn("W0007", at.words.finding.log_out_first)),
        None => Err(known.told_the_way(at)),
    })
}
