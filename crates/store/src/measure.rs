//! What the store tells of its work, by the names under which it is counted.
//!
//! The crate `metrics` is a facade: where no recorder is installed this costs next to nothing. Who
//! shows the figures is not decided here.

use std::time::Duration;

use metrics::{counter, gauge, histogram};

/// One transaction with so many jobs was committed, which took so long.
pub(crate) fn committed(jobs: usize, took: Duration) {
    counter!("folkmoot_store_commits_total").increment(1);
    counter!("folkmoot_store_jobs_total").increment(jobs as u64);
    histogram!("folkmoot_store_batch_jobs").record(jobs as f64);
    histogram!("folkmoot_store_commit_seconds").record(took.as_secs_f64());
}

/// A transaction lost a race against another one and is run again.
pub(crate) fn lost_race() {
    counter!("folkmoot_store_lost_races_total").increment(1);
}

/// How many closures wait in a queue.
pub(crate) fn queue(name: &'static str, waiting: usize) {
    gauge!("folkmoot_store_queue_length", "queue" => name).set(waiting as f64);
}

/// How long the oldest committed change has waited for its position, 0 when none waits.
pub(crate) fn oldest_without_position(age: Duration) {
    gauge!("folkmoot_store_log_oldest_seconds").set(age.as_secs_f64());
}
