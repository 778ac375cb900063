//! The box in which is said which fobs are looked for.

use chrono::TimeDelta;

use crate::branch::entering::optional;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::Stock;
use crate::domain::values::{BranchCode, Serial};
use crate::store::Wanted;
use crate::ui::keys::Function;
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx};
use crate::words::{Words, place};

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

/// The box.
pub(super) struct Filter {
    asked: FobFilter,
    policy: Policy,
}

/// Its fields.
pub(super) struct Fields {
    stock: Entry<Option<Stock>>,
    whose: Entry<Whose>,
    batch: Entry<Option<u32>>,
    days: Entry<Option<u32>>,
    serial: Entry<Option<Serial>>,
}

/// F9: the stock of one's own branch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clear;

fn number(text: &str, most: u32) -> Decision<u32> {
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or(Refusal::NumberForm { max: u64::from(most) })
}

impl Filter {
    /// The box with what was looked for before.
    pub(super) fn new(asked: FobFilter, policy: Policy) -> Self {
        Self { asked, policy }
    }
}

impl Ask for Filter {
    type Fields = Fields;
    type Own = Clear;
    type With = FobFilter;
    const COLUMNS: u16 = 70;
    const LOSES: bool = false;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Fields {
        let (words, asked) = (at.words, &self.asked);
        let filter = &words.stock.filter;
        let every = std::iter::once(Choosable::new(EVERY, filter.every));
        let states = Stock::ALL.map(|stock| Choosable::new(stock.as_str(), words.label.stock(stock)));
        let (min, max) = (self.policy.serial_min.to_string(), self.policy.serial_max.to_string());
        let serial_hint = filter.serial_hint(place::Max(&max), place::Min(&min));
        let by = self.policy.clone();
        let whose = |text: &str, words: &Words| match text {
            "" => Ok(Whose::Own),
            "*" => Ok(Whose::All),
            code => BranchCode::parse(code)
                .map(Whose::Of)
                .map_err(|refusal| Message::from_refusal(&refusal, words)),
        };
        let branch = match &asked.whose {
            Whose::Own => "",
            Whose::All => "*",
            Whose::Of(branch) => branch.as_str(),
        };
        let figure = |figure: Option<u32>| figure.map(|figure| figure.to_string()).unwrap_or_default();
        Fields {
            stock: form.add(
                Field::one(filter.state, every.chain(states).collect())
                    .hint(filter.state_hint)
                    .initially(asked.stock.map_or(EVERY, Stock::as_str)),
                |text, _| Ok(Stock::from_name(text)),
            ),
            whose: form.add(
                Field::code(filter.branch, 6).hint(filter.branch_hint).initially(branch),
                whose,
            ),
            batch: form.add(
                Field::code(filter.batch, 11)
                    .digits(10)
                    .hint(filter.batch_hint)
                    .initially(&figure(asked.batch)),
                optional(|text| number(text, u32::MAX)),
            ),
            days: form.add(
                Field::code(filter.days, 6)
                    .digits(4)
                    .hint(filter.days_hint)
                    .initially(&figure(asked.days)),
                optional(|text| number(text, MOST_DAYS)),
            ),
            serial: form.add(
                Field::code(filter.serial, 18)
                    .hint(serial_hint)
                    .initially(asked.serial.as_ref().map_or("", Serial::as_str)),
                optional(move |text| Serial::parse_by(text, &by)),
            ),
        }
    }

    fn title(&self, words: &Words) -> String {
        words.stock.filter.title.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.stock.filter.go
    }

    fn keys(&self, words: &Words) -> Vec<Binding<Msg<Self>>> {
        let clear = words.stock.filter.clear;
        vec![Binding::new(Function::ClearConditions, clear, Msg::Own(Clear))]
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match read(asked, cx.at().words) {
            Ok(asked) => cx.close_with(asked),
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, Clear: Clear, _asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        cx.close_with(FobFilter::default());
    }
}

/// Which fobs are looked for, or what is wrong, with the focus there.
fn read(AskForm { form, fields }: AskForm<'_, Filter>, words: &Words) -> Result<FobFilter, Message> {
    Ok(FobFilter {
        stock: form.read(&fields.stock, words)?,
        whose: form.read(&fields.whose, words)?,
        batch: form.read(&fields.batch, words)?,
        days: form.read(&fields.days, words)?,
        serial: form.read(&fields.serial, words)?,
    })
}
