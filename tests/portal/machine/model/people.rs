//! The company's own administration of its users, told a second time.

use super::{Answer, Model, User};

/// Whether a user was ever there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Being {
    NotYet,
    Here,
    Gone,
}

/// What is entered for a user, in numbers: a name and rights by their places in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entered {
    pub(crate) name: usize,
    /// 0 master, 1 administrator, 2 general user.
    pub(crate) kind: usize,
    /// As [`super::Operation`] counts them.
    pub(crate) operations: [bool; 4],
    /// In the order of the manual's table.
    pub(crate) rights: [bool; 8],
    /// Transfers, preset transfers, general batches, payrolls, Pay-easy.
    pub(crate) limits: [u64; 5],
    /// The representative account, the second one, and one that is none of the company's.
    pub(crate) accounts: [bool; 3],
}

/// Rights that matter here, by their places.
const REGISTERED: usize = 1;
const SAME_DAY: usize = 2;
pub(crate) const SEES_ALL: usize = 4;
pub(crate) const APPROVES: usize = 5;

impl Entered {
    /// What somebody has for whom nothing was said.
    pub(crate) fn usual(kind: usize, operations: [bool; 4]) -> Self {
        let (pays, leads) = (operations[0], kind < 2);
        Self {
            name: 0,
            kind,
            operations,
            rights: [pays, pays, false, pays, leads, leads, leads, false],
            limits: [10_000_000; 5],
            accounts: [true, leads, false],
        }
    }

    fn fits(&self) -> Result<(), Answer> {
        if self.operations[3] && self.kind == 2 {
            Err("E1705")
        } else if self.rights[SAME_DAY] && !self.rights[REGISTERED] {
            Err("E1706")
        } else if self.limits.iter().any(|limit| *limit > 9_999_999_999) {
            Err("E1707")
        } else if self.accounts[2] {
            Err("E1708")
        } else {
            Ok(())
        }
    }

    /// What differs, as the trail names it.
    pub(crate) fn differences(&self, other: &Self) -> Vec<&'static str> {
        let differs = [
            ("name", self.name != other.name),
            ("kind", self.kind != other.kind),
            ("operations", self.operations != other.operations),
            ("rights", self.rights != other.rights),
            ("limits", self.limits != other.limits),
            ("accounts", self.accounts != other.accounts),
        ];
        differs.into_iter().filter(|of| of.1).map(|of| of.0).collect()
    }
}

/// New passwords: login and confirmation.
pub(crate) type New = [Option<String>; 2];

/// Whether they have the form, and differ.
fn form(new: &New) -> Result<(), Answer> {
    if new.iter().flatten().any(|word| word.len() < 8) {
        Err("E0112")
    } else if new[0].is_some() && new[0] == new[1] {
        Err("E1713")
    } else {
        Ok(())
    }
}

/// What of a user is changed then, as the trail names it.
pub(crate) fn changed(user: &User, entered: &Entered, new: &New) -> Vec<&'static str> {
    let mut changed = user.is.differences(entered);
    changed.extend(new[0].as_ref().map(|_| "login_password"));
    changed.extend(new[1].as_ref().map(|_| "confirmation_password"));
    changed
}

/// Each gives the fob whose code is asked for.
type Decided = Result<Option<usize>, Answer>;

impl Model {
    pub(crate) fn is_of(&self, user: usize, company: usize) -> bool {
        self.users[user].being == Being::Here && self.users[user].company == company
    }

    /// Nothing is stopped for good. R17.2: an address that wrong passwords came from is no more than that.
    pub(crate) fn can_act(&self, user: usize) -> bool {
        let user = &self.users[user];
        !user.stopped && !user.confirmation_stopped && (!user.strangers || user.known > 0)
    }

    /// Whether something keeps the user out, a pause too.
    pub(crate) fn is_out(&self, user: usize) -> bool {
        !self.can_act(user)
            || self.users[user].login_stopped
            || self.users[user].strangers
            || self.now < self.users[user].paused
    }

    /// One of the company of `by`, and not their master unless it is they.
    fn colleague(&self, by: usize, who: usize) -> Result<(), Answer> {
        if !self.is_of(who, self.users[by].company) {
            Err("E0202")
        } else if who != by && self.users[who].is.kind == 0 {
            Err("E1703")
        } else {
            Ok(())
        }
    }

