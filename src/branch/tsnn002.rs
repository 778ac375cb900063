//! TSNN002 承認内容: exactly what was shown to the teller, for the one who decides about it (R11).

mod past;
mod standing;

pub(super) use self::standing::reason_in_words;
pub(super) use self::standing::standing;
use super::deciding::{Decided, DecisionScreen, Msg, Stage};
use super::paper::{self, Printed};
use super::shown::{self, When};
use crate::branch::screens;
use crate::desk::{Error, Look, Outcome, RequestView};
use crate::domain::approval::Status;
use crate::domain::calendar::Instant;
use crate::domain::staff::{Duty, may};
use crate::domain::values::RequestId;
use crate::store::Entry;
use crate::ui::keys::Function;
use crate::ui::kit::lines::Lines;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate};
use crate::words::{Words, place};

/// TSNN002 承認内容.
pub(crate) type RequestDetail = DecisionScreen<Request>;

/// A request about a contract, with what that went through lately.
pub(crate) struct Request;

/// What the screen alone is told.
pub(crate) enum Own {
    /// F9 of what was carried out.
    Print,
    /// The slip, or what the system said.
    Printed(Result<Printed, Error>),
}

/// Where something is still to be decided.
const OPEN: [Status; 2] = [Status::Waiting, Status::ToLookOver];

/// The request with what its contract went through lately.
type Read = (RequestView, Vec<Entry>);

/// Whom a key is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// The one who decides.
    Approver,
    /// The one who asked.
    Requester,
}

/// Why a key for `whom`, which acts on requests that stand at one of `from`, is off (E1101, E1103, E1104, E1106, E1203).
fn off((view, _): &Read, whom: For, from: &[Status], at: &Ambient<'_>) -> Option<String> {
    let (words, label) = (&at.words.deciding.request, &at.words.label);
    let Some(session) = at.session() else {
        return Some(words.off_asking.to_owned());
    };
    let staff = session.staff();
    let own = staff.id == view.made_by;
    match whom {
        For::Approver if !may(staff.role, Duty::Approve) => {
            return Some(words.off_role(place::Role(label.role(staff.role))));
        }
        For::Approver if own => return Some(words.off_own.to_owned()),
        For::Requester if !own => return Some(words.off_others.to_owned()),
        For::Approver | For::Requester => {}
    }
    if view.lapsed {
        Some(words.off_lapsed.to_owned())
    } else if from.contains(&view.status) {
        None
    } else {
        Some(words.off_decided(place::Status(label.status(view.status))))
    }
}

/// Whether who looks at it is one who decides about requests of others.
fn is_approvers(view: &RequestView, at: &Ambient<'_>) -> bool {
    let staff = at.session().map(crate::desk::Session::staff);
    staff.is_some_and(|staff| may(staff.role, Duty::Approve) && view.made_by != staff.id)
}

impl Decided for Request {
    type View = Read;
    type Own = Own;

    fn nameplate() -> &'static Nameplate {
        &screens::TSNN002
    }

    fn title(view: Option<&Read>, words: &Words) -> String {
        let own = &words.deciding.request;
        match view {
            Some((view, _)) => own.title(place::Action(words.label.action(view.shown.action))),
            None => own.title_plain.to_owned(),
        }
    }

    fn read(look: &Look<'_>, id: RequestId) -> Result<Read, Error> {
        let view = look.request(id)?;
        let past = look.past(&view.shown.contract)?;
        Ok((view, past))
    }

    fn holds_until((view, _): &Read) -> Option<Instant> {
        view.holds_until()
    }

    fn stage((view, _): &Read) -> Stage {
        match view.status {
            Status::Waiting if !view.lapsed => Stage::Waits,
            Status::ToLookOver if !view.lapsed => Stage::ToLookOver,
            _ => Stage::Over,
        }
    }

    fn off_deciding(view: &Read, at: &Ambient<'_>) -> Option<String> {
        off(view, For::Approver, &OPEN, at)
    }

    fn off_sending_back(view: &Read, at: &Ambient<'_>) -> Option<String> {
        off(view, For::Approver, &OPEN, at)
    }

    fn off_withdrawing(view: &Read, at: &Ambient<'_>) -> Option<String> {
        off(view, For::Requester, &[Status::Waiting], at)
    }

    fn question(words: &Words) -> &'static str {
        words.deciding.request.withdraw_question
    }

    fn hint(words: &Words) -> &'static str {
        words.deciding.request.hint
    }

    fn decided(outcome: &Outcome, view: Option<&Read>, words: &Words) -> Option<Message> {
        let words = &words.deciding.request;
        match outcome {
            Outcome::Done(receipt) => Some(Message::good("I1101", words.approved(place::Number(&receipt.number)))),
            Outcome::LookedOver { .. } => {
                let number = view.and_then(|(view, _)| view.receipt.as_deref()).unwrap_or_default();
                Some(Message::good("I1104", words.looked_over(place::Number(number))))
            }
            _ => None,
        }
    }

    fn says(lines: &mut Lines<'_>, (view, past): &Read, id: RequestId) {
        shown::caution(lines, view.caution.as_ref());
        standing(lines, view);
        let is_done = view.receipt.is_some();
        let when = if is_done { When::Settled } else { When::Planned };
        shown::describe(lines, &view.shown, when);
        past::past(lines, past, id);
    }

    /// The slip has the key of sending back: what can still be sent back is not over, and of what is over there is a slip.
    fn own_key(read: &Read, at: &Ambient<'_>) -> Option<Binding<Msg<Self>>> {
        let (view, _) = read;
        let number = view.receipt.as_deref()?;
        let for_slip = Self::stage(read) == Stage::Over || !is_approvers(view, at);
        let can_send_back = Self::off_sending_back(read, at).is_none();
        let print = Binding::new(Function::Slip, at.words.telling.slip.print, Msg::Own(Own::Print));
        (for_slip && !can_send_back).then(|| print.unless(paper::off(Some(number), at)))
    }

    fn own(own: Own, read: Option<&Read>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Own::Print => {
                if let Some(number) = read.and_then(|(view, _)| view.receipt.as_deref()) {
                    paper::print(number, None, |printed| Msg::Own(Own::Printed(printed)), cx);
                }
            }
            Own::Printed(Ok(printed)) => paper::say(&printed, cx),
            Own::Printed(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
