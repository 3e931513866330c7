//! A closure on its way to a thread, and its answer on the way back.
//!
//! A write may be run several times before it is answered once: the batch it was in may have to be
//! repeated, or a serialisation conflict may have rolled it back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use kernel::{Error, Result};
use tokio::sync::oneshot;

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

/// Who waits for an answer: a task or a thread.
pub(crate) trait Reply<T>: Send + 'static {
    /// False once nobody waits any more: a reader need not begin then.
    fn wanted(&self) -> bool;
    fn send(self, result: Result<T>);
}

impl<T: Send + 'static> Reply<T> for oneshot::Sender<Result<T>> {
    fn wanted(&self) -> bool {
        !self.is_closed()
    }

    fn send(self, result: Result<T>) {
        // Whoever asked may have gone.
        let _ = self.send(result);
    }
}

impl<T: Send + 'static> Reply<T> for mpsc::SyncSender<Result<T>> {
    fn wanted(&self) -> bool {
        true
    }

    fn send(self, result: Result<T>) {
        // As above; a thread that waits can only have panicked.
        let _ = mpsc::SyncSender::send(&self, result);
    }
}

struct Closure<F, T, R> {
    work: F,
    reclaims: bool,
    result: Option<Result<T>>,
    reply: R,
}

pub(crate) fn write<T: Send + 'static>(
    work: impl Fn(&Tx) -> Result<T> + Send + 'static,
    reclaims: bool,
    reply: impl Reply<T>,
) -> Box<dyn Write> {
    Box::new(Closure {
        work,
        reclaims,
        result: None,
        reply,
    })
}

pub(crate) fn read<T: Send + 'static>(
    work: impl FnOnce(&Db) -> Result<T> + Send + 'static,
    reply: impl Reply<T>,
) -> Read {
    Box::new(move |db| match db {
        Ok(_) if !reply.wanted() => {}
        Ok(db) => reply.send(caught(|| work(db))),
        Err(failure) => reply.send(Err(failure.error())),
    })
}

impl<F, T, R> Write for Closure<F, T, R>
where
    F: Fn(&Tx) -> Result<T> + Send,
    T: Send,
    R: Reply<T>,
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
        self.reply.send(result);
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
