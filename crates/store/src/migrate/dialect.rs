//! From the words both engines share to the words of one.
//!
//! Only types inside `create table` and `alter table` are touched, and only where a type can stand:
//! after the name of a column. Text in quotes and in comments stays as it is.

use crate::Engine;

/// The text for one engine: its own blocks, its own types, strict tables.
pub(crate) fn translate(sql: &str, engine: Engine) -> String {
    let sql = blocks(sql, engine);
    let mut out = String::with_capacity(sql.len() + 64);
    let mut statement = Statement::default();
    let mut rest = sql.as_str();
    while let Some(token) = next(rest) {
        rest = &rest[token.len()..];
        statement.push(token, engine, &mut out);
    }
    out
}

/// Keeps what stands between `-- sqlite:` or `-- postgres:` and `-- end` for that engine alone.
fn blocks(sql: &str, engine: Engine) -> String {
    let mut kept = String::with_capacity(sql.len());
    let mut inside = None;
    for line in sql.lines() {
        match line.trim() {
            "-- sqlite:" => inside = Some(Engine::Sqlite),
            "-- postgres:" => inside = Some(Engine::Postgres),
            "-- end" => inside = None,
            _ if inside.is_none_or(|only| only == engine) => {
                kept.push_str(line);
                kept.push('\n');
            }
            _ => {}
        }
    }
    kept
}

/// The next token: a word, a quoted text, a comment, white space or one other character.
fn next(rest: &str) -> Option<&str> {
    let first = rest.chars().next()?;
    let end = match first {
        '\'' | '"' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
        '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
        c if c.is_whitespace() => rest
            .find(|c: char| !c.is_whitespace())
            .unwrap_or(rest.len()),
        c if is_word(c) => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
        c => c.len_utf8(),
    };
    Some(&rest[..end])
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where in a statement the translation is.
#[derive(Default)]
struct Statement {
    /// The last tokens that mean something, the newest last.
    words: Vec<String>,
    depth: usize,
}

impl Statement {
    fn push(&mut self, token: &str, engine: Engine, out: &mut String) {
        let blank = token.starts_with("--") || token.chars().all(char::is_whitespace);
        if blank {
            return out.push_str(token);
        }
        match token {
            "(" => self.depth += 1,
            ")" => self.depth = self.depth.saturating_sub(1),
            ";" if self.depth == 0 => {
                if engine == Engine::Sqlite && self.starts("create table") && self.last() == ")" {
                    out.push_str(" strict");
                } else if engine == Engine::Sqlite && self.ends_without_rowid() {
                    out.push_str(", strict");
                }
                out.push(';');
                self.words.clear();
                return;
            }
            _ => {}
        }
        let typed = self.starts("create table") || self.starts("alter table");
        let after_name = typed && self.last().chars().all(is_word) && !self.last().is_empty();
        out.push_str(match (engine, token) {
            (Engine::Sqlite, "bigint") if typed => "integer",
            (Engine::Sqlite, "double") if after_name => "real",
            (Engine::Sqlite, "precision") if typed && self.last() == "double" => "",
            (Engine::Sqlite, "bytes") if after_name => "blob",
            (Engine::Postgres, "bytes") if after_name => "bytea",
            (Engine::Postgres, "text") if after_name && self.last() != "as" => "text collate \"C\"",
            (_, token) => token,
        });
        self.words.push(token.to_owned());
    }

    fn starts(&self, words: &str) -> bool {
        words
            .split(' ')
            .zip(&self.words)
            .filter(|(a, b)| a == b)
            .count()
            == words.split(' ').count()
    }

    fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    fn ends_without_rowid(&self) -> bool {
        self.starts("create table") && self.words.ends_with(&["without".into(), "rowid".into()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQL: &str = "create table files (
    id bigint primary key, -- the text of a comment; bytes
    bytes bigint not null check (bytes >= 0),
    body bytes not null,
    text text not null default 'text; bigint',
    weight double precision
);
-- sqlite:
create table words (word text primary key) without rowid;
-- end
-- postgres:
create table words (word text primary key);
-- end
alter table files add column kind text;
create index files_bytes on files (bytes);
";

    #[test]
    fn sqlite_gets_its_own_types_and_strict_tables() {
        let text = translate(SQL, Engine::Sqlite);
        assert_eq!(
            text,
            "create table files (
    id integer primary key, -- the text of a comment; bytes
    bytes integer not null check (bytes >= 0),
    body blob not null,
    text text not null default 'text; bigint',
    weight real 
) strict;
create table words (word text primary key) without rowid, strict;
alter table files add column kind text;
create index files_bytes on files (bytes);
"
        );
        let memory = rusqlite::Connection::open_in_memory().unwrap();
        memory.execute_batch(&text).unwrap();
    }

    #[test]
    fn postgres_sorts_text_by_its_bytes() {
        let text = translate(SQL, Engine::Postgres);
        assert_eq!(
            text,
            "create table files (
    id bigint primary key, -- the text of a comment; bytes
    bytes bigint not null check (bytes >= 0),
    body bytea not null,
    text text collate \"C\" not null default 'text; bigint',
    weight double precision
);
create table words (word text collate \"C\" primary key);
alter table files add column kind text collate \"C\";
create index files_bytes on files (bytes);
"
        );
    }
}
