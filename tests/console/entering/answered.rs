//! THKK001: who answered the call back (R10.7), and the way past the name of an agent.

use madoguchi::branch::thkk001::IdentityCheck;
use madoguchi::domain::identity::Fact;
use madoguchi::words::{Lang, Words};

use crate::support::{Counter, as_it_stands, contract};

fn on(number: &str) -> Counter {
    Counter::prepared("T001", IdentityCheck::new(contract(number)), as_it_stands)
}

/// How often a call back was recorded.
fn calls(counter: Counter, number: &str) -> usize {
    let trail = counter.trail(number);
    trail.iter().filter(|action| *action == "record_call").count()
}

/// The keys stand where who answered is typed: an answer to one more question there is no name of somebody who answered.
#[test]
fn what_may_be_an_answer_is_not_recorded_as_who_answered_until_enter_once_more_r10_7() {
    for said in ["本店営業部", "普通9000022", "2025-06-02", "架空一郎です"] {
        let mut counter = on("1000002");
        counter.keys("2<Enter>2<F10>").answer(2).says("W0542").keys(said);
        for key in ["<Enter>", "<Tab>", "<Down>", "<F10>", "<F10>"] {
            counter.keys(key).says("W0543").is_on("THKK001").shows(said);
            assert!(
                counter.cursor_row().0.contains("コールバック"),
                "{said}: {:?}",
                counter.console
            );
        }
        // Something else than what was asked about is asked about anew.
        counter.keys("様<Enter>").says("W0543").keys("<F10><Ctrl+U>");
        counter.keys("例示 応子<Enter>").says("W0543");
        assert_eq!(calls(counter, "1000002"), 0, "{said}");
    }
    let mut counter = on("1000002");
    counter.keys("2<Enter>2<F10>").answer(2);
    counter
        .keys("例示 応子<Enter>")
        .says("W0543")
        .keys("<Enter>")
        .says("I0541");
    assert_eq!(calls(counter, "1000002"), 1);
}

/// A name of the contract's people is taken at once, however it is written, but while the caller is asked for one: that is no key more.
#[test]
fn a_name_of_the_contract_is_who_answered_at_once_but_while_a_name_is_asked_for_r10_6_r10_7() {
    // Of a master the name is not asked, since whoever calls knows it; of the representative it is one of three.
    for (person, name, is_asked) in [
        ("1<Enter><Enter>", "ﾓｷﾞ ｻｸﾗ", false),
        ("1<Enter><Enter>", "例示　太郎", false),
        ("1<Enter><Enter>", "見本花子", false),
        ("2", "模擬 桜", true),
        ("2", "見本 花子", true),
    ] {
        let mut counter = on("1000001");
        counter.keys("2").keys(person).keys("<F10>").answer(2);
        let words = Words::of(Lang::Ja);
        let master = words.label.fact(Fact::MasterName);
        let asked = counter
            .screen()
            .lines()
            .any(|row| row.contains(master) && !row.contains("一致"));
        assert_eq!(asked, is_asked, "{name}: {:?}", counter.console);
        counter.keys(name).keys("<Enter>");
        counter.says(if is_asked { "W0543" } else { "I0541" });
        assert_eq!(calls(counter, "1000001"), usize::from(!is_asked));
    }
}

/// Who it is comes from the list, so the name of an agent is gone through where an agent is chosen, and nowhere else.
#[test]
fn enter_goes_past_the_agents_name_where_no_agent_is_chosen_r10_1() {
    // A digit moves on by itself, so that the first Enter after it moves no further.
    for keys in ["21<Enter>", "22<Tab>", "21<Down>", "2<Enter><Enter>"] {
        let mut counter = on("1000002");
        counter.keys(keys);
        assert!(
            counter.cursor_row().0.contains("DEN502"),
            "{keys}: {:?}",
            counter.console
        );
        counter.keys("<Shift+Tab>");
        assert!(
            counter.cursor_row().0.contains("お申出人"),
            "{keys}: {:?}",
            counter.console
        );
    }
    let mut counter = on("1000002");
    counter.keys("21<Enter><Enter><F10>").shows("電話  利用者 DEN502  ");
    let mut counter = on("1000002");
    counter.keys("23<Enter>").shows("> 代理人の氏名");
    // A name that stands there is in the way until it is gone.
    counter.keys("例示 太郎<Shift+Tab>2<Enter>").shows("> 代理人の氏名");
}
