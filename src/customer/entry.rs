//! What menus are made of: entries, each with the screen it opens and what that needs.

use crate::domain::gate::Operation;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::portal::Look;
use crate::ui::screen::AnyScreen;
use crate::words::Words;

/// An entry of a menu: the screen it opens.
#[derive(Debug)]
pub struct Entry {
    /// The ID of the screen.
    pub id: &'static str,
    /// Its name in the menu.
    pub name: fn(&Words) -> &str,
    /// What it is for, under the policy in force.
    pub about: fn(&Words, &Policy) -> String,
    /// What it needs.
    pub needs: Needs,
    /// Makes the screen.
    pub open: fn() -> AnyScreen,
}

/// Entries under a heading.
#[derive(Debug)]
pub struct Group {
    /// The heading, if it has one.
    pub heading: Option<fn(&Words) -> &str>,
    /// The entries.
    pub entries: &'static [Entry],
}

/// What an entry needs; whether the user has it is asked of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it works without a token, always (R5.1).
    Nothing,
    /// That the operation may be done now (R5).
    Operation(Operation),
    /// A master or admin user.
    Administrator,
    /// That the user may lift suspensions now (R9.2).
    Unlock,
    /// That the user may revoke now (R7.1).
    Revoke,
}

impl Needs {
    /// Why the user has it not, now.
    pub(super) fn refused(self, look: &Look<'_>) -> Option<Refusal> {
        match self {
            Self::Nothing => None,
            Self::Operation(operation) => look.asks_code(operation, None).err(),
            Self::Administrator => look.members().err(),
            // Who does not administer is told so first.
            Self::Unlock => look.members().map(drop).and_then(|()| look.may_unlock()).err(),
            Self::Revoke => look.members().map(drop).and_then(|()| look.may_revoke()).err(),
        }
    }
}
