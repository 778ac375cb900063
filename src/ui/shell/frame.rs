//! The frame of every screen: two rows of head, the body, hint, message, bar.

use chrono::FixedOffset;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::{Layer, Shell};
use crate::ui::keys::Key;
use crate::ui::kit::steps;
use crate::ui::message::Severity;
use crate::ui::screen::{Ambient, AnyScreen, KeyInfo};
use crate::ui::text::{Align, blank, cut, put, put_fit, width, wrap};
use crate::words::fill;

/// The smallest terminal that shows everything.
pub const SMALLEST: Size = Size::new(80, 24);

/// Rows of the head; the body begins below.
const HEAD: u16 = 2;
/// Rows under the body: hint, message, bar.
const FOOT: u16 = 3;
/// The most columns of a person's name in the head, so that a title always has its room.
const NAME_COLUMNS: u16 = 20;
/// Japan is nine hours ahead of UTC and has no summer time (R2.1).
const JAPAN: i32 = 9 * 3600;

impl<E: Send + 'static> Shell<E> {
    /// Draws one frame over the whole of `buf` and gives the cell where the terminal's cursor belongs.
    pub fn render(&self, buf: &mut Buffer) -> Position {
        let area = buf.area;
        buf.reset();
        let at = self.house.ambient(self.who.as_ref());
        self.unseen
            .set(area.width < SMALLEST.width || area.height < SMALLEST.height);
        if self.unseen.get() {
            return too_small(buf, &at);
        }
        let body = Rect::new(area.x, area.y + HEAD, area.width, area.height - HEAD - FOOT);
        let base = self
            .layers
            .iter()
            .rposition(|layer| layer.screen.popup().is_none())
            .unwrap_or(0);
        if let Some(layer) = self.layers.get(base) {
            head(&layer.screen, area, buf, &at);
        }
        let mut cursor = Position::new(area.x, body.bottom());
        for layer in self.layers.iter().skip(base) {
            let place = Self::place(layer, body);
            if layer.screen.popup().is_some() {
                blank(buf, place, at.theme.value);
            }
            layer.screen.view(place, buf, &at);
            cursor = layer
                .screen
                .cursor(place)
                .unwrap_or(Position::new(area.x, body.bottom()));
        }
        self.foot(area, buf, &at);
        // A cursor outside would be moved by the terminal itself.
        Position::new(cursor.x.min(area.right() - 1), cursor.y.min(area.bottom() - 1))
    }

    fn place(layer: &Layer<E>, body: Rect) -> Rect {
        let Some(size) = layer.screen.popup() else { return body };
        let (columns, rows) = (size.width.min(body.width), size.height.min(body.height));
        Rect::new(
            body.x + (body.width - columns) / 2,
            body.y + (body.height - rows) / 2,
            columns,
            rows,
        )
    }

    fn foot(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let row = |up: u16| Rect::new(area.x, area.bottom() - up, area.width, 1);
        let Some(top) = self.layers.last() else { return };
        put_fit(buf, row(3), &top.screen.hint(at), Align::Left, at.theme.hint);
        if let Some(message) = &self.message {
            let words = &at.words.frame;
            let severity = match message.severity {
                Severity::Info => &words.severity_info,
                Severity::Good => &words.severity_good,
                Severity::Warn => &words.severity_warn,
                Severity::Bad => &words.severity_bad,
            };
            let line = format!("{} {severity} {}", message.code, message.text);
            put_fit(buf, row(2), &line, Align::Left, at.theme.severity(message.severity));
        }
        let mut keys = top.screen.keys(at);
        keys.extend(self.shell_keys(at));
        bar(row(1), buf, keys, at);
    }

    /// The shell's own F-keys that the top screen does not bind.
    pub(super) fn shell_keys(&self, at: &Ambient<'_>) -> Vec<KeyInfo> {
        let Some(top) = self.layers.last() else {
            return Vec::new();
        };
        let words = &at.words.frame;
        let bound = top.screen.keys(at);
        let popup = top.screen.popup().is_some();
        let own = [
            (Key::F(1), &words.help, true),
            (Key::F(3), &words.exit, !popup),
            (Key::F(12), &words.cancel, self.layers.len() > 1),
        ];
        own.into_iter()
            .filter(|(key, _, shown)| *shown && bound.iter().all(|info| info.key != *key))
            .map(|(key, label, _)| KeyInfo {
                key,
                label: label.clone(),
                unless: None,
            })
            .collect()
    }
}

