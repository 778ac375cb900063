//! The screens of the web banking (the customer's side), one file or folder each, and the table of them.
//!
//! They know no rule: what is offered, asked for or refused comes from the [`portal`](crate::portal). A new screen is its
//! own file or folder with its line of `mod` here, a line of the table below, and its words.

pub mod bfkf001;
pub mod blgi001;
pub mod blgi002;
pub mod blgi011;
pub mod bpez001;
pub mod brsk005;
pub mod brsk006;
pub mod brsk007;
pub mod brsk009;
pub mod brsk010;
pub mod brsk011;
pub mod brsk025;
pub mod brsk026;
pub mod brsk027;
pub mod brsk028;
pub mod bsgk001;
pub mod bsnn001;
pub mod bsnn002;
pub mod btop001;
pub mod bznd001;
mod candidates;
mod choosing;
mod completed;
pub mod confirming;
mod entry;
mod keyboard;
mod members;
mod menu;
mod page;
mod paying;
pub mod settled;

pub use entry::{Entry, Needs, Registered, Section};
pub use menu::Availability;
use page::MenuPage;

use crate::domain::gate::Operation;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::portal::Error;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, AnyScreen, Cx, Homeward, Seat, Steps};
use crate::words::{Words, place};

/// Writes the table of screens: for each its ID, the functions that it binds beside those that work everywhere, its title, and its entry in
/// a menu, by which it opens.
macro_rules! screens {
    ($($id:ident [$($function:ident)*] $title:expr $(, $entry:expr)?;)+) => {
        /// What is known of each screen before it is made.
        pub mod screens {
            use crate::ui::keys::Function;
            use crate::ui::screen::Nameplate;
            $(
                #[doc = concat!("`", stringify!($id), "`")]
                pub static $id: Nameplate = Nameplate {
                    id: stringify!($id),
                    title: $title,
                    binds: &[$(Function::$function),*],
                };
            )+
        }

        /// Every screen of the web banking; those with an entry stand in the order of their menus.
        pub static SCREENS: &[Registered] = &[$(Registered { nameplate: &screens::$id, entry: screens!(@ $($entry)?) },)+];
    };
    (@) => { None };
    (@ $entry:expr) => { Some($entry) };
}

screens! {
    BLGI001 [] |words| words.portal.login.title;
    BLGI011 [Refresh Skip Logout] |words| words.portal.register.title;
    BTOP001 [Refresh ChangePasswords Logout] |words| words.portal.top.title;
    BFKF001 [Refresh] |words| words.payments.transfer.title, Entry {
        section: Section::Top,
        name: |words| words.payments.common.transfer,
        about: |words, _| words.payments.transfer.about.to_owned(),
        needs: Needs::Operation(Operation::Transfer),
        open: || AnyScreen::new(bfkf001::TransferEntry::new()),
    };
    BFKF002 [] |words| words.payments.common.step_confirm;
    BFKF003 [] |words| words.payments.common.step_done;
    BSGK001 [Add Change Remove] |words| words.payments.batch.title, Entry {
        section: Section::Top,
        name: |words| words.payments.batch.title,
        about: |words, _| words.payments.batch.about.to_owned(),
        needs: Needs::Operation(Operation::Bulk),
        open: || AnyScreen::new(bsgk001::BatchEntry::new()),
    };
    BSGK002 [] |words| words.payments.common.step_confirm;
    BSGK003 [] |words| words.payments.common.step_done;
    BPEZ001 [Refresh] |words| words.payments.bill.title, Entry {
        section: Section::Top,
        name: |words| words.payments.bill.title,
        about: |words, _| words.payments.bill.about.to_owned(),
        needs: Needs::Operation(Operation::PayEasy),
        open: || AnyScreen::new(bpez001::BillEntry::new()),
    };
    BPEZ002 [] |words| words.payments.common.step_confirm;
    BPEZ003 [] |words| words.payments.common.step_done;
    BSNN001 [Refresh OtherList] |words| words.payments.approval.title_waiting, Entry {
        section: Section::Top,
        name: |words| words.payments.approval.name,
        about: |words, _| words.payments.approval.about.to_owned(),
        needs: Needs::Nothing,
        open: || AnyScreen::new(bsnn001::Approvals::new()),
    };
    BSNN002 [Withdraw SendBack] |words| words.payments.approval.title;
    BZND001 [Refresh] |words| words.payments.balance.title, Entry {
        section: Section::Top,
        name: |words| words.payments.balance.title,
        about: |words, _| words.payments.balance.about.to_owned(),
        needs: Needs::Nothing,
        open: || AnyScreen::new(bznd001::Balances::new()),
    };
    BSSK001 [Refresh] |words| words.portal.manage.title, Entry {
        section: Section::Top,
        name: |words| words.portal.manage.name,
        about: |words, _| words.portal.manage.about.to_owned(),
        needs: Needs::Administrator,
        open: || AnyScreen::new(MenuPage::new(&screens::BSSK001, &[Section::Management])),
    };
    BLGI002 [] |words| words.portal.own.title, Entry {
        section: Section::Own,
        name: |words| words.portal.own.title,
        about: |words, _| words.portal.own.about.to_owned(),
        needs: Needs::Nothing,
        open: || AnyScreen::new(blgi002::OwnPasswords::new()),
    };
    BRSK001 [Refresh] |words| words.portal.manage.tasks_title, Entry {
        section: Section::Management,
        name: |words| words.portal.manage.users,
        about: |words, _| words.portal.manage.about_users.to_owned(),
        needs: Needs::Administrator,
        open: || AnyScreen::new(MenuPage::new(&screens::BRSK001, &[Section::Users, Section::Service, Section::Tokens])),
    };
    BRSK005 [Refresh Add Change Remove] |words| words.members.list.title, Entry {
        section: Section::Users,
        name: |words| words.members.list.name,
        about: |words, _| words.members.list.about.to_owned(),
        needs: Needs::Administrator,
        open: || AnyScreen::new(brsk005::Members::new()),
    };
    BRSK006 [] |words| words.members.form.title_basic;
    BRSK007 [Refresh] |words| words.members.list.sheet_title;
    BRSK009 [Refresh] |words| words.members.confirm.title;
    BRSK010 [] |words| words.members.done.title;
    BRSK011 [Refresh Stop] |words| words.members.service.title, Entry {
        section: Section::Service,
        name: |words| words.members.service.name,
        about: |words, _| words.members.service.about.to_owned(),
        needs: Needs::Administrator,
        open: || AnyScreen::new(brsk011::Service::new()),
    };
    BRSK012 [] |words| words.members.done.title_service;
    BRSK025 [Refresh Keyboard DeleteCharacter] |words| words.portal.unlock.title, Entry {
        section: Section::Tokens,
        name: |words| words.portal.manage.unlock,
        about: |words, _| words.portal.manage.about_unlock.to_owned(),
        needs: Needs::Unlock,
        open: || AnyScreen::new(brsk025::Unlock::new()),
    };
    BRSK026 [] |words| words.portal.unlock.done_title;
    BRSK027 [Refresh] |words| words.portal.revoke.title, Entry {
        section: Section::Tokens,
        name: |words| words.portal.manage.revoke,
        about: |words, policy| {
            let Wait { minutes, from, to } = wait(words, policy);
            let (from, minutes, to) = (place::From(&from), place::Minutes(&minutes), place::To(&to));
            words.portal.manage.about_revoke(from, minutes, to)
        },
        needs: Needs::Revoke,
        open: || AnyScreen::new(brsk027::Revoke::new()),
    };
    BRSK028 [] |words| words.portal.revoke.done_title;
}

