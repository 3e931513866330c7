//! Bounds on the address and the headers, before anything looks at them.

use axum::extract::Request;
use http::Uri;
use kernel::{Error, Kind, Result};

pub const URI_BYTES: usize = 16 * 1024;
pub const HEADER_BYTES: usize = 64 * 1024;

pub(super) fn check(request: &Request) -> Result<()> {
    let uri = request.uri();
    let uri_bytes = uri.path_and_query().map_or(0, |path| path.as_str().len());
    let header_bytes: usize = request
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if uri_bytes > URI_BYTES {
        return Err(Error::new(Kind::UriTooLong, "uri_too_long").limit(URI_BYTES as i64));
    }
    if header_bytes > HEADER_BYTES {
        let error = Error::new(Kind::HeadersTooLarge, "headers_too_large");
        return Err(error.limit(HEADER_BYTES as i64));
    }
    if !well_encoded(uri) {
        return Err(Error::malformed("bad_encoding"));
    }
    Ok(())
}

/// Every `%` begins an escape and the bytes are UTF-8 (which has no overlong forms) without NUL.
fn well_encoded(uri: &Uri) -> bool {
    let plain = |text: &str| text.is_ascii() && !text.contains(['%', '\0']);
    if plain(uri.path()) && uri.query().is_none_or(plain) {
        return true;
    }
    let mut bytes = Vec::new();
    let mut rest = uri
        .path()
        .bytes()
        .chain([b'?'])
        .chain(uri.query().unwrap_or_default().bytes());
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
        let (Some(high), Some(low)) = (digit(), digit()) else {
            return false;
        };
        bytes.push((high * 16 + low) as u8);
    }
    std::str::from_utf8(&bytes).is_ok_and(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_escapes_of_utf8_are_well_encoded() {
        for fine in ["/", "/a%20b", "/%C3%A9?q=%e2%82%ac", "/..%2f"] {
            assert!(well_encoded(&fine.parse().unwrap()), "{fine}");
        }
        for bad in [
            "/%zz",
            "/%",
            "/%4",
            "/%c0%af",
            "/%ff",
            "/?q=%c3",
            "/%ed%a0%80",
            "/%00",
        ] {
            assert!(!well_encoded(&bad.parse().unwrap()), "{bad}");
        }
    }
}
