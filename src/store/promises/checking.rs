//! What the schema refuses of identity checks, cautions and notices.

use super::branch::{BARE, RequestRow, blob, branch, check, only, only_check};
use super::refusal;

#[test]
fn a_check_begins_open_ends_once_and_serves_once_r10_1_r10_5() {
    let (open, failed, used) = (blob(7), blob(3), blob(5));
    let insert = check(&blob(9), "1000001", "T001");
    only("identity_check_begins_so", &insert.replace("'open'", "'confirmed'"));
    let replaced = check(&failed, "1000001", "T001").replace("INSERT", "INSERT OR REPLACE");
    only("identity_check_begins_so", &format!("{BARE} {replaced}"));
    for change in [
        format!("outcome = 'confirmed' WHERE id = {failed}"),
        format!("outcome = 'open' WHERE id = {}", blob(1)),
        format!("session = zeroblob(16) WHERE id = {open}"),
        format!("contract = '1000002' WHERE id = {open}"),
        format!("by = 'S001' WHERE id = {open}"),
        format!("at = 9 WHERE id = {open}"),
    ] {
        only(
            "identity_check_ends_once",
            &format!("UPDATE identity_check SET {change}"),
        );
    }
    // What a confirmed one has may grow, and nothing of it is taken back.
    let grown = format!(
        "UPDATE identity_check SET methods = '[\"seal\"]' WHERE id = {};",
        blob(1)
    );
    assert_eq!(refusal(&branch(), &grown), None);
    let shrunk = grown.replace("[\"seal\"]", "[\"proxy\"]");
    only("identity_check_ends_once", &format!("{grown} {shrunk}"));
    only(
        "identity_check_stays",
        &format!("DELETE FROM identity_check WHERE id = {failed}"),
    );
    let serves = format!("UPDATE identity_check SET used_by = NULL WHERE id = {used}");
    only("identity_check_serves_once", &serves);
}

/// A replacement follows a revocation, and a revocation a stop (R7.6, R15.5), on the same check; nothing else does.
#[test]
fn a_check_serves_what_follows_and_nothing_after_it_r7_6_r10_1_r15_5() {
    let first = |action| RequestRow {
        action,
        status: "to_look_over",
        receipt: "'r'",
        ..RequestRow::another()
    };
    let then = |action| RequestRow {
        id: 3,
        action,
        ..RequestRow::another()
    };
    let used = format!(
        "UPDATE identity_check SET used_by = {} WHERE id = {};",
        blob(2),
        blob(8)
    );
    let both = |before, after| format!("{} {used} {}", first(before).insert(), then(after).insert());
    let again = format!(
        "UPDATE identity_check SET then_by = {} WHERE id = {};",
        blob(3),
        blob(8)
    );
    for (before, after) in [("revoke", "replace"), ("stop", "revoke")] {
        assert_eq!(refusal(&branch(), &format!("{} {again}", both(before, after))), None);
    }
    for (before, after) in [
        ("revoke", "unlock"),
        ("stop", "replace"),
        ("stop", "stop"),
        ("revoke", "issue"),
    ] {
        assert!(refusal(&branch(), &both(before, after)).is_some(), "{before} {after}");
    }
    only(
        "identity_check_serves_once",
        &format!("{used} {again} {}", again.replace(&blob(3), &blob(4))),
    );
    only_check(&format!(
        "UPDATE identity_check SET then_by = {} WHERE id = {};",
        blob(3),
        blob(8)
    ));
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
    // A check goes, and what lowers risk: a stop, and a revocation of a fob that is gone, marked as made under a caution.
    assert_eq!(refusal(&branch(), &format!("{raised} {teller}")), None);
    let under = |action, command, cautioned| RequestRow {
        action,
        command,
        cautioned,
        status: "to_look_over",
        receipt: "'r'",
        ..RequestRow::another()
    };
    let revoke = |reason| match reason {
        "loss" => r#"{"revoke":{"reason":"loss"}}"#,
        "theft" => r#"{"revoke":{"reason":"theft"}}"#,
        _ => r#"{"revoke":{"reason":"exchange"}}"#,
    };
    for asked in [
        RequestRow::another(),
        under("stop", "{}", 0),
        under("revoke", revoke("exchange"), 1),
        under("revoke", revoke("loss"), 0),
    ] {
        only("caution_stops_requests", &format!("{raised} {}", asked.insert()));
    }
    for asked in [
        under("stop", "{}", 1),
        under("revoke", revoke("loss"), 1),
        under("revoke", revoke("theft"), 1),
    ] {
        assert_eq!(refusal(&branch(), &format!("{raised} {}", asked.insert())), None);
    }
    let supervisor = check(&blob(9), "1000001", "S001");
    assert_eq!(refusal(&branch(), &format!("{raised} {supervisor}")), None);
    let lifted = format!("{} {teller} {}", lift("S002"), RequestRow::another().insert());
    assert_eq!(refusal(&branch(), &lifted), None);
}

#[test]
fn a_notice_is_sent_once_as_it_was_written_and_claimed_once_r14_1_r14_2() {
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
    let held = |hold: &str| format!("{written} UPDATE notice SET hold = '{hold}', hold_at = 6;");
    for (hold, next) in [("sending", "unsure"), ("sending", "letter"), ("unsure", "letter")] {
        let then = format!("{} UPDATE notice SET hold = '{next}';", held(hold));
        assert_eq!(refusal(&branch(), &then), None, "{hold} {next}");
    }
    for hold in ["sending", "unsure", "letter"] {
        only(
            "notice_claimed_once",
            &format!("{} UPDATE notice SET hold = 'sending';", held(hold)),
        );
        only_check(&held(hold).replace(", hold_at = 6", ""));
        only_check(&format!(
            "{} UPDATE notice SET sent_at = 6, sent_by = 'T001', way = 'mail';",
            held(hold)
        ));
    }
    only_check(&held("gone"));
    only_check(&format!("{written} UPDATE notice SET export = 1;"));
    only_check(&written.replace("'{}'", "'no JSON'"));
}

#[test]
fn a_note_is_counted_kept_and_struck_out_once_r16_5() {
    let note = |number: u8| {
        format!("INSERT INTO note (contract, number, at, by, text) VALUES ('1000001', {number}, 5, 'T001', 'x');")
    };
    let written = note(1);
    assert_eq!(refusal(&branch(), &format!("{written} {}", note(2))), None);
    assert_eq!(
        refusal(&branch(), &format!("{written} UPDATE note SET struck_at = 6;")),
        None
    );
    only("note_begins_so", &note(2));
    only(
        "note_begins_so",
        "INSERT INTO note VALUES ('1000001', 1, 5, 'T001', 'x', 6);",
    );
    for change in [
        "text = 'y', struck_at = 6",
        "number = 2, struck_at = 6",
        "by = 'S001', struck_at = 6",
        "struck_at = NULL",
    ] {
        only("note_struck_once", &format!("{written} UPDATE note SET {change};"));
    }
    let twice = format!("{written} UPDATE note SET struck_at = 6; UPDATE note SET struck_at = 7;");
    only("note_struck_once", &twice);
    only("note_stays", &format!("{written} DELETE FROM note;"));
    only_check(&format!("{written} UPDATE note SET struck_at = 4;"));
}
