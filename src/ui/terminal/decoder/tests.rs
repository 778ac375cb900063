use super::*;

/// What bytes come to that are followed by silence.
fn read(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut came = decoder.take(bytes);
    if decoder.patience().is_some() {
        came.extend(decoder.give_up());
    }
    assert_eq!(decoder.patience(), None, "nothing is waited for any more");
    came
}

fn keys(bytes: &[u8]) -> Vec<Key> {
    let of = |input| match input {
        Input::Key(key) => key,
        other => panic!("{other:?}"),
    };
    read(bytes).into_iter().map(of).collect()
}

fn paste(text: &str) -> Input {
    Input::Key(Key::Paste(text.to_owned()))
}

const SPELT: [(&[u8], Key); 40] = [
    (b"\x1bOP", Key::F(1)),
    (b"\x1b[11~", Key::F(1)),
    (b"\x1b[[A", Key::F(1)),
    (b"\x1b[P", Key::F(1)),
    (b"\x1bOS", Key::F(4)),
    (b"\x1b[[E", Key::F(5)),
    (b"\x1b[15~", Key::F(5)),
    (b"\x1b[17~", Key::F(6)),
    (b"\x1b[21~", Key::F(10)),
    (b"\x1b[23~", Key::F(11)),
    (b"\x1b[24~", Key::F(12)),
    (b"\x1b[24;1~", Key::F(12)),
    (b"\x1b[24;129~", Key::F(12)),
    // With another key held down it is another key, and so is one that the program does not know.
    (b"\x1b[21;2~", Key::Other),
    (b"\x1b[1;5P", Key::Other),
    (b"\x1b[25~", Key::Other),
    (b"\x1b[2~", Key::Other),
    (b"\x1b[A", Key::Up),
    (b"\x1bOB", Key::Down),
    (b"\x1b[1;2C", Key::Right),
    (b"\x1b[D", Key::Left),
    (b"\x1b[H", Key::Home),
    (b"\x1b[7~", Key::Home),
    (b"\x1b[4~", Key::End),
    (b"\x1b[3~", Key::Delete),
    (b"\x1b[5~", Key::PageUp),
    (b"\x1b[6;5~", Key::PageDown),
    (b"\r", Key::Enter),
    (b"\n", Key::Enter),
    (b"\x1bOM", Key::Enter),
    (b"\x1b[57414u", Key::Enter),
    (b"\x1b[13;2u", Key::BackEnter),
    (b"\x1b[27;2;13~", Key::BackEnter),
    (b"\x1b[Z", Key::BackEnter),
    (b"\t", Key::Tab),
    (b"\x7f", Key::Backspace),
    (b"\x08", Key::Backspace),
    (b"\x1b[122;5u", Key::Ctrl('z')),
    (b"\x1a", Key::Ctrl('z')),
    (b"\x1bOt", Key::Char('4')),
];

#[test]
fn every_spelling_of_a_key_is_that_key() {
    for (bytes, key) in SPELT {
        assert_eq!(keys(bytes), [key], "{}", bytes.escape_ascii());
    }
    assert_eq!(
        keys("港ｷﾞ１".as_bytes()),
        "港ｷﾞ１".chars().map(Key::Char).collect::<Vec<_>>()
    );
}

#[test]
fn escape_and_a_digit_in_one_read_is_the_f_key() {
    assert_eq!(keys(b"\x1b0"), [Key::F(10)]);
    assert_eq!(keys("\x1b１".as_bytes()), [Key::F(1)]);
    assert_eq!(keys(b"\x1b[48;3u"), [Key::F(10)]);
    assert_eq!(keys(b"\x1bx"), [Key::Esc, Key::Char('x')]);
    assert_eq!(keys("\x1b港".as_bytes()), [Key::Esc, Key::Char('港')]);
    assert_eq!(keys(b"\x1b\r"), [Key::Esc, Key::Enter]);
}

/// Esc twice is F12 (the shell decides), typed ahead too, and an Esc in front of another key takes nothing from it.
#[test]
fn an_escape_before_another_is_a_key_of_its_own() {
    assert_eq!(keys(b"\x1b\x1b"), [Key::Esc, Key::Esc]);
    assert_eq!(keys(b"\x1b\x1b[A"), [Key::Esc, Key::Up]);
    assert_eq!(keys(b"\x1b\x1b\x1bOP"), [Key::Esc, Key::Esc, Key::F(1)]);
}

/// However a line cuts what is typed in pieces, it comes to the same.
#[test]
fn where_a_line_cuts_it_makes_no_difference() {
    let mut all: Vec<u8> = SPELT.iter().flat_map(|(bytes, _)| bytes.to_vec()).collect();
    all.extend_from_slice("港\x1b[200~12\r\n\x1b[31m港\x1b[201~x\x1b7".as_bytes());
    let whole = read(&all);
    assert_eq!(whole.len(), SPELT.len() + 4);
    for at in 0..all.len() {
        let mut decoder = Decoder::default();
        let mut came = decoder.take(&all[..at]);
        came.extend(decoder.take(&all[at..]));
        assert_eq!(came, whole, "cut at {at}");
    }
}

