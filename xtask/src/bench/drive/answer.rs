//! HTTP/1.1 answers out of the bytes of a kept connection. Knows no sockets.
//!
//! As much of the protocol as our own program speaks: a stated length or chunks. An answer that ends
//! with its connection is an error here.

use anyhow::{Context, Result, bail, ensure};

const HEAD_BYTES: usize = 64 * 1024;
/// More than any answer we measure; a server that sends on and on is stopped here.
const BODY_BYTES: usize = 64 * 1024 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(value.trim())
}

/// What has come and was not yet given out.
#[derive(Default)]
pub struct Reading {
    bytes: Vec<u8>,
    /// The end of the head was looked for up to here.
    looked: usize,
    begun: Option<Begun>,
}

struct Begun {
    status: u16,
    head: String,
    rest: Rest,
}

enum Rest {
    Bytes(usize),
    /// What of the chunked body has been put together.
    Chunks(Vec<u8>),
}

impl Reading {
    pub fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// True when nothing of another answer has come.
    pub fn is_clean(&self) -> bool {
        self.bytes.is_empty() && self.begun.is_none()
    }

    /// What has come behind a head that was taken alone.
    pub fn left(&self) -> &[u8] {
        &self.bytes
    }

    /// The head alone, for answers that are read as they come; the rest stays.
    pub fn head(&mut self) -> Result<Option<(u16, String)>> {
        let Some(end) = find(&self.bytes, b"\r\n\r\n", self.looked) else {
            ensure!(self.bytes.len() <= HEAD_BYTES, "a head without end");
            self.looked = self.bytes.len().saturating_sub(3);
            return Ok(None);
        };
        self.looked = 0;
        let head = String::from_utf8_lossy(&self.bytes[..end + 2]).into_owned();
        self.bytes.drain(..end + 4);
        let status = head
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.get(..3)?.parse().ok())
            .with_context(|| format!("not an answer of HTTP/1.1: {:?}", head.lines().next()))?;
        Ok(Some((status, head)))
    }

    /// The next whole answer, once all of it has come.
    pub fn next(&mut self) -> Result<Option<Answer>> {
        if self.begun.is_none() {
            let Some((status, head)) = self.head()? else {
                return Ok(None);
            };
            let rest = rest(status, &head)?;
            self.begun = Some(Begun { status, head, rest });
        }
        let body = match &mut self.begun.as_mut().expect("it was begun above").rest {
            Rest::Bytes(length) if self.bytes.len() >= *length => {
                Some(self.bytes.drain(..*length).collect())
            }
            Rest::Bytes(_) => None,
            Rest::Chunks(body) => chunks(&mut self.bytes, body)?.then(|| std::mem::take(body)),
        };
        Ok(body.and_then(|body| {
            let Begun { status, head, .. } = self.begun.take()?;
            Some(Answer { status, head, body })
        }))
    }
}

fn rest(status: u16, head: &str) -> Result<Rest> {
    if status == 204 || status == 304 {
        return Ok(Rest::Bytes(0));
    }
    if header(head, "transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
        return Ok(Rest::Chunks(Vec::new()));
    }
    let Some(length) = header(head, "content-length") else {
        bail!("an answer {status} that does not say how long it is");
    };
    let length = length
        .parse()
        .with_context(|| format!("not a length: {length:?}"))?;
    ensure!(length <= BODY_BYTES, "an answer of {length} bytes");
    Ok(Rest::Bytes(length))
}

/// Moves whole chunks out of `bytes` into `body`; true when the last one has come.
fn chunks(bytes: &mut Vec<u8>, body: &mut Vec<u8>) -> Result<bool> {
    let mut at = 0;
    let ended = loop {
        let Some(line) = find(bytes, b"\r\n", at) else {
            break false;
        };
        let size = String::from_utf8_lossy(&bytes[at..line]);
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16)
            .with_context(|| format!("not the size of a chunk: {size:?}"))?;
        ensure!(
            size <= BODY_BYTES && body.len() + size <= BODY_BYTES,
            "a body without end"
        );
        let (begin, end) = (line + 2, line + 2 + size);
        if bytes.len() < end + 2 {
            break false;
        }
        ensure!(
            &bytes[end..end + 2] == b"\r\n",
            "a chunk longer than it says"
        );
        body.extend_from_slice(&bytes[begin..end]);
        at = end + 2;
        if size == 0 {
            break true;
        }
    };
    bytes.drain(..at);
    Ok(ended)
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let found = bytes
        .get(from..)?
        .windows(what.len())
        .position(|part| part == what)?;
    Some(from + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZED: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nx: y\r\n\r\nhello";
    const CHUNKED: &str = "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n\
        3\r\nhel\r\n2;note=x\r\nlo\r\n0\r\n\r\n";

    #[test]
    fn an_answer_is_the_same_wherever_its_bytes_are_cut() {
        for (text, status) in [(SIZED, 200), (CHUNKED, 201)] {
            for cut in 0..text.len() {
                let mut reading = Reading::default();
                let (first, rest) = text.as_bytes().split_at(cut);
                reading.take(first);
                assert_eq!(reading.next().unwrap(), None, "{cut}");
                reading.take(rest);
                let answer = reading.next().unwrap().unwrap();
                assert_eq!((answer.status, answer.text().as_str()), (status, "hello"));
                assert!(reading.is_clean(), "{cut}");
            }
        }
    }

    #[test]
    fn answers_of_one_connection_follow_one_another() {
        let mut reading = Reading::default();
        let empty = "HTTP/1.1 204 No Content\r\n\r\n";
        let all = [CHUNKED, empty, SIZED, CHUNKED].concat();
        let mut statuses = Vec::new();
        for piece in all.as_bytes().chunks(7) {
            reading.take(piece);
            while let Some(answer) = reading.next().unwrap() {
                statuses.push(answer.status);
            }
        }
        assert_eq!(statuses, [201, 204, 200, 201]);
        assert!(reading.is_clean());
    }

    #[test]
    fn headers_are_found_in_any_case() {
        let mut reading = Reading::default();
        reading.take(SIZED.as_bytes());
        let answer = reading.next().unwrap().unwrap();
        assert_eq!(answer.header("X"), Some("y"));
        assert_eq!(answer.header("z"), None);
    }

    #[test]
    fn what_is_no_answer_is_an_error() {
        for wrong in [
            "HTTP/1.0 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffff\r\n",
        ] {
            let mut reading = Reading::default();
            reading.take(wrong.as_bytes());
            assert!(reading.next().is_err(), "{wrong}");
        }
        let mut endless = Reading::default();
        endless.take(&vec![b'x'; HEAD_BYTES + 1]);
        assert!(endless.next().is_err());
    }
}
