//! A branch with what is decided there: what a trigger or CHECK refuses, it alone refuses. Without it the same statement goes
//! through.

use super::super::Store;
use super::{furnished, refusal};

/// The staff, a second contract, and checks: 1 confirmed by T001, 2 of another contract, 3 failed, 4 confirmed by S001, 5 used,
/// 6 confirmed by A001, 7 open, 8 confirmed by T001. T001 waits with a request that rests on check 1.
pub(super) fn branch() -> Store {
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
    let waits = RequestRow::default().insert();
    for statement in [&staff.join("\n"), contract, &checks.join("\n"), &used, &waits] {
        store.connection.execute_batch(statement).unwrap();
    }
    store
}

/// As a program has it that sets nothing.
pub(super) const BARE: &str = "PRAGMA recursive_triggers = OFF;";

pub(super) fn blob(id: u32) -> String {
    format!("x'{id:032}'")
}

pub(super) fn check(id: &str, contract: &str, by: &str) -> String {
    format!(
        "INSERT INTO identity_check (id, contract, channel, person, drawn, methods, outcome, by, at)
         VALUES ({id}, '{contract}', 'counter', '', '[]', '[]', 'open', '{by}', 5);"
    )
}

/// A request to be inserted; by default the one of [`branch`].
pub(super) struct RequestRow {
    pub(super) id: u32,
    pub(super) check: u32,
    pub(super) action: &'static str,
    pub(super) command: &'static str,
    pub(super) cautioned: u32,
    pub(super) by: (&'static str, &'static str),
    pub(super) at: u32,
    pub(super) status: &'static str,
    pub(super) decided_by: &'static str,
    pub(super) receipt: &'static str,
    pub(super) or: &'static str,
}

impl Default for RequestRow {
    fn default() -> Self {
        Self {
            id: 1,
            check: 1,
            action: "unlock",
            command: "{}",
            cautioned: 0,
            by: ("T001", "teller"),
            at: 6,
            status: "waiting",
            decided_by: "NULL",
            receipt: "NULL",
            or: "",
        }
    }
}

impl RequestRow {
    /// Another one, on another check.
    pub(super) fn another() -> Self {
        Self {
            id: 2,
            check: 8,
            ..Self::default()
        }
    }

    pub(super) fn insert(&self) -> String {
        let (id, check, (by, role)) = (blob(self.id), blob(self.check), self.by);
        let Self {
            action,
            command,
            cautioned,
            at,
            status,
            decided_by,
            receipt,
            or,
            ..
        } = self;
        format!(
            "INSERT {or} INTO request (id, contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by,
                                       receipt, check_id, branch, cautioned)
             VALUES ({id}, '1000001', '{action}', '{command}', '{{}}', zeroblob(32), '{by}', '{role}', {at}, '{status}', {decided_by},
                     {receipt}, {check}, '011', {cautioned});"
        )
    }
}

/// Refused, and not without the trigger.
pub(super) fn only(trigger: &str, statement: &str) {
    assert!(refusal(&branch(), statement).is_some(), "not refused: {statement}");
    let without = format!("DROP TRIGGER {trigger}; {statement}");
    assert_eq!(
        refusal(&branch(), &without),
        None,
        "refused without {trigger}: {statement}"
    );
}

/// Refused, and not where CHECKs are passed over.
pub(super) fn only_check(statement: &str) {
    assert!(refusal(&branch(), statement).is_some(), "not refused: {statement}");
    let without = format!("PRAGMA ignore_check_constraints = ON; {statement}");
    assert_eq!(
        refusal(&branch(), &without),
        None,
        "refused without its CHECK: {statement}"
    );
}
