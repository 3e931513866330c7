//! Dump and restore into a fresh cluster: its transaction numbers are others, its log goes on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use postgres::{Client, NoTls};
use store::{Sole, Source, Store, testing};

use crate::things::{self, MIGRATIONS};

/// A cluster of its own in a temporary folder; stopped and removed with this.
struct Cluster {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
}

impl Cluster {
    fn start(programs: &Path) -> Cluster {
        let folder = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let cluster = Cluster {
            programs: programs.to_owned(),
            folder,
            port,
        };
        if rustix::process::geteuid().is_root() {
            let owned = Command::new("chown")
                .arg("postgres")
                .arg(cluster.folder.path())
                .status();
            assert!(owned.unwrap().success());
        }
        let data = cluster.data();
        cluster.run(
            "initdb",
            &["-D", &data, "-A", "trust", "-U", "postgres", "--no-sync"],
        );
        let settings = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        );
        let log = format!("{data}/log");
        cluster.run(
            "pg_ctl",
            &["-D", &data, "-w", "-l", &log, "-o", &settings, "start"],
        );
        cluster
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// The server refuses to be root.
    fn run(&self, program: &str, args: &[&str]) {
        let program = self.programs.join(program);
        let mut command = if rustix::process::geteuid().is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let status = command.args(args).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "{command:?}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        self.run("pg_ctl", &["-D", &data, "-m", "immediate", "stop"]);
    }
}

#[test]
fn a_restored_log_loses_nothing_and_begins_a_new_life() {
    let programs = std::env::var("FOLKMOOT_TEST_PG_BIN").ok();
    let (Some(programs), Some(_)) = (programs, testing::postgres_url()) else {
        return;
    };
    let programs = Path::new(&programs);
    let database = testing::Database::create(MIGRATIONS).unwrap();
    let store = Store::open(&database.source(), testing::options(MIGRATIONS)).unwrap();
    store
        .write_blocking(|tx| things::add(tx, "with a position"))
        .unwrap();
    assert_eq!(testing::settled(&store), 1);

    // Dumped while someone's open transaction keeps a change from its position.
    let elsewhere = testing::Database::create(MIGRATIONS).unwrap();
    let mut held = Client::connect(&elsewhere.url(), NoTls).unwrap();
    held.batch_execute("begin; select pg_current_xact_id()")
        .unwrap();
    // The fresh cluster has not come so far: these numbers lie in its future.
    let mut far = Client::connect(&database.url(), NoTls).unwrap();
    far.batch_execute(
        "do $$ begin for i in 1..2000 loop perform pg_current_xact_id(); commit; end loop; end $$",
    )
    .unwrap();
    for name in ["without one", "nor this"] {
        store
            .write_blocking(move |tx| things::add(tx, name))
            .unwrap();
    }
    assert_eq!(store.read_blocking(Store::unpositioned).unwrap().len(), 2);
    let dump = tempfile::NamedTempFile::new().unwrap();
    let made = Command::new(programs.join("pg_dump"))
        .args(["-Fc", "-f"])
        .arg(dump.path())
        .arg(database.url())
        .status();
    assert!(made.unwrap().success());
    assert!(fs::metadata(dump.path()).unwrap().len() > 1_000);
    held.batch_execute("commit").unwrap();

    let cluster = Cluster::start(programs);
    let mut fresh = Client::connect(&cluster.url("postgres"), NoTls).unwrap();
    fresh
        .batch_execute("create database network template template0 encoding 'UTF8' locale 'C'")
        .unwrap();
    let restored = Command::new(programs.join("pg_restore"))
        .args(["-d", &cluster.url("network"), "--no-owner"])
        .arg(dump.path())
        .status();
    assert!(restored.unwrap().success());

    let source = Source::Postgres(cluster.url("network"));
    let copy = Store::open(&source, testing::options(MIGRATIONS)).unwrap();
    assert_ne!(copy.epoch(), store.epoch());
    assert_eq!(testing::settled(&copy), 3);
    copy.write_blocking(|tx| things::add(tx, "new")).unwrap();
    assert_eq!(testing::settled(&copy), 4);
    assert_eq!(copy.read_blocking(things::count).unwrap(), Sole(4));
    let changes = copy
        .read_blocking(|db| Store::changes_after(db, 0, 100))
        .unwrap();
    let positions: Vec<_> = changes
        .iter()
        .map(|change| change.position.unwrap())
        .collect();
    assert_eq!(positions, [1, 2, 3, 4]);
    let epoch = copy.epoch();
    drop(copy);
    let again = Store::open(&source, testing::options(MIGRATIONS)).unwrap();
    assert_eq!(again.epoch(), epoch, "one restore is one new life");
}
