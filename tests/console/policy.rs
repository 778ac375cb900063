//! A console that runs follows the figures of `[console]`: another policy that is put in force elsewhere shows by itself.

use madoguchi::branch::tlgi001::Login;
use madoguchi::desk::{Command, Desk, Session};
use madoguchi::domain::policy::DEFAULT;
use madoguchi::training::demo;
use madoguchi::training::lesson;
use madoguchi::training::stories::story;
use madoguchi::words::Lang;

use crate::support::{Counter, branch, two_terminals};

/// The terminal beside the console, with the administrator at it.
struct Beside {
    desk: Desk,
    administrator: Session,
    _folder: tempfile::TempDir,
}

impl Beside {
    /// A console over one store, and a desk beside it over the same.
    fn with(console: impl FnOnce(Desk, madoguchi::clock::Clock) -> Counter) -> (Counter, Self) {
        let folder = tempfile::tempdir().unwrap();
        let (desk, mut other, clock) = two_terminals(folder.path());
        let administrator = demo::session(&mut other, "K001").unwrap();
        let beside = Self {
            desk: other,
            administrator,
            _folder: folder,
        };
        (console(desk, clock), beside)
    }

    fn puts_in_force(&mut self, from: &str, to: &str) {
        let text = DEFAULT.replace(from, to);
        assert_ne!(text, DEFAULT);
        let asked = self.desk.change_policy(&self.administrator, &text).unwrap();
        let other = demo::session(&mut self.desk, "K002").unwrap();
        let request = asked.waits().unwrap();
        self.desk.execute(&other, Command::Approve { request }).unwrap();
    }

    fn writes_wareki(&mut self) {
        self.puts_in_force("\"seireki\" ", "\"wareki\" ");
    }
}

#[test]
fn another_calendar_shows_by_itself_before_anybody_is_logged_in_and_nothing_typed_is_lost_r1_2() {
    let (mut counter, mut beside) = Beside::with(|desk, clock| Counter::over(desk, clock, Login::default()));
    counter.keys("T001").shows("2026-06-01 10:15");
    let cursor = counter.cursor_row();
    beside.writes_wareki();
    counter.tick().shows("R8.6.1 10:15").lacks("2026");
    assert_eq!(counter.cursor_row(), cursor, "what was typed stays");
    counter.keys("<Enter>tantou-no-mihon<F10>").is_on("TTOP001");
    counter.find("1000009").shows("令和").lacks("2026");
    // The history of a contract is no screen of the trail.
    counter
        .keys("<Tab><Tab>")
        .shows("> R8.6.1 10:05     失効")
        .lacks("2026-");
    beside.puts_in_force("7 days", "8 days");
    counter.tick().shows("2026-06-01 10:15").lacks("令和");
}

/// Each figure that another policy changes is told by its whole name and as its file has it, in either language: none of it is a word of
/// something else.
#[test]
fn who_approves_a_policy_sees_its_figures_as_they_stand_in_its_file_r1_2_and_r11_5() {
    let figures = [
        ("payment.shared_fob", "allowed", "refused"),
        ("checks.facts", "typed", "shown"),
        ("portal.confirmation_stop_after", "5 times", "4 times"),
    ];
    for lang in [Lang::Ja, Lang::En] {
        let (mut desk, clock) = branch();
        let asks = demo::session(&mut desk, "K001").unwrap();
        let mut text = DEFAULT.to_owned();
        for (name, before, after) in figures {
            let (_, key) = name.split_once('.').unwrap();
            let line = text
                .lines()
                .find(|line| line.starts_with(&format!("{key} = ")))
                .unwrap();
            let other = line.replace(&format!("\"{before}\""), &format!("\"{after}\""));
            assert_ne!(line, other, "{name}");
            text = text.replace(line, &other);
        }
        desk.change_policy(&asks, &text).unwrap().waits().unwrap();
        let mut counter = Counter::speaking(lang, desk, clock, Login::default());
        counter.keys("K002<Enter>kanri-no-reiji<F10>2<Enter>").is_on("TSNN004");
        let becomes = if lang == Lang::Ja { "＞" } else { ">" };
        for (name, before, after) in figures {
            let row = counter.row_with(name);
            let words: Vec<_> = row.split_whitespace().collect();
            assert_eq!(words.join(" "), format!("{name} {before} {becomes} {after}"), "{row}");
        }
    }
}

#[test]
fn what_was_said_stays_said_r1_2() {
    let (mut counter, mut beside) = Beside::with(|desk, clock| Counter::over(desk, clock, Login::default()));
    counter.log_in("T001").find("1000012").keys("<F10><F12>9");
    let said = counter.message();
    assert_ne!(said, "");
    beside.writes_wareki();
    counter.tick().shows("R8.6.1");
    assert_eq!(counter.message(), said);
}

#[test]
fn another_time_before_the_lock_counts_at_once_r1_2() {
    let (mut counter, mut beside) = Beside::with(|desk, clock| Counter::that_locks_over(desk, clock, "T001"));
    counter.silence(3).is_on("TTOP001").keys("<Down>");
    beside.puts_in_force("idle_lock = \"5 min\"", "idle_lock = \"2 min\"");
    counter.silence(1).is_on("TTOP001").silence(1).is_on("TLGI002");
    counter.keys("tantou-no-mihon<F10>").is_on("TTOP001");
    beside.puts_in_force("idle_lock = \"5 min\"", "idle_lock = \"9 min\"");
    counter.tick().silence(8).is_on("TTOP001").silence(1).is_on("TLGI002");
}

#[test]
fn a_lesson_on_a_bank_of_its_own_changes_no_calendar() {
    let (mut counter, mut beside) = Beside::with(|desk, clock| Counter::over(desk, clock, Login::default()));
    beside.writes_wareki();
    counter.log_in("R001").tick().shows("R8.6.1");
    let scenario = story("first-registration").unwrap().unwrap();
    let desk = counter.console.engine().unwrap();
    lesson::begin(desk, scenario).unwrap();
    counter.tick().tick().shows("R8.6.1");
    lesson::end(counter.console.engine().unwrap()).unwrap();
    counter.tick().tick().shows("R8.6.1");
    beside.puts_in_force("7 days", "8 days");
    counter.tick().shows("2026-06-01");
}
