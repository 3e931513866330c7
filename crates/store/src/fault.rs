//! What an engine's error means to a caller.
//!
//! Engines' own error types end here: outside of the crate there is only [`kernel::Error`].

use kernel::{Error, Kind};
use rusqlite::ErrorCode;
use rusqlite::ffi;

/// An error that can be told to every job of a batch.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub kind: Kind,
    pub code: &'static str,
    pub text: String,
    /// The storage can no longer be trusted: nothing more may be acknowledged.
    pub poison: bool,
    /// The statement is right, but the values broke a rule of the schema.
    pub constraint: bool,
    /// The same work may succeed when it is done again.
    pub again: Again,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    Never,
    /// PostgreSQL reports some lost races as a violated unique index.
    Once,
    Often,
    /// The connection is gone; nothing was committed if the commit had not been sent.
    Reconnected,
}

impl Failure {
    pub fn new(kind: Kind, code: &'static str, text: impl Into<String>) -> Failure {
        Failure {
            kind,
            code,
            text: text.into(),
            poison: false,
            constraint: false,
            again: Again::Never,
        }
    }

    /// Of what was written nobody knows whether it is there.
    pub fn storage(text: impl Into<String>) -> Failure {
        let failure = Failure::new(Kind::Unavailable, "storage_failed", text);
        Failure {
            poison: true,
            ..failure
        }
    }

    pub fn error(&self) -> Error {
        let mut error = Error::new(self.kind, self.code).with_source(self.text.clone());
        if self.kind == Kind::Unavailable {
            error.retry_after_s = Some(2);
        }
        error
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        let text = error.to_string();
        let rusqlite::Error::SqliteFailure(cause, _) = error else {
            return Failure::new(Kind::Internal, "internal", text);
        };
        match cause.code {
            ErrorCode::DiskFull => Failure::new(Kind::Full, "disk_full", text),
            ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                Failure::storage(text)
            }
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::CannotOpen
            | ErrorCode::OperationInterrupted => {
                Failure::new(Kind::Unavailable, "database_busy", text)
            }
            ErrorCode::ConstraintViolation => {
                let failure = match cause.extended_code {
                    ffi::SQLITE_CONSTRAINT_UNIQUE
                    | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                    | ffi::SQLITE_CONSTRAINT_ROWID => Failure::new(Kind::Conflict, "unique", text),
                    _ => Failure::new(Kind::Internal, "internal", text),
                };
                Failure {
                    constraint: true,
                    ..failure
                }
            }
            _ => Failure::new(Kind::Internal, "internal", text),
        }
    }
}

impl From<postgres::Error> for Failure {
    fn from(error: postgres::Error) -> Failure {
        let Some(cause) = error.as_db_error() else {
            let text = chain(&error);
            if error.is_closed()
                || std::error::Error::source(&error).is_some_and(|s| s.is::<std::io::Error>())
            {
                return lost(text);
            }
            return Failure::new(Kind::Internal, "internal", text);
        };
        let text = format!("{}: {}", cause.code().code(), cause.message());
        let again = |again| Failure {
            again,
            ..Failure::new(Kind::Unavailable, "database_busy", text.clone())
        };
        match cause.code().code() {
            "40001" | "40P01" => again(Again::Often),
            "23505" => {
                let failure = Failure::new(Kind::Conflict, "unique", text.clone());
                Failure {
                    again: Again::Once,
                    ..failure
                }
            }
            // A plan made before someone else's migration, a statement the server forgot.
            "0A000" | "26000" => again(Again::Reconnected),
            // Shut down, cut off for idling in a transaction, starting up.
            "57P01" | "57P02" | "57P03" | "25P03" => lost(text),
            code if code.starts_with("08") => lost(text),
            "57014" | "55P03" => Failure::new(Kind::Unavailable, "database_busy", text),
            "53100" => Failure::new(Kind::Full, "disk_full", text),
            code if code.starts_with("53") => {
                Failure::new(Kind::Unavailable, "database_busy", text)
            }
            // A standby, or a primary that was demoted.
            "25006" if cause.message().contains("recovery") => lost(text),
            code => Failure {
                constraint: code.starts_with("23"),
                ..Failure::new(Kind::Internal, "internal", text.clone())
            },
        }
    }
}

fn lost(text: String) -> Failure {
    let failure = Failure::new(Kind::Unavailable, "database_unreachable", text);
    Failure {
        again: Again::Reconnected,
        ..failure
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
