//! What each role may do, and which screens it may open: the documentation is the table that the program acts by.

use madoguchi::branch::doors;
use madoguchi::domain::approval::{self, Approval};
use madoguchi::domain::identity::Action;
use madoguchi::domain::staff::{Duty, Role, may};
use madoguchi::words::{Lang, Words};

use crate::support::Counter;

const DOCUMENT: &str = "assets/roles.md";

/// Who the second person is. Acts without a customer are proved one by one in `tests/desk/countersign.rs`, `notices.rs`, `openings.rs`, `handling.rs` and `stock_table.rs`.
const SECOND: &str = "
The second person is another *person* (R11.4), whatever IDs they have:

| act | second person | rule |
|---|---|---|
| a supervisor or administrator: added, raised, lowered, locked, unlocked, a first password | another administrator, before; 単独 where there never were two | R11.5 |
| person numbers, accounts of the host, the policy, an accepted rollback | another administrator, before; 単独 where there never were two | R11.5 |
| a second administrator, where one of two is left | a supervisor, before | R11.5 |
| time confirmed (TKNR004) | one more member of staff, at the same terminal | R2.5 |
| notices taken out of the queue by hand, as letters | another supervisor or an administrator, before; the file is written by the number that it gets | R11.5, R14.2 |
| a user's first passwords | none: the program draws them, and the sealed letter alone has them | R17.1 |
| a first password for an administrator, on the host (`staff rescue`) | two others who have seen it, told on every menu until then | R11.6 |
| a batch of seeds | a supervisor of the branch or the centre releases it | R15.3 |
| a contract opened by hand | a supervisor, before | R16.1 |
| scrapping, into stock again, 返送, counting, its explanation, a fee waived | a supervisor, before | R15.9 |
| return, handing-in noted, 未返却紛失 | a supervisor looks it over | R15.9 |
| moving | another person of the other branch receives it | R15.9 |
| lost in stock | another supervisor or an administrator, before | R15.9 |
| an eleventh revocation for loss or theft within the hour | the fob is stopped at once; a supervisor, before | R7.6 |
";

/// A table with a column for each role and a row for each of `rows`: `x` where the role may.
fn table(head: &str, rows: impl IntoIterator<Item = (String, [bool; 6])>, words: &Words) -> String {
    let cells = |cells: [&str; 6]| format!("| {} |\n", cells.join(" | "));
    let roles = Role::ALL.map(|role| words.label.role(role));
    let mut made = format!("\n| {head} {}|---|:-:|:-:|:-:|:-:|:-:|:-:|\n", cells(roles));
    for (name, marks) in rows {
        let marks = cells(marks.map(|mark| if mark { "x" } else { "" }));
        made.extend(["| ", &name, " ", &marks]);
    }
    made
}

/// The documentation of the roles is made from the one table of duties. `MADOGUCHI_PICTURES=write` makes it anew.
#[test]
fn the_documented_roles_are_those_of_the_program() {
    let words = Words::of(Lang::Ja);
    let mut made =
        "# What each role may do\n\nMade by the program from the table of duties that menus, desk and command \
                    line act by.\n"
            .to_owned();
    let named = |duty: Duty| serde_json::to_value(duty).unwrap().as_str().unwrap().replace('_', " ");
    let duties = Duty::ALL.map(|duty| (named(duty), Role::ALL.map(|role| may(role, duty))));
    made += &table("duty", duties, &words);
    made += "\nThe screens that open from the menu or by their ID; TKSH001 on a training store alone:\n";
    let screens = doors().map(|(place, door)| {
        let name = format!("{} {}", place.id, (place.title)(&words));
        (name, Role::ALL.map(|role| door.duty.is_none_or(|duty| may(role, duty))))
    });
    made += &table("screen", screens, &words);
    made += SECOND;
    for action in Action::ALL {
        let when = match approval::needed(action) {
            Approval::Before => "a supervisor, before",
            Approval::After => "a supervisor looks it over (差戻し within seven days, R7.7)",
        };
        made += &["| ", words.label.action(action), " | ", when, " | R11.1, R11.2 |\n"].concat();
    }
    if std::env::var_os("MADOGUCHI_PICTURES").is_some_and(|how| how == "write") {
        std::fs::write(DOCUMENT, &made).unwrap();
    }
    let kept = std::fs::read_to_string(DOCUMENT).unwrap_or_default();
    assert!(
        kept == made,
        "make it anew: MADOGUCHI_PICTURES=write cargo test --test console documented\n{made}"
    );
}

/// The menu and the jump box refuse exactly what the table refuses.
#[test]
fn each_role_opens_the_screens_of_the_table_and_no_others() {
    for (staff, role) in [
        ("T001", Role::Teller),
        ("S001", Role::Supervisor),
        ("D001", Role::SupportDesk),
        ("A001", Role::Auditor),
        ("K001", Role::Administrator),
        ("R001", Role::Trainer),
    ] {
        let mut counter = Counter::of(staff);
        for (place, door) in doors() {
            counter.keys("<Ctrl+G>").keys(place.id).keys("<Enter>");
            if door.duty.is_none_or(|duty| may(role, duty)) {
                counter.is_on(place.id);
            } else {
                counter.says("E1203").keys("<F12>");
            }
        }
    }
}
