//! What the program asks of the system.

use std::ffi::CString;
use std::io;
use std::sync::Arc;

use rustix::process::{Resource, Rlimit};
use rustix::termios::ttyname;

/// Keeps the memory of this process from core dumps and from debuggers of the same user: passwords and keys are in
/// it (R12.3).
///
/// # Errors
/// The system's, when it refuses.
pub fn keep_memory_private() -> io::Result<()> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    rustix::process::setrlimit(Resource::Core, none)?;
    #[cfg(any(target_os = "linux", target_os = "android"))]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Lives on where a file may not grow any more: the write fails, and is told as a full disk (E2010), instead of the
/// system ending the program in the middle of its work.
///
/// # Errors
/// The system's, when it refuses.
pub fn outlive_full_files() -> io::Result<()> {
    // A handler that does nothing more: an ignored signal would be one for programs that are run from here too.
    signal_hook::flag::register(rustix::process::Signal::XFSZ.as_raw(), Arc::default()).map(drop)
}

/// Whether whoever started the program bounds what it may write: then a lack of room is their own making, and no full disk.
pub(super) fn bounds_files() -> bool {
    rustix::process::getrlimit(Resource::Fsize).current.is_some()
}

/// The terminal at which the person sits, as the trail names it (R12.1), such as `/dev/pts/3`; `-` where there is
/// none. No environment variable has a say in it.
pub(super) fn terminal() -> String {
    let name = |found: rustix::io::Result<CString>| found.ok().map(|name| name.to_string_lossy().into_owned());
    name(ttyname(io::stdin(), vec![]))
        .or_else(|| name(ttyname(io::stdout(), vec![])))
        .or_else(|| name(ttyname(io::stderr(), vec![])))
        .unwrap_or_else(|| "-".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_core_is_dumped_r12_3() {
        keep_memory_private().unwrap();
        assert_eq!(rustix::process::getrlimit(Resource::Core).current, Some(0));
        #[cfg(any(target_os = "linux", target_os = "android"))]
        assert_eq!(
            rustix::process::dumpable_behavior().unwrap(),
            rustix::process::DumpableBehavior::NotDumpable
        );
    }
}
