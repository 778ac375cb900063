//! TKNR001 担当者管理: the staff as who administers it sees them, and what is done about a member.

mod entry;
mod reset;

use self::entry::{Entered, MemberEntry};
use self::reset::{Reset, WasReset};
use crate::branch::screens;
use crate::desk::{Carried, Error, Look};
use crate::domain::staff::{Duty, Member};
use crate::domain::values::StaffId;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns from which on the account and the whole moment of the last login are shown.
const WIDE: u16 = 120;

/// TKNR001 担当者管理. It renews itself when something changes and keeps the selected member selected.
#[derive(Debug, Default)]
pub struct StaffList {
    members: Vec<Member>,
    table: Table,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// The staff.
    Read(Result<Vec<Member>, Error>),
    /// The staff after something changed.
    Looked(Result<Vec<Member>, Error>),
    /// F2.
    Add,
    /// F10.
    Amend,
    /// F4.
    Lock,
    /// The person is sure to lock this member.
    Sure(StaffId),
    /// F9.
    Reset,
    /// A lock or its end: whose, and whether they are locked now.
    Standing(StaffId, bool, Result<Carried, Error>),
    /// A member was added or changed.
    Entered(Entered),
    /// A member has a new first password.
    WasReset(WasReset),
}

impl StaffList {
    /// The screen.
    pub fn new() -> Self {
        Self::default()
    }

    fn selected(&self) -> Option<&Member> {
        self.members.get(self.table.selected())
    }

    fn is_own(&self, at: &Ambient<'_>) -> bool {
        let own = at.session().map(|session| &session.staff().id);
        self.selected().is_some_and(|member| Some(&member.staff.id) == own)
    }

    fn take(&mut self, members: Vec<Member>) {
        let before = self.selected().map(|member| member.staff.id.clone());
        self.members = members;
        let index = before.and_then(|id| self.members.iter().position(|member| member.staff.id == id));
        self.table.reselect(index, self.members.len());
    }

    fn read(cx: &mut Cx<'_, Msg>) {
        cx.look_latest("staff", members, Msg::Read);
    }

    fn amend(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(member) = self.selected() {
            let entry = MemberEntry::amend(member.clone(), self.is_own(cx.at()), cx.at());
            cx.open_for(entry, Msg::Entered);
        }
    }

    /// Locks after a question, or lifts a lock at once.
    fn lock(&self, cx: &mut Cx<'_, Msg>) {
        let Some(Member { staff, .. }) = self.selected() else {
            return;
        };
        if staff.locked {
            set_standing(staff.id.clone(), false, cx);
        } else {
            let (id, name) = (staff.id.clone(), staff.name.clone());
            let asked = move |words: &Words| {
                let words = &words.staff.list;
                Question::new(
                    words.lock,
                    &words.lock_question(place::Name(name.as_str()), place::Staff(id.as_str())),
                    words.lock,
                )
            };
            Confirm::new(cx.at().words, asked).ask(cx, Msg::Sure(staff.id.clone()));
        }
    }

    fn row(&self, index: usize, is_wide: bool, at: &Ambient<'_>) -> Option<Row> {
        let member = self.members.get(index)?;
        let (words, label, staff) = (&at.words.staff.list, &at.words.label, &member.staff);
        let last = member.last_login_at;
        let last = if is_wide {
            last.map(|last| at.words.moment(last))
        } else {
            last.map(|last| label.briefly(last, at.now))
        };
        let mut cells = vec![
            staff.id.to_string(),
            staff.name.to_string(),
            label.role(staff.role).to_owned(),
            format!("{} {}", staff.branch.code, staff.branch.name),
            words.state(staff).to_owned(),
            last.unwrap_or_default(),
        ];
        if is_wide {
            cells.push(member.account.as_ref().map(ToString::to_string).unwrap_or_default());
            cells.push(staff.person().to_owned());
        }
        let style = match (staff.locked, staff.must_change) {
            (true, _) => at.theme.bad,
            (false, true) => at.theme.warn,
            (false, false) => at.theme.value,
        };
        Some(Row::new(cells).styled(style))
    }
}

