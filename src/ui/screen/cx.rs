//! What a screen asks for: effects are collected while it runs and carried out by the shell afterwards.

use std::any::Any;
use std::marker::PhantomData;

use super::{Ambient, AnyScreen, Screen, Who};
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::worker::{Engine, Task};

/// The surroundings of a screen while it handles a key or a message: what it may read, and whom it tells what
/// it wants. Wishes are carried out in the order they were made, after the screen has returned.
pub struct Cx<'a, M, E: Send + 'static = Engine> {
    at: &'a Ambient<'a>,
    effects: &'a mut Vec<Effect<E>>,
    /// Nobody pressed a key for it.
    by_itself: bool,
    messages: PhantomData<fn(M)>,
}

/// What a screen closes with, told by its messages: only such a screen can be opened for an answer ([`Cx::open_for`]), and it
/// closes with that and nothing else ([`Cx::close_with`]).
pub trait Answers: Send + 'static {
    /// What it closes with.
    type With: 'static;
}

/// A wish of a screen.
pub(crate) enum Effect<E: Send + 'static> {
    Work(Work, Task<E>),
    Await(&'static str),
    Open(AnyScreen<E>, Option<Reply>),
    Replace(AnyScreen<E>, Heir),
    Restart(AnyScreen<E>),
    Close(Option<Box<dyn Any>>),
    Back,
    Home,
    Go(String),
    Press(Key),
    HandOver(Key),
    SignIn(Who),
    SignOut,
    Say(Message),
    Print(String),
    Quit,
}

/// Who answers in the place of a screen that was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heir {
    Nobody,
    /// The one that stands there now.
    Answers,
}

/// How a piece of work is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// Every answer is wanted.
    Ask,
    /// Only the newest question of this slot matters.
    Latest(&'static str),
    /// It changes something: keys wait until it is done.
    Execute,
}

/// Turns what a layer closed with into a message of the layer that opened it.
pub(crate) type Reply = Box<dyn FnOnce(Box<dyn Any>) -> Option<Box<dyn Any + Send>>>;

impl<'a, M: Send + 'static, E: Send + 'static> Cx<'a, M, E> {
    pub(crate) fn new(at: &'a Ambient<'a>, effects: &'a mut Vec<Effect<E>>) -> Self {
        Self {
            at,
            effects,
            by_itself: false,
            messages: PhantomData,
        }
    }

    /// The same where nobody pressed a key for it: a session does not live on by what is asked now.
    pub(crate) fn by_itself(at: &'a Ambient<'a>, effects: &'a mut Vec<Effect<E>>) -> Self {
        Self {
            by_itself: true,
            ..Self::new(at, effects)
        }
    }

    /// Whether nobody pressed a key for it.
    pub(super) fn is_by_itself(&self) -> bool {
        self.by_itself
    }

    /// What every screen may read.
    pub fn at(&self) -> &'a Ambient<'a> {
        self.at
    }

