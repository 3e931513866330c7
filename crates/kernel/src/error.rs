//! The one error type of the program.
//!
//! An error has three readers. The person gets a sentence found by `code` in the `.ftl` files, the
//! program gets the stable `code`, and the log gets the `source`, once, at the edge. There is no
//! variant for every thing that can go wrong: a caller that must tell cases apart matches on
//! [`Kind`] or, rarely, on the code.

use std::fmt;

pub type Result<T, E = Error> = std::result::Result<T, E>;
type Source = Box<dyn std::error::Error + Send + Sync>;

/// What the caller can do about it; each kind is one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 400: the request cannot be read at all.
    Malformed,
    /// 401: nobody is signed in, or the token is not valid.
    Unauthenticated,
    /// 403: the object is visible, the act is not allowed.
    Forbidden,
    /// 404: it does not exist, or does not exist for this viewer; the two are the same.
    NotFound,
    /// 405: the address exists, the method does not.
    Method,
    /// 408: the body came too slowly.
    Timeout,
    /// 409: it contradicts what is there, or the same request is being worked on.
    Conflict,
    /// 413: larger than the named limit.
    TooLarge,
    /// 414: the address is longer than the named limit.
    UriTooLong,
    /// 415: not a type we read.
    Unsupported,
    /// 421: this host is not ours.
    Misdirected,
    /// 422: readable, but not acceptable; the problems say which field and why.
    Invalid,
    /// 429: too often; `retry_after_s` says when.
    TooMany,
    /// 431: headers larger than the named limit.
    HeadersTooLarge,
    /// 500: our fault.
    Internal,
    /// 503: not now; `retry_after_s` says when.
    Unavailable,
    /// 507: no room left on the disk.
    Full,
}

impl Kind {
    pub fn status(self) -> u16 {
        match self {
            Kind::Malformed => 400,
            Kind::Unauthenticated => 401,
            Kind::Forbidden => 403,
            Kind::NotFound => 404,
            Kind::Method => 405,
            Kind::Timeout => 408,
            Kind::Conflict => 409,
            Kind::TooLarge => 413,
            Kind::UriTooLong => 414,
            Kind::Unsupported => 415,
            Kind::Misdirected => 421,
            Kind::Invalid => 422,
            Kind::TooMany => 429,
            Kind::HeadersTooLarge => 431,
            Kind::Internal => 500,
            Kind::Unavailable => 503,
            Kind::Full => 507,
        }
    }
}

/// One thing that is wrong, in words a program can match on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable, snake_case; the sentence for people is the text `error-<code>`.
    pub code: &'static str,
    /// The field it is about, as its name in the form or JSON body.
    pub field: Option<String>,
    /// The bound that was passed, in the unit the sentence names.
    pub limit: Option<i64>,
}

/// Everything that is wrong with one input, found in one pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub fn add(&mut self, field: &str, code: &'static str) {
        self.0.push(Problem {
            code,
            field: Some(field.to_owned()),
            limit: None,
        });
    }

    pub fn add_limit(&mut self, field: &str, code: &'static str, limit: i64) {
        self.0.push(Problem {
            code,
            field: Some(field.to_owned()),
            limit: Some(limit),
        });
    }

    /// `Ok(value)` when nothing was found wrong.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self.into())
        }
    }
}

pub struct Error {
    pub kind: Kind,
    /// Never empty: the first problem gives the error its code.
    pub problems: Vec<Problem>,
    /// Seconds after which trying again makes sense.
    pub retry_after_s: Option<u32>,
    source: Option<Source>,
}

impl Error {
    pub fn new(kind: Kind, code: &'static str) -> Error {
        let problem = Problem {
            code,
            field: None,
            limit: None,
        };
        Error {
            kind,
            problems: vec![problem],
            retry_after_s: None,
            source: None,
        }
    }

    pub fn not_found() -> Error {
        Error::new(Kind::NotFound, "not_found")
    }

    pub fn forbidden(code: &'static str) -> Error {
        Error::new(Kind::Forbidden, code)
    }

    pub fn conflict(code: &'static str) -> Error {
        Error::new(Kind::Conflict, code)
    }

    pub fn invalid(field: &str, code: &'static str) -> Error {
        Error::new(Kind::Invalid, code).at(field)
    }

    pub fn malformed(code: &'static str) -> Error {
        Error::new(Kind::Malformed, code)
    }

    pub fn unavailable(code: &'static str, retry_after_s: u32) -> Error {
        Error {
            retry_after_s: Some(retry_after_s),
            ..Error::new(Kind::Unavailable, code)
        }
    }

    /// Our fault; `source` goes to the log and to nobody else.
    pub fn internal(source: impl Into<Source>) -> Error {
        Error {
            source: Some(source.into()),
            ..Error::new(Kind::Internal, "internal")
        }
    }

    /// Names the field the (first) problem is about.
    pub fn at(mut self, field: &str) -> Error {
        if let Some(first) = self.problems.first_mut() {
            first.field = Some(field.to_owned());
        }
        self
    }

    /// Names the bound that was passed.
    pub fn limit(mut self, limit: i64) -> Error {
        if let Some(first) = self.problems.first_mut() {
            first.limit = Some(limit);
        }
        self
    }

    pub fn with_source(mut self, source: impl Into<Source>) -> Error {
        self.source = Some(source.into());
        self
    }

    pub fn code(&self) -> &'static str {
        self.problems.first().map_or("internal", |p| p.code)
    }

    /// What the log should hold: the cause where there is one.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.source.as_deref()
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Error {
        Error {
            kind: Kind::Invalid,
            problems: problems.0,
            retry_after_s: None,
            source: None,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        for problem in &self.problems {
            if let Some(field) = &problem.field {
                write!(f, " ({field}: {})", problem.code)?;
            }
        }
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|s| s as _)
    }
}
