//! Who gets in from where: accounts of the host, over SSH, and the first passwords of a live store (R11.6).

use super::*;

#[test]
fn who_is_bound_to_an_account_gets_in_from_there_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/madoguchi.db"),
        key: folder.path().join("keys/madoguchi.key"),
    };
    let clock = Clock::fixed(demo::start());
    let open = |opened: (Store, KeyFile), from: Option<&str>| {
        let desk = Desk::new(opened, clock.clone(), Box::new(Machine), "test").unwrap();
        desk.started_from(from.map(account))
    };
    let made = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
    let mut nowhere = open(made, None);
    demo::furnish(&mut nowhere, &clock).unwrap();
    let mut hers = open(Store::open(&at).unwrap(), Some("hanako"));
    let mut his = open(Store::open(&at).unwrap(), Some("tarou"));

    let administrator = log_in(&mut nowhere, "K001");
    let bind = |desk: &mut Desk, who: &str, to: Option<&str>| {
        let asked = desk.bind_account(&administrator, &id(who), to.map(account).as_ref());
        countersigned(desk, asked)
    };
    bind(&mut nowhere, "T001", Some("hanako")).unwrap();
    assert_eq!(code_of(bind(&mut nowhere, "T002", Some("hanako"))), "E1213");
    assert_eq!(code_of(bind(&mut nowhere, "T001", Some("hanako"))), "E1709");

    for desk in [&mut nowhere, &mut his] {
        assert_eq!(
            code_of(demo::session(desk, "T001")),
            "E1201",
            "the right password, from elsewhere"
        );
        clock.move_by(TimeDelta::minutes(1));
    }
    let auditor = log_in(&mut nowhere, "A001");
    let filter = Filter {
        contract: None,
        limit: 4,
    };
    let entries = nowhere.look(&auditor).trail(&filter).unwrap();
    let codes: Vec<_> = entries.iter().filter_map(|entry| entry.draft.code.as_deref()).collect();
    assert_eq!(
        codes,
        ["E1212", "E1212"],
        "the trail knows why, one entry a minute (R11.6)"
    );
    log_in(&mut hers, "T001");
    log_in(&mut hers, "T002");
    bind(&mut nowhere, "T001", None).unwrap();
    log_in(&mut nowhere, "T001");
    // One's own account is the one that the console was started from, or none.
    assert_eq!(code_of(bind(&mut nowhere, "K001", Some("kanri"))), "E1208");
    bind(&mut his, "K001", Some("tarou")).unwrap();
    bind(&mut his, "K001", None).unwrap();
}

/// `[staff_logins] over_ssh`: a stolen password alone opens nothing from afar.
#[test]
fn over_ssh_to_a_live_store_nobody_gets_in_who_is_bound_to_no_account_r11_6() {
    let folder = tempfile::tempdir().unwrap();
    let any = policy::DEFAULT.replace("over_ssh = \"bound\"", "over_ssh = \"any\"");
    assert_ne!(any, policy::DEFAULT);
    let password = "kanri-no-mihon".into();
    for (name, kind, policy, unbound) in [
        ("live", Kind::Live, policy::DEFAULT, "E1201"),
        ("any", Kind::Live, any.as_str(), "ok"),
        ("training", Kind::Training, policy::DEFAULT, "ok"),
    ] {
        let at = Location {
            store: folder.path().join(name).join("madoguchi.db"),
            key: folder.path().join(format!("keys-{name}/madoguchi.key")),
        };
        let open = |opened, from: Option<&str>, over_ssh| {
            let desk = Desk::new(opened, Clock::Host, Box::new(Machine), "test").unwrap();
            desk.started_from(from.map(account)).started_over_ssh(over_ssh)
        };
        let made = Store::create(&at, kind, policy, &mut Repeatable(7)).unwrap();
        let mut at_the_host = open(made, None, false);
        at_the_host
            .add_first_administrator(&administrator("K001"), &password)
            .unwrap();
        let code = |desk: &mut Desk| match desk.login(&id("K001"), &password) {
            Ok(_) => "ok",
            Err(error) => error.code(),
        };
        assert_eq!(code(&mut at_the_host), "ok", "{name}: at the host");
        let mut afar = open(Store::open(&at).unwrap(), None, true);
        assert_eq!(code(&mut afar), unbound, "{name}: the right password, from afar");
        let session = at_the_host.login(&id("K001"), &password).unwrap();
        if unbound != "ok" {
            let filter = Filter {
                contract: None,
                limit: 9,
            };
            let entries = at_the_host.look(&session).trail(&filter).unwrap();
            let codes: Vec<_> = entries.iter().filter_map(|entry| entry.draft.code.as_deref()).collect();
            assert_eq!(codes, ["E1212"], "the trail knows why");
        }
        // Bound, they get in from their own account, and from there alone.
        let mut theirs = open(Store::open(&at).unwrap(), Some("kanri"), true);
        at_the_host
            .bind_account(&session, &id("K001"), Some(&account("kanri")))
            .unwrap_err();
        let own = open(Store::open(&at).unwrap(), Some("kanri"), false);
        bind_own(own, &password);
        assert_eq!(code(&mut theirs), "ok", "{name}: bound to it");
        assert_eq!(code(&mut afar), "E1201", "{name}: bound to another");
    }
}

/// The only administrator binds themselves to the account that they sit at.
fn bind_own(mut desk: Desk, password: &secrecy::SecretString) {
    let session = desk.login(&id("K001"), password).unwrap();
    desk.bind_account(&session, &id("K001"), Some(&account("kanri")))
        .unwrap();
}

#[test]
fn on_a_live_store_every_first_password_is_changed_and_nobody_trains() {
    let opened = Store::in_memory(Kind::Live, policy::DEFAULT, &mut Repeatable(1)).unwrap();
    let mut desk = Desk::new(opened, Clock::Host, Box::new(Machine), "test").unwrap();
    let teller = Staff {
        id: id("T001"),
        role: Role::Teller,
        ..administrator("K001")
    };
    let password = "kanri-no-mihon".into();
    desk.add_first_administrator(&administrator("K001"), &password).unwrap();
    let administrator = desk.login(&id("K001"), &password).unwrap();
    let given = "given-at-the-desk".into();
    desk.add_staff(&administrator, &teller, &given).unwrap();
    assert!(desk.login(&id("T001"), &given).unwrap().must_change());
    assert_eq!(
        code_of(desk.amend_staff(&administrator, &id("T001"), &to_role(Role::Trainer))),
        "E1205"
    );
}
