//! F1: the last message in full, the focused field, the keys of this screen and of every screen.

use ratatui::layout::Size;
use ratatui::style::Style;

use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, KeyInfo, Screen};
use crate::ui::text::{Align, fit, wrap};
use crate::words::{Words, place};

const SIZE: Size = Size::new(76, 19);
/// Columns of the text inside the box.
const COLUMNS: u16 = 72;
/// Rows of the text inside the box.
const ROWS: usize = 17;
/// Columns of the names of keys.
const KEY_COLUMNS: u16 = 10;

/// Help, made when it is opened from the layer below.
pub(super) struct Help {
    title: String,
    lines: Vec<Line>,
    top: usize,
    /// The last message alone, with cause and remedy: what F1 shows when it is pressed again.
    alone: Option<Vec<Line>>,
}

enum Line {
    Heading(String),
    Text(String),
    /// The text before goes on.
    More(String),
}

#[derive(Clone, Copy)]
pub(super) enum Msg {
    /// F1 again: the message alone, and then the end.
    Again,
    Close,
    Scroll(isize),
}

impl Help {
    pub(super) fn new(id: &str, last: Option<&Message>, hint: &str, keys: &[KeyInfo], words: &Words) -> Self {
        let alone = last.map(|message| alone(message, words));
        let remedy = last.and_then(|message| remedy(message, words));
        let words = &words.frame;
        let mut lines = Vec::new();
        if let Some(message) = last {
            section(
                &mut lines,
                &format!("{} {}", words.help_message, message.code),
                &[&message.text, remedy.as_deref().unwrap_or_default()],
            );
        }
        if !hint.is_empty() {
            section(&mut lines, words.help_field, &[hint]);
        }
        let mut table: Vec<String> = Vec::new();
        for info in keys {
            let reason = info
                .unless
                .as_ref()
                .map(|reason| format!(" ({reason})"))
                .unwrap_or_default();
            table.push(format!(
                "{}{}{reason}",
                fit(&info.key.to_string(), KEY_COLUMNS, Align::Left),
                info.label
            ));
        }
        section(
            &mut lines,
            words.help_keys,
            &table.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        section(
            &mut lines,
            words.help_everywhere_title,
            &[words.help_everywhere.trim_end()],
        );
        Self {
            title: words.help_title(place::Id(id)),
            lines,
            top: 0,
            alone,
        }
    }

    fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(ROWS)
    }

    /// Its lines from the first visible one on. What goes on is heard in one piece.
    fn drawn(&self, at: &Ambient<'_>) -> Vec<lines::Line> {
        let mut drawn: Vec<(String, Style)> = Vec::new();
        for line in self.lines.iter().skip(self.top) {
            match (line, drawn.last_mut()) {
                (Line::More(text), Some((before, _))) if at.is_heard() => before.push_str(&joined(text)),
                (Line::More(text), _) => drawn.push((format!("  {text}"), at.theme.value)),
                (Line::Text(text), _) => drawn.push((text.clone(), at.theme.value)),
                (Line::Heading(text), _) => drawn.push((text.clone(), at.theme.heading)),
            }
        }
        let lines = drawn.into_iter();
        lines
            .map(|(text, style)| lines::Line::new([(1, text, style)]))
            .collect()
    }
}

/// Cause and remedy of a message: what came with it, or what the words say of its number.
fn remedy(message: &Message, words: &Words) -> Option<String> {
    let detail = message.detail.clone();
    detail.or_else(|| words.remedy(&message.code))
}

/// The message by its number, with cause and remedy.
fn alone(message: &Message, words: &Words) -> Vec<Line> {
    let frame = &words.frame;
    let heading = format!("{} {}", message.code, frame.severity(message.severity));
    let mut lines = Vec::new();
    section(&mut lines, &heading, &[&message.text]);
    let remedy = remedy(message, words);
    let remedy = remedy.as_deref().unwrap_or(frame.help_no_remedy);
    section(&mut lines, frame.help_remedy, &[remedy]);
    lines
}

fn section(lines: &mut Vec<Line>, heading: &str, texts: &[&str]) {
    if !lines.is_empty() {
        lines.push(Line::Text(String::new()));
    }
    lines.push(Line::Heading(heading.to_owned()));
    let texts = texts.iter().filter(|text| !text.is_empty());
    for paragraph in texts.flat_map(|text| text.lines()) {
        for (index, line) in wrap(paragraph, COLUMNS - 2).into_iter().enumerate() {
            lines.push(if index == 0 {
                Line::Text(format!("  {line}"))
            } else {
                Line::More(line)
            });
        }
    }
}

/// What goes on in the same line: words of letters after a blank.
fn joined(text: &str) -> String {
    let blank = if text.starts_with(|c: char| c.is_ascii()) {
        " "
    } else {
        ""
    };
    format!("{blank}{text}")
}

impl<E: Send + 'static> Screen<E> for Help {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        ""
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        self.title.clone()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.frame;
        let label = if self.alone.is_some() {
            words.help_remedy
        } else {
            words.help
        };
        vec![Binding::new(Function::Help, label, Msg::Again)]
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg, E>) -> bool {
        let msg = match key {
            Key::Enter => Msg::Close,
            Key::Up => Msg::Scroll(-1),
            Key::Down => Msg::Scroll(1),
            Key::PageUp => Msg::Scroll(-(ROWS.cast_signed())),
            Key::PageDown | Key::Char(' ') => Msg::Scroll(ROWS.cast_signed()),
            Key::Home => Msg::Scroll(isize::MIN),
            Key::End => Msg::Scroll(isize::MAX),
            _ => return false,
        };
        Screen::<E>::update(self, msg, cx);
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg, E>) {
        match msg {
            Msg::Again => match self.alone.take() {
                Some(alone) => (self.lines, self.top) = (alone, 0),
                None => cx.close(),
            },
            Msg::Close => cx.close(),
            Msg::Scroll(by) => self.top = self.top.saturating_add_signed(by).min(self.last_top()),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let inside = Body::new(at).lines_for(|_| self.drawn(at)).indent(0).rest();
        Some(Body::framed(at, &self.title, inside).hint(at.words.frame.move_hint))
    }

    fn popup(&self) -> Option<Size> {
        Some(SIZE)
    }
}
