//! The one cache type: read-through, bounded, kept right by invalidation.
//!
//! A fill must call [`Cache::begin`] before its query and [`Cache::finish`] after it. When the key's
//! shard was invalidated in between, what the query found may be older than the change and is thrown
//! away; otherwise a member removed during a fill could stay cached for ever. Entries are values
//! read from tables, never deltas.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, Mutex, MutexGuard};

use kernel::Result;
use store::{Db, Store};

const SHARDS: usize = 64;

pub struct Cache<K, V> {
    entries: moka::sync::Cache<K, Arc<V>>,
    /// How often anything of a shard was invalidated.
    shards: Box<[Mutex<u64>]>,
    hasher: RandomState,
}

/// A fill under way: what the shard's count was before the query.
#[must_use]
pub struct Fill<K> {
    key: K,
    shard: usize,
    count: u64,
}

impl<K: Hash + Eq + Clone + Send + Sync + 'static, V: Send + Sync + 'static> Cache<K, V> {
    pub fn new(entries: u64) -> Cache<K, V> {
        Cache {
            entries: moka::sync::Cache::new(entries),
            shards: (0..SHARDS).map(|_| Mutex::new(0)).collect(),
            hasher: RandomState::new(),
        }
    }

    pub fn get(&self, key: &K) -> Option<Arc<V>> {
        self.entries.get(key)
    }

    pub fn begin(&self, key: K) -> Fill<K> {
        let shard = self.shard(&key);
        let count = *self.lock(shard);
        Fill { key, shard, count }
    }

    /// Keeps the value unless the shard was invalidated since [`Cache::begin`]; gives it back either
    /// way, because it was true when it was read.
    pub fn finish(&self, fill: Fill<K>, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let count = self.lock(fill.shard);
        if *count == fill.count {
            self.entries.insert(fill.key, value.clone());
        }
        value
    }

    pub fn invalidate(&self, key: &K) {
        let mut count = self.lock(self.shard(key));
        *count += 1;
        self.entries.invalidate(key);
    }

    pub fn clear(&self) {
        for shard in 0..SHARDS {
            *self.lock(shard) += 1;
        }
        self.entries.invalidate_all();
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

    fn lock(&self, shard: usize) -> MutexGuard<'_, u64> {
        self.shards[shard]
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fill_that_was_overtaken_is_not_kept() {
        let cache: Cache<i64, &str> = Cache::new(10);
        let overtaken = cache.begin(1);
        cache.invalidate(&1);
        cache.finish(overtaken, "still a member");
        assert_eq!(cache.get(&1), None);

        let fill = cache.begin(1);
        cache.finish(fill, "removed");
        assert_eq!(cache.get(&1).as_deref(), Some(&"removed"));
    }
}
