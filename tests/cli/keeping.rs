//! A live store that is looked after: checkpoints outside, backups, the day's end, and a store that went back in time.
//! Hashing is as hard as on a real one, so the walks are few.

use std::fs;
use std::path::PathBuf;

use madoguchi::store::Store;
use serde_json::{Value, json};

use crate::support::{Bank, Ran, at, code, mode, number};

/// A live bank with an administrator, and a file of anchors that spool run adds to.
struct Kept {
    bank: Bank,
    anchors: String,
    config: String,
}

impl Kept {
    fn new() -> Self {
        let bank = Bank::nowhere();
        bank.password("K001", "an administrator's");
        let init = [
            "init",
            "--name",
            "見本 管理",
            "--branch-code",
            "011",
            "--branch-name",
            "本店営業部",
        ];
        assert_eq!(bank.by("K001", &init, "").status, 0);
        let anchors = bank.file("anchors", b"");
        let config = format!("[[anchor]]\nto = \"file\"\npath = {anchors:?}\n");
        let config = bank.file("anchors.toml", config.as_bytes());
        Self { bank, anchors, config }
    }

    fn admin(&self, args: &[&str]) -> Ran {
        self.bank
            .by("K001", &[&["--anchors", &self.anchors], args].concat(), "")
    }

    fn json(&self, args: &[&str]) -> Value {
        let ran = self.admin(&[&["--json"], args].concat());
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        ran.json()
    }

    fn spool_run(&self) -> Value {
        let ran = self.bank.run(&["--json", "spool", "run", "--config", &self.config], "");
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        ran.json()["spool"].clone()
    }

    fn day_ends(&self, more: &[&str]) -> Value {
        self.json(&[&["day-end"], more].concat())["day_end"].clone()
    }

    /// What the console says up to the menu.
    fn menu(&self) -> String {
        let typed = "K001\nan administrator's\n.F10\n";
        let ran = self.bank.run(&["--plain", "--anchors", &self.anchors], typed);
        assert!(
            ran.status == 0 && ran.out.contains("業務メニュー"),
            "{}{}",
            ran.out,
            ran.err
        );
        ran.out
    }

    fn backups(&self) -> PathBuf {
        self.bank.path("backups")
    }
}

#[test]
fn a_day_ends_once_with_a_checkpoint_outside_and_a_backup_r12_7_r12_8() {
    let kept = Kept::new();
    let to = kept.backups().display().to_string();
    assert!(kept.menu().contains("日締め: まだ行われていません"));
    let reports = kept.bank.path("reports");
    fs::create_dir(&reports).unwrap();
    let first = kept.day_ends(&["--backup", &to, "--keep", "2", "--report", reports.to_str().unwrap()]);
    let report = first["report"].as_str().unwrap();
    assert!(
        report.contains("nippo-011-") && fs::read(report).unwrap().starts_with(b"%PDF-"),
        "R18.1: {report}"
    );
    assert_eq!((&first["already"], &first["branch"]), (&json!(false), &json!("011")));
    assert_eq!(first["backup"]["already"], false);
    assert!(first["checkpoint"]["count"].as_u64() > Some(0), "{first}");
    let path = first["backup"]["path"].as_str().unwrap().to_owned();
    let menu = kept.menu();
    assert!(
        !menu.contains("日締め") && menu.contains("照合点 1 件が保管先に未着です"),
        "{menu}"
    );
    // The same day again: nothing is done, and what stands verifies.
    let again = kept.day_ends(&["--backup", &to, "--keep", "2"]);
    assert_eq!((&again["already"], &again["checkpoint"]), (&json!(true), &json!(null)));
    assert_eq!(
        (&again["backup"]["already"], &again["backup"]["path"]),
        (&json!(true), &json!(path))
    );
    let entries = kept.json(&["audit", "list", "--action", "day_end"]);
    assert_eq!(entries["entries"].as_array().unwrap().len(), 1);
    assert_eq!(fs::read_dir(kept.backups()).unwrap().count(), 1);

    // What waits goes to the file once, however often it is run.
    assert_eq!(kept.spool_run(), json!({ "taken": 1, "waiting": 0, "failed": [] }));
    assert_eq!(kept.spool_run(), json!({ "taken": 0, "waiting": 0, "failed": [] }));
    let lines = fs::read_to_string(&kept.anchors).unwrap();
    assert_eq!(lines.lines().count(), 1);
    assert!(!kept.menu().contains("照合点"), "all is well, and nothing is said");
    let told = kept.json(&["doctor"])["doctor"].clone();
    assert_eq!(told["spool_waiting"], "0", "{told}");
    assert!(
        told["day_end"].as_str().unwrap().contains('年') && told["spool_run"] != "記録なし",
        "{told}"
    );
    let verified = kept.json(&["verify"])["verified"].clone();
    assert_eq!(
        (&verified["flaw"], &verified["anchors"]["compared"]),
        (&json!(null), &json!(1))
    );

    // Older days go, and nothing else does.
    for name in ["2020-01-01", "2020-01-02", "2020-01-03"] {
        let store = lines.split('"').skip_while(|word| *word != "store").nth(2).unwrap();
        fs::copy(
            &path,
            kept.backups().join(format!("madoguchi-{}-{name}.db", &store[..8])),
        )
        .unwrap();
    }
    fs::write(kept.backups().join("madoguchi-keep-me.db"), "").unwrap();
    fs::remove_file(&path).unwrap();
    let made = kept.json(&["backup", "--to", &to, "--keep", "2"])["backup"].clone();
    assert_eq!(
        (&made["already"], made["removed"].as_array().unwrap().len()),
        (&json!(false), 2)
    );
    assert_eq!(fs::read_dir(kept.backups()).unwrap().count(), 3);

    // Beside the store or its key is no place for a backup.
    for folder in ["data", "keys", "."] {
        let folder = kept.bank.path(folder).display().to_string();
        let ran = kept.admin(&["--json", "backup", "--to", &folder]);
        assert_eq!(number(&ran), (1, "E2041".to_owned()), "{folder}");
    }
    assert_eq!(kept.bank.by("K001", &["verify"], "").status, 0);
}

