//! Where checkpoints go (R12.5, R12.8): a file that only grows, the system's log, a command's standard input; and what prints the
//! pages that wait. The call of the program that takes them out of the spool reads this; the console never does.

use std::fs::OpenOptions;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::SecondsFormat;
use serde::Deserialize;

use crate::store::Checkpoint;

/// How long the system's log is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// A notice, in the numbers of RFC 5424.
const SEVERITY: u8 = 5;
/// The facilities of RFC 5424 that a bank would take, by the names that logs give them.
const FACILITIES: [(&str, u8); 12] = [
    ("user", 1),
    ("daemon", 3),
    ("auth", 4),
    ("authpriv", 10),
    ("local0", 16),
    ("local1", 17),
    ("local2", 18),
    ("local3", 19),
    ("local4", 20),
    ("local5", 21),
    ("local6", 22),
    ("local7", 23),
];

/// What the file of anchors says: where each checkpoint goes, to all of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    anchor: Vec<toml::Spanned<Anchor>>,
    letters: Option<toml::Spanned<Printing>>,
    print: Option<toml::Spanned<Print>>,
}

/// What prints a page: a command that gets the PDF on its standard input, such as `lp`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Print {
    /// The program, by its whole path, and its arguments, in which `{branch}` stands for the code of the page's branch.
    run: Vec<String>,
}

/// What stands for the code of a page's branch.
const BRANCH: &str = "{branch}";

impl Print {
    /// Its name for people.
    pub fn name(&self) -> String {
        format!("print {}", self.run.first().map_or("", String::as_str))
    }

    /// Prints a page, of that branch where its name says so.
    ///
    /// # Errors
    /// Those of the system; a command that ends with another status than 0 is one, and a page of no branch where the command asks
    /// for it.
    pub fn take(&self, page: &[u8], branch: Option<&str>) -> io::Result<()> {
        let Some(branch) = branch else {
            if self.run.iter().any(|word| word.contains(BRANCH)) {
                return Err(io::Error::other("its name says no branch"));
            }
            return hand(&self.run, page);
        };
        let run: Vec<_> = self.run.iter().map(|word| word.replace(BRANCH, branch)).collect();
        hand(&run, page)
    }
}

/// What a run is to bring out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outward {
    /// Where checkpoints go.
    pub anchors: Vec<Anchor>,
    /// How sealed letters are printed.
    pub letters: Option<Printing>,
    /// What prints pages; without it they wait.
    pub print: Option<Print>,
}

/// How sealed letters are printed (R17.1): from that folder, each to the standard input of a command.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printing {
    /// The folder that the console puts them into.
    pub folder: PathBuf,
    /// The program, by its whole path, and its arguments.
    pub run: Vec<String>,
}

impl Printing {
    fn unfit(&self) -> Option<&'static str> {
        if self.folder.is_relative() {
            return Some("`folder` is not a whole path");
        }
        unfit_to_run(&self.run)
    }

    /// Prints a letter: the command gets it, and must end well.
    ///
    /// # Errors
    /// Those of the system; the command did not end well.
    pub fn print(&self, letter: &[u8]) -> io::Result<()> {
        hand(&self.run, letter)
    }
}

/// One place where checkpoints go.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "to", rename_all = "lowercase", deny_unknown_fields)]
pub enum Anchor {
    /// A file that is there, to whose end a line is added.
    File {
        /// Where it stands.
        path: PathBuf,
    },
    /// The system's log.
    Syslog {
        /// Its socket.
        #[serde(default = "dev_log")]
        socket: PathBuf,
        /// Under which facility.
        #[serde(default = "authpriv")]
        facility: String,
    },
    /// The standard input of a command, which no shell reads.
    Command {
        /// The program, by its whole path, and its arguments.
        run: Vec<String>,
    },
}

fn dev_log() -> PathBuf {
    PathBuf::from("/dev/log")
}

fn authpriv() -> String {
    "authpriv".to_owned()
}

/// What is wrong with a file of anchors, and in which line.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The line.
    pub line: usize,
    /// What.
    pub what: String,
}

/// Reads a file of anchors.
///
/// # Errors
/// The first flaw.
pub fn read(text: &str) -> Result<Outward, Flaw> {
    let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let written: Written = toml::from_str(text).map_err(|error| Flaw {
        line: line(error.span().map_or(0, |span| span.start)),
        what: error.message().to_owned(),
    })?;
    if written.anchor.is_empty() && written.letters.is_none() && written.print.is_none() {
        let what = "no [[anchor]]".to_owned();
        return Err(Flaw { line: 1, what });
    }
    let mut anchors = Vec::new();
    for anchor in written.anchor {
        let at = line(anchor.span().start);
        let anchor = anchor.into_inner();
        if let Some(what) = anchor.unfit() {
            let what = what.to_owned();
            return Err(Flaw { line: at, what });
        }
        anchors.push(anchor);
    }
    let mut print = None;
    if let Some(asked) = written.print {
        let at = line(asked.span().start);
        let asked = asked.into_inner();
        if let Some(what) = unfit_to_run(&asked.run) {
            let what = what.to_owned();
            return Err(Flaw { line: at, what });
        }
        print = Some(asked);
    }
    let letters = match written.letters {
        Some(letters) => {
            let at = line(letters.span().start);
            let letters = letters.into_inner();
            if let Some(what) = letters.unfit() {
                let what = what.to_owned();
                return Err(Flaw { line: at, what });
            }
            Some(letters)
        }
        None => None,
    };
    Ok(Outward {
        anchors,
        letters,
        print,
    })
}

