//! What is poured is what is taken in one by one, to the last column, and sealed as that is (R12.6).

use std::collections::BTreeMap;

use secrecy::SecretSlice;

use super::*;
use crate::domain::arrival::NewToken;
use crate::domain::case::samples;
use crate::domain::policy;
use crate::domain::token::{Algorithm, CodeParams};
use crate::domain::user::UserKind;
use crate::domain::values::{LoginId, Maker, Serial};
use crate::entropy::Repeatable;
use crate::store::db::tests::statements;
use crate::store::{Error, KeyFile, Kind, Loaded, Store};

/// A contract of two users, one of whom has an address.
fn contract(n: usize) -> NewContract {
    let mut contract = samples::case(Vec::new(), Vec::new()).contract;
    contract.number = ContractNumber::parse(&(3_000_000 + n).to_string()).unwrap();
    let user = |name: &str, kind, mail: Option<&str>| NewUser {
        line: 1,
        user: samples::user(&format!("{name}{n}"), kind, 0),
        mail: mail.map(|mail| MailAddress::parse(mail).unwrap()),
        registered: None,
    };
    NewContract {
        line: 1,
        contract,
        issued: Vec::new(),
        makers: BTreeMap::new(),
        users: vec![
            user("PM", UserKind::Master, Some("kakuu@example.com")),
            user("PG", UserKind::General, None),
        ],
    }
}

/// A token, its seed sealed for a store.
fn token(n: u8, store: [u8; 16], key: &KeyFile) -> SealedToken {
    let new = NewToken {
        maker: Maker::parse("SAMPLE").unwrap(),
        serial: Serial::parse(&(70_000_000 + u32::from(n)).to_string()).unwrap(),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: Some(samples::at("2031-03-31T15:00:00")),
        drift: -1,
        last_step: Some(40 + u64::from(n)),
        seed: SecretSlice::from(vec![n; 20]),
    };
    SealedToken::of(new, TokenId([n; 16]), store, &key.seal_key(store), &mut Repeatable(7)).unwrap()
}

fn store() -> (Store, KeyFile) {
    let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let staff = "INSERT INTO batch (number, maker, count, branch, taken_at) VALUES (1, 'x', 1, '011', 0)";
    store.write(|tx| tx.db.batch(staff)).unwrap();
    (store, key)
}

fn pour(tx: &Tx<'_>, load: Load, contracts: &[Arriving], tokens: &[SealedToken]) -> Result<bool> {
    let first = tx.pour_contracts(load, contracts)?;
    let mut people = Vec::new();
    for arriving in contracts {
        arriving.people(|_| Ok::<_, Error>(None), &mut people)?;
    }
    let poured = tx.pour_users(&people)?;
    for (slot, arriving) in (first..).zip(contracts) {
        tx.add_pieces(slot, arriving.pieces())?;
    }
    tx.pour_tokens(load, tokens, (&BranchCode::parse("011").unwrap(), Some(1)))?;
    Ok(poured)
}

/// Every row of what a load writes, and of the seals.
fn rows(store: &Store) -> Vec<String> {
    let tables = [
        "contract",
        "user",
        "access",
        "address",
        "token",
        "seed",
        "state_group",
        "state_table",
    ];
    let read = |tx: &Tx<'_>| -> Result<Vec<String>> {
        let mut found = Vec::new();
        for table in tables {
            let columns = super::super::sqlite::columns(tx.db.connection())?;
            let list: Vec<_> = columns[table]
                .iter()
                .map(|(name, _)| format!("quote(\"{name}\")"))
                .collect();
            let sql = format!("SELECT {} FROM \"{table}\" ORDER BY 1", list.join(" || ',' || "));
            found.extend(
                tx.db
                    .all(&sql, &[], |row| Ok(format!("{table} {}", row.get::<String>(0)?)))?,
            );
        }
        Ok(found)
    };
    store.read(read).unwrap()
}