/// Who ends the day first names the spool: that is no way to keep the day's checkpoint from where the bank keeps them.
#[test]
fn a_day_that_was_ended_into_another_spool_has_its_checkpoint_here_all_the_same_r12_5_r12_8() {
    let kept = Kept::new();
    let other = kept.bank.path("other").display().to_string();
    let elsewhere = kept.json(&["--spool", &other, "day-end"])["day_end"].clone();
    assert!(elsewhere["checkpoint"].is_object(), "{elsewhere}");
    let here = kept.day_ends(&[]);
    assert_eq!(here["already"], json!(true));
    assert!(here["checkpoint"].is_object(), "{here}");
    assert_eq!(kept.day_ends(&[])["checkpoint"], json!(null), "once");
    assert_eq!(kept.spool_run()["taken"], 1);
}

#[test]
fn a_store_that_went_back_says_so_until_a_reason_is_written_down_r12_5_r12_7() {
    let kept = Kept::new();
    let to = kept.backups().display().to_string();
    let made = kept.json(&["backup", "--to", &to])["backup"].clone();
    let path = made["path"].as_str().unwrap().to_owned();
    let backed = format!("{}:{}", made["head"]["count"], made["head"]["digits"].as_str().unwrap());
    for _ in 0..10 {
        kept.json(&["staff", "list"]);
    }
    kept.day_ends(&[]);
    kept.spool_run();
    for (expected, status) in [(backed.as_str(), 0), ("2:00000000", 1), ("999999:0a1b2c3d", 1)] {
        let ran = kept.admin(&["--json", "verify", "--expect", expected]);
        assert_eq!(ran.status, status, "{expected} {}", ran.out);
    }
    assert_eq!(kept.admin(&["verify", "--expect", "2:0000"]).status, 2);
    let told = kept.admin(&["verify", "--expect", &backed]).out;
    assert!(told.contains("お手元のものと一致します"), "{told}");

    // Nothing is replaced that was not named.
    assert_eq!(
        number(&kept.admin(&["--json", "restore", &path])),
        (1, "E2043".to_owned())
    );
    let store = kept.bank.at.store.display().to_string();
    let restored = kept.json(&["restore", &path, "--replace", &store])["restored"].clone();
    assert_eq!((&restored["older"], &restored["head"]), (&json!(true), &made["head"]));
    let aside = restored["kept"].as_str().unwrap();
    assert!(fs::metadata(aside).unwrap().len() > 0, "the one before is kept");

    // Every start says it, and verify in numbers.
    let ran = kept.admin(&["staff", "list"]);
    assert!(ran.status == 0 && ran.err.contains("照合点"), "{}", ran.err);
    assert!(ran.err.contains("控えから戻した"), "{}", ran.err);
    let menu = kept.menu();
    let said = "台帳が以前の状態に戻っています";
    assert_eq!(menu.matches(said).count(), 2, "at the login and on the menu: {menu}");
    assert!(menu.contains("W0040"));
    let ran = kept.admin(&["--json", "verify"]);
    let found = ran.json()["verified"].clone();
    assert_eq!(
        (ran.status, &found["flaw"]),
        (1, &json!(null)),
        "the chain alone sees nothing"
    );
    let newest = &found["anchors"]["newest"]["count"];
    assert_eq!(&found["anchors"]["gone"]["newest"]["count"], newest, "{found}");
    let ran = kept.admin(&["verify"]);
    assert!(ran.err.contains("E2047") && ran.err.contains("(R12.5)"), "{}", ran.err);

    let accept = [
        "audit",
        "accept-rollback",
        "--reason",
        "ディスク故障のため前日の控えから復元",
    ];
    kept.json(&accept);
    let ran = kept.admin(&["verify"]);
    let told = "照合点 0 件と一致します\nこのほか 1 件は、一致しない理由";
    assert!(
        ran.status == 0 && ran.out.contains(told),
        "what does not fit is not counted as fitting: {}",
        ran.out
    );
    assert_eq!(kept.admin(&["staff", "list"]).err, "");
    assert_eq!(
        number(&kept.admin(&[&["--json"], &accept[..]].concat())),
        (1, "E2040".to_owned())
    );
    let entries = kept.json(&["audit", "list", "--action", "accept_rollback", "--result", "done"]);
    let entry = &entries["entries"][0];
    // One administrator alone wrote it down (R11.5).
    assert_eq!(entry["detail"], "alone; ディスク故障のため前日の控えから復元");
    assert!(
        entry["subject"].as_str().unwrap().contains(&format!("-{newest}:")),
        "{entry}"
    );

    // A store of another key, and a file that is none, are no backups.
    let other = kept.bank.file("other.db", b"no store at all");
    fs::remove_file(&kept.bank.at.store).unwrap();
    assert_eq!(number(&kept.admin(&["--json", "restore", &other])).0, 3);
    assert!(!kept.bank.at.store.exists(), "nothing is left of it");
    let again = kept.json(&["restore", &path])["restored"].clone();
    assert_eq!((&again["older"], &again["kept"]), (&json!(false), &json!(null)));
}

