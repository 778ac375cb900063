//! The users of the company as they were last read: what BRSK005 and BRSK011 list.

use ratatui::style::Style;

use crate::domain::access::ServiceState;
use crate::domain::calendar::Instant;
use crate::domain::gate::Operation;
use crate::domain::refusal::Decision;
use crate::domain::state::OtpState;
use crate::domain::values::LoginId;
use crate::portal::{Error, Look, MemberSheet};
use crate::ui::kit::table::Table;
use crate::ui::screen::Ambient;
use crate::words::place;

/// Everybody of the company, and what an administrator may do.
#[derive(Clone, Debug)]
pub struct Users {
    /// When it was read.
    pub at: Instant,
    /// Who looks.
    pub me: LoginId,
    /// The users, by login ID.
    pub sheets: Vec<MemberSheet>,
    /// Whether a change asks for a code, or why none may be made now (R5.2, R5.3).
    pub asks_code: Decision<bool>,
    /// The digits of a one-time password.
    pub digits: u32,
}

/// What comes of reading them.
pub(in crate::customer) type Answer = Result<Box<Users>, Error>;

impl Users {
    /// Reads them.
    pub(in crate::customer) fn read(look: &Look<'_>) -> Answer {
        let rows = look.members()?;
        let sheets: Result<_, Error> = rows.iter().map(|row| look.member_sheet(&row.user.login_id)).collect();
        Ok(Box::new(Self {
            at: look.now(),
            me: look.member().user().login_id.clone(),
            sheets: sheets?,
            asks_code: look.asks_code(Operation::Administration, None),
            digits: look.policy().otp_digits,
        }))
    }

    /// When a state ceases to be so by time alone: a pause, a closed period or a token ends.
    pub(in crate::customer) fn holds_until(&self) -> Option<Instant> {
        self.sheets.iter().filter_map(|sheet| holds_until(sheet, self.at)).min()
    }

    /// The row of a user.
    pub(in crate::customer) fn place(&self, login_id: &LoginId) -> Option<usize> {
        self.sheets
            .iter()
            .position(|sheet| sheet.row.user.login_id == *login_id)
    }

    /// Takes the place of what was read before; the selection stays on its user.
    pub(in crate::customer) fn replace(self: Box<Self>, before: &mut Option<Box<Self>>, table: Option<&mut Table>) {
        if let Some(table) = table {
            let old = before.as_ref().and_then(|before| before.sheets.get(table.selected()));
            let row = old.and_then(|sheet| self.place(&sheet.row.user.login_id));
            table.reselect(row, self.sheets.len());
        }
        *before = Some(self);
    }
}

/// When a state of that user ceases to be so by time alone.
pub(in crate::customer) fn holds_until(sheet: &MemberSheet, at: Instant) -> Option<Instant> {
    let (row, user) = (&sheet.row, &sheet.row.user);
    let ends = [user.service.pause_ends(at), user.reopens_at, row.expires];
    ends.into_iter().flatten().filter(|end| *end > at).min()
}

/// A pause with how many addresses are (R17.2).
fn counted(state: &str, addresses: usize, at: &Ambient<'_>) -> String {
    let count = addresses.to_string();
    at.words
        .members
        .service_state
        .paused_addresses(place::Count(&count), place::State(state))
}

/// [`service`] where addresses are counted whatever room there is (BRSK011).
pub(in crate::customer) fn service_counted(state: ServiceState, at: &Ambient<'_>, wide: bool) -> String {
    match state {
        ServiceState::LoginPaused { addresses, .. } if !wide => counted(&service(state, at, false), addresses, at),
        _ => service(state, at, true),
    }
}

/// サービス利用状態 with its mark; short words where room is.
pub(in crate::customer) fn service(state: ServiceState, at: &Ambient<'_>, wide: bool) -> String {
    let words = &at.words.members.service_state;
    let paused;
    let word = match state {
        ServiceState::Available => words.available,
        ServiceState::Stopped => words.stopped,
        ServiceState::LoginStopped if wide => words.login_stopped,
        ServiceState::LoginStopped => words.login_stopped_narrow,
        ServiceState::LoginPaused { addresses, .. } if wide => {
            paused = counted(words.login_paused, addresses, at);
            paused.as_str()
        }
        ServiceState::LoginPaused { .. } => words.login_paused_narrow,
        ServiceState::ConfirmationStopped if wide => words.confirmation_stopped,
        ServiceState::ConfirmationStopped => words.confirmation_stopped_narrow,
    };
    let mark = match state {
        ServiceState::Available => words.mark_available,
        ServiceState::LoginPaused { .. } => words.mark_paused,
        _ => words.mark_stopped,
    };
    format!("{mark} {word}")
}

/// The same in full, a pause with its end.
pub(in crate::customer) fn service_whole(state: ServiceState, at: &Ambient<'_>) -> String {
    let text = service(state, at, true);
    match state {
        ServiceState::LoginPaused { until: Some(until), .. } => {
            let until = at.words.label.soon(until, at.now);
            at.words
                .members
                .service_state
                .paused_until(place::State(&text), place::Until(&until))
        }
        _ => text,
    }
}

/// Its role.
pub(in crate::customer) fn service_style(state: ServiceState, at: &Ambient<'_>) -> Style {
    match state {
        ServiceState::Available => at.theme.value,
        ServiceState::LoginPaused { .. } => at.theme.warn,
        _ => at.theme.bad,
    }
}

/// ワンタイムパスワード状態; where room is short, of a closed period its end stays whole (R8.3).
pub(in crate::customer) fn otp(state: OtpState, at: &Ambient<'_>, wide: bool) -> String {
    match state {
        OtpState::Revoked(opens) if !wide => at
            .words
            .members
            .common
            .revoked_narrow(place::Opens(&at.words.label.soon(opens, at.now))),
        state => at.words.label.state(state, at.now),
    }
}
