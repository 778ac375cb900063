//! How a cell looks, and the shortest way from one look to another.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Colours and marks of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    fg: Color,
    bg: Color,
    marks: Modifier,
}

/// Each mark with what puts it on and what takes it away.
const MARKS: [(Modifier, u8, u8); 4] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
];

impl Look {
    pub(super) fn of(cell: &Cell) -> Self {
        let known = MARKS.iter().fold(Modifier::empty(), |all, (mark, ..)| all | *mark);
        Self {
            fg: cell.fg,
            bg: cell.bg,
            marks: cell.modifier & known,
        }
    }
}

/// Writes what leads from `old` to `new`; nothing if they are the same.
pub(super) fn change(old: &Look, new: &Look, to: &mut Vec<u8>) {
    if old == new {
        return;
    }
    let anew = format!("0;{}", steps(&Look::default(), new));
    let on = steps(old, new);
    let way = if *new == Look::default() {
        ""
    } else if on.len() < anew.len() {
        on.as_str()
    } else {
        anew.as_str()
    };
    to.extend_from_slice(b"\x1b[");
    to.extend_from_slice(way.trim_end_matches(';').as_bytes());
    to.push(b'm');
}

/// The numbers of what differs, each with a semicolon behind it.
fn steps(old: &Look, new: &Look) -> String {
    let mut way = String::new();
    let mut kept = old.marks;
    for (mark, _, off) in MARKS {
        if kept.contains(mark) && !new.marks.contains(mark) {
            let _ = write!(way, "{off};");
            // 22 takes both bold and dim away.
            kept.remove(if off == 22 {
                Modifier::BOLD | Modifier::DIM
            } else {
                mark
            });
        }
    }
    for (mark, on, _) in MARKS {
        if new.marks.contains(mark) && !kept.contains(mark) {
            let _ = write!(way, "{on};");
        }
    }
    for (was, is, ground) in [(old.fg, new.fg, 30), (old.bg, new.bg, 40)] {
        if was != is {
            let _ = write!(way, "{};", colour(is, ground));
        }
    }
    way
}

/// The number of a colour: one of the sixteen, the terminal's own, or what a theme took from a longer list.
fn colour(colour: Color, ground: u8) -> String {
    let plain = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Color::Indexed(number) => format!("{};5;{number}", ground + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", ground + 8),
        _ => match (0_u8..).zip(plain).find(|(_, known)| *known == colour) {
            Some((number @ 0..8, _)) => (ground + number).to_string(),
            Some((number, _)) => (ground + 60 + number - 8).to_string(),
            None => (ground + 9).to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(old: Look, new: Look) -> String {
        let mut out = Vec::new();
        change(&old, &new, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_way_from_look_to_look_is_the_shorter_one() {
        let plain = Look::default();
        let cyan = Look {
            fg: Color::Cyan,
            ..plain
        };
        let loud = Look {
            fg: Color::White,
            bg: Color::Blue,
            marks: Modifier::BOLD | Modifier::REVERSED,
        };
        assert_eq!(written(plain, plain), "");
        assert_eq!(written(plain, cyan), "\x1b[36m");
        assert_eq!(written(cyan, plain), "\x1b[m");
        assert_eq!(written(plain, loud), "\x1b[1;7;97;44m");
        assert_eq!(written(loud, cyan), "\x1b[0;36m");
        assert_eq!(
            written(
                loud,
                Look {
                    marks: Modifier::DIM,
                    ..loud
                }
            ),
            "\x1b[22;27;2m"
        );
        assert_eq!(
            written(
                cyan,
                Look {
                    bg: Color::Indexed(7),
                    ..cyan
                }
            ),
            "\x1b[48;5;7m"
        );
    }

    /// Whatever the way, the terminal ends where a fresh one would that was told the new look alone.
    #[test]
    fn every_way_ends_at_the_look() {
        let mut looks = vec![Look::default()];
        for fg in [Color::Reset, Color::Red, Color::LightCyan] {
            for bg in [Color::Reset, Color::Blue] {
                for bits in 0..16_u16 {
                    let on = MARKS.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
                    let marks = on.fold(Modifier::empty(), |all, (_, (mark, ..))| all | *mark);
                    // The reader in these tests knows only one of the two at a time.
                    if !marks.contains(Modifier::BOLD | Modifier::DIM) {
                        looks.push(Look { fg, bg, marks });
                    }
                }
            }
        }
        for old in &looks {
            for new in &looks {
                let look = |ways: &[(Look, Look)]| {
                    let mut parser = vt100::Parser::new(1, 4, 0);
                    for (from, to) in ways {
                        parser.process(written(*from, *to).as_bytes());
                    }
                    parser.process(b"x");
                    let cell = parser.screen().cell(0, 0).unwrap();
                    (
                        cell.fgcolor(),
                        cell.bgcolor(),
                        (cell.bold(), cell.dim(), cell.underline(), cell.inverse()),
                    )
                };
                assert_eq!(
                    look(&[(Look::default(), *old), (*old, *new)]),
                    look(&[(Look::default(), *new)]),
                    "{old:?} {new:?}"
                );
            }
        }
    }
}
