//! Payments, told a second time. A balance is never kept: it is what there was less what was executed.

use super::people::{APPROVES, SEES_ALL};
use super::{Answer, Model, Operation};

/// A payment: 0 a transfer, 1 a general batch, 2 a payroll, 3 a Pay-easy bill.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) company: usize,
    pub(crate) by: usize,
    pub(crate) asked: PaymentInput,
    pub(crate) status: &'static str,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct PaymentInput {
    pub(crate) kind: usize,
    /// 0 the representative one, 1 the second, 2 somebody else's.
    pub(crate) account: usize,
    pub(crate) amount: u64,
    pub(crate) approvers: [Option<usize>; 2],
}

/// What a step of a payment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Goes {
    pub(crate) to: &'static str,
    /// The fob of who executes it.
    pub(crate) fob: Option<usize>,
    /// Whether it waits although there is too little now.
    pub(crate) short: bool,
}

pub(crate) fn operation(kind: usize) -> Operation {
    [0, 1, 1, 2][kind]
}

/// The run of who executes their own, and of who approves.
pub(crate) fn runs(kind: usize) -> [Option<u8>; 2] {
    [[Some(0), Some(2)], [Some(1), Some(3)], [Some(1), Some(3)], [None, None]][kind]
}

impl Payment {
    pub(crate) fn is_open(&self) -> bool {
        ["waiting", "waiting_final"].contains(&self.status)
    }

    pub(crate) fn waits_for(&self) -> Option<usize> {
        match self.status {
            "waiting" => self.asked.approvers[0],
            "waiting_final" => self.asked.approvers[1],
            _ => None,
        }
    }
}

impl Model {
    pub(crate) fn balance(&self, company: usize, account: usize) -> u64 {
        let gone = self.lines(company, account).map(|payment| payment.asked.amount);
        self.openings[company][account] - gone.sum::<u64>()
    }

    /// What was executed from an account, oldest first.
    pub(crate) fn lines(&self, company: usize, account: usize) -> impl DoubleEndedIterator<Item = &Payment> {
        let all = self.executed.iter().map(|place| &self.payments[*place]);
        all.filter(move |payment| (payment.company, payment.asked.account) == (company, account))
    }

    /// How many approve that kind.
    pub(crate) fn needed(&self, company: usize, kind: usize) -> usize {
        match kind {
            0 => self.modes[company][0],
            3 => 0,
            _ => self.modes[company][1],
        }
    }

    pub(crate) fn can_approve(&self, who: usize, kind: usize) -> bool {
        let is = &self.users[who].is;
        is.rights[APPROVES] && is.operations[usize::from(operation(kind))] && self.can_act(who)
    }

    pub(crate) fn sees(&self, who: usize, payment: &Payment) -> bool {
        payment.company == self.users[who].company && (self.users[who].is.rights[SEES_ALL] || payment.by == who)
    }

    fn within(&self, by: usize, asked: &PaymentInput) -> Result<(), Answer> {
        let is = &self.users[by].is;
        let limit = is.limits[[0, 2, 3, 4][asked.kind]];
        if !is.accounts[asked.account] {
            Err("E0514")
        } else if asked.amount > limit {
            Err("E0515")
        } else {
            Ok(())
        }
    }

    fn named(&self, by: usize, asked: &PaymentInput) -> Result<(), Answer> {
        let company = self.users[by].company;
        let given = asked.approvers.map(|who| who.is_some());
        match (self.needed(company, asked.kind), given) {
            (1 | 2, [false, _]) | (2, [_, false]) => return Err("E0517"),
            (0, [true, _]) | (0 | 1, [_, true]) => return Err("E0518"),
            _ => {}
        }
        for who in asked.approvers.into_iter().flatten() {
            if who == by {
                return Err("E0520");
            }
            if !self.is_of(who, company) {
                return Err("E0202");
            }
            if !self.can_approve(who, asked.kind) {
                return Err("E0519");
            }
        }
        match asked.approvers {
            [Some(first), last] if last == Some(first) => Err("E0521"),
            _ => Ok(()),
        }
    }

    pub(crate) fn may_pay(&self, by: usize, asked: &PaymentInput) -> Result<Goes, Answer> {
        let fob = self.gate(by, operation(asked.kind))?;
        self.within(by, asked)?;
        self.named(by, asked)?;
        let company = self.users[by].company;
        let short = asked.amount > self.balance(company, asked.account);
        if self.needed(company, asked.kind) > 0 {
            let (to, fob) = ("waiting", None);
            return Ok(Goes { to, fob, short });
        }
        let to = "executed";
        if short {
            Err("E0516")
        } else {
            Ok(Goes { to, fob, short })
        }
    }

    /// Why the one who entered it could not enter it now.
    pub(crate) fn maker_may_not(&self, payment: &Payment) -> Option<Answer> {
        let by = payment.by;
        if self.users[by].stopped {
            return Some("E1604");
        }
        let gate = self.gate(by, operation(payment.asked.kind));
        gate.and_then(|_| self.within(by, &payment.asked)).err()
    }

    /// One that is still open, of the company of `by` and waiting for them.
    pub(crate) fn may_decide(&self, by: usize, place: usize) -> Result<(), Answer> {
        let payment = &self.payments[place];
        if payment.company != self.users[by].company {
            Err("E0522")
        } else if !payment.is_open() {
            Err("E0524")
        } else if payment.waits_for() != Some(by) {
            Err("E0523")
        } else {
            Ok(())
        }
    }

    pub(crate) fn may_approve(&self, by: usize, place: usize) -> Result<Goes, Answer> {
        self.may_decide(by, place)?;
        let payment = &self.payments[place];
        let fob = self.gate(by, operation(payment.asked.kind))?;
        if !self.users[by].is.rights[APPROVES] {
            return Err("E0519");
        }
        if self.maker_may_not(payment).is_some() {
            return Err("E0526");
        }
        let short = false;
        if payment.status == "waiting" && payment.asked.approvers[1].is_some() {
            let (to, fob) = ("waiting_final", None);
            return Ok(Goes { to, fob, short });
        }
        if payment.asked.amount > self.balance(payment.company, payment.asked.account) {
            return Err("E0516");
        }
        let to = "executed";
        Ok(Goes { to, fob, short })
    }

    pub(crate) fn may_withdraw(&self, by: usize, place: usize) -> Result<(), Answer> {
        let payment = &self.payments[place];
        if payment.company != self.users[by].company {
            Err("E0522")
        } else if payment.by != by {
            Err("E0525")
        } else if !payment.is_open() {
            Err("E0524")
        } else {
            Ok(())
        }
    }

    pub(crate) fn step(&mut self, place: usize, to: &'static str) {
        self.payments[place].status = to;
        if to == "executed" {
            self.executed.push(place);
        }
    }

    /// Whoever is removed leaves no payment waiting.
    pub(crate) fn void(&mut self, who: usize) {
        let needs = |payment: &&mut Payment| payment.by == who || payment.asked.approvers.contains(&Some(who));
        let open = self.payments.iter_mut().filter(|payment| payment.is_open());
        open.filter(needs).for_each(|payment| payment.status = "void");
    }
}
