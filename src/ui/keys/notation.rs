//! Keys as they are written in tests and scenarios: `<F10>港<Enter>`.

use super::Key;

/// The keys of a text: a name in angle brackets, or the character itself. Names are those of the bar (`F1` … `Enter`,
/// `Shift+Tab`, `PageUp`, `Space`, `Ctrl+L`); `<lt>` is `<`. A name that is no key is a key without meaning.
pub fn parse(notation: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = notation;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            keys.push(named(name));
            rest = after;
        } else {
            keys.push(Key::Char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    keys
}

/// The key of that name; [`Key::Other`] if there is none.
pub(super) fn named(name: &str) -> Key {
    if let Some(number) = name.strip_prefix('F').and_then(|number| number.parse().ok()) {
        return Key::F(number);
    }
    if let Some(letter) = name.strip_prefix("Ctrl+").and_then(|letter| letter.chars().next()) {
        return Key::Ctrl(letter.to_ascii_lowercase());
    }
    let plain = [
        Key::Enter,
        Key::BackEnter,
        Key::Tab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::SPACE,
        Key::Backspace,
        Key::Delete,
        Key::Esc,
    ];
    let spelled = plain.into_iter().find(|key| key.to_string() == name);
    let mut characters = name.chars();
    spelled.unwrap_or(match (name, characters.next(), characters.next()) {
        ("lt", ..) => Key::Char('<'),
        (_, Some(c), None) => Key::Char(c),
        _ => Key::Other,
    })
}
