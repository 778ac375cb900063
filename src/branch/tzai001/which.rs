//! "Which fob is this?": two codes that it shows, one right after the other (R15.8); and for whom a fob is issued.

use secrecy::{ExposeSecret, SecretString};

use crate::desk::{Command, Error, FobName, Outcome};
use crate::domain::refusal::Refusal;
use crate::domain::values::ContractNumber;
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// Columns of a code.
const CODE: u16 = 9;
/// Columns of a contract's number.
const NUMBER: u16 = 16;

/// What shows the codes.
#[derive(Debug)]
pub struct Found(pub(super) Vec<FobName>);

/// Asks which fob it is.
pub(super) struct Which;

impl Ask for Which {
    type Fields = [Entry<SecretString>; 2];
    type Own = Result<Outcome, Error>;
    type With = Found;
    const COLUMNS: u16 = 76;
    const OTHERS: u16 = 2;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Self::Fields {
        let words = &at.words.stock.which;
        [(words.first, words.first_hint), (words.second, words.second_hint)]
            .map(|(name, hint)| form.add_secret(Field::code(name, CODE).required().hint(hint)))
    }

    fn title(&self, words: &Words) -> String {
        words.stock.list.which.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.stock.which.go
    }

    fn lead(&self, words: &Words) -> &'static str {
        words.stock.which.lead
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        let [first, second] = asked.fields;
        let words = cx.at().words;
        let read = asked.form.read(first, words);
        match read.and_then(|first| Ok((first, asked.form.read(second, words)?))) {
            Ok((first, next)) if first.expose_secret() == next.expose_secret() => {
                asked.form.clear(second);
                asked.form.focus(second);
                cx.say(Message::from_refusal(&Refusal::SameCode, words));
            }
            Ok((first, second)) => cx.command(Command::WhichFob { first, second }, Msg::Own),
            Err(message) => cx.say(message),
        }
    }

    /// None that shows them is told here: the next two codes may be typed better.
    fn heard(&mut self, own: Result<Outcome, Error>, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(Outcome::FobsFound { fobs, looked_at }) if fobs.is_empty() => {
                let [first, second] = asked.fields;
                asked.form.clear(second);
                asked.form.clear(first);
                asked.form.focus(first);
                let none = cx.at().words.stock.which.none(place::Count(&looked_at.to_string()));
                cx.say(Message::warn("W1470", none));
            }
            Ok(Outcome::FobsFound { fobs, .. }) => cx.close_with(Found(fobs)),
            Ok(_) => {}
            Err(error) => {
                if matches!(error, Error::Refused(Refusal::CodeForm { .. })) {
                    asked.form.focus(&asked.fields[0]);
                }
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }
}

/// For that contract.
#[derive(Debug)]
pub struct ForWhom(pub(super) ContractNumber);

/// Asks for whom a fob is issued.
pub(super) struct Whom;

impl Ask for Whom {
    type Fields = Entry<ContractNumber>;
    type Own = Result<ContractNumber, Error>;
    type With = ForWhom;
    const COLUMNS: u16 = 60;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Self::Fields {
        let words = &at.words.stock.list;
        let field = Field::code(words.contract, NUMBER).required().hint(words.whom_hint);
        form.add(field, |text, words| {
            ContractNumber::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        })
    }

    fn title(&self, words: &Words) -> String {
        words.stock.list.whom.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.stock.list.acts_go
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match asked.form.read(asked.fields, cx.at().words) {
            Ok(number) => cx.look_latest("whom", move |look| look.sheet(&number).map(|_| number), Msg::Own),
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, own: Result<ContractNumber, Error>, _: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(number) => cx.close_with(ForWhom(number)),
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
