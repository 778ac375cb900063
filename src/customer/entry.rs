//! What menus are made of: entries, each with the screen it opens and what that needs.

use super::SCREENS;
use crate::domain::gate::Operation;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::portal::Look;
use crate::ui::screen::{AnyScreen, Nameplate};
use crate::words::Words;

/// A line of the table of screens.
#[derive(Debug)]
pub struct Registered {
    /// Its ID and its title.
    pub nameplate: &'static Nameplate,
    /// Its entry in a menu, by which it opens; `None` for one that another screen opens.
    pub entry: Option<Entry>,
}

/// An entry of a menu: the screen it opens.
#[derive(Debug)]
pub struct Entry {
    /// Where it stands.
    pub section: Section,
    /// Its name in the menu.
    pub name: fn(&Words) -> &'static str,
    /// What it is for, under the policy in force.
    pub about: fn(&Words, &Policy) -> String,
    /// What it needs.
    pub needs: Needs,
    /// Makes the screen.
    pub open: fn() -> AnyScreen,
}

/// A part of a menu, its entries in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The top page (BTOP001).
    Top,
    /// 業務選択（管理） (BSSK001).
    Management,
    /// Of 作業内容選択 (BRSK001), in the groups of the manual: the users.
    Users,
    /// Whether their service is stopped.
    Service,
    /// Their tokens.
    Tokens,
    /// One's own passwords, behind a key of the top page.
    Own,
}

impl Section {
    /// Its heading, if it has one.
    pub(super) fn heading(self, words: &Words) -> Option<&'static str> {
        match self {
            Self::Top | Self::Management | Self::Own => None,
            Self::Users => Some(words.members.list.name),
            Self::Service => Some(words.members.service.name),
            Self::Tokens => Some(words.portal.manage.tokens),
        }
    }

    /// The screens in it.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'static Nameplate, &'static Entry)> {
        let listed = SCREENS
            .iter()
            .filter_map(|listed| Some((listed.nameplate, listed.entry.as_ref()?)));
        listed.filter(move |(_, entry)| entry.section == self)
    }
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
