//! A sealed table: its columns, what a row of it is sealed with, and how it is named to people.

use std::collections::BTreeMap;

use super::{Belongs, Sealer};
use crate::store::Result;
use crate::store::changes::{Group, Seen, Sum};
use crate::store::db::{Row, Value};

/// The columns of each table of a file, in order: the name, and the place in the primary key, from 1, or 0.
pub(in crate::store) type Columns = BTreeMap<String, Vec<(String, i64)>>;

/// A sealed table.
#[derive(Debug)]
pub(in crate::store) struct Table {
    pub(in crate::store) name: &'static str,
    pub(in crate::store) belongs: Belongs,
    /// Its columns, in the order of the file.
    pub(in crate::store) columns: Vec<String>,
    /// The places of the primary key's columns.
    key: Vec<usize>,
    /// The place of the column that says what a row belongs to.
    by: Option<usize>,
    /// How all columns of the row with a primary key are asked for.
    pub(in crate::store) by_key: String,
    /// All columns of all rows, in the order of the primary key.
    pub(in crate::store) all: String,
}

/// All columns of a row.
pub(super) fn whole_row<'r>(row: &'r Row<'_>, table: &Table) -> Result<Vec<Value<'r>>> {
    columns_from(row, 0, table)
}

/// All columns of a row of a table, from that one on.
pub(super) fn columns_from<'r>(row: &'r Row<'_>, first: usize, table: &Table) -> Result<Vec<Value<'r>>> {
    (first..first + table.columns.len())
        .map(|column| row.value(column))
        .collect()
}

/// Puts a part of a message so that it can be told from what comes before and after it.
pub(super) fn put(message: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    message.push(kind);
    message.extend((bytes.len() as u64).to_le_bytes());
    message.extend(bytes);
}

impl Table {
    pub(super) fn new(name: &'static str, belongs: Belongs, columns: &[(String, i64)]) -> Option<Self> {
        let mut key: Vec<_> = (0..columns.len()).filter(|at| columns[*at].1 > 0).collect();
        key.sort_by_key(|at| columns[*at].1);
        let by = match belongs {
            Belongs::Itself | Belongs::Table => None,
            Belongs::Contract(by) | Belongs::User(by) | Belongs::ContractOrItself(by) => {
                Some(columns.iter().position(|(column, _)| column == by)?)
            }
        };
        let columns: Vec<_> = columns.iter().map(|(column, _)| format!("\"{column}\"")).collect();
        let places = |of: &[usize]| {
            let places = of
                .iter()
                .enumerate()
                .map(|(i, at)| format!("{} = ?{}", columns[*at], i + 1));
            places.collect::<Vec<_>>().join(" AND ")
        };
        let order = key
            .iter()
            .map(|at| columns[*at].as_str())
            .collect::<Vec<_>>()
            .join(", ");
        let select = format!(r#"SELECT {} FROM "{name}""#, columns.join(", "));
        Some(Self {
            name,
            belongs,
            by_key: format!("{select} WHERE {}", places(&key)),
            all: format!("{select} ORDER BY {order}"),
            columns,
            key,
            by,
        })
    }

    /// How the rows that are sealed with a case are asked for, as a part of the question for all of it: which table it is, and
    /// all columns, as many as the widest has.
    pub(super) fn of_case(&self, place: usize, widest: usize) -> Option<String> {
        let by = &self.columns[self.by?];
        let more = ", NULL".repeat(widest - self.columns.len());
        let select = format!(
            r#"SELECT {place}, {}{more} FROM "{}""#,
            self.columns.join(", "),
            self.name
        );
        Some(match self.belongs {
            Belongs::User(_) => {
                format!(r#"{select} WHERE {by} IN (SELECT login_id FROM "user" WHERE contract = ?1)"#)
            }
            _ => format!("{select} WHERE {by} = ?1"),
        })
    }

    /// Whether its rows are sealed with cases.
    pub(super) fn is_of_a_case(&self) -> bool {
        self.by.is_some()
    }

    /// The primary key of a row as it is told to people.
    pub(in crate::store) fn told(&self, row: &[Value<'_>]) -> String {
        let parts = self.key.iter().map(|at| told(row[*at]));
        parts.collect::<Vec<_>>().join("/")
    }

    fn group(&self, row: &[Value<'_>]) -> Group {
        let by = self.by.map_or(Value::Null, |at| row[at]);
        match (self.belongs, by) {
            (Belongs::Table, _) => Group::Table,
            (Belongs::Contract(_) | Belongs::ContractOrItself(_), Value::Text(contract)) => {
                Group::Case(contract.to_owned())
            }
            (Belongs::User(_), Value::Text(login_id)) => Group::User(login_id.to_owned()),
            _ => Group::Itself(self.name, self.told(row)),
        }
    }
}

/// A value as it is told to people: bytes as hexadecimal digits.
pub(in crate::store) fn told(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.to_owned(),
        Value::Blob(bytes) => data_encoding::HEXLOWER.encode(bytes),
    }
}

impl Sealer {
    /// The login ID in a row of the table at that place, if it is that of users.
    pub(in crate::store) fn login_id(&self, table: usize, row: &[Value<'_>]) -> Option<String> {
        let table = &self.tables[table];
        (table.name == "user").then(|| table.told(row))
    }

    /// The seal of a row of the table at that place, and what it belongs to.
    pub(in crate::store) fn seen(&self, table: usize, row: &[Value<'_>]) -> Seen {
        let table = &self.tables[table];
        let mut message = Vec::with_capacity(320);
        put(&mut message, b't', b"row");
        put(&mut message, b't', table.name.as_bytes());
        for value in row {
            match *value {
                Value::Null => put(&mut message, b'n', &[]),
                Value::Integer(number) => put(&mut message, b'i', &number.to_le_bytes()),
                Value::Text(text) => put(&mut message, b't', text.as_bytes()),
                Value::Blob(bytes) => put(&mut message, b'b', bytes),
            }
        }
        Seen {
            sum: Sum::from(self.key.mac(&message)),
            group: table.group(row),
        }
    }
}
