//! The answer of TTRK003 in words.

use crate::domain::otp::Why;
use crate::domain::values::Serial;
use crate::ui::kit::body::Body;
use crate::ui::screen::Ambient;
use crate::words::place;

/// What the code was, what to tell the customer, and what staff do next.
pub(super) fn says<'a>(answer: Option<&(Serial, Why)>, at: &'a Ambient<'a>) -> Body<'a> {
    let (body, words, why) = (Body::new(at), &at.words.entering.explain, &at.words.why);
    let Some((serial, answer)) = answer else {
        return body.text(words.about, at.theme.label).inward(2);
    };
    let style = match answer {
        Why::RightNow => at.theme.good,
        _ => at.theme.warn,
    };
    let body = body.line(words.answer(place::Serial(serial.as_str())), at.theme.heading);
    let body = body.indent(0).line(why.of(answer), style).inward(2);
    let body = body.line(words.tell, at.theme.heading).indent(0);
    let body = body.text(why.tell(answer, serial), at.theme.value).inward(2).rows(2);
    body.line(why.next(answer), at.theme.info).inward(2)
}
