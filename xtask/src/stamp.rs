//! Fingerprints of sources, so that a second start does not ask cargo and npm what has changed.
//!
//! A fingerprint is made from names and contents, not from times: a fresh checkout of the same
//! sources has the same one. It guards nothing but our own patience.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project;

/// Folders whose content follows from the rest.
const MADE: [&str; 3] = ["node_modules", "dist", "e2e"];

/// The fingerprint of files and folders of the project; what is absent counts as absent.
pub fn of(paths: &[&str]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(&project::root().join(path), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    path.strip_prefix(project::root())
        .unwrap_or(path)
        .hash(hasher);
    if path.is_dir() {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            entries.push(entry?.path());
        }
        entries.retain(|entry| !MADE.iter().any(|made| entry.ends_with(made)));
        entries.sort();
        entries.iter().try_for_each(|entry| add(entry, hasher))
    } else {
        let content = fs::read(path).ok();
        content.hash(hasher);
        Ok(())
    }
}

/// A small file that remembers a fingerprint, and a line of what was made from it.
pub struct Stamp {
    file: PathBuf,
}

impl Stamp {
    pub fn named(name: &str) -> Result<Stamp> {
        Ok(Stamp {
            file: project::work_folder()?.join(format!("{name}.stamp")),
        })
    }

    /// The line kept with this fingerprint; `None` when it was made from something else.
    pub fn read(&self, fingerprint: &str) -> Option<String> {
        let text = fs::read_to_string(&self.file).ok()?;
        let (kept, line) = text.split_once('\n')?;
        (kept == fingerprint).then(|| line.trim_end().to_owned())
    }

    pub fn write(&self, fingerprint: &str, line: &str) -> Result<()> {
        fs::write(&self.file, format!("{fingerprint}\n{line}\n"))
            .with_context(|| format!("cannot write {}", self.file.display()))
    }

    pub fn remove(&self) {
        // A stamp that was never written is removed as well as one that was.
        fs::remove_file(&self.file).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_answers_only_to_the_fingerprint_it_was_written_with() {
        let stamp = Stamp::named("test-of-stamps").unwrap();
        stamp.write("aaaa", "made by hand").unwrap();
        assert_eq!(stamp.read("aaaa").as_deref(), Some("made by hand"));
        assert_eq!(stamp.read("bbbb"), None);
        stamp.remove();
        assert_eq!(stamp.read("aaaa"), None);
    }

    #[test]
    fn a_fingerprint_follows_content_and_absence() {
        let folder = project::work_folder().unwrap().join("test-of-fingerprints");
        fs::create_dir_all(folder.join("dist")).unwrap();
        let path = folder.to_str().unwrap();
        fs::write(folder.join("a"), "one").unwrap();
        let before = of(&[path]).unwrap();
        fs::write(folder.join("dist/made"), "anything").unwrap();
        assert_eq!(of(&[path]).unwrap(), before);
        fs::write(folder.join("a"), "two").unwrap();
        assert_ne!(of(&[path]).unwrap(), before);
        assert_ne!(of(&["no-such-file"]).unwrap(), of(&["deny.toml"]).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}
