//! The console over a real SSH server on the loopback address, with the configuration that stands in `assets/ssh`.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::Demo;
use super::pty::Terminal;

pub(crate) const CONFIGURATION: &str = include_str!("../../assets/ssh/madoguchi.conf");
pub(crate) const SERVER: &str = "/usr/sbin/sshd";

/// An SSH server that opens a kept bank's console, and a key that may come in.
pub(crate) struct Server {
    child: Child,
    port: u16,
    user: String,
    demo: Demo,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Whether it still ran is for the test to say, not for the end of it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn output(program: &str, arguments: &[&str]) -> String {
    let ran = Command::new(program).args(arguments).output().unwrap();
    assert!(
        ran.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
    String::from_utf8(ran.stdout).unwrap().trim().to_owned()
}

impl Server {
    /// Starts one, if this machine has an SSH server.
    pub(crate) fn start() -> Option<Self> {
        Self::start_as(CONFIGURATION, "")
    }

    /// The same for a server that takes whatever variable a client sends.
    fn start_open() -> Option<Self> {
        Self::start_as(&CONFIGURATION.replace("AcceptEnv ACCESSIBLE", "AcceptEnv *"), "")
    }

    /// The same where each key carries its own command: the configuration has none, and a line comes into no terminal.
    pub(crate) fn start_with_keys(options: &str) -> Option<Self> {
        let forced = |line: &&str| !line.contains("ForceCommand");
        let kept: Vec<_> = CONFIGURATION.lines().filter(forced).collect();
        Self::start_as(&kept.join("\n").replace("PermitTTY yes", "PermitTTY no"), options)
    }

    /// Starts one with that configuration; `options` stand before the key that may come in.
    fn start_as(configuration: &str, options: &str) -> Option<Self> {
        if !Path::new(SERVER).exists() {
            eprintln!("skipped: {SERVER} is not there");
            return None;
        }
        let demo = Demo::kept_and_ended();
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        for key in ["host", "key"] {
            output("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &path(key)]);
        }
        let public = fs::read_to_string(path("key.pub")).unwrap();
        let user = output("id", &["-un"]);
        if user == "root" {
            // Where OpenSSH separates its privileges; a package makes it when the service starts.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let (store, key) = demo.places();
        let console = format!(
            "{} --store {} --key {}",
            env!("CARGO_BIN_EXE_madoguchi"),
            store.display(),
            key.display()
        );
        let line = format!("{} {public}", options.replace("/usr/bin/madoguchi", &console));
        fs::write(path("authorized_keys"), line.trim_start()).unwrap();
        let ours = configuration
            .replace("/usr/bin/madoguchi", &console)
            .replace("User madoguchi", &format!("User {user}"))
            .replace("/etc/madoguchi/authorized_keys", &path("authorized_keys"));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let all = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nStrictModes no\n\
             Subsystem sftp internal-sftp\n{ours}",
            path("host")
        );
        fs::write(path("sshd_config"), all).unwrap();
        let mut server = Command::new(SERVER);
        server.args(["-D", "-e", "-f", &path("sshd_config")]);
        let child = server
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(path("log")).unwrap());
        let child = child.spawn().unwrap();
        Some(Self {
            child,
            port,
            user,
            demo,
            folder,
        })
    }

    /// The client's arguments: these options, then whatever is to be run.
    pub(crate) fn client(&self, options: &[&str], command: &[&str]) -> Vec<String> {
        let key: PathBuf = self.folder.path().join("key");
        let fixed = [
            "-F none -o BatchMode=yes -o ConnectionAttempts=30 -o LogLevel=ERROR -o StrictHostKeyChecking=no",
            "-o UserKnownHostsFile=/dev/null -o IdentitiesOnly=yes",
        ];
        let fixed = fixed.iter().flat_map(|part| part.split(' ')).map(str::to_owned);
        let named = [
            "-p".to_owned(),
            self.port.to_string(),
            "-i".to_owned(),
            key.display().to_string(),
        ];
        fixed
            .chain(named)
            .chain(options.iter().map(ToString::to_string))
            .chain([format!("{}@127.0.0.1", self.user)])
            .chain(command.iter().map(ToString::to_string))
            .collect()
    }

    fn said(&self, options: &[&str], command: &[&str]) -> (bool, String) {
        self.said_to("", options, command)
    }

    /// What the client writes when these lines come in through a pipe, and whether it ends well.
    pub(crate) fn said_to(&self, lines: &str, options: &[&str], command: &[&str]) -> (bool, String) {
        let mut client = Command::new("ssh")
            .args(self.client(options, command))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A client that was refused reads nothing.
        let _ = client.stdin.take().unwrap().write_all(lines.as_bytes());
        let ran = client.wait_with_output().unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        (ran.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    /// What the command line says to a member of the staff at the branch.
    pub(crate) fn by(&self, staff: &str, password: &str, arguments: &[&str]) -> String {
        self.demo.by(staff, password, arguments)
    }

    /// A file with that text, beside the server's own.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// Where a member of the staff logged in last, as the trail has it.
    pub(crate) fn logged_in_from(&self, staff: &str) -> String {
        let entries = self.demo.by("A001", "kansa-no-kakuu", &["--json", "audit", "list"]);
        let entries: serde_json::Value = serde_json::from_str(&entries).unwrap();
        let mut entries = entries["entries"].as_array().unwrap().iter();
        let login = entries.find(|entry| entry["actor"] == staff);
        login.unwrap()["terminal"].as_str().unwrap().to_owned()
    }
}

#[test]
fn over_ssh_there_is_the_console_and_nothing_else_and_the_trail_has_the_address_r12_1() {
    let Some(server) = Server::start_open() else { return };
    // Whatever is asked for, the console opens; what the client sends along changes nothing.
    let options = [
        "-tt",
        "-o",
        "SetEnv=NO_COLOR=1 SSH_CONNECTION=192.0.2.66 RUST_BACKTRACE=full TMPDIR=/nowhere",
    ];
    let arguments = server.client(&options, &["sh", "-c", "id"]);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let mut terminal = Terminal::start("ssh", &arguments, 80, 24);
    terminal.wait_for("TLGI001");
    terminal.types(&format!("T001\rtantou-no-mihon{}", super::F10));
    terminal.wait_for("TTOP001");
    // The console is all that a person has there: nothing is behind it to stop it into.
    terminal.types("\x1a");
    terminal.wait_for("I0006");
    terminal.resize(100, 30);
    terminal.types("1");
    terminal.wait_for("TKSK001");
    terminal.types("1000001\r");
    terminal.wait_for("TKSK002");
    terminal.types(super::F3);
    terminal.wait_for("TTOP001");
    terminal.leaves();
    assert!(terminal.end().success());
    let from = server.logged_in_from("T001");
    assert!(from.starts_with("127.0.0.1 /dev/"), "{from}");

    // Neither a command without a terminal nor a file transfer nor a tunnel.
    let (went_well, said) = server.said(&["-T"], &["id"]);
    assert!(!went_well && said.contains("E3007") && !said.contains("uid="), "{said}");
    let (went_well, said) = server.said(&["-T", "-s"], &["sftp"]);
    assert!(!went_well && (said.is_empty() || said.contains("E3007")), "{said}");
    let (went_well, said) = server.said(&["-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9"], &[]);
    assert!(!went_well && said.contains("forwarding"), "{said}");
}

/// What somebody may have in their environment, or put there.
const HOSTILE: [(&str, &str); 40] = [
    ("SSH_CONNECTION", "192.0.2.66 1 192.0.2.1 22"),
    ("SSH_CLIENT", "192.0.2.66 1 22"),
    ("SSH_TTY", "/dev/tty1"),
    ("SSH_ORIGINAL_COMMAND", "sh -c 'id; exec sh'"),
    ("SSH_USER_AUTH", "/etc/passwd"),
    ("USER", "S001"),
    ("LOGNAME", "S001"),
    ("USERNAME", "\u{1b}[2J"),
    ("SUDO_USER", "root"),
    ("COLUMNS", "3"),
    ("LINES", "-1"),
    ("TERM", "\u{1b}]0;x\u{7}"),
    ("COLORTERM", "truecolor"),
    ("TERMINFO", "/nowhere"),
    ("TERMCAP", "x:co#1:li#1:"),
    ("LANG", "en_US.ISO-8859-1"),
    ("LC_ALL", "C"),
    ("LC_CTYPE", "ja_JP.eucJP"),
    ("LANGUAGE", "de"),
    ("TZ", "America/New_York"),
    ("HOME", "/nowhere"),
    ("XDG_DATA_HOME", "/nowhere"),
    ("XDG_CONFIG_HOME", "relative"),
    ("XDG_RUNTIME_DIR", "/nowhere"),
    ("TMPDIR", "/nowhere"),
    ("TEMP", "/nowhere"),
    ("SQLITE_TMPDIR", "/nowhere"),
    ("SQLITE_FORCE_PROXY_LOCKING", "1"),
    ("PATH", "/nowhere"),
    ("SHELL", "/nowhere/sh"),
    ("EDITOR", "sh -c id"),
    ("VISUAL", "sh -c id"),
    ("PAGER", "sh -c id"),
    ("BROWSER", "sh -c id"),
    ("RUST_BACKTRACE", "full"),
    ("RUST_LIB_BACKTRACE", "1"),
    ("RUST_LOG", "trace"),
    ("COLORBT_SHOW_HIDDEN", "1"),
    ("FAKETIME", "+10d"),
    ("MADOGUCHI_STORE", "/nowhere"),
];

/// The screens of a short tour, as they stand: login, menu, a customer.
fn tour(mut terminal: Terminal) -> Vec<String> {
    let mut screens = vec![];
    terminal.wait_for("TLGI001");
    terminal.types(&format!("T001\rtantou-no-mihon{}", super::F10));
    terminal.wait_for("TTOP001");
    terminal.types("1");
    terminal.wait_for("TKSK001");
    terminal.types("1000001\r");
    terminal.wait_for("TKSK002");
    terminal.wait_for("DEN501J1");
    // What moves by the second stands in the top row.
    let still = terminal
        .contents()
        .lines()
        .skip(1)
        .map(str::to_owned)
        .collect::<Vec<_>>();
    screens.push(still.join("\n"));
    terminal.types(super::F3);
    terminal.wait_for("TTOP001");
    terminal.leaves();
    assert!(terminal.end().success());
    screens
}

#[test]
fn no_variable_of_the_environment_changes_anything() {
    let demo = Demo::kept_and_ended();
    let arguments = demo.console();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let program = env!("CARGO_BIN_EXE_madoguchi");
    let usual = tour(Terminal::start(program, &arguments, 80, 24));
    let hostile = tour(Terminal::start_with(program, &arguments, &HOSTILE, 80, 24));
    assert_eq!(hostile, usual);
    let entries = demo.by("A001", "kansa-no-kakuu", &["audit", "list"]);
    assert!(
        !entries.contains("192.0.2.66") && entries.contains("/dev/"),
        "{entries}"
    );
}

#[test]
fn a_tour_runs_no_other_program_and_opens_no_socket() {
    let strace = "/usr/bin/strace";
    if !Path::new(strace).exists() {
        eprintln!("skipped: {strace} is not there");
        return;
    }
    let demo = Demo::kept_and_ended();
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("calls").display().to_string();
    let traced = [
        "-f",
        "-o",
        &written,
        "-e",
        "trace=execve,execveat,socket,connect,bind,fork,vfork",
    ];
    let console = demo.console();
    let arguments: Vec<_> = traced
        .into_iter()
        .chain([env!("CARGO_BIN_EXE_madoguchi")])
        .chain(console.iter().map(String::as_str))
        .collect();
    tour(Terminal::start(strace, &arguments, 80, 24));
    let calls = fs::read_to_string(&written).unwrap();
    let made: Vec<_> = calls.lines().filter(|line| line.contains('(')).collect();
    assert_eq!(made.len(), 1, "the start of the console alone: {calls}");
    assert!(made[0].contains("execve("), "{calls}");
}

#[test]
fn without_a_server_over_ssh_is_refused() {
    let demo = Demo::kept_and_ended();
    let arguments = demo.console();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).chain(["--over-ssh"]).collect();
    let program = env!("CARGO_BIN_EXE_madoguchi");
    let claimed = [("SSH_CONNECTION", "somewhere else")];
    let mut terminal = Terminal::start_with(program, &arguments, &claimed, 80, 24);
    terminal.wait_for("E3020");
    assert!(!terminal.end().success());
}

#[test]
fn the_configuration_gives_the_console_and_nothing_else() {
    for line in [
        "AcceptEnv ACCESSIBLE\n",
        "DisableForwarding yes",
        "PermitUserRC no",
        "umask 077",
        "exec /usr/bin/madoguchi --over-ssh",
    ] {
        assert!(CONFIGURATION.contains(line), "{line}");
    }
    let mode = fs::metadata(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/ssh/madoguchi.conf"));
    assert_eq!(mode.unwrap().permissions().mode() & 0o111, 0);
}
