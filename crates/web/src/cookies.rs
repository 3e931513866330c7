//! The session cookie and other small cookies: names, reading, setting. What a session means is not
//! known here.

use std::time::Duration;

use http::HeaderMap;
use http::header::{COOKIE, HeaderValue};

/// The cookie that holds a session's secret; its name and marks follow the scheme we serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    pub https: bool,
}

impl SessionCookie {
    /// The prefix makes browsers refuse it without `Secure`, with a domain or another path. Over
    /// plain http it would never be sent back, so there it has another name and no `Secure`.
    pub fn name(self) -> &'static str {
        if self.https {
            "__Host-folkmoot"
        } else {
            "folkmoot_local"
        }
    }

    /// The `Set-Cookie` value. Without `keep` it ends with the browser's session.
    pub fn set(self, secret: &str, keep: Option<Duration>) -> HeaderValue {
        cookie(self.name(), secret, keep, self.https)
    }

    pub fn clear(self) -> HeaderValue {
        cookie(self.name(), "", Some(Duration::ZERO), self.https)
    }

    /// The secret; `None` also when two are sent, because one of them is not ours.
    pub fn read(self, headers: &HeaderMap) -> Option<String> {
        read(headers, self.name()).filter(|secret| !secret.is_empty())
    }
}

/// The value of the cookie; `None` when it is missing or sent twice.
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut values = values(headers, name);
    let value = values.next()?;
    values.next().is_none().then(|| value.to_owned())
}

/// Whether a cookie of that name is sent at all, read or not.
pub fn is_sent(headers: &HeaderMap, name: &str) -> bool {
    values(headers, name).next().is_some()
}

/// A `Set-Cookie` value that scripts cannot read. `value` must hold only what [`is_plain`] allows.
pub fn cookie(name: &str, value: &str, keep: Option<Duration>, secure: bool) -> HeaderValue {
    cookie_at("/", name, value, keep, secure)
}

/// As [`cookie`], sent with requests for this path and what lies below it alone.
pub fn cookie_at(
    path: &str,
    name: &str,
    value: &str,
    keep: Option<Duration>,
    secure: bool,
) -> HeaderValue {
    assert!(is_plain(value), "cookie values are base64url or the like");
    let mut text = format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax");
    if let Some(keep) = keep {
        text.push_str(&format!("; Max-Age={}", keep.as_secs()));
    }
    if secure {
        text.push_str("; Secure");
    }
    HeaderValue::from_str(&text).expect("a plain cookie is a valid header")
}

fn values<'h>(headers: &'h HeaderMap, name: &'h str) -> impl Iterator<Item = &'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn is_plain(value: &str) -> bool {
    value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(cookie).unwrap());
        headers
    }

    #[test]
    fn the_cookie_is_marked_by_scheme() {
        let https = SessionCookie { https: true };
        assert_eq!(
            https.set("abc", Some(Duration::from_secs(60))),
            "__Host-folkmoot=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure"
        );
        let http = SessionCookie { https: false };
        assert_eq!(
            http.set("abc", None),
            "folkmoot_local=abc; Path=/; HttpOnly; SameSite=Lax"
        );
        assert!(http.clear().to_str().unwrap().contains("folkmoot_local=; "));
    }

    #[test]
    fn one_cookie_is_read_and_two_of_the_name_are_none() {
        let session = SessionCookie { https: false };
        assert_eq!(
            session.read(&headers("a=1; folkmoot_local=xyz; b=2")),
            Some("xyz".to_owned())
        );
        assert_eq!(
            session.read(&headers("folkmoot_local=xyz; folkmoot_local=abc")),
            None
        );
        assert_eq!(session.read(&headers("folkmoot_local=")), None);
        assert_eq!(session.read(&headers("xfolkmoot_local=1")), None);
    }
}
