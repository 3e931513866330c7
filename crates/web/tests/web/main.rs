//! The web tier through its own door: pages as documents, requests as clients send them.

mod gallery;
mod icons;
mod protection;
mod reading;
mod samples;
