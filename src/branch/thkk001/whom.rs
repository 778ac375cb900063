//! Step 1: how the customer came, and who it is (R10.1).

use super::super::entering::{self, CaseData};
use crate::desk::UserRow;
use crate::domain::identity::{Channel, Person};
use crate::domain::refusal::Refusal;
use crate::domain::values::{LoginId, Name};
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::{self, Focus, Parts};
use crate::ui::kit::roster::{Col, Line, Mark, Roster};
use crate::ui::kit::table::Did;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

const USER: &str = "user";
const REPRESENTATIVE: &str = "representative";
const AGENT: &str = "agent";

/// What is entered in step 1.
pub(super) struct Whom {
    parts: Parts<()>,
    channel: Entry<Channel>,
    person: Entry<String>,
    agent: Entry<Option<Name>>,
    focus: Focus,
    user: Option<LoginId>,
    /// A digit chose the channel and moved on: a key that only moves on, after it, moves no further.
    moved_on: bool,
}

fn channel_of(key: &str) -> Option<Channel> {
    match key {
        "counter" => Some(Channel::Counter),
        "telephone" => Some(Channel::Telephone),
        "visit" => Some(Channel::Visit),
        _ => None,
    }
}

impl Whom {
    /// The form; the support desk has the telephone alone (R10.1).
    pub(super) fn new(words: &Words, telephone_only: bool) -> Self {
        let (own, common, label) = (&words.entering.check, &words.entering.common, &words.label);
        let mut form = Form::new();
        let channels = [
            Choosable::new("counter", label.counter),
            Choosable::new("telephone", label.telephone),
            Choosable::new("visit", label.visit),
        ];
        let channel = Field::one(own.channel, channels.into())
            .required()
            .hint(own.channel_hint)
            .initially(if telephone_only { "telephone" } else { "" });
        let channel = form.add(channel, |text, words| {
            channel_of(text).ok_or_else(|| Message::from_refusal(&Refusal::NoCheck, words))
        });
        let people = [
            Choosable::new(USER, own.person_user),
            Choosable::new(REPRESENTATIVE, label.representative),
            Choosable::new(AGENT, own.person_agent),
        ];
        let person = Field::one(own.person, people.into()).required().hint(own.person_hint);
        let person = form.add(person, entering::as_typed);
        let agent = Field::text(own.agent_name, 40).hint(own.agent_hint);
        let agent = form.add(agent, |text, words| match text {
            "" => Ok(None),
            text => Name::parse(text)
                .map(Some)
                .map_err(|refusal| Message::from_refusal(&refusal, words)),
        });
        let columns = vec![
            Col::new(common.login_id, 20, 30),
            Col::new(common.user_name, 34, 60),
            Col::new(common.user_kind, 14, 14),
        ];
        Self {
            parts: Parts {
                roster: Roster::new(common.choose, columns),
                form,
                fields: (),
            },
            channel,
            person,
            agent,
            focus: Focus::Form,
            user: None,
            moved_on: false,
        }
    }

    /// The list of users.
    pub(super) fn roster(&mut self) -> &mut Roster {
        &mut self.parts.roster
    }

    /// Channel and person, or what is missing, with the focus there.
    pub(super) fn read(&mut self, words: &Words) -> Result<(Channel, Person), Message> {
        self.focus = Focus::Form;
        let channel = self.parts.form.read(&self.channel, words)?;
        let kind = self.parts.form.read(&self.person, words)?;
        let agent = self.parts.form.read(&self.agent, words)?;
        let person = match (kind.as_str(), agent) {
            (AGENT, Some(name)) => Person::Agent(name),
            (AGENT, None) => {
                self.parts.form.focus(&self.agent);
                let field = place::Field(words.entering.check.agent_name);
                return Err(Message::bad("E0003", words.frame.required(field)));
            }
            (_, Some(_)) => {
                self.parts.form.focus(&self.agent);
                return Err(Message::bad("E0540", words.entering.check.agent_only.to_owned()));
            }
            (REPRESENTATIVE, None) => Person::Representative,
            (_, None) => {
                let Some(login_id) = &self.user else {
                    self.focus = Focus::List;
                    return Err(Message::from_refusal(&Refusal::NobodyChosen, words));
                };
                Person::User(login_id.clone())
            }
        };
        Ok((channel, person))
    }

