//! A tiny bank of numbers: what the rules say, written a second time without the program's own words for it. Times are
//! seconds since 1970; users and fobs are places in a list; every answer is `ok` or the number of a refusal.

pub(super) mod money;
pub(super) mod people;
mod tokens;

use crate::rules_support::step_face;
use money::Payment;
use people::{Being, Entered};

pub(crate) type Answer = &'static str;

const DAY: i64 = 86_400;
const MINUTE: i64 = 60;

/// Seconds since midnight in Japan, and the day they belong to.
fn japan(at: i64) -> (i64, i64) {
    ((at + 9 * 3600).rem_euclid(DAY), (at + 9 * 3600).div_euclid(DAY))
}

/// The day of a date in Japan.
pub(crate) fn day(at: i64) -> i64 {
    japan(at).1
}

/// When registration opens after a revocation (R8.2).
fn opens(at: i64) -> i64 {
    let (night, morning) = ((20 * 60 + 50) * MINUTE, (8 * 60 + 10) * MINUTE);
    let (time, day) = japan(at);
    let ten_past_eight = |day: i64| day * DAY + morning - 9 * 3600;
    if time < morning {
        ten_past_eight(day)
    } else if time >= night {
        ten_past_eight(day + 1)
    } else {
        at + 30 * MINUTE
    }
}

/// A fob, of a company.
#[derive(Clone, Debug)]
pub(crate) struct Fob {
    pub(crate) serial: &'static str,
    pub(crate) company: usize,
    pub(crate) expires: Option<i64>,
    pub(crate) lost: bool,
    pub(crate) wrong: u32,
    pub(crate) suspended: bool,
    pub(crate) last: Option<i64>,
    pub(crate) drift: i64,
}

/// A session: when it was last used, and in which run it stands: 0 transfers and 1 batches of one's own, 2 and 3 approved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Session {
    pub(crate) used: i64,
    pub(crate) run: Option<u8>,
}

/// A user, of a company.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that the rules ask about"
)]
pub(crate) struct User {
    pub(crate) id: &'static str,
    pub(crate) being: Being,
    pub(crate) company: usize,
    pub(crate) is: Entered,
    /// The login password and the confirmation password.
    pub(crate) words: [String; 2],
    pub(crate) stopped: bool,
    pub(crate) fob: Option<usize>,
    pub(crate) opens: Option<i64>,
    pub(crate) wrong_logins: u32,
    pub(crate) paused: i64,
    /// The one address that everybody comes from is stopped for them (R17.2).
    pub(crate) login_stopped: bool,
    /// Wrong ones of a day, which strangers are stopped by, and until when this address is none (R17.2).
    pub(crate) wrong_today: (i64, u32),
    pub(crate) strangers: bool,
    pub(crate) known: i64,
    pub(crate) wrong_confirmations: u32,
    pub(crate) confirmation_stopped: bool,
    pub(crate) session: Option<Session>,
}

/// The four operations: 0 transfer, 1 bulk, 2 Pay-easy, 3 administration.
pub(crate) type Operation = u8;

/// Everything there is.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) now: i64,
    pub(crate) starts: Vec<i64>,
    pub(crate) versions: Vec<u64>,
    pub(crate) fobs: Vec<Fob>,
    pub(crate) users: Vec<User>,
    /// How many approve transfers and batches, by company.
    pub(crate) modes: Vec<[usize; 2]>,
    /// What lay on the two accounts of each company in the beginning.
    pub(crate) openings: Vec<[u64; 2]>,
    pub(crate) payments: Vec<Payment>,
    /// The payments that were executed, in that order.
    pub(crate) executed: Vec<usize>,
}

impl Model {
    /// What is shown (R13), as one word.
    pub(crate) fn state(&self, user: usize) -> String {
        let user = &self.users[user];
        match (user.fob.map(|fob| &self.fobs[fob]), user.opens) {
            (Some(fob), _) if fob.lost => "lost".into(),
            (Some(fob), _) if self.expired(fob) => "expired".into(),
            (Some(fob), _) if fob.suspended => "suspended".into(),
            (Some(_), _) => "in use".into(),
            (None, Some(opens)) if self.now < opens => format!("revoked until {opens}"),
            (None, _) if user.is.operations == [false; 4] => String::new(),
            (None, _) => "unregistered".into(),
        }
    }

    fn expired(&self, fob: &Fob) -> bool {
        fob.expires.is_some_and(|expires| self.now >= expires)
    }

    /// Whether a fob can be used, registered with, or unlocked back into use.
    pub(crate) fn fit(&self, fob: usize) -> Result<(), Answer> {
        let fob = &self.fobs[fob];
        match (fob.lost, self.expired(fob), fob.suspended) {
            (true, ..) => Err("E0303"),
            (_, true, _) => Err("E0302"),
            (.., true) => Err("E0305"),
            _ => Ok(()),
        }
    }

    /// Who could do it for the company (R7.1, R9.2).
    pub(crate) fn able(&self, by: usize) -> bool {
        let user = &self.users[by];
        user.being == Being::Here
            && self.can_act(by)
            && user.is.kind < 2
            && user.is.operations[3]
            && user.fob.is_some_and(|fob| self.fit(fob).is_ok())
    }

