//! The screens of the branch, one file each. The order of this list is the order of the menu.

pub mod brsk025;
pub mod brsk027;
pub mod thkk001;
pub mod tknn001;
pub mod tknr009;
pub mod tksh001;
pub mod tksk001;
pub mod tksk002;
pub mod tlgi001;
pub mod tsnn001;
pub mod tsnn002;
pub mod ttop001;
pub mod ttrk001;

use super::message::Message;
use super::screen::{Ambient, AnyScreen};

/// Opens a screen by its ID for the jump box: `None` if it knows none of that name, or why it may not be opened.
pub fn registry(_id: &str, _at: &Ambient<'_>) -> Option<Result<AnyScreen, Message>> {
    None
}
