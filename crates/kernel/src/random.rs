//! Randomness, handed in: the system's for secrets, a seeded stream for tests and demos.

use std::sync::{Arc, Mutex};

/// Clones of a seeded source share one stream.
#[derive(Clone, Debug, Default)]
pub struct Random {
    seeded: Option<Arc<Mutex<u64>>>,
}

impl Random {
    /// The operating system's generator; what every secret comes from.
    pub fn system() -> Random {
        Random { seeded: None }
    }

    /// The same numbers for the same seed (SplitMix64). Not for secrets.
    pub fn seeded(seed: u64) -> Random {
        Random {
            seeded: Some(Arc::new(Mutex::new(seed))),
        }
    }

    pub fn u64(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.seeded {
            None => fill_from_system(&mut bytes),
            Some(state) => {
                let mut state = state
                    .lock()
                    .unwrap_or_else(|poisoned| poisoned.into_inner());
                for chunk in bytes.chunks_mut(8) {
                    chunk.copy_from_slice(&splitmix(&mut state).to_le_bytes()[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A number in `0..bound`; 0 when the bound is 0. The bias is below 2⁻³² for bounds below 2³².
    pub fn below(&self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.u64() % bound }
    }

    /// In `[0, 1)`.
    pub fn unit(&self) -> f64 {
        (self.u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn pick<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len() as u64) as usize)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is where randomness comes from"
)]
fn fill_from_system(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has a random generator");
}

/// Steele, Lea and Flood: Fast splittable pseudorandom number generators (OOPSLA 2014).
fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
