//! A closure on its way to a thread, and its answer on the way back.
//!
//! A write may be run several times before it is answered once: the batch it was in may have to be
//! repeated, or a serialisation conflict may have rolled it back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kernel::{Error, Result};

use crate::db::Db;
use crate::fault::Failure;
use crate::queue::Refused;
use crate::tx::Tx;

/// Given a connection inside a snapshot, or why there is none.
pub(crate) type Read = Box<dyn FnOnce(Result<&Db, &Failure>) + Send>;

/// One write that waits for its answer.
pub(crate) trait Write: Send {
    /// Runs the closure and keeps its result; true when it may be committed.
    fn run(&mut self, tx: &Tx) -> bool;
    /// Replaces the result.
    fn fail(&mut self, failure: &Failure);
    /// Sends the result. Nothing is durable before the caller has committed.
    fn answer(self: Box<Self>);
    /// Frees room, and is therefore done when the disk is nearly full.
    fn reclaims(&self) -> bool;
}

struct Closure<F, T> {
    work: F,
    reclaims: bool,
    result: Option<Result<T>>,
    send: Box<dyn FnOnce(Result<T>) + Send>,
}

pub(crate) fn write<T: Send + 'static>(
    work: impl Fn(&Tx) -> Result<T> + Send + 'static,
    reclaims: bool,
    send: Box<dyn FnOnce(Result<T>) + Send>,
) -> Box<dyn Write> {
    Box::new(Closure {
        work,
        reclaims,
        result: None,
        send,
    })
}

pub(crate) fn read<T: Send + 'static>(
    work: impl FnOnce(&Db) -> Result<T> + Send + 'static,
    send: Box<dyn FnOnce(Result<T>) + Send>,
) -> Read {
    Box::new(move |db| {
        send(match db {
            Ok(db) => caught(|| work(db)),
            Err(failure) => Err(failure.error()),
        });
    })
}

impl<F, T> Write for Closure<F, T>
where
    F: Fn(&Tx) -> Result<T> + Send,
    T: Send,
{
    fn run(&mut self, tx: &Tx) -> bool {
        let result = caught(|| (self.work)(tx));
        let done = result.is_ok();
        self.result = Some(result);
        done
    }

    fn fail(&mut self, failure: &Failure) {
        self.result = Some(Err(failure.error()));
    }

    fn answer(self: Box<Self>) {
        let result = self.result.unwrap_or_else(|| Err(closed()));
        (self.send)(result);
    }

    fn reclaims(&self) -> bool {
        self.reclaims
    }
}

pub(crate) fn closed() -> Error {
    Refused::Closed.error()
}

fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Err(Error::internal(format!("panicked: {text}")))
    })
}

/// A closure went on after one of its statements had failed. PostgreSQL cannot, so nobody may.
pub(crate) fn swallowed(failure: &Failure) -> Failure {
    let text = format!(
        "a closure answered Ok although a statement had failed: {}",
        failure.text
    );
    Failure::new(kernel::Kind::Internal, "internal", text)
}
