//! A console over the training bank, and a second terminal on the same store.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::{Command, Desk, Outcome, Session};
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::policy;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::values::{CheckId, ContractNumber, LoginId, RequestId, Serial};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Location, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use madoguchi::ui::keys::Key;
use madoguchi::ui::screen::{Ambient, Binding, Cx, Screen, Who};
use madoguchi::ui::screens::shown::Finished;
use madoguchi::ui::screens::tknn001::Confirmation;
use madoguchi::ui::screens::tksh001::TrainingRoom;
use madoguchi::ui::screens::tsnn001::Queue;
use madoguchi::ui::shell::{Event, House};
use madoguchi::ui::testing::Harness;
use madoguchi::ui::text::put;
use madoguchi::words::{Lang, Words};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What the counter opens on F2.
pub(crate) enum Wish {
    SignIn(Session),
    Entry(Command),
    Queue,
    Room,
}

/// Two terminals of one branch: the console under test, and a desk that acts beside it.
pub(crate) struct Branch {
    pub(crate) console: Harness,
    pub(crate) other: Desk,
    pub(crate) teller: Session,
    pub(crate) supervisor: Session,
    pub(crate) clock: Clock,
    wish: Arc<Mutex<Option<Wish>>>,
    _folder: tempfile::TempDir,
}

impl Branch {
    pub(crate) fn open() -> Self {
        Self::speaking(Lang::Ja)
    }

    /// A branch whose console speaks that language.
    pub(crate) fn speaking(lang: Lang) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/madoguchi.db"),
            key: folder.path().join("keys/madoguchi.key"),
        };
        let clock = Clock::fixed(demo::start());
        let desk = |opened, seed| Desk::new(opened, clock.clone(), Box::new(Repeatable(seed)), "test").unwrap();
        let made = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(42)).unwrap();
        let mut first = desk(made, 1);
        demo::furnish(&mut first, &clock).unwrap();
        let mut other = desk(Store::open(&at).unwrap(), 2);
        let teller = demo::session(&mut other, "T001").unwrap();
        let supervisor = demo::session(&mut other, "S001").unwrap();
        let wish = Arc::new(Mutex::new(None));
        let house = House {
            clock: clock.clone(),
            training: true,
            words: Words::load(lang).unwrap(),
            ..House::for_tests(demo::start()).unwrap()
        };
        let console = Harness::new(house, first, Counter { wish: wish.clone() });
        let mut branch = Self {
            console,
            other,
            teller: teller.clone(),
            supervisor,
            clock,
            wish,
            _folder: folder,
        };
        branch.wish(Wish::SignIn(teller));
        branch
    }

    /// The counter does this.
    pub(crate) fn wish(&mut self, wish: Wish) -> &mut Harness {
        *self.wish.lock().unwrap() = Some(wish);
        self.console.keys("<F2>")
    }

    pub(crate) fn sign_in(&mut self, id: &str) {
        let session = demo::session(&mut self.other, id).unwrap();
        self.wish(Wish::SignIn(session));
    }

    /// Opens TKNN001 from an entry screen.
    pub(crate) fn confirm(&mut self, command: Command) -> &mut Harness {
        self.wish(Wish::Entry(command));
        self.console.keys("<F10>")
    }

    pub(crate) fn tick(&mut self) -> &mut Harness {
        self.console.event(Event::Tick)
    }

    pub(crate) fn wait(&self, minutes: i64) {
        self.clock.move_by(TimeDelta::minutes(minutes));
    }

    /// A check at the counter by seal and facts.
    pub(crate) fn check_by(&mut self, session: &Session, number: &str) -> CheckId {
        self.check_over(Channel::Counter, Method::Seal, session, number)
    }

    /// A check on the telephone by call back and facts.
    pub(crate) fn check_by_telephone(&mut self, session: &Session, number: &str) -> CheckId {
        self.check_over(Channel::Telephone, Method::CallBack, session, number)
    }

    fn check_over(&mut self, channel: Channel, method: Method, session: &Session, number: &str) -> CheckId {
        let begin = Command::BeginCheck {
            contract: contract(number),
            channel,
            person: Person::Representative,
        };
        let Ok(Outcome::CheckBegun { check, questions }) = self.other.execute(session, begin) else {
            panic!()
        };
        let facts = questions.into_iter().map(|question| question.fact).collect();
        let finish = Command::FinishCheck {
            check,
            methods: vec![method, Method::Facts(facts)],
            confirmed: true,
        };
        self.other.execute(session, finish).unwrap();
        check
    }

    pub(crate) fn check(&mut self, number: &str) -> CheckId {
        self.check_by(&self.teller.clone(), number)
    }

    pub(crate) fn unlock(&mut self) -> Command {
        let check = self.check("1000001");
        unlock(Some(check))
    }

    /// An unlock that `id` asked for at the other terminal.
    pub(crate) fn asked_by(&mut self, id: &str) -> RequestId {
        let session = demo::session(&mut self.other, id).unwrap();
        let check = self.check_by(&session, "1000001");
        match self.other.execute(&session, unlock(Some(check))) {
            Ok(Outcome::Waiting { request, .. }) => request,
            other => panic!("{other:?}"),
        }
    }

    /// Something changes on 1000001 at the other terminal.
    pub(crate) fn change_beside(&mut self) {
        let check = self.check("1000001");
        let command = revoke("1000001", &["DEN501J1"], Reason::ChangeOfUser, Some(check));
        self.other.execute(&self.teller.clone(), command).unwrap();
    }

    /// A registration with a live code.
    pub(crate) fn register(&mut self) -> Command {
        let (number, user) = (contract("1000004"), login("DEN504"));
        let serial = Serial::parse("40000111").unwrap();
        let fobs = Fobs::of_the_demo(self.other.policy()).unwrap();
        let code = fobs.code(&serial, self.clock.now()).unwrap().code;
        let tried = Command::CheckCode {
            contract: number.clone(),
            serial: serial.clone(),
            code: code.into(),
            user: Some(user.clone()),
        };
        let Ok(Outcome::CodeAccepted { proof }) = self.other.execute(&self.teller.clone(), tried) else {
            panic!()
        };
        let check = Some(self.check("1000004"));
        Command::Register {
            contract: number,
            user,
            serial,
            proof: Some(proof),
            check,
        }
    }
}

