//! What every key means everywhere.

use super::{Beside, Leaving, Shell, Wish, jump};
use crate::ui::keys::{Function, Key};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Pressed};
use crate::words::place;

/// What Esc waits for.
const ESCAPE: &str = "I0001";
/// What was typed is nothing that the entry takes.
const NO_PLACE: &str = "W0012";
/// Keys wait until what runs has ended.
pub(super) const RUNNING: &str = "I0002";

impl<E: Send + 'static> Shell<E> {
    /// A key while a change runs: it waits, and acts in order afterwards. Only to the other side the way is open, as
    /// what is typed next is meant for that side.
    pub(super) fn keep(&mut self, key: Key) {
        let turns = |key: &Key| self.means(key, Function::Turn);
        let twin = matches!(&key, Key::Char(c) if Key::twin(*c).as_ref().is_some_and(turns));
        // Esc twice is F12, so that only an odd one is the head of a twin.
        let escapes = self.ahead.iter().rev().take_while(|key| **key == Key::Esc).count();
        if self.beside != Beside::Nothing && (turns(&key) || twin && escapes % 2 == 1) {
            if twin {
                self.ahead.pop_back();
            }
            self.beside = Beside::Wanted;
            return;
        }
        if self.stops_waiting(&key) {
            self.key(key);
            return;
        }
        self.ahead.push_back(key);
        self.message = Some(Message::info(RUNNING, self.house.words.frame.running.to_owned()));
    }

    /// An Esc that nothing followed for a tick is forgotten, so that no later digit becomes an F-key.
    pub(super) fn escape_lapses(&mut self) {
        if std::mem::take(&mut self.escaped) {
            self.message.take_if(|message| message.code == ESCAPE);
            self.forget_quick_filter();
        }
        self.release();
    }

    /// Esc and a digit are an F-key, Esc twice is F12; before any other key an Esc means nothing. Where a list is narrowed
    /// an Esc shows all its rows, unless it turns out to be half of another key.
    pub(super) fn key(&mut self, key: Key) {
        let escaped = std::mem::take(&mut self.escaped);
        if self.joins(&key, escaped) {
            return;
        }
        let twin = match &key {
            Key::Char(c) if escaped => Key::twin(*c),
            _ => None,
        };
        match (escaped, twin, key) {
            (true, Some(twin), _) => {
                self.lower_quick_filter();
                self.press(&twin);
            }
            (true, None, Key::Esc) if !self.forget_quick_filter() => {
                self.press(&self.house.keymap.key(Function::Cancel));
            }
            (false, _, Key::Esc) if self.lift_quick_filter() => self.escaped = true,
            (_, _, Key::Esc) => {
                self.escaped = true;
                self.message = Some(Message::info(ESCAPE, self.house.words.frame.escape.to_owned()));
            }
            (_, _, key) => {
                self.forget_quick_filter();
                self.press(&key);
            }
        }
    }

    /// One key: to the side beside this one, a binding of the top screen, or text for it, or a key of the shell, or
    /// nothing at all.
    pub(super) fn press(&mut self, key: &Key) {
        self.keep_echo(key);
        if self.beside != Beside::Nothing && self.means(key, Function::Turn) {
            self.beside = Beside::Wanted;
            // What is said here stays to be read; that something is waited for is over.
            self.message.take_if(|message| message.code == ESCAPE);
            return;
        }
        if self.is_by_habit(key) {
            self.message = Some(Message::warn(
                "W1203",
                self.house.words.staff.lock.look_first.to_owned(),
            ));
            return;
        }
        if self.quick_filter_takes(key) {
            return;
        }
        let last = self.message.take();
        let Some(top) = self.layers.last_mut() else { return };
        let at = self.house.ambient(self.who.as_ref());
        let mut out = Vec::new();
        let text = top.screen.typing(&at) && key.is_text();
        let folded = if text { key.clone() } else { key.folded() };
        let pressed = if text {
            Pressed::Unbound
        } else {
            top.screen.press(&folded, &at, &mut out)
        };
        let taken = match pressed {
            Pressed::Done => true,
            Pressed::Off(reason) => {
                let words = at
                    .words
                    .frame
                    .key_off(place::Key(&key.to_string()), place::Reason(&reason));
                self.message = Some(Message::warn("W0001", words));
                true
            }
            Pressed::Unbound => {
                let page = page(&folded, &at).filter(|_| !text);
                top.screen.typed(&folded, &at, &mut out)
                    || page.is_some_and(|page| top.screen.typed(&page, &at, &mut out))
            }
        };
        let typing = top.screen.typing(&at);
        self.carry_out(out);
        if !taken && text {
            self.say_no_place();
        } else if !taken && !self.own_key(&folded, typing, last) {
            let words = self.house.words.frame.undefined_key(place::Key(&key.to_string()));
            self.message = Some(Message::bad("E0001", words));
        }
    }

    /// What was typed is nothing that the entry takes. It may be of a password: it is not said which character it was.
    pub(crate) fn say_no_place(&mut self) {
        let words = self.house.words.frame.has_no_place.to_owned();
        self.message = Some(Message::warn(NO_PLACE, words));
    }

    /// Whether that was said of the last key.
    pub(crate) fn has_no_place(&self) -> bool {
        self.message.as_ref().is_some_and(|message| message.code == NO_PLACE)
    }

    /// The keys that mean the same on every screen that does not bind them.
    fn own_key(&mut self, key: &Key, typing: bool, last: Option<Message>) -> bool {
        let popup = self.layers.last().is_some_and(|layer| layer.screen.popup().is_some());
        let Some(function) = self.own_function(key).filter(|_| !(typing && key.is_text())) else {
            return false;
        };
        // Under a lock nothing but its help and its language: no way leads around the password.
        let seen = if self.lock_is_on_top() {
            Function::Help
        } else {
            Function::Cancel
        };
        if self.is_locked() && function != Function::Language && function != seen {
            return false;
        }
        match function {
            Function::Help => self.open_help(last),
            Function::Exit => self.leave(if self.layers.len() > 1 {
                Leaving::Home
            } else {
                Leaving::Quit
            }),
            Function::Cancel if self.layers.len() > 1 => self.leave(Leaving::Back),
            Function::Jump if !popup => self.open(jump::Jump::new()),
            Function::Palette if !popup => self.open_palette(),
            Function::Training if self.has_below => self.wish = Some(Wish::Below),
            Function::Training if self.house.training && !popup => self.open_training(),
            Function::Theme => self.wish = Some(Wish::Theme),
            Function::Language => {
                // It stays to be said in the other language.
                self.message = last.filter(|message| message.code != ESCAPE);
                self.wish = Some(Wish::Language);
            }
            Function::Echo if self.house.training => self.wish = Some(Wish::Echo),
            Function::Filter => return self.open_quick_filter(),
            _ => return false,
        }
        true
    }

    /// What that key stands for everywhere.
    fn own_function(&self, key: &Key) -> Option<Function> {
        Function::all()
            .filter(|function| function.is_everywhere())
            .find(|function| self.means(key, *function))
    }

    /// Opens the training room over whatever is there: a fob is looked at in the middle of a form.
    fn open_training(&mut self) {
        let room = self.house.training_room;
        let open = (self.house.registry)(room, &self.house.ambient(self.who.as_ref()));
        let is_there = self.layers.last().is_some_and(|layer| layer.screen.id() == room);
        match open {
            Some(Ok(screen)) if !is_there => self.open_over(screen),
            Some(Err(message)) => self.message = Some(message),
            _ => {}
        }
    }
}

/// The page key that every list knows, for what stands for one.
fn page(key: &Key, at: &Ambient<'_>) -> Option<Key> {
    let pages = [(Function::PageUp, Key::PageUp), (Function::PageDown, Key::PageDown)];
    let page = pages.into_iter().find(|(function, _)| at.keymap.means(key, *function));
    page.map(|(_, page)| page)
}
