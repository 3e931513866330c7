//! Who reads, before any handler: their language for pages and errors, and their real address behind
//! a proxy.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, header};
use network::{App, Viewer};
use web::Lang;

use super::turns::{self, TURNS, Turns};

/// What is needed to tell who reads.
#[derive(Clone)]
pub struct Reading {
    pub app: App,
    /// Proxies that say the truth about who is behind them.
    pub trusted: Arc<[IpAddr]>,
}

/// Finds the viewer once for all that follows; what they may do is decided further in. Errors are
/// put into words outside, so the language is left with the answer.
pub async fn read(
    State(Reading { app, trusted }): State<Reading>,
    mut request: Request,
    next: Next,
) -> Response {
    put_real_peer(&trusted, &mut request);
    if !carries_key(&app, request.headers()) {
        return next.run(request).await;
    }
    let mut turn = None;
    if Turns::are_for(request.uri().path()) {
        turn = TURNS.take().await;
        if turn.is_none() {
            return turns::come_back();
        }
    }
    let (mut parts, body) = request.into_parts();
    let lang = match Viewer::from_request_parts(&mut parts, &app).await {
        Ok(viewer) => Some(viewer.lang),
        Err(_) => None,
    };
    if let Some(lang) = lang {
        parts.extensions.insert::<Lang>(lang);
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(lang) = lang {
        response.extensions_mut().insert::<Lang>(lang);
    }
    drop(turn);
    response
}

fn carries_key(app: &App, headers: &HeaderMap) -> bool {
    network::access::bearer(headers).is_some() || app.cookie.read(headers).is_some()
}

/// Puts the address that a trusted proxy names in the place of the proxy's own. Of several, the last
/// that is not a trusted proxy counts: everything before it can be made up.
fn put_real_peer(trusted: &[IpAddr], request: &mut Request) {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0);
    if let Some(peer) = peer
        && trusted.contains(&peer.ip().to_canonical())
    {
        let forwarded = request
            .headers()
            .get_all(header::HeaderName::from_static("x-forwarded-for"))
            .iter();
        let named: Vec<IpAddr> = forwarded
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map_while(|text| text.trim().parse().ok())
            .collect();
        if let Some(real) = named
            .iter()
            .rev()
            .find(|address| !trusted.contains(address))
        {
            request
                .extensions_mut()
                .insert(ConnectInfo(SocketAddr::new(*real, 0)));
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn seen(peer: &str, forwarded: Option<&str>) -> String {
        let trusted = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        let mut request = Request::builder().uri("/");
        if let Some(forwarded) = forwarded {
            request = request.header("x-forwarded-for", forwarded);
        }
        let mut request = request.body(Body::empty()).unwrap();
        let peer = SocketAddr::new(peer.parse().unwrap(), 9);
        request.extensions_mut().insert(ConnectInfo(peer));
        put_real_peer(&trusted, &mut request);
        let seen = request.extensions().get::<ConnectInfo<SocketAddr>>();
        seen.unwrap().0.ip().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_names_the_peer() {
        let chain = "1.1.1.1, 2.2.2.2, 10.0.0.2";
        assert_eq!(seen("10.0.0.1", Some(chain)), "2.2.2.2");
        assert_eq!(seen("10.0.0.1", None), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", Some("nonsense")), "10.0.0.1");
        assert_eq!(seen("3.3.3.3", Some("1.1.1.1")), "3.3.3.3");
    }
}
