//! What is drawn and what reaches the terminal: the frame, its smallest size, boxes over kanji, and the loop that draws what changes.

use super::*;

#[test]
fn the_frame_is_the_one_of_the_manual() {
    let mut console = console();
    console.keys("<F6>");
    assert_eq!(
        console.row(1),
        "利用者管理 > 試験                                本店営業部 011  港 花子  TOY001"
    );
    assert_eq!(
        console.row(2),
        ">1 入力  2 確認                                           2026-11-22 10:15  訓練"
    );
    assert_eq!(console.row(22), "銀行の名前、かな、例 ｷﾞﾝｺｳ");
    assert_eq!(console.row(24), "F1ヘルプ F3終了 F5(照会) F6担当者 F10実行 F11失効");
    assert!(
        console.style_at(78, 1).add_modifier.contains(Modifier::REVERSED),
        "訓練 is reversed"
    );
}

#[test]
fn below_its_size_the_console_says_so_and_keeps_its_state() {
    let mut console = console();
    console.keys("港").resize(60, 20);
    assert!(
        console
            .row(1)
            .starts_with("W0002 画面が小さすぎます。今 60x20、必要 80x24"),
        "{console:?}"
    );
    console.keys("X<F10>");
    for (columns, rows) in [(1, 1), (3, 2), (200, 5), (79, 24)] {
        console.resize(columns, rows);
    }
    console.resize(100, 30);
    assert!(
        console.row(3).ends_with("港") && console.row(30).starts_with("F1ヘルプ"),
        "{console:?}"
    );
}

#[test]
fn a_popup_over_kanji_keeps_its_frame() {
    let mut console = console();
    console.keys("<Tab><Tab>=");
    for row in 1..=24 {
        let text = console.row(row);
        assert_eq!(text.matches('│').count() % 2, 0, "{text}");
    }
}

#[test]
fn what_comes_from_outside_reaches_the_terminal_as_marks() {
    let mut console = console();
    console.paste("a\u{1b}[31m\u{202e}b\u{200b}\u{e0041}\u{feff}\u{9b}2J");
    let mut painter = Painter::new(Vec::new());
    painter.paint(None, console.buffer(), Pose::default()).unwrap();
    let bytes = painter.out().clone();
    let written = String::from_utf8(bytes).unwrap();
    for raw in ["\u{202e}", "\u{200b}", "\u{e0041}", "\u{feff}", "\u{9b}"] {
        assert!(!written.contains(raw), "{raw:?}");
    }
    let mut parser = vt100::Parser::new(24, 80, 0);
    parser.process(written.as_bytes());
    let row = parser.screen().rows(0, 80).nth(2).unwrap();
    assert!(row.contains("a[31m<U+202E>b<U+200B><U+E0041><U+FEFF>2J"), "{row}");
}

#[test]
fn the_loop_draws_what_changes_and_ends() {
    let (sender, events) = mpsc::channel();
    let worker = Worker::thread(Ledger::default(), sender.clone()).unwrap();
    let mut stage = Stage::new(worker, Side::new("", house(), AnyScreen::new(Toy::named("TOY001"))));
    let mut paper = Paper(Vec::new());
    for event in [Event::Key(Key::Char('港')), Event::Resized, Event::Tick, Event::HungUp] {
        sender.send(event).unwrap();
    }
    assert_eq!(run(&mut stage, &mut paper, &events).unwrap(), Exit::HungUp);
    assert_eq!(paper.0[0][(0, 0)].symbol(), "利");
    assert!(
        paper
            .0
            .last()
            .unwrap()
            .content()
            .iter()
            .any(|cell| cell.symbol() == "港")
    );
    assert_eq!(stage.finish().unwrap().done, Vec::<String>::new());
}

/// A surface that keeps what was painted on it.
struct Paper(Vec<Buffer>);

impl Surface for Paper {
    fn size(&self) -> std::io::Result<Size> {
        Ok(Size::new(80, 24))
    }

    fn paint(&mut self, _last: Option<&Buffer>, next: &Buffer, _pose: Pose) -> std::io::Result<()> {
        self.0.push(next.clone());
        Ok(())
    }
}
