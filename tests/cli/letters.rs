//! First passwords by sealed letter on a live store (R17.1): one walk, since hashing is as hard as on a real one. It needs root, for the
//! folder belongs to another account.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, LetterBox};
use madoguchi::domain::values::{LoginId, StaffId};
use madoguchi::entropy::Machine;
use madoguchi::store::{Letters, Store};
use madoguchi::training::{CONTRACTS, TOKENS};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::support::{Bank, number};

const OFFICE: [&str; 4] = ["--branch-code", "011", "--branch-name", "本店営業部"];
/// 模擬写真館, whose master administers it alone.
const NUMBER: &str = "1000008";
const WHO: &str = "DEN508";

/// A member of the staff with a password of their own.
fn hired(bank: &Bank, id: &str, role: &str) {
    let first = bank.password(id, "a first password");
    let add = [
        &["staff", "add", id, "--name", "見本 行員", "--role", role],
        &OFFICE[..],
    ]
    .concat();
    let add = [&add[..], &["--new-password-file", &first]].concat();
    let ran = bank.by("K001", &add, "");
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let own = bank.file(&format!("{id}.own"), b"a password of their own\n");
    let ran = bank.by(id, &["staff", "password", "--new-password-file", &own], "");
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    bank.password(id, "a password of their own");
}

fn live() -> Bank {
    let bank = Bank::nowhere();
    bank.password("K001", "an administrator's");
    let init = [&["init", "--name", "見本 管理"], &OFFICE[..]].concat();
    assert_eq!(bank.by("K001", &init, "").status, 0);
    hired(&bank, "S001", "supervisor");
    hired(&bank, "T001", "teller");
    let (tokens, contracts) = (bank.file("tokens.xml", TOKENS), bank.file("contracts.csv", CONTRACTS));
    assert_eq!(bank.by("K001", &["tokens", "import", &tokens], "").status, 0);
    let listed = bank.by("K001", &["--json", "tokens", "list"], "").json();
    let note = listed["tokens"]["tokens"].as_array().unwrap().iter();
    let note: Vec<_> = note.map(|token| token["serial"].as_str().unwrap()).collect();
    let note = bank.file("note.txt", note.join("\n").as_bytes());
    assert_eq!(
        bank.by("S001", &["tokens", "release", "1", "--note", &note], "").status,
        0
    );
    let import = ["contracts", "import", "--apply", "--serials-as-written", &contracts];
    assert_eq!(bank.by("K001", &import, "").status, 0);
    bank
}

/// Has first passwords issued, and opens the letter as the mailing account could.
fn first_letter(bank: &Bank, folder: &Path, who: &str) -> (String, String) {
    let opened_store = Store::open(&bank.at).unwrap();
    let mut desk = Desk::new(opened_store, Clock::Host, Box::new(Machine), "test").unwrap();
    desk.letters_into(Some(LetterBox {
        folder: Letters::new(folder),
        // The letter without its paper, for whoever opens it.
        compose: |letter| {
            let both = [&letter.login, &letter.confirmation].map(ExposeSecret::expose_secret);
            Ok(both.join(" ").into_bytes())
        },
    }));
    let administrator = desk.login(&StaffId::parse("K001").unwrap(), &"an administrator's".into());
    let who = LoginId::parse(who).unwrap();
    desk.issue_by_letter(&administrator.unwrap(), &who).unwrap();
    let letter = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&letter).unwrap();
    fs::remove_file(letter).unwrap();
    let (login, confirmation) = text.split_once(' ').unwrap();
    (login.to_owned(), confirmation.to_owned())
}

fn portal(bank: &Bank, from: &str, args: &[&str], given: &Value) -> crate::support::Ran {
    let all = [&["--json", "portal"], args, &["--from", from]].concat();
    bank.run(&all, &given.to_string())
}

fn by(bank: &Bank, staff: &str, letters: &Path, command: &Value) -> crate::support::Ran {
    let letters = letters.to_str().unwrap();
    bank.by(staff, &["--json", "--letters", letters, "do"], &command.to_string())
}

/// A check at the counter by seal and a document; its id.
fn check(bank: &Bank) -> Value {
    let done = |command: &Value| {
        let ran = bank.by("T001", &["--json", "do"], &command.to_string());
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        ran.json()["outcome"].clone()
    };
    let command = json!({ "begin_check": { "contract": NUMBER, "channel": "counter", "person": "representative" } });
    let begun = done(&command)["check_begun"]["check"].clone();
    let methods = json!(["seal", { "document": { "kind": "passport", "tail": "1234" } }]);
    done(&json!({ "finish_check": { "check": begun, "methods": methods, "confirmed": true } }));
    begun
}

