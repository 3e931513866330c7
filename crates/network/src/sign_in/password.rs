//! Passwords: what may be one, and hashing them without letting hashing take the machine.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::text::fold::fold;
use kernel::{Error, Kind, Result};
use tokio::sync::Semaphore;

pub const MIN_CHARS: usize = 8;
pub const MAX_CHARS: usize = 128;
const MAX_BYTES: usize = 1_024;
/// How many wait at most; the next one is told to come back.
const QUEUE: usize = 64;

/// A password that may be set.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// Length and the list of common ones; no rules of composition.
    pub fn check(text: &str) -> Result<NewPassword> {
        let length = text.chars().count();
        if length < MIN_CHARS {
            return Err(Error::invalid("password", "password_short").limit(MIN_CHARS as i64));
        }
        if length > MAX_CHARS || text.len() > MAX_BYTES {
            return Err(Error::invalid("password", "password_long").limit(MAX_CHARS as i64));
        }
        if is_common(text) {
            return Err(Error::invalid("password", "password_common"));
        }
        Ok(NewPassword(text.to_owned()))
    }
}

/// What people try first: rows of keys, repetitions, favourite words with their usual tails and
/// letters written as digits.
fn is_common(text: &str) -> bool {
    let folded = fold(text).replace(' ', "");
    let is_tail = |c: char| !c.is_alphabetic();
    let bare = folded.trim_matches(is_tail);
    let read = spell_out(&folded);
    let word = read.trim_matches(is_tail);
    let spelled = spell_out(bare);
    repeats(&folded)
        || ROWS.contains(&folded)
        || (bare.len() <= 6 && !bare.is_empty() && ROWS.contains(bare))
        || WORDS
            .split(' ')
            .any(|known| [bare, word, &spelled].contains(&known))
}

/// A unit of at most four characters, over and over.
fn repeats(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (1..=4).any(|unit| {
        characters
            .iter()
            .skip(unit)
            .eq(characters.iter().take(characters.len() - unit))
    })
}

/// Digits and signs that stand for letters.
fn spell_out(text: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

const ROWS: &str = "01234567890123456789 9876543210 147258369 159753 abcdefghijklmnopqrstuvwxyz \
                    qwertyuiop[] asdfghjkl; zxcvbnm qwertzuiop yxcvbnm azertyuiop \
                    1q2w3e4r5t6y7u 1q2w3e4r5t6z7u 1qaz2wsx3edc4rfv qazwsxedc q1w2e3r4t5";

const WORDS: &str = "password passwort passwd pass kennwort welcome willkommen letmein iloveyou \
                     ichliebedich sunshine princess football fussball baseball basketball superman \
                     batman pokemon monkey dragon master shadow michael jordan charlie jennifer \
                     trustno starwars whatever changeme folkmoot administrator administrateur hello \
                     hallo hellohello computer internet samsung google summer winter autumn spring \
                     sommer herbst fruehling january february october november december januar \
                     februar oktober dezember monday friday montag freitag liverpool arsenal \
                     chelsea bayern schalke dortmund qwerty qwertz azerty geheim schatz test tester \
                     testtest admin login secret user guest default company freedom flower \
                     butterfly chocolate cookie cheese ginger killer hunter ranger soccer hockey \
                     access ninja mustang ferrari mercedes porsche matrix zaq nothing nopassword \
                     passwordpassword lovely babygirl angel familie family daniel thomas";

/// Hashes on a bounded number of threads: more would only make everyone wait.
pub struct HashPool {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// What an unknown account is checked against, so that it takes as long as a known one.
    decoy: String,
}

impl Default for HashPool {
    fn default() -> HashPool {
        HashPool::new()
    }
}

impl HashPool {
    pub fn new() -> HashPool {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        HashPool {
            running: Arc::new(Semaphore::new(threads.max(2) / 2)),
            waiting: Arc::new(Semaphore::new(QUEUE)),
            decoy: hash("a decoy that nobody has as a password").unwrap_or_default(),
        }
    }

    /// How many are being hashed or wait for it.
    pub fn waiting(&self) -> usize {
        QUEUE.saturating_sub(self.waiting.available_permits())
    }

    pub async fn hash(&self, password: NewPassword) -> Result<String> {
        self.run(move || hash(&password.0)).await
    }

    /// For codes, which are checked elsewhere.
    pub async fn hash_code(&self, code: String) -> Result<String> {
        self.run(move || hash(&code)).await
    }

    /// Whether the text is what was hashed. Without a hash it takes as long and says no.
    pub async fn verify(&self, text: String, kept: Option<String>) -> Result<bool> {
        if text.len() > MAX_BYTES {
            return Ok(false);
        }
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.decoy.clone());
        Ok(self.run(move || verify(&text, &kept)).await? && known)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let busy = || Error::unavailable("busy", 2);
        let waiting = self
            .waiting
            .clone()
            .try_acquire_owned()
            .map_err(|_| busy())?;
        let running = self
            .running
            .clone()
            .acquire_owned()
            .await
            .map_err(Error::internal)?;
        let work = tokio::task::spawn_blocking(move || {
            let done = work();
            drop((waiting, running));
            done
        });
        work.await.map_err(Error::internal)?
    }
}

/// Argon2id with 19 MiB and two passes (OWASP's recommendation of 2024).
fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1_024, 2, 1, None).expect("the parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

pub(crate) fn hash(text: &str) -> Result<String> {
    let hashed = argon().hash_password(text.as_bytes());
    Ok(hashed
        .map_err(|error| Error::internal(error.to_string()))?
        .to_string())
}

fn verify(text: &str, kept: &str) -> Result<bool> {
    let parsed = PasswordHash::new(kept)
        .map_err(|error| Error::new(Kind::Internal, "internal").with_source(error.to_string()))?;
    Ok(argon().verify_password(text.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_and_short_passwords_are_refused() {
        for (text, code) in [
            ("short", "password_short"),
            ("password123", "password_common"),
            ("aaaaaaaaaa", "password_common"),
            ("12345678", "password_common"),
            ("Sommer2026!", "password_common"),
            ("P@ssw0rd", "password_common"),
            ("!!Passw0rd123", "password_common"),
            ("abcd1234", "password_common"),
            ("qwe12345", "password_common"),
            ("asdfasdfasdf", "password_common"),
            ("1q2w3e4r", "password_common"),
            ("i l o v e y o u", "password_common"),
        ] {
            assert_eq!(
                NewPassword::check(text).err().map(|e| e.code()),
                Some(code),
                "{text}"
            );
        }
        assert!(NewPassword::check("three wet boots").is_ok());
        for text in [
            "sommer im garten",
            "19840312",
            "correct horse",
            "ﾊﾟｽﾜｰﾄﾞは短い",
            "grüne Äpfel",
        ] {
            assert!(NewPassword::check(text).is_ok(), "{text}");
        }
        assert!(NewPassword::check(&"a long day ".repeat(11)).is_ok());
        assert!(NewPassword::check(&"a long day ".repeat(12)).is_err());
    }

    #[test]
    fn a_hash_verifies_its_text_only() {
        let kept = hash("three wet boots").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("three wet boots", &kept).unwrap());
        assert!(!verify("three wet boot", &kept).unwrap());
    }
}
