//! How large a network is measured.

use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Size {
    S,
    M,
    L,
}

impl Size {
    pub const NAMES: [&str; 3] = ["S", "M", "L"];

    pub fn named(name: &str) -> Size {
        match name {
            "L" => Size::L,
            "M" => Size::M,
            _ => Size::S,
        }
    }

    pub fn name(self) -> &'static str {
        Size::NAMES[self as usize]
    }

    pub fn people(self) -> u32 {
        match self {
            Size::S => 2_000,
            Size::M => 100_000,
            Size::L => 2_100_000,
        }
    }

    /// People with a session each. The goal for memory speaks of 100,000.
    pub fn sessions(self) -> u32 {
        match self {
            Size::S => 1_500,
            Size::M => 50_000,
            Size::L => 100_000,
        }
    }

    /// Messages of the archives that are imported.
    pub fn messages(self) -> u32 {
        match self {
            Size::S => 50_000,
            Size::M | Size::L => 500_000,
        }
    }

    /// How long one load is measured.
    pub fn interval(self) -> Duration {
        match self {
            Size::S => Duration::from_secs(1),
            Size::M => Duration::from_secs(2),
            Size::L => Duration::from_secs(3),
        }
    }

    /// How long the mixed load lasts.
    pub fn day(self) -> Duration {
        match self {
            Size::S => Duration::from_secs(20),
            Size::M | Size::L => Duration::from_secs(60),
        }
    }
}
