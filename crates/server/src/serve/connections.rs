//! Connections: accepted, bounded in time and size, ended in order.
//!
//! HTTP/1.1 only; what a request may hold is checked further in, what a connection may do is here.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Result;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use axum::{BoxError, Router};
use http::{HeaderValue, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tower::Service;

use super::heads::Watched;
use super::tls::Tls;

/// For the whole head of a request, also for the next one on a connection that is kept.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);
/// Address and headers together; more is answered with 431. Bounds below it are checked, and worded,
/// by `web`.
const HEAD_BYTES: usize = 128 * 1024;
const HEADERS: usize = 200;
/// For requests that are being answered when the program is told to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// What is needed to answer; [`Answering::run`] does it.
pub struct Answering<S> {
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    until: S,
}

pub fn answer<S: Future<Output = Result<()>>>(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    until: S,
) -> Answering<S> {
    Answering {
        listener,
        tls,
        router,
        until,
    }
}

impl<S: Future<Output = Result<()>>> Answering<S> {
    /// Answers until the word comes, and is then done with what it has. `end_streams` ends answers
    /// that would never end by themselves.
    pub async fn run(self, end_streams: impl FnOnce()) -> Result<()> {
        let Answering {
            listener,
            tls,
            router,
            until,
        } = self;
        let graceful = GracefulShutdown::new();
        tokio::pin!(until);
        let stopped = loop {
            tokio::select! {
                word = &mut until => break word,
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => connect(stream, peer, tls.clone(), router.clone(), graceful.watcher()),
                    Err(error) => {
                        // Most often no file is left for another connection: wait until one closes.
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                }
            }
        };
        drop(listener);
        end_streams();
        if tokio::time::timeout(LAST_WORDS, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::warn!(
                "some requests were still being answered when the time to stop was over"
            );
        }
        stopped
    }
}

fn connect(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<Tls>,
    router: Router,
    watcher: Watcher,
) {
    // Without it small answers wait for the other side's acknowledgement; it fails on dead sockets only.
    let _ = stream.set_nodelay(true);
    tokio::spawn(async move {
        let ended = match tls {
            None => talk(stream, peer, router, watcher).await,
            Some(tls) => match tokio::time::timeout(HANDSHAKE_WITHIN, tls.accept(stream)).await {
                Ok(Ok(stream)) => talk(stream, peer, router, watcher).await,
                Ok(Err(error)) => Err(error.into()),
                Err(late) => Err(late.into()),
            },
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended badly");
        }
    });
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    watcher: Watcher,
) -> Result<(), BoxError> {
    let (stream, two_lengths) = Watched::new(stream);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let mut router = router.clone();
        let chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
        let ambiguous = chunked && two_lengths.load(Ordering::Relaxed);
        async move {
            if ambiguous {
                return Ok(refused());
            }
            request.extensions_mut().insert(ConnectInfo(peer));
            router.call(request.map(Body::new)).await
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS);
    watcher
        .watch(http.serve_connection(TokioIo::new(stream), service))
        .await?;
    Ok(())
}

/// See [`super::heads`].
fn refused() -> Response {
    let mut response = Response::new(Body::from("two lengths of one body\n"));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
