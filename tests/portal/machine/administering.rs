//! The company's administration of its users, in a walk.

use madoguchi::desk::Error;
use madoguchi::portal::{Command, Look, Outcome, Preview, Secrets};
use proptest::prelude::*;

use super::compare::profile;
use super::model::Answer;
use super::model::people::{Entered, New, changed};
use super::step::{Code, Edit, Task, Word};
use super::walk::{Walked, Walker};

/// What was entered.
fn edited(mut is: Entered, edits: &[Edit]) -> Entered {
    for edit in edits {
        match *edit {
            Edit::Name(name) => is.name = name,
            Edit::Kind(kind) => is.kind = kind,
            Edit::Operation(place) => is.operations[place] ^= true,
            Edit::Right(place) => is.rights[place] ^= true,
            Edit::Limit(place, yen) => is.limits[place] = yen,
            Edit::Account(place) => is.accounts[place] ^= true,
        }
    }
    is
}

/// What a new user is before anything else is said.
fn newcomer() -> Entered {
    let mut is = Entered::usual(2, [true, true, true, false]);
    is.rights[super::model::people::APPROVES] = true;
    is
}

/// New passwords beside what a step asks for.
fn with(secrets: Secrets, new: &New) -> Secrets {
    let [new_login, new_confirmation] = new.clone().map(|word| word.map(Into::into));
    Secrets {
        new_login,
        new_confirmation,
        ..secrets
    }
}

