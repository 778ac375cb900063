//! Tables in the documentation that tests write, between two marks: made anew with `MADOGUCHI_TAMPERING=write`.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// One test at a time reads and writes the page.
static PAGE: Mutex<()> = Mutex::new(());

/// Holds what stands in `docs/tampering.md` behind that mark to the table.
pub(super) fn in_documentation(mark: &str, table: &str) {
    let _alone = PAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tampering.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let begin = format!("<!-- {mark}: a test writes it -->\n");
    let (before, rest) = text.split_once(&begin).unwrap();
    let end = format!("<!-- end of {mark} -->\n");
    let (_, after) = rest.split_once(&end).unwrap();
    let anew = format!("{before}{begin}{table}{end}{after}");
    if std::env::var_os("MADOGUCHI_TAMPERING").is_some() {
        std::fs::write(&path, &anew).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == anew,
        "make it anew: MADOGUCHI_TAMPERING=write cargo test --lib store\n{table}"
    );
}
