//! Settling: what was changed is taken from the sums and added to them, before the entry that tells of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::table::whole_row;
use super::whole::Whole;
use super::{CASE, Sealer};
use crate::store::changes::{Change, Group, Seen, Sum};
use crate::store::db::Value;
use crate::store::{Error, Result, Tx};

/// Rows that are sealed at once when all are.
const AT_ONCE: usize = 4096;
/// Groups of new rows from which on they are taken for new ones themselves.
const MANY: usize = 8;

/// What is to be added to a sum, and to its number of rows.
#[derive(Clone, Copy, Debug, Default)]
struct Shift {
    sum: Sum,
    rows: i64,
    /// Whether any row of it was there before.
    had_rows: bool,
}

impl Shift {
    fn take(&mut self, sum: Sum) {
        (self.sum, self.rows, self.had_rows) = (self.sum.minus(sum), self.rows - 1, true);
    }

    fn add(&mut self, sum: Sum) {
        (self.sum, self.rows) = (self.sum.plus(sum), self.rows + 1);
    }
}

impl Tx<'_> {
    /// Begins the sums after that entry: of an empty store, or of one whose rows are all to be sealed.
    pub(in crate::store) fn begin_state(&self, seq: i64) -> Result<()> {
        let Some(sealer) = self.sealer() else { return Ok(()) };
        let sql = "INSERT INTO state (one, made, seq, loose, sum, seal) VALUES (1, ?1, ?2, ?3, ?4, ?5)";
        let Whole {
            made,
            seq,
            loose,
            sum,
            seal,
        } = Whole::new(sealer, Sum::default(), [0, seq, 0]);
        self.db.run(sql, &[&made, &seq, &loose, &sum, &seal])?;
        Ok(())
    }

    /// The sum of the whole as it stands.
    pub(in crate::store) fn whole(&self) -> Result<Whole> {
        self.db
            .one("SELECT made, seq, loose, sum, seal FROM state", &[], |row| {
                Ok(Whole {
                    made: row.get(0)?,
                    seq: row.get(1)?,
                    loose: row.get(2)?,
                    sum: row.get(3)?,
                    seal: row.get(4)?,
                })
            })
    }

    /// The sum of the whole, which must be the one that the last entry holds, so that nothing that was set back is sealed
    /// as if it were new (R12.5).
    pub(super) fn whole_as_bound(&self, sealer: &Sealer) -> Result<Whole> {
        let whole = self.whole()?;
        let broken = || Error::Damaged("state".into());
        if !whole.is_sealed(sealer) {
            return Err(broken());
        }
        let sql = "SELECT count, (SELECT bound FROM trail WHERE seq = count) FROM trail_head";
        let (count, bound): (i64, Option<[u8; 32]>) = self.db.one(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let is_bound = whole.loose > 0 || bound.is_none_or(|bound| bound == whole.sum);
        if whole.seq != count || !is_bound {
            return Err(broken());
        }
        Ok(whole)
    }

    /// Settles what was changed, if anything was, for no entry.
    pub(in crate::store) fn settle(&self) -> Result<()> {
        let Some(sealer) = self.sealer() else { return Ok(()) };
        let changes = self.db.watch().take();
        if changes.is_empty() {
            return Ok(());
        }
        self.settle_loose(sealer, &changes)
    }

    /// Settles what was changed for the entry of that number, and gives the sum that the entry is to hold.
    pub(in crate::store) fn settle_for(&self, seq: i64) -> Result<Option<[u8; 32]>> {
        let Some(sealer) = self.sealer() else { return Ok(None) };
        let whole = self.whole_as_bound(sealer)?;
        let changes = self.db.watch().take();
        Ok(Some(self.settle_all(sealer, &changes, &whole, [seq, 0])?))
    }

    /// Seals every row as it is found, and gives how many there are. What was sealed before is forgotten.
    pub(in crate::store) fn seal_as_found(&self) -> Result<u64> {
        let seq = self.db.one("SELECT count FROM trail_head", &[], |row| row.get(0))?;
        for sums in [
            "DELETE FROM state_group",
            "DELETE FROM state_table",
            "DELETE FROM state",
        ] {
            self.db.run(sums, &[])?;
        }
        self.begin_state(seq)?;
        let Some(sealer) = self.sealer() else { return Ok(0) };
        self.db.watch().forget(0);
        let mut rows = 0;
        for (place, table) in sealer.tables.iter().enumerate() {
            let mut found = Vec::new();
            self.db.walk(&table.all, &[], &mut |row| {
                let new = Some(sealer.seen(place, &whole_row(row, table)?));
                found.push(Change {
                    table: place,
                    old: None,
                    new,
                    login_id: None,
                });
                rows += 1;
                if found.len() == AT_ONCE {
                    self.settle_loose(sealer, &std::mem::take(&mut found))?;
                }
                Ok(ControlFlow::Continue(()))
            })?;
            self.settle_loose(sealer, &found)?;
        }
        Ok(rows)
    }

    fn settle_loose(&self, sealer: &Sealer, changes: &[Change]) -> Result<()> {
        let whole = self.whole_as_bound(sealer)?;
        self.settle_all(sealer, changes, &whole, [whole.seq, whole.loose + 1])?;
        Ok(())
    }

    fn settle_all(
        &self,
        sealer: &Sealer,
        changes: &[Change],
        whole: &Whole,
        [seq, loose]: [i64; 2],
    ) -> Result<[u8; 32]> {
        let made = whole.made + 1;
        let mut tables = BTreeMap::<_, Shift>::new();
        let mut groups = BTreeMap::<&Group, Shift>::new();
        for change in changes {
            let table = tables.entry(change.table).or_default();
            if let Some(old) = &change.old {
                table.take(old.sum);
                groups.entry(&old.group).or_default().take(old.sum);
            }
            if let Some(new) = &change.new {
                table.add(new.sum);
                groups.entry(&new.group).or_default().add(new.sum);
            }
        }
        let cases = cases_of_users(changes);
        let case_of = |login_id: &str| match cases.get(login_id) {
            Some(case) => Ok((*case).to_owned()),
            None => self.contract_at_login(login_id),
        };
        let mut shifts = BTreeMap::<_, Shift>::new();
        for (group, shift) in groups {
            if let Some(name) = named(group, case_of)? {
                let sum = shifts.entry(name).or_default();
                (sum.sum, sum.rows) = (sum.sum.plus(shift.sum), sum.rows + shift.rows);
                sum.had_rows |= shift.had_rows;
            }
        }
        if shifts.values().filter(|shift| !shift.had_rows).count() >= MANY {
            self.begin_groups(sealer, &mut shifts, made)?;
        }
        for ((part, key), shift) in shifts {
            self.shift_group(sealer, part, &key, shift, made)?;
        }
        let mut bare = whole.bare(sealer);
        for (table, shift) in tables {
            bare = bare.plus(shift.sum);
            self.shift_table(sealer, sealer.tables[table].name, shift, made)?;
        }
        let whole = Whole::new(sealer, bare, [made, seq, loose]);
        let sql = "UPDATE state SET made = ?1, seq = ?2, loose = ?3, sum = ?4, seal = ?5";
        self.db.run(sql, &[&made, &seq, &loose, &whole.sum, &whole.seal])?;
        Ok(whole.sum)
    }

    /// The contract of a user, also of one who was removed just now.
    pub(super) fn contract_at_login(&self, login_id: &str) -> Result<String> {
        let sql = r#"SELECT contract FROM "user" WHERE login_id = ?1
                     UNION ALL SELECT contract FROM removed_user WHERE login_id = ?1"#;
        self.db.one(sql, &[&login_id], |row| row.get(0))
    }

    /// Takes groups of new rows for new ones, many with each statement, and leaves those that were there already.
    fn begin_groups(
        &self,
        sealer: &Sealer,
        shifts: &mut BTreeMap<(&'static str, String), Shift>,
        made: i64,
    ) -> Result<()> {
        let fresh = || shifts.iter().filter(|(_, shift)| !shift.had_rows);
        let sums = fresh().map(|((part, key), Shift { sum, rows, .. })| {
            let mask = sealer.mask("group", part, key, [*rows, made, 0]);
            sum.plus(mask).bytes()
        });
        let sums: Vec<_> = sums.collect();
        let rows = fresh().zip(&sums).map(|(((part, key), shift), sum)| {
            [
                Value::Text(part),
                Value::Text(key),
                Value::Integer(shift.rows),
                Value::Integer(made),
                Value::Blob(sum),
            ]
        });
        let rows: Vec<_> = rows.collect();
        let sql =
            "INSERT INTO state_group (part, key, rows, made, sum) VALUES {rows} ON CONFLICT (part, key) DO NOTHING";
        let begun = self.db.insert(sql, &rows)?;
        if begun == rows.len() {
            shifts.retain(|_, shift| shift.had_rows);
            return Ok(());
        }
        let mut there = BTreeSet::new();
        for ((part, key), _) in fresh() {
            // What was begun now tells it by its number, which comes once.
            let sql = "SELECT 1 FROM state_group WHERE part = ?1 AND key = ?2 AND made <> ?3";
            if self.db.any(sql, &[part, &key.as_str(), &made])? {
                there.insert((*part, key.clone()));
            }
        }
        shifts.retain(|name, shift| shift.had_rows || there.contains(name));
        Ok(())
    }

    fn shift_group(&self, sealer: &Sealer, part: &str, key: &str, shift: Shift, made: i64) -> Result<()> {
        let sql = "SELECT rows, made, sum FROM state_group WHERE part = ?1 AND key = ?2";
        let found = self.db.optional(sql, &[&part, &key], sums)?;
        let (rows, bare) = found.map_or_else(Default::default, |(rows, made, sum)| {
            (rows, sum.minus(sealer.mask("group", part, key, [rows, made, 0])))
        });
        let (rows, bare) = (rows + shift.rows, bare.plus(shift.sum));
        if rows <= 0 {
            let sql = "DELETE FROM state_group WHERE part = ?1 AND key = ?2";
            self.db.run(sql, &[&part, &key])?;
            return Ok(());
        }
        let sum = bare.plus(sealer.mask("group", part, key, [rows, made, 0])).bytes();
        let sql = "INSERT INTO state_group (part, key, rows, made, sum) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (part, key) DO UPDATE SET rows = ?3, made = ?4, sum = ?5";
        self.db.run(sql, &[&part, &key, &rows, &made, &sum])?;
        Ok(())
    }

    fn shift_table(&self, sealer: &Sealer, part: &str, shift: Shift, made: i64) -> Result<()> {
        let sql = "SELECT rows, made, sum FROM state_table WHERE part = ?1";
        let found = self.db.optional(sql, &[&part], sums)?;
        let (rows, bare) = found.map_or_else(Default::default, |(rows, made, sum)| {
            (rows, sum.minus(sealer.mask("table", part, "", [rows, made, 0])))
        });
        let (rows, bare) = (rows + shift.rows, bare.plus(shift.sum));
        let sum = bare.plus(sealer.mask("table", part, "", [rows, made, 0])).bytes();
        let sql = "INSERT INTO state_table (part, rows, made, sum) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (part) DO UPDATE SET rows = ?2, made = ?3, sum = ?4";
        self.db.run(sql, &[&part, &rows, &made, &sum])?;
        Ok(())
    }
}

/// The contracts of users who have just come, by login ID.
fn cases_of_users(changes: &[Change]) -> BTreeMap<&str, &str> {
    let users = changes
        .iter()
        .filter_map(|change| match (&change.login_id, &change.new) {
            (
                Some(login_id),
                Some(Seen {
                    group: Group::Case(case),
                    ..
                }),
            ) => Some((login_id.as_str(), case.as_str())),
            _ => None,
        });
    users.collect()
}

/// How a group stands in the store: its part and its key. Nothing for a row that is sealed with its table alone.
pub(super) fn named(
    group: &Group,
    contract_of: impl FnOnce(&str) -> Result<String>,
) -> Result<Option<(&'static str, String)>> {
    Ok(match group {
        Group::Itself(part, key) => Some((part, key.clone())),
        Group::Case(contract) => Some((CASE, contract.clone())),
        Group::User(login_id) => Some((CASE, contract_of(login_id)?)),
        Group::Table => None,
    })
}

/// Rows, when it was made, and the sum of a line of sums.
pub(super) fn sums(row: &crate::store::db::Row<'_>) -> Result<(i64, i64, Sum)> {
    Ok((row.get(0)?, row.get(1)?, Sum::from(row.get::<[u8; 32]>(2)?)))
}
