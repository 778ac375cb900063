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
}

impl Message {
    /// A message of `severity` without a detail.
    pub fn new(code: impl Into<Cow<'static, str>>, severity: Severity, text: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity,
            text: text.into(),
            detail: None,
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
            desk::Error::Store(error) => {
                let (say, remedy) = words.message(error.code(), &error.facts());
                Self::bad(error.code(), say).with_detail(remedy)
            }
        }
    }

    /// A rule's refusal in words.
    pub fn from_refusal(refusal: &Refusal, words: &Words) -> Self {
        let (say, remedy) = words.message(refusal.code(), &refusal.facts());
        Self::bad(refusal.code(), say).with_detail(format!("{remedy} ({})", refusal.rule()))
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
            Severity::Info => &self.severity_info,
            Severity::Good => &self.severity_good,
            Severity::Warn => &self.severity_warn,
            Severity::Bad => &self.severity_bad,
        }
    }
}