/// A backup knows nothing of who was locked since, of how often a password was wrong, or that there are two administrators by now.
#[test]
fn who_restores_is_who_may_now_and_nobody_goes_back_to_being_alone_r11_5_r11_6_r12_7() {
    let kept = Kept::new();
    let bank = &kept.bank;
    let to = kept.backups().display().to_string();
    let path = |made: &serde_json::Value| made["path"].as_str().unwrap().to_owned();
    let alone = path(&kept.json(&["backup", "--to", &to])["backup"]);
    for id in ["K008", "K009"] {
        let first = bank.password(id, "given at the desk");
        let add = ["staff", "add", id, "--name", "見本 管理", "--role", "administrator"];
        let place = [
            "--branch-code",
            "011",
            "--branch-name",
            "本店営業部",
            "--new-password-file",
            &first,
        ];
        let added = kept.admin(&[&["--json"], &add[..], &place[..]].concat());
        if let Some(request) = added.json()["waiting"]["request"].as_str() {
            let approve = json!({ "approve": { "request": request } }).to_string();
            assert_eq!(bank.by("K008", &["do"], &approve).status, 0);
        }
        let own = bank.file(&format!("{id}.own"), b"a password of their own\n");
        assert_eq!(
            bank.by(id, &["staff", "password", "--new-password-file", &own], "")
                .status,
            0
        );
        bank.password(id, "a password of their own");
    }
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let three = path(&kept.json(&["backup", "--to", &to])["backup"]);
    let lock = kept.admin(&["--json", "staff", "lock", "K009"]).json();
    let approve = json!({ "approve": { "request": lock["waiting"]["request"] } }).to_string();
    assert_eq!(bank.by("K008", &["do"], &approve).status, 0, "{lock}");

    let store = bank.at.store.display().to_string();
    let restore = |id: &str, from: &str| bank.by(id, &["--json", "restore", from, "--replace", &store], "");
    assert_eq!(number(&restore("K009", &three)), (1, "E1202".into()), "locked since");
    // Tries count where one logs in: they wait for each other, and each is an entry.
    let newest = || kept.json(&["audit", "list", "--limit", "1"])["entries"][0]["seq"].as_u64();
    let before = newest();
    bank.password("K008", "not the password");
    // A wait is doubled each time: where the host is slow, the first ones are over before the next try.
    let mut wrong = 0;
    let other = loop {
        let answer = number(&restore("K008", &three));
        if answer != (1, "E1201".into()) {
            break answer;
        }
        wrong += 1;
        assert!(wrong < 10, "nothing waits");
    };
    assert_eq!((wrong > 0, other), (true, (1, "E1209".into())));
    // The two of the listing itself, two of each wrong one, and the one that came too soon.
    assert_eq!(
        newest(),
        before.map(|seq| seq + 2 + 2 * wrong + 1),
        "each of them is an entry"
    );

    let ran = bank.by("K001", &["restore", &alone, "--replace", &store], "");
    assert!(
        ran.status == 0 && ran.out.contains("単独では変更できず"),
        "{}{}",
        ran.out,
        ran.err
    );
    let given = bank.password("S009", "given at the desk");
    let add = [
        "--json",
        "staff",
        "add",
        "S009",
        "--name",
        "見本 役席",
        "--role",
        "supervisor",
    ];
    let place = [
        "--branch-code",
        "011",
        "--branch-name",
        "本店営業部",
        "--new-password-file",
        &given,
    ];
    assert_eq!(
        number(&kept.admin(&[&add[..], &place[..]].concat())),
        (1, "E1215".into())
    );
    let accept = ["--json", "audit", "accept-rollback", "--reason", "戻した"];
    assert_eq!(number(&kept.admin(&accept)), (1, "E1215".into()), "nor its reason");
}