pub(crate) fn contract(number: &str) -> ContractNumber {
    ContractNumber::parse(number).unwrap()
}

pub(crate) fn login(login_id: &str) -> LoginId {
    LoginId::parse(login_id).unwrap()
}

pub(crate) fn unlock(check: Option<CheckId>) -> Command {
    Command::Unlock {
        contract: contract("1000001"),
        users: vec![login("DEN501")],
        check,
        override_reason: None,
    }
}

pub(crate) fn revoke(number: &str, users: &[&str], reason: Reason, check: Option<CheckId>) -> Command {
    Command::Revoke {
        contract: contract(number),
        users: users.iter().map(|user| login(user)).collect(),
        reason,
        check,
    }
}

/// The bottom of the stack, in place of menu and contract.
struct Counter {
    wish: Arc<Mutex<Option<Wish>>>,
}

impl Screen for Counter {
    type Msg = ();

    fn id(&self) -> &'static str {
        "COUNTER"
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        "counter".to_owned()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<()>> {
        vec![Binding::new(Key::F(2), "open", ())]
    }

    fn update(&mut self, (): (), cx: &mut Cx<'_, ()>) {
        match self.wish.lock().unwrap().take() {
            Some(Wish::SignIn(session)) => cx.sign_in(Who::of(session, cx.at().words)),
            Some(Wish::Entry(command)) => cx.open(Entry {
                command,
                typed: "typed before".to_owned(),
            }),
            Some(Wish::Queue) => cx.open(Queue::new()),
            Some(Wish::Room) => cx.open(TrainingRoom::new()),
            None => {}
        }
    }

    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }
}

/// An entry screen that keeps the convention: it closes itself when the action is finished.
struct Entry {
    command: Command,
    typed: String,
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
            EntryMsg::Go => cx.open_for(Confirmation::new(self.command.clone()), |_: Finished| {
                EntryMsg::Finished
            }),
            EntryMsg::Finished => cx.close(),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        put(buf, area.x, area.y, area.width, &self.typed, at.theme.value);
    }

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }

    fn dirty(&self) -> bool {
        true
    }
}
