//! 担当者の追加, 担当者の変更: one member in a box over the list. It stays, with what was typed, until the desk has taken it.

use ratatui::layout::Size;
use secrecy::{ExposeSecret, SecretString};

use crate::branch::entering::reading;
use crate::branch::screens;
use crate::branch::tlgi003::unlike;
use crate::desk::{Carried, Desk, Error, Session};
use crate::domain::contract::Branch;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Member, Role, Staff, StaffChange};
use crate::domain::values::{BranchCode, HostAccount, Name, PersonNumber, StaffId};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of the box.
const COLUMNS: u16 = 78;
/// Columns of what is typed.
const LONG: u16 = 40;
const SHORT: u16 = 16;

/// Who was added or changed.
#[derive(Debug)]
pub struct Entered {
    /// Their ID.
    pub id: StaffId,
    /// Added.
    pub is_new: bool,
    /// What came of it.
    pub carried: Carried,
}

/// The layer.
pub(super) struct MemberEntry {
    before: Option<Member>,
    is_own: bool,
    form: Form,
    id: Entry<StaffId>,
    name: Entry<Name>,
    role: Entry<Role>,
    branch_code: Entry<BranchCode>,
    branch_name: Entry<Name>,
    person: Entry<Option<PersonNumber>>,
    account: Option<Entry<Option<HostAccount>>>,
    passwords: Option<[Entry<SecretString>; 2]>,
}

/// What the layer is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// Execute.
    Go,
    /// What the desk says.
    Answered(StaffId, Result<Carried, Error>),
}

impl Answers for Msg {
    type With = Entered;
}

/// What was typed.
struct Typed {
    staff: Staff,
    account: Option<HostAccount>,
    password: Option<SecretString>,
}

impl MemberEntry {
    /// A new member.
    pub(super) fn add(at: &Ambient<'_>) -> Self {
        Self::new(None, false, at)
    }

    /// A member who is changed; `is_own` says that it is who does it.
    pub(super) fn amend(member: Member, is_own: bool, at: &Ambient<'_>) -> Self {
        Self::new(Some(member), is_own, at)
    }

    fn new(before: Option<Member>, is_own: bool, at: &Ambient<'_>) -> Self {
        let (list, words, label) = (&at.words.staff.list, &at.words.staff.entry, &at.words.label);
        let staff = before.as_ref().map(|member| &member.staff);
        let first = |field: Field, value: Option<&str>| match value {
            Some(value) => field.initially(value),
            None => field,
        };
        let mut form = Form::new();
        let field = Field::code(list.staff, SHORT).required().hint(words.staff_hint);
        let id = form.add(
            first(field, staff.map(|staff| staff.id.as_str())),
            reading(StaffId::parse),
        );
        let field = Field::text(list.name, LONG).required().hint(words.name_hint);
        let name = form.add(
            first(field, staff.map(|staff| staff.name.as_str())),
            reading(Name::parse),
        );
        let roles = Role::ALL
            .into_iter()
            .filter(|role| at.training || *role != Role::Trainer);
        let roles = roles.map(|role| Choosable::new(role.as_str(), label.role(role)));
        let field = Field::one(list.role, roles.collect()).required().hint(words.role_hint);
        let role = form.add(
            first(field, staff.map(|staff| staff.role.as_str())),
            reading(|text| Role::from_name(text).ok_or(Refusal::TextForm { max: 0 })),
        );
        let field = Field::code(words.branch_code, SHORT)
            .required()
            .digits(3)
            .hint(words.branch_code_hint);
        let own = at.session().map(|session| &session.staff().branch);
        let branch = staff.map(|staff| &staff.branch).or(own);
        let branch_code = form.add(
            first(field, branch.map(|branch| branch.code.as_str())),
            reading(BranchCode::parse),
        );
        let field = Field::text(words.branch_name, LONG)
            .required()
            .hint(words.branch_name_hint);
        let branch_name = form.add(
            first(field, branch.map(|branch| branch.name.as_str())),
            reading(Name::parse),
        );
        let field = Field::code(words.person, SHORT).hint(words.person_hint);
        let number = staff.and_then(|staff| staff.person.as_ref()).map(PersonNumber::as_str);
        let parse = |text: &str| (!text.is_empty()).then(|| PersonNumber::parse(text)).transpose();
        let person = form.add(first(field, number), reading(parse));
        // A new member is bound afterwards: adding and binding are two attempts.
        let account = before.as_ref().map(|member| {
            let field = Field::text(list.account, LONG).hint(words.account_hint);
            let bound = member.account.as_ref().map(HostAccount::as_str);
            let parse = |text: &str| (!text.is_empty()).then(|| HostAccount::parse(text)).transpose();
            form.add(first(field, bound), reading(parse))
        });
        let passwords = before.is_none().then(|| first_password(&mut form, at.words));
        if before.is_some() {
            form.set_off(&id, Some(words.off_id.to_owned()));
            form.focus(&name);
        }
        if is_own {
            form.set_off(&role, Some(words.off_role.to_owned()));
        }
        Self {
            before,
            is_own,
            form,
            id,
            name,
            role,
            branch_code,
            branch_name,
            person,
            account,
            passwords,
        }
    }

