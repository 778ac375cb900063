//! What every command starts from: the options of the program, the store, and someone who is logged in.

mod options;
mod outside;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};
pub(super) use options::{Access, instant};
use options::{Columns, LangName, PrintTo};
use secrecy::SecretString;

use super::failure::{Failure, Own};
use super::keymap::reading;
use super::voice::Voice;
use super::{keeping, secret, ssh, system};
use crate::clock::Clock;
use crate::console::Options;
use crate::desk::{Desk, Session};
use crate::domain::calendar::Instant;
use crate::domain::values::{HostAccount, StaffId};
use crate::entropy::Machine;
use crate::inbox::Inbox;
use crate::outbox::{Exports, Outbox, Printer};
use crate::store::{self, KeyFile, Location, Store};
use crate::ui::facts::{Ambiguous, Facts};
use crate::ui::keys::Keymap;
use crate::ui::theme::Scheme;
use crate::words::{Lang, place};

impl Access {
    pub(super) fn lang(&self) -> Lang {
        match self.lang {
            LangName::Ja => Lang::Ja,
            LangName::En => Lang::En,
        }
    }

    /// The colours that were named, or what `NO_COLOR` asks for.
    pub(super) fn scheme(&self) -> Scheme {
        let no_color = std::env::var_os("NO_COLOR").unwrap_or_default();
        let asked = || Scheme::from_no_color(Some(&no_color.to_string_lossy()));
        self.theme.map_or_else(asked, Scheme::from)
    }

    /// Whether the console is to speak line by line.
    pub(super) fn is_plain(&self) -> bool {
        let says = |name: &str, value: &str| std::env::var_os(name).is_some_and(|said| said == value);
        // A terminal that moves no cursor can only be spoken to line by line; a pipe has said nothing by it.
        let is_dumb = || says("TERM", "dumb") && std::io::stdout().is_terminal();
        self.plain || says("ACCESSIBLE", "1") || is_dumb()
    }

    /// The file of the keymap, if one was named.
    pub(super) fn keymap(&self) -> Option<&Path> {
        self.keymap.as_deref()
    }

    /// How the console is to look. A keymap that does not read is not used: nobody is to be kept from work by it.
    pub(super) fn look(&self, voice: &Voice) -> Options {
        let read = self.keymap().map(|path| reading::read(path, voice.words())).transpose();
        let (keymap, no_keymap) = match read {
            Ok(keymap) => (keymap.unwrap_or_default(), None),
            Err(failure) => (Keymap::default(), Some(voice.say(&failure))),
        };
        Options {
            keymap,
            no_keymap,
            lang: self.lang(),
            plain: self.is_plain(),
            scheme: self.scheme(),
            terminal: self.facts(),
            exports: self.location().ok().and_then(|at| self.exports(&at)),
            printer: self.printer(),
            inbox: self.inbox(),
            // Over SSH the console is all that a person has.
            may_stop: !self.over_ssh,
            ..Options::default()
        }
    }

    /// What is known of the terminal of this call.
    pub(super) fn facts(&self) -> Facts {
        let facts = Facts::of_environment(match self.ambiguous {
            Columns::Auto => Ambiguous::Auto,
            Columns::One => Ambiguous::One,
            Columns::Two => Ambiguous::Two,
        });
        match self.location() {
            Ok(at) => facts.at(&at.store, &at.key),
            Err(_) => facts,
        }
    }

    /// Where the store and its key stand: as named, or where the system keeps a user's data and configuration.
    pub(super) fn location(&self) -> Result<Location, Failure> {
        let home = || ProjectDirs::from("", "", "madoguchi").ok_or(Own::NoHome);
        let store = match &self.store {
            Some(path) => path.clone(),
            None => home()?.data_dir().join("madoguchi.db"),
        };
        let key = match &self.key {
            Some(path) => path.clone(),
            None => home()?.config_dir().join("madoguchi.key"),
        };
        let full = |path: PathBuf| std::path::absolute(path).map_err(|e| store::Error::System(e.to_string()));
        Ok(Location {
            store: full(store)?,
            key: full(key)?,
        })
    }

    /// The folder that a console over a store writes into: as named, or where the system keeps a user's documents, if it does.
    /// Over SSH it is named or there is none: where a person's files go is the administrator's choice.
    pub(super) fn exports(&self, at: &Location) -> Option<Exports> {
        let documents = || UserDirs::new()?.document_dir().map(Path::to_path_buf);
        let usual = || documents().filter(|_| !self.over_ssh);
        let folder = self.exports.clone().or_else(usual)?;
        let exports = Exports::new(folder, Outbox::beside(&at.store, &at.key));
        Some(exports.for_people(self.exports_per_person, self.exports_how.clone()))
    }

    /// Where slips are printed, if that was chosen. What is heard line by line has no printer of its own.
    fn printer(&self) -> Option<Printer> {
        match self.print? {
            PrintTo::Terminal => (!self.is_plain()).then_some(Printer::Terminal),
            PrintTo::Spool => Some(Printer::Spool(self.spool().ok()?.folder().to_owned())),
        }
    }

    /// The folder whose files a console offers: as named, or where the system keeps a user's documents, if it does. Over SSH it is
    /// named or there is none.
    fn inbox(&self) -> Option<Inbox> {
        let documents = || UserDirs::new()?.document_dir().map(Path::to_path_buf);
        let usual = || documents().filter(|_| !self.over_ssh);
        self.inbox.clone().or_else(usual).map(Inbox::new)
    }

