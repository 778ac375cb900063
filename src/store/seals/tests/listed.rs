//! Kinds of edits × tables: how each is told, as the documentation has it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;
use crate::store::Flaw;
use crate::store::told::in_documentation;

/// By which number something is told.
fn number(foreign: &Foreign) -> &'static str {
    Flaw::from(foreign.clone()).code()
}

/// Changes each column of a row of a table, past the program. Gives how many edits that were, and how they are told.
fn columns_changed(store: &Store, place: usize) -> (usize, BTreeSet<&'static str>) {
    let (table, belongs) = SEALED[place];
    let of = columns_of(store, table);
    let (mut edits, mut told) = (0, BTreeSet::new());
    for (column, kind) in &of.columns {
        let other = value(table, column, kind, 9);
        for to in [other.as_str(), "NULL"] {
            let edit = format!(
                "UPDATE \"{table}\" SET \"{column}\" = {to} WHERE {}",
                the_row(table, &of, 3)
            );
            // What the engine itself does not take is no edit.
            let copy = store.copy_in_memory().unwrap();
            let free = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;";
            if copy.connection.execute_batch(&format!("{free} {edit}")).is_err() {
                continue;
            }
            edits += 1;
            let (_, found) = copy.read(|tx| tx.prove_table(place)).unwrap();
            told.extend(found.as_ref().map(number));
            let Some(Foreign::Row(named, _)) = &found else {
                // Rows that are sealed with their table alone are told by its name.
                assert_eq!(found, Some(Foreign::SetBack(table.to_owned())), "{edit}");
                assert_eq!(belongs, Belongs::Table, "{edit}");
                continue;
            };
            assert!(named == table || named == CASE, "{edit}: {named}");
            assert_ne!(proved(&copy), None, "{edit}");
        }
    }
    (edits, told)
}

/// Takes a row out, all of them, and puts one in. Gives how each is told.
fn rows_moved(store: &Store, table: &str) -> [&'static str; 3] {
    let of = columns_of(store, table);
    let row = the_row(table, &of, 3);
    let edits = [
        format!("DELETE FROM \"{table}\" WHERE {row}"),
        format!("DELETE FROM \"{table}\""),
        insert(table, &of, 7),
    ];
    edits.map(|edit| {
        let found = proved(&past(store, &edit));
        found.as_ref().map(number).unwrap_or_else(|| panic!("{edit}"))
    })
}

/// Sets a column back to what it was while the program went on: once alone, once with the seals of its group, once with those of
/// its table. Gives how each is told; nothing of a table that has its key alone.
fn set_back(store: &Store, key: &TrailKey, place: usize) -> Option<[&'static str; 3]> {
    let (table, belongs) = SEALED[place];
    let of = columns_of(store, table);
    let row = the_row(table, &of, 3);
    let (column, kind) = of
        .columns
        .iter()
        .find(|(name, _)| !of.key.contains(name) && !["contract", "login_id", "number"].contains(&name.as_str()))?;
    let mut copy = store.copy_in_memory().unwrap();
    copy.connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
         CREATE TEMP TABLE group_was AS SELECT * FROM state_group; CREATE TEMP TABLE table_was AS SELECT * FROM state_table").unwrap();
    let (before, after) = (value(table, column, kind, 3), value(table, column, kind, 8));
    let set = |to: &str| format!("UPDATE \"{table}\" SET \"{column}\" = {to} WHERE {row}");
    copy.write(|tx| -> Result<()> {
        tx.db.batch(&set(&after))?;
        append(tx, key)
    })
    .unwrap();
    assert_eq!(proved(&copy), None, "{table}");
    copy.connection.execute_batch(&set(&before)).unwrap();
    let alone = proved(&copy).unwrap_or_else(|| panic!("{table}"));
    let groups = "DELETE FROM state_group; INSERT INTO state_group SELECT * FROM temp.group_was";
    copy.connection.execute_batch(groups).unwrap();
    let with_group = proved(&copy);
    assert_eq!(with_group, Some(Foreign::SetBack(table.to_owned())), "{belongs:?}");
    let tables = "DELETE FROM state_table; INSERT INTO state_table SELECT * FROM temp.table_was";
    copy.connection.execute_batch(tables).unwrap();
    assert_eq!(proved(&copy), Some(Foreign::Whole), "{table}");
    Some([
        number(&alone),
        number(&Foreign::SetBack(table.to_owned())),
        number(&Foreign::Whole),
    ])
}

#[test]
fn a_row_of_a_case_is_named_by_its_contract_r12_6() {
    let (store, _) = full();
    // Which of its rows it is, the sum does not tell.
    let case = Some(Foreign::Row(CASE.to_owned(), "c3".to_owned()));
    let phone = past(&store, "UPDATE contract SET phone = 'x' WHERE number = 'c3'");
    assert_eq!(proved(&phone), case);
}

/// A column that is changed, a row that is put in, taken out or set back past the program: each kind × each table is found, and is
/// in the documentation.
#[test]
fn kinds_of_edits_times_tables_are_found_and_listed_r12_6() {
    let (store, key) = full();
    let with = |belongs| match belongs {
        Itself => "its row",
        Contract(_) | User(_) => "the case",
        ContractOrItself(_) => "the case, or its row",
        Belongs::Table => "its table",
    };
    let mut listed =
        "| table | sealed with | a column changed | taken out | all taken out | put in | set back | with its group | \
                      with its table |\n|---|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    let mut kinds = 0;
    for (place, &(table, belongs)) in SEALED.iter().enumerate() {
        let (edits, told) = columns_changed(&store, place);
        kinds += edits;
        let told: Vec<_> = told.into_iter().collect();
        let [out, all, put_in] = rows_moved(&store, table);
        let [alone, group, whole] = set_back(&store, &key, place).unwrap_or(["–"; 3]);
        writeln!(
            listed,
            "| `{table}` | {} | {edits} of {edits}: {} | {out} | {all} | {put_in} | {alone} | {group} | {whole} |",
            with(belongs),
            told.join(", ")
        )
        .unwrap();
    }
    assert!(kinds > 200, "{kinds}");
    in_documentation("rows", &listed);
    let reasons = UNSEALED
        .iter()
        .map(|(table, reason)| format!("| `{table}` | {reason} |\n"));
    let unsealed: String = std::iter::once("| table | why |\n|---|---|\n".to_owned())
        .chain(reasons)
        .collect();
    in_documentation("unsealed", &unsealed);
}
