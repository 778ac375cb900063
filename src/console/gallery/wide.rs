//! Where lines and signs are two columns wide, no screen is drawn with any that would shift what stands behind it.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::ui::facts::{Ambiguous, Facts};
use crate::ui::glyphs::REQUIRED;
use crate::ui::shell::SMALLEST;
use crate::words::Lang;

/// The characters of a picture that are one column here and two there.
fn doubtful(shown: &Shown) -> String {
    let text = shown.text.replace(REQUIRED, "");
    let is_doubtful = |c: &char| !c.is_control() && c.to_string().width() != c.to_string().width_cjk();
    text.chars().filter(is_doubtful).collect()
}

#[test]
fn every_screen_of_a_wide_terminal_is_drawn_in_ascii() {
    for lang in [Lang::Ja, Lang::En] {
        let narrow = Options {
            lang,
            ..Options::default()
        };
        let wide = Options {
            terminal: Facts {
                asked_for: Ambiguous::Two,
                ..Facts::default()
            },
            ..narrow.clone()
        };
        let drawn = screens(&narrow, SMALLEST).unwrap();
        assert!(
            drawn.values().any(|shown| !doubtful(shown).is_empty()),
            "lines are doubtful"
        );
        for (name, shown) in screens(&wide, SMALLEST).unwrap() {
            assert_eq!(doubtful(&shown), "", "{name}:\n{}", shown.text);
        }
    }
}
