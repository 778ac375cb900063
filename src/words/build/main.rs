//! Makes `assets/text/{ja,en}.toml` into code when the program is built: each text a field of a table, each text with places
//! a method that takes exactly these places. What one language lacks, a place that the other has not, and a mark of a key
//! that no function stands behind fail the build with file and line.

#![expect(
    clippy::format_collect,
    reason = "it runs once a build, and reads better than a fold"
)]

mod read;
mod text;
mod write;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

/// Where something is wrong, and what.
#[derive(Debug)]
struct Fault {
    file: &'static str,
    line: usize,
    what: String,
}

/// The languages, with the names that their code has.
const LANGUAGES: [(&str, &str); 2] = [("ja", "assets/text/ja.toml"), ("en", "assets/text/en.toml")];

fn main() -> ExitCode {
    for (_, file) in LANGUAGES {
        println!("cargo::rerun-if-changed={file}");
    }
    println!("cargo::rerun-if-changed=src/words/build");
    match make() {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            for Fault { file, line, what } in faults {
                println!("cargo::error={file}:{line}: {what}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("cargo::error=the words can't be read or written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the code, or nothing and gives all that is wrong.
fn make() -> io::Result<Vec<Fault>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let texts = [read_text(&root, LANGUAGES[0].1)?, read_text(&root, LANGUAGES[1].1)?];
    let mut faults = Vec::new();
    if let Some(table) = read::both([&texts[0], &texts[1]], &mut faults)
        && faults.is_empty()
    {
        let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
        fs::write(out.join("words.rs"), write::code(&table))?;
    }
    Ok(faults)
}

fn read_text(root: &Path, file: &str) -> io::Result<String> {
    fs::read_to_string(root.join(file))
}

#[cfg(test)]
mod tests;
