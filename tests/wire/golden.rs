//! The worst names on real screens, read back by two emulators.

use crate::Wire;
use crate::bank::{ATTACKS, NAMES, open};
use crate::tmux::Tmux;

/// A tour over every screen that shows a name, each step a frame on top of the one before.
fn tour() -> Vec<String> {
    let mut tour: Vec<String> = ["1", "2000", "<Down><Down>", "<F8>"].map(str::to_owned).to_vec();
    tour.push("<F12>1".to_owned());
    for (number, _) in (2_000_001..).zip(NAMES) {
        // The sheet with its history, the palette and help over its kanji.
        for step in [format!("{number}<Enter>").as_str(), ":", "<F12><F1>", "<F12>", "<F12>1"] {
            tour.push(step.to_owned());
        }
    }
    tour
}

/// Everything a terminal would obey, hide or reorder by.
fn is_raw(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}' | '\u{FE00}'..='\u{FE0F}' | '\u{3164}' | '\u{FFA0}')
}

/// A mark that one of the readers puts on the kana before it, where the other and every terminal gives it a cell.
fn without_marks(symbol: &str) -> String {
    symbol.replace(['ﾞ', 'ﾟ'], "")
}

#[track_caller]
fn vt100_reads(wire: &Wire, reader: &vt100::Parser) {
    let screen = reader.screen();
    for (y, cells) in (0..).zip(wire.cells()) {
        for (x, meant) in (0..).zip(&cells) {
            let cell = screen.cell(y, x).unwrap();
            match meant.as_deref() {
                Some("ﾞ" | "ﾟ") => {}
                Some(symbol) => {
                    let read = if cell.has_contents() { cell.contents() } else { " " };
                    assert_eq!(without_marks(read), symbol, "row {y} column {x}: {:?}", wire.console);
                }
                None => assert!(cell.is_wide_continuation(), "row {y} column {x}: {:?}", wire.console),
            }
        }
    }
    let at = wire.console.cursor();
    assert_eq!(screen.cursor_position(), (at.y, at.x), "{:?}", wire.console);
    assert!(!screen.hide_cursor(), "the cursor is where an input method draws");
}

#[track_caller]
fn tmux_reads(wire: &Wire, tmux: Option<&mut Tmux>, new: &[u8]) {
    let Some(tmux) = tmux else { return };
    tmux.show(new);
    assert_eq!(tmux.rows(), wire.meant(), "{:?}", wire.console);
    let at = wire.console.cursor();
    assert_eq!(tmux.cursor(), format!("{} {}", at.x, at.y), "{:?}", wire.console);
}

#[test]
fn the_worst_names_stand_where_they_were_meant_to_in_both_readers() {
    let (mut wire, mut reader, mut tmux) = (open(), vt100::Parser::new(24, 80, 0), Tmux::start());
    let mut read = 0;
    let mut seen = String::new();
    for step in tour() {
        wire.keys(&step);
        let new = &wire.all()[read..];
        reader.process(new);
        tmux_reads(&wire, tmux.as_mut(), new);
        read = wire.all().len();
        vt100_reads(&wire, &reader);
        seen.push_str(&wire.console.screen());
    }
    for must in [
        "ﾐﾎﾝｷﾞﾝｺｳﾊﾟﾋﾟﾌﾟ",
        "髙﨑𠮷田",
        "葛飾架空葛城",
        "がぎパピ商店",
        "e\u{301}架空cafe\u{301}店",
        "㈱ABC",
        "𩸽𠀋",
        "見本四十字会社",
    ] {
        assert!(seen.contains(must), "{must} was never on a screen");
    }
}

#[test]
fn nothing_typed_or_pasted_reaches_the_terminal_as_it_was() {
    let (mut wire, mut reader, mut tmux) = (open(), vt100::Parser::new(24, 80, 0), Tmux::start());
    wire.keys("1");
    let mut read = 0;
    for attack in ATTACKS {
        wire.console.keys("<F12>1");
        wire.console.paste(attack);
        wire.paint();
        let new = &wire.all()[read..];
        let text = std::str::from_utf8(new).unwrap();
        assert!(!text.contains(is_raw), "{text:?}");
        reader.process(new);
        tmux_reads(&wire, tmux.as_mut(), new);
        read = wire.all().len();
        vt100_reads(&wire, &reader);
    }
}
