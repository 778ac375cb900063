//! TKSH001 研修: what the fobs of the training bank show, large enough for a room, and the hands of its clock. Training
//! stores only (R2.4).

mod cards;
mod hands;
mod moment;

use std::cell::Cell;

use chrono::{NaiveTime, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Desk, Error};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::domain::values::{ContractNumber, Serial};
use crate::store::Kind;
use crate::training::fobs::Fobs;
use crate::ui::keys::Key;
use crate::ui::kit::digits;
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};
use crate::ui::text::{put, width};
use crate::words::fill;
use cards::{Cards, Grid};
use moment::Moment;

pub use hands::Move;

/// Rows above the cards where the clock stands above them: clock, filter, a blank.
const HEAD: u16 = 3;
/// Columns of the clock where it stands beside the cards.
const ASIDE: u16 = 40;
/// Columns of the box that filters, and where it begins in any language.
const FILTER: (u16, u16) = (17, 14);

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
    /// How many cards the last frame had room for.
    grid: Cell<Grid>,
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
            grid: Cell::new(Grid { across: 1, down: 1 }),
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
    fn sieve(&mut self) {
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
    fn moves(&mut self, key: &Key) -> bool {
        let (at, across) = (self.selected, self.grid.get().across);
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

    fn cards<'a>(&'a self, room: &'a Room) -> Cards<'a> {
        Cards {
            fobs: &room.fobs,
            serials: &self.visible,
            selected: self.selected,
            in_view: self.in_view.as_ref(),
        }
    }

    /// The clock in one row, or large where it stands beside the cards.
    fn clock(area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.deciding.room;
        let now = calendar::in_japan(at.now);
        put(buf, area.x + 1, area.y, FILTER.0 - 2, &words.clock, at.theme.label);
        let (form, x) = if is_wide(area) {
            let place = (area.x + 1, area.y + 1);
            let time = now.format("%H:%M").to_string();
            digits::view(place, buf, &time, *at.glyphs, at.theme.title);
            let behind = place.0 + digits::columns(&time) + 1;
            let seconds = now.format(":%S").to_string();
            put(buf, behind, area.y + digits::ROWS, 3, &seconds, at.theme.value);
            ("%Y-%m-%d", area.x + FILTER.0)
        } else {
            ("%Y-%m-%d %H:%M:%S", area.x + FILTER.0)
        };
        let room = area.right().saturating_sub(x);
        put(buf, x, area.y, room, &now.format(form).to_string(), at.theme.value);
    }

    fn page(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let page = Grid::of(cards_area(area)).page();
        let (number, all) = (self.selected / page + 1, self.visible.len().div_ceil(page).max(1));
        let values = [("page", &*number.to_string()), ("pages", &*all.to_string())];
        let text = fill(&at.words.deciding.room.pages, &values);
        let row = entry(area);
        let right = if is_wide(area) { area.x + ASIDE } else { area.right() };
        let x = right.saturating_sub(width(&text) + 1);
        let y = if is_wide(area) { row.y + 1 } else { row.y };
        put(buf, x, y, width(&text), &text, at.theme.label);
    }
}

/// Whether the clock stands beside the cards.
fn is_wide(area: Rect) -> bool {
    area.width >= ASIDE + 2 * cards::COLUMNS
}

fn cards_area(area: Rect) -> Rect {
    let (columns, rows) = if is_wide(area) {
        (ASIDE, 0)
    } else {
        (0, HEAD.min(area.height))
    };
    Rect::new(
        area.x + columns,
        area.y + rows,
        area.width - columns,
        area.height - rows,
    )
}

/// The box that filters.
fn entry(area: Rect) -> Rect {
    let down = if is_wide(area) { 1 + digits::ROWS } else { 1 };
    Rect::new(area.x + FILTER.0, area.y + down, FILTER.1, 1)
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

    fn id(&self) -> &'static str {
        "TKSH001"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.deciding.room.title.clone()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.room;
        let State::Open(room) = &self.state else {
            return Vec::new();
        };
        let time = room.morning.format(&at.words.label.time).to_string();
        let morning = fill(&words.morning, &[("time", &time)]);
        let by = |delta| Msg::Move(Move::By(delta));
        vec![
            Binding::new(Key::F(2), &words.minute, by(TimeDelta::minutes(1))),
            Binding::new(Key::F(4), &words.half_hour, by(TimeDelta::minutes(30))),
            Binding::new(Key::F(9), morning, Msg::Move(Move::Next(room.morning))),
            Binding::new(Key::F(10), &words.date, Msg::Date),
            Binding::new(Key::F(11), &words.day, by(TimeDelta::days(1))),
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
        self.sieve();
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            _ if !matches!(self.state, State::Open(_)) => return false,
            Key::Enter => self.hand_over(cx),
            Key::PageUp | Key::F(7) => self.update(Msg::Page(false), cx),
            Key::PageDown | Key::F(8) => self.update(Msg::Page(true), cx),
            key if self.moves(key) => {}
            key if self.filter.typed(key) => {
                self.selected = 0;
                self.sieve();
            }
            _ => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(result) => {
                self.state = Self::read(result, cx);
                self.sieve();
            }
            Msg::Move(to) => cx.execute(move |desk| hands::turn(desk, to), Msg::Moved),
            Msg::Moved(Ok(now)) => {
                let words = cx.at().words;
                let text = fill(&words.deciding.room.moved, &[("at", &words.label.moment(now))]);
                cx.say(Message::good("I1201", text));
            }
            Msg::Moved(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Date => cx.open_for(Moment::new(cx.at()), |moment| Msg::Move(Move::To(moment))),
            Msg::Page(on) => {
                let page = self.grid.get().page();
                let back = self.selected.saturating_sub(page);
                self.select(if on { self.selected + page } else { back });
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.deciding.room;
        let room = match &self.state {
            State::Asking => return,
            State::Refused(message) => {
                let text = format!("{} {}", message.code, message.text);
                paragraph(area, buf, &text, at.theme.bad);
                return;
            }
            State::Open(room) => room,
        };
        Self::clock(area, buf, at);
        let (row, place) = (entry(area), cards_area(area));
        put(buf, area.x + 1, row.y, FILTER.0 - 2, &words.filter, at.theme.label);
        self.filter.view(row, buf, at.theme.entry);
        self.page(area, buf, at);
        self.grid.set(Grid::of(place));
        self.cards(room).view(place, buf, at);
        if self.visible.is_empty() {
            put(buf, place.x + 2, place.y, place.width, &words.none, at.theme.value);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        matches!(self.state, State::Open(_)).then(|| self.filter.cursor(entry(area)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.deciding.room;
        if self.is_below { &words.hint_below } else { &words.hint }.clone()
    }

    fn typing(&self) -> bool {
        matches!(self.state, State::Open(_))
    }
}
