//! The users of the company on BRSK025 and BRSK027: as they were last read, and who of them was chosen.

use ratatui::style::Style;

use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::LoginId;
use crate::portal::{Candidate, Error, Look};
use crate::ui::keys::Key;
use crate::ui::kit::list_form::ListForm;
use crate::ui::kit::roster::{Line, Mark, Roster};
use crate::ui::kit::table::Did;
use crate::ui::kit::users::Seen;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};

/// What a list of users is made from.
#[derive(Clone, Debug)]
pub struct CandidateList {
    /// Who asks.
    pub me: LoginId,
    /// The users.
    pub rows: Vec<Candidate>,
    /// Why the one who asks may not do it now.
    pub off: Option<Refusal>,
    /// The policy in force.
    pub policy: Policy,
    /// Until when all this holds.
    pub until: Option<Instant>,
}

impl CandidateList {
    /// The reading: the users, and whether the one who asks may do it.
    pub(super) fn of(look: &Look<'_>, rows: Decision<Vec<Candidate>>, may: Decision<()>) -> Result<Box<Self>, Error> {
        Ok(Box::new(Self {
            me: look.me().login_id,
            rows: rows?,
            off: may.err(),
            policy: look.policy().clone(),
            until: look.holds_until(),
        }))
    }
}

/// What comes of reading.
pub(super) type Answer = Result<Box<CandidateList>, Error>;

/// The list, and who is chosen.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    reading: Option<Box<CandidateList>>,
    refused: Option<Refusal>,
    chosen: Vec<LoginId>,
    /// The person asked for a reading: they are told of it.
    pub(super) aloud: bool,
}

impl Candidates {
    /// What was last read.
    pub(super) fn reading(&self) -> Option<&CandidateList> {
        self.reading.as_deref()
    }

    /// The rows.
    pub(super) fn rows(&self) -> &[Candidate] {
        self.reading().map_or(&[], |reading| &reading.rows)
    }

    /// Takes a reading: who can't be chosen any more is not, and the pointer stays on its user.
    pub(super) fn hear<M: Send + 'static>(&mut self, answer: Answer, roster: Option<&mut Roster>, cx: &mut Cx<'_, M>) {
        let reading = match answer {
            Ok(reading) => reading,
            Err(error) => {
                if let Error::Refused(refusal) = &error {
                    self.refused = Some(refusal.clone());
                }
                cx.customer_refused(&error);
                return;
            }
        };
        let index_of = |login_id: &LoginId| reading.rows.iter().position(|it| it.row.user.login_id == *login_id);
        if let Some(roster) = roster {
            let before = self.rows().get(roster.selected());
            if let Some(row) = before.and_then(|it| index_of(&it.row.user.login_id)) {
                roster.select(row);
            }
        }
        let fits = |login_id: &LoginId| {
            let found = index_of(login_id).and_then(|index| reading.rows.get(index));
            found.is_some_and(|it| it.refused.is_none())
        };
        self.chosen.retain(fits);
        self.refused = None;
        self.reading = Some(reading);
        if std::mem::take(&mut self.aloud) {
            cx.say(Message::info("I1605", cx.at().words.portal.common.refreshed));
        }
    }

    /// Why nothing can be done here now, in words.
    pub(super) fn off(&self, at: &Ambient<'_>) -> Option<String> {
        self.refusal()
            .map(|refusal| at.words.message(refusal.code(), &refusal.facts()).0)
    }

    /// Why nothing can be done here now.
    pub(super) fn refusal(&self) -> Option<&Refusal> {
        let off = || self.reading().and_then(|reading| reading.off.as_ref());
        self.refused.as_ref().or_else(off)
    }

    /// Chooses a user or takes them back; where `sharing`, everyone who shares the serial with them (R9.2).
    ///
    /// # Errors
    /// Why they can't be chosen.
    fn toggle(&mut self, index: usize, sharing: bool) -> Decision<()> {
        let Some(candidate) = self.rows().get(index) else {
            return Ok(());
        };
        if let Some(refusal) = &candidate.refused {
            return Err(refusal.clone());
        }
        let user = &candidate.row.user;
        let together = |it: &&Candidate| {
            let other = &it.row.user;
            other.login_id == user.login_id || (sharing && other.token == user.token)
        };
        let group: Vec<_> = self
            .rows()
            .iter()
            .filter(together)
            .map(|it| it.row.user.login_id.clone())
            .collect();
        let take_back = self.chosen.contains(&user.login_id);
        self.chosen.retain(|login_id| !group.contains(login_id));
        if !take_back {
            self.chosen.extend(group);
        }
        Ok(())
    }

    /// Takes a key over the list and the form below it; [`Candidates::toggle`] says what `sharing` is. False: it means nothing.
    pub(super) fn typed<F, M: Send + 'static>(
        &mut self,
        list_form: &mut ListForm<F>,
        key: &Key,
        sharing: bool,
        cx: &mut Cx<'_, M>,
    ) -> bool {
        match list_form.typed(key, self.rows().len()) {
            Some(Did::Toggle(index)) => {
                if let Err(refusal) = self.toggle(index, sharing) {
                    cx.say(Message::from_refusal(&refusal, cx.at().words));
                }
            }
            Some(Did::Pick(_)) => list_form.enter(),
            Some(Did::Moved) => {}
            // On a list without rows.
            None if *key == Key::Enter && list_form.parts.is_some() => list_form.enter(),
            None => return false,
        }
        true
    }

    /// Who is chosen, in the order of the list.
    pub(super) fn chosen(&self) -> Vec<LoginId> {
        let users = self.rows().iter().map(|it| &it.row.user.login_id);
        users
            .filter(|login_id| self.chosen.contains(login_id))
            .cloned()
            .collect()
    }

    /// Whether nobody is chosen.
    pub(super) fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Whether the one who asks is among the chosen.
    pub(super) fn includes_own(&self) -> bool {
        self.reading().is_some_and(|reading| self.chosen.contains(&reading.me))
    }

    /// The rows of the users with these login IDs.
    pub(super) fn of<'a>(&'a self, users: &'a [LoginId]) -> impl Iterator<Item = Seen<'a>> {
        let rows = self.rows().iter().map(|it| &it.row);
        rows.filter(|row| users.contains(&row.user.login_id)).map(Seen::from)
    }

    /// The rows as they are drawn.
    pub(super) fn lines<'a>(
        &'a self,
        cells: impl Fn(Seen<'a>) -> Vec<String>,
        style: impl Fn(Seen<'a>) -> Option<Style>,
    ) -> Vec<Line> {
        let line = |it: &'a Candidate| {
            let seen = Seen::from(&it.row);
            Line {
                mark: match it.refused {
                    Some(_) => Mark::Off,
                    None => Mark::Many(self.chosen.contains(&it.row.user.login_id)),
                },
                cells: cells(seen),
                style: style(seen),
            }
        };
        self.rows().iter().map(line).collect()
    }
}
