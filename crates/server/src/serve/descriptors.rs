//! How many files and connections the process may hold, and how many of them streams may take.

use rustix::process::{Resource, getrlimit, setrlimit};

/// One in so many is left for everything that is no stream: requests, which come and go, the files
/// of the database, the store's own connections.
const RESERVED_PART: usize = 20;
const RESERVED_AT_LEAST: usize = 500;
/// Where the system sets no bound worth the name: some 500 MB of memory.
const MOST_STREAMS: usize = 100_000;

/// Raises the process's own limit to what the system allows it; what is now allowed.
pub fn raise() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current != limit.maximum {
        let before = limit.current;
        limit.current = limit.maximum;
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%error, "the limit of open files could not be raised");
            limit.current = before;
        }
    }
    limit.current.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    })
}

/// Of so many files that may be open, how many may be streams.
pub fn for_streams(files: usize) -> usize {
    let reserved = (files / RESERVED_PART).max(RESERVED_AT_LEAST);
    files.saturating_sub(reserved).clamp(16, MOST_STREAMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_leave_room_for_requests() {
        let cases = [
            (1_024, 524),
            (20_000, 19_000),
            (usize::MAX, 100_000),
            (256, 16),
        ];
        for (files, streams) in cases {
            assert_eq!(for_streams(files), streams, "{files}");
        }
    }
}
