//! How a call of the program ends.

use crate::desk;
use crate::domain::Refusal;
use crate::outbox;
use crate::store;

/// Done.
pub(super) const DONE: u8 = 0;
/// A rule says no.
pub(super) const REFUSED: u8 = 1;
/// Called wrongly.
pub(super) const USAGE: u8 = 2;
/// The store or the system failed.
pub(super) const FAILED: u8 = 3;
/// Taken in, and waiting for another person (R11.1, R11.5).
pub(super) const WAITING: u8 = 4;

/// Writes the enum of the command line's own messages, their numbers, exit statuses and facts from one table.
macro_rules! own {
    ($($(#[doc = $doc:literal])+ $code:literal $status:ident $name:ident $({ $($field:ident : $kind:ty),+ })?;)+) => {
        /// What only the command line says: numbers E3001 on, and of what stands outside the store E2045 on.
        #[derive(Debug)]
        pub(super) enum Own { $($(#[doc = $doc])+ $name $({ $($field: $kind),+ })?,)+ }

        /// Every number with the names of its facts.
        #[cfg(test)]
        pub(crate) const PLACES: &[(&str, &[&str])] = &[$(($code, &[$($(stringify!($field)),+)?])),+];

        impl Own {
            fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),+ }
            }

            fn status(&self) -> u8 {
                match self { $(Self::$name { .. } => $status),+ }
            }

            fn facts(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name $({ $($field),+ })? => vec![$($((stringify!($field), $field.to_string())),+)?]),+ }
            }
        }
    };
}

own! {
    /// Arguments that are not understood.
    "E3001" USAGE Usage { command: String };
    /// Nobody is named who does it.
    "E3002" USAGE NoStaff;
    /// A password must be asked for, and there is no terminal.
    "E3003" FAILED NoTerminal;
    /// A password file is open to others, or no single line.
    "E3004" FAILED PasswordFile { path: String, what: String };
    /// A new password was not typed twice alike.
    "E3005" USAGE PasswordsDiffer;
    /// A file can't be read.
    "E3006" FAILED Unreadable { path: String, what: String };
    /// A file with seeds is open to others.
    "E1443" FAILED SeedFile { path: String, what: String };
    /// The console needs a terminal.
    "E3007" FAILED ConsoleNeedsTerminal;
    /// Standard output does not take the result.
    "E3008" FAILED Unwritten { what: String };
    /// What was asked for is done, and standard output does not take its result.
    "E3041" FAILED DoneUnwritten { what: String };
    /// The same of something that is known by a number: of a receipt, a request, a check or a proof.
    "E3040" FAILED NumberUnwritten { what: String, number: String };
    /// There is no home folder to put a store into.
    "E3009" FAILED NoHome;
    /// The console stopped.
    "E3013" FAILED ConsoleStopped { what: String };
    /// Standard input has something that the command does not take.
    "E3014" USAGE NotTaken { key: &'static str };
    /// Standard input lacks something.
    "E3015" USAGE Lacking { key: &'static str };
    /// A customer's command names staff.
    "E3016" USAGE NotForStaff;
    /// A scenario does not read.
    "E3021" USAGE ScenarioFlaw { path: String, line: usize, what: String };
    /// What a step of a scenario is to show is not seen.
    "E3022" REFUSED StepNotSeen { path: String, line: usize, screen: String, said: String, entries: String };
    /// It is seen before the step is played.
    "E3023" REFUSED SeenBefore { path: String, line: usize };
    /// The keys of a step take a wrong turn.
    "E3024" REFUSED WrongTurnPlayed { path: String, line: usize, number: usize };
    /// There is no scenario of that name.
    "E3025" USAGE NoScenario { name: String, known: String };
    /// A keymap file does not read, or has a conflict.
    "E3026" USAGE KeymapFlaw { path: String, line: usize, what: String };
    /// A file of anchors does not read.
    "E2045" USAGE AnchorFlaw { path: String, line: usize, what: String };
    /// A checkpoint could not be brought to where it is kept.
    "E2046" FAILED NotAnchored { anchor: String, what: String };
    /// A page or a sealed letter could not be printed.
    "E2067" FAILED NotPrinted { printer: String, what: String };
    /// The trail does not reach its newest checkpoint (R12.5).
    "E2047" REFUSED TrailOlder { count: u64, newest: u64 };
    /// The trail goes another way than a checkpoint says (R12.5).
    "E2048" REFUSED TrailDiverged { after: u64, count: u64 };
    /// The trail is not as it stands on paper (R12.5).
    "E2049" REFUSED NotExpected { count: u64, expected: String, found: String };
    /// Checkpoints that the store's key did not make (R12.5).
    "E2050" REFUSED AnchorsForged { count: u64 };
    /// Another call takes items out of the spool.
    "E2051" FAILED SpoolTaken { path: String };
    /// A customer of a live store comes from nowhere (R17.2).
    "E3027" USAGE NoAddress;
    /// No SSH server says where the session comes from.
    "E3020" FAILED NotOverSsh;
}

/// Why a call did not end well.
#[derive(Debug)]
pub(super) enum Failure {
    /// The desk refuses or its store fails.
    Desk(desk::Error),
    /// The command line itself.
    Own(Own),
    /// The store was found to be changed (R12.2, R12.6).
    Flawed(store::Flaw),
    /// It was said already; only the exit status is left.
    Said(u8),
}

impl Failure {
    /// The number of the message, if there is something left to say.
    pub(super) fn code(&self) -> Option<&'static str> {
        match self {
            Self::Desk(error) => Some(error.code()),
            Self::Own(own) => Some(own.code()),
            Self::Flawed(flaw) => Some(flaw.code()),
            Self::Said(_) => None,
        }
    }

    /// What fills the places of the message.
    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Desk(error) => error.facts(),
            Self::Own(own) => own.facts(),
            Self::Flawed(flaw) => flaw.facts(),
            Self::Said(_) => vec![],
        }
    }

    /// The rule that refuses, if it is one.
    pub(super) fn rule(&self) -> Option<&'static str> {
        match self {
            Self::Desk(desk::Error::Refused(refusal)) => Some(refusal.rule()),
            Self::Flawed(flaw) => Some(flaw.rule()),
            Self::Own(
                Own::TrailOlder { .. }
                | Own::TrailDiverged { .. }
                | Own::NotExpected { .. }
                | Own::AnchorsForged { .. },
            ) => Some("R12.5"),
            _ => None,
        }
    }

    /// The exit status.
    pub(super) fn status(&self) -> u8 {
        match self {
            // What is not written as a command must be was called wrongly: no rule refuses it.
            Self::Desk(desk::Error::Refused(Refusal::CommandForm { .. })) => USAGE,
            Self::Desk(desk::Error::Refused(_)) | Self::Flawed(_) => REFUSED,
            Self::Desk(desk::Error::Store(_)) => FAILED,
            Self::Own(own) => own.status(),
            Self::Said(status) => *status,
        }
    }
}

impl From<desk::Error> for Failure {
    fn from(error: desk::Error) -> Self {
        Self::Desk(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Desk(refusal.into())
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Desk(error.into())
    }
}

impl From<outbox::Error> for Failure {
    fn from(error: outbox::Error) -> Self {
        store::Error::from(error).into()
    }
}

impl From<Own> for Failure {
    fn from(own: Own) -> Self {
        Self::Own(own)
    }
}
