//! Paragraphs in lines of so many columns.

use unicode_segmentation::UnicodeSegmentation;

use super::{cells, clean};

/// Characters that do not begin a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！）」』】〕］｝ゝゞ々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}";

/// `text`, cleaned, as lines of at most `columns` columns; a line feed begins a new one.
///
/// Japanese breaks anywhere but before the characters that may not begin a line; Latin words break at blanks
/// unless one is longer than a line.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    text.split('\n')
        .flat_map(|paragraph| lines(&clean(paragraph), columns.max(2)))
        .collect()
}

fn lines(paragraph: &str, columns: u16) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0_u16;
    for grapheme in paragraph.graphemes(true) {
        let wide = cells(grapheme);
        if used.saturating_add(wide) > columns {
            let rest = carry(&mut line, grapheme);
            lines.push(std::mem::replace(&mut line, rest));
            used = line.graphemes(true).map(cells).fold(0, u16::saturating_add);
            if line.is_empty() && grapheme == " " {
                continue;
            }
        }
        line.push_str(grapheme);
        used = used.saturating_add(wide);
    }
    lines.push(line);
    lines
}

/// Takes from the end of `line` what has to go to the next one together with `next`.
fn carry(line: &mut String, next: &str) -> String {
    let in_word = |text: &str| text.chars().all(|c| c.is_ascii_graphic());
    let mut at = line.len();
    if in_word(next) {
        at = line
            .grapheme_indices(true)
            .rev()
            .take_while(|(_, g)| in_word(g))
            .last()
            .map_or(at, |(start, _)| start);
    } else if NOT_FIRST.contains(next) {
        at = line.grapheme_indices(true).next_back().map_or(at, |(start, _)| start);
    }
    if at == 0 { String::new() } else { line.split_off(at) }
}
