//! A QR code of the smallest kind (ISO/IEC 18004, version 1, level M) for a short text: what a check value on paper is scanned by.

/// Modules of a side, without the quiet zone around it.
pub const SIDE: usize = 21;
/// The characters of the alphanumeric mode, in the order of their values.
const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// Characters that fit.
const MOST: usize = 20;
/// Codewords of the text and of its correction.
const DATA: usize = 16;
const CORRECTION: usize = 10;

/// The modules, row by row: dark or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(Box<[[bool; SIDE]; SIDE]>);

impl Code {
    /// The code of a text of at most 20 digits, capitals and `$%*+-./:`; nothing of any other.
    pub fn of(text: &str) -> Option<Self> {
        let words = codewords(text)?;
        let choices = (0..8).map(|mask| drawn(&words, mask));
        choices.min_by_key(penalty).map(|modules| Self(Box::new(modules)))
    }

    /// Whether that module is dark.
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        self.0
            .get(row)
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or_default()
    }
}

/// The codewords of the text, and behind them those of its correction.
fn codewords(text: &str) -> Option<Vec<u8>> {
    let values: Option<Vec<_>> = text
        .bytes()
        .map(|b| ALPHABET.iter().position(|known| *known == b))
        .collect();
    let values = values.filter(|values| (1..=MOST).contains(&values.len()))?;
    let mut bits = Vec::new();
    let mut push = |value: usize, length: u32| bits.extend((0..length).rev().map(|bit| value >> bit & 1 == 1));
    push(0b0010, 4);
    push(values.len(), 9);
    for pair in values.chunks(2) {
        match pair {
            [first, second] => push(first * 45 + second, 11),
            [only] => push(*only, 6),
            _ => {}
        }
    }
    let end = (DATA * 8 - bits.len()).min(4);
    bits.extend(std::iter::repeat_n(false, end));
    let mut words: Vec<u8> = bits
        .chunks(8)
        .map(|byte| {
            let filled = byte.iter().fold(0_u8, |word, bit| word << 1 | u8::from(*bit));
            filled << (8 - byte.len())
        })
        .collect();
    for pad in [0xEC, 0x11].into_iter().cycle().take(DATA.saturating_sub(words.len())) {
        words.push(pad);
    }
    let correction = corrected(&words);
    words.extend(correction);
    Some(words)
}

/// The product of two elements of the field of 256 (x⁸ + x⁴ + x³ + x² + 1).
fn times(a: u8, b: u8) -> u8 {
    let (mut product, mut a, mut b) = (0_u16, u16::from(a), b);
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 0x100 != 0 {
            a ^= 0x11D;
        }
        b >>= 1;
    }
    u8::try_from(product & 0xFF).unwrap_or_default()
}

/// The remainder of the words by the product of (x − 2⁰) … (x − 2⁹).
fn corrected(words: &[u8]) -> Vec<u8> {
    let mut divisor = vec![1_u8];
    let mut root = 1;
    for _ in 0..CORRECTION {
        let mut next = vec![0; divisor.len() + 1];
        for (at, factor) in divisor.iter().enumerate() {
            next[at] ^= factor;
            next[at + 1] ^= times(*factor, root);
        }
        divisor = next;
        root = times(root, 2);
    }
    let mut rest = vec![0_u8; CORRECTION];
    for word in words {
        let factor = word ^ rest[0];
        rest.rotate_left(1);
        rest[CORRECTION - 1] = 0;
        for (part, by) in rest.iter_mut().zip(&divisor[1..]) {
            *part ^= times(*by, factor);
        }
    }
    rest
}

type Modules = [[bool; SIDE]; SIDE];

/// Whether a module belongs to the patterns and the format, not to the words.
fn is_fixed(row: usize, column: usize) -> bool {
    let corner = (row < 9 && (column < 9 || column >= SIDE - 8)) || (row >= SIDE - 8 && column < 9);
    corner || row == 6 || column == 6
}

fn drawn(words: &[u8], mask: u8) -> Modules {
    let mut modules = [[false; SIDE]; SIDE];
    for (top, left) in [(0, 0), (0, SIDE - 7), (SIDE - 7, 0)] {
        for row in 0..7 {
            for column in 0..7 {
                let edge = row == 0 || row == 6 || column == 0 || column == 6;
                let inside = (2..5).contains(&row) && (2..5).contains(&column);
                modules[top + row][left + column] = edge || inside;
            }
        }
    }
    for at in 8..SIDE - 8 {
        (modules[6][at], modules[at][6]) = (at % 2 == 0, at % 2 == 0);
    }
    format(&mut modules, mask);
    let mut bits = words
        .iter()
        .flat_map(|word| (0..8).rev().map(move |bit| word >> bit & 1 == 1));
    // Two columns at a time, from the right, up and down in turn; the column of the timing pattern is left out.
    let columns = (0..SIDE).rev().filter(|column| *column != 6);
    let columns: Vec<_> = columns.collect();
    for (turn, pair) in columns.chunks(2).enumerate() {
        for step in 0..SIDE {
            let row = if turn % 2 == 0 { SIDE - 1 - step } else { step };
            for column in pair.iter().copied().filter(|column| !is_fixed(row, *column)) {
                modules[row][column] = bits.next().unwrap_or_default() != is_masked(mask, row, column);
            }
        }
    }
    modules
}

