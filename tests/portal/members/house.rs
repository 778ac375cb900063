//! Two companies. みほん has used tokens for long: master M1 and general G1 share 10000018, admin A1 has 200000251, admin A2
//! 0030000137 and a mail address; admin P1 may not administer, G2 has no token. れいじ is in its grace period: nobody has a token.

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Error, FirstPasswords, Session};
use madoguchi::domain::access::Access;
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::case::Case;
use madoguchi::domain::contract::Branch;
use madoguchi::domain::gate::Operation;
use madoguchi::domain::members::Profile;
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::user::{Operations, User, UserKind};
use madoguchi::domain::values::{Account, BranchCode, ContractNumber, Kana, LoginId, Name, Serial, StaffId};
use madoguchi::entropy::{Entropy, Machine, Repeatable};
use madoguchi::intake::{contracts, pskc};
use madoguchi::portal::{Command, Look, Outcome, Portal, Secrets, SessionKey};
use madoguchi::store::{Entry, Filter, KeyFile, Kind, Location, Store};
use madoguchi::training::fobs::Fobs;
use madoguchi::training::{TOKENS, demo};

const CONTRACTS: &str = "\
契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時,メールアドレス
2000001,見本商会,ミホンショウカイ,011,本店営業部,普通9000011,03-0000-1001,2025-04-01,10000018;200000251;0030000137,M1,見本 花子,ミホン ハナコ,マスターユーザ,都度振込;総給振;ペイジー;ユーザ・トークン管理,10000018,2025-04-02 09:31,
2000001,見本商会,ミホンショウカイ,011,本店営業部,普通9000011,03-0000-1001,2025-04-01,10000018;200000251;0030000137,A1,例示 太郎,レイジ タロウ,管理者ユーザ,都度振込;ユーザ・トークン管理,200000251,2025-04-02 10:05,
2000001,見本商会,ミホンショウカイ,011,本店営業部,普通9000011,03-0000-1001,2025-04-01,10000018;200000251;0030000137,A2,架空 次郎,カクウ ジロウ,管理者ユーザ,都度振込;ユーザ・トークン管理,0030000137,2025-04-02 10:05,a2@example.jp
2000001,見本商会,ミホンショウカイ,011,本店営業部,普通9000011,03-0000-1001,2025-04-01,10000018;200000251;0030000137,P1,試作 三郎,シサク サブロウ,管理者ユーザ,都度振込,,,
2000001,見本商会,ミホンショウカイ,011,本店営業部,普通9000011,03-0000-1001,2025-04-01,10000018;200000251;0030000137,G1,模擬 桜,モギ サクラ,一般ユーザ,都度振込;総給振,10000018,2025-04-07 13:20,
2000001,見本商会,ミホンショウカイ,011,本店営業部,普通9000011,03-0000-1001,2025-04-01,10000018;200000251;0030000137,G2,仮名 実,カメイ ミノル,一般ユーザ,都度振込,,,
2000002,例示商会,レイジショウカイ,011,本店営業部,当座9000022,03-0000-1002,2026-05-28,40000111,M9,例示 葵,レイジ アオイ,マスターユーザ,都度振込;ユーザ・トークン管理,,,
2000002,例示商会,レイジショウカイ,011,本店営業部,当座9000022,03-0000-1002,2026-05-28,40000111,G9,例示 恵,レイジ メグミ,一般ユーザ,都度振込,,,
";

/// What is entered for a user, changed.
pub(crate) type Entered = fn(&mut Profile);
/// What a step asks for, changed.
pub(crate) type Given = fn(&mut Secrets);

pub(crate) const EVERYONE: [&str; 8] = ["M1", "A1", "A2", "P1", "G1", "G2", "M9", "G9"];

pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) clock: Clock,
    pub(crate) fobs: Fobs,
}

impl House {
    pub(crate) fn open() -> Self {
        let mut entropy = Repeatable(7);
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let mut house = Self::over(opened, Box::new(entropy));
        house.furnish();
        house
    }

