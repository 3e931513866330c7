//! By what an archive of the same organisation is known again.
//!
//! Keys are unique within one organisation only, so what an import did is remembered under a name of
//! where it came from. A later archive of the same organisation must lead to the same name, also
//! where the archive does not say whose it is. Nothing here knows the tables.

use kernel::Time;

/// So many people or messages are compared.
pub const SAMPLE: usize = 32;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identity {
    /// Follows from the archive alone: `slack:T024BE7LD`.
    pub name: String,
    /// Keys of some people, where keys are as good as unique in the world.
    pub people: Vec<String>,
    /// Keys and times of some messages, where keys are small numbers.
    pub messages: Vec<(String, Time)>,
}