#[test]
fn what_an_anchor_does_not_take_waits_and_goes_to_no_other_twice_r12_8() {
    let kept = Kept::new();
    kept.day_ends(&[]);
    let second = kept.bank.path("second").display().to_string();
    let both = format!(
        "[[anchor]]\nto = \"file\"\npath = {:?}\n[[anchor]]\nto = \"file\"\npath = {second:?}\n",
        kept.anchors
    );
    let config = kept.bank.file("both.toml", both.as_bytes());
    let run = || kept.bank.run(&["--json", "spool", "run", "--config", &config], "");
    let ran = run();
    assert_eq!(
        (ran.status, &ran.json()["spool"]["waiting"]),
        (3, &json!(1)),
        "{}",
        ran.out
    );
    let said = kept.bank.run(&["spool", "run", "--config", &config], "");
    assert!(
        said.err.starts_with("E2046") && said.err.contains(&second),
        "{}",
        said.err
    );
    // One that can only be written would get it twice, if nobody kept that it was brought.
    mode(&kept.bank.path("anchors"), 0o200);
    kept.bank.file("second", b"");
    assert_eq!(run().json()["spool"], json!({ "taken": 1, "waiting": 0, "failed": [] }));
    mode(&kept.bank.path("anchors"), 0o600);
    let lines = |path: &str| fs::read_to_string(path).unwrap().lines().count();
    assert_eq!((lines(&kept.anchors), lines(&second)), (1, 1));

    let config = kept.bank.file("flaw.toml", b"[[anchor]]\nto = \"fax\"\n");
    assert_eq!(
        number(&kept.bank.run(&["--json", "spool", "run", "--config", &config], "")),
        (2, "E2045".into())
    );
    // What somebody else puts there is no checkpoint, and one that names this store is told from its own.
    let lines = fs::read_to_string(&kept.anchors).unwrap();
    fs::write(&kept.anchors, lines.replace("\"count\":", "\"count\":1")).unwrap();
    let ran = kept.admin(&["--json", "verify"]);
    assert_eq!(
        (ran.status, &ran.json()["verified"]["anchors"]["forged"]),
        (1, &json!(1)),
        "{}",
        ran.out
    );
}

