//! What the seed of a key is, before it is taken: decoded, and judged by how it looks. A seed that was written in another
//! alphabet than base64 decodes all the same, into one that no fob has; a seed that is one byte again and again is none.

use data_encoding::BASE64;
use secrecy::{SecretBox, SecretSlice};
use zeroize::Zeroizing;

use super::fault::Fault;

/// Bytes of a seed that are taken.
const SEEDS: std::ops::RangeInclusive<usize> = 16..=64;
/// Hexadecimal signs of seeds of 16, 20 and 32 bytes.
const HEX: [usize; 3] = [32, 40, 64];
/// Base32 signs of the same seeds, padding aside.
const BASE32: [usize; 3] = [26, 32, 52];

/// Why a seed is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flawed {
    /// It has not the form of one.
    Form(Fault),
    /// So many signs of that alphabet.
    Text(usize, &'static str),
    /// One byte again and again.
    Plain,
}

/// The seed of a `PlainValue` (RFC 6030 §4.2), decoded where it is wiped; every copy on the way is wiped too.
pub(super) fn seed(value: &[u8]) -> Result<SecretSlice<u8>, Flawed> {
    let mut packed = Zeroizing::new(Vec::with_capacity(value.len()));
    packed.extend(value.iter().filter(|byte| !byte.is_ascii_whitespace()));
    if let Some((signs, alphabet)) = looks_like(&packed) {
        return Err(Flawed::Text(signs, alphabet));
    }
    let damaged = Flawed::Form(Fault::Base64);
    let mut seed = Zeroizing::new(vec![0; BASE64.decode_len(packed.len()).map_err(|_| damaged)?]);
    let length = BASE64.decode_mut(&packed, &mut seed).map_err(|_| damaged)?;
    let seed = seed.get(..length).filter(|seed| SEEDS.contains(&seed.len()));
    let seed = seed.ok_or(Flawed::Form(Fault::Size))?;
    if seed.iter().all(|byte| Some(byte) == seed.first()) {
        return Err(Flawed::Plain);
    }
    Ok(SecretBox::new(seed.into()))
}

/// The other alphabet that all signs are of, and how many they are. Of two thousand million random seeds in base64 one looks so.
fn looks_like(value: &[u8]) -> Option<(usize, &'static str)> {
    let end = value.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    let signs = value.get(..end).unwrap_or_default();
    if HEX.contains(&signs.len()) && end == value.len() && signs.iter().all(u8::is_ascii_hexdigit) {
        return Some((signs.len(), "hex"));
    }
    let digit = |byte: &u8| matches!(byte, b'2'..=b'7');
    let capitals = signs.iter().all(|byte| byte.is_ascii_uppercase() || digit(byte));
    let small = signs.iter().all(|byte| byte.is_ascii_lowercase() || digit(byte));
    (BASE32.contains(&signs.len()) && (capitals || small)).then_some((signs.len(), "base32"))
}
