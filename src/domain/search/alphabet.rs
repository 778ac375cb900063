//! The letters of keys as bytes: one for a digit, a Latin letter or a kana, two for the kanji that are met first, five for the
//! others. The bytes that begin a letter begin no other part of one, so bytes that match are letters that match; and the order of kana
//! keys is that of their bytes.

/// Before each part of a text.
pub(super) const PART: u8 = 1;
/// Where a kanji's bytes begin: behind those of kana.
const LEADS: std::ops::RangeInclusive<u8> = 0xDF..=0xFE;
/// Begins a letter that has no short form.
const LONG: u8 = 0xFF;
/// The byte of the first kana.
pub(super) const KANA: u8 = 0x80;
/// Bytes that only go on.
const TRAILS: usize = 64;
const SHORT: usize = 32 * TRAILS;

/// The letters that were met, with their bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Alphabet {
    /// For each letter of the first planes its short form, from 1 on.
    short: Vec<u16>,
    met: usize,
}

/// The byte of that number among those that only go on: none of them is a digit or a small letter.
fn trail(number: usize) -> u8 {
    let number = u8::try_from(number % TRAILS).unwrap_or_default();
    match number {
        0..=42 => 0x04 + number,
        _ => 0x3A + (number - 43),
    }
}

impl Alphabet {
    /// Adds the bytes of a key; its letters are met by that.
    pub(super) fn meet(&mut self, key: &str, bytes: &mut Vec<u8>) {
        for c in key.chars() {
            let at = c as usize;
            if single(c).is_none() && self.met < SHORT && at < 0x1_0000 {
                if self.short.len() <= at {
                    self.short.resize(at + 1, 0);
                }
                if self.short[at] == 0 {
                    self.met += 1;
                    self.short[at] = u16::try_from(self.met).unwrap_or_default();
                }
            }
            self.write(c, bytes);
        }
    }

    /// The memory that it takes.
    pub(super) fn bytes_of_its_own(&self) -> usize {
        self.short.capacity() * size_of::<u16>()
    }

    /// The bytes of a key.
    pub(super) fn bytes(&self, key: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(key.len());
        key.chars().for_each(|c| self.write(c, &mut bytes));
        bytes
    }

    fn write(&self, c: char, bytes: &mut Vec<u8>) {
        if let Some(byte) = single(c) {
            bytes.push(byte);
            return;
        }
        let code = c as usize;
        match self.short.get(code) {
            Some(short) if *short > 0 => {
                let number = usize::from(*short) - 1;
                let lead = u8::try_from(number / TRAILS).unwrap_or_default();
                bytes.extend([*LEADS.start() + lead, trail(number)]);
            }
            _ => bytes.extend([
                LONG,
                trail(code >> 18),
                trail(code >> 12),
                trail(code >> 6),
                trail(code),
            ]),
        }
    }
}

fn single(c: char) -> Option<u8> {
    match c {
        '0'..='9' | 'a'..='z' => u8::try_from(c).ok(),
        // Before the code of a branch, in the place of a letter.
        super::question::OF_BRANCH => Some(3),
        'ァ'..='ヿ' => u8::try_from(u32::from(c) - 0x30A1).ok().map(|kana| KANA + kana),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_that_begins_a_letter_goes_on_in_another() {
        let trails: Vec<u8> = (0..TRAILS).map(trail).collect();
        for c in ('0'..='9').chain('a'..='z').chain('ァ'..='ヿ').chain(['\u{3}']) {
            let byte = single(c).unwrap();
            assert!(
                !trails.contains(&byte) && !LEADS.contains(&byte) && byte != LONG && byte != PART,
                "{c}"
            );
        }
        assert!(
            trails
                .iter()
                .all(|byte| !LEADS.contains(byte) && *byte != LONG && *byte > 3)
        );
        assert!(trails.windows(2).all(|two| two[0] < two[1]));
    }

    #[test]
    fn every_letter_has_bytes_of_its_own() {
        let mut alphabet = Alphabet::default();
        let mut many = Vec::new();
        let letters: Vec<char> = ('\u{4E00}'..='\u{9FFF}').chain('\u{20000}'..='\u{20FFF}').collect();
        let letters: String = letters.into_iter().collect();
        alphabet.meet(&letters, &mut many);
        let each: std::collections::BTreeSet<_> = letters.chars().map(|c| alphabet.bytes(&c.to_string())).collect();
        assert_eq!(each.len(), letters.chars().count());
        assert_eq!(alphabet.bytes(&letters), many);
        assert_eq!(each.iter().filter(|bytes| bytes.len() == 2).count(), SHORT);
    }
}
