//! One key as terminals spell it: a character in UTF-8, a control, or what begins with Esc (ECMA-48, and what xterm, `PuTTY` and the
//! console of Linux make of it).

use super::Input;
use crate::ui::keys::Key;

pub(super) const ESC: u8 = 0x1b;

/// The keys of the keypad and others, by the numbers of the keyboard protocol that a program before this one may have left on.
const KEYPAD: [(u32, Key); 10] = [
    (57_414, Key::Enter),
    (57_417, Key::Left),
    (57_418, Key::Right),
    (57_419, Key::Up),
    (57_420, Key::Down),
    (57_421, Key::PageUp),
    (57_422, Key::PageDown),
    (57_423, Key::Home),
    (57_424, Key::End),
    (57_426, Key::Delete),
];

/// What some bytes are.
pub(super) enum Read {
    /// More has to come.
    Begun,
    /// All of it is this; nothing, where it is a report that nobody asked for.
    Whole(Vec<Input>),
    /// The begin of a paste.
    Paste,
    /// All but the last byte is this; the last one belongs to what comes next.
    Broken(Vec<Input>),
}

impl Read {
    fn key(key: Key) -> Self {
        Self::Whole(vec![Input::Key(key)])
    }
}

/// Reads what has come of one key.
pub(super) fn read(begun: &[u8]) -> Read {
    match begun {
        [] | [ESC] | [ESC, b'O' | b'['] | [ESC, b'[', b'['] => Read::Begun,
        [ESC, ESC] => Read::Broken(cut_off(&[ESC])),
        [ESC, b'O', last] => keypad(*last),
        // The console of Linux.
        [ESC, b'[', b'[', last @ b'A'..=b'E'] => Read::key(Key::F(last - b'A' + 1)),
        [ESC, b'[', b'[', _] => Read::Whole(vec![Input::Key(Key::Other)]),
        // What another program's mouse tells the old way.
        [ESC, b'[', b'M', told @ ..] if told.len() < 3 => Read::Begun,
        [ESC, b'[', b'M', ..] => Read::Whole(Vec::new()),
        [ESC, b'[', rest @ ..] => control_sequence(rest),
        [ESC, rest @ ..] => match character(rest) {
            Read::Whole(inputs) => Read::Whole(inputs.into_iter().flat_map(behind_esc).collect()),
            Read::Broken(_) => Read::Broken(cut_off(&[ESC])),
            begun => begun,
        },
        rest => character(rest),
    }
}

/// What was meant by something that does not go on: as far as a person can have typed it, what they typed.
pub(super) fn cut_off(begun: &[u8]) -> Vec<Input> {
    let keys = match begun {
        [] => vec![],
        [ESC] => vec![Key::Esc],
        [ESC, letter @ (b'O' | b'[')] => vec![Key::Esc, Key::Char(char::from(*letter))],
        _ => vec![Key::Other],
    };
    keys.into_iter().map(Input::Key).collect()
}

/// Esc and a key in one piece, which is also how Alt and that key arrive.
fn behind_esc(input: Input) -> Vec<Input> {
    if let Input::Key(Key::Char(c)) = &input
        && let Some(twin) = Key::twin(*c)
    {
        return vec![Input::Key(twin)];
    }
    vec![Input::Key(Key::Esc), input]
}

/// A character or a control. A byte that no character has is passed over.
fn character(bytes: &[u8]) -> Read {
    match bytes {
        [0] => Read::key(Key::Ctrl(' ')),
        [control @ 0x01..=0x1a] => Read::key(Key::from_ctrl(char::from(control - 1 + b'a'))),
        [control @ 0x1c..=0x1f] => Read::key(Key::Ctrl(char::from(control - 0x1c + b'4'))),
        [0x7f] => Read::key(Key::Backspace),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => Read::Whole(text.chars().map(|c| Input::Key(Key::Char(c))).collect()),
            Err(error) if error.error_len().is_none() => Read::Begun,
            Err(_) if bytes.len() == 1 => Read::Whole(Vec::new()),
            Err(_) => Read::Broken(Vec::new()),
        },
    }
}

/// `ESC O` and a letter: F1 to F4, the cursor keys, and the keypad where a terminal does not leave off.
fn keypad(last: u8) -> Read {
    match last {
        b'P'..=b'S' => Read::key(Key::F(last - b'P' + 1)),
        b'M' => Read::key(Key::Enter),
        b'j'..=b'y' => Read::key(Key::Char(char::from(last - b'j' + b'*'))),
        _ => match cursor_key(last) {
            Some(key) => Read::key(key),
            None => Read::Broken(cut_off(b"\x1bO")),
        },
    }
}

fn cursor_key(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        _ => return None,
    })
}

