//! How signals reach the streams of all nodes. Only what may be lost travels here: what must not be
//! is in the change log, which every node follows by itself.

use crate::event::Signal;
use crate::hub::Hub;

#[derive(Clone)]
pub enum Bus {
    /// One node: its own streams are all there are.
    Local(Hub),
}

impl Bus {
    pub fn signal(&self, signal: Signal) {
        match self {
            Bus::Local(hub) => hub.signal(signal),
        }
    }
}
