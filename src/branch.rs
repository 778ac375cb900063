//! The screens of the branch, one file or folder each, and the table of them.
//!
//! A new screen is its own file or folder with its line of `mod` here, a line of the table below, and its words.

pub mod brsk025;
pub mod brsk027;
pub(crate) mod deciding;
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
pub mod tkns005;
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

pub use door::{Door, Registered, doors, registry};
use door::{Way, opens};

use crate::domain::staff::{Duty, may};
use crate::ui::screen::{Ambient, AnyScreen, Cx, Homeward};
use crate::words::place;

/// Writes the table of screens: for each its ID, its text in `[finding.screen]`, how it opens by its ID alone or from where, and the functions
/// that it binds beside those that work everywhere.
macro_rules! screens {
    ($($id:ident $title:ident $([$door:expr])? $(via $from:ident $way:ident)? $(: $($function:ident)+)?;)+) => {
        /// What is known of each screen before it is made.
        pub mod screens {
            use crate::ui::keys::Function;
            use crate::ui::screen::Nameplate;
            $(
                #[doc = concat!("`", stringify!($id), "`")]
                pub static $id: Nameplate = Nameplate {
                    id: stringify!($id),
                    title: |words| words.finding.screen.$title,
                    binds: &[$($(Function::$function),+)?],
                };
            )+
        }

        /// Every screen of the branch; those with a line in the menu stand in its order.
        pub static SCREENS: &[Registered] = &[$(Registered {
            nameplate: &screens::$id,
            door: screens!(@ $($door)?),
            way: screens!(via $($from $way)?),
        },)+];
    };
    (@) => { None };
    (@ $door:expr) => { Some($door) };
    (via) => { None };
    (via $from:ident $way:ident) => { Some(Way { from: &screens::$from, says: |words, from, to| words.$way(from, to) }) };
}

