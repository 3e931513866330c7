//! The settings table.

use store::Changed;

store::statements! {
    pub fn get(key: &str) -> Option<String> = "select value from settings where key = $1";
    pub fn put(key: &str, value: &str) -> Changed =
        "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
    pub fn remove(key: &str) -> Changed = "delete from settings where key = $1";
}
