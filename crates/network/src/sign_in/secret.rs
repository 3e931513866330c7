//! Secrets of sessions and tokens: `<id>-<256 random bits>`, of which only a hash is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Id, Random};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A fresh secret: the text goes to its owner once, the hash to the table.
pub struct Secret {
    pub text: String,
    pub hash: [u8; 32],
}

impl Secret {
    pub fn make<T>(id: Id<T>, random: &Random) -> Secret {
        let bytes = random.bytes::<32>();
        let text = format!("{id}-{}", URL_SAFE_NO_PAD.encode(bytes));
        Secret {
            text,
            hash: hash(&bytes),
        }
    }
}

/// The id and the random part; `None` for anything that was never a secret of ours.
pub fn split_secret(text: &str) -> Option<(i64, Vec<u8>)> {
    let (id, random) = text.split_once('-')?;
    let id: Id<Secret> = id.parse().ok()?;
    let random = URL_SAFE_NO_PAD
        .decode(random)
        .ok()
        .filter(|bytes| bytes.len() == 32)?;
    Some((id.raw(), random))
}

/// Whether the random part is the one whose hash was kept.
pub fn matches(kept: &[u8], secret: &[u8]) -> bool {
    bool::from(kept.ct_eq(&hash(secret)))
}

fn hash(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}