#[test]
fn what_is_poured_is_what_is_taken_in_one_by_one_r12_6() {
    const CONTRACTS: usize = 45;
    let ((mut poured, key), (mut taken, _)) = (store(), store());
    let tokens: Vec<_> = (0..45).map(|n| token(n, poured.id(), &key)).collect();
    let of_poured = poured.write(|tx| -> Result<usize> {
        let load = tx.begin_load(Loaded::Contracts, None)?;
        let contracts = (0..CONTRACTS)
            .map(|n| Arriving::of(contract(n)))
            .collect::<Result<Vec<_>>>()?;
        let (run, poured) = statements(|| pour(tx, load, &contracts, &tokens));
        assert!(poured?);
        tx.count_load(load, CONTRACTS)?;
        Ok(run)
    });
    let of_taken = taken.write(|tx| -> Result<usize> {
        let load = tx.begin_load(Loaded::Contracts, None)?;
        let (run, taken) = statements(|| -> Result<()> {
            for n in 0..CONTRACTS {
                assert!(tx.bring(load, &contract(n))?);
            }
            for token in &tokens {
                tx.arrive_token(load, token, (&BranchCode::parse("011").unwrap(), Some(1)))?;
            }
            Ok(())
        });
        taken?;
        Ok(run)
    });
    // What is found by its pieces is written contract by contract.
    let (of_poured, of_taken) = (of_poured.unwrap() - CONTRACTS, of_taken.unwrap() - CONTRACTS);
    assert!(
        of_poured * 8 < of_taken,
        "{of_poured} statements, {of_taken} one by one"
    );
    let contents = |store: &Store| -> Vec<String> {
        let rows = rows(store);
        // A sum is told by when it was made too, and by a mask.
        rows.into_iter().filter(|row| !row.starts_with("state_")).collect()
    };
    assert_eq!(contents(&poured), contents(&taken));
    for (store, which) in [(&poured, "poured"), (&taken, "taken")] {
        let checked = store
            .verify(&key.trail_key(store.id()), &key.seal_key(store.id()))
            .unwrap();
        assert_eq!(checked.flaw, None, "{which}");
    }
}

#[test]
fn what_is_in_the_way_of_one_leaves_all_to_be_taken_one_by_one() {
    let (mut store, key) = store();
    let before = rows(&store);
    let mut refused = |spoil: &dyn Fn(&mut NewContract), of_tokens: &[SealedToken]| {
        let mut all: Vec<_> = (0..10).map(contract).collect();
        spoil(&mut all[7]);
        let contracts: Vec<_> = all.into_iter().map(|new| Arriving::of(new).unwrap()).collect();
        let given = store.write(|tx| {
            let load = tx.begin_load(Loaded::Contracts, None)?;
            let poured = pour(tx, load, &contracts, of_tokens)?;
            poured.then_some(()).ok_or(Error::Unsealed)
        });
        given.unwrap_err().code()
    };
    let id = [0; 16];
    assert_eq!(
        refused(&|new| new.contract.number = contract(3).contract.number, &[]),
        "E2013"
    );
    let login = |of: &str| LoginId::parse(of).unwrap();
    assert_eq!(refused(&|new| new.users[0].user.login_id = login("pm3"), &[]), "E2013");
    let same_seed = |other: u8| {
        let (one, mut same) = (token(1, id, &key), token(other, id, &key));
        same.fingerprint = one.fingerprint;
        [one, same]
    };
    assert_eq!(refused(&|_| (), &same_seed(2)), "E2013");
    assert_eq!(refused(&|_| (), &[token(1, id, &key), token(1, id, &key)]), "E2013");
    assert_eq!(rows(&store), before);
    // A login ID that was somebody's, of which the seal still knows though its row is gone (R12.6).
    let removed =
        "INSERT INTO state_group (part, key, rows, made, sum) VALUES ('removed_user', 'PG7', 1, 0, zeroblob(32))";
    store.write(|tx| tx.db.batch(removed)).unwrap();
    let contracts: Vec<_> = (0..10).map(|n| Arriving::of(contract(n)).unwrap()).collect();
    let poured = store.write(|tx| {
        assert!(!pour(tx, tx.begin_load(Loaded::Contracts, None)?, &contracts, &[])?);
        Err::<(), _>(Error::Unsealed)
    });
    assert_eq!(poured.unwrap_err().code(), "E2008");
}

/// Runs every statement by which rows are poured, and takes back what they wrote: for the plans of all statements.
pub(in crate::store) fn run(store: &mut Store) {
    let key = KeyFile::generate(&mut Repeatable(5)).unwrap();
    let tokens: Vec<_> = (0..9).map(|n| token(n, store.id(), &key)).collect();
    let contracts: Vec<_> = (0..9).map(|n| Arriving::of(contract(n)).unwrap()).collect();
    let poured = store.write(|tx| {
        tx.db
            .batch("INSERT INTO batch (number, maker, count, branch, taken_at) VALUES (1, 'x', 1, '011', 0)")?;
        assert!(pour(tx, tx.begin_load(Loaded::Contracts, None)?, &contracts, &tokens)?);
        tx.settle()?;
        Err::<(), _>(Error::Unsealed)
    });
    assert_eq!(poured.unwrap_err().code(), "E2008");
}
