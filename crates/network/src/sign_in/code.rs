//! Access codes: ten characters of Crockford's base 32, for the first sign-in of one account.

use kernel::Random;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;
/// Wrong tries after which a code is void.
pub const TRIES: i64 = 5;
pub const VALID_HOURS: i64 = 72;

/// In its plain form, without the hyphen it is shown with.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode(String);

impl AccessCode {
    pub fn make(random: &Random) -> AccessCode {
        let bytes = random.bytes::<LENGTH>();
        AccessCode(
            bytes
                .iter()
                .map(|b| char::from(ALPHABET[usize::from(b % 32)]))
                .collect(),
        )
    }

    /// Reads what someone typed: without case, blanks and hyphens, with O as 0 and I and L as 1.
    pub fn read(text: &str) -> Option<AccessCode> {
        let plain = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let read = plain.map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        });
        let code: String = read.collect();
        let known = code.bytes().all(|b| ALPHABET.contains(&b));
        (code.len() == LENGTH && known).then_some(AccessCode(code))
    }

    pub fn plain(&self) -> &str {
        &self.0
    }

    /// As printed: two groups of five.
    pub fn shown(&self) -> String {
        format!("{}-{}", &self.0[..5], &self.0[5..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = AccessCode::make(&Random::seeded(7));
        let typed = code
            .shown()
            .to_lowercase()
            .replace('0', "o")
            .replace('1', "l");
        assert!(AccessCode::read(&format!(" {typed} ")).as_ref() == Some(&code));
        for text in ["", "ABCDE", "ABCDE-FGHJKM", "ABCDE-FGHJU", "ÄBCDE-FGHJK"] {
            assert!(AccessCode::read(text).is_none(), "{text}");
        }
    }
}
