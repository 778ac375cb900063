//! The slip (受付票) of a receipt, from every screen that has one: F9 writes it, or prints it where that was chosen, and says
//! where it is.

use crate::desk::{Desk, Error, ReceiptView};
use crate::outbox::{Exports, Printer};
use crate::report::{pdf, slip};
use crate::store::{self, Spool};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// A slip that was written.
#[derive(Debug)]
pub struct Printed {
    /// What it is of, as it was then: printed again from the same screen it is the same slip.
    pub(super) receipt: Box<ReceiptView>,
    sent: Sent,
}

/// Where a slip went.
#[derive(Debug)]
enum Sent {
    /// Into a file: where it is, and how to get at it.
    File(String),
    /// To the printer of the terminal, once the person is told: its text.
    Terminal(String),
    /// Into the spool.
    Spool,
}

/// Where slips go.
#[derive(Clone, Debug)]
enum Way {
    Folder(Exports),
    Printer(Printer),
}

impl Way {
    /// The one that was chosen, for a member of the staff.
    fn of(staff: &str, at: &Ambient<'_>) -> Option<Self> {
        let folder = || at.exports.map(|exports| Self::Folder(exports.of(staff)));
        at.printer.cloned().map(Self::Printer).or_else(folder)
    }

    fn send(&self, receipt: &ReceiptView, words: &Words) -> store::Result<Sent> {
        let lines = slip::lines(receipt, words, slip::COLUMNS);
        match self {
            Self::Folder(exports) => Ok(Sent::File(exports.says(&slip::write(
                exports,
                &receipt.number,
                &lines,
            )?))),
            Self::Printer(Printer::Terminal) => Ok(Sent::Terminal(slip::plain(&lines, slip::COLUMNS))),
            Self::Printer(Printer::Spool(folder)) => {
                let page = pdf::page(&lines, &receipt.number);
                let page = page.map_err(|error| store::Error::System(error.to_string()))?;
                Spool::new(folder).print(&receipt.number, &page)?;
                Ok(Sent::Spool)
            }
        }
    }
}

/// Why there is no slip of the receipt of that number, or of no receipt.
pub(super) fn off(number: Option<&str>, at: &Ambient<'_>) -> Option<String> {
    let words = &at.words.telling.slip;
    let missing = number.is_none().then(|| words.off_waiting.to_owned());
    let nowhere = at.exports.is_none() && at.printer.is_none();
    missing.or_else(|| nowhere.then(|| words.off_folder.to_owned()))
}

/// Reads the receipt again, since what is printed is what the store holds, and writes its slip. The one that was printed on this
/// screen `before` is that slip once more; any other after the first is marked 再発行.
pub(super) fn print<M: Send + 'static>(
    number: &str,
    before: Option<&ReceiptView>,
    then: impl FnOnce(Result<Printed, Error>) -> M + Send + 'static,
    cx: &mut Cx<'_, M>,
) {
    let Some(session) = cx.at().session().cloned() else {
        return;
    };
    let Some(way) = Way::of(session.staff().id.as_str(), cx.at()) else {
        return;
    };
    let (number, words) = (number.to_owned(), cx.at().words.clone());
    let before = before.cloned();
    let write = move |desk: &mut Desk| -> Result<Printed, Error> {
        let receipt = desk.ask(&session, |look| look.receipt(&number))?;
        let (receipt, sent) = if let Some(before) = before.filter(|before| before.number == receipt.number) {
            let sent = way.send(&before, &words)?;
            (before, sent)
        } else {
            let sent = desk.issue_slip(&session, &receipt, || way.send(&receipt, &words))?;
            (receipt, sent)
        };
        let receipt = Box::new(receipt);
        Ok(Printed { receipt, sent })
    };
    // Keys wait, so that one pressed twice is the same slip twice.
    cx.execute(write, then);
}

/// Says where a slip is, and has the terminal print it where it goes there.
pub(super) fn say<M: Send + 'static>(printed: &Printed, cx: &mut Cx<'_, M>) {
    let words = &cx.at().words.telling.slip;
    let message = match (&printed.sent, printed.receipt.reissued) {
        (Sent::File(place), reissued) => {
            let written = if reissued {
                words.written_again(place::Path(place))
            } else {
                words.written(place::Path(place))
            };
            Message::good("I1107", written)
        }
        (Sent::Terminal(text), _) => {
            cx.print(text.clone());
            Message::good("I0009", words.printed)
        }
        (Sent::Spool, _) => Message::good("I0010", words.spooled),
    };
    cx.say(message);
}
