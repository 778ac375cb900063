//! What the schema refuses of requests and decisions.

use super::branch::{BARE, RequestRow, blob, branch, only, only_check};
use super::refusal;

fn done(by: &str) -> String {
    format!("UPDATE request SET status = 'done', decided_by = '{by}', decided_at = 7, receipt = 'r'")
}

#[test]
fn what_is_honest_goes_through() {
    let back = "UPDATE request SET status = 'returned', decided_by = 'S001', reason = 'x'";
    let revoked = RequestRow {
        action: "revoke",
        status: "to_look_over",
        receipt: "'r'",
        ..RequestRow::another()
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
        &RequestRow::another().insert(),
        &looked_over,
    ] {
        assert_eq!(refusal(&branch(), statement), None, "{statement}");
    }
}

#[test]
fn a_request_begins_with_a_check_of_its_own_and_undecided_r10_1_r11_1() {
    let another = RequestRow::another;
    let on = |check: u32| RequestRow { check, ..another() };
    for asked in [
        on(2),
        on(3),
        on(5),
        on(7),
        on(4),
        RequestRow { at: 4, ..another() },
        RequestRow {
            by: ("T001", "supervisor"),
            ..another()
        },
        RequestRow {
            by: ("A001", "auditor"),
            ..on(6)
        },
        RequestRow {
            status: "done",
            decided_by: "'S001'",
            receipt: "'r'",
            ..another()
        },
        RequestRow {
            status: "returned",
            ..another()
        },
    ] {
        only("request_begins_so", &asked.insert());
    }
    let locked = format!("UPDATE staff SET locked = 1 WHERE id = 'T001'; {}", another().insert());
    only("request_begins_so", &locked);
    // Even to a program that does not let a replacement fire the triggers of a deletion.
    let replaced = RequestRow {
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
    let own = RequestRow {
        by: ("S001", "supervisor"),
        check: 4,
        ..RequestRow::another()
    };
    only_check(&format!(
        "{} UPDATE request SET status = 'done', decided_by = 'S001', receipt = 'r' WHERE id = {};",
        own.insert(),
        blob(2)
    ));
    only_check("UPDATE request SET status = 'done', decided_by = 'S001'");
    only_check("UPDATE request SET status = 'done', receipt = 'r'");
    let at_once = RequestRow {
        status: "to_look_over",
        receipt: "'r'",
        ..RequestRow::another()
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