    pub(crate) fn may_admit(&self, by: usize, who: usize, entered: &Entered, new: &New) -> Decided {
        let fob = self.gate(by, 3)?;
        if self.is_of(who, self.users[by].company) {
            return Err("E1701");
        }
        if entered.kind == 0 {
            return Err("E1702");
        }
        entered.fits()?;
        form(new)?;
        if new.contains(&None) {
            return Err("E1712");
        }
        Ok(fob)
    }

    /// Whether somebody has or had that login ID, in whatever case: said only after password and code.
    pub(crate) fn is_taken(&self, who: usize) -> bool {
        let given = |user: &&User| user.being != Being::NotYet;
        let same = |user: &User| user.id.eq_ignore_ascii_case(self.users[who].id);
        self.users.iter().filter(given).any(same)
    }

    pub(crate) fn admit_user(&mut self, by: usize, who: usize, entered: &Entered, new: New) {
        let company = self.users[by].company;
        let user = &mut self.users[who];
        (user.being, user.company, user.is) = (Being::Here, company, *entered);
        user.words = new.map(Option::unwrap);
        self.versions[company] += 1;
    }

    pub(crate) fn may_amend(&self, by: usize, who: usize, entered: &Entered, new: &New) -> Decided {
        let fob = self.gate(by, 3)?;
        self.colleague(by, who)?;
        let user = &self.users[who];
        if (user.is.kind == 0) != (entered.kind == 0) {
            return Err("E1702");
        }
        if by == who && (user.is.kind != entered.kind || !entered.operations[3]) {
            return Err("E1704");
        }
        entered.fits()?;
        if changed(user, entered, new).is_empty() {
            return Err("E1709");
        }
        form(new)?;
        Ok(fob)
    }

    /// Whether a password given alone is the other one: said only after password and code.
    pub(crate) fn is_the_other(&self, who: usize, new: &New) -> bool {
        let [login, confirmation] = &self.users[who].words;
        match new {
            [Some(word), None] => word == confirmation,
            [None, Some(word)] => word == login,
            _ => false,
        }
    }

    /// Whoever is changed in more than name and limits logs in again.
    pub(crate) fn amend_user(&mut self, who: usize, entered: &Entered, new: New) {
        let user = &mut self.users[who];
        if changed(user, entered, &new)
            .iter()
            .any(|field| !["name", "limits"].contains(field))
        {
            user.session = None;
        }
        user.is = *entered;
        for (word, new) in user.words.iter_mut().zip(new) {
            *word = new.unwrap_or_else(|| word.clone());
        }
        self.versions[user.company] += 1;
    }

    pub(crate) fn may_remove(&self, by: usize, who: usize) -> Decided {
        let fob = self.gate(by, 3)?;
        if by == who {
            return Err("E1704");
        }
        self.colleague(by, who).map(|()| fob)
    }

    pub(crate) fn remove_user(&mut self, who: usize) {
        let user = &mut self.users[who];
        (user.being, user.fob, user.session) = (Being::Gone, None, None);
        self.versions[user.company] += 1;
        self.void(who);
    }

    pub(crate) fn may_stop(&self, by: usize, chosen: &[usize]) -> Decided {
        let fob = self.gate(by, 3)?;
        self.chosen(self.users[by].company, chosen)?;
        for who in chosen {
            self.may_remove(by, *who)?;
            if self.users[*who].stopped {
                return Err("E1710");
            }
        }
        Ok(fob)
    }

    pub(crate) fn stop(&mut self, by: usize, chosen: &[usize]) {
        for who in chosen {
            (self.users[*who].stopped, self.users[*who].session) = (true, None);
        }
        self.versions[self.users[by].company] += 1;
    }

    pub(crate) fn may_lift(&self, by: usize, chosen: &[usize]) -> Decided {
        let fob = self.gate(by, 3)?;
        self.chosen(self.users[by].company, chosen)?;
        if chosen.iter().all(|who| self.is_out(*who)) {
            Ok(fob)
        } else {
            Err("E1711")
        }
    }

    pub(crate) fn lift(&mut self, by: usize, chosen: &[usize]) {
        for who in chosen {
            let user = &mut self.users[*who];
            (user.wrong_logins, user.paused, user.login_stopped) = (0, 0, false);
            (user.wrong_today, user.strangers) = ((0, 0), false);
            (user.wrong_confirmations, user.confirmation_stopped, user.stopped) = (0, false, false);
        }
        self.versions[self.users[by].company] += 1;
    }
}
