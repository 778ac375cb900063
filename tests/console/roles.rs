//! What each role may do, and which screens it may open: the documentation is the table that the program acts by.

use madoguchi::branch::doors;
use madoguchi::domain::staff::{Duty, Role, may};
use madoguchi::words::{Lang, Words};

use crate::support::Counter;

const DOCUMENT: &str = "assets/roles.md";

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
