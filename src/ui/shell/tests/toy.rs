//! A screen with two fields, a list that answers each letter, a key that is off and one that changes something.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::keys::{Function, Key};
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, CloseReason, Cx, Screen, Seat, Steps, Who};
use crate::ui::text::put;
use crate::ui::worker::Watched;

/// What the toy's engine remembers.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) done: Vec<String>,
    pub(super) asked: Vec<String>,
    pub(super) left: Vec<(&'static str, CloseReason)>,
}

impl Watched for Ledger {}

pub(super) struct Toy {
    id: &'static str,
    form: Form,
    name: Entry<String>,
    number: Entry<u32>,
    opened: usize,
    heard: String,
}

pub(super) enum Msg {
    Go,
    SignIn,
    Revoke,
    Sure,
    Done(String),
    Heard(String),
    Never,
}

impl Toy {
    pub(super) fn named(id: &'static str) -> Self {
        let mut form = Form::new();
        let field = Field::text("名前", 60).required().hint("銀行の名前、かな、例 ｷﾞﾝｺｳ");
        let name = form.add(field, |text, _| Ok(text.to_owned()));
        let number = form.add(Field::code("番号", 8).required(), |text, _| {
            text.parse().map_err(|_| Message::bad("E0900", "数字ではありません"))
        });
        form.add(Field::one("理由", vec![Choosable::new("lost", "紛失")]), |_, _| {
            Ok(())
        });
        Self {
            id,
            form,
            name,
            number,
            opened: 0,
            heard: String::new(),
        }
    }

    fn read(&mut self, at: &Ambient<'_>) -> Result<String, Message> {
        let name = self.form.read(&self.name, at.words)?;
        Ok(format!("{name} {}", self.form.read(&self.number, at.words)?))
    }
}

impl Screen<Ledger> for Toy {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        self.id
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        "利用者管理 > 試験".to_owned()
    }

    fn steps(&self, _at: &Ambient<'_>) -> Option<Steps> {
        Some(Steps {
            labels: vec!["入力".to_owned(), "確認".to_owned()],
            current: 0,
        })
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![
            Binding::new(Key::F(5), "照会", Msg::Never).unless(Some("相手がいません".to_owned())),
            Binding::new(Key::F(6), "担当者", Msg::SignIn),
            Binding::new(Function::Execute, "実行", Msg::Go),
            Binding::new(Key::F(11), "失効", Msg::Revoke),
        ]
    }

    fn opened(&mut self, _cx: &mut Cx<'_, Msg, Ledger>) {
        self.opened += 1;
    }

    fn closed(&mut self, why: CloseReason, cx: &mut Cx<'_, Msg, Ledger>) {
        let id = self.id;
        cx.execute(move |ledger| ledger.left.push((id, why)), |()| Msg::Never);
        cx.say(Message::bad("E0900", "nobody hears it"));
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg, Ledger>) -> bool {
        if let (false, Key::Char(c @ 'a'..='z')) = (self.form.typing(), key) {
            let question = c.to_string();
            let ask = move |ledger: &mut Ledger| {
                ledger.asked.push(question.clone());
                question
            };
            cx.ask_latest("find", ask, Msg::Heard);
            return true;
        }
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg, Ledger>) {
        match msg {
            Msg::Go => match self.read(cx.at()) {
                Ok(text) => cx.execute(
                    move |ledger| {
                        ledger.done.push(text.clone());
                        text
                    },
                    Msg::Done,
                ),
                Err(message) => cx.say(message),
            },
            Msg::SignIn => cx.sign_in(Who {
                place: "本店営業部 011".to_owned(),
                name: "港 花子".to_owned(),
                seat: Seat::Nowhere,
                contract: None,
                veil: crate::ui::veil::Veil::default(),
            }),
            Msg::Revoke => {
                Confirm::new(cx.at().words, |_| Question::new("失効", "元に戻せません。", "失効")).ask(cx, Msg::Sure);
            }
            Msg::Sure => {
                cx.close();
                cx.execute(|ledger| ledger.done.push("revoked".to_owned()), |()| Msg::Never);
            }
            Msg::Done(text) => {
                self.form.focus(&self.number);
                cx.say(Message::good("I0900", text));
            }
            Msg::Heard(text) => self.heard.push_str(&text),
            Msg::Never => cx.quit(),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        self.form.view(area, buf, at);
        let below = Rect {
            y: area.y + self.form.height(),
            ..area
        };
        let line = format!("opened {} heard: {}", self.opened, self.heard);
        put(buf, below.x, below.y, below.width, &line, at.theme.value);
        for y in below.y + 1..area.bottom() {
            put(buf, area.x, y, area.width, &"港".repeat(40), at.theme.off);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        self.form.cursor(area)
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.form.hint()
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn kana(&self) -> bool {
        self.form.kana()
    }

    fn dirty(&self) -> bool {
        self.form.dirty()
    }
}
