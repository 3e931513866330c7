//! Positions as a session sees them. A dense number would show how much happens in rooms one
//! cannot see, so each session gets its own unreadable form of it.
//!
//! The form is 16 bytes, made as in RFC 5297 (a synthetic initialisation vector): the first eight
//! are a keyed tag of the position, the last eight the position masked with a keyed hash of that
//! tag. It says nothing about order or distance, and an altered or foreign one does not open. The
//! same position gives the same text to the same session, which tells only that nothing happened.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

#[derive(Clone)]
pub struct Seal {
    keyed: Hmac<Sha256>,
}

/// Half of a sealed position, and the length of every hash taken.
const HALF: usize = 8;

impl Seal {
    /// The secret is the session's own and should change with the epoch of the change log, because
    /// positions of another epoch mean something else.
    pub fn new(session_secret: [u8; 32]) -> Seal {
        let keyed = Hmac::new_from_slice(&session_secret).expect("a key of any length is taken");
        Seal { keyed }
    }

    pub fn seal(&self, position: i64) -> String {
        let tag = self.hash(b"tag", position.to_be_bytes());
        let masked = xor(position.to_be_bytes(), self.hash(b"mask", tag));
        URL_SAFE_NO_PAD.encode([tag, masked].concat())
    }

    /// `None` for what this session was never given.
    pub fn open(&self, text: &str) -> Option<i64> {
        let mut bytes = [0; 2 * HALF];
        let length = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
        if length != bytes.len() {
            return None;
        }
        let (mut tag, mut masked) = ([0; HALF], [0; HALF]);
        tag.copy_from_slice(&bytes[..HALF]);
        masked.copy_from_slice(&bytes[HALF..]);
        let position = xor(masked, self.hash(b"mask", tag));
        let genuine: bool = self.hash(b"tag", position).ct_eq(&tag).into();
        genuine.then(|| i64::from_be_bytes(position))
    }

    fn hash(&self, purpose: &[u8], input: [u8; HALF]) -> [u8; HALF] {
        let full = self
            .keyed
            .clone()
            .chain_update(purpose)
            .chain_update(input)
            .finalize();
        let mut half = [0; HALF];
        half.copy_from_slice(&full.into_bytes()[..HALF]);
        half
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

fn xor(a: [u8; HALF], b: [u8; HALF]) -> [u8; HALF] {
    (u64::from_be_bytes(a) ^ u64::from_be_bytes(b)).to_be_bytes()
}
