//! A training bank in a folder of its own, and the program run on it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::Desk;
use madoguchi::domain::Policy;
use madoguchi::domain::policy;
use madoguchi::domain::values::Serial;
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Location, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// The one object of `--json`.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.out, self.err))
    }
}

/// Exit status and number of a refusal or failure under `--json`.
pub(crate) fn number(ran: &Ran) -> (i32, String) {
    let json = ran.json();
    let said = json.get("refused").or_else(|| json.get("failed")).unwrap_or(&json);
    (ran.status, said["code"].as_str().unwrap_or_default().to_owned())
}

/// Runs the program.
pub(crate) fn run(args: &[&str], stdin: &str) -> Ran {
    let output = Command::cargo_bin("madoguchi")
        .unwrap()
        .args(args)
        .write_stdin(stdin)
        .output()
        .unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A bank in a folder that goes with it: where its store and key are, and a password file for each of its staff.
pub(crate) struct Bank {
    folder: TempDir,
    pub(crate) at: Location,
}

impl Bank {
    /// An empty folder.
    pub(crate) fn nowhere() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/madoguchi.db"),
            key: folder.path().join("keys/madoguchi.key"),
        };
        Self { folder, at }
    }

    /// The training bank as a demo has it.
    pub(crate) fn training() -> Self {
        let bank = Self::nowhere();
        let mut entropy = Repeatable(11);
        let opened = Store::create(&bank.at, Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        for (id, _, _, password) in demo::STAFF {
            bank.password(id, password);
        }
        bank
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file in the folder for its owner alone.
    pub(crate) fn file(&self, name: &str, text: &[u8]) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        mode(&path, 0o600);
        path.display().to_string()
    }

    /// A password file.
    pub(crate) fn password(&self, staff: &str, password: &str) -> String {
        self.file(&format!("{staff}.password"), format!("{password}\n").as_bytes())
    }

    /// Runs the program on this bank's store, for nobody in particular.
    pub(crate) fn run(&self, args: &[&str], stdin: &str) -> Ran {
        let (store, key) = (self.at.store.to_str().unwrap(), self.at.key.to_str().unwrap());
        run(&[&["--store", store, "--key", key], args].concat(), stdin)
    }

    /// Runs the program as a member of the staff.
    pub(crate) fn by(&self, staff: &str, args: &[&str], stdin: &str) -> Ran {
        let password = self.path(&format!("{staff}.password")).display().to_string();
        self.run(
            &[&["--staff", staff, "--password-file", &password], args].concat(),
            stdin,
        )
    }

    /// Puts a policy in force: one administrator asks, the other approves (R11.5).
    pub(crate) fn puts_in_force(&self, policy: &str) {
        let file = self.file("policy.toml", policy.as_bytes());
        let asked = self.by("K001", &["--json", "--at", &at(1), "policy", "set", &file], "");
        let request = asked.json()["waiting"]["request"].clone();
        let approve = serde_json::json!({ "approve": { "request": request } });
        let done = self.command("K002", 1, &approve);
        assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    }

    /// Letters are asked for, another supervisor approves, and they are written to a file; the number of the export (R11.5, R14.2).
    pub(crate) fn letters(&self, minute: i64, more: &[&str], out: &Path) -> u64 {
        let now = at(minute);
        let export = ["--json", "--at", &now, "notices", "export"];
        let asked = self.by("S001", &[&export, more].concat(), "");
        assert_eq!(asked.status, 4, "{}{}", asked.out, asked.err);
        let approve = json!({ "approve": { "request": asked.json()["waiting"]["request"] } });
        let approved = self.outcome("S002", minute, &approve)["countersigned"]["shown"]["lines"][0]["after"].clone();
        let number = approved.as_str().unwrap().split('#').nth(1).unwrap().to_owned();
        let out = ["--number", &number, "--out", out.to_str().unwrap()];
        let written = self.by("S001", &[&export, &out[..]].concat(), "");
        assert_eq!(written.status, 0, "{}{}", written.out, written.err);
        number.parse().unwrap()
    }

    /// Gives a command as JSON at a minute after the demo's start.
    pub(crate) fn command(&self, staff: &str, minute: i64, command: &Value) -> Ran {
        self.by(staff, &["--json", "--at", &at(minute), "do"], &command.to_string())
    }

    /// The outcome of a command that is done, or waits for another person: the exit status tells which.
    pub(crate) fn outcome(&self, staff: &str, minute: i64, command: &Value) -> Value {
        let ran = self.command(staff, minute, command);
        let waits = !ran.json()["outcome"]["waiting"].is_null();
        assert_eq!(ran.status, if waits { 4 } else { 0 }, "{}{}", ran.out, ran.err);
        ran.json()["outcome"].clone()
    }

    /// An identity check at the counter with seal and facts, begun and finished; its id.
    pub(crate) fn check(&self, minute: i64, contract: &str, user: &str) -> Value {
        let opening =
            json!({ "begin_check": { "contract": contract, "channel": "counter", "person": { "user": user } } });
        let begun = self.outcome("T001", minute, &opening)["check_begun"].clone();
        let facts: Vec<_> = begun["questions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|q| &q["fact"])
            .collect();
        let sheet = self
            .by(
                "S001",
                &["--json", "--at", &at(minute), "contracts", "show", contract],
                "",
            )
            .json()["sheet"]
            .clone();
        for fact in &facts {
            let said = answer(fact.as_str().unwrap(), &sheet);
            let answer = json!({ "answer_fact": { "check": begun["check"], "fact": fact, "answer": said } });
            let judged = self.outcome("T001", minute, &answer);
            assert_eq!(judged["fact_judged"]["right"], true, "{fact} {said}");
        }
        let methods = json!(["seal", { "facts": facts }]);
        let closing = json!({ "finish_check": { "check": begun["check"], "methods": methods, "confirmed": true } });
        let finished = self.outcome("T001", minute, &closing);
        assert_eq!(finished["check_finished"]["strength"], 2);
        begun["check"].clone()
    }

    /// How many entries the trail has, and that it verifies.
    pub(crate) fn verified(&self) -> u64 {
        let ran = self.by("A001", &["--json", "verify"], "");
        assert_eq!(
            (ran.status, &ran.json()["verified"]["flaw"]),
            (0, &Value::Null),
            "{}",
            ran.out
        );
        ran.json()["verified"]["count"].as_u64().unwrap()
    }
}

/// The instant so many minutes after the demo's start, in Japan's time.
pub(crate) fn at(minute: i64) -> String {
    let moment = demo::start() + TimeDelta::minutes(minute);
    madoguchi::domain::calendar::in_japan(moment).to_rfc3339()
}

/// What a fob of the training bank shows so many minutes after the demo's start.
pub(crate) fn code(serial: &str, minute: i64) -> String {
    let fobs = Fobs::of_the_demo(&Policy::default()).unwrap();
    let moment = demo::start() + TimeDelta::minutes(minute);
    fobs.code(&Serial::parse(serial).unwrap(), moment).unwrap().code
}

pub(crate) fn mode(path: &Path, bits: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(bits)).unwrap();
}

/// What the contract has for a fact, out of what `contracts show` says of it.
fn answer(fact: &str, shown: &Value) -> String {
    let (contract, users, tokens) = (&shown["contract"], &shown["users"], &shown["tokens"]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match fact {
        "account" => text(&contract["account"]),
        "branch" => text(&contract["branch"]["name"]),
        "start_date" => text(&contract["start"]),
        "master_name" => {
            let mut users = users.as_array().unwrap().iter();
            text(&users.find(|user| user["kind"] == "master").unwrap()["name"])
        }
        "token_serial" => text(&tokens[0]["serial"]),
        other => panic!("{other}"),
    }
}

/// `said` says these one after the other.
pub(crate) fn says(said: &str, wanted: &[&str]) {
    let mut rest = said;
    for wanted in wanted {
        let Some((_, after)) = rest.split_once(wanted) else {
            panic!("{wanted:?} does not follow:\n{said}")
        };
        rest = after;
    }
}
