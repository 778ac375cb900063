//! The layer in which is said what is looked for.

use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::layout::Size;

use super::actions::Actions;
use crate::domain::calendar;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{Serial, StaffId};
use crate::store::{Customer, Sought, Written};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::pick_box::PickBox;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::{Words, place};

/// Columns of the layer.
const COLUMNS: u16 = 78;

/// What the layer needs to know: the actions of the trail, and how long a serial is.
#[derive(Clone, Debug)]
pub struct Known {
    pub(super) actions: Vec<String>,
    pub(super) policy: Policy,
}

/// What is looked for, and how it was typed.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    pub(super) sought: Sought,
    typed: [String; 7],
}

impl EntryFilter {
    /// What was typed, with the names of the fields; empty if nothing is looked for.
    pub(super) fn in_words(&self, words: &Words) -> String {
        let (filter, label) = (&words.trail.filter, &words.label);
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let [_, _, staff, customer, serial, action, _] = &self.typed;
        let typed = |text: &String| (!text.is_empty()).then(|| text.clone());
        let result = self
            .sought
            .result
            .map(|result| result_in_words(result, words).to_owned());
        let parts = [
            (&filter.from, day(self.sought.from)),
            (&filter.to, day(self.sought.to)),
            (&filter.staff, typed(staff)),
            (&filter.customer, typed(customer)),
            (&filter.serial, typed(serial)),
            (&filter.action, typed(action)),
            (&filter.result, result),
        ];
        let parts = parts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", value?)));
        parts.collect::<Vec<_>>().join(label.comma)
    }
}

fn result_in_words(result: Written, words: &Words) -> &str {
    words.ended("", result.as_str(), "")
}

/// The layer.
pub(super) struct Filter {
    known: Known,
    today: NaiveDate,
    form: Form,
    from: Entry<Option<NaiveDate>>,
    to: Entry<Option<NaiveDate>>,
    staff: Entry<Option<StaffId>>,
    customer: Entry<Option<Customer>>,
    serial: Entry<Option<Serial>>,
    actions: Entry<Vec<String>>,
    result: Entry<Option<Written>>,
}

/// What the layer is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// Execute.
    Go,
    /// F4.
    Actions,
    /// The words of the action that was chosen.
    Action(String),
    /// F9.
    Clear,
}

impl Answers for Msg {
    type With = EntryFilter;
}

/// Reads a field that may be empty.
fn optional<T>(parse: impl Fn(&str) -> Decision<T>) -> impl Fn(&str, &Words) -> Result<Option<T>, Message> {
    move |text, words| {
        let given = (!text.is_empty()).then(|| parse(text)).transpose();
        given.map_err(|refusal| Message::from_refusal(&refusal, words))
    }
}

impl Filter {
    pub(super) fn new(asked: &EntryFilter, known: Known, today: NaiveDate, words: &Words) -> Self {
        let Known { actions: names, policy } = known.clone();
        let filter = &words.trail.filter;
        let mut form = Form::new();
        let (min, max) = (policy.serial_min.to_string(), policy.serial_max.to_string());
        let serial_hint = filter.serial_hint(place::Max(&max), place::Min(&min));
        let results = Written::ALL.map(|result| Choosable::new(result.as_str(), result_in_words(result, words)));
        let day = move |text: &str| calendar::day(text, today);
        let names = Rc::new(names);
        let filter = Self {
            from: form.add(Field::code(filter.from, 12).hint(filter.day_hint), optional(day)),
            to: form.add(Field::code(filter.to, 12).hint(filter.day_hint), optional(day)),
            staff: form.add(
                Field::code(filter.staff, 18).hint(filter.staff_hint),
                optional(StaffId::parse),
            ),
            customer: form.add(
                Field::code(filter.customer, 48).hint(filter.customer_hint),
                optional(Customer::parse),
            ),
            serial: form.add(
                Field::code(filter.serial, 18).hint(serial_hint),
                optional(move |text| Serial::parse_by(text, &policy)),
            ),
            actions: form.add(
                Field::text(filter.action, 40).hint(filter.action_hint),
                move |text, words| actions(text, &names, words),
            ),
            result: form.add(
                Field::one(filter.result, results.to_vec()).hint(filter.result_hint),
                |text, _| Ok(Written::from_name(text)),
            ),
            form,
            known,
            today,
        };
        filter.with(&asked.typed)
    }

    fn with(mut self, typed: &[String; 7]) -> Self {
        let [from, to, staff, customer, serial, action, result] = typed;
        self.form.set(&self.from, from);
        self.form.set(&self.to, to);
        self.form.set(&self.staff, staff);
        self.form.set(&self.customer, customer);
        self.form.set(&self.serial, serial);
        self.form.set(&self.actions, action);
        self.form.set(&self.result, result);
        self
    }

    fn read(&mut self, words: &Words) -> Result<EntryFilter, Message> {
        let sought = Sought {
            from: self.form.read(&self.from, words)?,
            to: self.form.read(&self.to, words)?,
            staff: self.form.read(&self.staff, words)?,
            customer: self.form.read(&self.customer, words)?,
            serial: self.form.read(&self.serial, words)?,
            actions: self.form.read(&self.actions, words)?,
            result: self.form.read(&self.result, words)?,
        };
        if let (Some(from), Some(to)) = (sought.from, sought.to)
            && to < from
        {
            self.form.focus(&self.to);
            return Err(Message::bad("E0008", words.trail.filter.backwards));
        }
        Ok(EntryFilter {
            sought,
            typed: [
                self.form.text(&self.from),
                self.form.text(&self.to),
                self.form.text(&self.staff),
                self.form.text(&self.customer),
                self.form.text(&self.serial),
                self.form.text(&self.actions),
                self.form.text(&self.result),
            ],
        })
    }
}

/// The actions that a person means.
fn actions(text: &str, known: &[String], words: &Words) -> Result<Vec<String>, Message> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let found = words.actions(text, known);
    if found.is_empty() {
        let action = text.to_owned();
        return Err(Message::from_refusal(&Refusal::NoAction { action }, words));
    }
    Ok(found)
}

impl Screen for Filter {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.trail.filter.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.trail.filter;
        vec![
            Binding::new(Function::Lists, words.list, Msg::Actions),
            Binding::new(Function::ClearConditions, words.clear, Msg::Clear),
            Binding::new(Function::Execute, words.go, Msg::Go),
        ]
    }

    fn language_changed(&mut self, cx: &mut Cx<'_, Msg>) {
        let told = Self::new(&EntryFilter::default(), self.known.clone(), self.today, cx.at().words);
        self.form.relabel(told.form);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => match self.read(cx.at().words) {
                Ok(asked) => cx.close_with(asked),
                Err(message) => cx.say(message),
            },
            Msg::Actions => {
                let actions = Actions::new(&self.known.actions, cx.at().words);
                cx.open_for(PickBox::new(actions), Msg::Action);
            }
            Msg::Action(words) => {
                self.form.set(&self.actions, &words);
                self.form.focus(&self.actions);
            }
            Msg::Clear => cx.close_with(EntryFilter::default()),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let inside = Body::new(at).form(&self.form);
        Some(Body::framed(at, at.words.trail.filter.title, inside))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(COLUMNS, self.form.height() + 2))
    }
}
