//! Zip files: the list is checked as a whole, then each file is read by its own handle.
//!
//! Stored and deflated entries are read; others are listed and fail when they are read. The listing
//! comes from the `zip` crate; reading is done here, because an entry of that crate borrows the
//! archive and could not be kept between two records.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use kernel::Result;
use zip::{CompressionMethod, ZipArchive};

use super::{Count, Entry, Limits, RATIO_FREE_BYTES, is_wanted, refused, too_many, unsafe_archive};

/// Where and how a file lies in the zip file.
#[derive(Clone, Debug)]
pub struct Packed {
    header_start: u64,
    size_bytes: u64,
    method: CompressionMethod,
    crc: u32,
}

/// Bytes a central directory needs for one entry at least.
const DIRECTORY_ENTRY_BYTES: u64 = 46;
const LOCAL_HEADER_BYTES: usize = 30;

pub fn list(path: &Path, limits: &Limits) -> Result<Vec<Entry>> {
    let unreadable = |error: io::Error| refused("unreadable_archive", error);
    let mut file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    let entries = claimed_entries(&mut file, length).map_err(unreadable)?;
    if entries > limits.entries {
        return Err(too_many(entries, limits));
    }
    let zip = ZipArchive::new(BufReader::new(file))
        .map_err(|error| refused("unreadable_archive", error))?;
    let mut files = Vec::new();
    let mut count = Count::default();
    let mut packed_bytes = 0_u64;
    for index in 0..zip.len() {
        let entry = zip
            .by_index_data(index)
            .map_err(|error| refused("unreadable_archive", error))?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if !is_inside(&name) {
            return Err(unsafe_archive(&name, "leaves the archive"));
        }
        if entry.is_symlink() {
            return Err(unsafe_archive(&name, "is a link"));
        }
        if entry.encrypted() {
            return Err(unsafe_archive(&name, "is encrypted"));
        }
        let (size_bytes, packed) = (entry.size(), entry.compressed_size());
        if size_bytes > RATIO_FREE_BYTES && size_bytes / limits.ratio > packed {
            return Err(unsafe_archive(&name, "is packed too tightly"));
        }
        packed_bytes = packed_bytes.saturating_add(packed);
        count.add(&name, size_bytes, limits)?;
        if entry.is_file() && is_wanted(&name) {
            let packed = Packed {
                header_start: entry.header_start(),
                size_bytes: packed,
                method: entry.compression(),
                crc: entry.crc32(),
            };
            files.push(Entry {
                path: name,
                size_bytes,
                packed: Some(packed),
            });
        }
    }
    if packed_bytes > length {
        return Err(unsafe_archive("the archive", "holds entries that overlap"));
    }
    if count.bytes > RATIO_FREE_BYTES && count.bytes / limits.ratio > length {
        return Err(unsafe_archive("the archive", "is packed too tightly"));
    }
    Ok(files)
}

/// How many entries the end of the file claims, read before anything is allocated for them.
fn claimed_entries(file: &mut File, length: u64) -> io::Result<u64> {
    let tail_bytes = length.min(22 + 20 + 0xFFFF);
    file.seek(SeekFrom::Start(length - tail_bytes))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let claims = tail
        .windows(12)
        .enumerate()
        .filter(|(_, window)| window.starts_with(b"PK\x05\x06"));
    let mut most = 0;
    for (at, window) in claims {
        let directory_bytes = tail.get(at + 12..at + 16).map_or(0, number);
        let entries = number(&window[10..12]);
        let zip64 = entries == 0xFFFF || directory_bytes == 0xFFFF_FFFF;
        most = most.max(if zip64 {
            claimed_entries_64(file, &tail[..at])?
        } else {
            entries
        });
    }
    // More than fit into the file is a lie, and the reader of the list will say so.
    Ok(most.min(length / DIRECTORY_ENTRY_BYTES))
}

fn claimed_entries_64(file: &mut File, before: &[u8]) -> io::Result<u64> {
    let Some(at) = before
        .windows(4)
        .rposition(|window| window == b"PK\x06\x07")
    else {
        return Ok(0xFFFF);
    };
    let Some(offset) = before.get(at + 8..at + 16).map(number) else {
        return Ok(0xFFFF);
    };
    let mut record = [0; 56];
    file.seek(SeekFrom::Start(offset))?;
    let read = file.read_exact(&mut record);
    file.seek(SeekFrom::Start(0))?;
    read?;
    Ok(number(&record[32..40]))
}

fn number(little_endian: &[u8]) -> u64 {
    little_endian
        .iter()
        .rev()
        .fold(0, |sum, &byte| (sum << 8) | u64::from(byte))
}

/// Relative, without `..`, and the same on every system.
fn is_inside(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    !name.is_empty()
        && !drive
        && !name.starts_with('/')
        && !name.contains(['\\', '\0'])
        && name.split('/').all(|part| part != "..")
}

pub fn read(path: &Path, packed: &Packed, size_bytes: u64) -> io::Result<Box<dyn Read + Send>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(packed.header_start))?;
    let mut header = [0; LOCAL_HEADER_BYTES];
    file.read_exact(&mut header)?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "no entry at this place",
        ));
    }
    let skip = number(&header[26..28]) + number(&header[28..30]);
    file.seek_relative(i64::try_from(skip).expect("two 16-bit lengths"))?;
    let data = BufReader::new(file.take(packed.size_bytes));
    let reader: Box<dyn Read + Send> = match packed.method {
        CompressionMethod::Stored => Box::new(data),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(data)),
        _ => {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "packed in another way",
            ));
        }
    };
    Ok(Box::new(Checked {
        reader,
        left_bytes: size_bytes,
        sum: Crc::new(),
        expected: packed.crc,
    }))
}

/// Stops at the size the list gave, and compares the sum there.
struct Checked {
    reader: Box<dyn Read + Send>,
    left_bytes: u64,
    sum: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left_bytes)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let count = self.reader.read(&mut buffer[..most])?;
        self.sum.update(&buffer[..count]);
        self.left_bytes -= count as u64;
        let ended = count == 0 && !buffer.is_empty();
        if ended && (self.left_bytes > 0 || self.sum.sum() != self.expected) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the file is damaged",
            ));
        }
        Ok(count)
    }
}
