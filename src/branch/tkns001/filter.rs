//! The box in which is said what is looked for.

use chrono::NaiveDate;

use super::actions::Actions;
use crate::branch::entering::optional;
use crate::domain::calendar;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::{Serial, StaffId};
use crate::store::{Customer, Sought, Written};
use crate::ui::keys::Function;
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::pick_box::PickBox;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx};
use crate::words::{Words, place};

/// What the box needs to know: the actions of the trail, and how long a serial is.
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

/// The box.
pub(super) struct Filter {
    asked: EntryFilter,
    known: Known,
}

/// Its fields.
pub(super) struct Fields {
    from: Entry<Option<NaiveDate>>,
    to: Entry<Option<NaiveDate>>,
    staff: Entry<Option<StaffId>>,
    customer: Entry<Option<Customer>>,
    serial: Entry<Option<Serial>>,
    actions: Entry<Vec<String>>,
    result: Entry<Option<Written>>,
}

/// What the box is told.
#[derive(Clone, Debug)]
pub(super) enum Own {
    /// F4.
    Actions,
    /// The words of the action that was chosen.
    Action(String),
    /// F9.
    Clear,
}

impl Filter {
    /// The box with what was looked for before.
    pub(super) fn new(asked: EntryFilter, known: Known) -> Self {
        Self { asked, known }
    }
}

impl Ask for Filter {
    type Fields = Fields;
    type Own = Own;
    type With = EntryFilter;
    const COLUMNS: u16 = 78;
    const LOSES: bool = false;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Fields {
        let Known { actions: names, policy } = self.known.clone();
        let (words, today) = (at.words, calendar::day_of(at.now));
        let filter = &words.trail.filter;
        let (min, max) = (policy.serial_min.to_string(), policy.serial_max.to_string());
        let serial_hint = filter.serial_hint(place::Max(&max), place::Min(&min));
        let results = Written::ALL.map(|result| Choosable::new(result.as_str(), result_in_words(result, words)));
        let day = move |text: &str| calendar::day(text, today);
        let [from, to, staff, customer, serial, action, result] = &self.asked.typed;
        let code =
            |label: &str, columns, hint: &str, before: &str| Field::code(label, columns).hint(hint).initially(before);
        Fields {
            from: form.add(code(filter.from, 12, filter.day_hint, from), optional(day)),
            to: form.add(code(filter.to, 12, filter.day_hint, to), optional(day)),
            staff: form.add(
                code(filter.staff, 18, filter.staff_hint, staff),
                optional(StaffId::parse),
            ),
            customer: form.add(
                code(filter.customer, 48, filter.customer_hint, customer),
                optional(Customer::parse),
            ),
            serial: form.add(
                code(filter.serial, 18, &serial_hint, serial),
                optional(move |text| Serial::parse_by(text, &policy)),
            ),
            actions: form.add(
                Field::text(filter.action, 40)
                    .hint(filter.action_hint)
                    .initially(action),
                move |text, words| actions(text, &names, words),
            ),
            result: form.add(
                Field::one(filter.result, results.to_vec())
                    .hint(filter.result_hint)
                    .initially(result),
                |text, _| Ok(Written::from_name(text)),
            ),
        }
    }

    fn title(&self, words: &Words) -> String {
        words.trail.filter.title.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.trail.filter.go
    }

    fn keys(&self, words: &Words) -> Vec<Binding<Msg<Self>>> {
        let words = &words.trail.filter;
        vec![
            Binding::new(Function::Lists, words.list, Msg::Own(Own::Actions)),
            Binding::new(Function::ClearConditions, words.clear, Msg::Own(Own::Clear)),
        ]
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        if let Some(asked) = cx.or_say(read(asked, cx.at().words)) {
            cx.close_with(asked);
        }
    }

    fn heard(&mut self, own: Own, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Own::Actions => {
                let actions = Actions::new(&self.known.actions, cx.at().words);
                cx.open_for(PickBox::new(actions), |words| Msg::Own(Own::Action(words)));
            }
            Own::Action(words) => {
                asked.form.set(&asked.fields.actions, &words);
                asked.form.focus(&asked.fields.actions);
            }
            Own::Clear => cx.close_with(EntryFilter::default()),
        }
    }
}

/// What is looked for, or what is wrong, with the focus there.
fn read(AskForm { form, fields }: AskForm<'_, Filter>, words: &Words) -> Result<EntryFilter, Message> {
    let sought = Sought {
        from: form.read(&fields.from, words)?,
        to: form.read(&fields.to, words)?,
        staff: form.read(&fields.staff, words)?,
        customer: form.read(&fields.customer, words)?,
        serial: form.read(&fields.serial, words)?,
        actions: form.read(&fields.actions, words)?,
        result: form.read(&fields.result, words)?,
    };
    if let (Some(from), Some(to)) = (sought.from, sought.to)
        && to < from
    {
        form.focus(&fields.to);
        return Err(Message::bad("E0008", words.trail.filter.backwards));
    }
    Ok(EntryFilter {
        sought,
        typed: [
            form.text(&fields.from),
            form.text(&fields.to),
            form.text(&fields.staff),
            form.text(&fields.customer),
            form.text(&fields.serial),
            form.text(&fields.actions),
            form.text(&fields.result),
        ],
    })
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