/// Opens a screen by its ID for the jump box: `None` if there is none of that name, or why it may not be opened.
pub fn registry(id: &str, at: &Ambient<'_>) -> Option<Result<AnyScreen, Message>> {
    let open = if id == screens::BTOP001.id {
        || AnyScreen::new(Homeward(&screens::BTOP001))
    } else {
        let listed = SCREENS.iter().find(|listed| listed.nameplate.id == id)?;
        listed.entry.as_ref()?.open
    };
    Some(match at.who.map(|who| &who.seat) {
        Some(Seat::Customer(_)) => Ok(open()),
        Some(Seat::Newcomer(_)) => Err(Message::warn("W1601", at.words.portal.register.first)),
        _ => Err(Message::bad("E0004", at.words.finding.not_signed_in)),
    })
}

/// The closed period after a revocation (R8.2) in words.
struct Wait {
    minutes: String,
    from: String,
    to: String,
}

fn wait(words: &Words, policy: &Policy) -> Wait {
    let form = words.portal.common.time_of_day;
    Wait {
        minutes: policy.closed_wait.num_minutes().to_string(),
        from: policy.night_from.format(form).to_string(),
        to: policy.night_to.format(form).to_string(),
    }
}

/// The steps of BRSK025 and BRSK027: 対象利用者を選択, 変更完了.
fn steps(words: &Words, current: usize) -> Steps {
    let common = &words.portal.common;
    Steps {
        labels: vec![common.step_choose.to_owned(), common.step_done.to_owned()],
        current,
    }
}

impl<M: Send + 'static> Cx<'_, M> {
    /// Says why something was refused. When the session has ended, whatever was open closes and the login comes (E1606).
    pub fn customer_refused(&mut self, error: &Error) {
        if matches!(error, Error::Refused(Refusal::SessionEnded)) {
            self.sign_out();
            self.restart(blgi001::Login::default());
        }
        self.say(Message::refused(error, self.at().words));
    }
}

/// Nobody is logged in any more: back to the login.
fn say_goodbye<M: Send + 'static>(cx: &mut Cx<'_, M>) {
    cx.sign_out();
    cx.restart(blgi001::Login::default());
    cx.say(Message::info("I1602", cx.at().words.portal.login.gone));
}

/// The way out of a refusal, which stands on the screen below what was typed.
#[derive(Debug, Default)]
struct Remedy(Option<(&'static str, Vec<(&'static str, String)>)>);

impl Remedy {
    fn of(error: &Error) -> Self {
        Self(Some((error.code(), error.facts())))
    }

    fn text(&self, words: &Words) -> String {
        let told = self.0.as_ref().map(|(code, facts)| words.message(code, facts).1);
        told.unwrap_or_default()
    }
}

/// A refusal and the way out of it.
fn told(refusal: &Refusal, words: &Words) -> (String, String) {
    words.message(refusal.code(), &refusal.facts())
}
