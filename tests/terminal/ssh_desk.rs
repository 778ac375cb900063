//! The support desk's day over a real SSH server: what is asked for on the telephone is sent back, is approved, and lapses, and each
//! time whoever asked is told where they are (R11.3, R11.7).

use madoguchi::domain::identity::Fact;
use madoguchi::words::{Lang, Words};
use serde_json::{Value, json};

use super::pty::Terminal;
use super::ssh::Server;
use super::{F3, F4, F10};

const F6: &str = "\x1b[17~";
const F11: &str = "\x1b[23~";

/// What the contract has for each fact.
fn answer(fact: Fact) -> &'static str {
    match fact {
        Fact::Account => "9000011",
        Fact::Branch => "本店営業部",
        Fact::StartDate => "2025-04-01",
        Fact::MasterName => "見本 花子",
        Fact::UserCount => "3",
        Fact::TokenSerial => "10000018",
    }
}

fn row_of_the_cursor(terminal: &Terminal) -> String {
    let (row, _) = terminal.screen().cursor_position();
    let contents = terminal.contents();
    contents.lines().nth(usize::from(row)).unwrap_or_default().to_owned()
}

/// The caller answers what is asked where the cursor stands, once that is another fact than `before`. While a frame is on its way the
/// cursor may stand anywhere: what the screen says is waited for, however long a frame takes.
fn answers(terminal: &mut Terminal, before: Option<Fact>) -> Fact {
    let words = Words::of(Lang::Ja);
    let fact = loop {
        match words.label.fact_in(&row_of_the_cursor(terminal)) {
            Some(fact) if Some(fact) != before && terminal.is_whole() => break fact,
            _ => assert!(terminal.more(), "no fact is asked:\n{}", terminal.contents()),
        }
    };
    terminal.types(&format!("{}\r", answer(fact)));
    terminal.wait_for("I0540");
    fact
}

/// From the menu on: an unlock is asked for on the telephone, and left with the branch.
fn asks(terminal: &mut Terminal) {
    terminal.types("1");
    terminal.wait_for("TKSK001");
    terminal.types("1000001\r");
    terminal.wait_for("TKSK002");
    terminal.types(F4);
    terminal.wait_for("BRSK025");
    terminal.wait_for("DEN501J1");
    terminal.types(F10);
    terminal.wait_for("THKK001");
    terminal.types(&format!("22{F10}"));
    terminal.wait_for(">2 ");
    let first = answers(terminal, None);
    answers(terminal, Some(first));
    // Then the call back is asked for.
    while !row_of_the_cursor(terminal).contains("コールバック") || !terminal.is_whole() {
        assert!(terminal.more(), "no call back is asked:\n{}", terminal.contents());
    }
    terminal.types(&format!("例示 応子{F10}"));
    terminal.wait_for("W0543");
    terminal.types("\r");
    terminal.wait_for("停止中 ＞ サービス利用中");
    terminal.types(F10);
    terminal.wait_for("I1105");
    terminal.types(F10);
    terminal.wait_for("TKSK002");
    terminal.types(F3);
    terminal.wait_for("TTOP001");
}

/// The end of the minute that stands in the head.
fn moment(terminal: &Terminal) -> String {
    let contents = terminal.contents();
    let mut head = contents.lines().nth(1).unwrap_or_default().split_whitespace();
    let day = head.find(|word| word.len() == 10 && word.starts_with("20")).unwrap();
    format!("{day}T{}:59+09:00", head.next().unwrap())
}

/// S001 decides at the branch about what waits.
fn decides(server: &Server, at: &[&str], decision: impl Fn(&Value) -> Value) {
    let by = |arguments: &[&str]| server.by("S001", "yakuseki-no-mihon", &[at, arguments].concat());
    let waiting: Value = serde_json::from_str(&by(&["--json", "requests", "list"])).unwrap();
    let mut requests = waiting["requests"].as_array().unwrap().iter();
    let request = requests.find(|view| view["made_by"] == "D001" && view["status"] == "waiting");
    let file = server.file("decision.json", &decision(&request.unwrap()["id"]).to_string());
    by(&["--json", "do", &file]);
}

#[test]
fn the_support_desks_day_over_ssh_is_told_at_once_wherever_they_are_r11_3_and_r11_7() {
    let Some(server) = Server::start() else { return };
    let arguments = server.client(&["-tt"], &[]);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let mut terminal = Terminal::start("ssh", &arguments, 80, 24);
    terminal.wait_for("TLGI001");
    terminal.types(&format!("D001\rdesk-no-mogi{F10}"));
    terminal.wait_for("TTOP001");

    // Sent back: said on the search, with the reason on TSNN003.
    asks(&mut terminal);
    terminal.types("1");
    terminal.wait_for("TKSK001");
    decides(
        &server,
        &[],
        |id| json!({"return": {"request": id, "reason": "応対者の確認が不足"}}),
    );
    terminal.wait_for("W0530");
    terminal.wait_for("差し戻されました");
    terminal.types(F3);
    terminal.wait_for("TTOP001");
    terminal.types("3");
    terminal.wait_for("TSNN003");
    terminal.wait_for("新 差戻し");
    terminal.wait_for("応対者の確認が不足");
    terminal.types(F3);
    terminal.wait_for("TTOP001");

    // Left until it lapsed: nobody of the branch acts for four days.
    asks(&mut terminal);
    terminal.types("\x14");
    terminal.wait_for("TKSH001");
    for _ in 0..5 {
        terminal.types(F11);
    }
    terminal.wait_for("I1208");
    terminal.types(&format!("{F6}{F6}"));
    terminal.wait_for("は承認されず失効しました");
    terminal.types("3");
    terminal.wait_for("TSNN003");
    terminal.wait_for("新 失効");
    terminal.types(F3);
    terminal.wait_for("TTOP001");

    // And approved, on the day that the clock was moved to.
    asks(&mut terminal);
    let at = moment(&terminal);
    decides(&server, &["--at", &at], |id| json!({"approve": {"request": id}}));
    terminal.wait_for("I0530");
    terminal.wait_for("が承認され、実行済みです");
    terminal.types("3");
    terminal.wait_for("TSNN003");
    terminal.wait_for("受付番号");
    terminal.types(F3);
    terminal.wait_for("TTOP001");
    terminal.leaves();
    assert!(terminal.end().success());
}
