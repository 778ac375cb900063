//! A panic while the terminal is taken: it is given back, and the report says nothing of what was typed.
//!
//! The console that panics is this test's own: the program has no key for it.

use std::path::Path;
use std::sync::mpsc::channel;

use color_eyre::config::HookBuilder;
use madoguchi::ui::facts::Facts;
use madoguchi::ui::keys::Key;
use madoguchi::ui::kit::input::{Accepts, Input};
use madoguchi::ui::screen::{Ambient, AnyScreen, Binding, Cx, Screen};
use madoguchi::ui::shell::House;
use madoguchi::ui::stage::{Side, Stage};
use madoguchi::ui::terminal::Console;
use madoguchi::ui::text::put;
use madoguchi::ui::worker::{Watched, Worker};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::pty::Terminal;
use super::stop::{SCRIPT, SHELL, has_stopped};

const SECRET: &str = "himitsu-no-mihon";
/// What the screen's title, its hint and its password field are known by.
const SHOWN: &str = "a screen that panics";
const F9: &str = "\x1b[20~";
const F10: &str = "\x1b[21~";

struct Nothing;

impl Watched for Nothing {}

/// Takes a password, and panics on F9; F10 panics on the worker.
struct Panicking(Input);

enum Msg {
    Here,
    There,
}

impl Screen<Nothing> for Panicking {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "TEST001"
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        SHOWN.to_owned()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![
            Binding::new(Key::F(9), "here", Msg::Here),
            Binding::new(Key::F(10), "there", Msg::There),
        ]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg, Nothing>) -> bool {
        self.0.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg, Nothing>) {
        match msg {
            Msg::Here => panic!("as planned"),
            Msg::There => cx.execute(|_| panic!("as planned"), |()| Msg::There),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        self.0.view(Rect { height: 1, ..area }, buf, at.theme.entry);
        put(
            buf,
            area.x,
            area.y + 1,
            area.width,
            &self.0.value().len().to_string(),
            at.theme.value,
        );
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.0.cursor(area))
    }

    fn typing(&self) -> bool {
        true
    }
}

#[test]
#[ignore = "it is the program of the test below, and takes the terminal"]
fn the_console_that_panics() {
    HookBuilder::default().display_env_section(false).install().unwrap();
    let now = "2026-06-01T01:15:00Z".parse().unwrap();
    let house: House<Nothing> = House::for_tests(now).unwrap();
    let Ok(mut console) = Console::take(&mut Facts::default(), false) else {
        return;
    };
    let (sender, events) = channel();
    console.listen(&sender).unwrap();
    let worker = Worker::thread(Nothing, sender).unwrap();
    let first = AnyScreen::new(Panicking(Input::new(Accepts::Secret)));
    let mut stage = Stage::new(worker, Side::new("", house, first));
    let exit = console.run(&mut stage, &events).unwrap();
    drop(console);
    println!("it ended by {exit:?}");
}

#[test]
fn a_panic_gives_the_terminal_back_and_tells_no_secret() {
    if !Path::new(SHELL).exists() {
        eprintln!("skipped: {SHELL} is not there");
        return;
    }
    let program = std::env::current_exe().unwrap();
    let program = program.to_str().unwrap();
    for (key, end) in [(F9, "1 101"), (F10, "1 0")] {
        let name = "panics::the_console_that_panics";
        let arguments = ["-c", SCRIPT, "sh", program, "--exact", name, "--ignored", "--nocapture"];
        let mut terminal = Terminal::start(SHELL, &arguments, 80, 24);
        terminal.wait_for(SHOWN);
        terminal.types(SECRET);
        terminal.wait_for(&SECRET.len().to_string());
        terminal.types(key);
        has_stopped(&mut terminal, end);
        let written = terminal.written();
        assert!(
            written.contains("as planned") && written.contains("panics.rs"),
            "{written}"
        );
        assert!(!written.contains(SECRET), "{written}");
    }
}
