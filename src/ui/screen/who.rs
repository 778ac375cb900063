//! Who sits at a console.

use crate::desk::Session;
use crate::domain::values::ContractNumber;
use crate::portal::{Me, SessionKey};
use crate::ui::text::cut;
use crate::ui::veil::Veil;

/// The most columns of a branch's or company's name in the head, so that a title always has its room.
const PLACE_COLUMNS: u16 = 20;

/// Who is signed in, in words for the frame.
#[derive(Clone, Debug)]
pub struct Who {
    /// Where they belong: the branch with its code, or the company.
    pub place: String,
    /// Their name.
    pub name: String,
    /// At which counter.
    pub seat: Seat,
    /// The contract that a customer belongs to.
    pub contract: Option<ContractNumber>,
    /// What they ask a caller for just now, which no screen of theirs shows (R10.6).
    pub veil: Veil,
}

/// On which side of the counter somebody sits, and what they are known by there.
#[derive(Clone, Debug)]
pub enum Seat {
    /// In a console without a desk.
    Nowhere,
    /// A member of the staff.
    Staff(Box<Session>),
    /// A user of the web banking who has yet to register or to skip that (R3.1): no other screen opens before.
    Newcomer(SessionKey),
    /// A user of the web banking.
    Customer(SessionKey),
}

impl Who {
    /// A member of the staff who has just logged in.
    pub fn of(session: Session) -> Self {
        let staff = session.staff();
        Self {
            place: format!(
                "{} {}",
                cut(staff.branch.name.as_str(), PLACE_COLUMNS),
                staff.branch.code
            ),
            name: staff.name.to_string(),
            seat: Seat::Staff(Box::new(session)),
            contract: None,
            veil: Veil::default(),
        }
    }

    /// A user of the web banking, whose session `seat` holds.
    pub fn customer(seat: Seat, me: &Me) -> Self {
        Self {
            place: cut(me.company.as_str(), PLACE_COLUMNS).into_owned(),
            name: me.name.to_string(),
            seat,
            contract: Some(me.contract.clone()),
            veil: Veil::default(),
        }
    }
}
