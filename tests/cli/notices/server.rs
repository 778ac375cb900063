//! The mail servers of the tests: one of their own that can do every wrong, on loopback, and a real one from a package.

use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder, response};

/// A message as the server took it: to whom, and all of its lines.
pub(super) struct Mail {
    pub(super) to: Vec<String>,
    pub(super) text: String,
}

/// What the server does with a session: it takes everything but for some mailboxes. `nobody` it does not know, `later` it asks to
/// come again, at `dropped` it hangs up, at `unsure` it hangs up when it has all of the text, and at `stalls` it says nothing more
/// then.
struct Mailbox {
    mail: Mail,
    taken: Sender<Mail>,
}

/// With what the line ends instead of an answer.
const HANGS_UP: u16 = 499;

impl Handler for Mailbox {
    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        if (user, password) == ("madoguchi", "Mihon-2026") {
            response::AUTH_OK
        } else {
            response::INVALID_CREDENTIALS
        }
    }

    fn rcpt(&mut self, to: &str) -> Response {
        match to.split('@').next() {
            Some("nobody") => return response::NO_MAILBOX,
            Some("later") => return Response::custom(451, "come again".to_owned()),
            Some("dropped") => return Response::custom(HANGS_UP, String::new()),
            _ => {}
        }
        self.mail.to.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.mail.text.push_str(&String::from_utf8_lossy(bytes));
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let to = std::mem::take(&mut self.mail.to);
        let text = std::mem::take(&mut self.mail.text);
        let hangs_up = to.iter().any(|to| to.starts_with("unsure@"));
        let stalls = to.iter().any(|to| to.starts_with("stalls@"));
        self.taken.send(Mail { to, text }).unwrap();
        if stalls {
            loop {
                thread::park();
            }
        }
        if hangs_up {
            return Response::custom(HANGS_UP, String::new());
        }
        response::OK
    }
}

/// A mail server on loopback that ends with the test.
pub(super) struct Server {
    pub(super) port: u16,
    pub(super) mails: Receiver<Mail>,
    lines: Arc<AtomicUsize>,
}

impl Server {
    /// One that lets everybody in, or only who knows the password.
    pub(super) fn start(asks: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (taken, mails) = channel();
        let lines = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&lines);
        thread::spawn(move || {
            for line in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                let taken = taken.clone();
                // Two sends at once have two lines.
                thread::spawn(move || serve(&line.unwrap(), taken, asks));
            }
        });
        Self { port, mails, lines }
    }

    /// How many lines were made to it.
    pub(super) fn lines(&self) -> usize {
        self.lines.load(Ordering::SeqCst)
    }
}

fn serve(line: &TcpStream, taken: Sender<Mail>, asks: bool) {
    let (to, text) = (vec![], String::new());
    let handler = Mailbox {
        mail: Mail { to, text },
        taken,
    };
    let peer: IpAddr = line.peer_addr().unwrap().ip();
    let mut known = SessionBuilder::new("mail.example.jp");
    if asks {
        known.enable_auth(AuthMechanism::Plain).insecure_enable_plaintext_auth();
    }
    let mut session = known.build(peer, handler);
    let (mut reader, mut writer) = (BufReader::new(line), line);
    let _ = session.greeting().write_to(&mut writer);
    let mut said = Vec::new();
    while reader.read_until(b'\n', &mut said).is_ok_and(|read| read > 0) {
        let answer = session.process(&said);
        said.clear();
        if answer.code == HANGS_UP {
            let _ = line.shutdown(Shutdown::Both);
            return;
        }
        if !matches!(answer.action, Action::NoReply) {
            answer.write_to(&mut writer).unwrap();
            writer.flush().unwrap();
        }
        if matches!(answer.action, Action::Close) {
            return;
        }
    }
}

/// A real one: aiosmtpd from its package, which keeps what it takes in a folder. It ends when this is dropped.
pub(super) struct Real {
    child: Child,
    pub(super) port: u16,
    folder: PathBuf,
}

impl Real {
    /// It, or nothing where its package is missing.
    pub(super) fn start(folder: &Path) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = folder.join("mailbox");
        let mut child = Command::new("aiosmtpd")
            .args([
                "-n",
                "-d",
                "-l",
                &format!("127.0.0.1:{port}"),
                "-c",
                "aiosmtpd.handlers.Mailbox",
            ])
            .arg(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        // It says so when it listens; whoever reads no further would stop it when the pipe is full.
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("Server is listening") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "aiosmtpd ended");
        }
        thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Some(Self { child, port, folder })
    }

    /// The messages that it has kept.
    pub(super) fn kept(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.folder.join("new")) else {
            return vec![];
        };
        files
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect()
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
