//! What may be published of tables that count people: which cells are withheld, and the proof that what
//! is published together tells of no small group and of nobody.
//!
//! People who stand in the same cells of all tables, in all weeks looked at, are one atomic group. A
//! published cell is then a sum over atomic groups, all published cells are a system of linear
//! equations, and what can be worked out from them with certainty is what follows from the system
//! (Dobra and Fienberg 2000; Willenborg and de Waal 2001, chapter 6). Three steps:
//!
//! - [`rules`]: a cell by itself (ten people who contributed, ten in the rest of its parent, nobody with
//!   more than half of a sum);
//! - [`withhold`]: a cell together with all others, of this week and the weeks before;
//! - [`audit`]: looks for what can be worked out after all, without knowing how it was withheld.
//!
//! Both take the strongest reader: figures count as exact although they are rounded, and people as doing
//! the same in each week, so that the difference of two weeks tells of those who came and went. (Who
//! numbers the groups of each week anew assumes the opposite: that a week says nothing of another.) What
//! follows with mere probability, or from bounds such as "over 90 %", is not looked for.

mod audit;
mod record;
mod rules;
mod secondary;
mod system;

pub use audit::{Finding, audit, determined};
pub use record::{Sum, Week};
pub use rules::{Cell, Group, Malformed, Shown, Why, rules};
pub use secondary::{protect, withhold};
pub use system::Refusal;

/// People (or people who contributed) that a cell, and whatever can be worked out, must tell of.
pub const PEOPLE_NEEDED: u64 = 10;
