//! What to tell the customer after an action, in sentences that can be read out: the same on TKNR009 and on the slip.

use crate::desk::{MatterView, News, PasswordsShown, Shown, UserChange};
use crate::domain::amendment::Part;
use crate::domain::approval::Status;
use crate::domain::countersign;
use crate::domain::identity::Action;
use crate::domain::revocation::Reason;
use crate::domain::stock::{Cause, Delivery};
use crate::domain::values::{PostalAddress, StaffId};
use crate::words::{Words, place, read_out};

/// How a sentence is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// To be noticed.
    Warning,
}

/// What to tell of an action that was carried out, the most pressing first.
pub fn done(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let plain = |text: &str| (Tone::Plain, text.to_owned());
    let mut told = match shown.action {
        Action::Unlock => unlocked(shown, words),
        Action::Register => {
            let register = say.register(place::Serial(&serials(shown, words)), place::Who(&who(shown, words)));
            vec![plain(&register), plain(say.register_login), plain(say.register_next)]
        }
        Action::Resync => {
            let resync = say.resync(place::Serial(&serials(shown, words)));
            vec![plain(&resync), plain(say.resync_next)]
        }
        Action::Revoke => revoked(shown, words),
        Action::Amend => amended(shown, words),
        Action::Close => closed(shown, words),
        Action::Stop => {
            let stop = say.stop(place::Serial(&serials(shown, words)));
            vec![plain(&stop), plain(say.stop_next), plain(say.stop_lost)]
        }
        Action::Issue | Action::Replace => issued(shown, words),
        Action::LiftPasswords => {
            let lifted = say.lift_passwords(place::Who(&who(shown, words)));
            vec![
                plain(&lifted),
                plain(say.lift_passwords_letter),
                plain(say.lift_passwords_next),
            ]
        }
    };
    told.push(plain(say.noticed));
    told
}

/// What to tell while a supervisor has not decided yet.
pub fn waiting(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let (who, serials) = (who(shown, words), serials(shown, words));
    let (who, serial) = (place::Who(&who), place::Serial(&serials));
    let still = match shown.action {
        Action::Unlock => say.unlock_waits(who),
        Action::Register => say.register_waits(who),
        Action::Resync => say.resync_waits(serial),
        Action::Amend => say.amend_waits.to_owned(),
        Action::Close => say.close_waits.to_owned(),
        Action::Issue | Action::Replace => {
            let fob = shown.issue.as_ref().map(|issue| read_out(issue.serial.as_str()));
            say.issue_waits(place::Serial(&fob.unwrap_or_default()))
        }
        Action::LiftPasswords => say.lift_passwords_waits(who),
        // Its fobs are stopped meanwhile (R7.6).
        Action::Revoke => say.revoke_waits(serial),
        // A stop never waits (R9.6).
        Action::Stop => return Vec::new(),
    };
    vec![(Tone::Plain, still), (Tone::Plain, say.waits.to_owned())]
}

/// What became of a request, in a line for whoever asked or took it over, and whether it was carried out (R11.7).
pub fn news(news: &News, whose: &StaffId, words: &Words) -> (String, bool) {
    let own = &words.deciding.own;
    let view = match news {
        News::Request(view) => view,
        News::Matter(view) => return matter_news(view, words),
    };
    let made_by = words.member_short(&view.made_by);
    let (is_own, staff) = (view.made_by == *whose, place::Staff(&made_by));
    let action = place::Action(words.label.action(view.shown.action));
    let contract = place::Contract(view.shown.contract.as_str());
    match view.status {
        Status::Returned if !is_own => (own.taken_returned(action, contract, staff), false),
        Status::Waiting if !is_own => (own.taken_lapsed(action, contract, staff), false),
        Status::Withdrawn if !is_own => (own.taken_withdrawn(action, contract, staff), false),
        Status::ToLookOver | Status::Done if !is_own => (own.taken_done(action, contract, staff), true),
        Status::Returned if view.receipt.is_some() => (own.told_taken_back(action, contract), false),
        Status::Returned => (own.told_returned(action, contract), false),
        Status::Waiting | Status::Withdrawn => (own.told_lapsed(action, contract), false),
        Status::ToLookOver | Status::Done => (own.told_done(action, contract), true),
    }
}

/// The same of an act without a customer.
fn matter_news(view: &MatterView, words: &Words) -> (String, bool) {
    let own = &words.deciding.own;
    let action = place::Action(words.value(&view.shown.action));
    let subject = words.subject(&view.shown.action, &view.shown.subject);
    let subject = place::Subject(&subject);
    match view.status {
        countersign::Status::Done => (own.told_matter_done(action, subject), true),
        countersign::Status::Returned => (own.told_matter_returned(action, subject), false),
        _ => (own.told_matter_lapsed(action, subject), false),
    }
}

/// What to tell the customer of what was the bank's mistake and was sent back (R7.7).
pub fn taken_back(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let own = &words.deciding.own;
    let lost = shown.tokens.iter().filter(|token| token.becomes_lost());
    let lost: Vec<_> = lost.map(|token| read_out(token.serial.as_str())).collect();
    let mut told = vec![(Tone::Warning, own.tell_mistake.to_owned())];
    if !lost.is_empty() {
        let serials = lost.join(words.label.comma);
        told.push((Tone::Plain, own.tell_lift(place::Serial(&serials))));
    }
    if shown.action == Action::Revoke {
        told.push((Tone::Plain, own.tell_register_again.to_owned()));
    }
    told
}

/// What to tell the customer of a request that came to nothing.
pub fn came_to_nothing(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let own = &words.deciding.own;
    let again = own.tell_again(place::Action(words.label.action(shown.action)));
    vec![(Tone::Warning, again), (Tone::Plain, own.tell_check.to_owned())]
}

