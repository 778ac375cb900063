//! What waits in the spool is printed by `spool run` (R12.8): by a command, and by CUPS from its package where it is installed.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Bank, Ran, number};

const PAGE: &[u8] = b"%PDF-1.4 a page\n%%EOF\n";

/// A spool in which a page waits.
struct Spool {
    bank: Bank,
    folder: PathBuf,
}

impl Spool {
    fn new() -> Self {
        let bank = Bank::nowhere();
        let folder = bank.path("spool");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        Self { bank, folder }
    }

    fn put(&self, name: &str) {
        fs::write(self.folder.join(name), PAGE).unwrap();
    }

    fn waiting(&self) -> Vec<String> {
        let names = fs::read_dir(&self.folder).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name.starts_with("print-")).collect();
        names.sort();
        names
    }

    fn run(&self, config: &str) -> Ran {
        self.ran(config, &["--json"])
    }

    fn ran(&self, config: &str, how: &[&str]) -> Ran {
        let config = self.bank.file("places.toml", config.as_bytes());
        let spool = self.folder.to_str().unwrap();
        let run = ["--spool", spool, "spool", "run", "--config", &config];
        self.bank.run(&[how, &run].concat(), "")
    }

    /// That it says which printer took nothing.
    fn fails(&self, config: &str) {
        let ran = self.ran(config, &[]);
        assert_eq!(ran.status, 3, "{}{}", ran.out, ran.err);
        assert!(ran.err.contains("E2067 ") && !ran.err.contains("照合点"), "{}", ran.err);
    }
}

#[test]
fn a_page_is_printed_once_and_waits_while_it_is_not_taken_r12_8() {
    let spool = Spool::new();
    spool.put("print-011-20260601-0001-001.pdf");
    spool.put("print-011-20260601-0002-001.pdf");
    let out = spool.bank.path("printed");
    // What can't be started, or ends with another status than 0, leaves everything where it is.
    for run in ["/nowhere/lp", "/bin/false"] {
        spool.fails(&format!("[print]\nrun = [{run:?}]\n"));
        assert_eq!(spool.waiting().len(), 2, "{run}");
    }
    // A file without [print] leaves pages alone, and one without anchors leaves checkpoints.
    let anchors = spool.bank.file("anchors", b"");
    let ran = spool.run(&format!("[[anchor]]\nto = \"file\"\npath = {anchors:?}\n"));
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert_eq!(ran.json()["spool"], json!({ "taken": 0, "waiting": 2, "failed": [] }));
    let config = format!(
        "[print]\nrun = [\"/usr/bin/tee\", \"-a\", {:?}]\n",
        out.to_str().unwrap()
    );
    let ran = spool.run(&config);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert_eq!(
        ran.json()["spool"],
        json!({ "taken": 0, "pages": 2, "waiting": 0, "failed": [] })
    );
    assert_eq!(spool.run(&config).status, 0);
    assert_eq!(fs::read(&out).unwrap(), [PAGE, PAGE].concat(), "each once");
    assert!(spool.waiting().is_empty());
    // What is wrong in the file is named with its line.
    let ran = spool.run("[print]\nrun = [\"lp\"]\n");
    assert_eq!(number(&ran), (2, "E2045".into()));
}

/// How a printing command ended is what is told of it, in the reader's language, also where it took not all of a page.
#[test]
fn the_status_that_a_printer_ended_with_is_told_in_words_r12_8() {
    let spool = Spool::new();
    // More than a pipe holds, so that who reads none of it is written to in vain.
    fs::write(
        spool.folder.join("print-011-20260601-0001-001.pdf"),
        vec![b' '; 1 << 20],
    )
    .unwrap();
    for (script, ja, en) in [
        ("exit 7", "終了コード 7 で終わった", "it ended with exit status 7"),
        (
            "exec 0<&-; exit 9",
            "終了コード 9 で終わった",
            "it ended with exit status 9",
        ),
        (
            "kill -9 $$",
            "シグナル 9 (SIGKILL) で止められた",
            "signal 9 (SIGKILL) ended it",
        ),
    ] {
        let config = format!("[print]\nrun = [\"/bin/sh\", \"-c\", {script:?}]\n");
        for (lang, said) in [("ja", ja), ("en", en)] {
            let ran = spool.ran(&config, &["--lang", lang]);
            assert_eq!(ran.status, 3, "{}{}", ran.out, ran.err);
            let line = ran.err.lines().find(|line| line.contains("E2067")).unwrap();
            assert!(line.contains(said) && !line.contains("システムの表示"), "{line}");
        }
        assert_eq!(spool.waiting().len(), 1, "{script}");
    }
}

