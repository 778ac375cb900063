//! What the schema refuses of identity checks, cautions and notices.

use super::branch::{Asked, BARE, blob, branch, check, only, only_check};
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