    /// Runs `query` on the worker; its answer comes as a message. Keys go on meanwhile.
    pub fn ask<T: 'static>(
        &mut self,
        query: impl FnOnce(&mut E) -> T + Send + 'static,
        answer: impl FnOnce(T) -> M + Send + 'static,
    ) {
        self.work(Work::Ask, query, answer);
    }

    /// Like [`Cx::ask`], but the newest question wins: an older one of this screen in the same `slot` that is
    /// still queued is dropped, and its answer is ignored if it comes late.
    pub fn ask_latest<T: 'static>(
        &mut self,
        slot: &'static str,
        query: impl FnOnce(&mut E) -> T + Send + 'static,
        answer: impl FnOnce(T) -> M + Send + 'static,
    ) {
        self.work(Work::Latest(slot), query, answer);
    }

    /// Keys are kept until the newest question in `slot`, which was just asked, is answered: its answer opens another
    /// screen, and they are meant for that. What a screen asks in [`Screen::opened`] is waited for by itself.
    pub fn keep_keys(&mut self, slot: &'static str) {
        self.effects.push(Effect::Await(slot));
    }

    /// Like [`Cx::ask`], for what changes something: until the answer came, keys are kept and then act in
    /// order, so nothing is carried out twice and nothing typed ahead is lost.
    pub fn execute<T: 'static>(
        &mut self,
        command: impl FnOnce(&mut E) -> T + Send + 'static,
        answer: impl FnOnce(T) -> M + Send + 'static,
    ) {
        self.work(Work::Execute, command, answer);
    }

    fn work<T: 'static>(
        &mut self,
        work: Work,
        task: impl FnOnce(&mut E) -> T + Send + 'static,
        answer: impl FnOnce(T) -> M + Send + 'static,
    ) {
        self.effects.push(Effect::Work(
            work,
            Box::new(move |engine| Box::new(answer(task(engine)))),
        ));
    }

    /// Opens `screen` on top of this one.
    pub fn open(&mut self, screen: impl Screen<E>) {
        self.effects.push(Effect::Open(AnyScreen::new(screen), None));
    }

    /// Opens a screen of any kind on top of this one.
    pub fn open_any(&mut self, screen: AnyScreen<E>) {
        self.effects.push(Effect::Open(screen, None));
    }

    /// Opens `screen` on top of this one; what it closes with ([`Answers`]) comes as a message. If it closes with nothing,
    /// none comes.
    ///
    /// What a screen does not answer with can't be asked of it:
    ///
    /// ```compile_fail,E0631
    /// use madoguchi::ui::{kit::confirm::{Confirm, Yes}, screen::Cx};
    ///
    /// fn ask(question: Confirm, cx: &mut Cx<'_, u8>) {
    ///     cx.open_for(question, |answer: String| 0);
    /// }
    /// ```
    /// ```
    /// use madoguchi::ui::{kit::confirm::{Confirm, Yes}, screen::Cx};
    ///
    /// fn ask(question: Confirm, cx: &mut Cx<'_, u8>) {
    ///     cx.open_for(question, |answer: Yes| 0);
    /// }
    /// ```
    pub fn open_for<S>(&mut self, screen: S, answer: impl FnOnce(<S::Msg as Answers>::With) -> M + 'static)
    where
        S: Screen<E, Msg: Answers>,
    {
        let reply: Reply = Box::new(move |value| {
            // A layer closes with what its messages answer with, or hands that on to one that answers with the same.
            let value = value.downcast::<<S::Msg as Answers>::With>().ok()?;
            Some(Box::new(answer(*value)))
        });
        self.effects.push(Effect::Open(AnyScreen::new(screen), Some(reply)));
    }

    /// Puts `screen` in the place of this one, without asking about what was typed. Who opened this one for an answer gets
    /// none.
    pub fn replace(&mut self, screen: impl Screen<E>) {
        self.effects.push(Effect::Replace(AnyScreen::new(screen), Heir::Nobody));
    }

    /// Like [`Cx::replace`], but `screen` answers in the place of this one.
    pub fn pass_on<S>(&mut self, screen: S)
    where
        M: Answers,
        S: Screen<E, Msg: Answers<With = M::With>>,
    {
        self.effects
            .push(Effect::Replace(AnyScreen::new(screen), Heir::Answers));
    }

    /// Closes every screen and begins anew with `screen`: the menu after signing in, the login after signing out.
    pub fn restart(&mut self, screen: impl Screen<E>) {
        self.effects.push(Effect::Restart(AnyScreen::new(screen)));
    }

    /// Closes this screen, without asking about what was typed.
    pub fn close(&mut self) {
        self.effects.push(Effect::Close(None));
    }

    /// Closes this screen and hands `value` to the one that opened it with [`Cx::open_for`].
    ///
    /// A screen whose messages answer with nothing, or with something else, can't:
    ///
    /// ```compile_fail,E0308
    /// use madoguchi::ui::{kit::confirm::Msg, screen::Cx};
    ///
    /// fn close(cx: &mut Cx<'_, Msg>) {
    ///     cx.close_with(true);
    /// }
    /// ```
    /// ```compile_fail,E0277
    /// fn close(cx: &mut madoguchi::ui::screen::Cx<'_, u8>) {
    ///     cx.close_with(true);
    /// }
    /// ```
    /// ```
    /// use madoguchi::ui::{kit::confirm::{Msg, Yes}, screen::Cx};
    ///
    /// fn close(cx: &mut Cx<'_, Msg>) {
    ///     cx.close_with(Yes);
    /// }
    /// ```
    pub fn close_with(&mut self, value: M::With)
    where
        M: Answers,
    {
        self.effects.push(Effect::Close(Some(Box::new(value))));
    }

    /// Back by one screen, as cancelling does: asks about what was typed.
    pub fn back(&mut self) {
        self.effects.push(Effect::Back);
    }

    /// Back to the bottom of the stack, the menu, without asking about what was typed.
    pub fn home(&mut self) {
        self.effects.push(Effect::Home);
    }

    /// Goes to the screen with this ID, as the jump box does: asks about what was typed, closes everything above
    /// the menu, and opens it from the registry or says why not.
    pub fn go(&mut self, id: impl Into<String>) {
        self.effects.push(Effect::Go(id.into()));
    }

    /// Closes this layer and presses `key` on the one below.
    pub(crate) fn press_below(&mut self, key: Key) {
        self.effects.push(Effect::Close(None));
        self.effects.push(Effect::Press(key));
    }

    /// Goes to the side that was in focus before this one and presses `key` there, if an entry waits for text there. Only
    /// for a side that stands below the others.
    pub(crate) fn hand_over(&mut self, key: Key) {
        self.effects.push(Effect::HandOver(key));
    }

    /// Tells the frame who is signed in.
    pub fn sign_in(&mut self, who: Who) {
        self.effects.push(Effect::SignIn(who));
    }

    /// Tells the frame that nobody is signed in.
    pub fn sign_out(&mut self) {
        self.effects.push(Effect::SignOut);
    }

    /// Has the printer of the terminal print a text.
    pub fn print(&mut self, text: String) {
        self.effects.push(Effect::Print(text));
    }

    /// Puts a message on the message line, until the next key.
    pub fn say(&mut self, message: Message) {
        self.effects.push(Effect::Say(message));
    }

    /// What was read; or says what is wrong.
    pub fn or_say<T>(&mut self, read: Result<T, Message>) -> Option<T> {
        read.map_err(|message| self.say(message)).ok()
    }

    /// Ends the program; asks first if something typed would be lost.
    pub fn quit(&mut self) {
        self.effects.push(Effect::Quit);
    }
}
