//! Figures that must be true: estimates of effects, tests, forecasts and network figures over plain
//! numbers. Everything here is a pure function: no input or output, no clock, randomness handed in.

pub mod bundle;
pub mod effect;
pub mod interval;
pub mod judge;
mod least_squares;
pub mod placebo;
pub mod time_series;
