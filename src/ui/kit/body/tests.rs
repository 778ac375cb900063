use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::*;
use crate::ui::accessibility::Accessibility;
use crate::ui::keys::Key;
use crate::ui::kit::field::Field;
use crate::ui::kit::table::Column;
use crate::ui::kit::testing::Around;

const PLAIN: Style = Style::new();

fn drawn(body: &Body<'_>, columns: u16, rows: u16) -> (Vec<String>, Position) {
    let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
    let cursor = body.draw(buf.area, &mut buf, body.at);
    let row = |y| (0..columns).map(|x| buf[(x, y)].symbol()).collect::<String>();
    ((0..rows).map(|y| row(y).trim_end().to_owned()).collect(), cursor)
}

fn columns() -> Columns {
    Columns::new(vec![Column::new("No", 3), Column::rest("Name")])
}

#[expect(clippy::unnecessary_wraps, reason = "a table asks so")]
fn row(index: usize, _wide: bool) -> Option<Row> {
    Some(Row::new([(index + 1).to_string(), format!("name {index}")]))
}

#[test]
fn what_is_said_stands_in_its_order_and_what_is_left_is_the_table_s() {
    let (around, table) = (Around::new(), Table::default());
    let at = around.at(None);
    let body = Body::new(&at)
        .line("lead", PLAIN)
        .gap(1)
        .table(&table, columns(), 2, row);
    let body = body.text("a note", PLAIN).buttons(Buttons(1), &["No", "Yes"]);
    let (rows, cursor) = drawn(&body, 40, 9);
    assert_eq!(rows[..4], [" lead", "", "  No  Name", "> 1   name 0"]);
    assert_eq!(rows[4..7], ["  2   name 1", "", format!("{:>40}", "1/2").as_str()]);
    assert_eq!(rows[7..], [" a note", "  [No]           >[Yes]"]);
    assert_eq!(
        cursor,
        Position::new(17, 8),
        "of two that have the keys the last has the cursor"
    );
}

#[test]
fn where_room_is_short_gaps_yield_from_below_then_what_says_so_and_a_table_keeps_three_rows() {
    let (around, table) = (Around::new(), Table::default());
    let at = around.at(None);
    let long = "one two three four five six seven eight nine ten";
    let body = Body::new(&at).text(long, PLAIN).yields().gap(1);
    let body = body.table(&table, columns(), 5, row).gap(2).line("end", PLAIN);
    let places = |rows| -> Vec<u16> {
        let places = body.places(Rect::new(0, 0, 24, rows));
        places.into_iter().map(|place| place.height).collect()
    };
    assert_eq!(places(14), [3, 1, 7, 2, 1]);
    assert_eq!(places(10), [3, 1, 3, 2, 1]);
    assert_eq!(places(9), [3, 1, 3, 1, 1]);
    assert_eq!(places(7), [3, 0, 3, 0, 1]);
    assert_eq!(places(5), [1, 0, 3, 0, 1]);
    assert_eq!(places(2), [1, 0, 0, 0, 1], "what is beyond the last row is left out");
}

#[test]
fn no_size_is_too_small_to_draw() {
    let around = Around::new();
    let at = around.at(None);
    let (table, reading) = (Table::default(), ScrollState::default());
    let mut form = Form::new();
    form.add(Field::text("Name", 10), |text, _| Ok(text.to_owned()));
    let inside = Body::new(&at).text("inside", PLAIN).form(&form);
    let left = Body::new(&at).table(&table, columns(), 9, row).most(5);
    let right = Body::new(&at).pages(&reading, |_| vec![Line::default(); 30]);
    let facts = [("Name".to_owned(), "value".to_owned())];
    let body = Body::new(&at).facts(facts).required().panel("Box", 20, inside);
    let body = body.beside(12, left, right).stretch().line("end", PLAIN).indent(9);
    for (columns, rows) in (0..50).flat_map(|columns| (0..20).map(move |rows| (columns, rows))) {
        let (_, cursor) = drawn(&body, columns, rows);
        assert!(cursor.x <= columns && cursor.y <= rows, "{columns}x{rows}");
    }
}

#[test]
fn what_is_heard_is_made_of_what_is_said_and_not_of_cells() {
    let (around, accessibility) = (Around::new(), Accessibility::default());
    let at = around.at(Some(&accessibility));
    let mut table = Table::default();
    table.select(1);
    let mut form = Form::new();
    form.add(Field::text("Name", 10).required(), |text, _| Ok(text.to_owned()));
    form.add(Field::secret("Password", 10), |_, _| Ok(()));
    form.typed(&Key::Char('x'));
    let body = Body::new(&at).heading("│ a > b [c] │").gap(3).required();
    let body = body.facts([("State".to_owned(), "in use".to_owned())]);
    let body = body.table(&table, columns(), 2, row).or_empty("none", PLAIN);
    let body = body.form(&form).focused(false).buttons(Buttons(1), &["Cancel", "Go"]);
    let told = body.told();
    let rows = [
        "│ a > b [c] │",
        "State  in use",
        "No  Name",
        "1  name 0",
        "2  name 1",
        "Name  x",
        "Password  empty",
    ];
    assert_eq!(
        told.rows, rows,
        "whatever signs are in a text, none is taken for a drawing"
    );
    assert_eq!(told.marked.as_deref(), Some("2  name 1"));
    assert_eq!(told.button.as_deref(), Some("Go"));
}

#[test]
fn the_help_the_typing_and_the_list_are_those_of_what_has_the_keys() {
    let (around, table) = (Around::new(), Table::default());
    let at = around.at(None);
    let mut form = Form::new();
    form.add(Field::text("Name", 10).hint("a name"), |text, _| Ok(text.to_owned()));
    let body = |in_form: bool| {
        let body = Body::new(&at).hint("a list").table(&table, columns(), 2, row);
        body.focused(!in_form).form(&form).focused(in_form)
    };
    assert_eq!(
        (body(true).help(), body(false).help()),
        ("a name".into(), "a list".into())
    );
    assert!(body(true).typing() && body(true).kana() && !body(false).typing());
    assert!(body(false).listed().is_some() && body(true).listed().is_none());
    assert!(body(true).turns());
}