/// Rows 1 and 2: where one is, where one works, who one is, and when.
fn head<E: Send + 'static>(screen: &AnyScreen<E>, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let who = at
        .who
        .map(|who| format!("{}  {}  ", who.place, cut(&who.name, NAME_COLUMNS)));
    let right = format!("{}{}", who.unwrap_or_default(), screen.id());
    let left = area.width.saturating_sub(width(&right) + 2);
    put_fit(
        buf,
        Rect::new(area.x, area.y, left, 1),
        &screen.title(at),
        Align::Left,
        at.theme.title,
    );
    put(
        buf,
        area.right().saturating_sub(width(&right)),
        area.y,
        width(&right),
        &right,
        at.theme.label,
    );

    let second = Rect::new(area.x, area.y + 1, area.width, 1);
    if let Some(all) = screen.steps(at) {
        steps::view(&all, second, buf, at);
    }
    let mut x = area.right();
    if at.training {
        let mark = &at.words.frame.training;
        x = x.saturating_sub(width(mark));
        put(buf, x, second.y, width(mark), mark, at.theme.training);
        x = x.saturating_sub(2);
    }
    let japan = FixedOffset::east_opt(JAPAN).map(|zone| at.now.with_timezone(&zone));
    let time = japan
        .map(|time| time.format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default();
    let mark = if at.store.is_empty() {
        time
    } else {
        format!("{}  {time}", at.store)
    };
    x = x.saturating_sub(width(&mark));
    put(buf, x, second.y, width(&mark), &mark, at.theme.label);
}

/// Row 24: the F-keys, in order; one that is off stands in brackets and is dimmed.
fn bar(row: Rect, buf: &mut Buffer, mut keys: Vec<KeyInfo>, at: &Ambient<'_>) {
    keys.retain(|info| matches!(info.key, Key::F(_)));
    keys.sort_by_key(|info| if let Key::F(number) = info.key { number } else { u8::MAX });
    let mut x = row.x;
    for info in keys {
        let (name, off) = (info.key.to_string(), info.unless.is_some());
        let label = if off { format!("({})", info.label) } else { info.label };
        let gap = u16::from(x > row.x);
        if x + gap + width(&name) + width(&label) > row.right() {
            put(
                buf,
                x.min(row.right() - 2),
                row.y,
                2,
                crate::ui::text::ELLIPSIS,
                at.theme.off,
            );
            break;
        }
        x = put(
            buf,
            x + gap,
            row.y,
            row.right() - x,
            &name,
            if off { at.theme.off } else { at.theme.key },
        );
        x = put(
            buf,
            x,
            row.y,
            row.right() - x,
            &label,
            if off { at.theme.off } else { at.theme.action },
        );
    }
}

/// The number of that message.
const TOO_SMALL: &str = "W0002";

/// In place of everything on a terminal that is too small; the state stays.
fn too_small(buf: &mut Buffer, at: &Ambient<'_>) -> Position {
    let area = buf.area;
    let number = |n: u16| n.to_string();
    let text = fill(
        &at.words.frame.too_small,
        &[
            ("columns", &number(area.width)),
            ("rows", &number(area.height)),
            ("need_columns", &number(SMALLEST.width)),
            ("need_rows", &number(SMALLEST.height)),
        ],
    );
    for (line, y) in wrap(&format!("{TOO_SMALL} {text}"), area.width)
        .iter()
        .zip(area.y..area.bottom())
    {
        put(buf, area.x, y, area.width, line, at.theme.warn);
    }
    area.as_position()
}
