//! The slip (受付票) of a receipt, from every screen that has one: F9 writes it, and says where it is.

use crate::desk::{Desk, Error, ReceiptView};
use crate::report::slip;
use crate::store;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::place;

/// A slip that was written.
#[derive(Debug)]
pub struct Printed {
    /// What it is of, as it was then: printed again from the same screen it is the same slip.
    pub(super) receipt: Box<ReceiptView>,
    /// Where it is, and how to get at it.
    place: String,
}

/// Why there is no slip of the receipt of that number, or of no receipt.
pub(super) fn off(number: Option<&str>, at: &Ambient<'_>) -> Option<String> {
    let words = &at.words.telling.slip;
    let missing = number.is_none().then(|| words.off_waiting.to_owned());
    missing.or_else(|| at.exports.is_none().then(|| words.off_folder.to_owned()))
}

/// Reads the receipt again, since what is printed is what the store holds, and writes its slip. The one that was printed on this
/// screen `before` is that slip once more; any other after the first is marked 再発行.
pub(super) fn print<M: Send + 'static>(
    number: &str,
    before: Option<&ReceiptView>,
    then: impl FnOnce(Result<Printed, Error>) -> M + Send + 'static,
    cx: &mut Cx<'_, M>,
) {
    let (Some(exports), Some(session)) = (cx.at().exports.cloned(), cx.at().session().cloned()) else {
        return;
    };
    let exports = exports.of(session.staff().id.as_str());
    let (number, words) = (number.to_owned(), *cx.at().words);
    let before = before.cloned();
    let write = move |desk: &mut Desk| -> Result<Printed, Error> {
        let receipt = desk.ask(&session, |look| look.receipt(&number))?;
        let write = |receipt: &ReceiptView| {
            let lines = slip::lines(receipt, &words, slip::COLUMNS);
            slip::write(&exports, &receipt.number, &lines).map_err(store::Error::from)
        };
        let (receipt, path) = if let Some(before) = before.filter(|before| before.number == receipt.number) {
            let path = write(&before)?;
            (before, path)
        } else {
            let path = desk.issue_slip(&session, &receipt, || write(&receipt))?;
            (receipt, path)
        };
        let receipt = Box::new(receipt);
        let place = exports.says(&path);
        Ok(Printed { receipt, place })
    };
    // Keys wait, so that one pressed twice is the same slip twice.
    cx.execute(write, then);
}

/// Says where a slip is.
pub(super) fn say<M: Send + 'static>(printed: &Printed, cx: &mut Cx<'_, M>) {
    let words = &cx.at().words.telling.slip;
    let written = if printed.receipt.reissued {
        words.written_again(place::Path(&printed.place))
    } else {
        words.written(place::Path(&printed.place))
    };
    cx.say(Message::good("I1107", written));
}
