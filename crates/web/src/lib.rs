//! What every page needs: layout, components, texts, errors, strict reading of requests, assets.
//!
//! No word of the product stands here: no post, no community. What a page says and who may see it
//! is handed in. `guard` is what every request passes through; `layout` and `components` are what
//! every page is made of.

pub mod answers;
pub mod assets;
pub mod audit;
pub mod components;
pub mod cookies;
pub mod cursor;
pub mod errors;
pub mod extract;
pub mod flash;
pub mod guard;
pub mod icons;
pub mod idempotency;
pub mod lang;
pub mod layout;
pub mod numbers;
pub mod rate;
pub mod texts;

mod compression;
mod failure;
mod routes;

pub use answers::{TurboStream, Wants, safe_next, see_other, turbo_stream};
pub use assets::Assets;
pub use components::{Zone, hue_of, is_time_zone, time, zone};
pub use cookies::SessionCookie;
pub use errors::ProblemDocument;
pub use extract::{Form, Json, KeyedForm, KeyedJson, Path, Query};
pub use failure::{Failure, Result};
pub use flash::Flash;
pub use guard::{Guard, Hosts, RequestId, csrf, host};
pub use icons::{icon, icon_lg, icon_sm};
pub use idempotency::{Attempt, IdempotencyHeader};
pub use lang::Lang;
pub use rate::Limiter;
pub use routes::Routes;
pub use texts::text;