    /// What files leave by: never beside the store of this call or its key.
    pub(super) fn outbox(&self) -> Result<Outbox, Failure> {
        let at = self.location()?;
        Ok(Outbox::beside(&at.store, &at.key))
    }

    /// The time that was named for this call, if one was.
    pub(super) fn at(&self) -> Option<Instant> {
        self.at
    }

    /// The clock of this call.
    pub(super) fn clock(&self) -> Clock {
        self.at.map_or(Clock::Host, Clock::fixed)
    }

    /// Where the person sits, as the trail names it (R12.1): the terminal, over SSH with the address before it.
    pub(super) fn terminal(&self) -> Result<String, Failure> {
        let terminal = system::terminal();
        Ok(if self.over_ssh {
            format!("{} {terminal}", ssh::address()?)
        } else {
            terminal
        })
    }

    /// Who does it, or E3002.
    pub(super) fn staff(&self) -> Result<StaffId, Failure> {
        let id = self.staff.as_deref().ok_or(Own::NoStaff)?;
        Ok(StaffId::parse(id)?)
    }

    /// Refuses the options of staff where a customer acts (E3016).
    pub(super) fn of_customer(&self) -> Result<(), Failure> {
        if self.staff.is_some() || self.password_file.is_some() {
            return Err(Own::NotForStaff.into());
        }
        Ok(())
    }

    /// The store with its key.
    pub(super) fn open(&self) -> Result<(Store, KeyFile), Failure> {
        Ok(Store::open_with(&self.location()?, self.passphrase()?.as_ref())?)
    }

    /// A desk with the machine's randomness, where the person sits (R12.1).
    ///
    /// # Errors
    /// E3020 no SSH server says where, E20xx the store, a form that no account has.
    pub(super) fn desk_at(&self, opened: (Store, KeyFile), clock: Clock, voice: &Voice) -> Result<Desk, Failure> {
        let mut desk = desk_at(opened, clock, self.terminal()?, voice)?.started_from(self.host_account()?);
        desk = desk.started_over_ssh(self.over_ssh);
        desk.stand_beside(Some(self.spool()?), self.anchors.clone())?;
        desk.letters_into(self.letter_box()?);
        voice.remark(&keeping::warnings(&desk.standing(), voice.words()));
        Ok(desk)
    }

    /// The desk over the store, and who does it, logged in.
    ///
    /// # Errors
    /// E3002 nobody named, E20xx the store, E1205 a time for a live store, E12xx the login.
    pub(super) fn desk(&self, voice: &Voice) -> Result<(Desk, Session), Failure> {
        self.desk_over(self.open()?, voice)
    }

    /// [`Access::desk`] over a store that is open.
    pub(super) fn desk_over(&self, opened: (Store, KeyFile), voice: &Voice) -> Result<(Desk, Session), Failure> {
        let (desk, session, _) = self.desk_with_password(opened, voice)?;
        Ok((desk, session))
    }

    /// [`Access::desk_over`] with the password that was given.
    pub(super) fn desk_with_password(
        &self,
        opened: (Store, KeyFile),
        voice: &Voice,
    ) -> Result<(Desk, Session, SecretString), Failure> {
        let staff = self.staff()?;
        // A command is over before there is room for what it would owe.
        let mut desk = self.desk_at(opened, self.clock(), voice)?.only_recorded();
        let password = self.password(voice)?;
        let session = match self.password_file {
            Some(_) => desk.vouch(&staff, &password)?,
            None => desk.login(&staff, &password)?,
        };
        voice.veil(desk.look(&session).asked()?);
        Ok((desk, session, password))
    }

    /// The password of who does it, from the file or as it is typed.
    pub(super) fn password(&self, voice: &Voice) -> Result<SecretString, Failure> {
        secret::known(self.password_file.as_deref(), self.staff()?.as_str(), voice)
    }

    /// Whether a folder for sealed letters was named (R17.1).
    pub(super) fn names_letters(&self) -> bool {
        self.letters.is_some()
    }

    /// The account of the host that this was started from, if that was said.
    pub(super) fn host_account(&self) -> Result<Option<HostAccount>, Failure> {
        Ok(self.host_account.as_deref().map(HostAccount::parse).transpose()?)
    }
}

/// A desk with the machine's randomness, at this terminal: to make a store.
pub(super) fn desk(opened: (Store, KeyFile), clock: Clock) -> Result<Desk, Failure> {
    Ok(Desk::new(opened, clock, Box::new(Machine), system::terminal())?)
}

/// A desk with the machine's randomness, at that terminal or address (R12.1). What is said from now on has its dates as the
/// store's policy says.
pub(super) fn desk_at(
    opened: (Store, KeyFile),
    clock: Clock,
    terminal: String,
    voice: &Voice,
) -> Result<Desk, Failure> {
    let desk = Desk::new(opened, clock, Box::new(Machine), terminal)?;
    voice.follows(desk.policy(), desk.people(None));
    if let Some(rows) = desk.first_sealed() {
        let said = voice.words().cli.first_sealed(place::Rows(&rows.to_string()));
        voice.remark(&[said]);
    }
    Ok(desk)
}
