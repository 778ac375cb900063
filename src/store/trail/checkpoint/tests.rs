mod positions;

use rusqlite::Connection;

use super::*;
use crate::domain::policy;
use crate::entropy::Repeatable;
use crate::store::trail::Chain;
use crate::store::{Draft, Flaw, KeyFile, Location};

/// A live store on the disk, its key, and the folder.
struct Bank {
    _folder: tempfile::TempDir,
    at: Location,
    store: Store,
    key: TrailKey,
}

fn noon() -> Instant {
    Instant::from_timestamp(1_780_000_000, 0).unwrap()
}

fn minute(n: u64) -> Instant {
    noon() + chrono::TimeDelta::minutes(i64::try_from(n).unwrap())
}

impl Bank {
    fn new(entries: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/store.db"),
            key: folder.path().join("keys/store.key"),
        };
        let (store, key): (_, KeyFile) = Store::create(&at, Kind::Live, policy::DEFAULT, &mut Repeatable(3)).unwrap();
        let key = key.trail_key(store.id());
        let mut bank = Self {
            _folder: folder,
            at,
            store,
            key,
        };
        bank.write(1..=entries);
        bank
    }

    fn append(&mut self, n: u64, action: &str, subject: &str) {
        let key = &self.key;
        self.store
            .write(|tx| {
                let draft = Draft::new(minute(n), "T001", "test", action);
                let subject = subject.to_owned();
                tx.append(key, Draft { subject, ..draft }).map(drop)
            })
            .unwrap();
    }

    fn write(&mut self, entries: std::ops::RangeInclusive<u64>) {
        for n in entries {
            self.append(n, "unlock", &format!("DEN{n}"));
        }
    }

    /// The first bad entry, if there is one.
    fn chained(&self) -> Option<Flaw> {
        let all = i64::MAX.unsigned_abs();
        let chain = self
            .store
            .read(|tx| tx.verify_chain(&self.key, &mut Chain::default(), all));
        chain.unwrap().break_value().unwrap()
    }

    fn point(&self) -> Checkpoint {
        let count = self.store.read(|tx| -> Result<u64> { tx.trail_count() }).unwrap();
        self.store.checkpoint(&self.key, minute(count)).unwrap().unwrap()
    }

    fn compare(&self, points: &[Checkpoint]) -> Anchored {
        self.store.compare(&self.key, points).unwrap()
    }

    /// What somebody does with the file and no key: the guards against forgetful programs are taken away first.
    fn tamper(&mut self, sql: &str) {
        let connection = Connection::open(&self.at.store).unwrap();
        let guards = ["trail_no_update", "trail_no_delete", "trail_in_order"];
        for guard in guards {
            connection.execute_batch(&format!("DROP TRIGGER {guard}")).unwrap();
        }
        connection.execute_batch(sql).unwrap();
    }
}

#[test]
fn a_checkpoint_is_made_of_a_live_store_alone_and_nobody_else_makes_one_r12_5() {
    let mut bank = Bank::new(3);
    let point = bank.point();
    assert_eq!((point.count, point.mark().digits.len()), (3, 8));
    let line = serde_json::to_string(&point).unwrap();
    assert_eq!(
        Checkpoint::in_line(&format!("<85>1 - - madoguchi {line}\r\n")),
        Some(point.clone())
    );
    assert_eq!(Checkpoint::in_line("none at all"), None);
    let bent = [
        Checkpoint {
            count: 9,
            ..point.clone()
        },
        Checkpoint {
            at: minute(9),
            ..point.clone()
        },
        Checkpoint {
            seal: "00".repeat(32),
            ..point.clone()
        },
        Checkpoint {
            seal: "no seal".into(),
            ..point.clone()
        },
    ];
    let other = Checkpoint {
        store: "00".repeat(16),
        ..point.clone()
    };
    bank.write(4..=5);
    let found = bank.compare(&[&bent[..], &[other, point.clone()]].concat());
    assert_eq!((found.compared, found.forged, found.foreign), (1, 4, 1));
    assert_eq!(
        (found.newest, found.gone, found.changed),
        (Some(point.mark()), None, None)
    );

    let training = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(4)).unwrap();
    let key = training.1.trail_key(training.0.id());
    assert_eq!(
        training.0.checkpoint(&key, noon()).unwrap(),
        None,
        "no lesson writes one"
    );
}

/// The kinds of tampering, what the chain alone says of each, and what the checkpoints outside add.
#[test]
fn kinds_of_tampering_are_told_apart_as_far_as_what_is_outside_allows_r12_5() {
    /// What the checkpoints say: whether the end is gone, and after which entry the trail goes another way.
    type Outside = (bool, Option<u64>);
    let kinds: [(&str, &str, Option<Flaw>, Outside); 7] = [
        ("untouched", "SELECT 1", None, (false, None)),
        ("an edit", "UPDATE trail SET subject = 'X' WHERE seq = 5", Some(Flaw::Changed(5)), (false, None)),
        (
            "an edit of a MAC that was anchored",
            "UPDATE trail SET mac = zeroblob(32) WHERE seq = 6",
            Some(Flaw::Changed(6)),
            (false, Some(3)),
        ),
        ("a deletion", "DELETE FROM trail WHERE seq = 6", Some(Flaw::Missing(6)), (false, Some(3))),
        (
            "an insertion",
            "UPDATE trail SET seq = -seq WHERE seq > 4; UPDATE trail SET seq = 1 - seq WHERE seq < 0;
             INSERT INTO trail SELECT 5, at, actor, terminal, action, contract, subject, result, code, check_id, request,
               receipt, detail, mac, bound FROM trail WHERE seq = 4",
            Some(Flaw::Changed(5)),
            (false, Some(3)),
        ),
        (
            "two in another order",
            "UPDATE trail SET seq = -5 WHERE seq = 5; UPDATE trail SET seq = 5 WHERE seq = 6;
             UPDATE trail SET seq = 6 WHERE seq = -5",
            Some(Flaw::Changed(5)),
            (false, Some(3)),
        ),
        ("a cut tail", "DELETE FROM trail WHERE seq > 7", Some(Flaw::Missing(8)), (false, Some(6))),
    ];
    for (kind, sql, flaw, (is_gone, after)) in kinds {
        let mut bank = Bank::new(3);
        let mut points = vec![bank.point()];
        bank.write(4..=6);
        points.push(bank.point());
        bank.write(7..=9);
        points.push(bank.point());
        bank.tamper(sql);
        assert_eq!(bank.chained(), flaw, "{kind}");
        let found = bank.compare(&points);
        assert_eq!(
            (found.gone.is_some(), found.changed.map(|changed| changed.after)),
            (is_gone, after),
            "{kind}"
        );
    }
}

