//! What is done at the two counters, in one line each.

use madoguchi::desk::{self, Command as Ask, Error, Outcome as Given, Receipt, Register, Revoke, Unlock};
use madoguchi::domain::gate::Operation;
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::token::Token;
use madoguchi::domain::user::User;
use madoguchi::domain::values::{CheckId, ProofId};
use madoguchi::portal::{Command, Outcome, Portal, Secrets, SessionKey, Welcome};
use madoguchi::store::{Entry, Filter};

use super::{Bank, confirmation, face, login_id, login_password, number, serial, wrong_face};

/// The portal's side.
impl Bank {
    pub(crate) fn portal(&mut self) -> Portal<'_> {
        Portal::over(self.desk.office())
    }

    pub(crate) fn login(&mut self, id: &str) -> Result<Welcome, Error> {
        self.login_with(id, &login_password(id))
    }

    pub(crate) fn login_with(&mut self, id: &str, password: &str) -> Result<Welcome, Error> {
        self.portal().login(&login_id(id), &password.into())
    }

    /// The session of a user who can log in.
    pub(crate) fn key(&mut self, id: &str) -> SessionKey {
        self.login(id).unwrap().key
    }

    /// A command of the user behind `key` with these secrets; an empty one is not given.
    pub(crate) fn ask(
        &mut self,
        key: &SessionKey,
        command: Command,
        confirmation: &str,
        code: &str,
    ) -> Result<Outcome, Error> {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned().into());
        let secrets = Secrets {
            confirmation: given(confirmation),
            code: given(code),
            ..Secrets::default()
        };
        self.portal().execute(key, command, &secrets)
    }

    /// Logs `id` in and has the command done with the right confirmation password.
    pub(crate) fn as_user(&mut self, id: &str, command: Command, code: &str) -> Result<Outcome, Error> {
        let key = self.login(id)?.key;
        self.ask(&key, command, &confirmation(id), code)
    }

    pub(crate) fn code(&self, serial: &str) -> String {
        face(serial, self.now(), 0)
    }

    pub(crate) fn wrong(&self, serial: &str) -> String {
        wrong_face(serial, self.now())
    }
}

/// The commands of the portal, short.
pub(crate) fn register(text: &str) -> Command {
    Command::Register { serial: serial(text) }
}

pub(crate) fn authorise(operation: Operation) -> Command {
    Command::Authorise { operation }
}

/// The operation of that place in the manual's list.
pub(crate) fn operation(place: u8) -> Operation {
    Operation::ALL[usize::from(place)]
}

pub(crate) fn unlock(users: &[&str]) -> Command {
    let users = users.iter().map(|user| login_id(user)).collect();
    Command::Unlock { users }
}

pub(crate) fn revoke(users: &[&str]) -> Command {
    let users = users.iter().map(|user| login_id(user)).collect();
    Command::Revoke { users }
}

/// The branch's side.
impl Bank {
    pub(crate) fn by_teller(&mut self, command: Ask) -> Result<Given, Error> {
        self.acts();
        self.desk.execute(&self.teller, command)
    }

    pub(crate) fn by_supervisor(&mut self, command: Ask) -> Result<Given, Error> {
        self.acts();
        self.desk.execute(&self.supervisor, command)
    }

    fn acts(&mut self) {
        let now = self.clock.now().timestamp();
        self.acted.insert((now + 9 * 3_600).div_euclid(86_400));
    }

    /// Whether a request that was made then has lapsed on that day: both counted from 1970 (R11.3).
    pub(crate) fn has_lapsed(&self, made: i64, today: i64) -> bool {
        let acted = self.acted.range(made + 1..).next().copied();
        today > acted.map_or(made + 4, |acted| acted.min(made + 4))
    }

    /// A check at the counter by seal and facts.
    pub(crate) fn check(&mut self, contract: &str) -> CheckId {
        self.checked(contract).0
    }

    /// The same, and how many entries it is: it is begun and finished, and each fact is answered (R10.6).
    pub(crate) fn checked(&mut self, contract: &str) -> (CheckId, u64) {
        let begun = self.by_teller(Ask::BeginCheck {
            contract: number(contract),
            channel: Channel::Counter,
            person: Person::Representative,
        });
        let Ok(Given::CheckBegun { check, questions }) = begun else {
            panic!("{begun:?}")
        };
        let facts: Vec<_> = questions.into_iter().map(|question| question.fact).collect();
        let entries = 2 + facts.len() as u64;
        let methods = vec![Method::Seal, Method::Facts(facts)];
        self.acts();
        madoguchi::training::demo::earn(&mut self.desk, &self.teller, check, &methods).unwrap();
        self.by_teller(Ask::FinishCheck {
            check,
            methods,
            confirmed: true,
            why: None,
        })
        .unwrap();
        (check, entries)
    }

