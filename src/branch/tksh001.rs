//! TKSH001 研修: what the fobs of the training bank show, large enough for a room, and the hands of its clock. Training
//! stores only (R2.4).

mod cards;
mod drawn;
mod hands;
mod moment;

use crate::branch::screens;
use crate::branch::tksh002::Practice;
use crate::desk::{Desk, Error};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::values::{ContractNumber, Serial};
use crate::store::Kind;
use crate::training::fobs::Fobs;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;
use chrono::{NaiveTime, TimeDelta};
use moment::Moment;

pub use hands::Move;

/// TKSH001 研修.
pub struct TrainingRoom {
    state: State,
    filter: Input,
    visible: Vec<Serial>,
    selected: usize,
    /// The contract that another side shows: its fobs come first.
    in_view: Option<ContractNumber>,
    /// It stands below the sides of a stage, not over another screen.
    is_below: bool,
}

enum State {
    Asking,
    Open(Box<Room>),
    Refused(Message),
}

/// The fobs, and the end of the night to which the clock can jump (R8.2).
pub struct Room {
    fobs: Fobs,
    morning: NaiveTime,
}

/// What the screen is told.
pub enum Msg {
    /// The fobs and the end of the night, or why not.
    Read(Result<Room, Error>),
    /// Move the clock.
    Move(Move),
    /// Practise a scenario.
    Practise,
    /// It stands here now.
    Moved(Result<Instant, Error>),
    /// Ask for any date.
    Date,
    /// A page on, or back.
    Page(bool),
}

impl Default for TrainingRoom {
    fn default() -> Self {
        Self::new()
    }
}

impl TrainingRoom {
    /// The screen, over another one.
    pub fn new() -> Self {
        Self {
            state: State::Asking,
            filter: Input::new(Accepts::Code),
            visible: Vec::new(),
            selected: 0,
            in_view: None,
            is_below: false,
        }
    }

    /// The same as a side of its own, below the others.
    pub fn below() -> Self {
        Self {
            is_below: true,
            ..Self::new()
        }
    }

    fn read(result: Result<Room, Error>, cx: &mut Cx<'_, Msg>) -> State {
        match result {
            Ok(room) => State::Open(Box::new(room)),
            Err(error) => {
                let message = Message::refused(&error, cx.at().words);
                cx.say(message.clone());
                State::Refused(message)
            }
        }
    }

    /// Finds anew which serials hold what stands in the box: those that begin with it first, then those of the contract
    /// in view, otherwise in order.
    fn apply_filter(&mut self) {
        let State::Open(room) = &self.state else { return };
        let wanted = self.filter.value().trim();
        let fit = room.fobs.serials().filter(|serial| serial.as_str().contains(wanted));
        self.visible = fit.cloned().collect();
        let is_in_view =
            |serial: &Serial| self.in_view.is_some() && room.fobs.issued_to(serial) == self.in_view.as_ref();
        self.visible
            .sort_by_key(|serial| (!serial.as_str().starts_with(wanted), !is_in_view(serial)));
        self.select(self.selected);
    }

    fn select(&mut self, index: usize) {
        self.selected = index.min(self.visible.len().saturating_sub(1));
    }

    /// Takes a key that moves the selection.
    fn moves(&mut self, key: &Key, ambient: &Ambient<'_>) -> bool {
        let (at, across) = (self.selected, drawn::grid(ambient).across);
        let to = match key {
            Key::Left => at.saturating_sub(1),
            Key::Right => at + 1,
            Key::Up => at.checked_sub(across).unwrap_or(at),
            Key::Down if at + across < self.visible.len() => at + across,
            Key::Down => at,
            _ => return false,
        };
        self.select(to);
        true
    }

    /// Puts what the selected fob shows into the field that waits for it.
    fn hand_over(&self, cx: &mut Cx<'_, Msg>) {
        let State::Open(room) = &self.state else { return };
        let serial = self.visible.get(self.selected);
        let Some(face) = serial.and_then(|serial| room.fobs.code(serial, cx.at().now)) else {
            return;
        };
        let code = Key::Paste(face.code);
        if self.is_below {
            cx.hand_over(code);
        } else {
            cx.press_below(code);
        }
    }
}

/// The fobs of a training store; a live one has none (E1205).
fn enter(desk: &mut Desk) -> Result<Room, Error> {
    if desk.kind() != Kind::Training {
        return Err(Refusal::TrainingOnly.into());
    }
    let policy = desk.policy();
    Ok(Room {
        fobs: Fobs::of_the_demo(policy)?,
        morning: policy.night_to,
    })
}

impl Screen for TrainingRoom {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKSH001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.deciding.room.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.room;
        let State::Open(room) = &self.state else {
            return Vec::new();
        };
        let time = room.morning.format(at.words.label.time).to_string();
        let morning = words.morning(place::Time(&time));
        let by = |delta| Msg::Move(Move::By(delta));
        vec![
            Binding::new(Function::Minute, words.minute, by(TimeDelta::minutes(1))),
            Binding::new(Function::HalfHour, words.half_hour, by(TimeDelta::minutes(30))),
            Binding::new(Function::Practise, at.words.practice.open, Msg::Practise),
            Binding::new(Function::Morning, morning, Msg::Move(Move::Next(room.morning))),
            Binding::new(Function::Execute, words.date, Msg::Date),
            Binding::new(Function::NextDay, words.day, by(TimeDelta::days(1))),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if matches!(self.state, State::Asking) {
            cx.ask(enter, Msg::Read);
        }
    }

    fn seen_beside(&mut self, contract: Option<&ContractNumber>) {
        self.in_view = contract.cloned();
        if self.filter.value().is_empty() {
            self.selected = 0;
        }
        self.apply_filter();
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            _ if !matches!(self.state, State::Open(_)) => return false,
            Key::Enter => self.hand_over(cx),
            Key::PageUp => self.update(Msg::Page(false), cx),
            Key::PageDown => self.update(Msg::Page(true), cx),
            key if self.moves(key, cx.at()) => {}
            key if self.filter.typed(key) => {
                self.selected = 0;
                self.apply_filter();
            }
            _ => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(result) => {
                self.state = Self::read(result, cx);
                self.apply_filter();
            }
            Msg::Move(to) => cx.execute(move |desk| hands::turn(desk, to), Msg::Moved),
            Msg::Practise => cx.open(Practice::new()),
            Msg::Moved(Ok(now)) => {
                let words = cx.at().words;
                let text = words.deciding.room.moved(place::At(&words.moment(now)));
                cx.say(Message::good("I1208", text));
            }
            Msg::Moved(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Date => cx.open_for(AskBox::new(Moment, cx.at()), |moment| Msg::Move(Move::To(moment))),
            Msg::Page(on) => {
                let page = drawn::grid(cx.at()).page();
                let back = self.selected.saturating_sub(page);
                self.select(if on { self.selected + page } else { back });
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (body, words) = (Body::new(at), &at.words.deciding.room);
        let body = match &self.state {
            State::Asking => body,
            State::Refused(message) => {
                let message = message.in_words(at.words);
                let text = format!("{} {}", message.code, message.text);
                body.text(text, at.theme.bad).indent(0)
            }
            State::Open(room) => self.says(room, body, at),
        };
        Some(body.hint(if self.is_below { words.hint_below } else { words.hint }))
    }
}
