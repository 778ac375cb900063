//! BFKF001 振込振替 (都度指定方式): account, payee, amount, and who approves where somebody does.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::confirming::{Confirming, Entered};
use super::paying::{
    Approvers, Filling, Ground, Parts, PayeeFields, Stage, account, amount, begin, field_at_fault, line, preview, rows,
    steps, sums,
};
use super::settled::Settled;
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Content, Kind, Order, Status};
use crate::domain::values::{Account, Yen};
use crate::portal::{Command, Error, PaymentPreview, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Left, Nameplate, Screen, Steps};
use crate::words::{Words, place};

/// BFKF001 振込振替. It is the menu of a run of transfers (R5.4): closing it, on whatever way, ends the run.
#[derive(Default)]
pub struct TransferEntry {
    filling: Filling<Fields>,
    ran: bool,
}

/// The fields of its form.
struct Fields {
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

    fn order(&mut self, words: &Words) -> Option<Result<Order, Message>> {
        let Parts { form, fields } = self.filling.parts_mut()?;
        let mut read = || {
            let account = form.read(&fields.account, words)?;
            let to = fields.payee.read(form, words)?;
            let amount = form.read(&fields.amount, words)?;
            let (approver, final_approver) = fields.approvers.read(form, words)?;
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
        if let Some(Parts { form, fields }) = self.filling.parts_mut() {
            let amount = Some(&fields.amount);
            field_at_fault(form, error, &fields.account, amount, Some(&fields.approvers));
        }
        cx.customer_refused(error);
    }

    fn waits(&self) -> bool {
        self.filling.ground().is_some_and(|ground| ground.needed > 0)
    }
}

fn parts(ground: &Ground, words: &Words) -> Parts<Fields> {
    let words = &words.payments.common;
    let mut form = Form::new();
    let account = account(&mut form, ground, words);
    let payee = PayeeFields::add(&mut form, words);
    begin(&mut form, ground, &payee.bank);
    let fields = Fields {
        account,
        payee,
        amount: amount(&mut form, words.transfer_amount, words),
        approvers: Approvers::add(&mut form, ground, words),
    };
    Parts { form, fields }
}

fn read(cx: &mut Cx<'_, Msg>) {
    cx.customer_look("ground", |look| Ground::read(look, Kind::Transfer), Msg::Read);
}

impl Screen for TransferEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BFKF001
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, Stage::Enter, self.waits()))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.common;
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Function::Execute, words.confirm, Msg::Go).unless(self.filling.off(at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("ground", |look| Ground::read(look, Kind::Transfer), Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        self.filling.retell(|ground| parts(ground, cx.at().words));
    }

    fn holds_until(&self) -> Option<Instant> {
        self.filling.holds_until()
    }

    fn left(&mut self, _why: Left, cx: &mut Cx<'_, Msg>) {
        if self.ran {
            cx.customer_does(Command::Leave, Secrets::default(), |_| Msg::Left);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.filling.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(ground)) => self.filling.take(ground, |ground| parts(ground, cx.at().words)),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => read(cx),
            Msg::Go => match self.order(cx.at().words) {
                Some(Ok(order)) => preview(order, cx, Msg::Previewed),
                Some(Err(message)) => cx.say(message),
                None => {}
            },
            Msg::Previewed(order, Ok(_)) => cx.open_for(Confirming::new(*order), Msg::Entered),
            Msg::Previewed(_, Err(error)) => self.refused(&error, cx),
            Msg::Entered(entered) => {
                self.ran |= entered.paid.status == Status::Executed;
                if let Some(Parts { form, fields }) = self.filling.parts_mut() {
                    fields.payee.clear(form);
                    form.clear(&fields.amount);
                    form.focus(&fields.payee.bank);
                }
                cx.open(Settled::of_entry(entered));
            }
            Msg::Left => {}
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.payments;
        let Some((ground, parts)) = self.filling.to_view(area, buf, at) else {
            return;
        };
        line(area, 0, buf, words.transfer.lead, at.theme.value);
        let place = form_area(area, &parts.form);
        parts.form.view(place, buf, at);
        let below = place.bottom() - area.y + 1;
        let account = Account::parse(&parts.form.text(&parts.fields.account)).ok();
        let amount = Yen::parse(&parts.form.text(&parts.fields.amount)).map_or(0, Yen::get);
        let state = (Kind::Transfer, account.as_ref(), amount);
        sums(rows(area, below, 4), buf, at, ground, state);
        if ground.needed > 0 {
            let text = words.common.approved_by(place::Count(&ground.needed.to_string()));
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
        self.filling.cursor(|form| form_area(area, form))
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.filling.hint()
    }

    fn typing(&self) -> bool {
        self.filling.typing()
    }

    fn kana(&self) -> bool {
        self.filling.kana()
    }

    fn dirty(&self) -> bool {
        let Some(Parts { form, fields }) = self.filling.parts() else {
            return false;
        };
        fields.payee.filled(form) || !form.text(&fields.amount).is_empty()
    }
}

fn form_area(area: Rect, form: &Form) -> Rect {
    rows(area, 2, form.height())
}
