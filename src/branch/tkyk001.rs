//! TKYK001 契約の変更: what is kept of one contract, changed by hand (R16.2). What is changed of users stands below the form until
//! all of it goes to TKNN001 together.

mod closing;
mod fields;
mod opening;
mod user;

use self::closing::ClosingEntry;
use self::fields::Fields;
pub use self::opening::OpeningEntry;
use self::user::UserEntry;
use super::entering::{Answer, OpenCase};
use super::shown::Finished;
use super::thkk001::IdentityCheck;
use super::tknn001::Confirmation;
use super::tkyk003::ContractNotes;
use crate::branch::screens;
use crate::desk::{Act, Amend};
use crate::domain::amendment::{UserWish, Wish};
use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::identity::Action;
use crate::domain::refusal::Refusal;
use crate::domain::values::ContractNumber;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::form::Form;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::{Words, place};

/// TKYK001 契約の変更.
pub struct ContractEntry {
    open_case: OpenCase,
    fields: Option<Fields>,
    /// What is changed of users, in the order in which it was entered.
    users: Vec<UserWish>,
}

/// What the screen is told.
pub enum Msg {
    /// The contract was read.
    Read(Answer),
    /// The identity check.
    Identify,
    /// Read again.
    Refresh,
    /// A user is changed, comes or goes.
    User,
    /// What was entered of a user.
    Entered(UserWish),
    /// What was entered of the last user is taken back.
    TakeBack,
    /// To the notes on the contract.
    Notes,
    /// To its end (解約).
    Close,
    /// The contract is closed, or the end of it waits.
    Closed,
    /// To the confirmation.
    Execute,
    /// The action is over: done, or left with a supervisor.
    Finished,
}

impl ContractEntry {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            fields: None,
            users: vec![],
        }
    }

    fn made(&self, words: &Words) -> Option<Fields> {
        let contract = &self.open_case.read()?.sheet.case.contract;
        Some(Fields::new(Form::new(), Some(contract), words))
    }

    /// What is another than it was when it was read.
    fn wish(&mut self, words: &Words) -> Result<Wish, Message> {
        let (Some(fields), Some(reading)) = (&mut self.fields, self.open_case.read()) else {
            return Ok(Wish::default());
        };
        let contract = &reading.sheet.case.contract;
        let form = &mut fields.form;
        let phone = form.read(&fields.phone, words)?;
        let address = form.read(&fields.address, words)?;
        let representative = form.read(&fields.representative, words)?;
        let company = form.read(&fields.company, words)?;
        let kana = form.read(&fields.kana, words)?;
        let branch = Branch {
            code: form.read(&fields.branch_code, words)?,
            name: form.read(&fields.branch_name, words)?,
        };
        let account = form.read(&fields.account, words)?;
        let emptied = [
            (
                address.is_none() && contract.address.is_some(),
                words.contracts.field.address,
            ),
            (
                representative.is_none() && contract.representative.is_some(),
                words.contracts.field.representative,
            ),
        ];
        if let Some((_, name)) = emptied.into_iter().find(|(emptied, _)| *emptied) {
            return Err(Message::bad("E0003", words.frame.required(place::Field(name))));
        }
        Ok(Wish {
            phone: Some(phone).filter(|phone| *phone != contract.phone),
            address: address.filter(|address| Some(address) != contract.address.as_ref()),
            representative: representative.filter(|name| Some(name) != contract.representative.as_ref()),
            company: Some(company).filter(|company| *company != contract.company),
            kana: Some(kana).filter(|kana| *kana != contract.kana),
            branch: Some(branch).filter(|branch| *branch != contract.branch),
            account: Some(account).filter(|account| *account != contract.account),
            users: self.users.clone(),
        })
    }

    /// Shows what would happen; or says what is missing.
    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let (words, now) = (cx.at().words, cx.at().now);
        let refused = |refusal: &Refusal| Message::from_refusal(refusal, words);
        let wish = self.wish(words)?;
        if wish == Wish::default() {
            return Err(refused(&Refusal::NothingAmended));
        }
        let check = self
            .open_case
            .check(Action::Amend, now)
            .map_err(|refusal| refused(&refusal))?;
        let act = Act::Amend(Amend {
            contract: self.open_case.number().clone(),
            wish: Box::new(wish),
            check: Some(check),
        });
        cx.open_for(Confirmation::new(act), |_: Finished| Msg::Finished);
        Ok(())
    }
}

