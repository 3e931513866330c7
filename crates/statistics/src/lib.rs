//! Figures that must be true: estimates of effects, tests, forecasts and network figures over plain
//! numbers. Everything here is a pure function: no input or output, no clock, randomness handed in.

pub mod adoption;
pub mod against;
pub mod graph;
pub mod privacy;
pub mod random;
pub mod survival;
