//! Checks, cautions, requests and notices: what each trigger and CHECK refuses, it alone refuses. Without it the same
//! statement goes through.

use super::super::Store;
use super::{furnished, refusal};

/// The staff, a second contract, and checks: 1 confirmed by T001, 2 of another contract, 3 failed, 4 confirmed by S001, 5 used,
/// 6 confirmed by A001, 7 open, 8 confirmed by T001. T001 waits with a request that rests on check 1.
fn branch() -> Store {
    let store = furnished();
    let staff = [
        ("T001", "teller", 0),
        ("S001", "supervisor", 0),
        ("S002", "supervisor", 0),
        ("S009", "supervisor", 1),
        ("A001", "auditor", 0),
    ];
    let staff = staff.map(|(id, role, locked)| {
        format!(
            "INSERT INTO staff (id, name, role, branch_code, branch_name, password, locked)
             VALUES ('{id}', 'x', '{role}', '011', 'x', '$argon2id$', {locked});"
        )
    });
    let checks = [
        (1, "1000001", "T001", "confirmed"),
        (2, "1000002", "T001", "confirmed"),
        (3, "1000001", "T001", "failed"),
        (4, "1000001", "S001", "confirmed"),
        (5, "1000001", "T001", "confirmed"),
        (6, "1000001", "A001", "confirmed"),
        (7, "1000001", "T001", "open"),
        (8, "1000001", "T001", "confirmed"),
    ];
    let checks = checks.map(|(id, contract, by, outcome)| {
        let id = blob(id);
        format!(
            "{} UPDATE identity_check SET outcome = '{outcome}' WHERE id = {id};",
            check(&id, contract, by)
        )
    });
    let contract = "INSERT INTO contract (number, company, kana, sort_key, branch_code, branch_name, account, phone, start, version)
                    VALUES ('1000002', 'x', 'x', 'x', '011', 'x', 'x', 'x', '2026-05-01', 1);";
    let used = format!(
        "UPDATE identity_check SET used_by = {} WHERE id = {};",
        blob(77),
        blob(5)
    );
    let waits = Asked::default().insert();
    for statement in [&staff.join("\n"), contract, &checks.join("\n"), &used, &waits] {
        store.connection.execute_batch(statement).unwrap();
    }
    store
}

/// As a program has it that sets nothing.
const BARE: &str = "PRAGMA recursive_triggers = OFF;";

fn blob(id: u32) -> String {
    format!("x'{id:032}'")
}

fn check(id: &str, contract: &str, by: &str) -> String {
    format!(
        "INSERT INTO identity_check (id, contract, channel, person, drawn, methods, outcome, by, at)
         VALUES ({id}, '{contract}', 'counter', '', '[]', '[]', 'open', '{by}', 5);"
    )
}

/// A request to be inserted; by default the one of [`branch`].
struct Asked {
    id: u32,
    check: u32,
    action: &'static str,
    by: (&'static str, &'static str),
    at: u32,
    status: &'static str,
    decided_by: &'static str,
    receipt: &'static str,
    or: &'static str,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            id: 1,
            check: 1,
            action: "unlock",
            by: ("T001", "teller"),
            at: 6,
            status: "waiting",
            decided_by: "NULL",
            receipt: "NULL",
            or: "",
        }
    }
}

impl Asked {
    /// Another one, on another check.
    fn another() -> Self {
        Self {
            id: 2,
            check: 8,
            ..Self::default()
        }
    }

    fn insert(&self) -> String {
        let (id, check, (by, role)) = (blob(self.id), blob(self.check), self.by);
        let Self {
            action,
            at,
            status,
            decided_by,
            receipt,
            or,
            ..
        } = self;
        format!(
            "INSERT {or} INTO request (id, contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by,
                                       receipt, check_id)
             VALUES ({id}, '1000001', '{action}', '{{}}', '{{}}', zeroblob(32), '{by}', '{role}', {at}, '{status}', {decided_by},
                     {receipt}, {check});"
        )
    }
}

/// Refused, and not without the trigger.
fn only(trigger: &str, statement: &str) {
    assert!(refusal(&branch(), statement).is_some(), "not refused: {statement}");
    let without = format!("DROP TRIGGER {trigger}; {statement}");
    assert_eq!(
        refusal(&branch(), &without),
        None,
        "refused without {trigger}: {statement}"
    );
}

