use super::*;
use crate::ui::glyphs::Glyphs;
use crate::ui::kit::testing::Around;
use crate::ui::theme::Scheme;
use crate::words::Lang;

const AREA: Rect = Rect::new(0, 0, 30, 7);

/// Draws and gives the rows that were asked for, and the screen.
fn draw(table: &Table, rows: usize) -> (Vec<usize>, Vec<String>) {
    let around = Around::of(Lang::Ja, Scheme::Dark);
    let at = Ambient {
        glyphs: &Glyphs::LINES,
        ..around.at(None)
    };
    let mut buf = Buffer::empty(AREA);
    let mut asked = Vec::new();
    table.view(AREA, &mut buf, &at, rows, |index| {
        asked.push(index);
        Some(Row::new([format!("u{index}"), "ﾐﾅﾄ".to_owned(), "12".to_owned()]).checked(index == 1))
    });
    let text = |y| {
        (0..AREA.width)
            .map(|x| buf[(x, y)].symbol())
            .collect::<String>()
            .trim_end()
            .to_owned()
    };
    (asked, (0..AREA.height).map(text).collect())
}

fn table() -> Table {
    Table::new(vec![
        Column::new("ID", 8),
        Column::rest("name"),
        Column::new("n", 4).right(),
    ])
}

#[test]
fn of_many_rows_only_the_visible_ones_are_asked_for() {
    let mut table = table();
    let (asked, rows) = draw(&table, 100_000);
    assert_eq!(asked, [0, 1, 2, 3, 4]);
    assert_eq!(rows[0], "       ID       name         n");
    assert_eq!(rows[1], "> [ ]  u0       ﾐﾅﾄ         12");
    assert_eq!(rows[2], "  [x]  u1       ﾐﾅﾄ         12");
    assert_eq!(rows[6], "                    v 1/100000");
    table.typed(&Key::End, 100_000);
    let (asked, rows) = draw(&table, 100_000);
    assert_eq!(asked, [99_995, 99_996, 99_997, 99_998, 99_999]);
    assert!(
        rows[5].starts_with("> [ ]  u99999") && rows[6].ends_with("^  100000/100000"),
        "{rows:?}"
    );
    assert_eq!(table.cursor(AREA), Position::new(0, 5));
}

#[test]
fn pages_turn_and_stop_at_the_ends() {
    let mut table = table();
    draw(&table, 12);
    for (key, expected) in [
        (Key::PageDown, 5),
        (Key::PageDown, 10),
        (Key::PageDown, 11),
        (Key::PageUp, 6),
        (Key::PageUp, 1),
        (Key::PageUp, 0),
        (Key::Up, 0),
        (Key::Down, 1),
        (Key::End, 11),
        (Key::Home, 0),
    ] {
        assert_eq!(table.typed(&key, 12), Some(Did::Moved));
        assert_eq!(table.selected(), expected);
    }
    assert_eq!(table.typed(&Key::SPACE, 12), Some(Did::Toggle(0)));
    assert_eq!(table.typed(&Key::Enter, 12), Some(Did::Pick(0)));
    assert_eq!(table.typed(&Key::Enter, 0), None);
}

#[test]
fn a_list_that_became_shorter_is_drawn_from_what_there_is() {
    let mut table = table();
    table.select(50);
    draw(&table, 100);
    let (asked, rows) = draw(&table, 2);
    assert_eq!(asked, [0, 1]);
    assert!(rows[2].starts_with('>'), "{rows:?}");
    let (asked, rows) = draw(&table, 0);
    assert!(asked.is_empty() && rows[6].ends_with("0/0"), "{rows:?}");
}

#[test]
fn a_narrow_area_has_columns_of_its_own_and_headings_in_two_rows() {
    let table = table().or_below(31, vec![Column::new("login\nID", 9), Column::new("name", 5)]);
    assert!(table.is_narrow(AREA) && !table.is_narrow(Rect { width: 31, ..AREA }));
    let (asked, rows) = draw(&table, 9);
    assert_eq!(asked, [0, 1, 2, 3], "a row less for the list");
    assert_eq!(
        (rows[0].as_str(), rows[1].as_str()),
        ("       login", "       ID        name")
    );
    assert_eq!(table.cursor(AREA).y, 2);
}
