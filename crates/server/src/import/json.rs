//! Reads a long JSON list one element at a time, and reads each element liberally.
//!
//! The list is cut at its top level without parsing, so a broken element costs only itself, also one
//! that never ends, and a file of any size needs only the memory of its largest element. A file of
//! objects without the brackets is read as well, and so are several lists. Nothing here knows what the elements mean.

use std::fmt;
use std::io::{self, Read};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::reason::Reason;
use super::record::Record;

mod resume;

/// Larger elements are passed over.
const ELEMENT_BYTES: usize = 16 << 20;
const READ_BYTES: usize = 64 << 10;
/// So often a file is searched for the element after one that never ends.
const RESUMED: u32 = 200;

/// The elements of one file.
pub struct Elements<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Everything in `buffer` before this is done with.
    at: usize,
    place: Place,
    consumed_bytes: u64,
    index: u64,
    opened: bool,
    /// The list has ended; what follows is read all the same.
    closed: bool,
    done: bool,
    resumed: u32,
}

/// Line and column in a file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: u64,
    pub column: u64,
}

/// One element, not yet parsed.
pub struct Raw<'a> {
    /// Place in the list, from 0.
    pub index: u64,
    place: Place,
    bytes: &'a [u8],
}

/// What could not be read and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    pub reason: Reason,
    pub index: u64,
    pub place: Place,
}

