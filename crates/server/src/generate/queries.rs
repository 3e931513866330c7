//! What a network is asked before it is filled.

use store::Sole;

store::statements! {
    /// Whether there is anybody or anything yet.
    pub fn rows() -> Sole<i64> =
        "select cast((select count(*) from people) + (select count(*) from communities) + (select count(*) from posts) as bigint)";
}