#[test]
fn a_training_store_leaves_no_checkpoint_r12_5() {
    let bank = Bank::training();
    let ran = bank.by("S001", &["--json", "day-end"], "");
    assert_eq!(
        (ran.status, &ran.json()["day_end"]["checkpoint"]),
        (0, &json!(null)),
        "{}",
        ran.out
    );
    assert!(!bank.path("data/spool").exists());
    assert_eq!(
        number(&bank.by("T001", &["--json", "day-end"], "")),
        (1, "E1203".into())
    );
    let accept = ["--json", "audit", "accept-rollback", "--reason", "試し"];
    assert_eq!(number(&bank.by("S001", &accept, "")), (1, "E1203".into()));
}

/// A code of a fob is accepted: its seed opens with the key of now.
fn accepted(bank: &Bank, minute: i64, more: &[&str]) -> Ran {
    let serial = "200000251";
    let command = json!({ "check_code": { "contract": "1000002", "serial": serial, "code": code(serial, minute) } });
    let at = at(minute);
    let args = [more, &["--json", "--at", &at, "do"]].concat();
    bank.by("T001", &args, &command.to_string())
}

#[test]
fn another_key_opens_every_seed_and_a_passphrase_holds_it_r12_7() {
    let bank = Bank::training();
    let later = at(1);
    let by_administrator = |args: &[&str]| bank.by("K001", &[&["--json", "--at", &later], args].concat(), "");
    let refused = bank.by("S001", &["--json", "--at", &later, "key", "rotate"], "");
    assert_eq!(number(&refused), (1, "E1203".into()));
    let opened = Store::open(&bank.at).unwrap();
    assert_eq!(
        number(&by_administrator(&["key", "rotate"])),
        (1, "E2044".into()),
        "a console is open"
    );
    drop(opened);
    let before = fs::read(&bank.at.key).unwrap();
    let rotated = by_administrator(&["key", "rotate"]).json()["rotated"].clone();
    assert_eq!(
        (&rotated["version"], &rotated["went_on"], &rotated["seeds"]),
        (&json!(2), &json!(false), &json!(69))
    );
    assert_eq!(
        fs::read(rotated["old"].as_str().unwrap()).unwrap(),
        before,
        "for backups of before"
    );
    assert_ne!(fs::read(&bank.at.key).unwrap(), before);
    assert_eq!(accepted(&bank, 5, &[]).status, 0, "codes are checked as before");
    bank.verified();

    // Sealed by a passphrase the file alone opens nothing.
    let (right, wrong) = (
        bank.file("pass", b"mado no soto wa ame\n"),
        bank.file("wrong", b"mado no soto wa yuki\n"),
    );
    let short = bank.file("short", b"mado\n");
    let seal = |file: &str| number(&by_administrator(&["key", "seal", "--new-passphrase-file", file]));
    assert_eq!(seal(&short), (1, "E0112".into()));
    assert_eq!(seal(&right).0, 0);
    assert!(fs::read_to_string(&bank.at.key).unwrap().contains("argon2id"));
    assert_eq!(number(&accepted(&bank, 7, &[])), (3, "E3003".into()), "it is asked for");
    assert_eq!(
        number(&accepted(&bank, 7, &["--passphrase-file", &wrong])),
        (3, "E2054".into())
    );
    let with = ["--passphrase-file", right.as_str()];
    assert_eq!(accepted(&bank, 7, &with).status, 0);
    let rotated = by_administrator(&[&with[..], &["key", "rotate"]].concat());
    assert_eq!(
        rotated.json()["rotated"]["version"],
        3,
        "{}{}",
        rotated.out,
        rotated.err
    );
    assert_eq!(accepted(&bank, 9, &with).status, 0);
    assert_eq!(by_administrator(&[&with[..], &["key", "open"]].concat()).status, 0);
    assert_eq!(accepted(&bank, 11, &[]).status, 0);
    let entries = by_administrator(&["audit", "list", "--action", "rotate_key"]).json();
    assert_eq!(
        entries["entries"].as_array().unwrap().len(),
        4,
        "each batch, and the end, twice"
    );
}