/// What came of an act: done, done alone, or that it waits for a second person (R11.5).
fn told(carried: &Carried, id: &StaffId, (number, done): (&'static str, String), words: &Words) -> Message {
    let (matter, subject) = (&words.deciding.matter, id.as_str());
    match carried {
        Carried::Done => Message::good(number, done),
        Carried::Alone { .. } => Message::good("I1216", matter.queue_alone(place::Subject(subject))),
        Carried::Waiting { decider, .. } => {
            let decider = place::Decider(words.label.decider(*decider));
            Message::good("I1215", matter.queue_waits(decider, place::Subject(subject)))
        }
    }
}

fn members(look: &Look<'_>) -> Result<Vec<Member>, Error> {
    look.members()
}

/// Has the desk lock a member, or lift the lock.
fn set_standing(id: StaffId, locked: bool, cx: &mut Cx<'_, Msg>) {
    let Some(session) = cx.at().session().cloned() else {
        return;
    };
    let whose = id.clone();
    cx.execute(
        move |desk| {
            if locked {
                desk.lock_staff(&session, &id)
            } else {
                desk.unlock_staff(&session, &id)
            }
        },
        move |done| Msg::Standing(whose, locked, done),
    );
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.staff.list;
    let columns = |staff: (&str, u16), branch, last: (&str, u16)| {
        vec![
            Column::new(staff.0, staff.1),
            Column::rest(words.name),
            Column::new(words.role, 14),
            Column::new(words.branch, branch),
            Column::new(words.state, 14),
            Column::new(last.0, last.1),
        ]
    };
    let mut wide = columns((words.staff, 16), 16, (words.last_login, 24));
    wide.push(Column::new(words.account, 16));
    wide.push(Column::new(at.words.staff.entry.person, 10));
    Columns::new(wide).or_below(WIDE, columns((words.staff_narrow, 8), 14, (words.last_login_narrow, 6)))
}

impl Screen for StaffList {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNR001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.staff.list;
        let off = super::off_duty(at, Duty::ManageStaff);
        let own = self.is_own(at).then(|| words.off_own.to_owned());
        let is_locked = self.selected().is_some_and(|member| member.staff.locked);
        let lock = if is_locked { words.unlock } else { words.lock };
        vec![
            Binding::new(Function::Add, words.add, Msg::Add).unless(off.clone()),
            Binding::new(Function::Lock, lock, Msg::Lock).unless(off.clone().or(own.clone())),
            Binding::new(Function::Refresh, words.refresh, Msg::Again).unless(off.clone()),
            Binding::new(Function::ResetPassword, words.reset, Msg::Reset).unless(off.clone().or(own)),
            Binding::new(Function::Execute, words.amend, Msg::Amend).unless(off),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look_latest("staff", members, Msg::Looked);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.table.typed(key, self.members.len()) {
            Some(Did::Pick(_)) => self.amend(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        let words = &cx.at().words.staff.list;
        match msg {
            Msg::Again => Self::read(cx),
            Msg::Read(Ok(members)) | Msg::Looked(Ok(members)) => self.take(members),
            Msg::Read(Err(error)) | Msg::Standing(_, _, Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
            }
            // Said when it is asked for; a message nobody asked for would hide others.
            Msg::Looked(Err(_)) => {}
            Msg::Add => cx.open_for(MemberEntry::add(cx.at()), Msg::Entered),
            Msg::Amend => self.amend(cx),
            Msg::Lock => self.lock(cx),
            Msg::Sure(id) => set_standing(id, true, cx),
            Msg::Reset => {
                if let Some(member) = self.selected() {
                    cx.open_for(AskBox::new(Reset::new(&member.staff), cx.at()), Msg::WasReset);
                }
            }
            Msg::Standing(id, locks, Ok(carried)) => {
                let staff = cx.at().words.member(&id);
                let staff = place::Staff(&staff);
                let done = if locks {
                    ("I1202", words.was_locked(staff))
                } else {
                    ("I1203", words.was_unlocked(staff))
                };
                cx.say(told(&carried, &id, done, cx.at().words));
            }
            Msg::Entered(Entered { id, is_new, carried }) => {
                let staff = cx.at().words.member(&id);
                let staff = place::Staff(&staff);
                let done = if is_new {
                    ("I1204", words.was_added(staff))
                } else {
                    ("I1205", words.was_amended(staff))
                };
                cx.say(told(&carried, &id, done, cx.at().words));
            }
            Msg::WasReset(WasReset { id, carried }) => {
                let done = ("I1206", words.was_reset(place::Staff(&cx.at().words.member(&id))));
                cx.say(told(&carried, &id, done, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (body, words) = (Body::new(at), &at.words.staff.list);
        let body = body.hint(words.hint);
        if self.members.is_empty() {
            return Some(body);
        }
        let locked = self.members.iter().filter(|member| member.staff.locked).count();
        let (count, locked) = (self.members.len().to_string(), locked.to_string());
        let body = body.line(
            words.counts(place::Count(&count), place::Locked(&locked)),
            at.theme.value,
        );
        let row = |index, is_wide| self.row(index, is_wide, at);
        let body = body.table(&self.table, columns(at), self.members.len(), row);
        Some(body.without_page_keys())
    }
}
