//! What a customer is found by.

use crate::domain::search::question::{NO_WORD, OF_BRANCH, Question, pieces};
use crate::domain::search::{dialled, full, key};

/// What of a contract can be searched for, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where the store has it.
    pub slot: u32,
    /// The contract's number.
    pub number: String,
    /// The company's name.
    pub company: String,
    /// The company's name in kana.
    pub kana: String,
    /// The code of its branch.
    pub branch: String,
    /// Its account.
    pub account: String,
    /// Its telephone.
    pub phone: String,
    /// Of each user login ID, name and name in kana, one after another.
    pub users: Vec<String>,
    /// The serials of its tokens.
    pub serials: Vec<String>,
}

/// What a company is found by.
pub(super) struct OfCompany {
    /// Its name in kana, by which it is put in order, then all others: without a kind that stands before it, else with it too.
    pub(super) names: Vec<String>,
    /// The kinds that stand before them.
    pub(super) kinds: Vec<String>,
}

/// In which part of an entry something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The company's name, in kana or not.
    Company,
    /// A user's name, in kana or not.
    User,
    /// A number, a login ID or a code.
    Code,
}

impl Entry {
    /// The keys that it is found by, each with where it stands; the kana of the company first.
    pub fn keys(&self) -> Vec<(Part, String)> {
        let of = |part, keys: Vec<String>| keys.into_iter().map(move |key| (part, key));
        let OfCompany { names, kinds } = self.of_company();
        let users = self.people().flat_map(|names| names.map(full)).collect();
        let keys = of(Part::Company, names).chain(of(Part::Company, kinds));
        keys.chain(of(Part::Code, self.codes()))
            .chain(of(Part::User, users))
            .collect()
    }

    /// What the company is found by.
    pub(super) fn of_company(&self) -> OfCompany {
        let (mut names, mut kinds) = (vec![key(&self.kana)], Vec::new());
        for text in [&self.kana, &self.company] {
            let (name, full) = (key(text), full(text));
            let of = match full.strip_suffix(&name) {
                Some(kind) if !kind.is_empty() && !name.is_empty() => {
                    kinds.push(kind.to_owned());
                    vec![name]
                }
                // What the kind stands behind is found by the whole.
                _ if full.starts_with(&name) => vec![full],
                _ => vec![name, full],
            };
            for name in of {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        OfCompany { names, kinds }
    }

    /// What is typed in digits and letters: the contract's number first.
    pub(super) fn codes(&self) -> Vec<String> {
        let logins = self.users.chunks(3).filter_map(<[String]>::first);
        let mut keys: Vec<_> = [&self.number]
            .into_iter()
            .chain(logins)
            .chain(&self.serials)
            .map(|code| full(code))
            .collect();
        let account = full(&self.account);
        let (digits, kind): (String, String) = account.chars().partition(char::is_ascii_digit);
        let branch = full(&self.branch);
        keys.push(dialled(&self.phone));
        keys.push(format!("{OF_BRANCH}{branch}{digits}{kind}"));
        keys
    }

    /// The name and the name in kana of each user.
    pub(super) fn people(&self) -> impl Iterator<Item = [&str; 2]> {
        self.users.chunks(3).filter_map(|user| match user {
            [_, name, kana] => Some([name.as_str(), kana.as_str()]),
            _ => None,
        })
    }

    /// All pieces of its keys, with a word of its own between keys, so that no question runs over from one into the next.
    pub fn pieces(&self) -> String {
        let keys = self.keys();
        let keys: Vec<_> = keys.iter().map(|(_, key)| pieces(key)).collect();
        keys.join(&format!(" {NO_WORD} "))
    }
}

impl Entry {
    /// What of it holds the question, where the names and the number of the company do not show it: a user's name, a login
    /// ID, a serial, the telephone or the account, as it is written.
    pub fn matched(&self, question: &Question) -> Option<&str> {
        let shown = [
            full(&self.number),
            full(&self.kana),
            key(&self.kana),
            full(&self.company),
            key(&self.company),
        ];
        let unseen = |term: &&str| !shown.iter().any(|key| key.contains(term));
        question.typed().filter(unseen).find_map(|term| self.holder(term))
    }

    fn holder(&self, term: &str) -> Option<&str> {
        let holds = |text: &&String| full(text).contains(term);
        let by_kana = self
            .users
            .chunks(3)
            .filter(|user| user.get(2).is_some_and(|kana| holds(&kana)))
            .find_map(|user| user.get(1));
        let written = || self.users.iter().chain(&self.serials).find(holds);
        let phone = || Some(&self.phone).filter(|phone| dialled(phone).contains(term));
        let found = by_kana.or_else(written).or_else(phone);
        // Of the account, all is asked for as branch and account.
        found.or(Some(&self.account)).map(String::as_str)
    }
}
