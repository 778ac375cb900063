//! The screens of the web banking (the customer's side), one file each, and the table of those that open by their ID.
//!
//! They know no rule: what is offered, asked for or refused comes from the [`portal`](crate::portal).

pub mod blgi001;
pub mod btop001;

use super::message::Message;
use super::screen::{Ambient, AnyScreen};
use super::screens::tksh001::TrainingRoom;
use crate::words::Words;

/// A screen that can be opened by its ID alone, from the top page's menus or the jump box.
#[derive(Debug)]
pub struct Door {
    /// Its ID.
    pub id: &'static str,
    /// Its name.
    pub name: fn(&Words) -> &str,
    /// Makes it.
    open: fn() -> AnyScreen,
}

/// The doors, in the order of the top page.
pub const DOORS: [Door; 1] = [Door {
    id: "BTOP001",
    name: |words| &words.portal.top.title,
    open: || AnyScreen::new(btop001::Homeward),
}];

/// Opens a screen by its ID for the jump box: `None` if there is none of that name, or why it may not be opened.
pub fn registry(id: &str, at: &Ambient<'_>) -> Option<Result<AnyScreen, Message>> {
    if id == "TKSH001" && at.training {
        return Some(Ok(AnyScreen::new(TrainingRoom::new())));
    }
    let door = DOORS.iter().find(|door| door.id == id)?;
    Some(match at.customer() {
        Some(_) => Ok((door.open)()),
        None => Err(Message::bad("E0004", &at.words.finding.not_signed_in)),
    })
}