fn is_masked(mask: u8, row: usize, column: usize) -> bool {
    let (i, j) = (row, column);
    match mask {
        0 => (i + j) % 2 == 0,
        1 => i % 2 == 0,
        2 => j % 3 == 0,
        3 => (i + j) % 3 == 0,
        4 => (i / 2 + j / 3) % 2 == 0,
        5 => i * j % 2 + i * j % 3 == 0,
        6 => (i * j % 2 + i * j % 3) % 2 == 0,
        _ => ((i + j) % 2 + i * j % 3) % 2 == 0,
    }
}

/// Level M and the mask, with the correction of both, twice.
fn format(modules: &mut Modules, mask: u8) {
    let data = u32::from(mask);
    let mut rest = data << 10;
    for bit in (10..15).rev() {
        if rest >> bit & 1 == 1 {
            rest ^= 0b101_0011_0111 << (bit - 10);
        }
    }
    let bits = (data << 10 | rest) ^ 0b101_0100_0001_0010;
    let bit = |at: u32| bits >> at & 1 == 1;
    let around = [
        (8, 0),
        (8, 1),
        (8, 2),
        (8, 3),
        (8, 4),
        (8, 5),
        (8, 7),
        (8, 8),
        (7, 8),
        (5, 8),
        (4, 8),
        (3, 8),
        (2, 8),
        (1, 8),
        (0, 8),
    ];
    for (at, (row, column)) in (0..15).rev().zip(around) {
        modules[row][column] = bit(at);
    }
    for at in 0..7_u8 {
        modules[SIDE - 1 - usize::from(at)][8] = bit(14 - u32::from(at));
    }
    for at in 0..8_u8 {
        modules[8][SIDE - 1 - usize::from(at)] = bit(u32::from(at));
    }
    modules[SIDE - 8][8] = true;
}

/// How badly it reads: runs, squares, what looks like a corner, and too much of one colour.
fn penalty(modules: &Modules) -> usize {
    let column = |at: usize| -> Vec<bool> { modules.iter().map(|row| row[at]).collect() };
    let lines: Vec<Vec<bool>> = modules
        .iter()
        .map(|row| row.to_vec())
        .chain((0..SIDE).map(column))
        .collect();
    let runs: usize = lines.iter().map(|line| runs(line)).sum();
    let mut squares = 0;
    for row in modules.windows(2) {
        for at in 0..SIDE - 1 {
            let four = [row[0][at], row[0][at + 1], row[1][at], row[1][at + 1]];
            squares += usize::from(four.iter().all(|dark| *dark == four[0])) * 3;
        }
    }
    let corner = [true, false, true, true, true, false, true, false, false, false, false];
    let looks_like = |part: &[bool]| part == corner || part.iter().rev().eq(&corner);
    let corners: usize = lines
        .iter()
        .map(|line| line.windows(corner.len()).filter(|part| looks_like(part)).count() * 40)
        .sum();
    let dark = modules.iter().flatten().filter(|dark| **dark).count() * 100 / (SIDE * SIDE);
    runs + squares + corners + dark.abs_diff(50) / 5 * 10
}

fn runs(line: &[bool]) -> usize {
    let parts = line.chunk_by(|a, b| a == b).map(<[bool]>::len);
    parts.filter(|length| *length >= 5).map(|length| length - 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_correction_is_that_of_the_standards_own_example() {
        // ISO/IEC 18004, annex I: `01234567` in version 1, level M.
        let words = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
        ];
        assert_eq!(
            corrected(&words),
            [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55]
        );
    }

    #[test]
    fn a_text_is_packed_as_the_standard_says_and_what_does_not_fit_is_none() {
        // `AC-42`, the standard's example: 0010 000000101 00111001110 11100111001 000010.
        let words = codewords("AC-42").unwrap();
        assert_eq!(words[..6], [0x20, 0x29, 0xCE, 0xE7, 0x21, 0x00]);
        assert_eq!(words[6..8], [0xEC, 0x11]);
        assert_eq!(words.len(), DATA + CORRECTION);
        for none in ["", "lower", "漢字", "123456789012345678901"] {
            assert_eq!(Code::of(none), None, "{none}");
        }
        assert!(Code::of("12345678901:0BADC0DE").is_some());
    }

    #[test]
    fn what_is_drawn_reads_back() {
        for text in ["34:0BADC0DE", "1", "99999999999:FFFFFFFF"] {
            let code = Code::of(text).unwrap();
            // The mask stands in the format, behind its own mask.
            let mask = [2, 3, 4].map(|column| code.is_dark(8, column));
            let mask = mask.iter().fold(0, |mask, bit| mask << 1 | u8::from(*bit)) ^ 0b101;
            let (mut bits, mut up) = (Vec::new(), true);
            for right in [20, 18, 16, 14, 12, 10, 8, 5, 3, 1] {
                let rows: Vec<_> = if up {
                    (0..SIDE).rev().collect()
                } else {
                    (0..SIDE).collect()
                };
                for row in rows {
                    for column in [right, right - 1] {
                        if !is_fixed(row, column) {
                            bits.push(code.is_dark(row, column) != is_masked(mask, row, column));
                        }
                    }
                }
                up = !up;
            }
            let words: Vec<u8> = bits
                .chunks(8)
                .map(|byte| byte.iter().fold(0, |word, bit| word << 1 | u8::from(*bit)))
                .collect();
            assert_eq!(words, codewords(text).unwrap(), "{text}");
        }
    }
}
