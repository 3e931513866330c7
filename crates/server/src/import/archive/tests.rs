//! Tests of archives.

use std::io::Write;
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;

use super::*;
use crate::import::testing::folder;

fn zipped(write: impl FnOnce(&mut zip::ZipWriter<File>)) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut zip = zip::ZipWriter::new(file.reopen().unwrap());
    write(&mut zip);
    zip.finish().unwrap();
    file
}

fn add(zip: &mut zip::ZipWriter<File>, name: &str, data: &[u8]) {
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(data).unwrap();
}

/// Both engines of refusal give the same answer, quickly.
fn assert_unsafe(path: &Path, limits: &Limits, why: &str) {
    let started = Instant::now();
    let error = Archive::open(path, limits).unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!((error.kind.status(), error.code()), (422, "unsafe_archive"));
    let cause = error.cause().unwrap().to_string();
    assert!(cause.contains(why), "{cause}");
}

#[test]
fn hidden_names_are_listed_and_foreign_files_are_not() {
    let files = [
        (".E2.9C.94.json", "[]"),
        ("a/.hidden/x.json", "[]"),
        ("a/notes.txt", ""),
        (".git/config.json", ""),
        ("__MACOSX/a.json", ""),
    ];
    let folder = folder(&files);
    let zip = zipped(|zip| {
        for (name, data) in files.iter().filter(|(name, _)| !name.starts_with(".git")) {
            add(zip, name, data.as_bytes());
        }
    });
    for path in [folder.path(), zip.path()] {
        let archive = Archive::open(path, &Limits::default()).unwrap();
        let paths: Vec<_> = archive
            .files()
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(paths, [".E2.9C.94.json", "a/.hidden/x.json"]);
    }
}

#[test]
fn paths_that_leave_the_archive_are_refused() {
    for name in [
        "../evil.json",
        "a/../../evil.json",
        "/etc/evil.json",
        "a\\..\\evil.json",
        "C:/evil.json",
    ] {
        let zip = zipped(|zip| {
            add(zip, "users.json", b"[]");
            add(zip, name, b"[]");
        });
        assert_unsafe(zip.path(), &Limits::default(), "leaves the archive");
    }
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let zip = zipped(|zip| {
        zip.add_symlink("a.json", "/etc/passwd", SimpleFileOptions::default())
            .unwrap()
    });
    assert_unsafe(zip.path(), &Limits::default(), "is a link");
    let folder = folder(&[("a.json", "[]")]);
    std::os::unix::fs::symlink("/etc", folder.path().join("b")).unwrap();
    assert_unsafe(folder.path(), &Limits::default(), "is a link");
}

#[test]
fn too_many_entries_are_refused_before_they_are_read() {
    let limits = Limits {
        entries: 3,
        ..Limits::default()
    };
    let names: Vec<_> = (0..4).map(|n| format!("{n}.json")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), "[]")).collect();
    assert!(Archive::open(folder(&files[1..]).path(), &limits).is_ok());
    assert_unsafe(folder(&files).path(), &limits, "too many");
    let zip = zipped(|zip| {
        files
            .iter()
            .for_each(|(name, data)| add(zip, name, data.as_bytes()))
    });
    assert_unsafe(zip.path(), &limits, "too many");
}

#[test]
fn a_million_entries_are_refused_by_their_claim() {
    // The smallest directory of a million entries, written by hand: all name the same empty file.
    let entries = 1_000_000_u64;
    let local = [&b"PK\x03\x04\x14\0"[..], &[0; 20], b"\x01\0\0\0a"].concat();
    let central = [
        &b"PK\x01\x02\x14\0\x14\0"[..],
        &[0; 20],
        b"\x01\0",
        &[0; 16],
        b"a",
    ]
    .concat();
    let mut bytes = local.clone();
    (0..entries).for_each(|_| bytes.extend(&central));
    let end = bytes.len() as u64;
    let size = central.len() as u64 * entries;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [entries, entries, size, local.len() as u64] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(end.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([0xFF; 12]);
    bytes.extend([0, 0]);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    assert_unsafe(file.path(), &Limits::default(), "too many");
}

#[test]
fn too_much_and_too_tightly_packed_is_refused() {
    let limits = Limits {
        total_bytes: 10,
        ..Limits::default()
    };
    let files = [("a.json", "[1,2,3]"), ("b.json", "[1,2,3]")];
    assert_unsafe(folder(&files).path(), &limits, "too large");
    let zip = zipped(|zip| {
        files
            .iter()
            .for_each(|(name, data)| add(zip, name, data.as_bytes()))
    });
    assert_unsafe(zip.path(), &limits, "too large");
    let bomb = zipped(|zip| add(zip, "a.json", &vec![b' '; 8 << 20]));
    assert_unsafe(bomb.path(), &Limits::default(), "too tightly");
    let small = zipped(|zip| add(zip, "a.json", &vec![b' '; 1 << 20]));
    assert!(Archive::open(small.path(), &Limits::default()).is_ok());
}

#[test]
fn an_entry_that_lies_about_its_size_ends_where_it_was_listed() {
    let zip = zipped(|zip| add(zip, "a.json", &[b' '; 1000]));
    let mut bytes = std::fs::read(zip.path()).unwrap();
    let central = bytes
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .unwrap();
    bytes[central + 24..central + 28].copy_from_slice(&10_u32.to_le_bytes());
    std::fs::write(zip.path(), bytes).unwrap();
    let archive = Archive::open(zip.path(), &Limits::default()).unwrap();
    let mut read = Vec::new();
    let result = archive.read(0).unwrap().read_to_end(&mut read);
    assert_eq!(result.unwrap_err().kind(), io::ErrorKind::InvalidData);
    assert_eq!(read.len(), 10);
}

#[test]
fn damage_and_strangers_are_named() {
    let zip = zipped(|zip| {
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("a.json", stored).unwrap();
        zip.write_all(b"[1,2,3]").unwrap();
    });
    let mut bytes = std::fs::read(zip.path()).unwrap();
    let data = bytes
        .windows(7)
        .position(|window| window == b"[1,2,3]")
        .unwrap();
    bytes[data + 1] = b'9';
    std::fs::write(zip.path(), bytes).unwrap();
    let archive = Archive::open(zip.path(), &Limits::default()).unwrap();
    assert!(
        archive
            .read(0)
            .unwrap()
            .read_to_end(&mut Vec::new())
            .is_err()
    );

    let folder = folder(&[("a.json", "[]")]);
    let code = |path: &Path| Archive::open(path, &Limits::default()).unwrap_err().code();
    assert_eq!(code(&folder.path().join("a.json")), "unreadable_archive");
    assert_eq!(code(&folder.path().join("gone")), "archive_not_found");
}