impl Broken {
    pub fn skipped(&self, path: &str) -> Record {
        Record::skipped(
            self.reason,
            format!("{path}[{}], {}", self.index, self.place),
        )
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl<R: Read> Elements<R> {
    pub fn new(reader: R) -> Elements<R> {
        Elements {
            reader,
            buffer: Vec::new(),
            at: 0,
            place: Place { line: 1, column: 1 },
            consumed_bytes: 0,
            index: 0,
            opened: false,
            closed: false,
            done: false,
            resumed: 0,
        }
    }

    /// Bytes of the file that have been handed out or passed over.
    pub fn consumed_bytes(&self) -> u64 {
        self.consumed_bytes
    }

    /// Not an `Iterator`, because an element borrows the buffer.
    pub fn next(&mut self) -> Option<Result<Raw<'_>, Broken>> {
        if self.done {
            return None;
        }
        match self.cut() {
            Ok(None) => {
                self.done = true;
                None
            }
            Ok(Some(Cut::Broken(place, reason))) => Some(Err(self.broken(reason, place))),
            Ok(Some(Cut::Element(place, end))) => {
                let begin = self.at;
                self.consume(end);
                self.index += 1;
                let bytes = &self.buffer[begin..end];
                Some(Ok(Raw {
                    index: self.index - 1,
                    place,
                    bytes,
                }))
            }
            Err(error) => {
                self.done = true;
                let data = error.kind() == io::ErrorKind::UnexpectedEof;
                let reason = if data {
                    Reason::BrokenFile
                } else {
                    Reason::UnreadableFile
                };
                let place = self.place;
                Some(Err(self.broken(reason, place)))
            }
        }
    }

    fn broken(&mut self, reason: Reason, place: Place) -> Broken {
        self.index += 1;
        Broken {
            reason,
            index: self.index - 1,
            place,
        }
    }

    /// Finds where the next element ends. `UnexpectedEof` stands for anything that is not JSON.
    fn cut(&mut self) -> io::Result<Option<Cut>> {
        let Some(first) = self.next_element()? else {
            return Ok(None);
        };
        let place = self.place;
        if !matches!(
            first,
            b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n'
        ) {
            if !self.opened && self.index == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.done = !self.skip_to_object()?;
            let reason = if self.done {
                Reason::BrokenFile
            } else {
                Reason::BrokenRecord
            };
            return Ok(Some(Cut::Broken(place, reason)));
        }
        let mut scan = Scan::default();
        let mut at = self.at;
        let mut oversized = false;
        loop {
            if let Some(length) = scan.end(&self.buffer[at..]) {
                let end = at + length;
                if oversized {
                    self.consume(end);
                    return Ok(Some(Cut::Broken(place, Reason::RecordTooLarge)));
                }
                return Ok(Some(Cut::Element(place, end)));
            }
            at = self.buffer.len();
            if at - self.at > ELEMENT_BYTES {
                oversized = true;
                self.consume(at);
            }
            at -= self.at;
            if !self.fill()? {
                let scalar = scan.depth == 0 && !scan.in_string;
                if scalar && !self.opened {
                    return Ok(Some(Cut::Element(place, self.buffer.len())));
                }
                // The element never ends; the next one may still be found.
                let next = resume::next(&self.buffer[self.at..], place.column);
                if let Some(next) = next.filter(|_| self.resumed < RESUMED && !oversized) {
                    self.resumed += 1;
                    self.consume(self.at + next);
                    return Ok(Some(Cut::Broken(place, Reason::BrokenRecord)));
                }
                self.consume(self.buffer.len());
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Passes over what stands between elements; the first byte of the next one.
    fn next_element(&mut self) -> io::Result<Option<u8>> {
        loop {
            while let Some(&byte) = self.buffer.get(self.at) {
                match byte {
                    b' ' | b'\t' | b'\r' | b'\n' | b',' | 0xEF | 0xBB | 0xBF => {}
                    b'[' if !self.opened && self.index == 0 => self.opened = true,
                    b'[' if self.closed => self.closed = false,
                    b']' if self.opened => self.closed = true,
                    _ => return Ok(Some(byte)),
                }
                self.consume(self.at + 1);
            }
            if !self.fill()? {
                return if self.opened && !self.closed {
                    Err(io::ErrorKind::UnexpectedEof.into())
                } else {
                    Ok(None)
                };
            }
        }
    }

    /// Passes over what cannot stand between elements; false when nothing else follows.
    fn skip_to_object(&mut self) -> io::Result<bool> {
        loop {
            if let Some(length) = self.buffer[self.at..].iter().position(|b| *b == b'{') {
                self.consume(self.at + length);
                return Ok(true);
            }
            self.consume(self.buffer.len());
            if !self.fill()? {
                return Ok(false);
            }
        }
    }

    fn consume(&mut self, to: usize) {
        let bytes = &self.buffer[self.at..to];
        match bytes.iter().rposition(|&byte| byte == b'\n') {
            Some(last) => {
                self.place.line += bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
                self.place.column = (bytes.len() - last) as u64;
            }
            None => self.place.column += bytes.len() as u64,
        }
        self.consumed_bytes += bytes.len() as u64;
        self.at = to;
    }

    /// Drops what is done with and reads on; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let length = self.buffer.len();
        self.buffer.resize(length + READ_BYTES, 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[length..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(length + *read.as_ref().unwrap_or(&0));
        Ok(read? > 0)
    }
}

enum Cut {
    /// Up to where in the buffer it goes.
    Element(Place, usize),
    /// Passed over.
    Broken(Place, Reason),
}

#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Goes on over `bytes`; how many of them belong to the element when it ends in them.
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_string {
                at += self.in_string(&bytes[at..]);
                if !self.in_string && self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            match bytes[at] {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth == 0 => return Some(at),
                b'}' | b']' => self.depth -= 1,
                b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return Some(at),
                _ => {}
            }
            at += 1;
            if self.depth == 0 && matches!(bytes[at - 1], b'}' | b']') {
                return Some(at);
            }
        }
        None
    }

    /// Goes on to the end of the string, if it is in `bytes`; how many belong to it.
    fn in_string(&mut self, bytes: &[u8]) -> usize {
        let mut at = usize::from(self.escaped);
        self.escaped = false;
        while at < bytes.len() {
            at += plain_bytes(&bytes[at..]);
            match bytes.get(at) {
                Some(b'"') => {
                    self.in_string = false;
                    return at + 1;
                }
                Some(b'\\') => {
                    self.escaped = at + 1 == bytes.len();
                    at += 2;
                }
                Some(_) => at += 1,
                None => {}
            }
        }
        bytes.len()
    }
}

/// Bytes at the start, in whole blocks, that neither end a string nor escape: most of any archive.
/// A block has a fixed size and no early end, so that the compiler compares it at once.
fn plain_bytes(bytes: &[u8]) -> usize {
    const BLOCK_BYTES: usize = 32;
    let plain = |block: &&[u8]| {
        !block.iter().fold(false, |found, &byte| {
            found | (byte == b'"') | (byte == b'\\')
        })
    };
    bytes.chunks_exact(BLOCK_BYTES).take_while(plain).count() * BLOCK_BYTES
}

impl Raw<'_> {
    /// Repairs what can be repaired without guessing: broken UTF-8, lone surrogates, raw control
    /// characters.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Broken> {
        let error = match serde_json::from_slice(self.bytes) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        if let Ok(value) = serde_json::from_str(&repaired(self.bytes)) {
            return Ok(value);
        }
        let (line, column) = (error.line() as u64, error.column() as u64);
        let place = if line <= 1 {
            Place {
                line: self.place.line,
                column: self.place.column + column.saturating_sub(1),
            }
        } else {
            Place {
                line: self.place.line + line - 1,
                column,
            }
        };
        Err(Broken {
            reason: Reason::BrokenRecord,
            index: self.index,
            place,
        })
    }
}

/// The elements of a list that stands in an object, as a program's answers have it:
/// `{"ok": true, "messages": […]}`. Anything else is one element.
pub fn unwrapped(mut value: Value, place: String) -> Vec<(Value, String)> {
    const LISTS: [&str; 5] = ["messages", "members", "users", "channels", "groups"];
    let is_record = ["id", "ts", "type", "content"]
        .iter()
        .any(|key| value.get(key).is_some());
    let list = LISTS
        .iter()
        .find(|list| value.get(list).is_some_and(Value::is_array));
    let (Some(list), false) = (list, is_record) else {
        return vec![(value, place)];
    };
    let Some(Value::Array(elements)) = value.get_mut(list).map(Value::take) else {
        return vec![(value, place)];
    };
    let named = |(index, element)| (element, format!("{place}.{list}[{index}]"));
    elements.into_iter().enumerate().map(named).collect()
}

fn repaired(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('\\') {
        push_without_controls(&mut out, &rest[..at]);
        rest = &rest[at..];
        let (escape, length) = match unit(rest) {
            Some(0xD800..0xDC00) if matches!(unit(&rest[6..]), Some(0xDC00..0xE000)) => {
                (&rest[..12], 12)
            }
            Some(0xD800..0xE000) => ("\\ufffd", 6),
            _ => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                (&rest[..length], length)
            }
        };
        out.push_str(escape);
        rest = &rest[length..];
    }
    push_without_controls(&mut out, rest);
    out
}

fn push_without_controls(out: &mut String, text: &str) {
    out.extend(
        text.chars()
            .map(|c| if c.is_ascii_control() { ' ' } else { c }),
    );
}

/// The UTF-16 unit of a `\uXXXX` at the start of `text`.
fn unit(text: &str) -> Option<u32> {
    let hex = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(hex, 16).ok()
}

#[cfg(test)]
mod tests;
