//! 日時指定: any date and time to which the training clock is to move.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::branch::screens;
use crate::domain::calendar::{self, Instant};
use crate::domain::era;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::panel::panel;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// How a time is written as an example.
const TIME: &str = "%H:%M";

/// The box; it closes with the instant that was entered.
pub(super) struct Moment {
    form: Form,
    day: Entry<NaiveDate>,
    /// Empty: the time of day stays.
    time: Entry<Option<NaiveTime>>,
}

/// Execute.
#[derive(Clone, Copy)]
pub(super) struct Set;

impl Answers for Set {
    type With = Instant;
}

impl Moment {
    /// The box, empty.
    pub(super) fn new(at: &Ambient<'_>) -> Self {
        let words = &at.words.deciding.room;
        let tomorrow = at.words.short_day(calendar::day_of(at.now) + TimeDelta::days(1));
        let wrong = words.day_wrong(place::Example(tomorrow.as_str()));
        let mut form = Form::new();
        let field = Field::code(words.day_field, 12).required();
        let day = form.add(
            field.hint(words.day_hint(place::Example(tomorrow.as_str()))),
            move |text, _| day(text).ok_or_else(|| Message::bad("E1251", &wrong)),
        );
        let morning = calendar::in_japan(at.now).format(TIME).to_string();
        let wrong = words.time_wrong(place::Example(morning.as_str()));
        let field = Field::code(words.time_field, 12);
        let time = form.add(
            field.hint(words.time_hint(place::Example(morning.as_str()))),
            move |text, _| match time(text) {
                None if !text.is_empty() => Err(Message::bad("E1252", &wrong)),
                time => Ok(time),
            },
        );
        Self { form, day, time }
    }

    fn read(&mut self, at: &Ambient<'_>) -> Result<Instant, Message> {
        let (day, time) = (
            self.form.read(&self.day, at.words)?,
            self.form.read(&self.time, at.words)?,
        );
        let stays = || calendar::in_japan(at.now).time();
        let moment = calendar::instant_of(day, time.unwrap_or_else(stays));
        if moment <= at.now {
            self.form.focus(&self.day);
            return Err(Message::bad("E1253", at.words.deciding.room.not_back));
        }
        Ok(moment)
    }
}

/// A day from 1970 on, of four digits of a year, as on every screen.
fn day(text: &str) -> Option<NaiveDate> {
    let range = NaiveDate::from_ymd_opt(1970, 1, 1)?..NaiveDate::from_ymd_opt(10_000, 1, 1)?;
    era::read(text).filter(|day| range.contains(day))
}

/// `8:10`, `08:10` or `0810`.
fn time(text: &str) -> Option<NaiveTime> {
    let forms = ["%H:%M", "%H%M"];
    forms.iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

impl Screen for Moment {
    type Msg = Set;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKSH001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.deciding.room.date_title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Set>> {
        vec![Binding::new(Function::Execute, at.words.deciding.room.set, Set)]
    }

    fn retold(&mut self, cx: &mut Cx<'_, Set>) {
        let told = Self::new(cx.at());
        self.form.retell(told.form);
        (self.day, self.time) = (told.day, told.time);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Set>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, _set: Set, cx: &mut Cx<'_, Set>) {
        match self.read(cx.at()) {
            Ok(moment) => cx.close_with(moment),
            Err(message) => cx.say(message),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let inside = panel(area, buf, &self.title(at), at);
        self.form.view(inside, buf, at);
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let inside = Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2);
        self.form.cursor(inside)
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.form.hint()
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn dirty(&self) -> bool {
        self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(40, 4))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_are_read_in_the_forms_of_the_field() {
        let second = NaiveDate::from_ymd_opt(2026, 6, 2);
        for text in ["2026-06-02", "2026/6/2", "20260602", "2026.6.2"] {
            assert_eq!(day(text), second, "{text}");
        }
        for text in ["", "6/2", "2026-02-30", "99999-01-01", "-1-1-1", "20260602x"] {
            assert_eq!(day(text), None, "{text}");
        }
        for text in ["8:10", "08:10", "0810"] {
            assert_eq!(time(text), NaiveTime::from_hms_opt(8, 10, 0), "{text}");
        }
        for text in ["24:00", "8", "x", "08:10:00"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
