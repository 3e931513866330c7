//! The project's own files, for tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

pub struct Source {
    /// Below the project's folder, with forward slashes.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// What is not a test: the file up to its tests, nothing of a file of tests; without comments.
    pub fn program(&self) -> String {
        let tests = self.path.ends_with("tests.rs")
            || self.path.contains("/tests/")
            || self.path.contains("/testing");
        if tests {
            return String::new();
        }
        let program = self
            .text
            .split("\n#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        program
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the project's folder is there")
}

/// Every file with one of the endings in the folders, sorted by path.
pub fn files(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    for folder in folders {
        collect(&root, &root.join(folder), endings, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no {endings:?} in {folders:?}");
    found
}

/// All Rust files of the workspace.
pub fn rust() -> Vec<Source> {
    files(&["crates", "xtask"], &["rs"])
}

fn collect(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder)
        .expect("the folder can be read")
        .flatten()
    {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "target" | "node_modules" | "dist" | ".git") {
                collect(root, &path, endings, found);
            }
        } else if name
            .rsplit_once('.')
            .is_some_and(|(_, ending)| endings.contains(&ending))
        {
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let path = path
                .strip_prefix(root)
                .expect("it was found below")
                .to_string_lossy()
                .replace('\\', "/");
            found.push(Source { path, text });
        }
    }
}
