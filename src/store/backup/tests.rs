use super::*;

/// What a test breaks off with.
pub(super) const KILLED: &str = "killed";

/// A program that is killed removes nothing: neither does this one, when a test has broken it off.
pub(super) fn leave_as_a_kill_would(error: &Error, mut part: Part) {
    if matches!(error, Error::System(what) if what == KILLED) {
        part.kept = true;
    }
}
