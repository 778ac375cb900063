//! Carrying out what screens asked for.

use std::any::Any;
use std::collections::HashMap;

use super::help::Help;
use super::palette::Palette;
use super::speak::Made;
use super::{Exit, Layer, Leaving, Shell, Then, Wish};
use crate::ui::event::Address;
use crate::ui::keys::Function;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::message::Message;
use crate::ui::screen::{AnyScreen, CloseReason, Effect, Heir, Screen, Work};
use crate::ui::worker::Task;
use crate::words::{Words, place};

impl<E: Send + 'static> Shell<E> {
    /// Carries out what the top layer asked for.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect<E>>) {
        let from = self.layers.last().map_or(0, |layer| layer.id);
        self.carry_out_for(from, effects);
    }

    /// Carries out what the layer `from` asked for, and tells the layer that comes on top.
    pub(super) fn carry_out_for(&mut self, from: u64, effects: Vec<Effect<E>>) {
        for effect in effects {
            self.effect(from, effect);
        }
        self.settle();
        self.take_up_again();
    }

    fn effect(&mut self, from: u64, effect: Effect<E>) {
        match effect {
            Effect::Work(work, task) => self.work(from, work, task),
            Effect::Await(slot) => self.wait_for(from, slot),
            Effect::Open(screen, reply) => self.push(screen, reply.map_or(Then::Nothing, Then::Tell)),
            Effect::Replace(screen, heir) => {
                let then = self.remove_from(from).filter(|_| heir == Heir::Answers);
                self.push(screen, then.unwrap_or(Then::Nothing));
            }
            Effect::Restart(screen) => {
                self.remove(0, CloseReason::Away);
                self.push(screen, Then::Nothing);
            }
            Effect::Close(value) => self.close(from, value),
            Effect::Back => self.leave(Leaving::Back),
            Effect::Home => drop(self.remove(1, CloseReason::Away)),
            Effect::Go(id) => self.go(id),
            Effect::Press(key) => {
                self.settle();
                self.press(&key);
            }
            Effect::HandOver(key) => self.wish = Some(Wish::HandOver(key)),
            Effect::SignIn(who) => {
                self.who = Some(who);
                self.signs_in();
            }
            Effect::SignOut => {
                self.who = None;
                self.signs_in();
            }
            Effect::Say(message) => self.message = Some(message),
            Effect::Print(text) => self.prints.push(text),
            Effect::Quit => self.leave(Leaving::Quit),
        }
    }

    fn work(&mut self, from: u64, work: Work, task: Task<E>) {
        self.counter += 1;
        let number = self.counter;
        let slot = match work {
            Work::Latest(slot) => Some(slot),
            Work::Ask | Work::Execute => None,
        };
        // A layer that closed in the same breath gets no answer; what it asked to be done is done all the same.
        if let (Some(slot), Some(layer)) = (slot, self.layers.iter_mut().find(|layer| layer.id == from)) {
            layer.latest.insert(slot, number);
        }
        let holds_keys = work == Work::Execute;
        self.running += usize::from(holds_keys);
        let to = Address {
            layer: from,
            slot,
            number,
            holds_keys,
        };
        self.pending.asked(&to);
        self.wanted.push((to, task));
    }

    /// Keys wait for the newest question in `slot` of that layer, which was just asked.
    fn wait_for(&mut self, from: u64, slot: &'static str) {
        let layer = self.layers.iter().find(|layer| layer.id == from);
        if let Some(number) = layer.and_then(|layer| layer.latest.get(slot)) {
            self.pending.waits_for(Address {
                layer: from,
                slot: Some(slot),
                number: *number,
                holds_keys: false,
            });
        }
    }

    pub(super) fn open(&mut self, screen: impl Screen<E>) {
        self.open_over(AnyScreen::new(screen));
    }

    pub(super) fn open_over(&mut self, screen: AnyScreen<E>) {
        self.push(screen, Then::Nothing);
        self.settle();
    }

    pub(super) fn push(&mut self, screen: AnyScreen<E>, then: Then) {
        self.counter += 1;
        self.layers.push(Layer {
            id: self.counter,
            screen,
            then,
            latest: HashMap::new(),
        });
    }

    /// Tells the top layer that it is on top, if it has not been told.
    pub(super) fn settle(&mut self) {
        let Some(top) = self.layers.last().map(|layer| layer.id) else {
            return;
        };
        if self.opened.replace(top) != Some(top) {
            self.pending.opening = true;
            self.with_top(AnyScreen::opened);
            self.pending.opening = false;
        }
    }

    /// Removes the layer `id` and everything above it, and gives what was to happen when it closes.
    fn remove_from(&mut self, id: u64) -> Option<Then> {
        let index = self.layers.iter().position(|layer| layer.id == id)?;
        self.remove(index, CloseReason::Over)
            .into_iter()
            .next()
            .map(|layer| layer.then)
    }

    /// Removes the layers from that index on and tells them, the topmost first; what they want done is still done. That one
    /// is left for the reason `why`, those above it because it is, unless what stands above them has ended their case.
    pub(super) fn remove(&mut self, index: usize, why: CloseReason) -> Vec<Layer<E>> {
        let mut gone: Vec<_> = self.layers.drain(index.min(self.layers.len())..).collect();
        let mut over = false;
        for (above, layer) in gone.iter_mut().enumerate().rev() {
            let why = match (over, above) {
                (true, _) => CloseReason::Over,
                (false, 0) => why,
                (false, _) => CloseReason::Away,
            };
            over = layer.screen.ends_case();
            self.pending.left(layer.id);
            let mut out = Vec::new();
            layer
                .screen
                .closed(why, &self.house.ambient(self.who.as_ref()), &mut out);
            for effect in out.into_iter().filter(|effect| matches!(effect, Effect::Work(..))) {
                self.effect(layer.id, effect);
            }
        }
        gone
    }

    fn close(&mut self, id: u64, value: Option<Box<dyn Any>>) {
        let then = self.remove_from(id);
        if self.layers.is_empty() {
            self.exit = Some(Exit::Quit);
        }
        match (then, value) {
            (Some(Then::Tell(reply)), Some(value)) => {
                if let Some(message) = reply(value) {
                    self.settle();
                    self.with_top(|screen, at, out| screen.update(message, at, out));
                }
            }
            (Some(Then::Leave(leaving)), Some(_)) => self.leave_now(leaving),
            _ => {}
        }
    }

    /// Leaves, after asking if something was typed; the question says what becomes of it.
    pub(super) fn leave(&mut self, leaving: Leaving) {
        if let Some(question) = self.question(&leaving) {
            // Another way of leaving, chosen while the question is open, takes its place.
            self.layers.pop_if(|top| matches!(top.then, Then::Leave(_)));
            self.push(AnyScreen::new(question), Then::Leave(leaving));
        } else {
            self.leave_now(leaving);
        }
        self.settle();
    }

    fn question(&self, leaving: &Leaving) -> Option<Confirm> {
        let first = match leaving {
            Leaving::Back => self.layers.len().saturating_sub(1),
            Leaving::Home | Leaving::Go(_) => 1,
            Leaving::Quit => 0,
        };
        // What was typed in a case that is over has served.
        let over = |index: usize| self.layers.get(index + 1).is_some_and(|above| above.screen.ends_case());
        let typed = self.layers.iter().enumerate().skip(first);
        let typed = typed.filter(|(index, layer)| layer.screen.dirty() && !over(*index));
        let (kept, lost): (Vec<_>, Vec<_>) = typed.partition(|(_, layer)| layer.screen.keeps());
        let (away, keeps, loses) = (leaving.is_away(), !kept.is_empty(), !lost.is_empty());
        // One key pressed once too often does not end a day's work.
        let ends = matches!(leaving, Leaving::Quit) && self.who.is_some();
        let ask = move |words: &Words| {
            let words = &words.frame;
            match (away, keeps, loses) {
                (_, false, false) => Question::new(words.quit_title, words.quit_question, words.quit_yes),
                (_, false, true) => Question::new(words.leave_title, words.leave_question, words.leave_yes),
                (false, true, _) => Question::new(words.leave_title, words.leave_draft, words.leave_yes),
                (true, true, false) => Question::new(words.keep_title, words.keep_question, words.keep_yes),
                (true, true, true) => Question::new(words.keep_title, words.keep_some, words.keep_yes),
            }
        };
        (keeps || loses || ends).then(|| Confirm::new(&self.house.words, ask))
    }

    fn leave_now(&mut self, leaving: Leaving) {
        match leaving {
            Leaving::Back => {
                self.remove(self.layers.len().saturating_sub(1), CloseReason::Cancelled);
            }
            Leaving::Home => drop(self.remove(1, CloseReason::Away)),
            Leaving::Go(id) => match self.find(&id) {
                Ok(screen) => {
                    self.remove(1, CloseReason::Away);
                    self.push(screen, Then::Nothing);
                }
                Err(message) => self.message = Some(message),
            },
            Leaving::Quit => self.exit = Some(Exit::Quit),
        }
    }

    /// Goes to the screen `id`, or says why not before anything is asked or closed.
    fn go(&mut self, id: String) {
        match self.find(&id) {
            Ok(_) => self.leave(Leaving::Go(id)),
            Err(message) => self.message = Some(message),
        }
    }

    fn find(&self, id: &str) -> Result<AnyScreen<E>, Message> {
        let at = self.house.ambient(self.who.as_ref());
        (self.house.registry)(id, &at).unwrap_or_else(|| {
            let words = at.words.frame.jump_unknown(place::Id(id));
            Err(Message::bad("E0002", words))
        })
    }

    /// Help for the top layer: the last message, the focused field, its keys.
    pub(super) fn open_help(&mut self, last: Option<Message>) {
        let Some(top) = self.layers.last() else { return };
        let at = self.house.ambient(self.who.as_ref());
        let mut keys = top.screen.keys(&at);
        keys.extend(self.shell_keys(&at));
        keys.extend(self.turn_key(&at));
        let help = Help::new(top.screen.id(), last.as_ref(), &top.screen.hint(&at), &keys, at.words);
        self.push(AnyScreen::new(help), Then::Remake(Made::Help(last)));
        self.settle();
    }

    pub(super) fn open_palette(&mut self) {
        let Some(top) = self.layers.last() else { return };
        let at = self.house.ambient(self.who.as_ref());
        let mut keys = top.screen.keys(&at);
        keys.extend(
            self.shell_keys(&at)
                .into_iter()
                .filter(|info| !info.does(Function::Help)),
        );
        keys.extend(self.turn_key(&at));
        keys.extend(self.everywhere());
        self.push(AnyScreen::new(Palette::new(keys)), Then::Remake(Made::Palette));
        self.settle();
    }
}
