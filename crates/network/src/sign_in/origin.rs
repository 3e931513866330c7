//! Where a request came from, in the few words a person needs to know a session again.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::header;
use http::request::Parts;

use crate::App;

/// Where a request came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The peer's address.
    pub address: String,
    /// What the session is listed as, for example "Firefox, Android".
    pub device: String,
    pub shared_device: bool,
}

impl Origin {
    /// What tries are counted by: the address, for version 6 the network of one subscriber.
    pub fn peer(&self) -> String {
        match self.address.parse() {
            Ok(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
            _ => self.address.clone(),
        }
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Origin, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        Ok(Origin {
            address: peer.map_or_else(String::new, |peer| peer.0.ip().to_canonical().to_string()),
            device: device(agent.unwrap_or_default()),
            shared_device: false,
        })
    }
}

/// Browser and system by the marks of a `User-Agent`; for other programs their name.
fn device(agent: &str) -> String {
    // Later ones also carry the marks of those before them, so the most particular stand first.
    let browser = first_in(
        agent,
        &[
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"),
            ("Chrome/", "Chrome"),
            ("CriOS", "Chrome"),
            ("Safari/", "Safari"),
        ],
    );
    let system = first_in(
        agent,
        &[
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Macintosh", "Mac"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ],
    );
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => {
            let name = agent.split(['/', ' ', '(']).next().unwrap_or_default();
            name.chars()
                .filter(|c| c.is_ascii_graphic())
                .take(40)
                .collect()
        }
    }
}

fn first_in<'a>(agent: &str, marks: &[(&str, &'a str)]) -> Option<&'a str> {
    marks
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_in_a_few_words() {
        let chrome = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/130.0.0.0 Mobile Safari/537.36";
        for (agent, expected) in [
            (chrome, "Chrome, Android"),
            (&chrome.replace("Safari", "Safari Edg/130"), "Edge, Android"),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1",
                "Safari, iPhone",
            ),
            ("curl/8.5.0", "curl"),
            ("", ""),
        ] {
            assert_eq!(device(agent), expected, "{agent}");
        }
    }

    #[test]
    fn peers_of_version_6_are_counted_by_network() {
        let origin = |address: &str| Origin {
            address: address.to_owned(),
            ..Origin::default()
        };
        assert_eq!(
            origin("2001:db8:1:2:3::4").peer(),
            origin("2001:db8:1:2:ffff::1").peer()
        );
        assert_ne!(origin("192.0.2.1").peer(), origin("192.0.2.2").peer());
    }
}
