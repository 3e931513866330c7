//! Which jobs share a commit: how many, and whether it pays to wait for more.
//!
//! Those who were answered together come back together, a moment apart. Whoever begins with the first
//! of them commits a batch of one and lets the others wait for a whole commit. So a batch that is
//! smaller than the last ones waits a little for the rest; a job that came alone last time never
//! waits.

use std::time::Duration;

const JOBS: usize = 256;
/// A batch works at least so long before it is closed, and at most [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_millis(50);
/// A batch may work this many times as long as a commit takes: a slow disk asks for larger ones. With
/// more, all who write are in one batch, and while the disk is at work with it there is nothing to do;
/// with less, pages that many write to are written more often.
const WORK_PER_COMMIT: u32 = 2;
/// Of the time of a commit, the part that is waited for others at most.
const WAIT_PER_COMMIT: u32 = 4;

/// What the last batches were like.
#[derive(Default)]
pub(super) struct Company {
    /// How many jobs are expected together.
    expected: usize,
    /// How long a commit takes until it is on disk, in the mean of the last few.
    commit: Duration,
}

impl Company {
    /// Whether a batch with so many jobs, at work for so long, may take another.
    pub fn has_room(&self, jobs: usize, worked: Duration) -> bool {
        jobs < JOBS && !self.left(worked).is_zero()
    }

    /// How long a batch that is at work for so long may go on.
    pub fn left(&self, worked: Duration) -> Duration {
        let longest = (self.commit * WORK_PER_COMMIT).clamp(SHORTEST, LONGEST);
        longest.saturating_sub(worked)
    }

    /// How long to wait for another job when none is there and the disk has nothing to do.
    pub fn worth_waiting(&self, jobs: usize, worked: Duration) -> Duration {
        if jobs > 0 && jobs < self.expected {
            (self.commit / WAIT_PER_COMMIT).saturating_sub(worked)
        } else {
            Duration::ZERO
        }
    }

    /// What came of a batch. Company that stays away is soon no longer waited for.
    pub fn committed(&mut self, jobs: usize, took: Duration) {
        self.expected = jobs.max(self.expected * 3 / 4);
        self.commit = match self.commit {
            Duration::ZERO => took,
            commit => (commit * 7 + took) / 8,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_job_alone_never_waits_and_company_that_went_is_forgotten() {
        let mut company = Company::default();
        assert_eq!(company.worth_waiting(0, MS), Duration::ZERO);
        for _ in 0..10 {
            company.committed(1, 8 * MS);
            assert_eq!(company.worth_waiting(1, Duration::ZERO), Duration::ZERO);
        }
        company.committed(64, 8 * MS);
        assert_eq!(company.worth_waiting(1, Duration::ZERO), 2 * MS);
        assert_eq!(company.worth_waiting(1, MS), MS);
        assert_eq!(company.worth_waiting(64, Duration::ZERO), Duration::ZERO);
        for _ in 0..20 {
            company.committed(1, 8 * MS);
        }
        assert_eq!(company.worth_waiting(1, Duration::ZERO), Duration::ZERO);
    }

    #[test]
    fn a_slow_disk_gets_larger_batches_within_bounds() {
        let mut company = Company::default();
        assert!(company.has_room(0, 4 * MS) && !company.has_room(0, 5 * MS));
        company.committed(1, 8 * MS);
        assert!(company.has_room(255, 15 * MS) && !company.has_room(255, 16 * MS));
        assert!(!company.has_room(256, MS));
        company.commit = Duration::from_secs(1);
        assert!(!company.has_room(0, 50 * MS));
    }
}
