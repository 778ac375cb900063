//! The layer in which is said which fobs are looked for.

use chrono::TimeDelta;

use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::Stock;
use crate::domain::values::{BranchCode, Serial};
use crate::store::Wanted;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::{Words, place};
use ratatui::layout::Size;

/// Columns of the layer.
const COLUMNS: u16 = 70;
/// Days that can be asked for, at most.
const MOST_DAYS: u32 = 3_660;

/// The key of all states together.
const EVERY: &str = "every";

/// Which fobs are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FobFilter {
    /// Of that state, or of any.
    stock: Option<Stock>,
    whose: Whose,
    batch: Option<u32>,
    /// That expire within so many days.
    days: Option<u32>,
    serial: Option<Serial>,
}

/// At which branch.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whose {
    Own,
    All,
    Of(BranchCode),
}

impl Default for FobFilter {
    /// What is in stock at one's own branch.
    fn default() -> Self {
        Self {
            stock: Some(Stock::InStock),
            whose: Whose::Own,
            batch: None,
            days: None,
            serial: None,
        }
    }
}

impl FobFilter {
    /// The fob of that serial in one's own stock.
    pub(super) fn of(serial: Serial) -> Self {
        Self {
            serial: Some(serial),
            ..Self::default()
        }
    }

    /// The same of the next state; after the last one of every state.
    pub(super) fn next(&self) -> Self {
        let stock = match self.stock {
            None => Some(Stock::ALL[0]),
            Some(stock) => {
                let place = Stock::ALL.iter().position(|other| *other == stock);
                place.and_then(|place| Stock::ALL.get(place + 1)).copied()
            }
        };
        Self { stock, ..self.clone() }
    }

    /// The branch that is looked at; none for all.
    pub(super) fn branch(&self, at: &Ambient<'_>) -> Option<BranchCode> {
        match &self.whose {
            Whose::Own => at.session().map(|session| session.staff().branch.code.clone()),
            Whose::All => None,
            Whose::Of(branch) => Some(branch.clone()),
        }
    }

    /// The same as the desk is asked.
    pub(super) fn wanted(&self, at: &Ambient<'_>) -> Wanted {
        Wanted {
            stock: self.stock,
            branch: self.branch(at),
            batch: self.batch,
            expires_by: self.days.map(|days| at.now + TimeDelta::days(i64::from(days))),
            serial: self.serial.clone(),
        }
    }