/// Refused, and not where CHECKs are passed over.
fn only_check(statement: &str) {
    assert!(refusal(&branch(), statement).is_some(), "not refused: {statement}");
    let without = format!("PRAGMA ignore_check_constraints = ON; {statement}");
    assert_eq!(
        refusal(&branch(), &without),
        None,
        "refused without its CHECK: {statement}"
    );
}

fn done(by: &str) -> String {
    format!("UPDATE request SET status = 'done', decided_by = '{by}', decided_at = 7, receipt = 'r'")
}

#[test]
fn what_is_honest_goes_through() {
    let back = "UPDATE request SET status = 'returned', decided_by = 'S001', reason = 'x'";
    let revoked = Asked {
        action: "revoke",
        status: "to_look_over",
        receipt: "'r'",
        ..Asked::another()
    };
    let looked_over = format!(
        "{}; UPDATE request SET status = 'done', decided_by = 'S001' WHERE id = {}",
        revoked.insert(),
        blob(2)
    );
    for statement in [
        &done("S001"),
        back,
        "UPDATE request SET status = 'withdrawn'",
        &Asked::another().insert(),
        &looked_over,
    ] {
        assert_eq!(refusal(&branch(), statement), None, "{statement}");
    }
}

#[test]
fn a_request_begins_with_a_check_of_its_own_and_undecided_r10_1_r11_1() {
    let another = Asked::another;
    let on = |check: u32| Asked { check, ..another() };
    for asked in [
        on(2),
        on(3),
        on(5),
        on(7),
        on(4),
        Asked { at: 4, ..another() },
        Asked {
            by: ("T001", "supervisor"),
            ..another()
        },
        Asked {
            by: ("A001", "auditor"),
            ..on(6)
        },
        Asked {
            status: "done",
            decided_by: "'S001'",
            receipt: "'r'",
            ..another()
        },
        Asked {
            status: "returned",
            ..another()
        },
    ] {
        only("request_begins_so", &asked.insert());
    }
    let locked = format!("UPDATE staff SET locked = 1 WHERE id = 'T001'; {}", another().insert());
    only("request_begins_so", &locked);
    // Even to a program that does not let a replacement fire the triggers of a deletion.
    let replaced = Asked {
        or: "OR REPLACE",
        id: 1,
        ..another()
    };
    only("request_begins_so", &format!("{BARE} {}", replaced.insert()));
}

#[test]
fn only_a_supervisor_as_of_now_decides_for_one_who_still_has_their_role_r11_2() {
    let demoted = format!("UPDATE staff SET role = 'teller' WHERE id = 'S001'; {}", done("S001"));
    let promoted = format!(
        "UPDATE staff SET role = 'supervisor' WHERE id = 'T001'; {}",
        done("S001")
    );
    let risen = "UPDATE request SET status = 'to_look_over', action = 'revoke', receipt = 'r'";
    let returned = "UPDATE request SET status = 'returned', decided_by = 'A001'";
    for statement in [&done("A001"), &done("S009"), &demoted, &promoted, returned] {
        only("request_decided_by_supervisor", statement);
    }
    only(
        "request_decided_by_supervisor",
        &format!("DROP TRIGGER request_is_as_made; {risen}"),
    );
}

#[test]
fn nobody_decides_their_own_and_nothing_is_done_without_its_signs_r11_1_r11_2() {
    let own = Asked {
        by: ("S001", "supervisor"),
        check: 4,
        ..Asked::another()
    };
    only_check(&format!(
        "{} UPDATE request SET status = 'done', decided_by = 'S001', receipt = 'r' WHERE id = {};",
        own.insert(),
        blob(2)
    ));
    only_check("UPDATE request SET status = 'done', decided_by = 'S001'");
    only_check("UPDATE request SET status = 'done', receipt = 'r'");
    let at_once = Asked {
        status: "to_look_over",
        receipt: "'r'",
        ..Asked::another()
    };
    only_check(&at_once.insert());
}

#[test]
fn what_was_decided_or_asked_for_stays_r11_2_r11_3() {
    for end in ["'returned'", "'withdrawn'"] {
        let again = format!("UPDATE request SET status = {end}; {}", done("S001"));
        only(
            "request_decided_once",
            &format!("DROP TRIGGER request_decided_by_supervisor; {again}"),
        );
    }
    only("request_stays", "DELETE FROM request");
    for change in [
        "made_by = 'S002'",
        "made_as = 'supervisor'",
        "command = '{\"other\":1}'",
        "shown = '{\"other\":1}'",
        "digest = randomblob(32)",
        "made_at = 9",
        "contract = '1000002'",
        "action = 'register'",
        &format!("check_id = {}", blob(8)),
    ] {
        only("request_is_as_made", &format!("UPDATE request SET {change}"));
    }
}

