//! What the message line says: a number to quote on the telephone, how bad it is, and words.

use std::borrow::Cow;

use crate::desk;
use crate::domain::Refusal;
use crate::words::{FrameWords, Words};

/// How bad a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something to know.
    Info,
    /// It worked.
    Good,
    /// Look before going on.
    Warn,
    /// Wrong or refused; nothing was changed.
    Bad,
}

/// The number of the message that a change runs.
pub(super) const RUNNING: &str = "I0002";

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its number, like `E0123`; the same in every language.
    pub code: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// The words for the line; what does not fit is read with F1.
    pub text: String,
    /// Cause and remedy for F1, if there is more to say.
    pub detail: Option<String>,
    /// What it is made of, where the words know it by its number: so it can be said in another language.
    pub of: Option<Of>,
}

/// What a message is made of that the words know by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Of {
    facts: Vec<(&'static str, String)>,
    /// The rule that says so, if one does.
    rule: Option<&'static str>,
}

impl Message {
    /// A message of `severity` without a detail.
    pub fn new(code: impl Into<Cow<'static, str>>, severity: Severity, text: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity,
            text: text.into(),
            detail: None,
            of: None,
        }
    }

    /// Something to know.
    pub fn info(code: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, text)
    }

    /// It worked.
    pub fn good(code: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Good, text)
    }

    /// Look before going on.
    pub fn warn(code: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Warn, text)
    }

    /// Wrong or refused.
    pub fn bad(code: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Bad, text)
    }

    /// What the desk said no with, in words: cause, remedy and the rule's number are its detail.
    pub fn refused(error: &desk::Error, words: &Words) -> Self {
        match error {
            desk::Error::Refused(refusal) => Self::from_refusal(refusal, words),
            desk::Error::Store(error) => Self::known(error.code(), error.facts(), None, words),
        }
    }

    /// A rule's refusal in words.
    pub fn from_refusal(refusal: &Refusal, words: &Words) -> Self {
        Self::known(refusal.code(), refusal.facts(), Some(refusal.rule()), words)
    }

    /// A refusal that the words know by its number.
    fn known(
        code: impl Into<Cow<'static, str>>,
        facts: Vec<(&'static str, String)>,
        rule: Option<&'static str>,
        words: &Words,
    ) -> Self {
        let code = code.into();
        let (say, remedy) = words.message(&code, &facts);
        let rule_of = rule.map(|rule| format!(" ({rule})")).unwrap_or_default();
        Self {
            of: Some(Of { facts, rule }),
            ..Self::bad(code, say).with_detail(remedy + &rule_of)
        }
    }

    /// The same message in the words of another language, where they know it by its number.
    pub fn again(&self, words: &Words) -> Option<Self> {
        if self.code == RUNNING {
            return Some(Self::info(RUNNING, words.frame.running.to_owned()));
        }
        let of = self.of.clone()?;
        Some(Self {
            severity: self.severity,
            ..Self::known(self.code.clone(), of.facts, of.rule, words)
        })
    }

    /// The message in these words, where they know it by its number: for what is kept and shown again and again.
    #[must_use]
    pub fn in_words(&self, words: &Words) -> Self {
        self.again(words).unwrap_or_else(|| self.clone())
    }

    /// The same message with cause and remedy.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

impl FrameWords {
    /// How bad a message is, in a word.
    pub(super) fn severity(&self, severity: Severity) -> &str {
        match severity {
            Severity::Info => self.severity_info,
            Severity::Good => self.severity_good,
            Severity::Warn => self.severity_warn,
            Severity::Bad => self.severity_bad,
        }
    }
}
