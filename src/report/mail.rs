//! Notices by mail (R14.1, R14.2): one message a notice, to the server that the policy names, over one line for all of them.
//!
//! What the server says is told apart by when it says it: before the data is through, nothing was sent; after it, without an
//! answer, nobody knows.

use std::error::Error as _;
use std::io::{self, ErrorKind};
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use secrecy::{ExposeSecret, SecretString};

use super::notice::Letter;
use crate::domain::calendar::Instant;
use crate::domain::policy::{Line, MailServer};
use crate::domain::values::MailAddress;
use crate::signs;
use crate::store::Came;

/// How long the server is waited for, at each answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many lines that drop one after another are a server that does not serve.
const DROPS: u32 = 3;
/// What the server says when it ends the line by itself.
const CLOSING: u16 = 421;
/// What it says when it is the sender who is not let in, whoever the message is for.
const NOT_LET_IN: [u16; 3] = [503, 530, 535];

/// Why nothing more is sent: the server is not reached, or takes nothing from us. In its words or the system's, on one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unserved(String);

impl Unserved {
    fn of(error: impl std::fmt::Display) -> Self {
        let said = error.to_string();
        let plain = said.chars().map(|c| if c.is_control() { ' ' } else { c });
        Self(plain.take(200).collect())
    }

    /// What an error of the line says; that no answer came in time has no good words of the system's.
    fn by_server(error: &smtp::Error) -> Self {
        let system = error.source().and_then(|source| source.downcast_ref::<io::Error>());
        let late = [ErrorKind::WouldBlock, ErrorKind::TimedOut];
        if system.is_some_and(|system| late.contains(&system.kind())) {
            return Self::of(format!("no answer within {} seconds", PATIENCE.as_secs()));
        }
        Self::of(error)
    }
}

/// Who the bank is for the mail server, where it asks. The password comes from a file of its owner alone, never from the policy.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

/// Tells what answers by themselves that nobody reads an answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// A way to the mail server. It connects with the first message, and again when the line dropped.
pub struct Post {
    sender: Mailbox,
    to: MailServer,
    account: Option<Account>,
    tls: Option<TlsParameters>,
    line: Option<SmtpConnection>,
    /// Lines that dropped since the server last took or refused something.
    drops: u32,
}

/// How far a message came before its data.
enum Before {
    /// The server waits for the data.
    Ready,
    /// The line dropped.
    Dropped(Unserved),
    /// It is settled.
    Came(Came),
}

impl Post {
    /// A way to that server, guarded as the policy says; certificates are those that this machine trusts.
    ///
    /// # Errors
    /// The sender is no address, or this machine trusts no certificate at all.
    pub fn new(to: &MailServer, account: Option<Account>) -> Result<Self, Unserved> {
        let tls = match to.line {
            Line::StartTls | Line::Tls => Some(TlsParameters::new(to.host.clone()).map_err(Unserved::of)?),
            Line::Plain => None,
        };
        Ok(Self {
            sender: Mailbox::new(None, to.sender.as_str().parse().map_err(Unserved::of)?),
            to: to.clone(),
            account,
            tls,
            line: None,
            drops: 0,
        })
    }

    /// Sends a letter at `now`, and gives what came of it.
    ///
    /// # Errors
    /// The server is not reached, does not let the bank in, or drops one line after another: nothing was sent, and no other
    /// message is tried.
    pub fn send(&mut self, to: &MailAddress, letter: &Letter, now: Instant) -> Result<Came, Unserved> {
        let (to, message) = match self.message(to, letter, now) {
            Ok(message) => message,
            Err(error) => return Ok(Came::Never(error.0)),
        };
        loop {
            // A line that stood idle may have been closed meanwhile: that is no fault of this message.
            let is_new = self.line.is_none();
            match self.before_data(&to)? {
                Before::Ready => break,
                Before::Came(came) => return Ok(came),
                Before::Dropped(_) if !is_new => {}
                Before::Dropped(why) => {
                    self.drops += 1;
                    return Ok(Came::Later(why.0));
                }
            }
        }
        let Some(line) = &mut self.line else {
            return Err(Unserved::of("no line"));
        };
        let taken = line.message(&message);
        self.drops = 0;
        Ok(match taken {
            Ok(_) => Came::Taken,
            Err(error) => self.refused(&error).unwrap_or_else(|why| Came::Unsure(why.0)),
        })
    }

