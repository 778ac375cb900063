//! BFKF003, BSGK003, BPEZ003 完了, and the end of BSNN002: what came of a payment, and what comes next.

use super::confirming::Entered;
use super::paying::{Fact, People, Stage, of_order, steps, yen};
use crate::customer::screens;
use crate::domain::payment::{Kind, Order, Status};
use crate::portal::Paid;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::place;

/// 完了, or 承認待ち.
pub struct Settled {
    order: Order,
    paid: Paid,
    people: People,
    approved: bool,
}

/// What the screen is told.
#[derive(Clone, Copy, Debug)]
pub enum Msg {
    /// F10 and Enter: on in the same menu.
    On,
}

impl Settled {
    /// The end of an entry.
    pub fn of_entry(entered: Entered) -> Self {
        let Entered { order, paid, people } = entered;
        Self {
            order,
            paid,
            people,
            approved: false,
        }
    }

    /// The end of an approval.
    pub(super) fn of_approval(order: Order, paid: Paid, people: People) -> Self {
        Self {
            order,
            paid,
            people,
            approved: true,
        }
    }

    fn is_executed(&self) -> bool {
        self.paid.status == Status::Executed
    }

    fn facts(&self, at: &Ambient<'_>) -> Vec<Fact> {
        let (words, common) = (&at.words.payments.done, &at.words.payments.common);
        let mut given = Vec::new();
        let mut fact = |name: &str, value: String| given.push((name.to_owned(), value));
        fact(words.status, common.status(self.paid.status).to_owned());
        if let Some(receipt) = &self.paid.receipt {
            fact(words.receipt, receipt.clone());
        }
        fact(words.at, at.words.moment(self.paid.at));
        given.extend(of_order(&self.order, &self.people, common));
        if let Some(balance) = self.paid.balance {
            given.push((words.balance.to_owned(), yen(balance, common)));
        }
        given
    }

    /// What comes next, in sentences.
    fn next(&self, at: &Ambient<'_>) -> Vec<String> {
        let (words, common) = (&at.words.payments.done, &at.words.payments.common);
        let who = |login_id: &Option<_>| {
            let named = login_id.as_ref().map(|login_id| self.people.named(login_id, common));
            named.unwrap_or_default()
        };
        let mut next = match self.paid.status {
            Status::Waiting => {
                let text = words.next_waiting(place::Who(&who(&self.order.approver)));
                vec![text, words.next_list.to_owned()]
            }
            Status::WaitingFinal => {
                let text = words.next_final(place::Who(&who(&self.order.final_approver)));
                vec![text, words.next_list.to_owned()]
            }
            _ => vec![words.next_executed.to_owned()],
        };
        if self.paid.short {
            next.push(words.next_short.to_owned());
        }
        if self.paid.code_taken && self.order.content.kind().run().is_some() {
            next.push(words.next_run.to_owned());
        }
        next
    }
}

impl Screen for Settled {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        match self.order.content.kind() {
            _ if self.approved => &screens::BSNN002,
            Kind::Transfer => &screens::BFKF003,
            Kind::Bulk | Kind::Payroll => &screens::BSGK003,
            Kind::PayEasy => &screens::BPEZ003,
        }
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.payments.common;
        let step = if self.is_executed() {
            words.step_done
        } else {
            words.status(self.paid.status)
        };
        let menu = if self.approved {
            at.words.payments.approval.name
        } else {
            words.kind_of(self.order.content.kind())
        };
        words.title(place::Menu(menu), place::Step(step))
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, Stage::End, !self.is_executed()))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.done;
        let on = if self.approved { words.to_list } else { words.again };
        vec![
            Binding::new(Function::Execute, on, Msg::On),
            Binding::new(Key::Enter, on, Msg::On),
        ]
    }

    fn update(&mut self, Msg::On: Msg, cx: &mut Cx<'_, Msg>) {
        cx.close();
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.payments.done;
        let (lead, style) = if self.is_executed() {
            (words.executed, at.theme.good)
        } else if self.approved {
            (words.approved_first, at.theme.good)
        } else {
            (words.waiting, at.theme.warn)
        };
        let body = Body::new(at).line(lead, style).gap(1).facts(self.facts(at)).gap(1);
        let next = self.next(at).into_iter();
        let body = next.fold(body, |body, text| body.text(text, at.theme.value));
        Some(body.hint(words.hint))
    }
}
