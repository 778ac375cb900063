//! Drafts of which nobody can be chosen any more: no key leads to them, so the teller is told here, and they go.

use super::Msg;
use crate::desk::{Desk, Sheet};
use crate::domain::draft::Unfinished;
use crate::domain::policy::Policy;
use crate::domain::values::ContractNumber;
use crate::ui::message::Message;
use crate::ui::screen::Cx;
use crate::words::place;

/// Takes them out of the contract as it was read.
pub(super) fn take(sheet: &mut Sheet, policy: &Policy) -> Vec<Unfinished> {
    let (case, at) = (&sheet.case, sheet.at);
    let (void, good) = std::mem::take(&mut sheet.drafts)
        .into_iter()
        .partition(|draft| draft.is_void(case, at, policy));
    sheet.drafts = good;
    void
}

/// Drops them and says so.
pub(super) fn give_up(void: &[Unfinished], number: &ContractNumber, cx: &mut Cx<'_, Msg>) {
    let Some(session) = cx.at().session().cloned() else {
        return;
    };
    for draft in void {
        let time = cx.at().words.label.soon(draft.at, cx.at().now);
        let found_nothing = cx.at().words.entering.common.found_nothing(place::At(&time));
        cx.say(Message::warn("W0508", found_nothing));
        let (session, screen, contract) = (session.clone(), draft.screen.clone(), number.clone());
        let drop = move |desk: &mut Desk| desk.drop_draft(&session, &screen, &contract);
        cx.execute(drop, |_| Msg::Dropped);
    }
}