impl Screen for ContractEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK001
    }

    fn contract(&self) -> Option<ContractNumber> {
        Some(self.open_case.number().clone())
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.contracts.entry.title.to_owned()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        let words = &at.words.entering.common;
        let labels = [
            words.step_enter,
            words.step_confirm,
            words.step_approve,
            words.step_done,
        ];
        Some(Steps {
            labels: labels.map(str::to_owned).to_vec(),
            current: 0,
        })
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (common, words) = (&at.words.entering.common, &at.words.contracts.entry);
        // With nothing to take back the key leads to the end of the contract.
        let back = if self.users.is_empty() {
            Binding::new(Function::CloseContract, words.close, Msg::Close)
        } else {
            Binding::new(Function::Remove, words.take_back, Msg::TakeBack)
        };
        vec![
            Binding::new(Function::Identify, common.identify, Msg::Identify),
            Binding::new(Function::Change, words.user, Msg::User),
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            back,
            Binding::new(Function::Execute, words.execute, Msg::Execute),
            Binding::new(Function::NotesBeside, at.words.contracts.note.key, Msg::Notes),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.open_case.ask(cx, Msg::Read);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.open_case.holds_until()
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.fields.as_mut().is_some_and(|fields| fields.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(answer) => {
                self.open_case.hear(answer, None, cx);
                // What was typed stays; what nobody touched shows what is kept now.
                let told = self.made(cx.at().words);
                match (&self.fields, told) {
                    (Some(fields), Some(told)) if !fields.form.dirty() => self.fields = Some(told),
                    (None, told) => self.fields = told,
                    _ => {}
                }
            }
            Msg::Identify => cx.open(IdentityCheck::new(self.open_case.number().clone())),
            Msg::Close => cx.open_for(ClosingEntry::new(self.open_case.number().clone()), |_: Finished| {
                Msg::Closed
            }),
            Msg::Notes => cx.open(ContractNotes::new(self.open_case.number().clone())),
            Msg::Refresh => self.open_case.ask_aloud(cx, Msg::Read),
            Msg::User => {
                if let Some(reading) = self.open_case.read() {
                    let case = reading.sheet.case.clone();
                    cx.open_for(UserEntry::new(Some(case), cx.at().words), Msg::Entered);
                }
            }
            Msg::Entered(wish) => {
                self.users.retain(|user| user.login_id != wish.login_id);
                self.users.push(wish);
            }
            Msg::TakeBack => {
                self.users.pop();
            }
            Msg::Execute => {
                if let Err(message) = self.execute(cx) {
                    cx.say(message);
                }
            }
            Msg::Finished | Msg::Closed => cx.close(),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (head, _) = self.open_case.says(Body::new(at), Some(Action::Amend), at);
        let body = Body::new(at).group(head).rows(2).gap(1);
        let Some(fields) = &self.fields else { return Some(body) };
        let told = || self.made(at.words).map_or_else(Form::new, |told| told.form);
        let body = body.form(fields.form.in_words(at.words, told)).yields().gap(1);
        let words = &at.words.contracts.entry;
        if self.users.is_empty() {
            return Some(body.line(words.no_users, at.theme.label));
        }
        let wishes = self.users.iter();
        Some(wishes.fold(body.heading(words.users), |body, wish| {
            body.line(user::told(wish, at.words), at.theme.value).indent(0)
        }))
    }

    fn dirty(&self) -> bool {
        !self.users.is_empty() || self.fields.as_ref().is_some_and(|fields| fields.form.dirty())
    }
}