    /// R3.1, and whose fob it is (R3.3).
    pub(crate) fn may_register(&self, user: usize, fob: usize) -> Result<(), Answer> {
        let who = &self.users[user];
        if who.being != Being::Here {
            Err("E0202")
        } else if day(self.now) < self.starts[who.company] {
            Err("E0309")
        } else if who.fob.is_some() {
            Err("E0306")
        } else if who.opens.is_some_and(|opens| self.now < opens) {
            Err("E0307")
        } else if who.is.operations == [false; 4] {
            Err("E0308")
        } else if self.fobs[fob].company != who.company {
            Err("E0301")
        } else {
            self.fit(fob)
        }
    }

    /// The same without a fob in mind.
    pub(crate) fn shows_registration(&self, user: usize) -> bool {
        !["E0309", "E0306", "E0307", "E0308"].contains(&self.may_register(user, 0).err().unwrap_or("ok"))
    }

    /// The fob whose code an operation asks for at its last step (R5.2, R5.3).
    pub(crate) fn gate(&self, user: usize, operation: Operation) -> Result<Option<usize>, Answer> {
        let who = &self.users[user];
        if !who.is.operations[usize::from(operation)] || (operation == 3 && who.is.kind == 2) {
            return Err("E0501");
        }
        if let Some(fob) = who.fob {
            return self.fit(fob).map(|()| Some(fob));
        }
        if who.opens.is_some_and(|opens| self.now < opens) {
            return Err("E1605");
        }
        if who.opens.is_some() {
            return Err("E1120");
        }
        if day(self.now) >= self.starts[who.company] + 7 {
            return Err("E0502");
        }
        Ok(None)
    }

    /// A code (R6): which step of the window it is right for, if any.
    pub(crate) fn code(&mut self, fob: usize, code: &str) -> Answer {
        if code.len() != 6 {
            return "E0102";
        }
        let now = self.now;
        let fob = &mut self.fobs[fob];
        let centre = now.div_euclid(60) + fob.drift;
        let right: Vec<i64> = (centre - 1..=centre + 1)
            .filter(|step| step_face(fob.serial, *step) == code)
            .collect();
        let unused = right
            .iter()
            .filter(|step| fob.last.is_none_or(|last| **step > last))
            .max();
        match unused {
            Some(step) => {
                fob.drift += step - centre;
                (fob.last, fob.wrong) = (Some(*step), 0);
                "ok"
            }
            None if !right.is_empty() => "E0602",
            None => {
                fob.wrong += 1;
                if fob.wrong < 5 {
                    return "E0601";
                }
                fob.suspended = true;
                self.versions[fob.company] += 1;
                "E0603"
            }
        }
    }

    /// The confirmation password (R5.5).
    pub(crate) fn confirm(&mut self, user: usize, right: bool) -> Answer {
        let user = &mut self.users[user];
        if user.confirmation_stopped {
            return "E0506";
        }
        if right {
            user.wrong_confirmations = 0;
            return "ok";
        }
        user.wrong_confirmations += 1;
        user.confirmation_stopped = user.wrong_confirmations >= 5;
        if user.confirmation_stopped { "E0506" } else { "E0505" }
    }

    pub(crate) fn login(&mut self, user: usize, right: bool) -> Answer {
        let now = self.now;
        let user = &mut self.users[user];
        if user.being != Being::Here {
            return "E1601";
        }
        // R17.2: too many of a day stop strangers, and this address is one until the right password came from it.
        if user.login_stopped || (user.strangers && now >= user.known) {
            return "E1603";
        }
        if now < user.paused {
            return "E1602";
        }
        if !right {
            user.wrong_logins += 1;
            if user.wrong_logins >= 3 {
                user.paused = now + 30 * MINUTE;
            }
            user.login_stopped = user.wrong_logins >= 6;
            let today = day(now);
            user.wrong_today = match user.wrong_today {
                (day, wrong) if day == today => (today, wrong + 1),
                _ => (today, 1),
            };
            user.strangers |= user.wrong_today.1 >= 30;
            return match user.wrong_logins {
                _ if user.strangers && now >= user.known => "E1603",
                1 | 2 => "E1601",
                3..=5 => "E1602",
                _ => "E1603",
            };
        }
        if user.stopped {
            return "E1604";
        }
        if user.opens.is_some_and(|opens| now < opens) {
            return "E1605";
        }
        (user.wrong_logins, user.paused, user.known) = (0, 0, now + 90 * DAY);
        user.session = Some(Session { used: now, run: None });
        "ok"
    }

    /// Whether the session is there; one that lapsed is gone (R2.3).
    pub(crate) fn admit(&self, user: usize) -> Result<(), Answer> {
        let session = self.users[user].session;
        let alive = session.is_some_and(|session| self.now < session.used + 15 * MINUTE);
        if alive { Ok(()) } else { Err("E1606") }
    }

    /// When something that this user sees becomes otherwise though nobody does anything.
    pub(crate) fn holds_until(&self, user: usize) -> i64 {
        let who = &self.users[user];
        let ours = self
            .users
            .iter()
            .enumerate()
            .filter(|(other, _)| self.is_of(*other, who.company));
        let opens = ours.filter_map(|(_, user)| user.opens);
        let fobs = self.fobs.iter().filter(|fob| fob.company == who.company);
        let days = [0, 7].map(|days| (self.starts[who.company] + days) * DAY - 9 * 3600);
        let lapses = who.session.map(|session| session.used + 15 * MINUTE);
        let moments = opens
            .chain(fobs.filter_map(|fob| fob.expires))
            .chain(days)
            .chain(lapses);
        moments.filter(|moment| *moment > self.now).min().unwrap_or_default()
    }

    pub(crate) fn used(&mut self, user: usize, run: Option<u8>) {
        self.users[user].session = Some(Session { used: self.now, run });
    }
}
