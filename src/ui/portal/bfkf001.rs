//! BFKF001 振込振替 (都度指定方式): account, payee, amount, and who approves where somebody does.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::confirming::{Confirming, Entered};
use super::paying::{
    Approvers, Ground, PayeeFields, Stage, account, amount, begin, field_at_fault, line, rows, steps, sums,
};
use super::settled::Settled;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Content, Kind, Order, Status};
use crate::domain::values::{Account, Yen};
use crate::portal::{Command, Error, PaymentPreview, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Left, Screen, Steps};
use crate::words::{Words, fill};

/// BFKF001 振込振替. It is the menu of a run of transfers (R5.4): closing it, on whatever way, ends the run.
#[derive(Default)]
pub struct TransferEntry {
    ground: Option<Box<Ground>>,
    parts: Option<Parts>,
    ran: bool,
}

struct Parts {
    form: Form,
    account: Entry<Account>,
    payee: PayeeFields,
    amount: Entry<Yen>,
    approvers: Approvers,
}

/// What the screen is told.
pub enum Msg {
    /// What stands behind the entry.
    Read(Result<Box<Ground>, Error>),
    /// F5.
    Refresh,
    /// F10.
    Go,
    /// What entering this would come to.
    Previewed(Box<Order>, Result<PaymentPreview, Error>),
    /// It was entered.
    Entered(Entered),
    /// The run has ended.
    Left,
}

impl TransferEntry {
    /// The screen with nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    fn take(&mut self, ground: Box<Ground>, words: &Words) {
        let same = self.ground.as_ref().is_some_and(|old| old.offers_as(&ground));
        if !same || self.parts.is_none() {
            let mut parts = parts(&ground, words);
            if let Some(old) = &self.parts {
                parts.form.take_over(&old.form);
            }
            self.parts = Some(parts);
        }
        self.ground = Some(ground);
    }

    /// The form, unless something stands in the way of entering anything.
    fn open(&self) -> Option<&Parts> {
        let ground = self.ground.as_ref()?;
        self.parts.as_ref().filter(|_| !ground.stands_in_the_way())
    }

    fn order(&mut self, words: &Words) -> Option<Result<Order, Message>> {
        let Parts {
            form,
            account,
            payee,
            amount,
            approvers,
        } = self.parts.as_mut()?;
        let mut read = || {
            let account = form.read(account, words)?;
            let to = payee.read(form, words)?;
            let amount = form.read(amount, words)?;
            let (approver, final_approver) = approvers.read(form, words)?;
            Ok(Order {
                account,
                content: Content::Transfer { to, amount },
                approver,
                final_approver,
            })
        };
        Some(read())
    }

    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(parts) = &mut self.parts {
            let amount = Some(&parts.amount);
            field_at_fault(&mut parts.form, error, &parts.account, amount, Some(&parts.approvers));
        }
        cx.customer_refused(error);
    }

    fn waits(&self) -> bool {
        self.ground.as_ref().is_some_and(|ground| ground.needed > 0)
    }
}

fn parts(ground: &Ground, words: &Words) -> Parts {
    let words = &words.payments.common;
    let mut form = Form::new();
    let account = account(&mut form, ground, words);
    let payee = PayeeFields::add(&mut form, words);
    begin(&mut form, ground, &payee.bank);
    Parts {
        account,
        payee,
        amount: amount(&mut form, &words.transfer_amount, words),
        approvers: Approvers::add(&mut form, ground, words),
        form,
    }
}

fn read(cx: &mut Cx<'_, Msg>) {
    cx.customer_look("ground", |look| Ground::read(look, Kind::Transfer), Msg::Read);
}

impl Screen for TransferEntry {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "BFKF001"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.payments.transfer.title.clone()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, Stage::Enter, self.waits()))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.common;
        let off = self.ground.as_deref().map_or(Some(&words.off_reading), |ground| {
            ground.stands_in_the_way().then_some(&words.off_refused)
        });
        vec![
            Binding::new(Function::Refresh, &words.refresh, Msg::Refresh),
            Binding::new(Function::Execute, &words.confirm, Msg::Go).unless(off.cloned()),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("ground", |look| Ground::read(look, Kind::Transfer), Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(ground) = &self.ground else { return };
        let told = parts(ground, cx.at().words);
        if let Some(parts) = &mut self.parts {
            parts.form.retell(told.form);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.ground.as_ref()?.until
    }

    fn left(&mut self, _why: Left, cx: &mut Cx<'_, Msg>) {
        if self.ran {
            cx.customer_does(Command::Leave, Secrets::default(), |_| Msg::Left);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        let open = self.open().is_some();
        open && self.parts.as_mut().is_some_and(|parts| parts.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(ground)) => self.take(ground, cx.at().words),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => read(cx),
            Msg::Go => match self.order(cx.at().words) {
                Some(Ok(order)) => {
                    let asked = order.clone();
                    let answer = |previewed| Msg::Previewed(Box::new(order), previewed);
                    cx.customer_look("preview", move |look| look.preview(&asked), answer);
                    cx.keep_keys("preview");
                }
                Some(Err(message)) => cx.say(message),
                None => {}
            },
            Msg::Previewed(order, Ok(_)) => cx.open_for(Confirming::new(*order), Msg::Entered),
            Msg::Previewed(_, Err(error)) => self.refused(&error, cx),
            Msg::Entered(entered) => {
                self.ran |= entered.paid.status == Status::Executed;
                if let Some(parts) = &mut self.parts {
                    parts.payee.clear(&mut parts.form);
                    parts.form.clear(&parts.amount);
                    parts.form.focus(&parts.payee.bank);
                }
                cx.open(Settled::of_entry(entered));
            }
            Msg::Left => {}
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.payments;
        let (Some(ground), Some(parts)) = (&self.ground, &self.parts) else {
            line(area, 0, buf, &words.common.reading, at.theme.info);
            return;
        };
        if ground.view_what_stands_in_the_way(area, buf, at) {
            return;
        }
        line(area, 0, buf, &words.transfer.lead, at.theme.value);
        let place = form_area(area, &parts.form);
        parts.form.view(place, buf, at);
        let below = place.bottom() - area.y + 1;
        let account = Account::parse(&parts.form.text(&parts.account)).ok();
        let amount = Yen::parse(&parts.form.text(&parts.amount)).map_or(0, Yen::get);
        let state = (Kind::Transfer, account.as_ref(), amount);
        sums(rows(area, below, 4), buf, at, ground, state);
        if ground.needed > 0 {
            let text = fill(&words.common.approved_by, &[("count", &ground.needed.to_string())]);
            let place = rows(area, below + 4, 2);
            paragraph(
                Rect {
                    x: place.x + 1,
                    ..place
                },
                buf,
                &text,
                at.theme.info,
            );
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let parts = self.open()?;
        parts.form.cursor(form_area(area, &parts.form))
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.open().map(|parts| parts.form.hint()).unwrap_or_default()
    }

    fn typing(&self) -> bool {
        self.open().is_some_and(|parts| parts.form.typing())
    }

    fn kana(&self) -> bool {
        self.open().is_some_and(|parts| parts.form.kana())
    }

    fn dirty(&self) -> bool {
        let filled = |parts: &Parts| parts.payee.filled(&parts.form) || !parts.form.text(&parts.amount).is_empty();
        self.parts.as_ref().is_some_and(filled)
    }
}

fn form_area(area: Rect, form: &Form) -> Rect {
    rows(area, 2, form.height())
}
