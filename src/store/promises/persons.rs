//! What the schema refuses of acts without a customer, and of two IDs of one person (R11.4, R11.5).

use super::branch::{blob, branch, only, only_check};
use super::refusal;

/// Two administrators, a third ID that is the person of the first, and one who is locked.
const ADMINISTRATORS: &str =
    "INSERT INTO staff (id, name, role, branch_code, branch_name, password, locked, person) VALUES
    ('K001', 'x', 'administrator', '011', 'x', '$argon2id$', 0, NULL),
    ('K002', 'x', 'administrator', '011', 'x', '$argon2id$', 0, '7'),
    ('K003', 'x', 'administrator', '011', 'x', '$argon2id$', 0, 'K001'),
    ('K009', 'x', 'administrator', '011', 'x', '$argon2id$', 1, NULL);";

fn asked(id: u32, decider: &str, status: &str, secret: &str) -> String {
    let id = blob(id);
    format!(
        "INSERT INTO countersign (id, action, command, shown, digest, decider, secret, made_by, made_as, made_at, status)
         VALUES ({id}, 'lock_staff', '{{}}', '{{}}', zeroblob(32), '{decider}', {secret}, 'K001', 'administrator', 6, '{status}');"
    )
}

fn waits(decider: &str) -> String {
    format!("{ADMINISTRATORS} {}", asked(1, decider, "waiting", "'$argon2id$'"))
}

fn done(by: &str) -> String {
    format!("UPDATE countersign SET status = 'done', decided_by = '{by}', decided_at = 7, secret = NULL;")
}

#[test]
fn another_person_in_a_role_that_may_decides_once_r11_5() {
    for (decider, by) in [
        ("administrator", "K002"),
        ("supervisor", "S001"),
        ("either", "K002"),
        ("either", "S001"),
    ] {
        let statement = format!("{} {}", waits(decider), done(by));
        assert_eq!(refusal(&branch(), &statement), None, "{decider} {by}");
    }
    for (decider, by) in [
        ("administrator", "S001"),
        ("supervisor", "K002"),
        ("either", "T001"),
        ("administrator", "K003"),
        ("administrator", "K009"),
        ("administrator", "NOBODY"),
    ] {
        let statement = format!("{} {}", waits(decider), done(by));
        only("countersign_decided_by_another", &statement);
    }
    for meanwhile in ["locked = 1", "role = 'supervisor'"] {
        let gone = format!("UPDATE staff SET {meanwhile} WHERE id = 'K001';");
        let statement = format!("{} {gone} {}", waits("administrator"), done("K002"));
        only("countersign_decided_by_another", &statement);
    }
    let again = "UPDATE countersign SET status = 'withdrawn', secret = NULL;";
    only(
        "countersign_decided_once",
        &format!("{} {} {again}", waits("administrator"), done("K002")),
    );
    only_check(&format!(
        "{} DROP TRIGGER countersign_decided_by_another; {}",
        waits("administrator"),
        done("K001")
    ));
    only_check(&format!(
        "{} UPDATE countersign SET status = 'withdrawn'",
        waits("administrator")
    ));
}

#[test]
fn what_waits_stays_as_it_was_made_r11_3() {
    only(
        "countersign_stays",
        &format!("{} DELETE FROM countersign", waits("either")),
    );
    for change in [
        "action = 'x'",
        "command = '[]'",
        "shown = '[]'",
        "digest = randomblob(32)",
        "decider = 'administrator'",
        "made_by = 'K002'",
        "made_as = 'supervisor'",
        "made_at = 9",
    ] {
        let statement = format!("{} UPDATE countersign SET {change}", waits("either"));
        only("countersign_is_as_made", &statement);
    }
    for begun in [
        asked(1, "administrator", "done", "NULL").replace("'done'", "'withdrawn'"),
        asked(1, "administrator", "waiting", "NULL").replace("'K001'", "'K009'"),
        asked(1, "administrator", "waiting", "NULL").replace("'administrator', 6", "'supervisor', 6"),
    ] {
        only("countersign_begins_so", &format!("{ADMINISTRATORS} {begun}"));
    }
}

#[test]
fn a_store_that_ever_had_two_administrators_is_never_single_again_r11_5() {
    let first = ADMINISTRATORS.split(",\n    ('K002'").next().unwrap().to_owned() + ";";
    let alone = asked(1, "administrator", "alone", "NULL");
    assert_eq!(refusal(&branch(), &format!("{first} {alone}")), None, "{first}");
    only("countersign_alone_once", &format!("{ADMINISTRATORS} {alone}"));
    only(
        "countersign_alone_once",
        &format!("{first} {}", asked(1, "supervisor", "alone", "NULL")),
    );
    let gone = "UPDATE staff SET role = 'teller' WHERE id <> 'K001';";
    only("countersign_alone_once", &format!("{ADMINISTRATORS} {gone} {alone}"));
    only(
        "two_administrators_stay",
        &format!("{ADMINISTRATORS} DELETE FROM two_administrators"),
    );
    // Two IDs of one person are one administrator.
    let twice = first.replace(
        "NULL)",
        "'9'), ('K004', 'x', 'administrator', '011', 'x', '$argon2id$', 0, '9')",
    );
    assert_eq!(refusal(&branch(), &format!("{twice} {alone}")), None);
    let two = format!("{twice} UPDATE staff SET person = '8' WHERE id = 'K004'; {alone}");
    only("countersign_alone_once", &two);
}

#[test]
fn a_request_is_decided_by_another_person_and_for_nobody_who_is_locked_r11_4() {
    let done = "UPDATE request SET status = 'done', decided_by = 'S001', decided_at = 7, receipt = 'r'";
    let same = "UPDATE staff SET person = '7' WHERE id IN ('S001', 'T001');";
    only("request_decided_by_another", &format!("{same} {done}"));
    let by_id = "UPDATE staff SET person = 'T001' WHERE id = 'S001';";
    only("request_decided_by_another", &format!("{by_id} {done}"));
    let locked = "UPDATE staff SET locked = 1 WHERE id = 'T001';";
    only("request_decided_by_another", &format!("{locked} {done}"));
    let back = "UPDATE request SET status = 'returned', decided_by = 'S001', reason = 'x'";
    assert_eq!(
        refusal(&branch(), &format!("{locked} {back}")),
        None,
        "it can be sent back"
    );
}
