//! What was changed past the program, where it is met: each kind of edit by name, and what meets it.

use super::{append, proved};
use crate::domain::policy;
use crate::domain::values::{
    Account, CheckId, ContractNumber, LoginId, PaymentId, ProofId, RequestId, StaffId, TokenId,
};
use crate::entropy::Repeatable;
use crate::store::{Asker, Error, Kind, Load, Part, Result, SearchQuery, Store, Tx, Within};

/// A store in which something of everything stands, as the schema allows it.
fn furnished() -> Store {
    let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(5)).unwrap();
    let key = key.trail_key(store.id());
    let (id, hash) = ("zeroblob(16)", "'$argon2id$x'");
    let fill = format!(
        r#"INSERT INTO staff (id, name, role, branch_code, branch_name, password) VALUES
             ('T001', '見本', 'teller', '011', '本店', {hash}), ('S001', '例示', 'supervisor', '011', '本店', {hash}),
             ('S002', '例示', 'supervisor', '011', '本店', {hash}),
             ('K001', '管理', 'administrator', '011', '本店', {hash}), ('K002', '管理', 'administrator', '011', '本店', {hash});
           INSERT INTO login_wait VALUES ('T001', 'tty1', 1, 5);
           INSERT INTO countersign (id, action, command, shown, digest, decider, made_by, made_as, made_at, status)
             VALUES ({id}, 'lock_staff', '{{}}', '{{}}', zeroblob(32), 'either', 'K001', 'administrator', 6, 'waiting');
           INSERT INTO contract VALUES (1, '1000001', '見本商会', 'ミホン', 'ミホン', '011', '本店', '普通1234567', '03-0000-0000', '2026-05-01', 1, NULL, NULL, NULL, NULL, NULL, 0);
           INSERT INTO token (id, maker, serial, algorithm, digits, period, start, stock, contract, last_step, branch) VALUES
             ({id}, 'Sample', '10000001', 'sha1', 6, 60, 0, 'issued', '1000001', 77, NULL),
             (x'00000000000000000000000000000009', 'Sample', '10000009', 'sha1', 6, 60, 0, 'in_stock', NULL, NULL, '011');
           INSERT INTO "user" (login_id, contract, name, kana, kind, operations, reopens_at) VALUES
             ('M', '1000001', '見本', 'ミホン', 'master', 15, NULL), ('G', '1000001', '見本', 'ミホン', 'general', 1, 2000),
             ('A', '1000001', '見本', 'ミホン', 'admin', 9, NULL);
           INSERT INTO access (login_id, rights, limits, accounts) VALUES ('M', '[]', '{{}}', '[]'), ('G', '[]', '{{}}', '[]'), ('A', '[]', '{{}}', '[]');
           INSERT INTO customer_password VALUES ('M', {hash}, {hash}, 0);
           INSERT INTO session (key_hash, login_id, since, used_at) VALUES (zeroblob(32), 'M', 1, 1);
           INSERT INTO address VALUES ('M', 'm@example.test');
           INSERT INTO approval_mode VALUES ('1000001', 'double', 'double');
           INSERT INTO account VALUES ('1000001', '普通1234567', 100);
           INSERT INTO payment (id, contract, account, kind, content, amount, made_by, made_at, approver, final_approver, status)
             VALUES ({id}, '1000001', '普通1234567', 'transfer', '{{}}', 10, 'G', 1, 'M', 'A', 'waiting');
           INSERT INTO movement VALUES ('1000001', '普通1234567', 1, 1, 5, 100, 'x', NULL);
           INSERT INTO identity_check (id, contract, channel, person, drawn, methods, outcome, by, at)
             VALUES ({id}, '1000001', 'counter', '"representative"', '[]', '[]', 'open', 'T001', 5);
           UPDATE identity_check SET outcome = 'confirmed';
           INSERT INTO proof (id, contract, token, by, at) VALUES ({id}, '1000001', {id}, 'T001', 5);
           INSERT INTO request (id, contract, action, command, shown, digest, made_by, made_as, made_at, status, check_id, branch)
             VALUES ({id}, '1000001', 'unlock', '{{}}', '{{}}', zeroblob(32), 'T001', 'teller', 6, 'waiting', {id}, '011');
           INSERT INTO caution (contract, at, raised_by) VALUES ('1000001', 7, 'T001');
           INSERT INTO notice (id, contract, login_id, kind, content, at) VALUES (1, '1000001', 'M', 'unlock', '{{}}', 8);
           INSERT INTO draft VALUES ('T001', 'BRSK025', '1000001', '{{}}', 9);
           INSERT INTO note VALUES ('1000001', 1, 9, 'T001', 'x', NULL);
           INSERT INTO receipt_day VALUES ('20260601', 4);
           INSERT INTO removed_user VALUES ('Gone', '1000001', 1);
           INSERT INTO batch (number, maker, count, branch, taken_by, taken_at) VALUES (1, 'Sample', 2, '011', 'K001', 5);
           INSERT INTO issue (token, at, contract, cause, owed, way, from_stock, delivery, applied, fee, changed_at)
             VALUES ({id}, 5, '1000001', 'loss', 0, 'counter', '011', 'handed', '2026-06-01', 1100, 5);
           INSERT INTO charge (token, at, contract, account, yen, cause, due_at) VALUES ({id}, 5, '1000001', '普通1234567', 1100, 'loss', 5);
           INSERT INTO load (id, kind, first, state) VALUES (1, 'contracts', 2, 'open');"#
    );
    store
        .write(|tx| -> Result<()> {
            tx.db.batch(&fill)?;
            append(tx, &key)
        })
        .unwrap();
    assert_eq!(proved(&store), None);
    store
}

