//! A user of the contract who is changed, comes or goes: a box over TKYK001. What is left empty stays as it is.

use ratatui::layout::Size;

use crate::branch::entering::reading;
use crate::branch::screens;
use crate::domain::amendment::{Reached, UserWish};
use crate::domain::case::Case;
use crate::domain::refusal::Refusal;
use crate::domain::user::{Operations, UserKind};
use crate::domain::values::{Kana, LoginId, MailAddress, Name};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of the box.
const COLUMNS: u16 = 78;
/// Columns of what is typed.
const LONG: u16 = 44;

/// The layer.
pub(super) struct UserEntry {
    /// Of which contract; none: of one that is to be opened, where all are new.
    case: Option<Case>,
    form: Form,
    login_id: Entry<LoginId>,
    name: Entry<Option<Name>>,
    kana: Entry<Option<Kana>>,
    kind: Entry<Option<UserKind>>,
    operations: Entry<Option<Operations>>,
    mail: Entry<Option<MailAddress>>,
    going: Entry<String>,
}

/// What the layer is told.
pub(super) enum Msg {
    /// What was entered is taken.
    Take,
}

impl Answers for Msg {
    type With = UserWish;
}

const KINDS: [(UserKind, &str); 3] = [
    (UserKind::Master, "master"),
    (UserKind::Admin, "admin"),
    (UserKind::General, "general"),
];
const OPERATIONS: [&str; 4] = ["transfer", "bulk", "pay_easy", "administration"];
const MAIL_AWAY: &str = "mail";
const USER_AWAY: &str = "user";

impl UserEntry {
    pub(super) fn new(case: Option<Case>, words: &Words) -> Self {
        let (own, field, hints) = (&words.contracts.entry, &words.contracts.field, &words.contracts.form);
        let mut form = Form::new();
        let optional = |text: &str| (!text.is_empty()).then(|| Name::parse(text)).transpose();
        let kana = |text: &str| (!text.is_empty()).then(|| Kana::parse(text)).transpose();
        let mail = |text: &str| (!text.is_empty()).then(|| MailAddress::parse(text)).transpose();
        let is_new = case.is_none();
        // The master is the contract's from its opening on.
        let kinds = KINDS
            .into_iter()
            .filter(|(kind, _)| is_new || *kind != UserKind::Master);
        let kinds: Vec<_> = kinds
            .map(|(kind, key)| Choosable::new(key, words.label.kind(kind)))
            .collect();
        let stays = if is_new { own.new_hint } else { own.stays_hint };
        let needed = |field: Field| if is_new { field.required() } else { field };
        let may = |key: &str| words.label.operations(operations(key));
        let choices = OPERATIONS.map(|key| Choosable::new(key, may(key)));
        let away = [(MAIL_AWAY, own.mail_away), (USER_AWAY, own.user_away)];
        let away = away.map(|(key, label)| Choosable::new(key, label));
        let going = Field::one(own.going, away.to_vec()).hint(own.going_hint);
        let going = if is_new { going.off(own.new_hint) } else { going };
        Self {
            login_id: form.add(
                Field::code(own.login_id, LONG).required().hint(if is_new {
                    hints.login_id
                } else {
                    own.login_id_hint
                }),
                reading(LoginId::parse),
            ),
            name: form.add(
                needed(Field::text(field.user_name, LONG).hint(stays)),
                reading(optional),
            ),
            kana: form.add(needed(Field::text(field.user_kana, LONG).hint(stays)), reading(kana)),
            kind: form.add(needed(Field::one(field.user_kind, kinds).hint(stays)), |text, _| {
                Ok(KINDS.into_iter().find_map(|(kind, key)| (key == text).then_some(kind)))
            }),
            operations: form.add(
                Field::many(field.user_operations, choices.to_vec()).hint(if is_new {
                    hints.operations
                } else {
                    own.operations_hint
                }),
                |text, _| Ok((!text.is_empty()).then(|| operations(text))),
            ),
            mail: form.add(Field::code(field.mail, LONG).hint(hints.mail), reading(mail)),
            going: form.add(going, |text, _| Ok(text.to_owned())),
            case,
            form,
        }
    }

    fn read(&mut self, words: &Words) -> Result<UserWish, Message> {
        let form = &mut self.form;
        let going = form.read(&self.going, words)?;
        let wish = UserWish {
            login_id: form.read(&self.login_id, words)?,
            name: form.read(&self.name, words)?,
            kana: form.read(&self.kana, words)?,
            kind: form.read(&self.kind, words)?,
            operations: form.read(&self.operations, words)?,
            mail: match form.read(&self.mail, words)? {
                Some(mail) => Some(Reached::At(mail)),
                None => (going == MAIL_AWAY).then_some(Reached::Nowhere),
            },
            remove: going == USER_AWAY,
        };
        let known = self.case.as_ref().map(|case| case.user(&wish.login_id));
        let lacks = wish.name.is_none() || wish.kana.is_none() || wish.kind.is_none();
        if let (true, Some(Err(refusal))) = (lacks, known) {
            form.focus(&self.login_id);
            return Err(Message::from_refusal(&refusal, words));
        }
        if wish == nothing(wish.login_id.clone()) {
            return Err(Message::from_refusal(&Refusal::NothingAmended, words));
        }
        Ok(wish)
    }
}

fn nothing(login_id: LoginId) -> UserWish {
    UserWish {
        login_id,
        name: None,
        kana: None,
        kind: None,
        operations: None,
        mail: None,
        remove: false,
    }
}

/// The operations of these names.
fn operations(keys: &str) -> Operations {
    let has = |key: &str| keys.split(',').any(|known| known == key);
    Operations {
        transfer: has(OPERATIONS[0]),
        bulk: has(OPERATIONS[1]),
        pay_easy: has(OPERATIONS[2]),
        administration: has(OPERATIONS[3]),
    }
}

/// What was entered of a user, in a line.
pub(super) fn told(wish: &UserWish, words: &Words) -> String {
    let (own, field) = (&words.contracts.entry, &words.contracts.field);
    let mut parts = vec![];
    parts.extend(wish.remove.then(|| own.user_away.to_owned()));
    let mut add = |name: &str, value: Option<String>| {
        parts.extend(value.map(|value| own.part(place::Part(name), place::Value(&value))));
    };
    add(field.user_name, wish.name.as_ref().map(Name::to_string));
    add(field.user_kana, wish.kana.as_ref().map(Kana::to_string));
    add(field.user_kind, wish.kind.map(|kind| words.label.kind(kind).to_owned()));
    add(
        field.user_operations,
        wish.operations.map(|may| words.label.operations(may)),
    );
    add(
        field.mail,
        wish.mail.as_ref().map(|mail| match mail {
            Reached::At(mail) => mail.to_string(),
            Reached::Nowhere => field.none.to_owned(),
        }),
    );
    format!("{}  {}", wish.login_id, parts.join(words.label.comma))
}

impl Screen for UserEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.contracts.entry.user_title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(
            Function::Execute,
            at.words.contracts.entry.take,
            Msg::Take,
        )]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, Msg::Take: Msg, cx: &mut Cx<'_, Msg>) {
        match self.read(cx.at().words) {
            Ok(wish) => cx.close_with(wish),
            Err(message) => cx.say(message),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let told = || Self::new(self.case.clone(), at.words).form;
        let inside = Body::new(at).form(self.form.in_words(at.words, told));
        Some(Body::framed(at, at.words.contracts.entry.user_title, inside))
    }

    fn dirty(&self) -> bool {
        self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(COLUMNS, self.form.height().saturating_add(2)))
    }
}
