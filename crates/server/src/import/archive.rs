//! A folder or a zip file, read through one interface, one file at a time.
//!
//! Everything that could harm is refused when it is opened, before anything is unpacked: paths that
//! leave the archive, links, too many entries, too many bytes, suspicious compression. Nothing is
//! ever written to disk. Only `*.json` files are listed, names beginning with a dot included;
//! `.git` and what macOS adds to zip files are passed over.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kernel::{Error, Kind, Result};

mod zipped;

#[derive(Clone, Debug)]
pub struct Limits {
    pub entries: u64,
    /// Of all files together, unpacked.
    pub total_bytes: u64,
    /// Unpacked to packed size, of any file above [`RATIO_FREE_BYTES`] and of the whole.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            entries: 500_000,
            total_bytes: 64 << 30,
            ratio: 200,
        }
    }
}

/// Small files may be packed as tightly as they like.
pub const RATIO_FREE_BYTES: u64 = 1 << 20;

#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    files: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub struct Entry {
    /// Below the archive, with `/` between the parts.
    pub path: String,
    pub size_bytes: u64,
    packed: Option<zipped::Packed>,
}

impl Archive {
    /// 422 `archive_not_found`, `unreadable_archive` or `unsafe_archive`; the source says what.
    pub fn open(path: &Path, limits: &Limits) -> Result<Archive> {
        let metadata =
            std::fs::metadata(path).map_err(|error| refused("archive_not_found", error))?;
        let mut files = if metadata.is_dir() {
            walk(path, limits)?
        } else {
            zipped::list(path, limits)?
        };
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Archive {
            path: path.to_owned(),
            files,
        })
    }

    /// In the order of their paths.
    pub fn files(&self) -> &[Entry] {
        &self.files
    }

    pub fn total_bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size_bytes).sum()
    }

    /// Never gives more than the size the file was listed with.
    pub fn read(&self, file: usize) -> io::Result<Box<dyn Read + Send>> {
        let entry = &self.files[file];
        match &entry.packed {
            None => Ok(Box::new(
                File::open(self.path.join(&entry.path))?.take(entry.size_bytes),
            )),
            Some(packed) => zipped::read(&self.path, packed, entry.size_bytes),
        }
    }
}

fn walk(root: &Path, limits: &Limits) -> Result<Vec<Entry>> {
    let mut files = Vec::new();
    let mut count = Count::default();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let unreadable = |error| refused("unreadable_archive", error);
        for item in std::fs::read_dir(root.join(&folder)).map_err(unreadable)? {
            let item = item.map_err(unreadable)?;
            let kind = item.file_type().map_err(unreadable)?;
            let name = item.file_name().to_string_lossy().into_owned();
            if kind.is_dir() && name == ".git" {
                continue;
            }
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if kind.is_symlink() {
                return Err(unsafe_archive(&path, "is a link"));
            }
            if kind.is_dir() {
                count.add(&path, 0, limits)?;
                folders.push(path);
            } else if kind.is_file() {
                let size_bytes = item.metadata().map_err(unreadable)?.len();
                count.add(&path, size_bytes, limits)?;
                if is_wanted(&path) {
                    files.push(Entry {
                        path,
                        size_bytes,
                        packed: None,
                    });
                }
            }
        }
    }
    Ok(files)
}

/// What has been listed so far, against the limits.
#[derive(Default)]
struct Count {
    entries: u64,
    bytes: u64,
}

impl Count {
    fn add(&mut self, path: &str, size_bytes: u64, limits: &Limits) -> Result<()> {
        self.entries += 1;
        self.bytes = self.bytes.saturating_add(size_bytes);
        if self.entries > limits.entries {
            return Err(too_many(self.entries, limits));
        }
        if self.bytes > limits.total_bytes {
            let most = i64::try_from(limits.total_bytes).unwrap_or(i64::MAX);
            return Err(unsafe_archive(path, "makes the archive too large").limit(most));
        }
        Ok(())
    }
}

fn is_wanted(path: &str) -> bool {
    path.ends_with(".json") && !path.split('/').any(|part| part == "__MACOSX")
}

/// The folder a path lies in; empty at the top.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The last part of a path.
pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

fn too_many(entries: u64, limits: &Limits) -> Error {
    let most = i64::try_from(limits.entries).unwrap_or(i64::MAX);
    unsafe_archive(&format!("{entries} entries"), "are too many").limit(most)
}

fn unsafe_archive(path: &str, why: &str) -> Error {
    refused("unsafe_archive", format!("{path} {why}"))
}

fn refused(
    code: &'static str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::new(Kind::Invalid, code)
        .at("path")
        .with_source(source)
}

#[cfg(test)]
mod tests;
