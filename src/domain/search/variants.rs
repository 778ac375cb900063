//! Kanji that are looked for as one (`assets/search/variants.txt`).

use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../assets/search/variants.txt");

/// Each variant with the form that stands for it, in the order of the variants.
static FORMS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(|line| {
        let form = line.chars().next();
        line.chars().skip(1).filter_map(move |variant| Some((variant, form?)))
    });
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs
});

/// The form in which a kanji is looked for.
pub(super) fn form(kanji: char) -> char {
    let found = FORMS.binary_search_by_key(&kanji, |(variant, _)| *variant);
    found.ok().and_then(|at| FORMS.get(at)).map_or(kanji, |(_, form)| *form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_has_one_form_and_a_form_is_no_variant() {
        assert!(FORMS.len() > 1_000);
        assert!(FORMS.windows(2).all(|two| two[0].0 < two[1].0), "each stands once");
        for (variant, kanji) in FORMS.iter() {
            assert_eq!(form(*kanji), *kanji, "{variant} goes to {kanji}, which goes on");
        }
    }
}
