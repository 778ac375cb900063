//! Two programs on one file at the same moment.

use std::sync::{Arc, Barrier};
use std::thread;

use madoguchi::domain::user::{Operations, User, UserKind};
use madoguchi::portal::{Command, Secrets, SessionKey};
use madoguchi::store::Location;

use super::house::{House, admit, code_of, newcomer, remove, stop, with_passwords};

struct Place {
    _folder: tempfile::TempDir,
    at: Location,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        drop(House::in_file(&at));
        Self { _folder: folder, at }
    }

    /// What each gets when all do theirs at the same moment, each in a program of its own.
    fn at_once(&self, deeds: Vec<(SessionKey, Command, Secrets)>, minutes: i64) -> Vec<&'static str> {
        let start = Arc::new(Barrier::new(deeds.len()));
        let threads: Vec<_> = deeds
            .into_iter()
            .map(|(key, command, secrets)| {
                let (mut house, start) = (House::again(&self.at), start.clone());
                house.wait(60 * minutes);
                thread::spawn(move || {
                    start.wait();
                    code_of(&house.portal().execute(&key, command, &secrets))
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    }
}

#[test]
fn two_administrators_who_put_each_other_out_at_the_same_moment_are_one_afterwards() {
    let demotion = |house: &mut House, who: &str| {
        house.amend(who, |p| {
            (p.kind, p.operations) = (UserKind::General, Operations::default());
        })
    };
    let deeds: [fn(&mut House, &str) -> Command; 3] = [|_, who| remove(who), |_, who| stop(who), demotion];
    for deed in deeds {
        let place = Place::new();
        let mut house = House::again(&place.at);
        let keys = [house.login("A1"), house.login("A2")];
        let commands = [deed(&mut house, "A2"), deed(&mut house, "A1")];
        // Their fobs are different ones, so both codes are good in the same step.
        house.wait(60);
        let secrets = ["A1", "A2"].map(|who| {
            let secrets = house.secrets(who);
            house.wait(-60);
            secrets
        });
        let deeds = keys.into_iter().zip(commands).zip(secrets);
        let deeds: Vec<_> = deeds.map(|((key, command), secrets)| (key, command, secrets)).collect();
        let mut given = place.at_once(deeds, 2);
        given.sort_unstable();
        assert_eq!(given, ["E1606", "ok"]);
        let case = house.case("A1");
        let can_act = |user: &&User| user.kind == UserKind::Admin && user.administers() && user.service.can_act();
        assert_eq!(case.users.iter().filter(can_act).count(), 1);
        house.is_whole();
    }
}

#[test]
fn of_several_who_give_one_login_id_exactly_one_does() {
    let place = Place::new();
    let mut house = House::again(&place.at);
    let deeds: Vec<_> = ["A1", "A2", "M9"]
        .into_iter()
        .map(|who| {
            let key = house.login(who);
            let mut profile = newcomer();
            profile.access.accounts = house.user(who).access.accounts;
            let Command::Admit { login_id, .. } = admit("N1") else {
                panic!()
            };
            let command = Command::Admit {
                login_id,
                profile: Box::new(profile),
            };
            let secrets = house.secrets(who);
            if secrets.code.is_some() {
                house.wait(-60);
            }
            let secrets = with_passwords(secrets, &format!("login-by-{who}"), "confirm-of-N1");
            (key, command, secrets)
        })
        .collect();
    let mut given = place.at_once(deeds, 1);
    given.sort_unstable();
    assert_eq!(given, ["E1701", "E1701", "ok"]);
    let logins = ["A1", "A2", "M9"].map(|who| house.try_login("N1", &format!("login-by-{who}")).is_ok());
    assert_eq!(logins.iter().filter(|right| **right).count(), 1);
    house.is_whole();
}
