use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::*;
use crate::ui::text::put;
use crate::ui::theme::{Scheme, Theme};

#[track_caller]
fn holds(picture: &str, parts: &[&str]) {
    for part in parts {
        assert!(picture.contains(part), "{part} in {picture}");
    }
    let mut reader = quick_xml::Reader::from_str(picture);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
}

#[test]
fn columns_are_held_by_positions_and_nothing_breaks_the_xml() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 16, 2));
    put(&mut buf, 0, 0, 16, "港町ｶﾞｱ<&x 'z", Style::new());
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    put(&mut buf, 0, 1, 10, "訓練", reversed);
    holds(
        &svg(&buf, "a < b"),
        &[
            "<title>a &lt; b</title>",
            "<text x=\"12\" y=\"29\" textLength=\"36\"",
            ">港町</text>",
            "<text x=\"48\" y=\"29\" textLength=\"27\"",
            ">ｶﾞｱ</text>",
            "<text x=\"75\" y=\"29\" textLength=\"27\"",
            ">&lt;&amp;x</text>",
            "<text x=\"111\"",
            "<rect x=\"12\" y=\"34\" width=\"36\" height=\"22\" fill=\"#d7dade\"/>",
        ],
    );
}

#[test]
fn a_character_of_several_code_points_stands_alone() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
    put(&mut buf, 0, 0, 8, "ñ\u{301}x田𠮷", Style::new());
    holds(
        &svg(&buf, ""),
        &[
            "<text x=\"12\" y=\"29\" textLength=\"9\"",
            "<text x=\"30\" y=\"29\" textLength=\"36\"",
            ">田𠮷</text>",
        ],
    );
}

#[test]
fn frames_are_shapes_that_reach_the_edges_of_their_cells() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 3, 2));
    put(&mut buf, 0, 0, 3, "┌─█", Style::new());
    put(&mut buf, 0, 1, 3, "│", Style::new());
    let picture = svg(&buf, "");
    holds(
        &picture,
        &[
            "M16.5 23v11M16.5 23h4.5",
            "M25.5 23h-4.5M25.5 23h4.5",
            "M16.5 45v-11M16.5 45v11",
            "<rect x=\"30\" y=\"12\" width=\"9\" height=\"22\" fill=\"#d7dade\"/>",
        ],
    );
    assert!(!picture.contains("<text"), "{picture}");
    assert_eq!(text(&buf), "┌─█\n│\n");
}

#[test]
fn a_light_theme_makes_a_light_picture() {
    let theme = Theme::load(Scheme::Projector).unwrap();
    let mut buf = Buffer::empty(Rect::new(0, 0, 8, 2));
    put(&mut buf, 0, 0, 8, "誤り", theme.bad);
    theme.lay(&mut buf);
    holds(
        &svg(&buf, ""),
        &[
            "rx=\"6\" fill=\"#ffffff\"",
            "fill=\"#af0000\" font-weight=\"bold\">誤り",
        ],
    );
}
