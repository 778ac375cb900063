//! Codes and serials as they are read out on the telephone: in groups.

/// A number in groups that are read in one breath: a code of six digits as `045 178`, a serial as `1000 0018`. What is no number, or is short, stays as it is.
pub fn read_out(number: &str) -> String {
    let groups: &[usize] = match number.len() {
        6 | 9 => &[3],
        8 | 12 => &[4],
        10 => &[3, 3, 4],
        11 => &[3, 4, 4],
        _ => return number.to_owned(),
    };
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let (mut said, mut rest) = (String::new(), number);
    for group in groups.iter().cycle() {
        let (head, tail) = rest.split_at((*group).min(rest.len()));
        said.push_str(head);
        rest = tail;
        if rest.is_empty() {
            break;
        }
        said.push(' ');
    }
    said
}

/// The serials in a text as they are read out, for who hears it: numbers of 8 to 12 digits that stand by themselves.
pub fn read_out_within(text: &str) -> String {
    let mut said = String::new();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '=' | ',');
    let mut rest = text;
    while !rest.is_empty() {
        let (whole, behind) = rest.split_at(rest.find(|c| !is_part(c)).unwrap_or(rest.len()));
        // What ends a part of a sentence is no part of a number.
        let word = whole.trim_end_matches([',', '.', ':']);
        if (8..=12).contains(&word.len()) {
            said.push_str(&read_out(word));
        } else {
            said.push_str(word);
        }
        said.push_str(&whole[word.len()..]);
        let (between, next) = behind.split_at(behind.find(is_part).unwrap_or(behind.len()));
        said.push_str(between);
        rest = next;
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_serials_are_read_in_groups() {
        for (number, said) in [
            ("045178", "045 178"),
            ("12345678", "1234 5678"),
            ("121181449", "121 181 449"),
            ("0010000018", "001 000 0018"),
            ("00100000180", "001 0000 0180"),
            ("871504991211", "8715 0499 1211"),
            ("1000001", "1000001"),
            ("12345x", "12345x"),
            ("", ""),
        ] {
            assert_eq!(read_out(number), said);
        }
    }

    #[test]
    fn in_a_text_only_serials_that_stand_alone_are_parted() {
        for (text, said) in [
            ("トークン 10000018、契約 1000001", "トークン 1000 0018、契約 1000001"),
            ("一行、, 10000018", "一行、, 1000 0018"),
            ("(0010000018)", "(001 000 0018)"),
            (
                "03-0000-0001 20260601-0001 2026-06-01 x10000018",
                "03-0000-0001 20260601-0001 2026-06-01 x10000018",
            ),
            ("10000018. 10000018, 1,280,000", "1000 0018. 1000 0018, 1,280,000"),
        ] {
            assert_eq!(read_out_within(text), said);
        }
    }
}
