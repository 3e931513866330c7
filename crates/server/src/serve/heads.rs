//! Looks over the bytes of a connection for heads that state the length of their body twice.
//!
//! A request with both `Content-Length` and `Transfer-Encoding` may be read differently by a proxy
//! and by us, and so carry a second request past the proxy. The HTTP library quietly drops the one
//! length, so it has to be seen before.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection that is looked over as it is read.
pub struct Watched<S> {
    stream: S,
    scanner: Scanner,
    ambiguous: Arc<AtomicBool>,
}

impl<S> Watched<S> {
    /// The flag tells whether a head with two lengths was ever seen. A body may hold the text of
    /// one, so it counts only for requests that state `Transfer-Encoding` themselves.
    pub fn new(stream: S) -> (Watched<S>, Arc<AtomicBool>) {
        let ambiguous = Arc::new(AtomicBool::new(false));
        (
            Watched {
                stream,
                scanner: Scanner::default(),
                ambiguous: ambiguous.clone(),
            },
            ambiguous,
        )
    }

    /// The connection itself, when nothing more will be read of it.
    pub fn into_inner(self) -> S {
        self.stream
    }
}

const NAME: usize = "transfer-encoding:".len();
const VERSION: usize = "HTTP/1.1".len();

/// Where in the text it is: of each line its first and last characters are enough.
#[derive(Default)]
struct Scanner {
    first: [u8; NAME],
    last: [u8; VERSION],
    /// Characters of the line so far.
    length: usize,
    in_head: bool,
    by_length: bool,
    by_encoding: bool,
}

impl Scanner {
    /// True when a head with both ends in these bytes.
    fn scan(&mut self, bytes: &[u8]) -> bool {
        let mut found = false;
        for byte in bytes {
            match byte {
                b'\n' => {
                    found |= self.line();
                    self.length = 0;
                }
                b'\r' => {}
                byte => {
                    if let Some(place) = self.first.get_mut(self.length) {
                        *place = byte.to_ascii_lowercase();
                    }
                    self.last.rotate_left(1);
                    self.last[VERSION - 1] = *byte;
                    self.length += 1;
                }
            }
        }
        found
    }

    fn line(&mut self) -> bool {
        let begins =
            |name: &str| self.length >= name.len() && self.first.starts_with(name.as_bytes());
        if self.length == 0 {
            return std::mem::take(&mut self.in_head) && self.by_length && self.by_encoding;
        }
        if !self.in_head {
            self.in_head = self.length > VERSION && self.last.starts_with(b"HTTP/1.");
            (self.by_length, self.by_encoding) = (false, false);
        } else if begins("content-length:") {
            self.by_length = true;
        } else if begins("transfer-encoding:") {
            self.by_encoding = true;
        }
        false
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(cx, buffer))?;
        if this.scanner.scan(&buffer.filled()[before..]) {
            this.ambiguous.store(true, Ordering::Relaxed);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_with_two_lengths_is_seen_wherever_the_bytes_are_cut() {
        let two = "POST / HTTP/1.1\r\nContent-Length: 5\r\nhost: x\r\nTRANSFER-encoding: chunked\r\n\r\n0\r\n\r\n";
        for cut in 0..two.len() {
            let mut scanner = Scanner::default();
            let (first, rest) = two.as_bytes().split_at(cut);
            assert!(scanner.scan(first) | scanner.scan(rest), "{cut}");
        }
        let mut scanner = Scanner::default();
        assert!(
            scanner.scan(format!("{two}GET / HTTP/1.1\r\n\r\n").as_bytes()),
            "what follows hides nothing"
        );
    }

    #[test]
    fn two_requests_with_a_length_each_are_fine() {
        let mut scanner = Scanner::default();
        let one = "POST / HTTP/1.1\ncontent-length: 23\n\ntransfer-encoding: x\n\n\n";
        let other = "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n";
        assert!(!scanner.scan(one.as_bytes()));
        assert!(!scanner.scan(other.as_bytes()));
        assert!(!scanner.scan(one.as_bytes()));
    }
}
