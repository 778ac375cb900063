//! Notices by mail (R14.1): one message a notice, to the server that the policy names.

use std::error::Error as _;
use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{SmtpTransport, Transport};

use super::notice::Letter;
use crate::domain::policy::{Line, MailServer};
use crate::domain::values::MailAddress;

/// How long the server is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a message was not sent, in the words of the server or the system; on one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Unsent {
    why: String,
    /// The server was not reached at all, so that no other message is tried.
    pub unreached: bool,
}

impl Unsent {
    fn of(error: impl std::fmt::Display) -> Self {
        let said = error.to_string();
        let plain = said.chars().map(|c| if c.is_control() { ' ' } else { c });
        Self {
            why: plain.take(200).collect(),
            unreached: false,
        }
    }

    fn by_server(error: &smtp::Error) -> Self {
        let unreached = !error.is_permanent() && !error.is_transient();
        let why = error
            .source()
            .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
        Self {
            unreached,
            ..Self::of(why)
        }
    }
}

/// A way to the mail server. It connects with the first message.
pub struct Post {
    sender: Mailbox,
    server: SmtpTransport,
}

impl Post {
    /// A way to that server, guarded as the policy says; certificates are those that this machine trusts.
    ///
    /// # Errors
    /// The sender is no address, or this machine trusts no certificate at all.
    pub fn new(to: &MailServer) -> Result<Self, Unsent> {
        let guarded = || TlsParameters::new(to.host.clone()).map_err(Unsent::of);
        let tls = match to.line {
            Line::StartTls => Tls::Required(guarded()?),
            Line::Tls => Tls::Wrapper(guarded()?),
            Line::Plain => Tls::None,
        };
        let server = SmtpTransport::builder_dangerous(&to.host).port(to.port).tls(tls);
        Ok(Self {
            sender: mailbox(&to.sender)?,
            server: server.timeout(Some(PATIENCE)).build(),
        })
    }

    /// Sends a letter. When this gives `Ok` the server has taken it.
    ///
    /// # Errors
    /// What the server or the system said.
    pub fn send(&self, to: &MailAddress, letter: &Letter) -> Result<(), Unsent> {
        let id = format!("<{}@{}>", letter.mark, self.sender.email.domain());
        let message = Message::builder()
            .message_id(Some(id))
            .from(self.sender.clone())
            .to(mailbox(to)?)
            .subject(letter.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone());
        let message = message.map_err(Unsent::of)?;
        let taken = self.server.send(&message);
        taken.map(|_| ()).map_err(|error| Unsent::by_server(&error))
    }
}

fn mailbox(address: &MailAddress) -> Result<Mailbox, Unsent> {
    Ok(Mailbox::new(None, address.as_str().parse().map_err(Unsent::of)?))
}
