//! The answer of TTRK003 in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::otp::Why;
use crate::domain::values::Serial;
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::lines;
use crate::ui::screen::Ambient;
use crate::words::place;

/// What the code was, what to tell the customer, and what staff do next.
pub(super) fn view(answer: Option<&(Serial, Why)>, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let (words, why) = (&at.words.entering.explain, &at.words.why);
    let Some((serial, answer)) = answer else {
        let rows = Rect::new(area.x + 2, area.y, area.width.saturating_sub(2), area.height);
        paragraph(rows, buf, words.about, at.theme.label);
        return;
    };
    let heading = words.answer(place::Serial(serial.as_str()));
    lines::line(area, 0, buf, &heading, at.theme.heading);
    let style = match answer {
        Why::RightNow => at.theme.good,
        _ => at.theme.warn,
    };
    let inside = Rect::new(area.x + 2, area.y, area.width.saturating_sub(2), area.height);
    lines::line(inside, 1, buf, &why.of(answer), style);
    lines::line(area, 2, buf, words.tell, at.theme.heading);
    let rows = Rect::new(
        inside.x,
        inside.y + 3,
        inside.width,
        2.min(inside.height.saturating_sub(3)),
    );
    paragraph(rows, buf, &why.tell(answer, serial), at.theme.value);
    lines::line(inside, 5, buf, why.next(answer), at.theme.info);
}
