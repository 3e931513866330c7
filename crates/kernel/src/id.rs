//! Ids: 53-bit numbers made by the program, safe as JSON numbers, in order of time.
//!
//! From high to low: 38 bits of 10 ms ticks since 1990-01-01 (lasts to 2077), 6 bits of node,
//! 9 bits of sequence. Ids are not secrets. Node 63 belongs to imports, whose ids carry the time at
//! which the imported thing happened.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Mutex;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::Time;

/// 1990-01-01T00:00:00Z in microseconds since 1970.
pub const EPOCH_US: i64 = 631_152_000 * Time::SECOND_US;
pub const TICK_US: i64 = 10_000;
pub const IMPORT_NODE: u8 = 63;
const SEQUENCE_BITS: u32 = 9;
const NODE_BITS: u32 = 6;
const LAST_SEQUENCE: i64 = (1 << SEQUENCE_BITS) - 1;
const MAX: i64 = (1 << 53) - 1;

/// The id of one `T`; ids of different types do not mix.
pub struct Id<T> {
    raw: i64,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    pub const fn from_raw(raw: i64) -> Id<T> {
        Id {
            raw,
            of: PhantomData,
        }
    }

    pub const fn raw(self) -> i64 {
        self.raw
    }

    /// When the id was made, to 10 ms.
    pub fn time(self) -> Time {
        Time((self.raw >> (SEQUENCE_BITS + NODE_BITS)) * TICK_US + EPOCH_US)
    }

    /// No id made before the time is as large, none made later is smaller.
    pub fn first_at(time: Time) -> Id<T> {
        compose(tick_of(time), 0, 0)
    }

    /// Larger than every id, to begin a walk from the newest.
    pub const fn max() -> Id<T> {
        Id::from_raw(MAX)
    }
}

/// Makes the ids of one node. Never repeats one, also when the clock steps back.
#[derive(Debug)]
pub struct IdMaker {
    node: u8,
    last: Mutex<Position>,
}

#[derive(Clone, Copy, Debug)]
struct Position {
    tick: i64,
    sequence: i64,
}

impl IdMaker {
    /// `floor_tick`: no id is made at or below this tick (what the store wrote ahead of use).
    pub fn new(node: u8, floor_tick: i64) -> IdMaker {
        assert!(node < 1 << NODE_BITS, "node numbers have six bits");
        IdMaker {
            node,
            last: Mutex::new(Position {
                tick: floor_tick,
                sequence: LAST_SEQUENCE,
            }),
        }
    }

    pub fn next<T>(&self, now: Time) -> Id<T> {
        let mut last = self
            .last
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let tick = tick_of(now);
        *last = if tick > last.tick {
            Position { tick, sequence: 0 }
        } else if last.sequence < LAST_SEQUENCE {
            Position {
                tick: last.tick,
                sequence: last.sequence + 1,
            }
        } else {
            Position {
                tick: last.tick + 1,
                sequence: 0,
            }
        };
        compose(last.tick, self.node, last.sequence)
    }

    /// The tick of the newest id made; the store keeps its written mark above it.
    pub fn tick(&self) -> i64 {
        self.last
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .tick
    }
}

/// Ticks since 1990; times before are clamped to it.
pub fn tick_of(time: Time) -> i64 {
    ((time.0 - EPOCH_US) / TICK_US).max(0)
}

/// The id at a tick; for imports, which choose the sequence themselves. `sequence` has nine bits.
pub fn compose<T>(tick: i64, node: u8, sequence: i64) -> Id<T> {
    let node = i64::from(node) << SEQUENCE_BITS;
    Id::from_raw((tick << (SEQUENCE_BITS + NODE_BITS)) | node | sequence)
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

impl<T> FromStr for Id<T> {
    type Err = crate::Error;

    /// Only plain decimal digits in range; anything else is an id that does not exist.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match text.parse() {
            Ok(raw) if plain && (1..=MAX).contains(&raw) => Ok(Id::from_raw(raw)),
            _ => Err(crate::Error::not_found()),
        }
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.raw)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    /// A number, or its digits as text, as forms and addresses carry it. Who reads a format that has
    /// numbers can know by the name `Id` that text is none.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(PhantomData<fn() -> T>);
        impl<'de, T> serde::de::Visitor<'de> for Visitor<T> {
            type Value = Id<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id: a whole number from 1 to 2^53 - 1")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                inner: D,
            ) -> Result<Id<T>, D::Error> {
                inner.deserialize_any(self)
            }
            fn visit_i64<E: serde::de::Error>(self, raw: i64) -> Result<Id<T>, E> {
                if (1..=MAX).contains(&raw) {
                    Ok(Id::from_raw(raw))
                } else {
                    Err(E::invalid_value(serde::de::Unexpected::Signed(raw), &self))
                }
            }
            fn visit_u64<E: serde::de::Error>(self, raw: u64) -> Result<Id<T>, E> {
                self.visit_i64(i64::try_from(raw).unwrap_or(i64::MAX))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id<T>, E> {
                text.parse()
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_newtype_struct("Id", Visitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;

    #[test]
    fn ids_grow_also_when_the_clock_steps_back() {
        let maker = IdMaker::new(1, 0);
        let mut now = Time::from_seconds(1_700_000_000);
        let mut last: Id<Thing> = maker.next(now);
        for step in 0..5_000 {
            now = if step == 2_500 {
                Time(now.0 - 10 * Time::MINUTE_US)
            } else {
                Time(now.0 + 7)
            };
            let next = maker.next(now);
            assert!(next > last, "{next} after {last}");
            last = next;
        }
        assert!(last.raw() <= MAX);
    }

    #[test]
    fn an_id_after_a_restart_is_above_the_written_mark() {
        let now = Time::from_seconds(1_700_000_000);
        let mark = tick_of(now) + 300;
        let id: Id<Thing> = IdMaker::new(1, mark).next(now);
        assert!(tick_of(id.time()) > mark);
    }

    #[test]
    fn only_plain_digits_are_an_id() {
        assert_eq!("42".parse::<Id<Thing>>().map(Id::raw).ok(), Some(42));
        for text in [
            "",
            "0",
            "-1",
            "+5",
            " 5",
            "9007199254740992",
            "99999999999999999999",
            "1e3",
        ] {
            assert!(text.parse::<Id<Thing>>().is_err(), "{text:?}");
        }
    }
}
