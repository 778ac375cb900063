//! 日時指定: any date and time to which the training clock is to move.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::branch::screens;
use crate::domain::calendar::{self, Instant};
use crate::domain::era;
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx, Nameplate};
use crate::words::{Words, place};

/// How a time is written as an example.
const TIME: &str = "%H:%M";

/// Asks for the moment; it closes with the instant that was entered.
pub(super) struct Moment;

/// The fields of its form.
pub(super) struct Fields {
    day: Entry<NaiveDate>,
    /// Empty: the time of day stays.
    time: Entry<Option<NaiveTime>>,
}

fn read(asked: &mut AskForm<'_, Moment>, at: &Ambient<'_>) -> Result<Instant, Message> {
    let AskForm { form, fields } = asked;
    let (day, time) = (form.read(&fields.day, at.words)?, form.read(&fields.time, at.words)?);
    let stays = || calendar::in_japan(at.now).time();
    let moment = calendar::instant_of(day, time.unwrap_or_else(stays));
    if moment <= at.now {
        form.focus(&fields.day);
        return Err(Message::bad("E1253", at.words.deciding.room.not_back));
    }
    Ok(moment)
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

impl Ask for Moment {
    type Fields = Fields;
    type Own = ();
    type With = Instant;
    const COLUMNS: u16 = 40;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Fields {
        let words = &at.words.deciding.room;
        let tomorrow = at.words.short_day(calendar::day_of(at.now) + TimeDelta::days(1));
        let wrong = words.day_wrong(place::Example(tomorrow.as_str()));
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
        Fields { day, time }
    }

    fn title(&self, words: &Words) -> String {
        words.deciding.room.date_title.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.deciding.room.set
    }

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKSH001
    }

    fn execute(&mut self, mut asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        if let Some(moment) = cx.or_say(read(&mut asked, cx.at())) {
            cx.close_with(moment);
        }
    }

    fn heard(&mut self, (): (), _asked: AskForm<'_, Self>, _cx: &mut Cx<'_, Msg<Self>>) {}
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