/// The queue of each branch has its own name; one that is broken keeps the pages of its branch and nobody else's.
#[test]
fn each_branch_has_its_printer_and_a_broken_one_holds_up_no_other_r12_8() {
    let spool = Spool::new();
    spool.put("print-011-20260601-0001-001.pdf");
    spool.put("print-012-20260601-0002-001.pdf");
    spool.put("print-20260531-0009-001.pdf");
    let folder = spool.bank.path("papers");
    fs::create_dir_all(folder.join("012")).unwrap();
    let to = folder.join("{branch}/out").display().to_string();
    let config = format!("[print]\nrun = [\"/usr/bin/tee\", \"-a\", {to:?}]\n");
    spool.fails(&config);
    assert_eq!(fs::read(folder.join("012/out")).unwrap(), PAGE);
    // One of an older version says no branch, and is not guessed at.
    let left = ["print-011-20260601-0001-001.pdf", "print-20260531-0009-001.pdf"];
    assert_eq!(spool.waiting(), left);
    fs::remove_file(spool.folder.join(left[1])).unwrap();
    let last = || fs::metadata(spool.folder.join("last-print")).is_ok();
    assert!(!last(), "what left something behind says nothing");
    fs::create_dir(folder.join("011")).unwrap();
    assert_eq!(spool.run(&config).status, 0);
    assert!(spool.waiting().is_empty() && last());
    // To print is not to bring checkpoints out, so it doesn't say when that was done last (R12.5).
    assert!(fs::metadata(spool.folder.join("last-run")).is_err());
}

/// A print server of its own in a folder, with a queue whose printer is a port of this host.
struct Cups {
    server: Child,
    socket: PathBuf,
}

impl Cups {
    /// None where the packages are not there, or the system lets nobody start a server.
    fn start(folder: &Path, port: u16) -> Option<Self> {
        let needed = [
            "/usr/sbin/cupsd",
            "/usr/sbin/lpadmin",
            "/usr/bin/lp",
            "/usr/lib/cups/backend/socket",
        ];
        if !needed.into_iter().all(|path| Path::new(path).exists()) {
            eprintln!("skipped: no CUPS here (package cups)");
            return None;
        }
        let at = |name: &str| folder.join(name);
        for name in ["root", "jobs", "cache", "run", "tmp"] {
            fs::create_dir(at(name)).unwrap();
        }
        let socket = at("cups.sock");
        let all = "Order allow,deny\nAllow all\n";
        let server = format!(
            "LogLevel warn\nListen {}\nBrowsing Off\nWebInterface No\nDefaultAuthType None\n\
             <Location />\n{all}</Location>\n<Location /admin>\n{all}</Location>\n\
             <Policy default>\n<Limit All>\n{all}</Limit>\n</Policy>\n",
            socket.display()
        );
        let folders = format!(
            "ServerRoot {}\nRequestRoot {}\nCacheDir {}\nStateDir {}\nTempDir {}\nAccessLog {}\nErrorLog {}\nPageLog {}\n",
            at("root").display(),
            at("jobs").display(),
            at("cache").display(),
            at("run").display(),
            at("tmp").display(),
            at("access").display(),
            at("error").display(),
            at("page").display()
        );
        fs::write(at("cupsd.conf"), server).unwrap();
        fs::write(at("cups-files.conf"), folders).unwrap();
        let server = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(at("cupsd.conf"))
            .arg("-s")
            .arg(at("cups-files.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut cups = match server {
            Ok(server) => Self { server, socket },
            Err(error) => {
                eprintln!("skipped: cupsd does not start: {error}");
                return None;
            }
        };
        let device = format!("socket://127.0.0.1:{port}");
        let added = until(|| {
            let socket = cups.socket.to_str().unwrap();
            let add = ["-h", socket, "-p", "slips", "-E", "-v", &device, "-m", "raw"];
            let added = Command::new("/usr/sbin/lpadmin")
                .args(add)
                .stderr(Stdio::null())
                .status();
            added.is_ok_and(|status| status.success())
        });
        if !added || cups.server.try_wait().is_ok_and(|ended| ended.is_some()) {
            eprintln!("skipped: cupsd takes no queue here");
            return None;
        }
        Some(cups)
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Whether it comes true within a while.
#[expect(clippy::disallowed_methods, reason = "a bound on waiting")]
fn until(mut done: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        if done() {
            return true;
        }
        std::thread::yield_now();
    }
    false
}

#[test]
fn a_queue_of_cups_prints_what_waits_r12_8() {
    let spool = Spool::new();
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let printer = TcpListener::bind("127.0.0.1:0").unwrap();
    let Some(cups) = Cups::start(folder.path(), printer.local_addr().unwrap().port()) else {
        return;
    };
    spool.put("print-011-20260601-0001-001.pdf");
    let socket = cups.socket.to_str().unwrap();
    let config = format!("[print]\nrun = [\"/usr/bin/lp\", \"-h\", {socket:?}, \"-d\", \"slips\"]\n");
    let ran = spool.run(&config);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert!(spool.waiting().is_empty());
    // What the printer is sent is what waited, byte for byte.
    printer.set_nonblocking(true).unwrap();
    let mut received = Vec::new();
    let came = until(|| {
        let Ok((mut line, _)) = printer.accept() else {
            return false;
        };
        line.set_nonblocking(false).unwrap();
        line.read_to_end(&mut received).is_ok()
    });
    assert!(came, "{:?}", fs::read_to_string(folder.path().join("error")));
    assert_eq!(received, PAGE);
}