    fn read(&mut self, words: &Words) -> Result<Typed, Message> {
        let form = &mut self.form;
        let staff = Staff {
            id: form.read(&self.id, words)?,
            name: form.read(&self.name, words)?,
            role: form.read(&self.role, words)?,
            branch: Branch {
                code: form.read(&self.branch_code, words)?,
                name: form.read(&self.branch_name, words)?,
            },
            locked: false,
            must_change: true,
            person: form.read(&self.person, words)?,
        };
        let account = match &self.account {
            Some(account) => form.read(account, words)?,
            None => None,
        };
        let password = match &self.passwords {
            Some(passwords) => Some(read_twice(form, passwords, words)?),
            None => None,
        };
        Ok(Typed {
            staff,
            account,
            password,
        })
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(session) = cx.at().session().cloned() else {
            return;
        };
        let typed = match self.read(cx.at().words) {
            Ok(typed) => typed,
            Err(message) => return cx.say(message),
        };
        let (id, before) = (typed.staff.id.clone(), self.before.clone());
        cx.execute(
            move |desk| carry_out(desk, &session, before.as_ref(), &typed),
            move |done| Msg::Answered(id, done),
        );
    }

    fn title_of(&self, words: &Words) -> String {
        let own = &words.staff.entry;
        match &self.before {
            Some(member) => own.amend_title(place::Staff(&words.member(&member.staff.id))),
            None => own.add_title.to_owned(),
        }
    }
}

/// The two fields of a first password.
pub(super) fn first_password(form: &mut Form, words: &Words) -> [Entry<SecretString>; 2] {
    let words = &words.staff.entry;
    let password = Field::secret(words.password, LONG).required().hint(words.password_hint);
    let again = Field::secret(words.again, LONG).required().hint(words.again_hint);
    [form.add_secret(password), form.add_secret(again)]
}

/// A first password, if it was typed twice alike.
pub(super) fn read_twice(
    form: &mut Form,
    [password, again]: &[Entry<SecretString>; 2],
    words: &Words,
) -> Result<SecretString, Message> {
    let first = form.read(password, words)?;
    let second = form.read(again, words)?;
    if first.expose_secret() == second.expose_secret() {
        return Ok(first);
    }
    form.clear(again);
    form.focus(again);
    Err(unlike(words))
}

/// Adds the member, or changes what was typed otherwise than it was; what somebody else changed meanwhile stays.
fn carry_out(desk: &mut Desk, session: &Session, before: Option<&Member>, typed: &Typed) -> Result<Carried, Error> {
    match (before, &typed.password) {
        (Some(before), _) => amend(desk, session, before, typed),
        (None, Some(password)) => desk.add_staff(session, &typed.staff, password),
        (None, None) => Ok(Carried::Done),
    }
}

fn amend(desk: &mut Desk, session: &Session, before: &Member, typed: &Typed) -> Result<Carried, Error> {
    let Typed { staff, account, .. } = typed;
    let old = &before.staff;
    let change = StaffChange {
        name: (staff.name != old.name).then(|| staff.name.clone()),
        role: (staff.role != old.role).then_some(staff.role),
        branch_code: (staff.branch.code != old.branch.code).then(|| staff.branch.code.clone()),
        branch_name: (staff.branch.name != old.branch.name).then(|| staff.branch.name.clone()),
    };
    let mut carried = None;
    let mut also = |more: Carried| {
        let so_far = carried.take();
        carried = Some(so_far.map_or_else(|| more.clone(), |before: Carried| before.and(more.clone())));
    };
    if *account != before.account {
        also(desk.bind_account(session, &staff.id, account.as_ref())?);
    }
    if staff.person != old.person {
        also(desk.set_person(session, &staff.id, staff.person.as_ref())?);
    }
    match carried {
        Some(carried) if change == StaffChange::default() => Ok(carried),
        Some(carried) => Ok(carried.and(desk.amend_staff(session, &staff.id, &change)?)),
        None => desk.amend_staff(session, &staff.id, &change),
    }
}

impl Screen for MemberEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNR001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        self.title_of(at.words)
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.staff.entry;
        let label = if self.before.is_some() { words.amend } else { words.add };
        vec![Binding::new(Function::Execute, label, Msg::Go)]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Answered(id, Ok(carried)) => {
                let is_new = self.before.is_none();
                cx.close_with(Entered { id, is_new, carried });
            }
            Msg::Answered(_, Err(error)) => {
                if let (Some(account), Error::Refused(Refusal::AccountTaken { .. })) = (&self.account, &error) {
                    self.form.focus(account);
                }
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let told = || Self::new(self.before.clone(), self.is_own, at).form;
        let inside = Body::new(at).form(self.form.in_words(at.words, told));
        Some(Body::framed(at, self.title_of(at.words), inside))
    }

    fn dirty(&self) -> bool {
        self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(COLUMNS, self.form.height().saturating_add(2)))
    }
}
