//! The local socket by which commands reach the program that has a SQLite network open.
//!
//! It lies in the data folder and speaks lines of JSON: one [`Work`], then what it says, then how it
//! ended. Only the user who runs the program, and root, are listened to.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use network::App;
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

use super::{Said, Say, Work};
use crate::ground;

/// A file of people is sent in one line.
const REQUEST_BYTES: u64 = 512 * 1024 * 1024;
/// The path of a socket has 108 bytes on Linux, less elsewhere.
const PATH_BYTES: usize = 100;
/// A command that does not say what it wants, or does not hear what is said.
const WITHIN: Duration = Duration::from_secs(60);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Said(Said),
    Done,
    Failed(String),
}

/// A connection to the program that serves this folder; `None` when none does.
pub fn reach(folder: &Path) -> Option<UnixStream> {
    within(folder, |path| UnixStream::connect(path)).ok()
}

/// Sends the work and passes on what is said.
pub fn ask(mut server: UnixStream, work: &Work, say: Say<'_>) -> Result<()> {
    let mut line = serde_json::to_string(work)?;
    line.push('\n');
    server
        .write_all(line.as_bytes())
        .context("the running program does not listen")?;
    for line in BufReader::new(server).lines() {
        let line = line.context("the running program went away")?;
        match serde_json::from_str(&line).context("the running program is of another version")? {
            Answer::Said(said) => say(said)?,
            Answer::Done => return Ok(()),
            Answer::Failed(reason) => return Err(anyhow!(reason)),
        }
    }
    bail!("the running program ended before the work was done");
}

/// Listens until it is dropped.
pub struct Socket {
    path: PathBuf,
    accepting: JoinHandle<()>,
}

impl Socket {
    /// Begins to listen. The lock of the data folder is held, so a socket found there is a dead one.
    pub fn open(folder: &Path, app: &App) -> io::Result<Socket> {
        let path = path(folder);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = within(folder, |path| tokio::net::UnixListener::bind(path))?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        let owner = std::fs::metadata(&path)?.uid();
        let app = app.clone();
        let accepting = tokio::spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => serve(stream, owner, &app),
                    Err(error) => {
                        tracing::warn!(%error, "a command could not be heard");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        });
        Ok(Socket { path, accepting })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.accepting.abort();
        // Whoever comes later must not wait for an answer; if it stays, connecting fails as well.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn serve(stream: tokio::net::UnixStream, owner: u32, app: &App) {
    let known = stream
        .peer_cred()
        .is_ok_and(|peer| peer.uid() == owner || peer.uid() == 0);
    let Ok(stream) = stream.into_std() else {
        return;
    };
    if !known {
        tracing::warn!("a command of another user was refused");
        return;
    }
    let app = app.clone();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = answer(&stream, &app) {
            tracing::debug!(%error, "a command went away");
        }
    });
}

fn answer(stream: &UnixStream, app: &App) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(WITHIN))?;
    stream.set_write_timeout(Some(WITHIN))?;
    let mut line = String::new();
    BufReader::new(stream.take(REQUEST_BYTES)).read_line(&mut line)?;
    let work: Work = match serde_json::from_str(&line) {
        Ok(work) => work,
        Err(error) => {
            let reason = format!(
                "the running program is of another version, or the file is too large: {error}"
            );
            return tell(stream, &Answer::Failed(reason));
        }
    };
    drop(line);
    let mut say = |said| Ok(tell(stream, &Answer::Said(said))?);
    let done = match work {
        // The index is kept by whoever serves.
        Work::RebuildIndex { .. } => super::index::have_rebuilt(app, &mut say),
        work => super::run(&app.store, work, &mut say),
    };
    match done {
        Ok(()) => tell(stream, &Answer::Done),
        Err(error) => tell(stream, &Answer::Failed(ground::in_words(&error))),
    }
}

fn tell(mut stream: &UnixStream, answer: &Answer) -> io::Result<()> {
    let mut line = serde_json::to_string(answer)?;
    line.push('\n');
    stream.write_all(line.as_bytes())
}

fn path(folder: &Path) -> PathBuf {
    folder.join("socket")
}

/// Uses the socket by its path, or by a shorter one where the system would find it too long.
fn within<T>(folder: &Path, usage: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let path = path(folder);
    if path.as_os_str().len() < PATH_BYTES {
        return usage(&path);
    }
    let folder = std::fs::File::open(folder)?;
    usage(Path::new(&format!(
        "/proc/self/fd/{}/socket",
        folder.as_raw_fd()
    )))
}
