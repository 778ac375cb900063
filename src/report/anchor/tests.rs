use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn point(count: u64) -> Checkpoint {
    Checkpoint {
        store: "0a".repeat(16),
        count,
        head: "1b".repeat(32),
        at: chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap(),
        seal: "2c".repeat(32),
    }
}

fn line(count: u64) -> String {
    serde_json::to_string(&point(count)).unwrap()
}

#[test]
fn a_file_only_grows_and_has_a_line_once_r12_5() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("anchors");
    let anchor = Anchor::File { path: path.clone() };
    assert!(anchor.take(&point(1)).is_err(), "it is not made: it is another's");
    fs::write(&path, "what stood there before, and was torn").unwrap();
    for count in [1, 2, 1, 2] {
        anchor.take(&point(count)).unwrap();
    }
    let before = "what stood there before, and was torn";
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        format!("{before}\n{}\n{}\n", line(1), line(2))
    );
    // Where it can't be read, it still grows at its end.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o200)).unwrap();
    anchor.take(&point(3)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(fs::read_to_string(&path).unwrap().ends_with(&format!("{}\n", line(3))));

    let link = folder.path().join("link");
    symlink(&path, &link).unwrap();
    assert!(Anchor::File { path: link }.take(&point(4)).is_err());
    let it = Anchor::File {
        path: folder.path().to_owned(),
    };
    assert!(it.take(&point(4)).is_err());
}

#[test]
fn a_log_gets_a_message_of_rfc_5424_that_verify_reads_back_r12_5() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("log");
    let log = UnixDatagram::bind(&socket).unwrap();
    let facility = "local3".to_owned();
    Anchor::Syslog { socket, facility }.take(&point(7)).unwrap();
    let mut bytes = [0; 2048];
    let received = log.recv(&mut bytes).unwrap();
    let said = std::str::from_utf8(&bytes[..received]).unwrap();
    let head = format!(
        "<157>1 2026-05-28T20:26:40.000Z - madoguchi - checkpoint [checkpoint@32473 count=\"7\" head=\"1b1b1b1b\" store=\"{}\"] ",
        "0a".repeat(16)
    );
    assert_eq!(said, format!("{head}{}", line(7)));
    assert_eq!(Checkpoint::in_line(said), Some(point(7)));
    // Without anybody who listens it fails, and waits in the spool.
    let socket = folder.path().join("nobody");
    let facility = "authpriv".to_owned();
    assert!(Anchor::Syslog { socket, facility }.take(&point(7)).is_err());
}

#[test]
fn a_command_gets_it_on_its_standard_input_and_no_shell_reads_it_r12_8() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept; rm -rf $HOME");
    let run = |run: &[&str]| Anchor::Command {
        run: run.iter().map(|&word| word.to_owned()).collect(),
    };
    run(&["/usr/bin/tee", "-a", kept.to_str().unwrap()])
        .take(&point(8))
        .unwrap();
    assert_eq!(fs::read_to_string(&kept).unwrap(), format!("{}\n", line(8)));
    assert!(run(&["/bin/false"]).take(&point(8)).is_err());
    assert!(run(&["/nowhere/at/all"]).take(&point(8)).is_err());
}

#[test]
fn a_flaw_of_the_file_is_named_with_its_line() {
    let good = "[[anchor]]\nto = \"file\"\npath = \"/var/a\"\n\n[[anchor]]\nto = \"syslog\"\n\n[[anchor]]\nto = \"command\"\nrun = [\"/bin/cat\"]\n";
    assert_eq!(read(good).unwrap().anchors.len(), 3);
    for (text, line) in [
        ("", 1),
        ("[[anchor]]\nto = \"file\"\n", 1),
        ("\n[[anchor]]\nto = \"fax\"\n", 3),
        ("[[anchor]]\nto = \"file\"\npath = \"a\"\n", 1),
        (
            "[[anchor]]\nto = \"syslog\"\n\n\n[[anchor]]\nto = \"syslog\"\nfacility = \"kern\"\n",
            5,
        ),
        ("[[anchor]]\nto = \"command\"\nrun = [\"cat\"]\n", 1),
        ("[[anchor]]\nto = \"command\"\nrun = []\n", 1),
        ("[[anchor]]\nto = \"syslog\"\nport = 514\n", 1),
        ("anchors = 1\n", 1),
    ] {
        let flaw = read(text).unwrap_err();
        assert_eq!(flaw.line, line, "{text:?} {}", flaw.what);
    }
}