screens! {
    TLGI001 tlgi001;
    TLGI002 tlgi002;
    TKSK001 tksk001 [opens(|| AnyScreen::new(tksk001::CustomerSearch::new()))
        .needs(Duty::SeeCustomers).task('1', |menu| menu.about_search)]: OpenContract Lists;
    TSNN001 tsnn001 [opens(|| AnyScreen::new(tsnn001::Queue::new()))
        .needs(Duty::SeeRequests).task('2', |menu| menu.about_queue)]: Refresh;
    TSNN003 tsnn003 [opens(|| AnyScreen::new(tsnn003::OwnRequests::new()))
        .needs(Duty::SeeRequests).task('3', |menu| menu.about_own)]: TakeOver Slip;
    TKNS001 tkns001 [opens(|| AnyScreen::new(tkns001::TrailList::new()))
        .needs(Duty::ReadTrail).task('4', |menu| menu.about_trail)]: Refresh Lists Conditions ClearConditions Export Verify Course;
    TKNS005 tkns005 [opens(|| AnyScreen::new(tkns005::AuditReview::new())).needs(Duty::ReadTrail)]: Refresh Export OtherList;
    TKNS002 tkns002 [opens(|| AnyScreen::new(tkns002::TrailVerification::new())).needs(Duty::ReadTrail)]: OpenEntry;
    TKNR001 tknr001 [opens(|| AnyScreen::new(tknr001::StaffList::new()))
        .needs(Duty::ManageStaff).task('5', |menu| menu.about_staff)]: Refresh Add Lock ResetPassword;
    TLGI003 tlgi003 [opens(|| AnyScreen::new(tlgi003::OwnPassword::new())).task('6', |menu| menu.about_password)];
    TKNR003 tknr003 [opens(|| AnyScreen::new(tknr003::Diagnosis::new())).task('7', |menu| menu.about_diagnosis)]: TestKeys;
    TKSH001 tksh001 [opens(|| AnyScreen::new(tksh001::TrainingRoom::new()))
        .for_training().task('8', |menu| menu.about_training)]: Minute HalfHour Morning NextDay Practise;
    TZAI001 tzai001 [opens(|| AnyScreen::new(tzai001::StockList::new()))
        .needs(Duty::SeeStock).task('0', |menu| menu.about_stock)]:
        Refresh Issue Branches Conditions ClearConditions OtherList Deliveries WhichFob RecallList HandleFobs
        CountDrawer;
    TKNR004 tknr004 [opens(|| AnyScreen::new(tknr004::ClockCheck::new())).needs(Duty::KeepStore)];
    TTOP001 ttop001 [opens(|| AnyScreen::new(Homeward(&screens::TTOP001)))]: Refresh DayReport Notices Drafts;
    THYO001 thyo001 [opens(|| AnyScreen::new(thyo001::DaySheet::new()))]: Refresh Period Branches ExportTable ExportPage Export;
    TOSR001 tosr001 [opens(|| AnyScreen::new(tosr001::Notices::new())).needs(Duty::SendNotices)]:
        Refresh NoticeAgain NoticeLetter Export OtherList;
    TKSK002 tksk002 via TKSK001 way_customer: Refresh Identify Unlock Revoke StopToken LiftPasswords AmendContract Notes Register Issue History LiftCaution;
    THKK001 thkk001 via TKSK001 way_contract: Refresh TryFob GoOn Reject Add;
    BRSK025 brsk025 via TKSK001 way_contract: Refresh Identify;
    BRSK027 brsk027 via TKSK001 way_contract: Refresh Identify;
    TTRK001 ttrk001 via TKSK001 way_contract: Refresh Identify;
    TTRK002 ttrk002 via TKSK001 way_contract: Refresh Identify Explain;
    TTRK003 ttrk003 via TKSK001 way_contract: Refresh Identify Synchronise;
    TTRK004 ttrk004 via TKSK001 way_contract: Refresh Identify;
    TTRK005 ttrk005 via TKSK001 way_contract: Refresh Identify;
    TZAI003 tzai003 [opens(|| AnyScreen::new(tzai003::Deliveries::new())).needs(Duty::SeeStock)]: Refresh Remove;
    TZAI004 tzai004 via TKSK001 way_contract: Refresh Identify;
    TZAI005 tzai005 [opens(|| AnyScreen::new(tzai005::Handling::new())).needs(Duty::SeeStock)]: Refresh ExportPage Remove OtherList;
    TZAI006 tzai006 [opens(|| AnyScreen::new(tzai006::Counting::new())).needs(Duty::SeeStock)]:
        Refresh ExportTable ExportPage Remove OtherList;
    TKNN001 tknn001 via TKSK001 way_course: Refresh;
    TKNR009 tknr009 via TKSK001 way_course: Replace Slip;
    TSNN002 tsnn002 via TSNN001 way_request: Refresh Withdraw SendBack Slip;
    TSNN004 tsnn004 via TSNN001 way_request: Refresh Withdraw SendBack;
    TKNS003 tkns003 via TKSK001 way_contract: Refresh Slip;
    TKNS004 tkns004 via TKNS001 way_entry: Slip Course Request;
    TKSH002 tksh002 via TKSH001 way_practice: Hint Restart StepBack EndPractice;
    TKYK001 tkyk001 [opens(|| AnyScreen::new(tkyk001::OpeningEntry::new())).needs(Duty::Amend)]:
        Refresh Identify CloseContract NotesBeside Change Remove;
    TKYK002 tkyk002 [opens(|| AnyScreen::new(tkyk002::FileList::new())).needs(Duty::Import)]: Refresh Export Encoding AsWritten TakeGood;
    TKYK003 tkyk003 via TKSK001 way_contract: Refresh Add Remove;
}

/// A company's name in a list, with the mark of a caution before it if one stands (R10.5).
pub(crate) fn marked(company: &str, cautioned: bool, at: &Ambient<'_>) -> String {
    if cautioned {
        format!("{} {company}", at.words.caution.mark)
    } else {
        company.to_owned()
    }
}

/// Whoever is signed in leaves. Nobody hears the answer, as the screen that asks for it is closed.
pub(crate) fn leave<M: Send + 'static>(answer: M, cx: &mut Cx<'_, M>) {
    if let Some(session) = cx.at().session().cloned() {
        cx.execute(move |desk| desk.stand_up(&session), |()| answer);
    }
    cx.sign_out();
}

/// Why a key is off for who is signed in: their role lacks the duty.
pub(crate) fn off_duty(at: &Ambient<'_>, duty: Duty) -> Option<String> {
    let role = at.session()?.staff().role;
    let words = || at.words.finding.role_off(place::Role(at.words.label.role(role)));
    (!may(role, duty)).then(words)
}
