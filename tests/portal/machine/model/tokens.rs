//! Unlocking, revoking and registering, told a second time.

use super::{Answer, Model, opens};

impl Model {
    /// The chosen users, all of that company and none twice.
    pub(crate) fn chosen(&self, company: usize, chosen: &[usize]) -> Result<(), Answer> {
        if chosen.is_empty() {
            return Err("E0203");
        }
        if (1..chosen.len()).any(|i| chosen[..i].contains(&chosen[i])) {
            return Err("E0206");
        }
        let ours = chosen.iter().all(|user| self.is_of(*user, company));
        if ours { Ok(()) } else { Err("E0202") }
    }

    /// The fobs that are unlocked with these users; by the bank unless somebody else is able (R9.2–R9.4).
    pub(crate) fn to_unlock(&self, company: usize, chosen: &[usize], by_bank: bool) -> Result<Vec<usize>, Answer> {
        self.chosen(company, chosen)?;
        let mut fobs = vec![];
        for user in chosen {
            let fob = self.users[*user].fob.ok_or("E0901")?;
            match self.fit(fob) {
                Err("E0305") => {}
                Ok(()) => return Err("E0901"),
                Err(_) => return Err("E0903"),
            }
            let somebody = (0..self.users.len()).any(|who| self.users[who].company == company && self.able(who));
            if by_bank && somebody {
                return Err("E0902");
            }
            fobs.push(fob);
        }
        Ok(fobs)
    }

    pub(crate) fn unlock(&mut self, company: usize, fobs: &[usize]) {
        for fob in fobs {
            (self.fobs[*fob].suspended, self.fobs[*fob].wrong) = (false, 0);
        }
        self.versions[company] += 1;
    }

    /// Whether these can be revoked (R7.5).
    pub(crate) fn may_be_revoked(&self, company: usize, chosen: &[usize]) -> Result<(), Answer> {
        self.chosen(company, chosen)?;
        let all = chosen.iter().all(|user| self.users[*user].fob.is_some());
        if all { Ok(()) } else { Err("E0701") }
    }

    pub(crate) fn revoke(&mut self, company: usize, chosen: &[usize], loses: bool) {
        for user in chosen {
            let user = &mut self.users[*user];
            if let Some(fob) = user.fob.take().filter(|_| loses) {
                self.fobs[fob].lost = true;
            }
            (user.opens, user.session) = (Some(opens(self.now)), None);
        }
        self.versions[company] += 1;
    }

    pub(crate) fn register(&mut self, user: usize, fob: usize) {
        let user = &mut self.users[user];
        (user.fob, user.opens) = (Some(fob), None);
        self.versions[user.company] += 1;
    }
}
