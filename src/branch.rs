//! The screens of the branch, one file each, and the table of those that open by their ID.

pub mod brsk025;
pub mod brsk027;
pub(crate) mod entering;
pub mod shown;
pub mod thkk001;
pub mod tknn001;
pub mod tknr001;
pub mod tknr003;
pub mod tknr009;
pub mod tkns001;
pub mod tkns002;
pub mod tkns003;
pub mod tkns004;
pub mod tksh001;
pub mod tksh002;
pub mod tksk001;
pub mod tksk002;
pub mod tlgi001;
pub mod tlgi002;
pub mod tlgi003;
pub mod tsnn001;
pub mod tsnn002;
pub mod tsnn003;
pub mod ttop001;
pub mod ttrk001;
pub mod ttrk002;
pub mod ttrk003;
pub mod tzai004;

use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, may};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, AnyScreen};
use crate::words::{FindingScreenWords, Words, place};

/// A screen that can be opened by its ID alone, from the menu or the jump box.
#[derive(Debug)]
pub struct Door {
    /// Its ID.
    pub id: &'static str,
    /// The duty a role needs for it, if any.
    pub duty: Option<Duty>,
    /// Whether it is for training stores only (R2.4).
    pub training: bool,
    /// Makes it.
    open: fn() -> AnyScreen,
}

/// The doors, in the order of the menu.
pub const DOORS: &[Door] = &[
    Door {
        id: "TKSK001",
        duty: Some(Duty::SeeCustomers),
        training: false,
        open: || AnyScreen::new(tksk001::CustomerSearch::new()),
    },
    Door {
        id: "TSNN001",
        duty: Some(Duty::SeeRequests),
        training: false,
        open: || AnyScreen::new(tsnn001::Queue::new()),
    },
    Door {
        id: "TSNN003",
        duty: Some(Duty::SeeRequests),
        training: false,
        open: || AnyScreen::new(tsnn003::OwnRequests::new()),
    },
    Door {
        id: "TKNS001",
        duty: Some(Duty::ReadTrail),
        training: false,
        open: || AnyScreen::new(tkns001::TrailList::new()),
    },
    Door {
        id: "TKNS002",
        duty: Some(Duty::ReadTrail),
        training: false,
        open: || AnyScreen::new(tkns002::TrailVerification::new()),
    },
    Door {
        id: "TKNR001",
        duty: Some(Duty::ManageStaff),
        training: false,
        open: || AnyScreen::new(tknr001::StaffList::new()),
    },
    Door {
        id: "TLGI003",
        duty: None,
        training: false,
        open: || AnyScreen::new(tlgi003::OwnPassword::new()),
    },
    Door {
        id: "TKNR003",
        duty: None,
        training: false,
        open: || AnyScreen::new(tknr003::Diagnosis::new()),
    },
    Door {
        id: "TKSH001",
        duty: None,
        training: true,
        open: || AnyScreen::new(tksh001::TrainingRoom::new()),
    },
    Door {
        id: "TTOP001",
        duty: None,
        training: false,
        open: || AnyScreen::new(ttop001::Homeward),
    },
];

impl Door {
    /// Why it may not be opened now: nobody is signed in, a live store, or a role without the duty (E1203).
    pub fn refused(&self, at: &Ambient<'_>) -> Option<Message> {
        let Some(session) = at.session() else {
            return Some(Message::bad("E0004", at.words.finding.not_signed_in));
        };
        let role = session.staff().role;
        let refusal = if session.must_change() {
            let staff = session.staff().id.to_string();
            Refusal::PasswordToChange { staff }
        } else if self.training && !at.training {
            Refusal::TrainingOnly
        } else if self.duty.is_some_and(|duty| !may(role, duty)) {
            let role = role.as_str().to_owned();
            Refusal::RoleMayNot { role }
        } else {
            return None;
        };
        Some(Message::from_refusal(&refusal, at.words))
    }
}

/// Opens a screen by its ID for the jump box: `None` if there is none of that name, or why it may not be opened.
pub fn registry(id: &str, at: &Ambient<'_>) -> Option<Result<AnyScreen, Message>> {
    let known = names(at.words).into_iter().find(|(known, _)| *known == id)?;
    Some(match DOORS.iter().find(|door| door.id == id) {
        Some(door) => door.refused(at).map_or_else(|| Ok((door.open)()), Err),
        None if at.session().is_none() => Err(Message::bad("E0004", at.words.finding.not_signed_in)),
        None if id == "TLGI001" => Err(Message::warn("W0007", at.words.finding.log_out_first)),
        None => {
            let words = at.words.finding.choose_first(place::Name(known.1));
            Err(Message::warn("W0004", words))
        }
    })
}

/// Every screen of the branch with its name, in the order of the day.
pub fn names(words: &Words) -> Vec<(&'static str, &str)> {
    let FindingScreenWords {
        tlgi001,
        tlgi002,
        tlgi003,
        ttop001,
        tksk001,
        tksk002,
        thkk001,
        brsk025,
        brsk027,
        ttrk001,
        ttrk002,
        ttrk003,
        tknn001,
        tknr009,
        tknr001,
        tsnn001,
        tsnn002,
        tsnn003,
        tkns001,
        tkns002,
        tkns003,
        tkns004,
        tksh001,
        tknr003,
        tksh002,
        tzai004,
    } = &words.finding.screen;
    vec![
        ("TLGI001", tlgi001),
        ("TLGI002", tlgi002),
        ("TLGI003", tlgi003),
        ("TTOP001", ttop001),
        ("TKSK001", tksk001),
        ("TKSK002", tksk002),
        ("THKK001", thkk001),
        ("BRSK025", brsk025),
        ("BRSK027", brsk027),
        ("TTRK001", ttrk001),
        ("TTRK002", ttrk002),
        ("TTRK003", ttrk003),
        ("TZAI004", tzai004),
        ("TKNN001", tknn001),
        ("TKNR009", tknr009),
        ("TSNN001", tsnn001),
        ("TSNN002", tsnn002),
        ("TSNN003", tsnn003),
        ("TKNS001", tkns001),
        ("TKNS002", tkns002),
        ("TKNS003", tkns003),
        ("TKNS004", tkns004),
        ("TKNR001", tknr001),
        ("TKSH001", tksh001),
        ("TKNR003", tknr003),
        ("TKSH002", tksh002),
    ]
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
