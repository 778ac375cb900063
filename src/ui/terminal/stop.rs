//! Stopping the program as job control does (Ctrl+Z, SIGTSTP).

use std::io;

use rustix::process::{self, Signal};

/// Whether somebody is there who would let the program go on: a shell with job control, which is in the same session and has
/// given the program a process group of its own. A program that leads its session, as the forced command of an SSH server
/// does, or whose shell has gone, would be stopped for ever.
pub(super) fn is_controlled() -> bool {
    let parent = process::getppid();
    let group = process::getpgrp();
    let session = process::getsid(None);
    let leads = session.is_ok_and(|session| session == process::getpid());
    let is_beside = |parent| {
        let (its_group, its_session) = (process::getpgid(Some(parent)), process::getsid(Some(parent)));
        its_group.is_ok_and(|its| its != group) && its_session == session
    };
    !leads && parent.is_some_and(is_beside)
}

/// Stops the process group, as the terminal would.
///
/// # Errors
/// The system's.
pub(super) fn stop() -> io::Result<()> {
    Ok(process::kill_current_process_group(Signal::STOP)?)
}
