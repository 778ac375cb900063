//! The slip (受付票) of a receipt, from every screen that has one: F9 writes it, or prints it where that was chosen, and says
//! where it is.

use crate::desk::{Desk, Error, ReceiptView};
use crate::domain::staff::Staff;
use crate::outbox::{Printer, Tray};
use crate::report::{pdf, slip};
use crate::store::{self, Queue, Queued, Spool};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// Minutes that a page waits where no printer takes it; a run that prints is due every few of them.
const STUCK: u64 = 15;

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
    /// Into the spool, with what waits there for the branch.
    Spool(Queue),
    /// Into a file, since nothing has been printed for so many minutes: where it is.
    Instead(String, u64),
}

/// Where slips go.
#[derive(Clone, Debug)]
enum Way {
    Folder(Tray),
    Terminal,
    /// The spool for the printer of that branch; and the person's folder, if there is one, for when that printer is broken.
    Spool {
        spool: Spool,
        branch: String,
        tray: Option<Tray>,
    },
}

impl Way {
    /// The one that was chosen, for a member of the staff.
    fn of(staff: &Staff, at: &Ambient<'_>) -> Option<Self> {
        match at.printer {
            Some(Printer::Terminal) => Some(Self::Terminal),
            Some(Printer::Spool(folder)) => Some(Self::Spool {
                spool: Spool::new(folder),
                branch: staff.branch.code.to_string(),
                tray: at.tray(),
            }),
            None => at.tray().map(Self::Folder),
        }
    }

    fn send(&self, receipt: &ReceiptView, words: &Words) -> store::Result<Sent> {
        let lines = slip::lines(receipt, words, slip::COLUMNS);
        let into =
            |tray: &Tray| -> store::Result<String> { Ok(tray.says(&slip::write(tray, &receipt.number, &lines)?)) };
        match self {
            Self::Folder(tray) => Ok(Sent::File(into(tray)?)),
            Self::Terminal => Ok(Sent::Terminal(slip::plain(&lines, slip::COLUMNS))),
            Self::Spool { spool, branch, tray } => {
                let page = pdf::page(&lines, &receipt.number);
                let page = page.map_err(|error| store::Error::System(error.to_string()))?;
                let Queued { item, queue } = spool.print(branch, &receipt.number, &page)?;
                match tray {
                    Some(tray) if is_stuck(queue) => {
                        // Whoever waits at the counter gets one, and no second one when the printer works again.
                        let place = into(tray)?;
                        spool.taken(&item, &[])?;
                        Ok(Sent::Instead(place, queue.minutes))
                    }
                    _ => Ok(Sent::Spool(queue)),
                }
            }
        }
    }
}

/// Whether the printer of a branch seems to be broken: what was put in long ago still waits.
fn is_stuck(queue: Queue) -> bool {
    queue.minutes >= STUCK
}

/// The spool into which slips go, with the branch of who is here.
pub(super) fn spool(at: &Ambient<'_>) -> Option<(Spool, String)> {
    match Way::of(at.session()?.staff(), at)? {
        Way::Spool { spool, branch, .. } => Some((spool, branch)),
        Way::Folder(_) | Way::Terminal => None,
    }
}

/// What waits where the printer of the branch seems to be broken, with the minutes by now. The clock of a training store is none
/// of the host's, whose times files have.
pub(super) fn stuck(queue: Queue, at: &Ambient<'_>) -> Option<Queue> {
    let since = queue.since.filter(|_| !at.training);
    let by_now = since.map_or(0, |since| u64::try_from((at.now - since).num_minutes()).unwrap_or(0));
    let queue = Queue {
        minutes: queue.minutes.max(by_now),
        ..queue
    };
    is_stuck(queue).then_some(queue)
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
    let Some(way) = Way::of(session.staff(), cx.at()) else {
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
        (Sent::Spool(queue), _) if is_stuck(*queue) => {
            let (count, minutes) = (queue.pages.to_string(), queue.minutes.to_string());
            let waits = words.spooled_stuck(place::Count(&count), place::Minutes(&minutes));
            Message::warn("W0015", waits)
        }
        (Sent::Spool(_), _) => Message::good("I0010", words.spooled),
        (Sent::Instead(place, minutes), _) => {
            let minutes = minutes.to_string();
            let written = words.written_instead(place::Minutes(&minutes), place::Path(place));
            Message::warn("W0016", written)
        }
    };
    cx.say(message);
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::ui::kit::testing::Around;

    #[test]
    fn one_page_that_waits_long_is_told_by_the_clock_of_a_live_store_r12_8() {
        let around = Around::new();
        let mut at = around.at(None);
        let queue = Queue {
            pages: 1,
            minutes: 0,
            since: Some(at.now),
        };
        for (passed, told) in [(-5, None), (14, None), (15, Some(15)), (90, Some(90))] {
            at.now = around.at(None).now + TimeDelta::minutes(passed);
            let minutes = |queue| stuck(queue, &at).map(|stuck| stuck.minutes);
            assert_eq!(minutes(queue), told, "{passed}");
            let pages = Queue { minutes: 30, ..queue };
            assert_eq!(minutes(pages), told.max(Some(30)), "{passed}");
        }
        // The clock of a training store goes where it is sent.
        at.training = true;
        assert_eq!(stuck(queue, &at), None);
        assert_eq!(stuck(Queue::default(), &at), None);
    }
}
