//! The frame of every screen: two rows of head, the body, hint, message, bar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::{Beside, Layer, Shell};
use crate::ui::keys::Function;
use crate::ui::kit::steps;
use crate::ui::screen::{Ambient, AnyScreen, KeyInfo};
use crate::ui::text::{Align, blank, cut, cut_path, put, put_fit, width, wrap};
use crate::words::place;

/// The smallest terminal that shows everything.
pub const SMALLEST: Size = Size::new(80, 24);

/// Rows of the head; the body begins below.
const HEAD: u16 = 2;
/// Rows under the body: hint, message, bar.
const FOOT: u16 = 3;
/// The most columns of a person's name in the head, so that a title always has its room.
const NAME_COLUMNS: u16 = 20;

/// What a frame says of the sides that the stage holds; nothing where there is one alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sign {
    /// What stands in row 2; the first of them with a pointer where the side has the keys.
    pub(crate) names: Vec<String>,
    /// The same where room is short.
    pub(crate) short: String,
    /// Whether the side has the keys.
    pub(crate) focused: bool,
    /// Whether another side can be seen beside it, so that its title has to tell.
    pub(crate) seen_beside: bool,
    /// Columns at the right that the frame leaves free, as the next side begins right there.
    pub(crate) margin: u16,
}

impl<E: Send + 'static> Shell<E> {
    /// Whether a frame of that size has room for the screen; otherwise no key acts.
    pub(crate) fn fits(&self, size: Size) -> bool {
        let fits = size.width >= self.least.width && size.height >= self.least.height;
        self.unseen.set(!fits);
        self.size.set(size);
        self.house.terminal.size.set((size.width, size.height));
        fits
    }

    /// Draws one frame over the whole of `buf` and gives the cell where the terminal's cursor belongs.
    pub(crate) fn render(&self, buf: &mut Buffer, sign: &Sign) -> Position {
        let area = buf.area;
        buf.reset();
        let at = self.house.ambient(self.who.as_ref());
        if !self.fits(area.as_size()) {
            return too_small(buf, self.least, &at);
        }
        self.is_seen();
        let body = Rect::new(area.x, area.y + HEAD, area.width, area.height - HEAD - FOOT);
        // Only the frame keeps off the margin: a screen has all the columns it needs.
        let framed = Rect {
            width: area.width - sign.margin,
            ..area
        };
        let base = self.lowest_seen();
        if let Some(layer) = self.layers.get(base) {
            head(&layer.screen, framed, buf, &at, sign);
        }
        let mut cursor = Position::new(area.x, body.bottom());
        for layer in self.layers.iter().skip(base) {
            let place = Self::place(layer, body);
            if layer.screen.popup().is_some() {
                blank(buf, place, at.theme.value);
            }
            let own = layer.screen.draw(place, buf, &at);
            cursor = own.unwrap_or(Position::new(area.x, body.bottom()));
        }
        cursor = self.foot(framed, buf, &at).unwrap_or(cursor);
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

    /// Hint, message and bar. Gives the cell of the insertion point where what is typed stands in the place of the hint.
    fn foot(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position> {
        let row = |up: u16| Rect::new(area.x, area.bottom() - up, area.width, 1);
        let top = self.layers.last()?;
        put_fit(buf, row(3), &top.screen.hint(at), Align::Left, at.theme.hint);
        let sifted = self.with_list(|list| list.is_sifted().then(|| list.view(row(3), buf, at)));
        if let Some(message) = &self.message {
            let severity = at.words.frame.severity(message.severity);
            let line = at.veiled(format!("{} {severity} {}", message.code, message.text));
            let line = cut_path(&line, area.width);
            put_fit(buf, row(2), &line, Align::Left, at.theme.severity(message.severity));
        }
        let mut keys = top.screen.keys(at);
        keys.extend(self.shell_keys(at));
        bar(row(1), buf, keys, at);
        sifted.flatten().flatten()
    }

    /// F6, where another side stands beside this one. It is not on the bar, as row 2 shows it.
    pub(super) fn turn_key(&self, at: &Ambient<'_>) -> Option<KeyInfo> {
        (self.beside != Beside::Nothing).then(|| KeyInfo::new(Function::Turn, at.words.frame.turn, at))
    }

    /// The shell's own keys that the top screen does not bind: F-keys, and `/` where a list is in focus.
    pub(super) fn shell_keys(&self, at: &Ambient<'_>) -> Vec<KeyInfo> {
        let Some(top) = self.layers.last() else {
            return Vec::new();
        };
        let words = &at.words.frame;
        let bound = top.screen.keys(at);
        let popup = top.screen.popup().is_some();
        let own = [
            (
                Function::Filter,
                words.quick_filter_key,
                self.with_list(|_| ()).is_some(),
            ),
            (Function::Help, words.help, true),
            (Function::Exit, words.exit, !popup),
            (
                Function::Cancel,
                words.cancel,
                self.layers.len() > 1 && !self.lock_is_on_top(),
            ),
        ];
        own.into_iter()
            .filter(|(own, _, shown)| *shown && !bound.iter().any(|info| info.does(*own)))
            .map(|(own, label, _)| KeyInfo::new(own, label, at))
            .collect()
    }
}

/// Rows 1 and 2: where one is, where one works, who one is, and when.
fn head<E: Send + 'static>(screen: &AnyScreen<E>, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, sign: &Sign) {
    let who = at
        .who
        .map(|who| format!("{}  {}  ", who.place, cut(&who.name, NAME_COLUMNS)));
    let right = format!("{}{}", who.unwrap_or_default(), screen.id());
    let left = area.width.saturating_sub(width(&right) + 2);
    // Reversed like the bar of a window in front, also where there are no colours.
    let front = sign.focused && sign.seen_beside;
    let title = if front {
        at.theme.title.patch(at.theme.selected)
    } else {
        at.theme.title
    };
    put_fit(
        buf,
        Rect::new(area.x, area.y, left, 1),
        &screen.title(at),
        Align::Left,
        title,
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
    let mut free = second.x;
    if let Some(all) = screen.steps(at) {
        free = steps::view(&all, second, buf, at) + 1;
    }
    let mut x = area.right();
    if at.training {
        let mark = at.words.frame.training;
        x = x.saturating_sub(width(mark));
        put(buf, x, second.y, width(mark), mark, at.theme.training);
        x = x.saturating_sub(2);
    }
    let time = at.words.short_minute(at.now);
    let mark = if at.store.is_empty() {
        time
    } else {
        format!("{}  {time}", at.store)
    };
    x = x.saturating_sub(width(&mark));
    put(buf, x, second.y, width(&mark), &mark, at.theme.label);
    names(sign, free, x.saturating_sub(2), second.y, buf, at);
}

/// Row 2, before the time: which side this is, whether it has the keys, and how to come to the other.
fn names(sign: &Sign, from: u16, to: u16, y: u16, buf: &mut Buffer, at: &Ambient<'_>) {
    let room = to.saturating_sub(from);
    let all = sign.names.join(" ");
    let short = [sign.short.clone()];
    let texts = if width(&all) <= room {
        &sign.names[..]
    } else {
        &short[..]
    };
    let columns: u16 = width(&texts.join(" ")).min(room);
    let mut x = to - columns;
    for (number, text) in texts.iter().enumerate() {
        let style = if number == 0 && sign.focused {
            at.theme.selected
        } else {
            at.theme.label
        };
        let text = cut(text, to - x);
        x = put(buf, x, y, to - x, &text, style);
        x = x.saturating_add(1).min(to);
    }
}

/// Row 24: the F-keys, in order, with what is one in the standard keymap, and `/` where there is room; one that is off stands
/// in brackets and is dimmed.
fn bar(row: Rect, buf: &mut Buffer, mut keys: Vec<KeyInfo>, at: &Ambient<'_>) {
    keys.retain(|info| place(info).is_some() || info.does(Function::Filter));
    keys.sort_by_key(|info| place(info).unwrap_or(u8::MAX));
    let cut = cut_to(row.width, &mut keys);
    let last = keys.len().saturating_sub(1);
    let mut x = row.x;
    for (index, info) in keys.iter().enumerate() {
        let off = info.unless.is_some();
        let styles = if off {
            (at.theme.off, at.theme.off)
        } else {
            (at.theme.key, at.theme.action)
        };
        x += u16::from(index > 0);
        if cut && index == last {
            x = put(buf, x, row.y, row.right() - x, crate::ui::text::ELLIPSIS, at.theme.off) + 1;
        }
        let room = |x: u16| row.right().saturating_sub(x);
        x = put(buf, x, row.y, room(x), &info.key.to_string(), styles.0);
        x = put(buf, x, row.y, room(x), &label(info), styles.1);
    }
}

/// Where it stands on the bar: by the number of its F-key. What lifts a caution is there only while one stands, and is seen
/// then (R10.5).
fn place(info: &KeyInfo) -> Option<u8> {
    if info.does(Function::LiftCaution) {
        return Some(LAST_BEFORE_THE_WAY_OUT);
    }
    info.f_number().map(|number| number * 2)
}

/// Between F11 and F12.
const LAST_BEFORE_THE_WAY_OUT: u8 = 23;

/// What stands behind a key; in brackets where it is off.
fn label(info: &KeyInfo) -> String {
    match info.unless {
        Some(_) => format!("({})", info.label),
        None => info.label.clone(),
    }
}

/// Leaves keys out until the rest fits, and says whether any was: the pages first, which have keys of their own, then what is
/// off, then reading again, which happens by itself, but never the last one, which is the way out.
fn cut_to(columns: u16, keys: &mut Vec<KeyInfo>) -> bool {
    let one = |info: &KeyInfo| width(&info.key.to_string()) + width(&label(info)) + 1;
    let needed = |keys: &[KeyInfo]| keys.iter().map(one).sum::<u16>().saturating_sub(1);
    if needed(keys) > columns {
        keys.pop_if(|info| info.does(Function::Filter));
    }
    if needed(keys) <= columns {
        return false;
    }
    let dots = width(crate::ui::text::ELLIPSIS) + 1;
    while keys.len() > 1 && needed(keys) + dots > columns {
        let before_last = keys.len() - 2;
        let turns = |info: &KeyInfo| info.does(Function::PageUp) || info.does(Function::PageDown);
        let page = keys.iter().rposition(turns);
        let off = || keys[..=before_last].iter().rposition(|info| info.unless.is_some());
        let again = || {
            keys[..=before_last]
                .iter()
                .rposition(|info| info.does(Function::Refresh))
        };
        keys.remove(page.or_else(off).or_else(again).unwrap_or(before_last));
    }
    true
}

/// The number of that message.
const TOO_SMALL: &str = "W0002";

/// In place of everything on a terminal that is too small; the state stays.
fn too_small(buf: &mut Buffer, least: Size, at: &Ambient<'_>) -> Position {
    let area = buf.area;
    let number = |n: u16| n.to_string();
    let text = at.words.frame.too_small(
        place::Columns(&number(area.width)),
        place::NeedColumns(&number(least.width)),
        place::NeedRows(&number(least.height)),
        place::Rows(&number(area.height)),
    );
    for (line, y) in wrap(&format!("{TOO_SMALL} {text}"), area.width)
        .iter()
        .zip(area.y..area.bottom())
    {
        put(buf, area.x, y, area.width, line, at.theme.warn);
    }
    area.as_position()
}
