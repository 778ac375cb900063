//! First passwords by sealed letter (R17.1). They are drawn here, hashed, and put into the letter; nothing else has them. The letter
//! is on the disk before the commit, and gets its name after it: so none tells of passwords that are not in force, and one that a
//! crash kept from being posted is asked for anew, as its passwords were never changed.

use std::io;

use secrecy::SecretString;

use super::act::Act;
use super::attempt::{About, Settled};
use super::{Desk, Error, Session, passwords};
use crate::domain::calendar::{self, Instant};
use crate::domain::contract::Branch;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, LoginId, Name, PostalAddress};
use crate::store::{self, Kind, Letters, Passwords, Tx, Unposted};

/// Characters of a first password at least.
const LENGTH: usize = 12;
/// What they are made of: nothing that is taken for another.
const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// What stands in a sealed letter. It is a secret.
#[derive(Clone, Debug)]
pub struct FirstLetter {
    /// The receipt number of what was done.
    pub receipt: String,
    /// When.
    pub at: Instant,
    /// The bank and where it is reached, as the policy has them.
    pub letterhead: [String; 2],
    /// The branch of the contract.
    pub branch: Branch,
    /// Contract number.
    pub contract: ContractNumber,
    /// Company.
    pub company: Name,
    /// Where it goes.
    pub address: Option<PostalAddress>,
    /// To whom.
    pub login_id: LoginId,
    /// Name.
    pub name: Name,
    /// ログインパスワード.
    pub login: SecretString,
    /// 確認用パスワード.
    pub confirmation: SecretString,
}

/// Makes the paper of a letter: it is the matter of who knows paper.
pub type Compose = fn(&FirstLetter) -> io::Result<Vec<u8>>;

/// The spool of the mailing account.
#[derive(Clone, Debug)]
pub struct LetterBox {
    /// Its folder.
    pub folder: Letters,
    /// How a letter is made.
    pub compose: Compose,
}

/// Where letters of a desk go.
#[derive(Debug, Default)]
pub(super) struct Post {
    into: Option<LetterBox>,
    /// Those of a training bank, whose passwords stand on its login screen.
    shown: Vec<FirstLetter>,
}

/// First passwords that were drawn for an approval.
pub(super) struct Drawn {
    login: SecretString,
    confirmation: SecretString,
    hashes: Passwords,
    letterhead: [String; 2],
    /// What makes the name of the letter one that nobody guesses.
    unguessed: [u8; 16],
    into: Option<LetterBox>,
}

/// A letter that an approval wrote, to be posted when that is committed.
pub(super) enum Letter {
    /// On the disk.
    Paper(Unposted),
    /// Of a training bank.
    Shown(Box<FirstLetter>),
}

impl Desk {
    /// Says where sealed letters go (R17.1).
    pub fn letters_into(&mut self, letters: Option<LetterBox>) {
        self.letters.into = letters;
    }

    /// The letters of a training bank, the newest last: its learners open them.
    pub fn shown_letters(&self) -> &[FirstLetter] {
        &self.letters.shown
    }

    /// Whether a sealed letter can go anywhere (R17.1).
    ///
    /// # Errors
    /// E1067, which says what is amiss.
    pub fn posts_letters(&self) -> Decision<()> {
        if self.kind() == Kind::Training {
            return Ok(());
        }
        let reason = match &self.letters.into {
            None => Some("unset"),
            Some(into) => into.folder.unfit(),
        };
        match reason {
            None => Ok(()),
            Some(reason) => Err(Refusal::NoLetters {
                reason: format!("letters_{reason}"),
            }),
        }
    }

    /// Refuses an action that a letter belongs to where none can be posted.
    pub(super) fn posts_for(&self, act: &Act) -> Decision<()> {
        match act {
            Act::LiftPasswords(_) => self.posts_letters(),
            _ => Ok(()),
        }
    }

    /// Draws the passwords that approving an action gives, before its transaction, since hashing takes its time; nothing for any other.
    pub(super) fn drawn_for(&mut self, act: &Act) -> Result<Option<Drawn>, Error> {
        if !matches!(act, Act::LiftPasswords(_)) || self.posts_letters().is_err() {
            return Ok(None);
        }
        Ok(Some(self.drawn()?))
    }