/// What becomes of stopped passwords, before and after, and where the letter goes (R17.1).
pub fn passwords(passwords: &PasswordsShown, words: &Words) -> [String; 2] {
    let (state, own) = (&words.members.service_state, &words.entering.passwords);
    let (login, confirmation) = (passwords.login_stopped, passwords.confirmation_stopped);
    let before = [
        login.then_some(state.login_stopped),
        confirmation.then_some(state.confirmation_stopped),
        (!login && !confirmation).then_some(own.unchanged),
    ];
    let before: Vec<_> = before.into_iter().flatten().collect();
    let before = before.join(words.label.comma);
    let address = passwords.address.as_ref().map(PostalAddress::as_str);
    [
        own.becomes(place::Before(&before)),
        own.letter_to(place::Address(address.unwrap_or(own.address_elsewhere))),
    ]
}

fn unlocked(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let mut told = vec![say.unlock(place::Who(&who(shown, words)))];
    let others = names(shown.users.iter().filter(|user| !user.chosen), words);
    if !others.is_empty() {
        told.push(say.unlock_shared(place::Others(&others)));
    }
    told.extend([say.unlock_next, say.unlock_again].map(str::to_owned));
    told.into_iter().map(|text| (Tone::Plain, text)).collect()
}

fn revoked(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let at = shown.reopens_at.map(|at| words.moment(at)).unwrap_or_default();
    let mut told = vec![(Tone::Plain, say.revoke(place::At(&at), place::Who(&who(shown, words))))];
    if shown.has_spare {
        told.push((Tone::Plain, say.revoke_login(place::At(&at))));
        told.push((Tone::Plain, say.revoke_next.to_owned()));
    } else {
        told.push((Tone::Warning, say.revoke_no_token.to_owned()));
        told.push((Tone::Plain, say.revoke_meanwhile(place::At(&at))));
    }
    if shown.reason.is_some_and(Reason::loses_the_fob) {
        let lost = say.revoke_lost(place::Serial(&serials(shown, words)));
        told.push((Tone::Warning, lost));
    } else {
        told.push((Tone::Plain, say.revoke_others.to_owned()));
    }
    told
}

fn amended(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let has = |part| shown.differences.iter().any(|difference| difference.part == part);
    let mut told = vec![say.amend];
    told.extend(has(Part::Telephone).then_some(say.amend_telephone));
    told.extend(has(Part::Address).then_some(say.amend_address));
    told.into_iter().map(|text| (Tone::Plain, text.to_owned())).collect()
}

/// That nobody logs in any more, what is void, and which fobs are still to be handed in (R16.1).
fn closed(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let mut told = vec![(Tone::Plain, say.close.to_owned())];
    let has = |part| shown.differences.iter().any(|difference| difference.part == part);
    told.extend(has(Part::Payments).then(|| (Tone::Warning, say.close_payments.to_owned())));
    let owed: Vec<_> = shown.owed.iter().map(|serial| read_out(serial.as_str())).collect();
    if !owed.is_empty() {
        let owed = owed.join(words.label.comma);
        told.push((Tone::Warning, say.close_owed(place::Serial(&owed))));
    }
    told
}

/// How the fob reaches the customer, from when it can be registered, and what is still to be done (R15.5).
fn issued(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let Some(issue) = &shown.issue else { return Vec::new() };
    let serial = read_out(issue.serial.as_str());
    let serial = place::Serial(&serial);
    let mut told = vec![match Delivery::first(issue.terms.applied.is_some(), issue.terms.way) {
        Delivery::Application => (Tone::Warning, say.issue_applies(serial)),
        Delivery::ToSend => (Tone::Plain, say.issue_sent(serial)),
        _ => (Tone::Plain, say.issue_handed(serial)),
    }];
    if let Some(opens) = shown.reopens_at {
        told.push((Tone::Warning, say.issue_opens(place::At(&words.moment(opens)))));
    }
    let goes_on = issue.terms.cause == Cause::Expiry && shown.reopens_at.is_none() && issue.owed;
    told.push((
        Tone::Plain,
        if goes_on {
            say.issue_goes_on
        } else {
            say.issue_registers
        }
        .to_owned(),
    ));
    if let Some(old) = issue.old.as_ref().filter(|_| issue.owed) {
        told.push((Tone::Plain, say.issue_owed(place::Serial(&read_out(old.as_str())))));
    }
    if issue.terms.fee > 0 && issue.terms.waived.is_none() {
        told.push((Tone::Plain, say.issue_fee(place::Yen(&yen(issue.terms.fee)))));
    }
    told
}

/// An amount of yen with its commas.
pub(crate) fn yen(amount: impl Into<u64>) -> String {
    let digits = amount.into().to_string();
    let first = (digits.len() - 1) % 3 + 1;
    let mut parts = vec![&digits[..first]];
    parts.extend((first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    parts.join(",")
}

/// The users who were chosen.
fn who(shown: &Shown, words: &Words) -> String {
    names(shown.users.iter().filter(|user| user.chosen), words)
}

fn names<'a>(users: impl Iterator<Item = &'a UserChange>, words: &Words) -> String {
    let names: Vec<_> = users.map(|user| user.login_id.as_str()).collect();
    names.join(words.label.comma)
}

fn serials(shown: &Shown, words: &Words) -> String {
    let of_users = shown.users.iter().filter_map(|user| user.serial.as_ref());
    let of_tokens = shown.tokens.iter().map(|token| &token.serial);
    let mut serials: Vec<_> = of_users.chain(of_tokens).collect();
    serials.sort();
    serials.dedup();
    let serials: Vec<_> = serials.into_iter().map(|serial| read_out(serial.as_str())).collect();
    serials.join(words.label.comma)
}
