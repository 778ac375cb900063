//! Screens of different message types in one stack.

use std::any::Any;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::cx::{Cx, Effect};
use super::key_info::add_pages;
use super::{Ambient, CloseReason, KeyInfo, Screen, Steps};
use crate::domain::values::ContractNumber;
use crate::ui::keys::Key;
use crate::ui::kit::body::Told;
use crate::ui::kit::table::Listed;
use crate::ui::message::Message;
use crate::ui::worker::Engine;

/// A screen whose message type is forgotten.
pub struct AnyScreen<E: Send + 'static = Engine>(Box<dyn Erased<E>>);

/// What became of a key that was looked up in the bindings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pressed {
    Done,
    Off(String),
    Unbound,
}

type Effects<E> = Vec<Effect<E>>;

trait Erased<E: Send + 'static> {
    fn id(&self) -> &'static str;
    fn title(&self, at: &Ambient<'_>) -> String;
    fn steps(&self, at: &Ambient<'_>) -> Option<Steps>;
    fn keys(&self, at: &Ambient<'_>) -> Vec<KeyInfo>;
    fn press(&mut self, key: &Key, at: &Ambient<'_>, out: &mut Effects<E>) -> Pressed;
    fn opened(&mut self, at: &Ambient<'_>, out: &mut Effects<E>);
    fn typed(&mut self, key: &Key, at: &Ambient<'_>, out: &mut Effects<E>) -> bool;
    fn update(&mut self, msg: Box<dyn Any + Send>, at: &Ambient<'_>, out: &mut Effects<E>);
    fn changed(&mut self, at: &Ambient<'_>, out: &mut Effects<E>);
    fn holds_until(&self) -> Option<DateTime<Utc>>;
    fn uncovered(&mut self);
    fn closed(&mut self, why: CloseReason, at: &Ambient<'_>, out: &mut Effects<E>);
    fn tick(&mut self, at: &Ambient<'_>, out: &mut Effects<E>);
    fn draw(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position>;
    fn told(&self, at: &Ambient<'_>) -> Option<Told>;
    fn hint(&self, at: &Ambient<'_>) -> String;
    fn typing(&self, at: &Ambient<'_>) -> bool;
    fn list<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Listed<'a>>;
    fn kana(&self, at: &Ambient<'_>) -> bool;
    fn dirty(&self) -> bool;
    fn keeps(&self) -> bool;
    fn ends_case(&self) -> bool;
    fn popup(&self) -> Option<Size>;
    fn contract(&self) -> Option<ContractNumber>;
    fn seen_beside(&mut self, contract: Option<&ContractNumber>);
}

impl<E: Send + 'static, S: Screen<E>> Erased<E> for S {
    fn id(&self) -> &'static str {
        Screen::id(self)
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        Screen::title(self, at)
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Screen::steps(self, at)
    }

    fn keys(&self, at: &Ambient<'_>) -> Vec<KeyInfo> {
        let info = |b: super::Binding<S::Msg>| KeyInfo::new(b.on, b.label, at).unless(b.unless);
        let mut keys: Vec<KeyInfo> = self.bindings(at).into_iter().map(info).collect();
        if self.body(at).is_some_and(|body| body.turns()) {
            add_pages(&mut keys, at);
        }
        keys
    }

    fn press(&mut self, key: &Key, at: &Ambient<'_>, out: &mut Effects<E>) -> Pressed {
        let mut bindings = self.bindings(at).into_iter();
        match bindings.find(|binding| binding.on.is(key, at.keymap)) {
            None => Pressed::Unbound,
            Some(super::Binding {
                unless: Some(reason), ..
            }) => Pressed::Off(reason),
            Some(binding) => {
                Screen::update(self, binding.message, &mut Cx::new(at, out));
                sift(self, at, out);
                Pressed::Done
            }
        }
    }

    fn opened(&mut self, at: &Ambient<'_>, out: &mut Effects<E>) {
        Screen::opened(self, &mut Cx::new(at, out));
        sift(self, at, out);
    }

    fn typed(&mut self, key: &Key, at: &Ambient<'_>, out: &mut Effects<E>) -> bool {
        let taken = Screen::typed(self, key, &mut Cx::new(at, out));
        sift(self, at, out);
        taken
    }

    fn update(&mut self, msg: Box<dyn Any + Send>, at: &Ambient<'_>, out: &mut Effects<E>) {
        // Messages are made by this screen's own closures, so they are of its type.
        if let Ok(msg) = msg.downcast::<S::Msg>() {
            Screen::update(self, *msg, &mut Cx::new(at, out));
            sift(self, at, out);
        }
    }

    fn changed(&mut self, at: &Ambient<'_>, out: &mut Effects<E>) {
        Screen::changed(self, &mut Cx::by_itself(at, out));
    }

    fn holds_until(&self) -> Option<DateTime<Utc>> {
        Screen::holds_until(self)
    }

    fn uncovered(&mut self) {
        Screen::uncovered(self);
    }

    fn closed(&mut self, why: CloseReason, at: &Ambient<'_>, out: &mut Effects<E>) {
        Screen::closed(self, why, &mut Cx::new(at, out));
    }

    fn tick(&mut self, at: &Ambient<'_>, out: &mut Effects<E>) {
        Screen::tick(self, &mut Cx::new(at, out));
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position> {
        if let Some(body) = self.body(at) {
            return Some(body.draw(area, buf, at));
        }
        Screen::view(self, area, buf, at);
        Screen::cursor(self, area)
    }

    fn told(&self, at: &Ambient<'_>) -> Option<Told> {
        self.body(at).map(|body| body.told())
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        self.body(at).map_or_else(|| Screen::hint(self, at), |body| body.help())
    }

    fn typing(&self, at: &Ambient<'_>) -> bool {
        self.body(at).map_or_else(|| Screen::typing(self), |body| body.typing())
    }

    fn list<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Listed<'a>> {
        listed(self, at)
    }

    fn kana(&self, at: &Ambient<'_>) -> bool {
        self.body(at).map_or_else(|| Screen::kana(self), |body| body.kana())
    }

    fn dirty(&self) -> bool {
        Screen::dirty(self)
    }

    fn keeps(&self) -> bool {
        Screen::keeps(self)
    }

    fn ends_case(&self) -> bool {
        Screen::ends_case(self)
    }

    fn popup(&self) -> Option<Size> {
        Screen::popup(self)
    }

    fn contract(&self) -> Option<ContractNumber> {
        Screen::contract(self)
    }

    fn seen_beside(&mut self, contract: Option<&ContractNumber>) {
        Screen::seen_beside(self, contract);
    }
}

/// The list in focus: that of the body, or what the screen says itself.
fn listed<'a, E: Send + 'static, S: Screen<E>>(screen: &'a S, at: &'a Ambient<'a>) -> Option<Listed<'a>> {
    match screen.body(at) {
        Some(body) => body.listed(),
        None => screen.list(at),
    }
}

/// After anything a screen heard: what its list is narrowed to holds for the rows that it has now.
fn sift<E: Send + 'static, S: Screen<E>>(screen: &S, at: &Ambient<'_>, out: &mut Effects<E>) {
    if listed(screen, at).is_some_and(|list| list.sift()) {
        let words = at.words.frame.quick_filter_lapsed.to_owned();
        out.push(Effect::Say(Message::info("I0005", words)));
    }
}

impl<E: Send + 'static> AnyScreen<E> {
    /// The idle lock that covered it was lifted.
    pub(crate) fn uncovered(&mut self) {
        self.0.uncovered();
    }

    /// Any screen over the engine `E`.
    pub fn new(screen: impl Screen<E>) -> Self {
        Self(Box::new(screen))
    }

    /// The ID of the screen.
    pub fn id(&self) -> &'static str {
        self.0.id()
    }

    pub(crate) fn title(&self, at: &Ambient<'_>) -> String {
        self.0.title(at)
    }

    pub(crate) fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        self.0.steps(at)
    }

    pub(crate) fn keys(&self, at: &Ambient<'_>) -> Vec<KeyInfo> {
        self.0.keys(at)
    }

    pub(crate) fn press(&mut self, key: &Key, at: &Ambient<'_>, out: &mut Effects<E>) -> Pressed {
        self.0.press(key, at, out)
    }

    pub(crate) fn opened(&mut self, at: &Ambient<'_>, out: &mut Effects<E>) {
        self.0.opened(at, out);
    }

    pub(crate) fn typed(&mut self, key: &Key, at: &Ambient<'_>, out: &mut Effects<E>) -> bool {
        self.0.typed(key, at, out)
    }

    pub(crate) fn update(&mut self, msg: Box<dyn Any + Send>, at: &Ambient<'_>, out: &mut Effects<E>) {
        self.0.update(msg, at, out);
    }

    pub(crate) fn changed(&mut self, at: &Ambient<'_>, out: &mut Effects<E>) {
        self.0.changed(at, out);
    }

    pub(crate) fn holds_until(&self) -> Option<DateTime<Utc>> {
        self.0.holds_until()
    }

    pub(crate) fn closed(&mut self, why: CloseReason, at: &Ambient<'_>, out: &mut Vec<Effect<E>>) {
        self.0.closed(why, at, out);
    }

    pub(crate) fn tick(&mut self, at: &Ambient<'_>, out: &mut Effects<E>) {
        self.0.tick(at, out);
    }

    pub(crate) fn draw(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position> {
        self.0.draw(area, buf, at)
    }

    pub(crate) fn told(&self, at: &Ambient<'_>) -> Option<Told> {
        self.0.told(at)
    }

    pub(crate) fn hint(&self, at: &Ambient<'_>) -> String {
        self.0.hint(at)
    }

    pub(crate) fn typing(&self, at: &Ambient<'_>) -> bool {
        self.0.typing(at)
    }

    pub(crate) fn list<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Listed<'a>> {
        self.0.list(at)
    }

    pub(crate) fn kana(&self, at: &Ambient<'_>) -> bool {
        self.0.kana(at)
    }

    pub(crate) fn dirty(&self) -> bool {
        self.0.dirty()
    }

    pub(crate) fn keeps(&self) -> bool {
        self.0.keeps()
    }

    pub(crate) fn ends_case(&self) -> bool {
        self.0.ends_case()
    }

    pub(crate) fn popup(&self) -> Option<Size> {
        self.0.popup()
    }

    pub(crate) fn contract(&self) -> Option<ContractNumber> {
        self.0.contract()
    }

    pub(crate) fn seen_beside(&mut self, contract: Option<&ContractNumber>) {
        self.0.seen_beside(contract);
    }
}
