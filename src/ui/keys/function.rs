//! Everything that a key does, by name.
//!
//! A screen binds functions, not keys: which keys stand for one is the [`Keymap`](super::Keymap)'s. One table gives each its
//! name in a keymap file, its keys in the standard keymap, and whether it works on every screen. Which screen binds the others stands
//! in the tables of the screens.

use super::Key;

/// Writes the enum of the functions and their table.
macro_rules! functions {
    ($($(#[doc = $doc:literal])+ $function:ident $name:literal $keys:expr $(, $everywhere:ident)?;)+) => {
        /// What a key does on a screen, or everywhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Function { $($(#[doc = $doc])+ $function,)+ }

        const TABLE: &[Entry] = &[$(Entry {
            function: Function::$function,
            name: $name,
            keys: &$keys,
            everywhere: functions!(@ $($everywhere)?),
        }),+];
    };
    (@) => { false };
    (@ $everywhere:ident) => { $everywhere };
}

#[derive(Debug)]
struct Entry {
    function: Function,
    name: &'static str,
    keys: &'static [Key],
    everywhere: bool,
}

/// It works wherever it makes sense, whatever screen is there.
const EVERYWHERE: bool = true;

functions! {
    /// Help: the last message in full, the focused field, the keys.
    Help "help" [Key::F(1), Key::Char('?')], EVERYWHERE;
    /// Back to the menu.
    Exit "exit" [Key::F(3)], EVERYWHERE;
    /// To the side beside this one.
    Turn "turn" [Key::F(6)], EVERYWHERE;
    /// A page back.
    PageUp "page-up" [Key::F(7)], EVERYWHERE;
    /// A page on.
    PageDown "page-down" [Key::F(8)], EVERYWHERE;
    /// What a screen is for; nothing else carries anything out.
    Execute "execute" [Key::F(10)], EVERYWHERE;
    /// Back by one screen; what was typed is asked about.
    Cancel "cancel" [Key::F(12)], EVERYWHERE;
    /// To a screen by its ID.
    Jump "jump" [Key::Ctrl('g'), Key::Char('=')], EVERYWHERE;
    /// The list of everything that can be done.
    Palette "palette" [Key::Ctrl('p'), Key::Char(':')], EVERYWHERE;
    /// Narrows the list in focus.
    Filter "filter" [Key::Char('/')], EVERYWHERE;
    /// The training fobs and the clock.
    Training "training" [Key::Ctrl('t')], EVERYWHERE;
    /// The next colours.
    Theme "theme" [Key::Ctrl('o')], EVERYWHERE;
    /// The other language.
    Language "language" [Key::Ctrl('e')], EVERYWHERE;
    /// Shows the keys that are pressed, for those who watch.
    Echo "echo" [Key::Ctrl('y')], EVERYWHERE;
    /// Writes the whole terminal anew.
    Repaint "repaint" [Key::Ctrl('l')], EVERYWHERE;
    /// Reads the store again.
    Refresh "refresh" [Key::F(5)];
    /// Begins the identity check (R10).
    Identify "identify" [Key::F(2)];
    /// Compares the password on the customer's fob (R10.2).
    TryFob "try-fob" [Key::F(4)];
    /// Adds methods to the identity check that stands (R10.1).
    GoOn "go-on" [Key::F(4)];
    /// The identity could not be confirmed (R10.4).
    Reject "reject" [Key::F(9)];
    /// To lifting a suspension (R9).
    Unlock "unlock" [Key::F(4)];
    /// To revoking a token (R7.3).
    Revoke "revoke" [Key::F(9)];
    /// To stopping a token on a caller's word (R9.6).
    StopToken "stop-token" [Key::Char('s')];
    /// To changing one's own passwords (R17.1).
    ChangePasswords "change-passwords" [Key::F(4)];
    /// To lifting stopped passwords (R17.1).
    LiftPasswords "lift-passwords" [Key::Char('p')];
    /// To changing what is kept of the contract (R16.2).
    AmendContract "amend-contract" [Key::Char('k')];
    /// To its end (R16.1).
    CloseContract "close-contract" [Key::F(9)];
    /// To opening one by hand (R16.1).
    OpenContract "open-contract" [Key::F(11)];
    /// To the notes on the contract (R16.5).
    Notes "notes" [Key::Char('n')];
    /// To them from what is kept of it.
    NotesBeside "notes-beside" [Key::F(11)];
    /// To registering a token (R3).
    Register "register" [Key::F(11)];
    /// To issuing a fob (R15.4).
    Issue "issue" [Key::Char('i')];
    /// To the fob that comes in the place of the revoked one (R15.5).
    Replace "replace" [Key::F(4)];
    /// The course of the contract, day by day.
    History "history" [Key::Char('h')];
    /// Lifts the caution on a contract (R10.5).
    LiftCaution "lift-caution" [Key::Char('l')];
    /// Why a one-time password was refused (R6.7).
    Explain "explain" [Key::F(9)];
    /// To mending the drift of a clock (R6.5).
    Synchronise "synchronise" [Key::F(9)];
    /// Takes a request back.
    Withdraw "withdraw" [Key::F(4)];
    /// Takes a colleague's requests over (R11.7).
    TakeOver "take-over" [Key::F(4)];
    /// Sends a request back to who made it.
    SendBack "send-back" [Key::F(9)];
    /// Writes the slip of a receipt.
    Slip "slip" [Key::F(9)];
    /// What a search is kept to: of customers a list, of the trail an action.
    Lists "lists" [Key::F(4)];
    /// To the day's report (R18).
    DayReport "day-report" [Key::F(11)];
    /// To the notices (R14).
    Notices "notices" [Key::F(2)];
    /// A report of the day, or of its month.
    Period "period" [Key::F(4)];
    /// A report of one's own branch, or of all.
    Branches "branches" [Key::Char('b')];
    /// Writes a report as a table.
    ExportTable "export-table" [Key::F(2)];
    /// Writes a report as a page.
    ExportPage "export-page" [Key::F(11)];
    /// Sends a notice again of which nobody knows whether it left (R14.2).
    NoticeAgain "notice-again" [Key::F(2)];
    /// Lets it go as a letter.
    NoticeLetter "notice-letter" [Key::F(11)];
    /// What was begun and left.
    Drafts "drafts" [Key::F(9)];
    /// The conditions of what is listed.
    Conditions "conditions" [Key::F(2)];
    /// Takes the conditions away.
    ClearConditions "clear-conditions" [Key::F(9)];
    /// Writes what is listed to a file.
    Export "export" [Key::F(9)];
    /// How a file is written: recognised, or as is said.
    Encoding "encoding" [Key::F(4)];
    /// Whether serials of a file stand as they are (R16.3).
    AsWritten "as-written" [Key::F(2)];
    /// Takes in what of a file can be taken (R16.1).
    TakeGood "take-good" [Key::F(11)];
    /// Verifies the chain of the trail (R12.2).
    Verify "verify" [Key::F(11)];
    /// The course of the contract of an entry.
    Course "course" [Key::F(4)];
    /// The request that an entry speaks of.
    Request "request" [Key::F(2)];
    /// The entry at which the chain breaks.
    OpenEntry "open-entry" [Key::F(4)];
    /// Makes a new one.
    Add "add" [Key::F(2)];
    /// Changes the selected one.
    Change "change" [Key::F(4)];
    /// Removes the selected one.
    Remove "remove" [Key::F(9)];
    /// Locks a member of the staff, or unlocks them.
    Lock "lock" [Key::F(4)];
    /// Gives a member of the staff a first password.
    ResetPassword "reset-password" [Key::F(9)];
    /// Shows what arrives of each key.
    TestKeys "test-keys" [Key::F(4)];
    /// Moves the training clock by a minute.
    Minute "minute" [Key::F(2)];
    /// By half an hour.
    HalfHour "half-hour" [Key::F(4)];
    /// To the next morning's start of service.
    Morning "morning" [Key::F(9)];
    /// By a day.
    NextDay "next-day" [Key::F(11)];
    /// To the scenarios.
    Practise "practise" [Key::F(5)];
    /// A hint for the step.
    Hint "hint" [Key::F(2)];
    /// The scenario from its start.
    Restart "restart" [Key::F(4)];
    /// A step back.
    StepBack "step-back" [Key::F(9)];
    /// Ends the scenario.
    EndPractice "end-practice" [Key::F(11)];
    /// The other list.
    OtherList "other-list" [Key::F(4)];
    /// To the batches that came, and their release (R15.3).
    Deliveries "deliveries" [Key::F(11)];
    /// Which fob in stock shows two codes in a row (R15.8).
    WhichFob "which-fob" [Key::Char('w')];
    /// To the fobs that should be fetched back (R15.8).
    RecallList "recall-list" [Key::Char('r')];
    /// To what is done to fobs at the branch (R15.6).
    HandleFobs "handle-fobs" [Key::Char('h')];
    /// To counting the drawer (R15.7).
    CountDrawer "count-drawer" [Key::Char('c')];
    /// Leaves the registration for later (R3.1).
    Skip "skip" [Key::F(9)];
    /// The end of a customer's session.
    Logout "logout" [Key::F(11)];
    /// Stops a user's service.
    Stop "stop" [Key::F(9)];
    /// The keyboard on the screen.
    Keyboard "keyboard" [Key::F(9)];
    /// Takes a character back that was chosen on it.
    DeleteCharacter "delete-character" [Key::F(9)];
}

impl Function {
    /// All of them, those of every screen first.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|entry| entry.function)
    }

    /// The function of that name in a keymap file.
    pub fn named(name: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| entry.function)
    }

    /// Its name in a keymap file.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// Its keys in the standard keymap: the first is the one that is shown.
    pub fn standard(self) -> &'static [Key] {
        self.entry().map_or(&[], |entry| entry.keys)
    }

    /// Whether it works wherever it makes sense, rather than where a screen binds it.
    pub fn is_everywhere(self) -> bool {
        self.entry().is_some_and(|entry| entry.everywhere)
    }

    /// Whether both can be there at once, on `screens` that bind these. Those that have a key in common in the standard keymap never are.
    pub(super) fn meets(self, other: Self, screens: &[&[Self]]) -> bool {
        let on_one = |binds: &&[Self]| binds.contains(&self) && binds.contains(&other);
        let somewhere = self.is_everywhere() || other.is_everywhere() || screens.iter().any(on_one);
        somewhere && !self.standard().iter().any(|key| other.standard().contains(key))
    }

    /// The table stands in the order of the enum; a test reads it.
    fn entry(self) -> Option<&'static Entry> {
        TABLE.get(self as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_actions_and_a_name_is_one_action() {
        for (number, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.function as usize, number, "{}", entry.name);
            assert_eq!(Function::named(entry.name), Some(entry.function));
            assert!(!entry.keys.is_empty());
        }
    }
}