    /// The same in a file, which [`House::again`] opens for a second program.
    pub(crate) fn in_file(at: &Location) -> Self {
        let opened = Store::create(at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
        let mut house = Self::over(opened, Box::new(Machine));
        house.furnish();
        house
    }

    pub(crate) fn again(at: &Location) -> Self {
        Self::over(Store::open(at).unwrap(), Box::new(Machine))
    }

    fn over(opened: (Store, KeyFile), entropy: Box<dyn Entropy>) -> Self {
        let clock = Clock::fixed(demo::start());
        let desk = Desk::new(opened, clock.clone(), entropy, "test").unwrap();
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        Self { desk, clock, fobs }
    }

    fn furnish(&mut self) {
        let administrator = Staff {
            id: StaffId::parse("K001").unwrap(),
            name: Name::parse("見本 管理").unwrap(),
            role: Role::Administrator,
            branch: Branch {
                code: BranchCode::parse("011").unwrap(),
                name: Name::parse("本店営業部").unwrap(),
            },
            locked: false,
            must_change: false,
            person: None,
        };
        self.desk
            .add_first_administrator(&administrator, &"kanri-no-mihon".into())
            .unwrap();
        let session = self.staff();
        let policy = self.desk.policy().clone();
        let supervisor = Staff {
            id: StaffId::parse("S001").unwrap(),
            role: Role::Supervisor,
            ..administrator.clone()
        };
        self.desk
            .add_staff(&session, &supervisor, &"yakuseki-no-mihon".into())
            .unwrap();
        let supervisor = demo::session(&mut self.desk, "S001").unwrap();
        let tokens = pskc::read(TOKENS, &policy).unwrap();
        demo::deliver(&mut self.desk, &session, &supervisor, tokens).unwrap();
        self.desk
            .import_contracts(&session, contracts::read(CONTRACTS.as_bytes(), &policy))
            .unwrap();
        let first = EVERYONE.map(|name| FirstPasswords {
            login_id: login(name),
            login: format!("login-of-{name}").into(),
            confirmation: format!("confirm-of-{name}").into(),
        });
        self.desk.issue_passwords(&session, &first).unwrap();
        for (id, role) in [("T001", Role::Teller), ("A001", Role::Auditor)] {
            let staff = Staff {
                id: StaffId::parse(id).unwrap(),
                role,
                ..administrator.clone()
            };
            self.desk.add_staff(&session, &staff, &"kanri-no-mihon".into()).unwrap();
        }
    }

    /// The administrator of the bank.
    pub(crate) fn staff(&mut self) -> Session {
        self.as_staff("K001")
    }

    fn as_staff(&mut self, id: &str) -> Session {
        self.desk
            .login(&StaffId::parse(id).unwrap(), &"kanri-no-mihon".into())
            .unwrap()
    }

    pub(crate) fn portal(&mut self) -> Portal<'_> {
        Portal::over(self.desk.office())
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.move_by(TimeDelta::seconds(seconds));
    }

    pub(crate) fn try_login(&mut self, who: &str, password: &str) -> Result<SessionKey, Error> {
        let welcome = self.portal().login(&login(who), &password.into());
        welcome.map(|welcome| welcome.key)
    }

    pub(crate) fn login(&mut self, who: &str) -> SessionKey {
        self.try_login(who, &format!("login-of-{who}")).unwrap()
    }

    /// The code that the fob of a user shows, in a step of its own.
    pub(crate) fn code(&mut self, who: &str) -> Option<String> {
        let case = self.case(who);
        let user = case.user(&login(who)).unwrap();
        let serial = case.token_of(user)?.serial.clone();
        self.wait(60);
        Some(self.fobs.code(&serial, self.clock.now()).unwrap().code)
    }

    /// The confirmation password of a user, and their code if they have a token.
    pub(crate) fn secrets(&mut self, who: &str) -> Secrets {
        Secrets {
            confirmation: Some(format!("confirm-of-{who}").into()),
            code: self.code(who).map(Into::into),
            ..Secrets::default()
        }
    }

    pub(crate) fn run(&mut self, who: &str, key: &SessionKey, command: Command) -> Result<Outcome, Error> {
        let secrets = self.secrets(who);
        self.portal().execute(key, command, &secrets)
    }

    /// [`House::run`] in a session of its own.
    pub(crate) fn by(&mut self, who: &str, command: Command) -> Result<Outcome, Error> {
        let key = self.login(who);
        self.run(who, &key, command)
    }

