//! Unsafe requests must come from a page of ours when a browser could have been made to send them.
//!
//! There is no token in forms: browsers say themselves where a request comes from.

use axum::extract::Request;
use http::header::{AUTHORIZATION, ORIGIN};
use http::{HeaderMap, Method};
use kernel::{Error, Result};

use super::host::Hosts;
use crate::cookies::{self, SessionCookie};

pub(super) fn check(hosts: &Hosts, request: &Request) -> Result<()> {
    match is_ours(request.method(), request.headers(), hosts) {
        true => Ok(()),
        false => Err(Error::forbidden("cross_origin")),
    }
}

/// What the browser says decides; saying nothing is fine only where no session cookie is used.
pub fn is_ours(method: &Method, headers: &HeaderMap, hosts: &Hosts) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if let Some(origin) = text(ORIGIN.as_str()) {
        return hosts.is_origin(origin);
    }
    // Any other scheme is passed over when the viewer is looked up, and the cookie counts.
    let bearer = text(AUTHORIZATION.as_str())
        .and_then(|given| given.split_once(' '))
        .is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let session = SessionCookie {
        https: hosts.https(),
    };
    bearer || !cookies::is_sent(headers, session.name())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn unsafe_requests_with_a_cookie_need_our_origin() {
        let hosts = Hosts::new(None, 8080).unwrap();
        let ours = |method: Method, given: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.append(*name, HeaderValue::from_static(value));
            }
            is_ours(&method, &headers, &hosts)
        };
        let cookie = ("cookie", "a=b; folkmoot_local=x");
        assert!(ours(
            Method::GET,
            &[cookie, ("sec-fetch-site", "cross-site")]
        ));
        assert!(ours(
            Method::POST,
            &[cookie, ("sec-fetch-site", "same-origin")]
        ));
        assert!(ours(
            Method::POST,
            &[cookie, ("origin", "http://127.0.0.1:8080")]
        ));
        assert!(ours(Method::POST, &[("authorization", "Bearer x")]));
        assert!(ours(Method::POST, &[]));
        assert!(!ours(Method::POST, &[cookie]));
        for authorization in ["Basic YTpi", "Bearer", ""] {
            let given = [cookie, ("authorization", authorization)];
            assert!(!ours(Method::POST, &given), "{authorization}");
        }
        let token = [cookie, ("authorization", "bearer x")];
        assert!(
            ours(Method::POST, &token),
            "the token counts, not the cookie"
        );
        assert!(!ours(Method::POST, &[cookie, ("origin", "null")]));
        assert!(!ours(
            Method::DELETE,
            &[cookie, ("origin", "http://evil.org")]
        ));
        assert!(!ours(
            Method::POST,
            &[cookie, ("sec-fetch-site", "same-site")]
        ));
        let both = [
            cookie,
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://127.0.0.1:8080"),
        ];
        assert!(!ours(Method::POST, &both));
        assert!(
            !ours(Method::POST, &[("origin", "http://evil.org")]),
            "signing somebody in"
        );
    }
}
