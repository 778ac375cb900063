//! An entry screen: a contract, a list from which one or several are chosen, a form below it, and F10. What each has of
//! its own is its [`EntryScreen`]; all else is the same for all of them and stands here.

use super::{Answer, CaseData, Chooses, Kind, OpenCase};
use crate::branch::shown::Finished;
use crate::branch::thkk001::{Confirmed, IdentityCheck};
use crate::branch::tknn001::Confirmation;
use crate::desk::Act;
use crate::domain::approval::{self, Approval};
use crate::domain::calendar::Instant;
use crate::domain::draft::Entered;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::kit::roster::Line;
use crate::ui::kit::table::Did;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, CloseReason, Cx, Nameplate, Screen, Steps};
use crate::words::{EnteringCommonWords, Words};

/// What an entry screen is told; `O` is what it has of its own.
pub enum Msg<O> {
    /// The contract was read.
    Read(Answer),
    /// F2.
    Identify,
    /// Read again.
    Refresh,
    /// Execute.
    Execute,
    /// The check that it lacked is confirmed: it goes on.
    Confirmed,
    /// The action is over: done, or left with a supervisor.
    Finished,
    /// The draft was kept, or dropped.
    Kept,
    /// Something of its own.
    Own(O),
}

/// What one entry screen has of its own; with it, it is a [`Screen`].
pub trait EntryScreen: Sized + 'static {
    /// What it is.
    const KIND: Kind;
    /// The fields of its form.
    type Fields: 'static;
    /// What it alone is told.
    type Own: Send + 'static;

    /// The contract, and the list above the form.
    fn held(&self) -> (&OpenCase, &ListForm<Self::Fields>);

    /// The same, to be changed.
    fn held_mut(&mut self) -> (&mut OpenCase, &mut ListForm<Self::Fields>);

    /// List and form in the language of `words`, whose hints name the figures of the policy once it is known.
    fn parts(words: &Words, policy: Option<&Policy>) -> Parts<Self::Fields>;

    /// The rows of the list.
    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, wide: bool) -> Vec<Line>;

    /// How many these are.
    fn rows(&self, reading: &CaseData, _now: Instant) -> usize {
        Self::KIND.chooses.rows(reading)
    }

    /// Chooses a row of the list, or takes it out where several can be chosen. If that can't be it says why, and gives false.
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg<Self::Own>>) -> bool;

    /// The contract was read: the first time, what was left half-way is restored; each time, what is chosen may no longer be.
    fn heard(&mut self, is_first: bool, cx: &mut Cx<'_, Msg<Self::Own>>);

    /// F10; or what is missing, with the focus there.
    fn execute(&mut self, cx: &mut Cx<'_, Msg<Self::Own>>) -> Result<(), Message>;

    /// Says what is on it, below the contract and the check: its words, and between them list and form.
    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a>;

    /// What would be kept of it as a draft: choices, never a code or a written reason.
    fn entered(&self) -> Entered {
        Entered::default()
    }

    /// Whether anybody is chosen who would be lost with it.
    fn has_chosen(&self) -> bool {
        !self.entered().users.is_empty()
    }

    /// Whether the form is there.
    fn has_form(&self) -> bool {
        true
    }

    /// Changes its keys: adds to them, or turns some off.
    fn fit_keys(&self, _keys: &mut Vec<Binding<Msg<Self::Own>>>, _at: &Ambient<'_>) {}

    /// Something of its own.
    fn own(&mut self, _msg: Self::Own, _cx: &mut Cx<'_, Msg<Self::Own>>) {}
}

/// The list above the form, to be said among the words of the screen.
pub struct Above<'a, X: EntryScreen> {
    screen: &'a X,
    /// What was read.
    pub(crate) reading: &'a CaseData,
    /// List and form.
    pub(crate) parts: &'a Parts<X::Fields>,
}

impl<'a, X: EntryScreen> Above<'a, X> {
    /// Says the list, which takes the rows that are left.
    pub(crate) fn list(&self, body: Body<'a>, at: &'a Ambient<'a>) -> Body<'a> {
        let (screen, reading) = (self.screen, self.reading);
        let (_, list_form) = screen.held();
        body.roster(&self.parts.roster, move |wide| screen.lines(reading, at, wide))
            .focused(list_form.focus == Focus::List)
    }

    /// Says the form, or leaves its rows where it is not there.
    pub(crate) fn form(&self, body: Body<'a>) -> Body<'a> {
        let (_, list_form) = self.screen.held();
        if self.screen.has_form() {
            body.form(&self.parts.form).focused(list_form.focus == Focus::Form)
        } else {
            body.gap(self.parts.form.height())
        }
    }
}

/// Opens the confirmation of an action; when it is over, so is the screen.
pub(crate) fn confirm<O: Send + 'static>(act: Act, cx: &mut Cx<'_, Msg<O>>) {
    cx.open_for(Confirmation::new(act), |_: Finished| Msg::Finished);
}

/// Where nothing but a check is lacking (E1001, E1002, E1014), or a method of the one that stands (E1005, E1006), the way to it is no
/// key of its own: it opens, and what was asked for goes on when it is confirmed.
fn identify<X: EntryScreen>(screen: &X, message: &Message, cx: &mut Cx<'_, Msg<X::Own>>) {
    let (open_case, _) = screen.held();
    let number = open_case.number().clone();
    let check = match message.code.as_ref() {
        "E1001" | "E1002" | "E1014" => IdentityCheck::new(number),
        "E1005" | "E1006" => IdentityCheck::adding(number),
        _ => return,
    };
    if X::KIND.action.is_some() {
        cx.open_for(check, |_: Confirmed| Msg::Confirmed);
    }
}

/// Where the form isn't there, the list has the focus.
fn settle<X: EntryScreen>(screen: &mut X) {
    if !screen.has_form() {
        let (_, list_form) = screen.held_mut();
        list_form.focus = Focus::List;
    }
}

/// The steps of a request: 入力 確認 承認 完了, without 承認 where it is done at once (R11.1).
fn steps(words: &EnteringCommonWords, action: Action) -> Steps {
    let approved = approval::needed(action) == Approval::Before;
    let mut labels = vec![words.step_enter.to_owned(), words.step_confirm.to_owned()];
    labels.extend(approved.then(|| words.step_approve.to_owned()));
    labels.push(words.step_done.to_owned());
    Steps { labels, current: 0 }
}

impl<X: EntryScreen> Screen for X {
    type Msg = Msg<X::Own>;

    fn nameplate(&self) -> &'static Nameplate {
        X::KIND.nameplate
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        (X::KIND.title)(at.words).to_owned()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        X::KIND.action.map(|action| steps(&at.words.entering.common, action))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Self::Msg>> {
        let words = &at.words.entering.common;
        let mut keys = vec![
            Binding::new(Function::Identify, words.identify, Msg::Identify),
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Function::Execute, (X::KIND.execute)(at.words), Msg::Execute),
        ];
        self.fit_keys(&mut keys, at);
        keys
    }

    fn opened(&mut self, cx: &mut Cx<'_, Self::Msg>) {
        let (open_case, list_form) = self.held_mut();
        list_form.parts.get_or_insert_with(|| X::parts(cx.at().words, None));
        open_case.ask(cx, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Self::Msg>) {
        let (open_case, _) = self.held();
        open_case.ask(cx, Msg::Read);
    }

    fn keeps(&self) -> bool {
        !self.entered().is_empty()
    }

    fn closed(&mut self, why: CloseReason, cx: &mut Cx<'_, Self::Msg>) {
        let (open_case, _) = self.held();
        open_case.leave(why, X::KIND.nameplate.id, self.entered(), cx, || Msg::Kept);
    }

    fn holds_until(&self) -> Option<Instant> {
        let (open_case, _) = self.held();
        open_case.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Self::Msg>) -> bool {
        let chooses = X::KIND.chooses;
        let rows = self.held().0.read().map(|reading| self.rows(reading, cx.at().now));
        let (_, list_form) = self.held_mut();
        let rows = rows.unwrap_or_default();
        let goes_on = match list_form.typed(key, rows) {
            Some(Did::Moved) => false,
            Some(Did::Toggle(row)) => {
                self.choose(row, cx);
                false
            }
            Some(Did::Pick(row)) => chooses.is_several() || self.choose(row, cx),
            // On a list without rows.
            None if chooses.is_several() && *key == Key::Enter => true,
            None => return false,
        };
        if goes_on {
            let (_, list_form) = self.held_mut();
            list_form.enter();
        }
        settle(self);
        true
    }

    fn update(&mut self, msg: Self::Msg, cx: &mut Cx<'_, Self::Msg>) {
        let (open_case, list_form) = self.held_mut();
        match msg {
            Msg::Read(answer) => {
                let is_first = open_case.read().is_none();
                let roster = list_form.roster().filter(|_| X::KIND.chooses != Chooses::Token);
                open_case.hear(answer, roster, cx);
                let policy = open_case.read().map(|reading| &reading.policy);
                if let Some(parts) = &list_form.parts {
                    parts.relabel(X::parts(cx.at().words, policy));
                }
                let goes_on = open_case.goes_on();
                self.heard(is_first, cx);
                settle(self);
                if goes_on && let Err(message) = self.execute(cx) {
                    cx.say(message);
                }
            }
            Msg::Identify => cx.open(IdentityCheck::new(open_case.number().clone())),
            Msg::Refresh => open_case.ask_aloud(cx, Msg::Read),
            Msg::Execute => {
                if let Err(message) = self.execute(cx) {
                    identify(self, &message, cx);
                    cx.say(message);
                }
            }
            Msg::Confirmed => open_case.go_on(cx, Msg::Read),
            Msg::Finished => cx.close(),
            Msg::Kept => {}
            Msg::Own(msg) => self.own(msg, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (open_case, list_form) = self.held();
        let body = Body::new(at).hint(X::KIND.chooses.hint(at.words, self.has_form()));
        let (body, reading) = open_case.says(body, X::KIND.action, at);
        let told = || Some(X::parts(at.words, reading.map(|reading| &reading.policy)));
        let (Some(reading), Some(parts)) = (reading, list_form.in_words(at.words, told)) else {
            return Some(body);
        };
        let above = Above {
            screen: self,
            reading,
            parts,
        };
        Some(self.says(body, above, at))
    }

    fn dirty(&self) -> bool {
        let (_, list_form) = self.held();
        self.has_chosen() || list_form.dirty()
    }
}
