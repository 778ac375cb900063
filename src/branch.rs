//! The screens of the branch, one file or folder each, and the table of them.
//!
//! A new screen is its own file or folder with its line of `mod` here, a line of the table below, and its words.

pub mod brsk025;
pub mod brsk027;
mod door;
pub(crate) mod entering;
mod paper;
pub mod shown;
pub mod thkk001;
pub mod thyo001;
pub mod tknn001;
pub mod tknr001;
pub mod tknr003;
pub mod tknr004;
pub mod tknr009;
pub mod tkns001;
pub mod tkns002;
pub mod tkns003;
pub mod tkns004;
pub mod tksh001;
pub mod tksh002;
pub mod tksk001;
pub mod tksk002;
pub mod tkyk001;
pub mod tkyk002;
pub mod tkyk003;
pub mod tlgi001;
pub mod tlgi002;
pub mod tlgi003;
pub mod tosr001;
pub mod tsnn001;
pub mod tsnn002;
pub mod tsnn003;
pub mod tsnn004;
pub mod ttop001;
pub mod ttrk001;
pub mod ttrk002;
pub mod ttrk003;
pub mod ttrk004;
pub mod ttrk005;
pub mod tzai001;
pub mod tzai003;
pub mod tzai004;
pub mod tzai005;
pub mod tzai006;

use door::opens;
pub use door::{Door, Registered, doors, registry};

use crate::domain::staff::{Duty, may};
use crate::ui::screen::{Ambient, AnyScreen, Homeward};
use crate::words::place;

/// Writes the table of screens: for each its ID, its text in `[finding.screen]`, and how it opens by its ID alone.
macro_rules! screens {
    ($($id:ident $title:ident $([$door:expr])?;)+) => {
        /// What is known of each screen before it is made.
        pub mod screens {
            use crate::ui::screen::Nameplate;
            $(
                #[doc = concat!("`", stringify!($id), "`")]
                pub static $id: Nameplate = Nameplate { id: stringify!($id), title: |words| words.finding.screen.$title };
            )+
        }

        /// Every screen of the branch; those with a line in the menu stand in its order.
        pub static SCREENS: &[Registered] = &[$(Registered { nameplate: &screens::$id, door: screens!(@ $($door)?) },)+];
    };
    (@) => { None };
    (@ $door:expr) => { Some($door) };
}

screens! {
    TLGI001 tlgi001;
    TLGI002 tlgi002;
    TKSK001 tksk001 [opens(|| AnyScreen::new(tksk001::CustomerSearch::new()))
        .needs(Duty::SeeCustomers).task('1', |menu| menu.about_search)];
    TSNN001 tsnn001 [opens(|| AnyScreen::new(tsnn001::Queue::new()))
        .needs(Duty::SeeRequests).task('2', |menu| menu.about_queue)];
    TSNN003 tsnn003 [opens(|| AnyScreen::new(tsnn003::OwnRequests::new()))
        .needs(Duty::SeeRequests).task('3', |menu| menu.about_own)];
    TKNS001 tkns001 [opens(|| AnyScreen::new(tkns001::TrailList::new()))
        .needs(Duty::ReadTrail).task('4', |menu| menu.about_trail)];
    TKNS002 tkns002 [opens(|| AnyScreen::new(tkns002::TrailVerification::new())).needs(Duty::ReadTrail)];
    TKNR001 tknr001 [opens(|| AnyScreen::new(tknr001::StaffList::new()))
        .needs(Duty::ManageStaff).task('5', |menu| menu.about_staff)];
    TLGI003 tlgi003 [opens(|| AnyScreen::new(tlgi003::OwnPassword::new())).task('6', |menu| menu.about_password)];
    TKNR003 tknr003 [opens(|| AnyScreen::new(tknr003::Diagnosis::new())).task('7', |menu| menu.about_diagnosis)];
    TKSH001 tksh001 [opens(|| AnyScreen::new(tksh001::TrainingRoom::new()))
        .for_training().task('8', |menu| menu.about_training)];
    TZAI001 tzai001 [opens(|| AnyScreen::new(tzai001::StockList::new()))
        .needs(Duty::SeeStock).task('0', |menu| menu.about_stock)];
    TKNR004 tknr004 [opens(|| AnyScreen::new(tknr004::ClockCheck::new())).needs(Duty::KeepStore)];
    TTOP001 ttop001 [opens(|| AnyScreen::new(Homeward(&screens::TTOP001)))];
    THYO001 thyo001 [opens(|| AnyScreen::new(thyo001::DaySheet::new()))];
    TOSR001 tosr001 [opens(|| AnyScreen::new(tosr001::Notices::new())).needs(Duty::SendNotices)];
    TKSK002 tksk002;
    THKK001 thkk001;
    BRSK025 brsk025;
    BRSK027 brsk027;
    TTRK001 ttrk001;
    TTRK002 ttrk002;
    TTRK003 ttrk003;
    TTRK004 ttrk004;
    TTRK005 ttrk005;
    TZAI003 tzai003 [opens(|| AnyScreen::new(tzai003::Deliveries::new())).needs(Duty::SeeStock)];
    TZAI004 tzai004;
    TZAI005 tzai005 [opens(|| AnyScreen::new(tzai005::Handling::new())).needs(Duty::SeeStock)];
    TZAI006 tzai006 [opens(|| AnyScreen::new(tzai006::Counting::new())).needs(Duty::SeeStock)];
    TKNN001 tknn001;
    TKNR009 tknr009;
    TSNN002 tsnn002;
    TSNN004 tsnn004;
    TKNS003 tkns003;
    TKNS004 tkns004;
    TKSH002 tksh002;
    TKYK001 tkyk001 [opens(|| AnyScreen::new(tkyk001::OpeningEntry::new())).needs(Duty::Amend)];
    TKYK002 tkyk002 [opens(|| AnyScreen::new(tkyk002::FileList::new())).needs(Duty::Import)];
    TKYK003 tkyk003;
}

/// A company's name in a list, with the mark of a caution before it if one stands (R10.5).
pub(crate) fn marked(company: &str, cautioned: bool, at: &Ambient<'_>) -> String {
    if cautioned {
        format!("{} {company}", at.words.caution.mark)
    } else {
        company.to_owned()
    }
}

/// Why a key is off for who is signed in: their role lacks the duty.
pub(crate) fn off_duty(at: &Ambient<'_>, duty: Duty) -> Option<String> {
    let role = at.session()?.staff().role;
    let words = || at.words.finding.role_off(place::Role(at.words.label.role(role)));
    (!may(role, duty)).then(words)
}
