//! The server's part of fetching papers by `sftp`, as it stands in `assets/ssh`.

use std::fs;
use std::path::Path;

use super::ssh::{CONFIGURATION, SERVER, output};

/// What keeps a person in the folder of their papers is the server's wall: `-d` alone says where it begins.
#[test]
fn the_papers_configuration_is_taken_by_a_server_and_walls_each_person_in() {
    const PAPERS: &str = include_str!("../../assets/ssh/papers.conf");
    if !Path::new(SERVER).exists() {
        eprintln!("skipped: {SERVER} is not there");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    output("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &path("host")]);
    let all = format!(
        "HostKey {}\nSubsystem sftp internal-sftp\n{CONFIGURATION}{PAPERS}",
        path("host")
    );
    fs::write(path("sshd_config"), all).unwrap();
    if output("id", &["-un"]) == "root" {
        // Where OpenSSH separates its privileges; a package makes it when the service starts.
        fs::create_dir_all("/run/sshd").unwrap();
    }
    let of = |user: &str| {
        let who = format!("user={user},host=bank,addr=192.0.2.7");
        output(SERVER, &["-T", "-C", &who, "-f", &path("sshd_config")])
    };
    let papers = of("madoguchi-t001");
    for line in [
        "chrootdirectory /srv/madoguchi/%u",
        "forcecommand internal-sftp -R -d /papers",
        "permittty no",
        "disableforwarding yes",
    ] {
        assert!(papers.lines().any(|said| said == line), "{line}: {papers}");
    }
    assert!(of("madoguchi").contains("forcecommand umask 077 && exec /usr/bin/madoguchi --over-ssh"));
}