    /// The same in words.
    pub(super) fn in_words(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.stock.list;
        let state = self
            .stock
            .map_or(words.every_state, |stock| at.words.label.stock(stock));
        let branch = match self.branch(at) {
            Some(branch) => words.at_branch(place::Branch(branch.as_str())),
            None => words.every_branch.to_owned(),
        };
        let batch = self.batch.map(|batch| words.of_batch(place::Batch(&batch.to_string())));
        let days = self.days.map(|days| words.within(place::Days(&days.to_string())));
        let serial = self.serial.as_ref().map(ToString::to_string);
        let parts = [Some(branch), Some(state.to_owned()), batch, days, serial];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// The layer.
pub(super) struct Filter {
    asked: FobFilter,
    policy: Policy,
    form: Form,
    stock: Entry<Option<Stock>>,
    whose: Entry<Whose>,
    batch: Entry<Option<u32>>,
    days: Entry<Option<u32>>,
    serial: Entry<Option<Serial>>,
}

/// What the layer is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// Execute.
    Go,
    /// F9: the stock of one's own branch.
    Clear,
}

impl Answers for Msg {
    type With = FobFilter;
}

/// Reads a field that may be empty.
fn optional<T>(parse: impl Fn(&str) -> Decision<T>) -> impl Fn(&str, &Words) -> Result<Option<T>, Message> {
    move |text, words| {
        let given = (!text.is_empty()).then(|| parse(text)).transpose();
        given.map_err(|refusal| Message::from_refusal(&refusal, words))
    }
}

fn number(text: &str, most: u32) -> Decision<u32> {
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or(Refusal::NumberForm { max: u64::from(most) })
}

impl Filter {
    pub(super) fn new(asked: &FobFilter, policy: Policy, words: &Words) -> Self {
        let filter = &words.stock.filter;
        let mut form = Form::new();
        let every = std::iter::once(Choosable::new(EVERY, filter.every));
        let states = Stock::ALL.map(|stock| Choosable::new(stock.as_str(), words.label.stock(stock)));
        let states = every.chain(states).collect();
        let (min, max) = (policy.serial_min.to_string(), policy.serial_max.to_string());
        let serial_hint = filter.serial_hint(place::Max(&max), place::Min(&min));
        let by = policy.clone();
        let whose = |text: &str, words: &Words| match text {
            "" => Ok(Whose::Own),
            "*" => Ok(Whose::All),
            code => BranchCode::parse(code)
                .map(Whose::Of)
                .map_err(|refusal| Message::from_refusal(&refusal, words)),
        };
        let mut filter = Self {
            stock: form.add(Field::one(filter.state, states).hint(filter.state_hint), |text, _| {
                Ok(Stock::from_name(text))
            }),
            whose: form.add(Field::code(filter.branch, 6).hint(filter.branch_hint), whose),
            batch: form.add(
                Field::code(filter.batch, 8).hint(filter.batch_hint),
                optional(|text| number(text, u32::MAX)),
            ),
            days: form.add(
                Field::code(filter.days, 6).hint(filter.days_hint),
                optional(|text| number(text, MOST_DAYS)),
            ),
            serial: form.add(
                Field::code(filter.serial, 18).hint(serial_hint),
                optional(move |text| Serial::parse_by(text, &by)),
            ),
            asked: asked.clone(),
            policy,
            form,
        };
        filter.fill();
        filter
    }

    fn fill(&mut self) {
        let (form, asked) = (&mut self.form, &self.asked);
        let whose = match &asked.whose {
            Whose::Own => String::new(),
            Whose::All => "*".to_owned(),
            Whose::Of(branch) => branch.to_string(),
        };
        form.set(&self.stock, asked.stock.map_or(EVERY, Stock::as_str));
        form.set(&self.whose, &whose);
        form.set(
            &self.batch,
            &asked.batch.map(|batch| batch.to_string()).unwrap_or_default(),
        );
        form.set(&self.days, &asked.days.map(|days| days.to_string()).unwrap_or_default());
        form.set(&self.serial, asked.serial.as_ref().map_or("", Serial::as_str));
        form.begin_here();
    }

    fn read(&mut self, words: &Words) -> Result<FobFilter, Message> {
        Ok(FobFilter {
            stock: self.form.read(&self.stock, words)?,
            whose: self.form.read(&self.whose, words)?,
            batch: self.form.read(&self.batch, words)?,
            days: self.form.read(&self.days, words)?,
            serial: self.form.read(&self.serial, words)?,
        })
    }
}

impl Screen for Filter {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.stock.filter.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.stock.filter;
        vec![
            Binding::new(Function::ClearConditions, words.clear, Msg::Clear),
            Binding::new(Function::Execute, words.go, Msg::Go),
        ]
    }

    fn language_changed(&mut self, cx: &mut Cx<'_, Msg>) {
        let told = Self::new(&self.asked, self.policy.clone(), cx.at().words);
        self.form.relabel(told.form);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Clear => cx.close_with(FobFilter::default()),
            Msg::Go => match self.read(cx.at().words) {
                Ok(asked) => cx.close_with(asked),
                Err(message) => cx.say(message),
            },
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let inside = Body::new(at).form(&self.form);
        Some(Body::new(at).panel(at.words.stock.filter.title, COLUMNS, inside))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(COLUMNS, self.form.height() + 2))
    }
}