#[test]
fn a_check_begins_open_ends_once_and_serves_once_r10_1_r10_5() {
    let (open, failed, used) = (blob(7), blob(3), blob(5));
    let insert = check(&blob(9), "1000001", "T001");
    only("identity_check_begins_so", &insert.replace("'open'", "'confirmed'"));
    let replaced = check(&failed, "1000001", "T001").replace("INSERT", "INSERT OR REPLACE");
    only("identity_check_begins_so", &format!("{BARE} {replaced}"));
    for change in [
        format!("outcome = 'confirmed' WHERE id = {failed}"),
        format!("methods = '[\"seal\"]' WHERE id = {}", blob(1)),
        format!("contract = '1000002' WHERE id = {open}"),
        format!("by = 'S001' WHERE id = {open}"),
        format!("at = 9 WHERE id = {open}"),
    ] {
        only(
            "identity_check_ends_once",
            &format!("UPDATE identity_check SET {change}"),
        );
    }
    only(
        "identity_check_stays",
        &format!("DELETE FROM identity_check WHERE id = {failed}"),
    );
    let serves = format!("UPDATE identity_check SET used_by = NULL WHERE id = {used}");
    only("identity_check_serves_once", &serves);
}

#[test]
fn a_caution_stands_until_another_supervisor_lifts_it_once_r10_5() {
    let raised = "INSERT INTO caution (contract, at, raised_by) VALUES ('1000001', 5, 'S001');";
    let lift = |by: &str| format!("{raised} UPDATE caution SET lifted_by = '{by}', lifted_at = 6, reason = 'x';");
    assert_eq!(refusal(&branch(), &lift("S002")), None);
    for statement in [
        lift("T001"),
        lift("S009"),
        format!("{} UPDATE caution SET reason = 'y';", lift("S002")),
        format!("{raised} UPDATE caution SET raised_by = 'S002', lifted_by = 'S001', lifted_at = 6, reason = 'x';"),
    ] {
        only("caution_lifted_by_supervisor", &statement);
    }
    only_check(&lift("S001"));
    only_check(&format!("{raised} UPDATE caution SET lifted_by = 'S002';"));
    only("caution_stays", &format!("{raised} DELETE FROM caution;"));
    let replaced = "INSERT OR REPLACE INTO caution VALUES ('1000001', 5, 'T001', 'S002', 6, 'x');";
    only("caution_begins_so", &format!("{BARE} {raised} {replaced}"));
    only("caution_begins_so", replaced);
    let teller = check(&blob(9), "1000001", "T001");
    only("caution_stops_checks", &format!("{raised} {teller}"));
    only(
        "caution_stops_requests",
        &format!("{raised} {}", Asked::another().insert()),
    );
    let supervisor = check(&blob(9), "1000001", "S001");
    assert_eq!(refusal(&branch(), &format!("{raised} {supervisor}")), None);
    let lifted = format!("{} {teller} {}", lift("S002"), Asked::another().insert());
    assert_eq!(refusal(&branch(), &lifted), None);
}

#[test]
fn a_notice_is_sent_once_as_it_was_written_r14_1() {
    let written =
        "INSERT INTO notice (id, contract, login_id, kind, content, at) VALUES (1, '1000001', 'M', 'unlock', '{}', 5);";
    let sent = format!("{written} UPDATE notice SET sent_at = 6, sent_by = 'T001', way = 'letter';");
    assert_eq!(refusal(&branch(), &sent), None);
    only("notice_stays", &format!("{written} DELETE FROM notice;"));
    for change in ["sent_at = 7", "content = '[]'"] {
        only("notice_sent_once", &format!("{sent} UPDATE notice SET {change};"));
    }
    for change in [
        "content = '[]'",
        "login_id = 'G'",
        "contract = '1000002'",
        "kind = 'revoke'",
        "at = 6",
    ] {
        only("notice_sent_once", &format!("{written} UPDATE notice SET {change};"));
    }
    only_check(&format!("{written} UPDATE notice SET sent_at = 6;"));
    only_check(&written.replace("'{}'", "'no JSON'"));
}
