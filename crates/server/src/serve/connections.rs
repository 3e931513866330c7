//! Connections: accepted, bounded in time and size, ended in order.
//!
//! HTTP/1.1 only; what a request may hold is checked further in, what a connection may do is here.
//! Once its answer is a stream of events, a connection is [`super::endless`].

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use anyhow::Result;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use axum::{BoxError, Router};
use http::{HeaderValue, Method, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::gauge;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::Service;

use super::endless;
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
        let stop = watch::Sender::new(());
        tokio::pin!(until);
        let stopped = loop {
            tokio::select! {
                word = &mut until => break word,
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => connect(stream, peer, tls.clone(), router.clone(), Open::new(&stop)),
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
        stop.send_replace(());
        if tokio::time::timeout(LAST_WORDS, stop.closed())
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

/// A connection for as long as it is held: counted, waited for, and told when to end.
struct Open {
    stop: watch::Receiver<()>,
}

impl Open {
    fn new(stop: &watch::Sender<()>) -> Open {
        gauge!("folkmoot_connections_open").increment(1);
        Open {
            stop: stop.subscribe(),
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        gauge!("folkmoot_connections_open").decrement(1);
    }
}

fn connect(stream: TcpStream, peer: SocketAddr, tls: Option<Tls>, router: Router, open: Open) {
    // Without it small answers wait for the other side's acknowledgement; it fails on dead sockets only.
    let _ = stream.set_nodelay(true);
    tokio::spawn(async move {
        let ended = match tls {
            None => talk(stream, peer, router, open).await,
            Some(tls) => match tokio::time::timeout(HANDSHAKE_WITHIN, tls.accept(stream)).await {
                Ok(Ok(stream)) => talk(stream, peer, router, open).await,
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
    mut open: Open,
) -> Result<(), BoxError> {
    let (stream, two_lengths) = Watched::new(stream);
    let endless = Arc::new(Mutex::new(None));
    let found = endless.clone();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let (mut router, found) = (router.clone(), found.clone());
        let chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
        let ambiguous = chunked && two_lengths.load(Ordering::Relaxed);
        async move {
            if ambiguous {
                return Ok::<_, Infallible>(refused());
            }
            request.extensions_mut().insert(ConnectInfo(peer));
            let get = request.method() == Method::GET;
            let response = router.call(request.map(Body::new)).await?;
            if get && endless::is(&response) {
                *found.lock().unwrap_or_else(PoisonError::into_inner) = Some(response);
                return std::future::pending().await;
            }
            Ok(response)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS);
    let mut connection = http.serve_connection(TokioIo::new(stream), service);
    let taken = {
        let mut stop = pin!(open.stop.changed());
        let mut stopping = false;
        std::future::poll_fn(|cx| {
            if !stopping && stop.as_mut().poll(cx).is_ready() {
                stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
            match Pin::new(&mut connection).poll(cx) {
                Poll::Ready(ended) => Poll::Ready(ended.map(|()| None)),
                Poll::Pending => {
                    let mut found = endless.lock().unwrap_or_else(PoisonError::into_inner);
                    found
                        .take()
                        .map_or(Poll::Pending, |response| Poll::Ready(Ok(Some(response))))
                }
            }
        })
        .await?
    };
    if let Some(response) = taken {
        let stream = connection.into_parts().io.into_inner().into_inner();
        // A task of its own, because this one keeps the room that a request needs.
        tokio::spawn(async move {
            if let Err(error) = endless::write(stream, response, endless::READ_WITHIN).await {
                tracing::debug!(%error, "a stream ended badly");
            }
            drop(open);
        });
    }
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
