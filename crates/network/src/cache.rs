//! The one cache type: read-through, bounded by bytes, kept right by invalidation.
//!
//! A fill must call [`Cache::begin`] before its query and [`Cache::finish`] after it. When the key's
//! shard was invalidated in between, what the query found may be older than the change and is thrown
//! away; otherwise a member removed during a fill could stay cached for ever. Entries are values
//! read from tables, never deltas. What is made of many entries keeps their [`Cache::mark`] beside it
//! and is made anew when the mark is another.

use std::hash::{BuildHasher, Hash};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use foldhash::fast::RandomState;
use kernel::Result;
use metrics::Counter;
use quick_cache::sync::{Cache as Entries, DefaultLifecycle};
use quick_cache::{OptionsBuilder, Weighter};
use store::{Db, Store};

/// Many, so that a change of one thing seldom makes anew what is made of others.
const SHARDS: usize = 1_024;
/// The entries are in so many parts with a lock each; none can be larger than its part.
const PARTS: usize = 8;
/// What an entry takes beside its value: the key, places in the table and in the order of use
/// (measured with a million entries).
const ENTRY_BYTES: usize = 100;
/// About as much as an entry takes, by which it is guessed how many there will be.
const USUAL_BYTES: u64 = 500;

pub struct Cache<K, V> {
    entries: Entries<K, Arc<V>, Weigh<V>, RandomState>,
    shards: Box<[Shard]>,
    hasher: RandomState,
    hits: Counter,
    misses: Counter,
}

struct Weigh<V>(fn(&V) -> usize);

impl<V> Clone for Weigh<V> {
    fn clone(&self) -> Weigh<V> {
        Weigh(self.0)
    }
}

impl<K, V> Weighter<K, Arc<V>> for Weigh<V> {
    fn weight(&self, _: &K, value: &Arc<V>) -> u64 {
        (ENTRY_BYTES + size_of::<V>() + (self.0)(value)) as u64
    }
}

#[derive(Default)]
struct Shard {
    /// Held while an entry is put in or taken out.
    changing: Mutex<()>,
    /// How often anything of the shard was invalidated.
    invalidated: AtomicU64,
}

/// A fill under way: what the shard's count was before the query.
#[must_use]
pub struct Fill<K> {
    key: K,
    shard: usize,
    count: u64,
}

impl<K: Hash + Eq + Clone + Send + Sync + 'static, V: Send + Sync + 'static> Cache<K, V> {
    /// `name` is what the metrics call it; who wants to see them installs a recorder before.
    /// `heap_bytes` says what a value owns beside itself; what was not used for long goes when all of it
    /// is more than `bound_bytes`.
    pub fn new(name: &'static str, bound_bytes: u64, heap_bytes: fn(&V) -> usize) -> Cache<K, V> {
        Cache::in_parts(name, bound_bytes, heap_bytes, PARTS)
    }

    /// As [`Cache::new`], for a single value that may be as large as the bound.
    pub fn of_one(
        name: &'static str,
        bound_bytes: u64,
        heap_bytes: fn(&V) -> usize,
    ) -> Cache<K, V> {
        Cache::in_parts(name, bound_bytes, heap_bytes, 1)
    }

    fn in_parts(
        name: &'static str,
        bound_bytes: u64,
        heap_bytes: fn(&V) -> usize,
        parts: usize,
    ) -> Cache<K, V> {
        let options = OptionsBuilder::new()
            .shards(parts)
            .estimated_items_capacity((bound_bytes / USUAL_BYTES) as usize)
            .weight_capacity(bound_bytes)
            .build()
            .expect("both capacities are given");
        let (weigh, hasher) = (Weigh(heap_bytes), RandomState::default());
        Cache {
            entries: Entries::with_options(options, weigh, hasher, DefaultLifecycle::default()),
            shards: (0..SHARDS).map(|_| Shard::default()).collect(),
            hasher: RandomState::default(),
            hits: metrics::counter!("folkmoot_cache_hits_total", "cache" => name),
            misses: metrics::counter!("folkmoot_cache_misses_total", "cache" => name),
        }
    }

    #[cfg(test)]
    pub(crate) fn bound_bytes(&self) -> u64 {
        self.entries.capacity()
    }

    pub fn get(&self, key: &K) -> Option<Arc<V>> {
        let found = self.entries.get(key);
        match &found {
            Some(_) => self.hits.increment(1),
            None => self.misses.increment(1),
        }
        found
    }

    pub fn begin(&self, key: K) -> Fill<K> {
        let shard = self.shard(&key);
        let count = self.shards[shard].count();
        Fill { key, shard, count }
    }

