//! Drafts of entry screens: kept when one goes elsewhere, found again on the same screen of the same contract.

use super::{CaseData, OpenCase};
use crate::desk::Desk;
use crate::domain::draft::{self, Entered, Unfinished};
use crate::domain::identity::Action;
use crate::ui::message::Message;
use crate::ui::screen::{CloseReason, Cx};
use crate::words::place;

/// What was to be done on that screen.
pub(crate) fn deed(screen: &str) -> Action {
    draft::action_on(screen).unwrap_or(Action::Register)
}

impl OpenCase {
    /// What was left half-way on this screen today; once, from the first reading. It is to be restored and then
    /// [told](Self::tell_found).
    pub(crate) fn found_again(&mut self, screen: &str) -> Option<Unfinished> {
        let reading = self.read.as_deref().filter(|_| self.begun.is_none())?;
        self.begun = Some(reading.sheet.at);
        reading
            .sheet
            .drafts
            .iter()
            .find(|draft| draft.screen == screen)
            .cloned()
    }

    /// Says what has become of a draft of `wanted` things of which `restored` could be chosen again. One of which nothing is
    /// left is dropped.
    pub(crate) fn tell_found<M: Send + 'static>(
        &self,
        draft: Unfinished,
        (wanted, restored): (usize, usize),
        cx: &mut Cx<'_, M>,
        heard: impl FnOnce() -> M + Send + 'static,
    ) {
        let words = &cx.at().words.entering.common;
        let time = cx.at().words.label.soon(draft.at, cx.at().now);
        let at = place::At(&time);
        let message = match restored {
            0 => Message::warn("W0508", words.found_nothing(at)),
            _ if restored < wanted => {
                let count = (wanted - restored).to_string();
                Message::warn("W0507", words.found_less(at, place::Count(&count)))
            }
            _ => Message::info("I0506", words.found_again(at)),
        };
        if restored == 0 {
            self.drop_draft(draft.screen, cx, heard);
        }
        cx.say(message);
    }

    /// The screen is left: what was chosen is kept as a draft, if the case goes on some time and anything was chosen; otherwise
    /// the one there may be is dropped.
    pub(crate) fn leave<M: Send + 'static>(
        &self,
        why: CloseReason,
        screen: &'static str,
        entered: Entered,
        cx: &mut Cx<'_, M>,
        heard: impl FnOnce() -> M + Send + 'static,
    ) {
        let (Some(session), Some(begun)) = (cx.at().session().cloned(), self.begun) else {
            return;
        };
        let contract = self.number.clone();
        let is_kept = |reading: &CaseData| reading.sheet.drafts.iter().any(|draft| draft.screen == screen);
        if why == CloseReason::Away && !entered.is_empty() {
            let keep = move |desk: &mut Desk| desk.keep_draft(&session, screen, &contract, entered, begun);
            cx.execute(keep, |_| heard());
        } else if self.read().is_some_and(is_kept) {
            self.drop_draft(screen.to_owned(), cx, heard);
        }
    }

    fn drop_draft<M: Send + 'static>(
        &self,
        screen: String,
        cx: &mut Cx<'_, M>,
        heard: impl FnOnce() -> M + Send + 'static,
    ) {
        let Some(session) = cx.at().session().cloned() else {
            return;
        };
        let contract = self.number.clone();
        let drop = move |desk: &mut Desk| desk.drop_draft(&session, &screen, &contract);
        cx.execute(drop, |_| heard());
    }
}
