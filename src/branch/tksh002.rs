//! TKSH002 研修シナリオ: a scenario is chosen and practised. Its steps are ticked off as the store shows them, wrong turns are
//! explained with their rule, and a sheet stands at the end. Training stores only.

mod drawn;

use crate::branch::screens;
use crate::desk::{Desk, Error};
use crate::domain::refusal::Refusal;
use crate::store::Kind;
use crate::training::fobs::Fobs;
use crate::training::lesson::{self, Go, LessonState};
use crate::training::progress::News;
use crate::training::scenario::Scenario;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Did, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// TKSH002 研修シナリオ.
pub struct Practice {
    state: State,
    table: Table,
}

enum State {
    Asking,
    /// What there is, and how many of it, the first, were named at the start.
    Choosing(Vec<Scenario>, usize),
    Practising(Box<(LessonState, Fobs)>),
    Refused(Message),
}

/// What the desk says: the lesson going on with its fobs, or what can be practised.
type Found = Result<Lesson, Error>;

/// What a desk that has one is told of the lesson: whether one is going on, and what can be practised.
pub enum Lesson {
    /// One is going on.
    GoingOn(Box<(LessonState, Fobs)>),
    /// None; these there are, of which so many, the first, were named at the start.
    None(Vec<Scenario>, usize),
}

/// What the screen is told.
pub enum Msg {
    /// Where the lesson stands.
    Found(Found),
    /// Begin the selected scenario.
    Begin,
    /// The hint of this step.
    Hint,
    /// Back by a step, or to the beginning.
    Go(Go),
    /// End the lesson.
    End,
}

impl Default for Practice {
    fn default() -> Self {
        Self::new()
    }
}

impl Practice {
    /// The screen.
    pub fn new() -> Self {
        Self {
            state: State::Asking,
            table: Table::default(),
        }
    }

    fn found(&mut self, found: Found, cx: &mut Cx<'_, Msg>) {
        self.state = match found {
            Ok(Lesson::GoingOn(lesson)) => {
                tell(&lesson.0, cx);
                State::Practising(lesson)
            }
            Ok(Lesson::None(scenarios, named)) => State::Choosing(scenarios, named),
            Err(error) => {
                let message = Message::refused(&error, cx.at().words);
                cx.say(message.clone());
                State::Refused(message)
            }
        };
    }

    fn selected(&self) -> Option<&Scenario> {
        let State::Choosing(scenarios, _) = &self.state else {
            return None;
        };
        scenarios.get(self.table.selected())
    }
}

/// Says what is new: a wrong turn before a step that is done.
fn tell(standing: &LessonState, cx: &mut Cx<'_, Msg>) {
    let (at, scenario) = (cx.at(), &standing.scenario);
    let words = &at.words.practice;
    let wrong = standing.news.iter().find_map(|news| match news {
        News::Wrong(which) => scenario.wrong.get(*which),
        News::Done(_) => None,
    });
    if let Some(wrong) = wrong {
        let say = drawn::text(&wrong.say, at);
        let text = words.wrong_turn(place::Rule(&wrong.rule), place::Why(say));
        cx.say(Message::warn("W1201", text));
    } else if standing.progress.finished(scenario) && !standing.news.is_empty() {
        cx.say(Message::good("I1210", words.finished));
    } else if let Some(News::Done(step)) = standing.news.last() {
        let number = (step + 1).to_string();
        cx.say(Message::good("I1209", words.step_done(place::Step(&number))));
    }
}

/// The lesson of a training store with its fobs; a live one has none (E1205).
fn look(desk: &mut Desk) -> Found {
    if desk.kind() != Kind::Training {
        return Err(Refusal::TrainingOnly.into());
    }
    let fobs = Fobs::of_the_demo(desk.policy())?;
    if let Some(standing) = lesson::standing(desk) {
        return Ok(Lesson::GoingOn(Box::new((standing, fobs))));
    }
    let (scenarios, named) = lesson::scenarios(desk);
    Ok(Lesson::None(scenarios, named))
}

fn then_look<T>(done: Result<T, Error>, desk: &mut Desk) -> Found {
    done?;
    look(desk)
}

impl Screen for Practice {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKSH002
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.practice.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.practice;
        match &self.state {
            State::Choosing(..) => vec![Binding::new(Function::Execute, words.begin, Msg::Begin)],
            State::Practising(lesson) => {
                let standing = &lesson.0;
                let mut keys = Vec::new();
                if !standing.progress.finished(&standing.scenario) {
                    keys.push(Binding::new(Function::Hint, words.ask_hint, Msg::Hint));
                }
                keys.extend([
                    Binding::new(Function::Restart, words.restart, Msg::Go(Go::Restart)),
                    Binding::new(Function::StepBack, words.back, Msg::Go(Go::Back)),
                    Binding::new(Function::EndPractice, words.end, Msg::End),
                ]);
                keys
            }
            State::Asking | State::Refused(_) => Vec::new(),
        }
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.ask_latest("lesson", look, Msg::Found);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let State::Choosing(scenarios, _) = &self.state else {
            return false;
        };
        let did = self.table.typed(key, scenarios.len());
        if matches!(did, Some(Did::Pick(_))) {
            self.update(Msg::Begin, cx);
        }
        did.is_some()
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Found(found) => self.found(found, cx),
            Msg::Begin => {
                if let Some(scenario) = self.selected().cloned() {
                    cx.execute(
                        move |desk| {
                            let begun = lesson::begin(desk, scenario);
                            then_look(begun, desk)
                        },
                        Msg::Found,
                    );
                }
            }
            Msg::Hint => cx.execute(
                |desk| {
                    lesson::hint(desk);
                    look(desk)
                },
                Msg::Found,
            ),
            Msg::Go(go) => cx.execute(
                move |desk| {
                    let gone = lesson::go(desk, go);
                    then_look(gone, desk)
                },
                Msg::Found,
            ),
            Msg::End => cx.execute(
                |desk| {
                    let ended = lesson::end(desk);
                    then_look(ended, desk)
                },
                Msg::Found,
            ),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (body, words) = (Body::new(at), &at.words.practice);
        let body = match &self.state {
            State::Asking => body,
            State::Refused(message) => {
                let message = message.in_words(at.words);
                let text = format!("{} {}", message.code, message.text);
                body.text(text, at.theme.bad).indent(0)
            }
            State::Choosing(scenarios, named) => {
                drawn::choice((scenarios, *named), &self.table, body, at).without_page_keys()
            }
            State::Practising(lesson) => {
                let body = drawn::practice(&lesson.0, &lesson.1, body, at);
                return Some(body.hint(words.how));
            }
        };
        Some(body.hint(words.choose))
    }
}