impl Anchor {
    fn unfit(&self) -> Option<&'static str> {
        match self {
            Self::File { path } => path.is_relative().then_some("`path` is not a whole path"),
            Self::Syslog { socket, .. } if socket.is_relative() => Some("`socket` is not a whole path"),
            Self::Syslog { facility, .. } => number_of(facility)
                .is_none()
                .then_some("`facility` is none of RFC 5424 that is taken"),
            Self::Command { run } => unfit_to_run(run),
        }
    }

    /// Its name for people.
    pub fn name(&self) -> String {
        match self {
            Self::File { path } => format!("file {}", path.display()),
            Self::Syslog { socket, .. } => format!("syslog {}", socket.display()),
            Self::Command { run } => format!("command {}", run.first().map_or("", String::as_str)),
        }
    }

    /// Brings a checkpoint there.
    ///
    /// # Errors
    /// Those of the system; a command that ends with another status than 0 is one.
    pub fn take(&self, point: &Checkpoint) -> io::Result<()> {
        let line = serde_json::to_string(point)?;
        match self {
            Self::File { path } => append(path, &line),
            Self::Syslog { socket, facility } => {
                let facility = number_of(facility).unwrap_or_default();
                let log = UnixDatagram::unbound()?;
                log.set_write_timeout(Some(PATIENCE))?;
                log.send_to(message(facility, point, &line).as_bytes(), socket)?;
                Ok(())
            }
            Self::Command { run } => hand(run, format!("{line}\n").as_bytes()),
        }
    }
}

fn unfit_to_run(run: &[String]) -> Option<&'static str> {
    let whole = run.first().is_some_and(|program| Path::new(program).is_absolute());
    (!whole).then_some("`run` does not begin with the whole path of a program")
}

fn number_of(facility: &str) -> Option<u8> {
    let known = FACILITIES.iter().find(|(name, _)| *name == facility);
    known.map(|(_, number)| *number)
}

/// A message of RFC 5424: the facts as structured data, and the whole checkpoint as its text, so that what a log keeps can be
/// given back to `verify`.
fn message(facility: u8, point: &Checkpoint, line: &str) -> String {
    let priority = facility * 8 + SEVERITY;
    let at = point.at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let mark = point.mark();
    // Store and head are hexadecimal: nothing of them has to be escaped.
    format!(
        "<{priority}>1 {at} - madoguchi - checkpoint [checkpoint@32473 count=\"{}\" head=\"{}\" store=\"{}\"] {line}",
        mark.count, mark.digits, point.store
    )
}

/// Adds a line to the end of a file that is there. It is opened to be added to, so nothing that stands in it can be
/// overwritten; a line that stands in it already, as far as it can be read, is not added again.
fn append(path: &Path, line: &str) -> io::Result<()> {
    let flags = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK)
        .bits()
        .cast_signed();
    let mut file = OpenOptions::new().append(true).custom_flags(flags).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain file"));
    }
    let mut added = format!("{line}\n");
    // Where it may only be written, the line may come twice, which says nothing else.
    if let Ok(known) = OpenOptions::new().read(true).custom_flags(flags).open(path) {
        let (is_there, is_whole) = looked_at(known, line)?;
        if is_there {
            return Ok(());
        }
        if !is_whole {
            // What a power cut tore stays as it is, and does not spoil this one.
            added.insert(0, '\n');
        }
    }
    file.write_all(added.as_bytes())?;
    file.sync_all()
}

/// Whether a line stands in a file, and whether the file ends with the end of a line.
fn looked_at(mut file: std::fs::File, line: &str) -> io::Result<(bool, bool)> {
    let long = file.metadata()?.len();
    let mut is_there = false;
    for known in BufReader::new(&mut file).split(b'\n') {
        is_there |= known? == line.as_bytes();
    }
    let mut last = [b'\n'];
    if long > 0 {
        file.seek(SeekFrom::Start(long - 1))?;
        file.read_exact(&mut last)?;
    }
    Ok((is_there, last == *b"\n"))
}

/// Runs a command without a shell and without variables, and gives it that.
fn hand(run: &[String], given: &[u8]) -> io::Result<()> {
    let (program, arguments) = run.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut child = Command::new(program)
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let given = match child.stdin.take() {
        Some(mut input) => input.write_all(given),
        None => Ok(()),
    };
    let status = child.wait()?;
    if status.success() {
        given
    } else {
        // That it took nothing any more is not what is to be known of it.
        Err(io::Error::other(format!("it ended with {status}")))
    }
}

#[cfg(test)]
mod tests;
