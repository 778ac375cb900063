//! TKNR003 端末診断: what is known of the terminal, how it shows text and colours, and which keys arrive from it.

use std::collections::VecDeque;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::branch::screens;
use crate::ui::ear::Asked;
use crate::ui::facts::{Ambiguous, Facts};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::panel::panel;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::{Align, cut, fit, put, width};
use crate::words::{DiagnosisWords, place};

/// Rows of the boxes: facts, samples, input.
const ROWS: [u16; 3] = [9, 6, 4];
/// Columns of what a value is called.
const NAME_COLUMNS: u16 = 16;
/// Columns of a sample; the mark stands behind them.
const SAMPLE_COLUMNS: u16 = 20;
/// Rows of the frame around the body.
const FRAME_ROWS: u16 = 5;
/// Keys that are shown.
const SHOWN: usize = 4;

/// TKNR003 端末診断.
#[derive(Debug)]
pub struct Diagnosis {
    field: Input,
    tests: bool,
    arrived: VecDeque<String>,
}

/// F4: every key is shown from now on.
#[derive(Clone, Copy, Debug)]
pub struct Begin;

impl Default for Diagnosis {
    fn default() -> Self {
        Self::new()
    }
}

impl Diagnosis {
    /// The screen.
    pub fn new() -> Self {
        Self {
            field: Input::new(Accepts::Text),
            tests: false,
            arrived: VecDeque::new(),
        }
    }

    fn boxes(area: Rect) -> [Rect; 3] {
        let mut y = area.y;
        ROWS.map(|rows| {
            let place = Rect {
                y,
                height: rows,
                ..area
            };
            y += rows;
            place.intersection(area)
        })
    }

    fn entry(area: Rect) -> Rect {
        let [.., input] = Self::boxes(area);
        let x = input.x + 2 + NAME_COLUMNS;
        Rect::new(x, input.y + 1, 40.min(input.right().saturating_sub(x + 1)), 1)
    }
}

/// What is known of the terminal, a line each: its name and its value. `size` is the whole terminal.
pub fn facts(facts: &Facts, size: (u16, u16), words: &DiagnosisWords) -> Vec<(String, String)> {
    let or_nothing = |value: &str| {
        if value.is_empty() {
            words.nothing.to_owned()
        } else {
            value.to_owned()
        }
    };
    let ambiguous = match (facts.asked_for, facts.answered) {
        (Ambiguous::One, _) => words.asked_for(place::Columns("1")),
        (Ambiguous::Two, _) => words.asked_for(place::Columns("2")),
        (Ambiguous::Auto, Some(answered)) => words.answered(place::Columns(&answered.to_string())),
        (Ambiguous::Auto, None) => words.silent.to_owned(),
    };
    let shared = if facts.is_shared {
        words.is_shared
    } else {
        words.is_alone
    };
    let version = format!(
        "madoguchi {}  SQLite {}",
        env!("CARGO_PKG_VERSION"),
        crate::store::sqlite_version()
    );
    vec![
        (
            words.kind.to_owned(),
            format!("{}  {}x{}", or_nothing(&facts.kind), size.0, size.1),
        ),
        (words.shared.to_owned(), shared.to_owned()),
        (words.ambiguous.to_owned(), ambiguous),
        (words.locale.to_owned(), or_nothing(&facts.locale)),
        (words.version.to_owned(), version),
        (words.store.to_owned(), or_nothing(&facts.store)),
        (words.key.to_owned(), or_nothing(&facts.key)),
    ]
}

/// Texts whose ends stand under each other where every width is right.
pub fn samples(words: &DiagnosisWords) -> [(&str, String); 3] {
    let sample = |text: &str| format!("{}|", fit(text, SAMPLE_COLUMNS, Align::Left));
    [
        (words.half_width, sample("ﾐﾎﾝｷﾞﾝｺｳ ﾊﾟﾋﾟﾌﾟ")),
        (words.kanji, sample("髙﨑 𠮷田 ㈱見本")),
        (words.latin, sample("AaBb 0123456789")),
    ]
}

