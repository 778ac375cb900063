//! TKNR003 端末診断: what is known of the terminal, how it shows text and colours, and which keys arrive from it.

use std::collections::VecDeque;

use crate::branch::screens;
use crate::ui::facts::{Ambiguous, Facts};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::lines::Line;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::{Align, fit, width};
use crate::words::{DiagnosisWords, place};

/// Rows of the boxes: facts, samples, input.
const ROWS: [u16; 3] = [9, 6, 4];
/// Columns of what a value is called.
const NAME_COLUMNS: u16 = 16;
/// Columns of a sample; the mark stands behind them.
const SAMPLE_COLUMNS: u16 = 20;
/// Columns of what is typed.
const FIELD_COLUMNS: u16 = 40;
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

    /// What is known, a line each.
    fn known(at: &Ambient<'_>) -> Vec<Line> {
        let words = &at.words.diagnosis;
        let mut known = facts(at.terminal, at.terminal.size.get(), words);
        if at.is_heard() {
            // The room that it is laid out in is no terminal's.
            known.retain(|(name, _)| *name != words.kind);
        }
        known.iter().map(|(name, value)| line(name, value, at)).collect()
    }

    /// Texts whose ends stand under each other, and beside them the colours.
    fn shown(at: &Ambient<'_>) -> Vec<Line> {
        let (words, frame) = (&at.words.diagnosis, &at.words.frame);
        let roles = [
            (frame.severity_good, at.theme.good),
            (frame.severity_info, at.theme.info),
            (frame.severity_warn, at.theme.warn),
            (frame.severity_bad, at.theme.bad),
        ];
        let mut column = 1 + NAME_COLUMNS + SAMPLE_COLUMNS + 4;
        let mut colours = vec![(column, words.colours.to_owned(), at.theme.label)];
        column += width(words.colours) + 2;
        for (name, style) in roles {
            colours.push((column, name.to_owned(), style));
            column += width(name);
            colours.push((column, String::new(), at.theme.value));
            column += 1;
        }
        let samples = samples(words).into_iter();
        let mut lines: Vec<_> = samples.map(|(name, sample)| line(name, &sample, at)).collect();
        if let Some(first) = lines.first_mut() {
            first.extend(colours);
        }
        lines.push(Line::new([(1, words.samples_right.to_owned(), at.theme.hint)]));
        lines
    }
}

/// A name with its value.
fn line(name: &str, value: &str, at: &Ambient<'_>) -> Line {
    let value = (1 + NAME_COLUMNS, value.to_owned(), at.theme.value);
    Line::new([(1, name.to_owned(), at.theme.label), value])
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

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.diagnosis;
        let [known, shown, input] = ROWS;
        let lines = |lines: Vec<Line>| Body::new(at).lines(lines).indent(0);
        let body = Body::new(at)
            .panel(words.terminal, u16::MAX, lines(Self::known(at)))
            .rows(known);
        let body = body.panel(words.samples, u16::MAX, lines(Self::shown(at))).rows(shown);
        let arrived: Vec<_> = self.arrived.iter().map(String::as_str).collect();
        let arrived = line(words.keys, &arrived.join("  "), at);
        let inside = Body::new(at)
            .entry(words.field, &self.field)
            .named(NAME_COLUMNS, FIELD_COLUMNS);
        let inside = inside.for_kana(!self.tests).indent(1).lines(vec![arrived]).indent(0);
        let hint = if self.tests { words.test_hint } else { words.field_hint };
        Some(body.panel(words.input, u16::MAX, inside).rows(input).hint(hint))
    }
}
