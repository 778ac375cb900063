//! PW再設定: a new first password for a member, typed twice.

use secrecy::SecretString;

use super::entry::{first_password, read_twice};
use crate::branch::screens;
use crate::desk::{Carried, Error};
use crate::domain::staff::Staff;
use crate::domain::values::{Name, StaffId};
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx, Nameplate};
use crate::words::{Words, place};

/// Who has a new first password.
#[derive(Debug)]
pub struct WasReset {
    pub(super) id: StaffId,
    pub(super) carried: Carried,
}

/// Asks for the new first password of a member.
pub(super) struct Reset {
    id: StaffId,
    name: Name,
}

impl Reset {
    pub(super) fn new(staff: &Staff) -> Self {
        Self {
            id: staff.id.clone(),
            name: staff.name.clone(),
        }
    }
}

impl Ask for Reset {
    type Fields = [Entry<SecretString>; 2];
    type Own = Result<Carried, Error>;
    type With = WasReset;
    const COLUMNS: u16 = 78;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> [Entry<SecretString>; 2] {
        first_password(form, at.words)
    }

    fn title(&self, words: &Words) -> String {
        let (name, id) = (place::Name(self.name.as_str()), place::Staff(self.id.as_str()));
        words.staff.entry.reset_title(name, id)
    }

    fn button(&self, words: &Words) -> &'static str {
        words.staff.entry.reset
    }

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNR001
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        let Some(session) = cx.at().session().cloned() else {
            return;
        };
        match read_twice(asked.form, asked.fields, cx.at().words) {
            Ok(password) => {
                let id = self.id.clone();
                cx.execute(move |desk| desk.reset_password(&session, &id, &password), Msg::Own);
            }
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, own: Result<Carried, Error>, _asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(carried) => {
                let id = self.id.clone();
                cx.close_with(WasReset { id, carried });
            }
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