    pub(crate) fn desk_code(
        &mut self,
        contract: &str,
        token: &str,
        code: &str,
        user: Option<&str>,
    ) -> Result<ProofId, Error> {
        let given = self.by_teller(Ask::CheckCode {
            contract: number(contract),
            serial: serial(token),
            code: code.into(),
            user: user.map(login_id),
        })?;
        match given {
            Given::CodeAccepted { proof } => Ok(proof),
            other => panic!("{other:?}"),
        }
    }

    /// Suspends a fob of that company by five wrong codes.
    pub(crate) fn suspend(&mut self, contract: &str, token: &str) {
        for _ in 0..5 {
            let wrong = self.wrong(token);
            self.desk_code(contract, token, &wrong, None).unwrap_err();
        }
    }

    /// A revocation by the bank, with its check.
    pub(crate) fn desk_revoke(
        &mut self,
        contract: &str,
        users: &[&str],
        reason: Reason,
    ) -> Result<Box<Receipt>, Error> {
        let check = Some(self.check(contract));
        let users = users.iter().map(|user| login_id(user)).collect();
        let given = self.by_teller(Ask::Revoke(Revoke {
            contract: number(contract),
            users,
            reason,
            check,
        }))?;
        match given {
            Given::Done(receipt) => Ok(receipt),
            other => panic!("{other:?}"),
        }
    }

    /// An unlock by the bank, with its check and the supervisor's approval.
    pub(crate) fn desk_unlock(
        &mut self,
        contract: &str,
        users: &[&str],
        reason: Option<&str>,
    ) -> Result<Box<Receipt>, Error> {
        let check = Some(self.check(contract));
        let users = users.iter().map(|user| login_id(user)).collect();
        let override_reason = reason.map(|reason| madoguchi::domain::values::Reason::parse(reason).unwrap());
        let given = self.by_teller(Ask::Unlock(Unlock {
            contract: number(contract),
            users,
            check,
            serial: None,
            override_reason,
        }))?;
        self.approved(given)
    }

    /// A registration by the bank, with its code, check and approval.
    pub(crate) fn desk_register(
        &mut self,
        contract: &str,
        user: &str,
        token: &str,
        code: &str,
    ) -> Result<Box<Receipt>, Error> {
        let proof = Some(self.desk_code(contract, token, code, Some(user))?);
        let check = Some(self.check(contract));
        let given = self.by_teller(Ask::Register(Register {
            contract: number(contract),
            user: login_id(user),
            serial: serial(token),
            proof,
            check,
        }))?;
        self.approved(given)
    }

    fn approved(&mut self, given: Given) -> Result<Box<Receipt>, Error> {
        let Given::Waiting { request, .. } = given else {
            panic!("{given:?}")
        };
        match self.by_supervisor(Ask::Approve { request })? {
            Given::Done(receipt) => Ok(receipt),
            other => panic!("{other:?}"),
        }
    }
}

/// What stands in the store.
impl Bank {
    pub(crate) fn sheet(&self, contract: &str) -> desk::Sheet {
        self.desk.look(&self.teller).sheet(&number(contract)).unwrap()
    }

    /// The state of a user as the branch sees it (R13).
    pub(crate) fn state(&self, contract: &str, id: &str) -> OtpState {
        let rows = self.sheet(contract).rows;
        rows.iter().find(|row| row.user.login_id.as_str() == id).unwrap().state
    }

    pub(crate) fn user(&self, contract: &str, id: &str) -> User {
        self.sheet(contract).case.user(&login_id(id)).unwrap().clone()
    }

    pub(crate) fn token(&self, contract: &str, text: &str) -> Token {
        self.sheet(contract)
            .case
            .token_by_serial(&serial(text))
            .unwrap()
            .clone()
    }

    /// The newest entries of the trail, newest first.
    pub(crate) fn entries(&self, limit: u64) -> Vec<Entry> {
        let filter = Filter { contract: None, limit };
        self.desk.look(&self.auditor).trail(&filter).unwrap()
    }

    /// How many entries the trail has, which must be whole.
    pub(crate) fn trail(&self) -> u64 {
        let verified = self.desk.verify(&self.auditor).unwrap();
        assert_eq!(verified.flaw, None, "R12.2");
        verified.count
    }
}