impl Walker<'_> {
    /// What is shown before the last step is what is done then.
    fn shows(
        &self,
        user: usize,
        planned: Result<Option<usize>, Answer>,
        preview: Result<Preview, Error>,
        fields: Option<&Vec<&'static str>>,
    ) -> Walked {
        let planned = self.model.admit(user).and(planned);
        let shown = preview.as_ref().map_err(Error::code);
        match (shown, planned) {
            (Ok(shown), Ok(fob)) => {
                prop_assert_eq!(shown.asks_code, fob.is_some(), "R5.3: what was shown");
                let named: Vec<_> = shown.changed.iter().map(|field| field.as_str()).collect();
                prop_assert!(
                    fields.is_none_or(|fields| *fields == named),
                    "what was shown: {:?}",
                    named
                );
            }
            (shown, planned) => prop_assert_eq!(shown.err(), planned.err(), "what was shown"),
        }
        Ok(())
    }

    fn new_words(&self, who: usize, words: [Option<Word>; 2]) -> New {
        let user = &self.model.users[who];
        let word = |place: usize| {
            words[place].map(|word| match word {
                Word::Fresh => format!("word-{place}-{}-of-{}", self.turn, user.id),
                Word::Short => "short".into(),
                Word::Same => "always-the-same".into(),
                Word::Other => user.words[1 - place].clone(),
            })
        };
        [word(0), word(1)]
    }

    pub(super) fn manages(&mut self, user: usize, task: &Task, right: bool, code: Code) -> Walked {
        let digits = self.digits(self.model.users[user].fob, code);
        match task {
            Task::Admit { who, edits, words } => {
                let (entered, new) = (edited(newcomer(), edits), self.new_words(*who, *words));
                let planned = self.model.may_admit(user, *who, &entered, &new);
                let (shown, secrets) = (profile(&entered), with(Secrets::default(), &new));
                let id = self.id(*who);
                let preview = |look: &Look<'_>| look.preview_admit(&id, &shown, &secrets);
                let preview = self.bank.portal().glance(&self.keys[user], preview);
                self.shows(user, planned, preview, None)?;
                let mut expected = self.confirmed(user, planned, right, &digits);
                if expected == "ok" && self.model.is_taken(*who) {
                    expected = "E1701";
                    self.seen("admit under a taken ID, by password and code", expected);
                }
                if expected == "ok" {
                    self.model.admit_user(user, *who, &entered, new.clone());
                }
                let (login_id, profile) = (self.id(*who), Box::new(profile(&entered)));
                let command = Command::Admit { login_id, profile };
                let outcome = Outcome::Admitted {
                    login_id: self.id(*who),
                };
                self.managed("admit a user", (user, right, &digits), command, &new, expected, outcome)
            }
            Task::Amend { who, edits, words } => {
                let entered = edited(self.model.users[*who].is, edits);
                let new = self.new_words(*who, *words);
                let planned = self.model.may_amend(user, *who, &entered, &new);
                let fields = changed(&self.model.users[*who], &entered, &new);
                let (shown, secrets) = (profile(&entered), with(Secrets::default(), &new));
                let id = self.id(*who);
                let preview = |look: &Look<'_>| look.preview_amend(&id, &shown, &secrets);
                let preview = self.bank.portal().glance(&self.keys[user], preview);
                self.shows(user, planned, preview, Some(&fields))?;
                let mut expected = self.confirmed(user, planned, right, &digits);
                if expected == "ok" && self.model.is_the_other(*who, &new) {
                    expected = "E1713";
                }
                let secrets = with(self.secrets(user, right, &digits), &new);
                if expected == "ok" {
                    self.model.amend_user(*who, &entered, new.clone());
                }
                let (login_id, profile) = (self.id(*who), Box::new(profile(&entered)));
                let command = Command::Amend { login_id, profile };
                let given = self.bank.portal().execute(&self.keys[user], command, &secrets);
                if let Some(given) = self.told("amend a user", expected, given)? {
                    let Outcome::Amended {
                        login_id,
                        changed,
                        logs_in_again,
                    } = given
                    else {
                        return Err(TestCaseError::fail(format!("{given:?}")));
                    };
                    let named: Vec<_> = changed.iter().map(|field| field.as_str()).collect();
                    prop_assert_eq!((login_id, named), (self.id(*who), fields.clone()));
                    let again = fields.iter().any(|field| !["name", "limits"].contains(field));
                    prop_assert_eq!(logs_in_again, again, "who is changed logs in again");
                }
                self.is_admitted(*who)
            }
            Task::Remove { who } => {
                let planned = self.model.may_remove(user, *who);
                let expected = self.confirmed(user, planned, right, &digits);
                let serial = self.model.users[*who].fob.map(|fob| self.model.fobs[fob].serial);
                if expected == "ok" {
                    self.model.remove_user(*who);
                }
                let command = Command::Remove {
                    login_id: self.id(*who),
                };
                let outcome = Outcome::Removed {
                    login_id: self.id(*who),
                    serial: serial.map(crate::rules_support::serial),
                };
                let by = (user, right, &*digits);
                self.managed("remove a user", by, command, &New::default(), expected, outcome)?;
                self.is_admitted(*who)
            }
            Task::Stop { whom } => {
                let planned = self.model.may_stop(user, whom);
                let expected = self.confirmed(user, planned, right, &digits);
                if expected == "ok" {
                    self.model.stop(user, whom);
                }
                let users: Vec<_> = whom.iter().map(|who| self.id(*who)).collect();
                let (command, outcome) = (Command::Stop { users: users.clone() }, Outcome::Stopped { users });
                let by = (user, right, &*digits);
                self.managed("stop users", by, command, &New::default(), expected, outcome)?;
                whom.iter().try_for_each(|who| self.is_admitted(*who))
            }
            Task::Lift { whom } => {
                let planned = self.model.may_lift(user, whom);
                let expected = self.confirmed(user, planned, right, &digits);
                if expected == "ok" {
                    self.model.lift(user, whom);
                }
                let users: Vec<_> = whom.iter().map(|who| self.id(*who)).collect();
                let (command, outcome) = (Command::Lift { users: users.clone() }, Outcome::Lifted { users });
                let by = (user, right, &*digits);
                self.managed("lift a stop", by, command, &New::default(), expected, outcome)
            }
            Task::LiftAll => {
                let company = self.model.users[user].company;
                let whom: Vec<_> = (0..self.model.users.len())
                    .filter(|who| self.model.is_of(*who, company) && self.model.is_out(*who))
                    .collect();
                if whom.is_empty() {
                    return Ok(());
                }
                self.manages(user, &Task::Lift { whom }, true, code)
            }
        }
    }

    /// The answer to what was decided, session and passwords of who acts included; the session has been used then.
    fn confirmed(&mut self, user: usize, planned: Result<Option<usize>, Answer>, right: bool, code: &str) -> Answer {
        let planned = self.model.admit(user).and(planned);
        let expected = self.guarded(user, planned, right, code);
        if expected == "ok" {
            self.model.used(user, None);
        }
        expected
    }

    fn managed(
        &mut self,
        what: &'static str,
        (user, right, code): (usize, bool, &str),
        command: Command,
        new: &New,
        expected: Answer,
        outcome: Outcome,
    ) -> Walked {
        let secrets = with(self.secrets(user, right, code), new);
        let given = self.bank.portal().execute(&self.keys[user], command, &secrets);
        if let Some(given) = self.told(what, expected, given)? {
            prop_assert_eq!(given, outcome);
        }
        Ok(())
    }
}
