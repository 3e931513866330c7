//! Answers that end only with their connection: streams of events, of which there are many and which
//! are mostly silent.
//!
//! The HTTP library holds some 20 KB for as long as an answer lasts: buffers for what could be asked
//! next and for writing, and all that a request needed. None of it is needed here: the answer has no
//! length and no parts, nothing is asked after it, and of what comes from the other side only its
//! end matters. So the connection is taken from the library once the answer has begun.

use std::fmt::Write;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::Response;
use http::header;
use hyper::body::Body as _;
use kernel::Clock;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How long the other side may leave unread what it was sent; what waits meanwhile is bounded by
/// [`live::Limits`].
pub const READ_WITHIN: Duration = Duration::from_secs(30);

pub fn is(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    response.status() == 200 && kind.is_some_and(|kind| kind == "text/event-stream")
}

/// Writes the answer until it, or the connection, ends, or the other side did not read for so long.
pub async fn write(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    response: Response,
    patience: Duration,
) -> io::Result<()> {
    let (head, mut body) = response.into_parts();
    send(&mut stream, lines(&head).as_bytes(), patience).await?;
    drop(head);
    // Not what they say, which nobody may say here, but whether they are still there.
    let mut said = [0; 8];
    loop {
        let text = tokio::select! {
            text = next(&mut body) => text,
            length = stream.read(&mut said) => match length? {
                0 => return Ok(()),
                _ => continue,
            },
        };
        let Some(text) = text else { break };
        send(&mut stream, &text, patience).await?;
    }
    stream.shutdown().await
}

async fn send(
    stream: &mut (impl AsyncWrite + Unpin),
    bytes: &[u8],
    patience: Duration,
) -> io::Result<()> {
    let sent = async {
        stream.write_all(bytes).await?;
        stream.flush().await
    };
    tokio::time::timeout(patience, sent).await?
}

/// `None` at the end of the answer.
async fn next(body: &mut Body) -> Option<Bytes> {
    loop {
        let frame = std::future::poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await?;
        if let Ok(text) = frame.ok()?.into_data() {
            return Some(text);
        }
    }
}

fn lines(head: &http::response::Parts) -> String {
    let mut lines = format!("HTTP/1.1 {}\r\n", head.status);
    let headers = head.headers.iter();
    let headers = headers.filter_map(|(name, value)| Some((name, value.to_str().ok()?)));
    for (name, value) in headers {
        let _ = write!(lines, "{name}: {value}\r\n");
    }
    let now = jiff::Timestamp::from_microsecond(Clock::system().now().0).unwrap_or_default();
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
    let date = date.unwrap_or_default();
    lines + &format!("date: {date}\r\nconnection: close\r\n\r\n")
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use tokio::io::DuplexStream;

    use super::*;

    fn events(parts: &'static [&'static str]) -> Response {
        let parts = parts.iter().map(|part| Ok::<_, io::Error>(*part));
        let mut response = Response::new(Body::from_stream(futures::stream::iter(parts)));
        let kind = http::HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }

    async fn all(mut stream: DuplexStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text
    }

    #[tokio::test]
    async fn an_answer_is_written_until_it_ends() {
        let (ours, theirs) = tokio::io::duplex(16);
        let writing = tokio::spawn(write(ours, events(&[":\n\n", "data: 1\n\n"]), READ_WITHIN));
        let text = all(theirs).await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ndate: "));
        assert!(head.ends_with(" GMT\r\nconnection: close"), "{head}");
        assert_eq!(body, ":\n\ndata: 1\n\n");
        writing.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn a_reader_that_goes_away_is_noticed_without_anything_to_say() {
        let (ours, mut theirs) = tokio::io::duplex(4_096);
        let mut silent = events(&[]);
        *silent.body_mut() = Body::from_stream(futures::stream::pending::<io::Result<Bytes>>());
        let writing = tokio::spawn(write(ours, silent, READ_WITHIN));
        theirs.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        assert_eq!(
            theirs.read_u8().await.unwrap(),
            b'H',
            "the answer has begun"
        );
        drop(theirs);
        writing.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn a_reader_that_never_reads_is_let_go() {
        let (ours, _theirs) = tokio::io::duplex(16);
        let moment = Duration::from_millis(1);
        let error = write(ours, events(&["data: 1\n\n"]), moment)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn only_streams_of_events_are_endless() {
        assert!(is(&events(&[])));
        assert!(!is(&Response::new(Body::empty())));
        let mut refused = events(&[]);
        *refused.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        assert!(!is(&refused));
    }
}