#[test]
fn what_a_terminal_reports_is_no_key() {
    for told in [
        "\x1b[<0;30;10M\x1b[<0;30;10m",
        "\x1b[M !!\x1b[M#!!",
        "\x1b[32;30;10M",
        "\x1b[I\x1b[O",
        "\x1b[?64;1;2c",
        "\x1b[97;1:3u",
        "\x1b[201~",
        "\x1b[99999999999~",
    ] {
        assert_eq!(read(told.as_bytes()), [], "{told:?}");
    }
    assert_eq!(read(b"\x1b[2;3R"), [Input::Cursor(2)]);
    assert_eq!(
        read(b"a\xffb\xe6x"),
        ["a", "b", "x"].map(|c| Input::Key(Key::Char(c.chars().next().unwrap())))
    );
}

/// Half a key that nothing follows is over after a while, and whoever types on behind it loses nothing.
#[test]
fn half_a_key_gives_up() {
    let mut decoder = Decoder::default();
    for (half, patience, meant) in [
        (&b"\x1b"[..], AFTER_ESC, vec![Key::Esc]),
        (b"\x1b[", GIVES_UP, vec![Key::Esc, Key::Char('[')]),
        (b"\x1bO", GIVES_UP, vec![Key::Esc, Key::Char('O')]),
        (b"\x1b[2", GIVES_UP, vec![Key::Other]),
        (b"\xe6\xb8", GIVES_UP, vec![Key::Other]),
    ] {
        assert_eq!(decoder.take(half), []);
        assert_eq!(decoder.patience(), Some(patience), "{}", half.escape_ascii());
        assert_eq!(decoder.give_up(), meant.into_iter().map(Input::Key).collect::<Vec<_>>());
        assert_eq!(decoder.patience(), None);
    }
    assert_eq!(keys(b"\x1b[\r"), [Key::Esc, Key::Char('['), Key::Enter]);
    assert_eq!(keys(b"\x1b[2\x1b[A"), [Key::Other, Key::Up]);
    assert_eq!(
        keys(b"\x1bOx\x1bO\x1bOP"),
        [Key::Char('8'), Key::Esc, Key::Char('O'), Key::F(1)]
    );
}

#[test]
fn a_sequence_without_an_end_takes_no_room() {
    let mut decoder = Decoder::default();
    decoder.take(b"\x1b[2");
    for _ in 0..1000 {
        decoder.take(&[b'0'; 100]);
    }
    assert!(decoder.begun.len() <= LONGEST_SEQUENCE + 1);
    assert_eq!(decoder.take(b"~x"), [Input::Key(Key::Char('x'))]);
}

#[test]
fn a_paste_is_one_key_with_all_that_is_in_it() {
    assert_eq!(
        read(b"\x1b[200~12\r\n\x1b[24~\x1b[201~3"),
        [paste("12\r\n\x1b[24~"), Input::Key(Key::Char('3'))]
    );
    assert_eq!(read(b"\x1b[200~\x1b[201~"), [paste("")]);
}

/// A paste without its end gives up after a moment; what comes then is keys again, and a late end is nothing.
#[test]
fn a_paste_without_an_end_gives_up_and_nothing_of_it_is_taken() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.take(b"\x1b[200~1,500,0"), []);
    assert_eq!(decoder.patience(), Some(GIVES_UP));
    assert_eq!(decoder.give_up(), [Input::PasteLost(PasteLost::Unended)]);
    assert_eq!(decoder.patience(), None);
    assert_eq!(decoder.take(b"\x1b[201~7"), [Input::Key(Key::Char('7'))]);
}

/// The longest paste is taken, one byte more is not, and none ever takes more room.
#[test]
fn a_paste_has_an_end_in_size_too() {
    for (length, is_taken) in [(LONGEST, true), (LONGEST + 1, false), (3 * LONGEST, false)] {
        let mut decoder = Decoder::default();
        decoder.take(b"\x1b[200~");
        for piece in vec![b'x'; length].chunks(4096) {
            assert_eq!(decoder.take(piece), []);
            assert!(decoder.paste.as_ref().unwrap().text.len() < LONGEST + END.len());
        }
        let came = decoder.take(END);
        if is_taken {
            assert!(came == [paste(&"x".repeat(length))], "{length}");
        } else {
            assert_eq!(came, [Input::PasteLost(PasteLost::TooLong)], "{length}");
        }
    }
    let mut decoder = Decoder::default();
    decoder.take(b"\x1b[200~");
    decoder.take(&vec![b'x'; 2 * LONGEST]);
    assert_eq!(
        decoder.give_up(),
        [Input::PasteLost(PasteLost::TooLong)],
        "without an end too"
    );
}
