//! Options chosen by arrow, by number and with the space bar.

use super::*;

fn options() -> Vec<Choosable> {
    ["紛失", "盗難", "交換"]
        .iter()
        .zip(["lost", "stolen", "swap"])
        .map(|(l, k)| Choosable::new(k, *l))
        .collect()
}

#[test]
fn one_moves_with_the_arrows_and_nothing_is_chosen_before() {
    let mut choice = Choice::one(options());
    assert_eq!(choice.value(), "");
    for expected in ["lost", "stolen", "swap", "swap"] {
        choice.typed(&Key::Right);
        assert_eq!(choice.value(), expected);
    }
    assert!(choice.typed(&Key::Char('１')) && choice.value() == "lost");
    assert!(!choice.typed(&Key::Char('9')));
}

#[test]
fn more_than_a_digit_can_count_have_signs_that_are_drawn_and_choose() {
    let many = |count: usize| {
        let options = (0..count).map(|n| Choosable::new(n.to_string(), format!("取扱{n}")));
        Choice::one(options.collect())
    };
    let mut choice = many(12);
    for (key, expected) in [
        ('9', "8"),
        ('0', "9"),
        ('a', "10"),
        ('B', "11"),
        ('ａ', "10"),
        ('1', "0"),
    ] {
        assert!(choice.typed(&Key::Char(key)), "{key}");
        assert_eq!(choice.value(), expected, "{key}");
    }
    assert!(!choice.typed(&Key::Char('c')) && choice.value() == "0");
    let area = Rect::new(0, 0, 80, 1);
    let drawn = |choice: &Choice| {
        let mut buf = Buffer::empty(area);
        choice.view(area, &mut buf, Style::default());
        let cells = buf.content.iter().map(ratatui::buffer::Cell::symbol);
        cells.collect::<String>().replace("  ", " ")
    };
    assert!(drawn(&choice).contains("(*) 1 "), "{}", drawn(&choice));
    choice.typed(&Key::End);
    let told = drawn(&choice);
    assert!(
        told.contains("( ) 0 ") && told.contains("( ) A ") && told.contains("(*) B "),
        "{told}"
    );
    assert_eq!(choice.written(), "(*) B 取扱11");
    // As many as a digit counts need none.
    let mut few = many(9);
    assert!(few.typed(&Key::Char('9')) && !few.typed(&Key::Char('0')) && !few.typed(&Key::Char('a')));
    assert_eq!(few.written(), "(*) 取扱8");
}

#[test]
fn many_are_toggled_with_space_and_the_current_one_stays_visible() {
    let mut choice = Choice::many(options());
    choice.typed(&Key::SPACE);
    choice.typed(&Key::End);
    choice.typed(&Key::SPACE);
    assert_eq!(choice.value(), "lost,swap");
    assert_eq!(choice.cursor(Rect::new(0, 0, 40, 1)).x, 21);
    assert_eq!(choice.cursor(Rect::new(0, 0, 24, 1)).x, 15, "scrolled by one option");
}

#[test]
fn options_that_do_not_fit_are_counted_at_either_end() {
    let mut choice = Choice::one(options());
    let area = Rect::new(0, 0, 18, 1);
    let drawn = |choice: &Choice| {
        let mut buf = Buffer::empty(area);
        choice.view(area, &mut buf, Style::default());
        buf.content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
            .replace("  ", " ")
    };
    assert!(drawn(&choice).trim_end().ends_with("+2"), "{}", drawn(&choice));
    for _ in 0..3 {
        choice.typed(&Key::Right);
    }
    assert!(drawn(&choice).starts_with("2+"), "{}", drawn(&choice));
    assert!(drawn(&choice).contains("(*)"));
}
