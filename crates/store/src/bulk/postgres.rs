//! A load into PostgreSQL: `copy`, with references and secondary indexes taken away meanwhile.

use std::io::Write;
use std::time::Duration;

use kernel::{Error, Kind, Result};
use postgres::Client;

use super::Rows;
use crate::fault::Failure;
use crate::postgres::{Target, connect};
use crate::value::Value;

const ALONE: &str = "
    set statement_timeout = 0;
    set lock_timeout = 0;
    set idle_in_transaction_session_timeout = 0;
    set synchronous_commit = off;
    set maintenance_work_mem = '512MB'";
const OTHERS: &str = "select count(*) from pg_stat_activity
    where datname = current_database() and application_name = 'folkmoot' and pid <> pg_backend_pid()";
const PATIENCE: usize = 100;
const REFERENCES: &str = "
    select format('alter table %s drop constraint %I', conrelid::regclass, conname),
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by oid";
/// Those that belong to a unique or primary key stay.
const INDEXES: &str = "
    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = current_schema()::regnamespace
        and not exists (select from pg_constraint where conindid = i.indexrelid)
    order by i.indexrelid";
/// How the binary form of `copy` begins and ends, as PostgreSQL's manual has it under `COPY`.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const TAIL: [u8; 2] = (-1_i16).to_be_bytes();

pub(super) struct Load {
    client: Client,
    /// How indexes and references are made again.
    steps: Vec<String>,
}

impl Load {
    pub fn begin(url: &str) -> Result<Load> {
        let target = Target::parse(url)?;
        let mut client = connect(&target).map_err(|failure| failure.error())?;
        let mut begun = || -> Result<Vec<String>, Failure> {
            client.batch_execute(ALONE)?;
            alone(&mut client)?;
            let mut steps = take(&mut client, REFERENCES)?;
            let indexes = take(&mut client, INDEXES)?;
            // References find what they refer to by its primary key, which stays; indexes first.
            steps.splice(0..0, indexes);
            Ok(steps)
        };
        let steps = begun().map_err(|failure| failure.error())?;
        Ok(Load { client, steps })
    }

    pub fn put(&mut self, rows: &Rows) -> Result<()> {
        let table = rows.table();
        let columns = table.columns.join(", ");
        let copy = format!("copy {} ({columns}) from stdin (format binary)", table.name);
        let mut writer = self
            .client
            .copy_in(&copy)
            .map_err(|error| Failure::from(error).error())?;
        let mut line = Vec::with_capacity(1_024);
        let mut write = || -> std::io::Result<()> {
            writer.write_all(HEAD)?;
            rows.each(|row| {
                line.clear();
                encode(row, &mut line);
                writer.write_all(&line)
            })?;
            writer.write_all(&TAIL)
        };
        write().map_err(Error::internal)?;
        writer
            .finish()
            .map_err(|error| Failure::from(error).error())?;
        Ok(())
    }

    pub fn finish(mut self, done: &mut dyn FnMut(usize, usize)) -> Result<()> {
        let mut steps = std::mem::take(&mut self.steps);
        steps.extend(["analyze", "checkpoint"].map(str::to_owned));
        super::each_step(&steps, done, &mut |step| {
            // Whoever is no superuser may not ask for one; then it comes by itself.
            match self.client.batch_execute(step) {
                Err(error) if step != "checkpoint" => Err(Failure::from(error).error()),
                _ => Ok(()),
            }
        })
    }
}

/// A session that was just closed may be listed for a moment.
fn alone(client: &mut Client) -> Result<(), Failure> {
    for _ in 0..PATIENCE {
        if client.query_one(OTHERS, &[])?.get::<_, i64>(0) == 0 {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let text = "another folkmoot has this database open";
    Err(Failure::new(Kind::Conflict, "in_use", text))
}

/// Takes away what a catalogue names; answers how it is put back.
fn take(client: &mut Client, catalogue: &str) -> Result<Vec<String>, Failure> {
    let found = client.query(catalogue, &[])?;
    let mut put_back = Vec::with_capacity(found.len());
    for row in &found {
        client.batch_execute(row.get(0))?;
        put_back.push(row.get(1));
    }
    Ok(put_back)
}

fn encode(row: &[Value<'_>], line: &mut Vec<u8>) {
    line.extend_from_slice(&(row.len() as i16).to_be_bytes());
    for value in row {
        match *value {
            Value::Null => line.extend_from_slice(&(-1_i32).to_be_bytes()),
            Value::Int(value) => field(&value.to_be_bytes(), line),
            Value::Real(value) => field(&value.to_be_bytes(), line),
            Value::Text(text) => field(text.as_bytes(), line),
            Value::Bytes(bytes) => field(bytes, line),
        }
    }
}

fn field(bytes: &[u8], line: &mut Vec<u8>) {
    line.extend_from_slice(&(bytes.len() as i32).to_be_bytes());
    line.extend_from_slice(bytes);
}