    pub(super) fn typed(&mut self, key: &Key, reading: Option<&CaseData>) -> bool {
        if matches!(key, Key::PageUp | Key::PageDown) {
            self.focus = Focus::List;
        }
        let moved_on = std::mem::take(&mut self.moved_on);
        if self.focus == Focus::Form {
            if moved_on && matches!(key, Key::Enter | Key::Tab | Key::Down) {
                return true;
            }
            let form = &self.parts.form;
            let leaves = if self.names_agent() {
                list_form::leaves_form(key, form, &self.channel, &self.agent)
            } else {
                list_form::leaves_form(key, form, &self.channel, &self.person)
            };
            if leaves {
                self.focus = Focus::List;
                return true;
            }
            let is_digit = matches!(key, Key::Char(c) if c.is_ascii_digit());
            let taken = self.parts.form.typed(key);
            // One key says how the customer came: who it is comes next.
            if taken && is_digit && self.parts.form.is_focused(&self.channel) {
                self.parts.form.focus(&self.person);
                self.moved_on = true;
            }
            return taken;
        }
        let rows = reading.map_or(0, |reading| reading.sheet.rows.len());
        match (self.parts.roster.typed(key, rows), key) {
            (Some(Did::Toggle(index) | Did::Pick(index)), _) => {
                let row = reading.and_then(|reading| reading.sheet.rows.get(index));
                self.user = row.map(|row| row.user.login_id.clone());
                self.parts.form.set(&self.person, USER);
                if *key == Key::Enter {
                    self.enter_form(true);
                }
            }
            (Some(Did::Moved), _) => {}
            (None, Key::Tab | Key::Enter) => self.enter_form(true),
            (None, Key::BackEnter) => self.enter_form(false),
            (None, _) => return false,
        }
        true
    }

    fn enter_form(&mut self, first: bool) {
        self.focus = Focus::Form;
        if first {
            self.parts.form.focus(&self.channel);
        } else if self.names_agent() {
            self.parts.form.focus(&self.agent);
        } else {
            self.parts.form.focus(&self.person);
        }
    }

    /// Whether the keys go through the agent's name: an agent is chosen, or a name stands there that would have to go.
    fn names_agent(&self) -> bool {
        self.parts.form.text(&self.person) == AGENT || !self.parts.form.text(&self.agent).is_empty()
    }

    /// What is on the screen below the line of the contract.
    pub(super) fn body<'a>(&'a self, body: Body<'a>, at: &'a Ambient<'a>, reading: &'a CaseData) -> Body<'a> {
        let (in_form, words) = (self.focus == Focus::Form, &at.words.entering);
        self.parts.in_words(at.words, || Some(Self::new(at.words, false).parts));
        let body = body.form(&self.parts.form).focused(in_form).heading(words.check.users);
        let body = body.roster(&self.parts.roster, move |_| self.lines(reading, at));
        body.focused(!in_form).hint(words.common.hint_one)
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>) -> Vec<Line> {
        let line = |row: &UserRow| Line {
            mark: Mark::One(self.is_user() && self.user.as_ref() == Some(&row.user.login_id)),
            cells: vec![
                row.user.login_id.to_string(),
                row.user.name.to_string(),
                at.words.label.kind(row.user.kind).to_owned(),
            ],
            style: None,
        };
        reading.sheet.rows.iter().map(line).collect()
    }

    /// Whether the person is a registered user.
    fn is_user(&self) -> bool {
        self.parts.form.text(&self.person) == USER
    }

    pub(super) fn dirty(&self) -> bool {
        self.parts.form.dirty() || self.user.is_some()
    }
}