/// Something the program does with what is met.
type Use = fn(&Tx<'_>) -> Result<()>;

fn contract() -> ContractNumber {
    ContractNumber::parse("1000001").unwrap()
}

fn staff(id: &str) -> StaffId {
    StaffId::parse(id).unwrap()
}

fn login(id: &str) -> LoginId {
    LoginId::parse(id).unwrap()
}

fn account() -> Account {
    Account::parse("普通1234567").unwrap()
}

const CASE: Use = |tx| tx.case(&contract()).map(drop);
const MEMBER: Use = |tx| tx.staff(&staff("T001")).map(drop);
const LOGIN: Use = |tx| tx.credential(&staff("T001"), "tty1").map(drop);
const REQUEST: Use = |tx| tx.request(RequestId([0; 16])).map(drop);
const NOTICES: Use = |tx| tx.notices(crate::store::Which::Open, 10).map(drop);

/// An edit in SQL, the message's part and key, and what meets it.
const EDITS: &[(&str, &str, &str, Use)] = &[
    (
        "UPDATE charge SET cause = 'defect'",
        "charge",
        "00000000000000000000000000000000/5",
        |tx| tx.charges_due(10).map(drop),
    ),
    (
        "UPDATE charge SET waived = 'x'",
        "charge",
        "00000000000000000000000000000000/5",
        |tx| tx.is_charge_exported(TokenId([0; 16])).map(drop),
    ),
    (
        "UPDATE batch SET released_at = 6, released_by = 'S002'",
        "batch",
        "1",
        |tx| tx.batch(1).map(drop),
    ),
    ("UPDATE login_wait SET wait_until = 0", "login_wait", "T001/tty1", LOGIN),
    ("DELETE FROM two_administrators", "two_administrators", "1", |tx| {
        tx.ever_two().map(drop)
    }),
    (
        "UPDATE countersign SET command = '[]'",
        "countersign",
        "00000000000000000000000000000000",
        |tx| tx.countersign(RequestId([0; 16])).map(drop),
    ),
    (
        "UPDATE staff SET role = 'administrator' WHERE id = 'T001'",
        "staff",
        "T001",
        MEMBER,
    ),
    (
        "UPDATE staff SET password = '$argon2id$y' WHERE id = 'T001'",
        "staff",
        "T001",
        LOGIN,
    ),
    ("UPDATE staff SET locked = 1 WHERE id = 'T001'", "staff", "T001", LOGIN),
    (
        "UPDATE staff SET account = 'friend' WHERE id = 'T001'",
        "staff",
        "T001",
        |tx| tx.account_of_staff(&staff("T001")).map(drop),
    ),
    (
        "UPDATE staff SET wrong_passwords = -5 WHERE id = 'T001'",
        "staff",
        "T001",
        |tx| tx.credential(&staff("T001"), "tty9").map(drop),
    ),
    ("UPDATE staff SET name = 'x' WHERE id = 'K001'", "staff", "K001", |tx| {
        tx.members().map(drop)
    }),
    ("DELETE FROM staff WHERE id = 'T001'", "staff", "T001", MEMBER),
    (
        "INSERT INTO staff (id, name, role, branch_code, branch_name, password)
         VALUES ('X999', 'x', 'administrator', '011', 'x', '$argon2id$')",
        "staff",
        "X999",
        |tx| tx.credential(&staff("X999"), "tty1").map(drop),
    ),
    ("UPDATE contract SET phone = '03-9999-9999'", "case", "1000001", CASE),
    (
        "UPDATE token SET suspended_at = 5 WHERE last_step = 77",
        "case",
        "1000001",
        CASE,
    ),
    ("UPDATE token SET last_step = NULL", "case", "1000001", CASE),
    (
        "UPDATE token SET stock = 'lost' WHERE last_step = 77",
        "case",
        "1000001",
        CASE,
    ),
    ("UPDATE token SET wrong_codes = 0, drift = 1", "case", "1000001", CASE),
    ("UPDATE user SET reopens_at = NULL", "case", "1000001", CASE),
    (
        "UPDATE user SET kind = 'admin', operations = 15 WHERE login_id = 'G'",
        "case",
        "1000001",
        CASE,
    ),
    (
        "UPDATE access SET limits = '[]' WHERE login_id = 'G'",
        "case",
        "1000001",
        CASE,
    ),
    ("DELETE FROM access WHERE login_id = 'G'", "case", "1000001", CASE),
    ("DELETE FROM user WHERE login_id = 'A'", "case", "1000001", CASE),
    (
        "INSERT INTO user (login_id, contract, name, kana, kind, operations) VALUES ('X', '1000001', 'x', 'x', 'general', 1)",
        "case",
        "1000001",
        CASE,
    ),
    ("DELETE FROM state_group WHERE part = 'case'", "case", "1000001", CASE),
    ("DELETE FROM caution", "case", "1000001", CASE),
    ("DELETE FROM approval_mode", "case", "1000001", |tx| {
        tx.modes(&contract()).map(drop)
    }),
    (
        "UPDATE token SET maker = 'Other' WHERE stock = 'in_stock'",
        "token",
        "00000000000000000000000000000009",
        |tx| {
            let mut id = [0; 16];
            id[15] = 9;
            tx.issue(TokenId(id), &contract()).map(drop)
        },
    ),
    ("UPDATE load SET first = 9", "load", "1", |tx| {
        tx.show_load(Load::first_of_contracts()).map(drop)
    }),
    ("UPDATE meta SET policy = policy || ' '", "meta", "1", |tx| {
        tx.policy().map(drop)
    }),
    (
        "UPDATE request SET status = 'done', decided_by = 'S001', receipt = 'x'",
        "request",
        "00000000000000000000000000000000",
        REQUEST,
    ),
    (
        "UPDATE request SET command = '[]'",
        "request",
        "00000000000000000000000000000000",
        REQUEST,
    ),
    (
        "UPDATE identity_check SET used_by = NULL, at = 9000",
        "identity_check",
        "00000000000000000000000000000000",
        |tx| tx.check(CheckId([0; 16])).map(drop),
    ),
    (
        "UPDATE proof SET at = 9000",
        "proof",
        "00000000000000000000000000000000",
        |tx| tx.proof(ProofId([0; 16]), &contract(), None, None).map(drop),
    ),
    ("UPDATE notice SET content = '[]'", "notice", "1", NOTICES),
    (
        "UPDATE address SET mail = 'friend@example.test'",
        "address",
        "M",
        NOTICES,
    ),
    (
        "UPDATE customer_password SET login = '$argon2id$y'",
        "customer_password",
        "M",
        |tx| tx.passwords(&login("M")).map(drop),
    ),
    (
        "UPDATE session SET login_id = 'A'",
        "session",
        "0000000000000000000000000000000000000000000000000000000000000000",
        |tx| tx.session(&[0; 32]).map(drop),
    ),
    (
        "UPDATE draft SET content = '[]'",
        "draft",
        "T001/BRSK025/1000001",
        |tx| {
            tx.drafts(&staff("T001"), &contract(), chrono::DateTime::UNIX_EPOCH)
                .map(drop)
        },
    ),
    ("UPDATE note SET text = 'y'", "note", "1000001/1", |tx| {
        tx.notes(&contract()).map(drop)
    }),
    (
        "UPDATE payment SET amount = 9",
        "payment",
        "00000000000000000000000000000000",
        |tx| tx.payment(&contract(), PaymentId([0; 16])).map(drop),
    ),
    (
        "UPDATE account SET balance = 9000",
        "account",
        "1000001/普通1234567",
        |tx| tx.balance(&contract(), &account()).map(drop),
    ),
    (
        "UPDATE movement SET amount = 9",
        "movement",
        "1000001/普通1234567/1",
        |tx| {
            tx.statement(&contract(), &account(), Part { skip: 0, limit: 9 })
                .map(drop)
        },
    ),
];

#[test]
fn what_was_changed_past_the_program_is_refused_by_name_where_it_is_met_r12_6() {
    let store = furnished();
    let triggers = super::texts(&store, "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
    let free = format!("DROP TRIGGER \"{}\";", triggers.join("\"; DROP TRIGGER \""));
    for &(edit, part, key, used) in EDITS {
        let whole = store.copy_in_memory().unwrap();
        let given = whole.read(used);
        assert!(!matches!(given, Err(Error::Forged { .. })), "{edit}: {given:?}");
        let copy = super::past(&store, &format!("{free} {edit}"));
        match copy.read(used) {
            Err(Error::Forged { part: named, key: told }) => {
                assert_eq!((named.as_str(), told.as_str()), (part, key), "{edit}");
            }
            other => panic!("{edit}: {other:?}"),
        }
        assert_ne!(proved(&copy), None, "{edit}");
    }
}

/// Those are looked at as the whole alone, each for its reason: seeds open for their own token only, and the words of the trail
/// only lead to entries.
#[test]
fn every_sealed_table_is_met_somewhere_or_is_sealed_as_a_whole_r12_6() {
    let of_cases = super::SEALED.iter().filter(|(_, belongs)| {
        matches!(
            belongs,
            super::Contract(_) | super::User(_) | super::ContractOrItself(_)
        )
    });
    let by_case: Vec<_> = of_cases.map(|(table, _)| *table).collect();
    for &(table, belongs) in super::SEALED {
        let met = by_case.contains(&table) || EDITS.iter().any(|(_, part, _, _)| *part == table);
        // The last number of a day, and the removed, are met on the way of an action.
        let on_the_way = ["receipt_day", "removed_user"].contains(&table);
        assert!(
            met || on_the_way || belongs == super::Belongs::Table,
            "{table} is met nowhere"
        );
    }
}

#[test]
fn a_receipt_number_and_a_login_id_that_were_given_are_met_on_the_way_of_an_action_r12_6() {
    let store = furnished();
    let free = "DROP TRIGGER removed_user_stays; DROP TRIGGER removed_user_is_kept;";
    let mut copy = super::past(
        &store,
        &format!("{free} UPDATE receipt_day SET last = 1; DELETE FROM removed_user"),
    );
    let day = chrono::NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    let drawn = copy.write(|tx| tx.next_receipt(day));
    assert!(matches!(drawn, Err(Error::Forged { part, key }) if part == "receipt_day" && key == "20260601"));
    let taken = copy.read(|tx| tx.login_id_taken(&login("Gone")));
    assert!(matches!(taken, Err(Error::Forged { part, key }) if part == "removed_user" && key == "Gone"));
}

/// A hit is looked at when it is given: one that was changed past the program is told as that, and hides no other one.
#[test]
fn what_a_search_finds_is_not_told_as_good_when_it_was_changed_past_the_program_r12_6() {
    let mut store = furnished();
    let add = "INSERT INTO contract VALUES (2, '1000002', '例示商会', 'レイジ', 'レイジ', '011', '本店', '普通1234568', '03-0000-0001', '2026-05-01', 1, NULL, NULL, NULL, NULL, NULL, 0)";
    store.write(|tx| tx.db.batch(add)).unwrap();
    for edit in [
        "UPDATE contract SET phone = '03-9999-9999' WHERE slot = 1",
        "UPDATE contract SET company = '例示商会', kana = 'レイジ' WHERE slot = 1",
        "UPDATE user SET name = 'x' WHERE login_id = 'G'",
        "DELETE FROM user WHERE login_id = 'A'",
        "UPDATE state_group SET made = made + 1 WHERE key = '1000001'",
    ] {
        let copy = super::past(&store, &format!("DROP TRIGGER user_goes_with_a_trace; {edit}"));
        let asked = SearchQuery {
            text: "",
            within: &Within::All,
            offset: 0,
            limit: 10,
            now: chrono::DateTime::UNIX_EPOCH,
            soon: chrono::DateTime::UNIX_EPOCH,
        };
        let found = copy.find(&asked, &Asker::new()).unwrap().unwrap();
        let mut altered: Vec<_> = found
            .hits
            .iter()
            .map(|hit| (hit.contract.number.as_str(), hit.altered))
            .collect();
        altered.sort_unstable();
        assert_eq!(altered, [("1000001", true), ("1000002", false)], "{edit}");
        let again = copy.find_again(&found, asked.now).unwrap();
        assert_eq!(again.as_ref(), Some(&found), "{edit}");
        let told = serde_json::to_value(found.hits.iter().find(|hit| hit.altered)).unwrap();
        let number = serde_json::json!({ "altered": true, "contract": { "number": "1000001" } });
        assert_eq!(told, number, "nothing else of it is told");
    }
}