    /// The message, and where it goes.
    fn message(&self, to: &MailAddress, letter: &Letter, now: Instant) -> Result<(lettre::Address, Vec<u8>), Unserved> {
        let address: lettre::Address = to.as_str().parse().map_err(Unserved::of)?;
        let id = format!("<{}@{}>", letter.mark, self.sender.email.domain());
        let message = Message::builder()
            .message_id(Some(id))
            .date(SystemTime::from(now))
            .from(self.sender.clone())
            .to(Mailbox::new(None, address.clone()))
            .subject(signs::marked(&letter.subject))
            .header(MIME_VERSION_1_0)
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(signs::marked(&letter.text).into_owned());
        Ok((address, message.map_err(Unserved::of)?.formatted()))
    }

    /// Says from whom and to whom, and that the data follows.
    fn before_data(&mut self, to: &lettre::Address) -> Result<Before, Unserved> {
        let sender = self.sender.email.clone();
        let line = self.line()?;
        if let Err(error) = line.command(Mail::new(Some(sender), vec![])) {
            // That is about us, not about who the message is for.
            return if dropped(&error) {
                Ok(self.hung_up(&error))
            } else {
                Err(Unserved::by_server(&error))
            };
        }
        let said = line
            .command(Rcpt::new(to.clone(), vec![]))
            .and_then(|_| line.command(Data));
        let Err(error) = said else {
            return Ok(Before::Ready);
        };
        if error.status().is_some_and(|code| NOT_LET_IN.contains(&code.into())) {
            return Err(Unserved::by_server(&error));
        }
        match self.refused(&error) {
            Ok(came) => {
                self.drops = 0;
                // The next message begins anew on the same line, or on another.
                if self.line.as_mut().is_some_and(|line| line.command(Rset).is_err()) {
                    self.line = None;
                }
                Ok(Before::Came(came))
            }
            Err(why) => Ok(Before::Dropped(why)),
        }
    }

    /// What a "no" of the server's means for a message; where it said none, the line is gone.
    fn refused(&mut self, error: &smtp::Error) -> Result<Came, Unserved> {
        let why = Unserved::by_server(error);
        if dropped(error) {
            self.line = None;
            return Err(why);
        }
        Ok(if error.is_permanent() {
            Came::Never(why.0)
        } else {
            Came::Later(why.0)
        })
    }

    fn hung_up(&mut self, error: &smtp::Error) -> Before {
        self.line = None;
        Before::Dropped(Unserved::by_server(error))
    }

    /// The line, made where there is none.
    fn line(&mut self) -> Result<&mut SmtpConnection, Unserved> {
        if self.line.is_none() {
            if self.drops >= DROPS {
                return Err(Unserved::of(format!("{DROPS} lines dropped")));
            }
            let line = self.connected().map_err(|error| Unserved::by_server(&error))?;
            self.line = Some(line);
        }
        self.line.as_mut().ok_or_else(|| Unserved::of("no line"))
    }

    fn connected(&self) -> Result<SmtpConnection, smtp::Error> {
        let hello = ClientId::default();
        let from_the_start = self.tls.as_ref().filter(|_| self.to.line == Line::Tls);
        let server = (self.to.host.as_str(), self.to.port);
        let mut line = SmtpConnection::connect(server, Some(PATIENCE), &hello, from_the_start, None)?;
        if let (Line::StartTls, Some(tls)) = (self.to.line, &self.tls) {
            // Nothing is said before TLS, and nothing without it.
            line.starttls(tls, &hello)?;
        }
        if let Some(account) = &self.account {
            let known = Credentials::new(account.user.clone(), account.password.expose_secret().to_owned());
            line.auth(&[Mechanism::Plain, Mechanism::Login], &known)?;
        }
        Ok(line)
    }
}

/// Whether the server said nothing any more, or that it ends the line.
fn dropped(error: &smtp::Error) -> bool {
    error.status().is_none_or(|code| u16::from(code) == CLOSING)
}

impl Drop for Post {
    fn drop(&mut self) {
        if let Some(mut line) = self.line.take() {
            let _ = line.quit();
        }
    }
}
