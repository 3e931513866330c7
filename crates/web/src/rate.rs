//! Limits on how often something may be tried: token buckets by key, in bounded memory.
//!
//! Counts live in this process only; a restart forgives.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;
use std::time::Duration;

use kernel::{Error, Kind, Time};

/// At most `burst` tries at once, and `burst` more in each `per`, evenly.
pub struct Limiter {
    burst: f64,
    per_us: f64,
    max_keys: usize,
    hasher: RandomState,
    buckets: Mutex<HashMap<u64, Bucket>>,
}

struct Bucket {
    tokens: f64,
    at: Time,
}

impl Limiter {
    pub fn new(burst: u32, per: Duration) -> Limiter {
        Limiter {
            burst: f64::from(burst.max(1)),
            per_us: per.as_micros().max(1) as f64,
            max_keys: 100_000,
            hasher: RandomState::new(),
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Keeps at most this many keys; when all are busy the longest untouched are forgotten.
    pub fn remember(mut self, max_keys: usize) -> Limiter {
        self.max_keys = max_keys.max(2);
        self
    }

    /// Takes one token of `key`, or says in how many seconds there will be one.
    pub fn check(&self, key: &str, now: Time) -> Result<(), Error> {
        let key = self.hasher.hash_one(key);
        let mut buckets = self
            .buckets
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if buckets.len() >= self.max_keys && !buckets.contains_key(&key) {
            self.make_room(&mut buckets, now);
        }
        let bucket = buckets.entry(key).or_insert(Bucket {
            tokens: self.burst,
            at: now,
        });
        bucket.tokens = self.filled(bucket, now);
        bucket.at = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        let wait_us = (1.0 - bucket.tokens) * self.per_us / self.burst;
        let wait_s = (wait_us / Time::SECOND_US as f64)
            .ceil()
            .clamp(1.0, 86_400.0) as u32;
        let mut error = Error::new(Kind::TooMany, "too_many");
        error.retry_after_s = Some(wait_s);
        Err(error)
    }

    /// Gives the token of a try back that turned out to be right.
    pub fn forgive(&self, key: &str) {
        let key = self.hasher.hash_one(key);
        let mut buckets = self
            .buckets
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(bucket) = buckets.get_mut(&key) {
            bucket.tokens = (bucket.tokens + 1.0).min(self.burst);
        }
    }

    fn filled(&self, bucket: &Bucket, now: Time) -> f64 {
        let passed_us = now.since_us(bucket.at).max(0) as f64;
        (bucket.tokens + passed_us * self.burst / self.per_us).min(self.burst)
    }

    fn make_room(&self, buckets: &mut HashMap<u64, Bucket>, now: Time) {
        buckets.retain(|_, bucket| self.filled(bucket, now) < self.burst);
        if buckets.len() >= self.max_keys {
            let mut times: Vec<Time> = buckets.values().map(|bucket| bucket.at).collect();
            times.sort_unstable();
            let keep_after = times[times.len() / 4];
            buckets.retain(|_, bucket| bucket.at > keep_after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_burst_one_waits_and_others_do_not() {
        let limiter = Limiter::new(3, Duration::from_secs(60));
        let now = Time::from_seconds(1_000);
        for _ in 0..3 {
            assert!(limiter.check("ada", now).is_ok());
        }
        let error = limiter.check("ada", now).unwrap_err();
        assert_eq!((error.kind, error.retry_after_s), (Kind::TooMany, Some(20)));
        assert!(limiter.check("bob", now).is_ok());
        assert!(
            limiter
                .check("ada", now.plus(Duration::from_secs(20)))
                .is_ok()
        );
        assert!(
            limiter
                .check("ada", now.plus(Duration::from_secs(21)))
                .is_err()
        );
        limiter.forgive("ada");
        assert!(
            limiter
                .check("ada", now.plus(Duration::from_secs(21)))
                .is_ok()
        );
        assert!(
            limiter.check("ada", now).is_err(),
            "a clock that steps back gives nothing"
        );
    }

    #[test]
    fn memory_is_bounded() {
        let limiter = Limiter::new(2, Duration::from_secs(3_600)).remember(100);
        for n in 0..10_000 {
            let now = Time::from_seconds(1_000 + n);
            limiter.check(&format!("k{n}"), now).unwrap();
        }
        assert!(limiter.buckets.lock().unwrap().len() <= 100);
    }
}