#[test]
fn a_sealed_letter_has_them_and_nobody_at_the_bank_r17_1() {
    let bank = live();
    let folder = bank.path("letters");
    // Whoever types first passwords could log in as the customer: on a live store nobody does.
    let typed = json!({ "login_password": "typed at the bank", "confirmation_password": "and this one" });
    let issue = ["--json", "portal", "issue", "--login-id", WHO];
    assert_eq!(
        number(&bank.by("K001", &issue, &typed.to_string())),
        (1, "E1067".into())
    );
    let by_letter = [&["--letters", folder.to_str().unwrap()], &issue[..]].concat();
    let by_letter = |staff| number(&bank.by(staff, &by_letter, ""));
    assert_eq!(by_letter("K001"), (1, "E1067".into()), "no folder");
    fs::create_dir(&folder).unwrap();
    crate::support::mode(&folder, 0o3730);
    assert_eq!(by_letter("K001"), (1, "E1067".into()), "its own account's is none");
    if std::os::unix::fs::chown(&folder, Some(65_534), Some(65_534)).is_err() {
        eprintln!("skipped: only root gives a folder to another account");
        return;
    }
    assert_eq!(by_letter("T001"), (1, "E1203".into()));
    let (first, confirmation) = first_letter(&bank, &folder, WHO);
    assert_eq!(by_letter("K001"), (1, "E1607".into()), "they are issued once");
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        0,
        "what is refused leaves no letter"
    );
    // Drawn by the bank: to be changed before anything else.
    let login = json!({ "password": first });
    let way_in = ["login", "--login-id", WHO];
    // Without an address all customers would be one, and the mistakes of one would keep all out (R17.2).
    let nowhere = bank.run(&["--json", "portal", "login", "--login-id", WHO], &login.to_string());
    assert_eq!(number(&nowhere), (2, "E3027".into()));
    let welcome = portal(&bank, "192.0.2.7", &way_in, &login).json();
    assert_eq!(welcome["login"]["must_change"], true, "{welcome}");
    let session = welcome["login"]["session"].clone();
    let status = portal(&bank, "192.0.2.7", &["status"], &json!({ "session": session }));
    assert_eq!(number(&status), (1, "E1061".into()));
    let change = json!({ "session": session, "login_password": first, "new_login_password": "a login of mine",
        "confirmation_password": confirmation, "new_confirmation_password": "a confirmation" });
    let ran = portal(&bank, "192.0.2.7", &["passwords"], &change);
    assert_eq!(
        ran.json()["outcome"]["passwords_changed"]["changed"],
        json!(["login_password", "confirmation_password"])
    );

    // Where customers log in from, so that a front end that gives its own address for all of them is seen (R17.2).
    let doctor = bank.run(&["--json", "doctor"], "").json()["doctor"].clone();
    assert_eq!(
        (&doctor["customer_companies"], &doctor["customer_addresses"]),
        (&json!("1"), &json!("1"))
    );
    let alike = |bank: &Bank| bank.run(&["doctor"], "").out.contains("お客さまの接続元が全員同じです");
    assert!(!alike(&bank), "one company alone is no sign of it");
    for (who, from) in [
        ("DEN503", "192.0.2.7"),
        ("DEN504", "192.0.2.7"),
        ("DEN501", "192.0.2.9"),
    ] {
        assert_eq!(
            alike(&bank),
            who == "DEN501",
            "before {who}: three companies, one address"
        );
        let (first, _) = first_letter(&bank, &folder, who);
        let way_in = ["login", "--login-id", who];
        assert_eq!(portal(&bank, from, &way_in, &json!({ "password": first })).status, 0);
    }
    assert!(!alike(&bank), "two addresses");

    // Forgotten at home: five wrong confirmation passwords, and nobody else administers the company.
    let login = json!({ "password": "a login of mine" });
    let session = portal(&bank, "192.0.2.7", &way_in, &login).json()["login"]["session"].clone();
    for n in 0..5 {
        let expected = if n < 4 { "E0505" } else { "E0506" };
        let wrong = json!({ "session": session, "confirmation_password": "forgotten",
            "new_confirmation_password": "whatever it is" });
        assert_eq!(
            number(&portal(&bank, "192.0.2.7", &["passwords"], &wrong)),
            (1, expected.into())
        );
    }
    let check = check(&bank);
    let lift = json!({ "lift_passwords": { "contract": NUMBER, "user": WHO, "check": check } });
    let unset = bank.by("T001", &["--json", "do"], &lift.to_string());
    assert_eq!(
        number(&unset),
        (1, "E1067".into()),
        "without the folder it is off, and says why"
    );
    let asked = by(&bank, "T001", &folder, &lift);
    assert_eq!(asked.status, 4, "{}{}", asked.out, asked.err);
    let request = asked.json()["outcome"]["waiting"]["request"].clone();
    let approve = json!({ "approve": { "request": request } });
    assert_eq!(
        number(&bank.by("S001", &["--json", "do"], &approve.to_string())),
        (1, "E1067".into())
    );
    let approved = by(&bank, "S001", &folder, &approve);
    assert_eq!(approved.status, 0, "{}{}", approved.out, approved.err);
    let receipt = approved.json()["outcome"]["done"]["number"]
        .as_str()
        .unwrap()
        .to_owned();

    // By the name of another one nobody finds it, also who wrote it and knows its number (R17.1).
    let letter = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let name = letter.file_name().unwrap().to_str().unwrap().to_owned();
    let unguessed = name.strip_prefix(&format!("letter-{receipt}-")).unwrap();
    assert_eq!(unguessed.strip_suffix(".pdf").unwrap().len(), 32, "{name}");
    let meta = fs::metadata(&letter).unwrap();
    assert_eq!(
        meta.permissions().mode() & 0o777,
        0o040,
        "the mailing's group reads it, and not who wrote it"
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left there");
    // The mailing prints it, once, and it is gone.
    let paper = bank.path("paper.pdf");
    let print = format!(
        "[letters]\nfolder = \"{}\"\nrun = [\"/usr/bin/tee\", \"{}\"]\n",
        folder.display(),
        paper.display()
    );
    let config = bank.file("letters.toml", print.as_bytes());
    let run = ["--json", "spool", "run", "--config", &config];
    // Whatever else lies there under such a name is no letter, and holds none up.
    let planted = ["letter-0-link.pdf", "letter-0-pipe.pdf", "letter-0-folder.pdf"].map(|name| folder.join(name));
    symlink(&config, &planted[0]).unwrap();
    mknodat(CWD, &planted[1], FileType::Fifo, Mode::RUSR, 0).unwrap();
    fs::create_dir(&planted[2]).unwrap();
    let ran = bank.run(&run, "");
    let told = ran.json()["spool"].clone();
    assert_eq!(
        (ran.status, &told["printed"], &told["unprinted"]),
        (3, &json!(1), &json!(3)),
        "{told}"
    );
    fs::remove_dir(&planted[2]).unwrap();
    planted[..2].iter().for_each(|path| fs::remove_file(path).unwrap());
    assert!(fs::read(&paper).unwrap().starts_with(b"%PDF") && !letter.exists());
    assert_eq!(bank.run(&run, "").json()["spool"]["printed"], 0);
    // A printer that fails keeps it; what a run broke off at is not printed again.
    fs::copy(&paper, &letter).unwrap();
    let fails = format!("[letters]\nfolder = \"{}\"\nrun = [\"/bin/false\"]\n", folder.display());
    let fails = bank.file("fails.toml", fails.as_bytes());
    let ran = bank.run(&["--json", "spool", "run", "--config", &fails], "");
    assert_eq!((ran.status, &ran.json()["spool"]["unprinted"]), (3, &json!(1)));
    assert!(letter.exists());
    fs::rename(&letter, folder.join("printing-20260601-0001.pdf")).unwrap();
    let ran = bank.run(&run, "").json();
    assert_eq!(
        (&ran["spool"]["printed"], &ran["spool"]["unprinted"]),
        (&json!(0), &json!(1))
    );

    // The old ones are void; R12.3: the trail verifies, and has neither.
    assert_eq!(
        number(&portal(&bank, "192.0.2.7", &way_in, &login)),
        (1, "E1601".into())
    );
    let verified = bank.by("S001", &["--json", "verify"], "").json();
    assert_eq!(verified["verified"]["flaw"], Value::Null);
}