/// What follows `ESC [`.
fn control_sequence(rest: &[u8]) -> Read {
    let Some((last, numbers)) = rest.split_last() else {
        return Read::Begun;
    };
    match last {
        b' '..=b'?' => Read::Begun,
        b'@'..=b'~' => whole_sequence(numbers, *last),
        // Whoever types on behind the head of a key loses nothing.
        _ if numbers.is_empty() => Read::Broken(cut_off(b"\x1b[")),
        _ => Read::Broken(vec![Input::Key(Key::Other)]),
    }
}

/// A whole sequence. One that is no key is a report: of a mouse, of the focus, of what the terminal is.
fn whole_sequence(numbers: &[u8], last: u8) -> Read {
    let Some(numbers) = Numbers::read(numbers) else {
        return Read::Whole(Vec::new());
    };
    let keys = match (last, numbers.key) {
        (b'~', Some(200)) => return Read::Paste,
        (b'R', Some(_)) => {
            let column = numbers.second.and_then(|column| u16::try_from(column).ok());
            return Read::Whole(
                column
                    .map(|column| Input::Cursor(column.saturating_sub(1)))
                    .into_iter()
                    .collect(),
            );
        }
        _ if numbers.is_release => vec![],
        (b'~', Some(27)) => numbers.third.map_or_else(Vec::new, |code| numbers.typed(code)),
        (b'~', Some(number)) => numbered(number, numbers.held()).into_iter().collect(),
        (b'u', Some(code)) => numbers.typed(code),
        (b'P'..=b'S', _) => vec![numbers.held().f(last - b'P' + 1)],
        (b'Z', _) => vec![Key::BackEnter],
        (b'E', _) => vec![Key::Other],
        _ => cursor_key(last).into_iter().collect(),
    };
    Read::Whole(keys.into_iter().map(Input::Key).collect())
}

/// `ESC [ number ~`, as the VT220 numbers its keys. Those that the program has no meaning for are keys all the same.
fn numbered(number: u32, held: Held) -> Option<Key> {
    let f = |first: u8, number: u32, from: u32| u8::try_from(number - from).map(|behind| held.f(first + behind)).ok();
    match number {
        1 | 7 => Some(Key::Home),
        2 => Some(Key::Other),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => f(1, number, 11),
        17..=21 => f(6, number, 17),
        23..=26 => f(11, number, 23),
        28..=29 => f(15, number, 28),
        31..=34 => f(17, number, 31),
        _ => None,
    }
}

/// The numbers of a sequence.
struct Numbers {
    key: Option<u32>,
    second: Option<u32>,
    third: Option<u32>,
    is_release: bool,
}

impl Numbers {
    /// None where there is anything else, as in what is a terminal's own.
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut parts = text.split(';').map(|part| {
            let mut parts = part.split(':').map(|part| match part {
                "" => Some(None),
                part => part.parse().ok().map(Some),
            });
            Some((parts.next()??, parts.next().flatten().flatten()))
        });
        let mut next = || parts.next().unwrap_or(Some((None, None)));
        let ((key, _), (second, kind), (third, _)) = (next()?, next()?, next()?);
        let is_release = kind == Some(3);
        Some(Self {
            key,
            second,
            third,
            is_release,
        })
    }

    /// The keys that were held down meanwhile; Caps Lock and Num Lock stand behind these.
    fn held(&self) -> Held {
        Held(self.second.unwrap_or(1).saturating_sub(1) & 0x3f)
    }

    /// A key that is told by its character.
    fn typed(&self, code: u32) -> Vec<Key> {
        let held = self.held();
        let key = match code {
            9 | 13 if held.shift() => Key::BackEnter,
            9 => Key::Tab,
            13 => Key::Enter,
            27 => Key::Esc,
            8 | 127 => Key::Backspace,
            57_399..=57_408 => char::from_digit(code - 57_399, 10).map_or(Key::Other, Key::Char),
            57_344..=63_743 => {
                let known = KEYPAD.iter().find(|(number, _)| *number == code);
                known.map_or(Key::Other, |(_, key)| key.clone())
            }
            code => match char::from_u32(code) {
                Some(c) if held.ctrl() => Key::from_ctrl(c.to_ascii_lowercase()),
                Some(c) => Key::Char(c),
                None => Key::Other,
            },
        };
        match key {
            Key::Char(c) if held.alt() => Key::twin(c).map_or_else(|| vec![Key::Esc, Key::Char(c)], |twin| vec![twin]),
            key => vec![key],
        }
    }
}

/// Which keys were held down, a bit each.
#[derive(Clone, Copy)]
struct Held(u32);

impl Held {
    fn shift(self) -> bool {
        self.0 & 1 != 0
    }

    fn alt(self) -> bool {
        self.0 & 2 != 0
    }

    fn ctrl(self) -> bool {
        self.0 & 4 != 0
    }

    /// An F-key; with another key held down it is none of the program's, and there are twelve.
    fn f(self, number: u8) -> Key {
        if self.0 != 0 || number > 12 {
            Key::Other
        } else {
            Key::F(number)
        }
    }
}