    /// Keeps the value unless the shard was invalidated since [`Cache::begin`]; gives it back either
    /// way, because it was true when it was read.
    pub fn finish(&self, fill: Fill<K>, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let shard = &self.shards[fill.shard];
        let _changing = shard.change();
        if shard.count() == fill.count {
            self.entries.insert(fill.key, value.clone());
        }
        value
    }

    pub fn invalidate(&self, key: &K) {
        let shard = &self.shards[self.shard(key)];
        let _changing = shard.change();
        self.entries.remove(key);
        // After it: who sees the new count must not find the old entry.
        shard.invalidated.fetch_add(1, Ordering::SeqCst);
    }

    pub fn clear(&self) {
        for shard in &self.shards {
            let _changing = shard.change();
            shard.invalidated.fetch_add(1, Ordering::SeqCst);
        }
        self.entries.clear();
        // Again, for marks that were taken between the two.
        for shard in &self.shards {
            shard.invalidated.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Another number as soon as one of these keys is invalidated, or when they are other keys. Take
    /// it before reading what is made of their entries.
    pub fn mark(&self, keys: impl IntoIterator<Item = K>) -> u64 {
        let of = |key: K| {
            let hash = self.hasher.hash_one(&key);
            let count = self.shards[hash as usize % SHARDS].count();
            mixed(hash ^ mixed(count))
        };
        keys.into_iter()
            .fold(0, |mark, key| mark.wrapping_add(of(key)))
    }

    /// From the cache, else by `query` on a connection one already has.
    pub fn read(&self, db: &Db, key: K, query: impl FnOnce(&Db) -> Result<V>) -> Result<Arc<V>> {
        if let Some(value) = self.get(&key) {
            return Ok(value);
        }
        let fill = self.begin(key);
        let value = query(db)?;
        Ok(self.finish(fill, value))
    }

    /// From the cache, else by `query` on a reader thread.
    pub async fn fetch(
        &self,
        store: &Store,
        key: K,
        query: impl FnOnce(&Db) -> Result<V> + Send + 'static,
    ) -> Result<Arc<V>> {
        if let Some(value) = self.get(&key) {
            return Ok(value);
        }
        let fill = self.begin(key);
        let value = store.read(query).await?;
        Ok(self.finish(fill, value))
    }

    fn shard(&self, key: &K) -> usize {
        self.hasher.hash_one(key) as usize % SHARDS
    }
}

impl Shard {
    fn count(&self) -> u64 {
        self.invalidated.load(Ordering::SeqCst)
    }

    fn change(&self) -> MutexGuard<'_, ()> {
        self.changing
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The finaliser of SplitMix64: every bit of the result depends on every bit of the number.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> Cache<i64, String> {
        Cache::new("test", 100_000, String::len)
    }

    #[test]
    fn a_fill_that_was_overtaken_is_not_kept() {
        let cache = cache();
        let overtaken = cache.begin(1);
        cache.invalidate(&1);
        cache.finish(overtaken, "still a member".to_owned());
        assert_eq!(cache.get(&1), None);

        let overtaken = cache.begin(1);
        cache.clear();
        cache.finish(overtaken, "still a member".to_owned());
        assert_eq!(cache.get(&1), None);

        let fill = cache.begin(1);
        cache.finish(fill, "removed".to_owned());
        assert_eq!(
            cache.get(&1).as_deref().map(String::as_str),
            Some("removed")
        );
    }

    #[test]
    fn a_mark_is_another_after_any_of_its_keys_changed_and_for_other_keys() {
        let cache = cache();
        let before = cache.mark([1, 2]);
        assert_eq!(cache.mark([2, 1]), before);
        assert_ne!(cache.mark([1]), before);
        assert_ne!(cache.mark([1, 3]), before);
        cache.invalidate(&2);
        let after = cache.mark([1, 2]);
        assert_ne!(after, before);
        cache.clear();
        assert_ne!(cache.mark([1, 2]), after);
    }

    #[test]
    fn what_was_not_used_for_long_goes_when_the_bound_of_bytes_is_reached() {
        let cache = Cache::of_one("test", 100_000, String::len);
        for key in 0..100 {
            cache.finish(cache.begin(key), "x".repeat(10_000));
            assert!(cache.get(&0).is_some(), "{key}");
        }
        assert!(cache.entries.weight() <= 100_000);
        assert!(cache.get(&1).is_none());
    }

    #[test]
    fn a_single_value_may_be_nearly_as_large_as_the_bound() {
        let cache = Cache::of_one("test", 100_000, String::len);
        for _ in 0..3 {
            cache.finish(cache.begin(1), "x".repeat(90_000));
            assert!(cache.get(&1).is_some());
            cache.invalidate(&1);
        }
    }
}
