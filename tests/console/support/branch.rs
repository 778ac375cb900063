//! Two terminals of one branch: the console under test, and a desk that acts beside it.

use madoguchi::branch::shown::Finished;
use madoguchi::branch::tknn001::Confirmation;
use madoguchi::branch::tlgi001::Login;
use madoguchi::branch::tsnn001::Queue;
use madoguchi::desk::{Act, Command, Desk, Outcome, Register, Revoke, Session, Unlock};
use madoguchi::domain::identity::{Channel, Method};
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::values::{CheckId, RequestId, Serial};
use madoguchi::training::demo;
use madoguchi::ui::keys::Key;
use madoguchi::ui::screen::{Ambient, Binding, Cx, Screen, Who};
use madoguchi::ui::testing::Harness;
use madoguchi::ui::text::put;
use madoguchi::words::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::customer::check;
use super::{Counter, Door, contract, login, two_terminals};

/// Two terminals on one store.
pub(crate) struct Branch {
    pub(crate) counter: Counter,
    pub(crate) other: Desk,
    pub(crate) teller: Session,
    pub(crate) supervisor: Session,
    door: Door,
    _folder: tempfile::TempDir,
}

impl Branch {
    /// T001 at a bare counter.
    pub(crate) fn open() -> Self {
        let door = Door::default();
        let mut branch = Self::over(door.clone(), door);
        branch.sign_in("T001");
        branch
    }

    /// The login screen.
    pub(crate) fn closed() -> Self {
        Self::over(Door::default(), Login::default())
    }

    fn over(door: Door, first: impl Screen) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, mut other, clock) = two_terminals(folder.path());
        let teller = demo::session(&mut other, "T001").unwrap();
        let supervisor = demo::session(&mut other, "S001").unwrap();
        Self {
            counter: Counter::speaking(Lang::Ja, desk, clock, first),
            other,
            teller,
            supervisor,
            door,
            _folder: folder,
        }
    }

    /// The counter does this.
    pub(crate) fn wish(&mut self, wish: impl FnOnce(&mut Cx<'_, ()>) + 'static) -> &mut Harness {
        self.door.wish(wish);
        self.counter.console.keys("<F2>")
    }

    pub(crate) fn sign_in(&mut self, id: &str) {
        let session = demo::session(&mut self.other, id).unwrap();
        self.wish(|cx| cx.sign_in(Who::of(session)));
    }

    /// Opens TSNN001.
    pub(crate) fn queue(&mut self) -> &mut Harness {
        self.wish(|cx| cx.open(Queue::new()))
    }

    /// Opens TKNN001 from an entry screen.
    pub(crate) fn confirm(&mut self, act: Act) -> &mut Harness {
        self.enter(act);
        self.counter.console.keys("<F10>")
    }

    /// Opens an entry screen in which this was entered.
    pub(crate) fn enter(&mut self, act: Act) {
        self.wish(|cx| cx.open(Entry { act }));
    }

    pub(crate) fn tick(&mut self) -> &mut Harness {
        &mut self.counter.tick().console
    }

    /// A check at the counter by seal and facts.
    pub(crate) fn check(&mut self, number: &str) -> CheckId {
        check(
            &mut self.other,
            &self.teller,
            number,
            Channel::Counter,
            vec![Method::Seal],
        )
    }

    /// A check on the telephone by call back and facts.
    pub(crate) fn check_by_telephone(&mut self, session: &Session, number: &str) -> CheckId {
        check(
            &mut self.other,
            session,
            number,
            Channel::Telephone,
            vec![Method::CallBack],
        )
    }

    pub(crate) fn unlock(&mut self) -> Act {
        let check = self.check("1000001");
        unlock(Some(check))
    }

    /// An unlock that `id` asked for at the other terminal.
    pub(crate) fn asked_by(&mut self, id: &str) -> RequestId {
        let who = demo::session(&mut self.other, id).unwrap();
        let seal = vec![Method::Seal];
        let check = check(&mut self.other, &who, "1000001", Channel::Counter, seal);
        match self.other.execute(&who, unlock(Some(check))) {
            Ok(Outcome::Waiting { request, .. }) => request,
            other => panic!("{other:?}"),
        }
    }

    /// The one request of T001.
    pub(crate) fn request(&mut self) -> RequestId {
        let list = self.other.look(&self.supervisor).requests().unwrap();
        list.iter().find(|view| view.made_by.as_str() == "T001").unwrap().id
    }

    /// T002 revokes DEN501J1 at the other terminal.
    pub(crate) fn change_beside(&mut self) {
        let colleague = demo::session(&mut self.other, "T002").unwrap();
        let seal = vec![Method::Seal];
        let check = check(&mut self.other, &colleague, "1000001", Channel::Counter, seal);
        let command = revoke("1000001", &["DEN501J1"], Reason::ChangeOfUser, Some(check));
        self.other.execute(&colleague, command).unwrap();
    }

    /// A registration with a live code.
    pub(crate) fn register(&mut self) -> Act {
        let (contract, user) = (contract("1000004"), login("DEN504"));
        let serial = Serial::parse("40000111").unwrap();
        let tried = Command::CheckCode {
            contract: contract.clone(),
            serial: serial.clone(),
            code: self.counter.code(serial.as_str()).into(),
            user: Some(user.clone()),
        };
        let Ok(Outcome::CodeAccepted { proof }) = self.other.execute(&self.teller, tried) else {
            panic!("the code was not accepted")
        };
        let check = Some(self.check("1000004"));
        Act::Register(Register {
            contract,
            user,
            serial,
            proof: Some(proof),
            check,
        })
    }
}

pub(crate) fn unlock(check: Option<CheckId>) -> Act {
    Act::Unlock(Unlock {
        contract: contract("1000001"),
        users: vec![login("DEN501")],
        check,
        serial: None,
        override_reason: None,
    })
}

pub(crate) fn revoke(number: &str, users: &[&str], reason: Reason, check: Option<CheckId>) -> Act {
    Act::Revoke(Revoke {
        contract: contract(number),
        users: users.iter().map(|user| login(user)).collect(),
        reason,
        check,
    })
}

/// An entry screen that keeps the convention: it closes itself when the action is finished.
struct Entry {
    act: Act,
}

enum EntryMsg {
    Go,
    Finished,
}

impl Screen for Entry {
    type Msg = EntryMsg;

    fn id(&self) -> &'static str {
        "ENTRY"
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        "entry".to_owned()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<EntryMsg>> {
        vec![Binding::new(Key::F(10), "go", EntryMsg::Go)]
    }

    fn update(&mut self, msg: EntryMsg, cx: &mut Cx<'_, EntryMsg>) {
        match msg {
            EntryMsg::Go => cx.open_for(Confirmation::new(self.act.clone()), |_: Finished| EntryMsg::Finished),
            EntryMsg::Finished => cx.close(),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        put(buf, area.x, area.y, area.width, "typed before", at.theme.value);
    }

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }

    fn dirty(&self) -> bool {
        true
    }
}