/// A key as it arrived.
fn told(key: &Key, words: &DiagnosisWords) -> String {
    match key {
        Key::Char(c) => format!("{key} U+{:04X}", u32::from(*c)),
        Key::Paste(text) => words.pasted(place::Count(&text.chars().count().to_string())),
        Key::Other => words.unknown.to_owned(),
        key => key.to_string(),
    }
}

impl<E: Send + 'static> Screen<E> for Diagnosis {
    type Msg = Begin;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNR003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Begin>> {
        if self.tests {
            // Every key is one to be shown.
            return Vec::new();
        }
        vec![Binding::new(Function::TestKeys, at.words.diagnosis.test, Begin)]
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Begin, E>) -> bool {
        if !self.tests {
            return self.field.typed(key);
        }
        self.tests = !cx.at().keymap.means(key, Function::Cancel);
        self.arrived.push_back(told(key, &cx.at().words.diagnosis));
        if self.arrived.len() > SHOWN {
            self.arrived.pop_front();
        }
        true
    }

    fn update(&mut self, _begin: Begin, _cx: &mut Cx<'_, Begin, E>) {
        self.tests = true;
        self.arrived.clear();
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.diagnosis;
        let [known, shown, input] = Self::boxes(area);
        let line = |buf: &mut Buffer, inside: Rect, down: u16, name: &str, value: &str| {
            let (x, y) = (inside.x + 1, inside.y + down);
            if y < inside.bottom() {
                put(buf, x, y, NAME_COLUMNS, name, at.theme.label);
                let room = inside.right().saturating_sub(x + NAME_COLUMNS);
                put(buf, x + NAME_COLUMNS, y, room, &cut(value, room), at.theme.value);
            }
        };
        let inside = panel(known, buf, words.terminal, at);
        let size = (area.width, area.height + FRAME_ROWS);
        let mut known_facts = facts(at.terminal, size, words);
        if at.is_heard() {
            // The room that it is laid out in is no terminal's.
            known_facts.retain(|(name, _)| *name != words.kind);
        }
        for (down, (name, value)) in (0..).zip(known_facts) {
            line(buf, inside, down, &name, &value);
        }
        let inside = panel(shown, buf, words.samples, at);
        for (down, (name, sample)) in (0..).zip(samples(words)) {
            line(buf, inside, down, name, &sample);
        }
        let beside = inside.x + 1 + NAME_COLUMNS + SAMPLE_COLUMNS + 4;
        let frame = &at.words.frame;
        let roles = [
            (&frame.severity_good, at.theme.good),
            (&frame.severity_info, at.theme.info),
            (&frame.severity_warn, at.theme.warn),
            (&frame.severity_bad, at.theme.bad),
        ];
        let mut x = put(buf, beside, inside.y, 10, words.colours, at.theme.label) + 2;
        for (name, style) in roles {
            x = put(buf, x, inside.y, width(name), name, style) + 1;
        }
        put(
            buf,
            inside.x + 1,
            inside.y + 3,
            inside.width - 1,
            words.samples_right,
            at.theme.hint,
        );
        let inside = panel(input, buf, words.input, at);
        line(buf, inside, 0, words.field, "");
        self.field.view(Self::entry(area), buf, at.theme.entry);
        at.tell(self.field.cursor(Self::entry(area)), || {
            Asked::entry(words.field, Accepts::Text, self.field.value())
        });
        let arrived: Vec<_> = self.arrived.iter().map(String::as_str).collect();
        line(buf, inside, 1, words.keys, &arrived.join("  "));
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.field.cursor(Self::entry(area)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.diagnosis;
        if self.tests { words.test_hint } else { words.field_hint }.to_owned()
    }

    fn typing(&self) -> bool {
        true
    }

    fn kana(&self) -> bool {
        !self.tests
    }
}
