//! TKSH001 研修: what the fobs of the training bank show, and the hands of its clock. Training stores only (R2.4).

use chrono::{NaiveTime, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Desk, Error};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::domain::values::Serial;
use crate::store::Kind;
use crate::training::fobs::Fobs;
use crate::ui::keys::Key;
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::table::{Column, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};
use crate::ui::text::put;
use crate::words::fill;

/// Rows above the table: clock, filter, a blank.
const HEAD: u16 = 3;
/// Columns of the box that filters, and where it begins in any language.
const FILTER: (u16, u16) = (17, 14);
/// Seconds at the end of a code's life in which it is better to wait for the next one.
const LAST_SECONDS: u32 = 5;
/// Digits of a code that are read in one breath.
const GROUP: usize = 3;

/// TKSH001 研修.
pub struct TrainingRoom {
    state: State,
    filter: Input,
    visible: Vec<Serial>,
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
    table: Table,
}

/// A movement of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// So far.
    By(TimeDelta),
    /// To the next time the clocks of Japan show this.
    To(NaiveTime),
}

/// What the screen is told.
pub enum Msg {
    /// The fobs and the end of the night, or why not.
    Read(Result<(Fobs, NaiveTime), Error>),
    /// Move the clock.
    Move(Move),
    /// It stands here now.
    Moved(Result<Instant, Error>),
}

impl Default for TrainingRoom {
    fn default() -> Self {
        Self::new()
    }
}

impl TrainingRoom {
    /// The screen.
    pub fn new() -> Self {
        Self {
            state: State::Asking,
            filter: Input::new(Accepts::Code),
            visible: Vec::new(),
        }
    }

    fn read(result: Result<(Fobs, NaiveTime), Error>, cx: &mut Cx<'_, Msg>) -> State {
        match result {
            Ok((fobs, morning)) => {
                let words = &cx.at().words.deciding.room;
                let table = Table::new(vec![
                    Column::new(&words.serial, 14),
                    Column::new(&words.code, 20),
                    Column::rest(&words.left),
                ]);
                State::Open(Box::new(Room { fobs, morning, table }))
            }
            Err(error) => {
                let message = Message::refused(&error, cx.at().words);
                cx.say(message.clone());
                State::Refused(message)
            }
        }
    }

    /// Finds anew which serials hold what stands in the box.
    fn sieve(&mut self) {
        if let State::Open(room) = &mut self.state {
            let wanted = self.filter.value().trim();
            let fit = room.fobs.serials().filter(|serial| serial.as_str().contains(wanted));
            self.visible = fit.cloned().collect();
            // Those that begin with it first, otherwise in order.
            self.visible.sort_by_key(|serial| !serial.as_str().starts_with(wanted));
            let last = self.visible.len().saturating_sub(1);
            room.table.select(room.table.selected().min(last));
        }
    }

    fn table_area(area: Rect) -> Rect {
        let rows = HEAD.min(area.height);
        Rect {
            y: area.y + rows,
            height: area.height - rows,
            ..area
        }
    }

    fn entry(area: Rect) -> Rect {
        Rect::new(area.x + FILTER.0, area.y + 1, FILTER.1, 1)
    }
}

/// The fobs of a training store; a live one has none (E1205).
fn enter(desk: &mut Desk) -> Result<(Fobs, NaiveTime), Error> {
    if desk.kind() != Kind::Training {
        return Err(Refusal::TrainingOnly.into());
    }
    let policy = desk.policy();
    Ok((Fobs::of_the_demo(policy)?, policy.night_to))
}

/// Moves the desk's clock; nothing moves that of a live store (R2.4).
fn turn(desk: &mut Desk, to: Move) -> Result<Instant, Error> {
    let (kind, clock) = (desk.kind(), desk.clock());
    let delta = match to {
        Move::By(delta) => delta,
        Move::To(time) => calendar::next(time, clock.now()) - clock.now(),
    };
    if kind == Kind::Training && clock.move_by(delta) {
        Ok(clock.now())
    } else {
        Err(Refusal::TrainingOnly.into())
    }
}

/// `123456` as `123 456`.
fn readable(code: &str) -> String {
    let digits: Vec<char> = code.chars().collect();
    let groups: Vec<String> = digits.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

impl Room {
    fn row(&self, serial: &Serial, at: &Ambient<'_>) -> Row {
        let Some(face) = self.fobs.code(serial, at.now) else {
            return Row::new([serial.to_string()]);
        };
        let seconds = face.seconds_left.to_string();
        let left = fill(
            &at.words.deciding.room.seconds,
            &[("seconds", &format!("{seconds:>3}"))],
        );
        let row = Row::new([serial.to_string(), readable(&face.code), left]);
        if face.seconds_left <= LAST_SECONDS {
            row.styled(at.theme.warn)
        } else {
            row
        }
    }
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
        vec![
            Binding::new(
                Key::F(2),
                words.minute.clone(),
                Msg::Move(Move::By(TimeDelta::minutes(1))),
            ),
            Binding::new(
                Key::F(4),
                words.half_hour.clone(),
                Msg::Move(Move::By(TimeDelta::minutes(30))),
            ),
            Binding::new(Key::F(9), morning, Msg::Move(Move::To(room.morning))),
            Binding::new(Key::F(11), words.day.clone(), Msg::Move(Move::By(TimeDelta::days(1)))),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if matches!(self.state, State::Asking) {
            cx.ask(enter, Msg::Read);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        let State::Open(room) = &mut self.state else {
            return false;
        };
        if self.filter.typed(key) {
            self.sieve();
            return true;
        }
        room.table.typed(key, self.visible.len()).is_some()
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(result) => {
                self.state = Self::read(result, cx);
                self.sieve();
            }
            Msg::Move(to) => cx.execute(move |desk| turn(desk, to), Msg::Moved),
            Msg::Moved(Ok(now)) => {
                let words = cx.at().words;
                let text = fill(&words.deciding.room.moved, &[("at", &words.label.moment(now))]);
                cx.say(Message::good("I1201", text));
            }
            Msg::Moved(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
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
        let now = calendar::in_japan(at.now).format("%Y-%m-%d %H:%M:%S").to_string();
        for (y, name) in [(area.y, &words.clock), (area.y + 1, &words.filter)] {
            put(buf, area.x + 1, y, FILTER.0 - 2, name, at.theme.label);
        }
        put(
            buf,
            area.x + FILTER.0,
            area.y,
            area.width - FILTER.0,
            &now,
            at.theme.value,
        );
        self.filter.view(Self::entry(area), buf, at.theme.entry);
        let place = Self::table_area(area);
        room.table.view(place, buf, at, self.visible.len(), |index| {
            self.visible.get(index).map(|serial| room.row(serial, at))
        });
        if self.visible.is_empty() {
            put(buf, place.x + 2, place.y + 1, place.width, &words.none, at.theme.value);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        matches!(self.state, State::Open(_)).then(|| self.filter.cursor(Self::entry(area)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.deciding.room.hint.clone()
    }

    fn typing(&self) -> bool {
        matches!(self.state, State::Open(_))
    }
}