    /// Issues a user's first passwords, which the program draws (R17.1): their sealed letter alone has them, so nobody at the bank can log
    /// in as the customer. They are issued once.
    ///
    /// # Errors
    /// E0202 no such user, E1067 where no letter can be posted, E1607 a user who has passwords.
    pub fn issue_by_letter(&mut self, session: &Session, login_id: &LoginId) -> Result<(), Error> {
        let posts = self.posts_letters();
        let drawn = if posts.is_ok() { Some(self.drawn()?) } else { None };
        let about = About {
            action: passwords::ACTION,
            contract: self.office.read(|tx| tx.contract_of_user(login_id))?,
            subject: login_id.to_string(),
            ..About::default()
        };
        let mut letter = None;
        self.attempt(session, Duty::Import, about, |tx, ground| {
            posts?;
            let contract = passwords::without(tx, login_id)?;
            let number = tx.next_receipt(calendar::day_of(ground.now))?;
            if let Some(drawn) = drawn {
                letter = Some(drawn.give(tx, (&contract, login_id), (&number, ground.now))?);
            }
            Ok(Settled {
                receipt: Some(number),
                ..Settled::new(Ok(()))
            })
        })?;
        // What was not committed has no letter.
        letter.map_or(Ok(()), |letter| self.post(letter))
    }

    /// Passwords that nobody knows yet.
    fn drawn(&mut self) -> Result<Drawn, Error> {
        let (login, confirmation) = (self.draw()?, self.draw()?);
        let hashes = Passwords {
            login: self.office.hash(&login)?,
            confirmation: self.office.hash(&confirmation)?,
            given: true,
        };
        let is_live = self.kind() == Kind::Live;
        let mut unguessed = [0; 16];
        self.office.entropy().fill(&mut unguessed).map_err(store::Error::from)?;
        Ok(Drawn {
            login,
            confirmation,
            hashes,
            letterhead: self.policy().letterhead(),
            unguessed,
            into: self.letters.into.clone().filter(|_| is_live),
        })
    }

    fn draw(&mut self) -> Result<SecretString, Error> {
        let length = LENGTH.max(self.policy().customer_password_min as usize);
        let mut drawn = vec![0; length];
        self.office.entropy().fill(&mut drawn).map_err(store::Error::from)?;
        let signs = drawn.iter().map(|byte| char::from(SIGNS[usize::from(byte & 31)]));
        Ok(signs.collect::<String>().into())
    }

    /// Posts a letter whose approval is committed.
    pub(super) fn post(&mut self, letter: Letter) -> Result<(), Error> {
        match letter {
            Letter::Paper(letter) => Ok(letter.post()?),
            Letter::Shown(letter) => {
                self.letters.shown.retain(|known| known.login_id != letter.login_id);
                self.letters.shown.push(*letter);
                Ok(())
            }
        }
    }
}

impl Drawn {
    /// Gives the passwords to the user, and writes their letter.
    pub(super) fn give(
        self,
        tx: &Tx<'_>,
        (contract, login_id): (&ContractNumber, &LoginId),
        (receipt, at): (&str, Instant),
    ) -> Result<Letter, Error> {
        let case = super::plan::load(tx, contract)?;
        tx.set_passwords(login_id, &self.hashes)?;
        let letter = FirstLetter {
            receipt: receipt.to_owned(),
            at,
            letterhead: self.letterhead,
            branch: case.contract.branch.clone(),
            contract: contract.clone(),
            company: case.contract.company.clone(),
            address: case.contract.address.clone(),
            login_id: login_id.clone(),
            name: case.user(login_id)?.name.clone(),
            login: self.login,
            confirmation: self.confirmation,
        };
        let Some(into) = self.into else {
            return Ok(Letter::Shown(Box::new(letter)));
        };
        let paper = (into.compose)(&letter).map_err(|error| store::Error::System(error.to_string()))?;
        Ok(Letter::Paper(into.folder.write((receipt, &self.unguessed), &paper)?))
    }
}
