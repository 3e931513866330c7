//! Which names we answer to. A request for another host is not ours to answer (421).

use axum::extract::Request;
use http::header::HOST;
use http::{HeaderMap, Uri};
use kernel::{Error, Kind, Result};

/// The hosts we answer to, as they stand in a `Host` header, and the origins pages of ours have.
#[derive(Clone, Debug)]
pub struct Hosts {
    authorities: Vec<String>,
    origins: Vec<String>,
    https: bool,
}

impl Hosts {
    /// The host of `base_url` (such as `https://moot.example.org`) and the loopback literals with
    /// our port. `https`: whether browsers reach us by it.
    pub fn new(base_url: Option<&str>, port: u16) -> Result<Hosts> {
        let mut hosts = Hosts {
            authorities: Vec::new(),
            origins: Vec::new(),
            https: false,
        };
        if let Some(base_url) = base_url {
            let uri: Uri = base_url
                .parse()
                .map_err(|error: http::uri::InvalidUri| invalid().with_source(error))?;
            let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
                return Err(invalid());
            };
            if !["http", "https"].contains(&scheme) || uri.path().len() > 1 {
                return Err(invalid());
            }
            hosts.https = scheme == "https";
            hosts.add(scheme, authority.as_str());
        }
        for name in ["127.0.0.1", "localhost", "[::1]"] {
            hosts.add("http", &format!("{name}:{port}"));
            hosts.add("https", &format!("{name}:{port}"));
        }
        Ok(hosts)
    }

    /// When we end TLS ourselves.
    pub fn with_tls(mut self) -> Hosts {
        self.https = true;
        self
    }

    /// Whether browsers reach us by https: the session cookie and HSTS follow it.
    pub fn https(&self) -> bool {
        self.https
    }

    pub fn answers_to(&self, authority: &str) -> bool {
        self.authorities
            .iter()
            .any(|known| known.eq_ignore_ascii_case(authority))
    }

    pub fn is_origin(&self, origin: &str) -> bool {
        self.origins
            .iter()
            .any(|known| known.eq_ignore_ascii_case(origin))
    }

    fn add(&mut self, scheme: &str, authority: &str) {
        self.authorities.push(authority.to_owned());
        self.origins.push(format!("{scheme}://{authority}"));
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        if let Some(bare) = authority.strip_suffix(default_port) {
            self.authorities.push(bare.to_owned());
            self.origins.push(format!("{scheme}://{bare}"));
        }
    }
}

pub(super) fn check(hosts: &Hosts, request: &Request) -> Result<()> {
    let watched = matches!(request.uri().path(), "/healthz" | "/readyz");
    let known = asked(request.uri(), request.headers())
        .is_some_and(|authority| hosts.answers_to(authority));
    if watched || known {
        return Ok(());
    }
    Err(Error::new(Kind::Misdirected, "unknown_host"))
}

/// The host asked for: of the address when it is absolute, else the one `Host` header.
fn asked<'r>(uri: &'r Uri, headers: &'r HeaderMap) -> Option<&'r str> {
    let mut values = headers.get_all(HOST).iter();
    let header = values.next().and_then(|value| value.to_str().ok());
    if values.next().is_some() {
        return None;
    }
    uri.authority()
        .map(|authority| authority.as_str())
        .or(header)
}

fn invalid() -> Error {
    Error::invalid("base_url", "base_url")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn we_answer_to_the_base_url_and_loopback_with_our_port() {
        let hosts = Hosts::new(Some("https://Moot.example.org"), 8080).unwrap();
        assert!(hosts.https());
        assert!(hosts.answers_to("moot.example.org"));
        assert!(hosts.answers_to("localhost:8080"));
        assert!(hosts.is_origin("https://moot.example.org"));
        assert!(hosts.is_origin("http://[::1]:8080"));
        for other in [
            "evil.org",
            "127.0.0.1",
            "127.0.0.1:80",
            "moot.example.org.evil.org",
            "",
        ] {
            assert!(!hosts.answers_to(other), "{other}");
        }
        assert!(!hosts.is_origin("http://moot.example.org"));
        assert!(!hosts.is_origin("null"));
    }

    #[test]
    fn a_base_url_is_scheme_and_host() {
        for bad in [
            "moot.example.org",
            "ftp://a",
            "https://a/b",
            "https://",
            "::",
        ] {
            assert!(Hosts::new(Some(bad), 1).is_err(), "{bad}");
        }
    }
}
