//! Figures that must be true: estimates of effects, tests, forecasts and network figures over plain
//! numbers. Everything here is a pure function: no input or output, no clock, randomness handed in.

pub mod adoption;
pub mod against;
pub mod bundle;
pub mod effect;
pub mod graph;
pub mod interval;
pub mod judge;
pub mod layout;
mod least_squares;
pub mod placebo;
pub mod privacy;
pub mod random;
pub mod survival;
pub mod time_series;
