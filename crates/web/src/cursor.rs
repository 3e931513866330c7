//! Positions in lists as clients see them: opaque, bound to one list and one viewer, unforgeable.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use kernel::{Error, Result};
use sha2::Sha256;
use subtle::ConstantTimeEq;

const TAG_BYTES: usize = 16;
const MAX_NUMBERS: usize = 32;

/// `purpose` names the list and everything that must not change between pages (order, filter).
pub fn seal(key: &[u8; 32], purpose: &str, viewer: i64, payload: &[i64]) -> String {
    let mut bytes: Vec<u8> = payload
        .iter()
        .flat_map(|number| number.to_be_bytes())
        .collect();
    bytes.extend(tag(key, purpose, viewer, &bytes));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The numbers that were sealed; 400 `invalid_cursor` when it was altered, or is for another list
/// or viewer.
pub fn open(key: &[u8; 32], purpose: &str, viewer: i64, cursor: &str) -> Result<Vec<i64>> {
    let invalid = || Error::malformed("invalid_cursor");
    if cursor.len() > 2 * (MAX_NUMBERS * 8 + TAG_BYTES) {
        return Err(invalid());
    }
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
    let split = bytes.len().checked_sub(TAG_BYTES).ok_or_else(invalid)?;
    let (payload, given) = bytes.split_at(split);
    let genuine: bool = tag(key, purpose, viewer, payload).ct_eq(given).into();
    if !genuine || payload.len() % 8 != 0 {
        return Err(invalid());
    }
    let numbers = payload
        .chunks_exact(8)
        .map(|chunk| i64::from_be_bytes(chunk.try_into().expect("chunks have eight bytes")));
    Ok(numbers.collect())
}

fn tag(key: &[u8; 32], purpose: &str, viewer: i64, payload: &[u8]) -> [u8; TAG_BYTES] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(&(purpose.len() as u64).to_be_bytes());
    mac.update(purpose.as_bytes());
    mac.update(&viewer.to_be_bytes());
    mac.update(payload);
    let full = mac.finalize().into_bytes();
    full[..TAG_BYTES].try_into().expect("SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn a_cursor_opens_for_its_list_and_viewer_only() {
        let cursor = seal(&KEY, "feed/latest", 42, &[1, -5, i64::MAX]);
        assert_eq!(
            open(&KEY, "feed/latest", 42, &cursor).unwrap(),
            [1, -5, i64::MAX]
        );
        for (key, purpose, viewer) in [
            (&KEY, "feed/latest", 43),
            (&KEY, "feed/ranked", 42),
            (&[8; 32], "feed/latest", 42),
        ] {
            let error = open(key, purpose, viewer, &cursor).unwrap_err();
            assert_eq!(error.code(), "invalid_cursor");
        }
        assert!(open(&KEY, "feed/latest", 42, &"A".repeat(100_000)).is_err());
        assert!(open(&KEY, "feed/latest", 42, "").is_err());
    }

    proptest! {
        #[test]
        fn an_altered_cursor_never_opens(at in 0usize..42, by in 1u8..64, text in ".*") {
            let cursor = seal(&KEY, "p", 1, &[99, 100]);
            let mut bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap();
            let at = at % bytes.len();
            bytes[at] ^= by;
            prop_assert!(open(&KEY, "p", 1, &URL_SAFE_NO_PAD.encode(bytes)).is_err());
            prop_assert!(open(&KEY, "p", 1, &text).is_err());
        }
    }
}
