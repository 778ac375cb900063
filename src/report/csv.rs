//! CSV for spreadsheets (RFC 4180): quoted where needed, lines end in CR LF, and no cell is ever a formula there.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::signs;

/// With what a cell begins that a spreadsheet takes for a formula, or that hides one: the wide forms too, which
/// Japanese ones read as the narrow.
const FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The mark by which Japanese Excel sees that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// A cell that no spreadsheet carries out: what would be a formula there gets an apostrophe in front. What can't be seen is marked, so
/// that it hides no formula either.
pub fn defused(cell: &str) -> Cow<'_, str> {
    let cell = signs::marked(cell);
    if cell.starts_with(FORMULAS) {
        format!("'{cell}").into()
    } else {
        cell
    }
}

/// A table that is written row by row, each of as many cells as the first one, every cell [`defused`].
#[derive(Debug)]
pub struct Sheet<W: Write> {
    rows: ::csv::Writer<W>,
}

impl<W: Write> Sheet<W> {
    /// A table in UTF-8, `marked` as such for Japanese Excel.
    ///
    /// # Errors
    /// Those of writing.
    pub fn new(mut to: W, marked: bool) -> io::Result<Self> {
        if marked {
            to.write_all(MARK.as_bytes())?;
        }
        let end = ::csv::Terminator::CRLF;
        let rows = ::csv::WriterBuilder::new().terminator(end).from_writer(to);
        Ok(Self { rows })
    }

    /// Writes a row, the headings first.
    ///
    /// # Errors
    /// Those of writing, and a row of another number of cells.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        let cells = cells.into_iter().map(defused);
        Ok(self
            .rows
            .write_record(cells.map(|cell| cell.into_owned().into_bytes()))?)
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    /// Those of writing.
    pub fn done(self) -> io::Result<W> {
        self.rows.into_inner().map_err(::csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(marked: bool, rows: &[&[&str]]) -> String {
        let mut sheet = Sheet::new(Vec::new(), marked).unwrap();
        for row in rows {
            sheet.row(row.iter().copied()).unwrap();
        }
        String::from_utf8(sheet.done().unwrap()).unwrap()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, stands) in [
            ("=1+1", "'=1+1"),
            ("+81", "'+81"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝１＋１", "'＝１＋１"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(defused(cell), stands);
            assert_eq!(defused(&defused(cell)), stands, "once is enough");
        }
        assert_eq!(sheet(false, &[&["\r=1", "\n=1"]]), "\"'\r=1\",\"'\n=1\"\r\n");
    }

    #[test]
    fn cells_are_quoted_where_needed_and_lines_end_in_cr_lf() {
        let rows: [&[&str]; 2] = [&["会社名", "備考"], &["架空, 商事", "\"見本\""]];
        assert_eq!(
            sheet(false, &rows),
            "会社名,備考\r\n\"架空, 商事\",\"\"\"見本\"\"\"\r\n"
        );
        assert!(sheet(true, &rows).as_bytes().starts_with(&[0xef, 0xbb, 0xbf]));
    }

    #[test]
    fn a_row_of_another_length_is_no_row_of_it() {
        let mut sheet = Sheet::new(Vec::new(), false).unwrap();
        sheet.row(["a", "b"]).unwrap();
        assert!(sheet.row(["a"]).is_err());
    }
}
