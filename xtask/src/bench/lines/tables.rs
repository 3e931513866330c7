//! Looking into the database of the network, beside the server that writes it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags};

use crate::bench::drive::Key;
use crate::bench::ground::Ground;

/// Read only; `None` when the network is in PostgreSQL.
pub fn open(ground: &Ground) -> Result<Option<Connection>> {
    let Some(file) = ground.source.file() else {
        return Ok(None);
    };
    let connection = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .with_context(|| format!("cannot open {}", file.display()))?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(Some(connection))
}

/// How many rows each table has.
pub fn rows(tables: &Connection) -> Result<BTreeMap<String, i64>> {
    let names = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    let mut names = tables.prepare(names)?;
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut rows = BTreeMap::new();
    for name in names {
        let count = tables.query_row(&format!("select count(*) from \"{name}\""), [], |row| {
            row.get(0)
        })?;
        rows.insert(name, count);
    }
    Ok(rows)
}

/// Which tables grew, and by how many rows.
pub fn grown(
    before: &BTreeMap<String, i64>,
    after: &BTreeMap<String, i64>,
) -> BTreeMap<String, i64> {
    let by = |(name, rows): (&String, &i64)| {
        let more = rows - before.get(name).unwrap_or(&0);
        (more > 0).then(|| (name.clone(), more))
    };
    after.iter().filter_map(by).collect()
}

/// A token of an administrator, made by the program itself.
pub fn administrator(ground: &Ground, tables: &Connection) -> Result<Key> {
    let login: String = tables
        .query_row(
            "select coalesce(mail, employee_number) from people
             where role = 'administrator' and deactivated_at is null order by id limit 1",
            [],
            |row| row.get(0),
        )
        .context("the network has no administrator")?;
    let token = ground.command(&["token", "create", "--person", &login, "--scope", "all"])?;
    let token = token.lines().last().context("no token was printed")?;
    Ok(Key::token(token.trim()))
}

/// The community that everybody belongs to.
pub fn network_wide(tables: &Connection) -> Result<i64> {
    let wanted = "select id from communities where network_wide = 1";
    Ok(tables.query_row(wanted, [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_grew_is_named() {
        let tables = Connection::open_in_memory().unwrap();
        tables
            .execute_batch("create table a (x); create table b (x); insert into b values (1);")
            .unwrap();
        let before = rows(&tables).unwrap();
        tables
            .execute_batch("insert into a values (1), (2)")
            .unwrap();
        let after = rows(&tables).unwrap();
        let grown = grown(&before, &after);
        assert_eq!(grown, BTreeMap::from([("a".to_owned(), 2)]));
    }
}