    /// The number of the refusal, or `ok`.
    pub(crate) fn says(&mut self, who: &str, command: Command) -> &'static str {
        code_of(&self.by(who, command))
    }

    pub(crate) fn ask<T>(&mut self, key: &SessionKey, query: impl FnOnce(&Look<'_>) -> T) -> Result<T, Error> {
        self.portal().ask(key, |look| Ok(query(look)))
    }

    pub(crate) fn asks_code(&mut self, key: &SessionKey) -> bool {
        self.ask(key, |look| look.asks_code(Operation::Administration, None))
            .unwrap()
            .unwrap()
    }

    pub(crate) fn is_out(&mut self, key: &SessionKey) -> bool {
        match self.ask(key, |_| ()) {
            Ok(()) => false,
            Err(error) => {
                assert_eq!(error.code(), "E1606");
                true
            }
        }
    }

    /// The contract of a user, as the branch sees it.
    pub(crate) fn case(&mut self, who: &str) -> Case {
        let number = contract(if who.ends_with('9') { "2000002" } else { "2000001" });
        let session = self.as_staff("T001");
        self.desk.look(&session).sheet(&number).unwrap().case
    }

    pub(crate) fn user(&mut self, who: &str) -> User {
        self.case(who).user(&login(who)).unwrap().clone()
    }

    /// What the branch finds for a text.
    pub(crate) fn finds(&mut self, text: &str) -> u64 {
        let session = self.as_staff("T001");
        self.desk.look(&session).find(text, 0, 10).unwrap().total
    }

    /// The newest entry of a customer's action.
    pub(crate) fn entry(&mut self, action: &str) -> Entry {
        let newest = self.entries().into_iter().filter(|entry| entry.draft.action == action);
        newest.max_by_key(|entry| entry.seq).unwrap()
    }

    pub(crate) fn entries(&mut self) -> Vec<Entry> {
        let session = self.as_staff("A001");
        let filter = Filter {
            contract: None,
            limit: 50,
        };
        self.desk.look(&session).trail(&filter).unwrap()
    }

    pub(crate) fn is_whole(&mut self) {
        let session = self.as_staff("A001");
        assert_eq!(self.desk.verify(&session).unwrap().flaw, None);
    }

    pub(crate) fn profile(&mut self, who: &str) -> Profile {
        Profile::of(&self.user(who))
    }

    /// The command that changes one thing of a user.
    pub(crate) fn amend(&mut self, who: &str, change: impl FnOnce(&mut Profile)) -> Command {
        let mut profile = self.profile(who);
        change(&mut profile);
        Command::Amend {
            login_id: login(who),
            profile: Box::new(profile),
        }
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }
}

pub(crate) fn login(text: &str) -> LoginId {
    LoginId::parse(text).unwrap()
}

pub(crate) fn contract(text: &str) -> ContractNumber {
    ContractNumber::parse(text).unwrap()
}

pub(crate) fn serial(text: &str) -> Serial {
    Serial::parse(text).unwrap()
}

pub(crate) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

/// A new general user of 見本商会.
pub(crate) fn newcomer() -> Profile {
    let operations = Operations {
        transfer: true,
        ..Operations::default()
    };
    Profile {
        name: name("新規 緑"),
        kana: Kana::parse("シンキ ミドリ").unwrap(),
        kind: UserKind::General,
        operations,
        access: Access::usual(UserKind::General, operations, &Account::parse("普通9000011").unwrap()),
    }
}

pub(crate) fn admit(who: &str) -> Command {
    Command::Admit {
        login_id: login(who),
        profile: Box::new(newcomer()),
    }
}

pub(crate) fn remove(who: &str) -> Command {
    Command::Remove { login_id: login(who) }
}

pub(crate) fn stop(who: &str) -> Command {
    Command::Stop {
        users: vec![login(who)],
    }
}

pub(crate) fn lift(who: &str) -> Command {
    Command::Lift {
        users: vec![login(who)],
    }
}

/// First passwords beside what a step asks for.
pub(crate) fn with_passwords(secrets: Secrets, login: &str, confirmation: &str) -> Secrets {
    Secrets {
        new_login: Some(login.into()),
        new_confirmation: Some(confirmation.into()),
        ..secrets
    }
}

pub(crate) fn code_of<T>(result: &Result<T, Error>) -> &'static str {
    result.as_ref().err().map_or("ok", Error::code)
}
