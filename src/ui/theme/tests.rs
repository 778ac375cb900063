//! Every theme names every role; what is read can be read, in colour and without.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::*;

/// The least contrast of text on its ground (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// What the back of the room needs.
const PROJECTED: f64 = 6.5;

fn roles(theme: &Theme) -> [(&'static str, Style); 17] {
    [
        ("frame", theme.frame),
        ("title", theme.title),
        ("heading", theme.heading),
        ("label", theme.label),
        ("value", theme.value),
        ("entry", theme.entry),
        ("selected", theme.selected),
        ("required", theme.required),
        ("hint", theme.hint),
        ("good", theme.good),
        ("info", theme.info),
        ("warn", theme.warn),
        ("bad", theme.bad),
        ("key", theme.key),
        ("action", theme.action),
        ("off", theme.off),
        ("training", theme.training),
    ]
}

/// The parts of light in a shade, from 0 to 1.
fn linear(shade: [u8; 3]) -> [f64; 3] {
    shade.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// The contrast of WCAG 2.2 between two shades.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |shade| {
        let [red, green, blue] = linear(shade);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_that_of_wcag() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0x77; 3], [255; 3]) - 4.478).abs() < 1e-3);
}

#[test]
fn every_role_of_a_theme_with_a_ground_of_its_own_can_be_read_on_it() {
    for scheme in Scheme::ALL {
        let theme = Theme::load(scheme).unwrap();
        let least = if scheme == Scheme::Projector { PROJECTED } else { TEXT };
        let Some(ground) = theme.ground.bg else {
            assert!(matches!(scheme, Scheme::Sixteen | Scheme::None), "{scheme:?}");
            continue;
        };
        for (name, style) in roles(&theme) {
            // One role is laid over another, so a ground of its own would have to suit all of them.
            assert_eq!(style.bg, None, "{scheme:?} {name}");
            let ink = rgb(style.fg.or(theme.ground.fg).unwrap()).unwrap();
            let contrast = contrast(ink, rgb(ground).unwrap());
            assert!(contrast >= least, "{scheme:?} {name}: {contrast:.2}");
        }
    }
}

#[test]
fn on_the_terminals_own_ground_no_text_is_fainter_than_the_terminals_own() {
    for scheme in [Scheme::Sixteen, Scheme::None] {
        let theme = Theme::load(scheme).unwrap();
        // What has brackets and a reason needs no faint ink; a frame is no text.
        for (name, style) in roles(&theme).into_iter().filter(|(name, _)| *name != "frame") {
            assert_ne!(style.fg, Some(Color::DarkGray), "{scheme:?} {name}");
            assert!(!style.add_modifier.contains(Modifier::DIM), "{scheme:?} {name}");
        }
    }
}

#[test]
fn nothing_is_dim_on_a_projector_and_all_is_bold() {
    let theme = Theme::load(Scheme::Projector).unwrap();
    for (name, style) in roles(&theme) {
        assert!(style.add_modifier.contains(Modifier::BOLD), "{name}");
        assert!(!style.add_modifier.contains(Modifier::DIM), "{name}");
    }
    let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
    theme.lay(&mut buf);
    assert!(buf[(0, 0)].modifier.contains(Modifier::BOLD));
}

/// What a shade becomes for the three kinds of colour blindness (Machado and others 2009, severity 1).
const KINDS: [[[f64; 3]; 3]; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// The colour as it is perceived (CIE L*a*b*, D65).
fn perceived(light: [f64; 3]) -> [f64; 3] {
    let sum = |by: [f64; 3]| light.iter().zip(by).map(|(part, by)| part.max(0.0) * by).sum::<f64>();
    let [x, y, z] = [
        sum([0.4124, 0.3576, 0.1805]) / 0.950_47,
        sum([0.2126, 0.7152, 0.0722]),
        sum([0.0193, 0.1192, 0.9505]) / 1.088_83,
    ]
    .map(|part| {
        if part > 0.008_856 {
            part.cbrt()
        } else {
            7.787 * part + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn the_states_of_the_colour_safe_theme_are_told_apart_by_every_kind_of_colour_vision() {
    let theme = Theme::load(Scheme::ColourSafe).unwrap();
    let states = [theme.good, theme.warn, theme.bad].map(|style| linear(rgb(style.fg.unwrap()).unwrap()));
    for kind in KINDS {
        let seen =
            states.map(|light| perceived(kind.map(|row| row.iter().zip(light).map(|(by, part)| by * part).sum())));
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let apart: f64 = seen[one].iter().zip(seen[other]).map(|(a, b)| (a - b).powi(2)).sum();
            // Ten times what is just noticed.
            assert!(apart.sqrt() > 23.0, "{one} {other}: {}", apart.sqrt());
        }
    }
}

#[test]
fn without_colour_the_marks_stay() {
    let theme = Theme::load(Scheme::from_no_color(Some("1"))).unwrap();
    for (name, style) in roles(&theme) {
        assert_eq!((style.fg, style.bg), (None, None), "{name}");
    }
    assert!(theme.selected.add_modifier.contains(Modifier::REVERSED));
    assert!(theme.training.add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn the_mark_of_a_training_store_is_reversed_in_every_theme() {
    for scheme in Scheme::ALL {
        let theme = Theme::load(scheme).unwrap();
        assert_eq!(theme.scheme, scheme);
        assert!(theme.training.add_modifier.contains(Modifier::REVERSED), "{scheme:?}");
    }
}

#[test]
fn an_empty_no_color_is_none_and_going_on_comes_round() {
    assert_eq!(Scheme::from_no_color(Some("")), Scheme::Sixteen);
    let round = Scheme::ALL.iter().fold(Scheme::Sixteen, |scheme, _| scheme.next());
    assert_eq!(round, Scheme::Sixteen);
    assert_eq!(Scheme::Light.next(), Scheme::Projector);
}

#[test]
fn the_ground_leaves_colours_as_they_are() {
    let theme = Theme::load(Scheme::Light).unwrap();
    let mut buf = Buffer::empty(Rect::new(0, 0, 2, 1));
    buf[(0, 0)].set_style(theme.bad);
    theme.lay(&mut buf);
    assert_eq!(
        (Some(buf[(0, 0)].fg), Some(buf[(0, 0)].bg)),
        (theme.bad.fg, theme.ground.bg)
    );
    assert_eq!(Some(buf[(1, 0)].fg), theme.ground.fg);
}