/// What the chain alone cannot see: everything fits itself, as it is an older state of itself.
#[test]
fn an_older_copy_is_seen_and_so_is_one_that_was_worked_on_r12_5() {
    let mut bank = Bank::new(3);
    let mut points = vec![bank.point()];
    let older = bank.at.store.with_extension("older");
    let copy = |bank: &Bank, path: &std::path::Path| {
        drop(crate::store::files::new_file(path, 0o600).unwrap());
        bank.store.copy_into(path).unwrap();
    };
    copy(&bank, &older);
    bank.write(4..=6);
    points.push(bank.point());
    bank.write(7..=8);
    points.push(bank.point());
    assert!(!bank.compare(&points).is_rolled_back());

    let path = bank.at.store.clone();
    drop(std::mem::replace(
        &mut bank.store,
        Store::in_memory(Kind::Live, policy::DEFAULT, &mut Repeatable(5))
            .unwrap()
            .0,
    ));
    std::fs::copy(&older, &path).unwrap();
    bank.store = Store::open(&bank.at).unwrap().0;
    assert_eq!(
        bank.store.verify_unopened(&bank.key).unwrap().flaw,
        None,
        "it fits itself"
    );
    let found = bank.compare(&points);
    assert_eq!(
        found.gone,
        Some(Gone {
            count: 3,
            newest: points[2].mark()
        })
    );
    assert_eq!(
        (found.changed.clone(), found.in_short()),
        (None, format!("3-8:{}", points[2].mark().digits))
    );

    // Work goes on in it, past the first of them.
    bank.write(14..=17);
    let found = bank.compare(&points);
    assert_eq!(
        found.changed,
        Some(Changed {
            after: 3,
            at: points[1].mark()
        })
    );
    assert_eq!(
        found.gone,
        Some(Gone {
            count: 7,
            newest: points[2].mark()
        })
    );

    // Written down, it is not said again; what was not there then is said.
    bank.append(20, "accept_rollback", &found.in_short());
    let accepted = bank.compare(&points);
    assert_eq!((accepted.accepted, accepted.is_rolled_back()), (2, false));
    bank.write(21..=25);
    let own = bank.point();
    points.push(own.clone());
    assert!(!bank.compare(&points).is_rolled_back());
    points.push(Checkpoint { ..own });
    bank.tamper("UPDATE trail SET mac = zeroblob(32) WHERE seq = 13");
    assert!(bank.compare(&points).is_rolled_back());
}

#[test]
fn an_acceptance_that_the_key_did_not_write_counts_for_nothing_r12_5() {
    let mut bank = Bank::new(3);
    bank.write(4..=6);
    let point = bank.point();
    bank.tamper(
        "DELETE FROM trail WHERE seq > 4; UPDATE trail SET action = 'accept_rollback', subject = '3-6:00000000' WHERE seq = 4",
    );
    assert!(bank.compare(&[point]).is_rolled_back());
}

#[test]
fn a_restore_is_said_until_a_reason_is_written_down_r12_7() {
    let mut bank = Bank::new(2);
    bank.append(3, "restore", "madoguchi.db");
    let found = bank.compare(&[]);
    assert_eq!(found.restored.map(|restored| restored.entry), Some(3));
    assert!(found.is_rolled_back());
    bank.append(4, "accept_rollback", &found.in_short());
    assert!(!bank.compare(&[]).is_rolled_back());
}

#[test]
fn a_checkpoint_is_due_when_a_commit_reaches_a_number_r12_5() {
    let mut bank = Bank::new(0);
    let mut due = Vec::new();
    for n in 1..=12 {
        bank.append(n, "unlock", "DEN");
        due.push(bank.store.crossed(5));
    }
    let at: Vec<_> = due
        .iter()
        .enumerate()
        .filter(|(_, due)| **due)
        .map(|(n, _)| n + 1)
        .collect();
    assert_eq!(at, [5, 10]);
    let key = &bank.key;
    let several = |store: &mut Store| {
        store.write(|tx| -> Result<()> {
            for n in 13..=21 {
                tx.append(key, Draft::new(minute(n), "T001", "test", "unlock"))?;
            }
            Ok(())
        })
    };
    several(&mut bank.store).unwrap();
    assert!(bank.store.crossed(5), "several entries of one commit");
    bank.store.write(|tx| tx.set_policy(policy::DEFAULT)).unwrap();
    assert!(!bank.store.crossed(5), "a commit without an entry");
}
