//! The pieces pages are built from, in the markup of the design language.
//!
//! They know how things look, not what they are: no piece has a word of the product.

pub mod charts;
mod forms;
mod marks;
mod menus;
mod navigation;
mod people;
mod states;
mod times;

pub use forms::{
    Check, Choice, Field, Select, check, choices, error_line, field, hidden, idempotency_key,
    select,
};
pub use marks::{band, circle, count, logo, scene};
pub use menus::{Confirm, confirm, menu, sheet, sheet_button};
pub use navigation::{Tab, crumbs, pager, seg, tabs};
pub use people::{Face, Size, avatar, hue_of, initials, sign};
pub(crate) use states::whole_page;
pub use states::{Action, Tone, callout, empty_state, live_region, tag, toast};
pub use times::{Times, Zone, date, date_time, day_in_words, is_time_zone, relative, time, zone};
