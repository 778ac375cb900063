//! TKNR004 時計の確認 (R2.5): an administrator and one more person say that the date and time are right.

use secrecy::SecretString;

use super::off_duty;
use crate::branch::screens;
use crate::desk::{ClockConfirmed, ClockStanding, Desk, Error};
use crate::domain::calendar::{self, Instant};
use crate::domain::staff::Duty;
use crate::domain::values::StaffId;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of an ID and of a password.
const ID: u16 = 16;
const PASSWORD: u16 = 32;

/// TKNR004 時計の確認.
#[derive(Default)]
pub struct ClockCheck {
    standing: Option<ClockStanding>,
    asked: Option<ConfirmFields>,
}

struct ConfirmFields {
    form: Form,
    own: Entry<SecretString>,
    second: Entry<Option<StaffId>>,
    password: Entry<SecretString>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F10.
    Go,
    /// How the clock stands.
    Read(Result<ClockStanding, Error>),
    /// What the desk says, and whether one's own password was right.
    Answered(bool, Result<ClockConfirmed, Error>),
}

impl ClockCheck {
    /// The screen.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(cx: &mut Cx<'_, Msg>) {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        cx.look_latest("clock", |look| look.clock_standing(), Msg::Read);
    }

    /// Why nothing is confirmed, if so.
    fn off(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.keeping.clock;
        if let Some(off) = off_duty(at, Duty::KeepStore) {
            return Some(off);
        }
        match &self.standing {
            None => Some(words.off_reading.to_owned()),
            Some(standing) if standing.is_training => Some(words.off_training.to_owned()),
            Some(standing) if standing.doubted.is_none() => Some(words.off_trusted.to_owned()),
            Some(_) => None,
        }
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let (Some(asked), Some(standing), Some(session)) =
            (&mut self.asked, &self.standing, cx.at().session().cloned())
        else {
            return;
        };
        let shown = standing.now;
        match asked.read(cx.at().words) {
            Ok((own, second)) => cx.execute(
                move |desk: &mut Desk| match desk.vouch(&session.staff().id, &own) {
                    Ok(first) => {
                        let second = second.map(|(id, password)| desk.vouch(&id, &password)).transpose();
                        let confirmed = second.and_then(|second| desk.confirm_clock(&first, second.as_ref(), shown));
                        (true, confirmed)
                    }
                    Err(error) => (false, Err(error)),
                },
                |(own_is_right, answer)| Msg::Answered(own_is_right, answer),
            ),
            Err(message) => cx.say(message),
        }
    }
}

impl ConfirmFields {
    fn new(words: &Words) -> Self {
        let words = &words.keeping.clock;
        let mut form = Form::new();
        let own = form.add_secret(Field::secret(words.own, PASSWORD).required().hint(words.own_hint));
        let second = form.add(Field::code(words.second, ID).hint(words.second_hint), |text, words| {
            let id = (!text.is_empty()).then(|| StaffId::parse(text)).transpose();
            id.map_err(|refusal| Message::from_refusal(&refusal, words))
        });
        let password = form.add_secret(Field::secret(words.second_password, PASSWORD).hint(words.second_hint));
        Self {
            form,
            own,
            second,
            password,
        }
    }

    fn read(&mut self, words: &Words) -> Result<(SecretString, Option<(StaffId, SecretString)>), Message> {
        let own = self.form.read(&self.own, words)?;
        let second = self.form.read(&self.second, words)?;
        let password = self.form.read(&self.password, words)?;
        Ok((own, second.map(|second| (second, password))))
    }

    /// The password that was not taken is typed anew, and what is to be mended has the keys: the other one's ID, where one's own password
    /// was right.
    fn mend(&mut self, own_is_right: bool) {
        self.form.clear(&self.password);
        if own_is_right {
            self.form.focus(&self.second);
        } else {
            self.form.clear(&self.own);
            self.form.focus(&self.own);
        }
    }
}

/// A moment as one says it, with the day of the week.
fn said(moment: Instant, words: &Words) -> String {
    let (day, time) = (calendar::day_of(moment), calendar::in_japan(moment));
    let weekday = usize::try_from(chrono::Datelike::weekday(&day).num_days_from_monday()).unwrap_or(0);
    let weekday = words.telling.day.weekdays.split(',').nth(weekday).unwrap_or_default();
    words.keeping.clock.moment(
        place::Day(&words.day(day)),
        place::Hour(&time.format("%-H").to_string()),
        place::Minute(&time.format("%M").to_string()),
        place::Weekday(weekday),
    )
}

impl Screen for ClockCheck {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNR004
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.keeping.clock;
        vec![
            Binding::new(Function::Execute, words.go, Msg::Go).unless(self.off(at)),
            Binding::new(Function::Refresh, words.again, Msg::Again),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.asked.get_or_insert_with(|| ConfirmFields::new(cx.at().words));
        Self::read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::read(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        self.off(cx.at()).is_none() && self.asked.as_mut().is_some_and(|asked| asked.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => Self::read(cx),
            Msg::Go => self.go(cx),
            Msg::Read(Ok(standing)) => self.standing = Some(standing),
            Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Answered(own_is_right, answer) => {
                if let Some(asked) = &mut self.asked {
                    asked.mend(own_is_right);
                }
                match answer {
                    Ok(confirmed) => {
                        // Nothing is left that leaving would lose.
                        self.asked = Some(ConfirmFields::new(cx.at().words));
                        let count = confirmed.reckoned.to_string();
                        let said = cx.at().words.keeping.clock.done(place::Count(&count));
                        cx.say(Message::good("I1220", said));
                    }
                    Err(error) => cx.say(Message::refused(&error, cx.at().words)),
                }
                Self::read(cx);
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.keeping.clock;
        let standing = self.standing.as_ref()?;
        let mark = standing
            .mark
            .map_or(words.no_mark.to_owned(), |mark| said(mark, at.words));
        let facts = [
            (words.now.to_owned(), said(standing.now, at.words)),
            (words.mark.to_owned(), mark),
        ];
        let body = Body::new(at).gap(1).facts(facts).gap(1);
        Some(match (self.off(at), standing.doubted) {
            (None, Some(_)) => {
                let alone = if standing.needs_second {
                    words.by_two
                } else {
                    words.alone
                };
                let body = body.text(words.lead, at.theme.warn).text(alone, at.theme.value).gap(1);
                let form = &self.asked.as_ref()?.form;
                body.form(form.in_words(at.words, || ConfirmFields::new(at.words).form))
            }
            (off, _) => body.text(off.unwrap_or_default(), at.theme.value),
        })
    }

    fn dirty(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.form.dirty())
    }
}
