//! Requests as bytes, as a browser of somebody signed in would send them.

use super::connection::Loopback;

/// Somebody's way in, as a header: the cookie of a session, or a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The cookie that plain http uses; its name may be given with it.
    pub fn cookie(value: &str) -> Key {
        match value.contains('=') {
            true => Key(format!("Cookie: {value}")),
            false => Key(format!("Cookie: folkmoot_local={value}")),
        }
    }

    pub fn header(&self) -> &str {
        &self.0
    }

    pub fn token(token: &str) -> Key {
        Key(format!("Authorization: Bearer {token}"))
    }
}

pub fn get(to: Loopback, key: &Key, path: &str) -> Vec<u8> {
    with(to, key, path, "")
}

/// `headers`: whole lines, each with its end.
pub fn with(to: Loopback, key: &Key, path: &str, headers: &str) -> Vec<u8> {
    let (host, Key(key)) = (to.address(), key);
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{key}\r\n{headers}\r\n").into_bytes()
}

/// A change, known by its idempotency key.
pub fn send(to: Loopback, key: &Key, method: &str, path: &str, once: &str, json: &str) -> Vec<u8> {
    let (host, Key(key), length) = (to.address(), key, json.len());
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{key}\r\n\
         Idempotency-Key: {once}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{json}"
    )
    .into_bytes()
}
