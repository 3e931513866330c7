//! A PostgreSQL cluster for one run of the tests: its own folder, its own port, loopback only.
//!
//! It trusts everyone on this machine and syncs nothing to disk, so it is good for tests alone.
//! A cluster left behind by a run that was killed is stopped by the next one.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::{needs, process, project, server};

/// The account that runs the server when we are root, which PostgreSQL refuses to be.
const ACCOUNT: &str = "postgres";

const SETTINGS: &str = "
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
full_page_writes = off
log_min_messages = warning
";

pub struct Cluster {
    pub bin: PathBuf,
    pub url: String,
    folder: Folder,
    keep: bool,
}

/// Where the cluster lies and whose it is.
#[derive(Clone)]
struct Folder {
    path: PathBuf,
    as_account: bool,
}

impl Cluster {
    /// Makes and starts a fresh cluster; with `keep` it goes on running when we end.
    pub fn start(keep: bool) -> Result<Cluster> {
        let bin = needs::postgres_bin().context("PostgreSQL is not on this machine")?;
        let folder = Folder::prepare(&bin)?;
        let data = folder.data();
        let mut initdb = folder.command(&bin.join("initdb"));
        initdb.args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ]);
        process::output(initdb.arg(&data))?;
        folder.append(&data.join("postgresql.conf"), SETTINGS)?;
        let port = folder.start_server(&bin)?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Ok(Cluster {
            bin,
            url,
            folder,
            keep,
        })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.keep {
            println!("PostgreSQL goes on running until the next `cargo xtask test`. To use it:");
            println!("  export FOLKMOOT_TEST_POSTGRES={}", self.url);
            println!("  export FOLKMOOT_TEST_PG_BIN={}", self.bin.display());
        } else if let Err(error) = self.folder.remove(&self.bin) {
            eprintln!("PostgreSQL was not stopped: {error:#}");
        }
    }
}

impl Folder {
    /// An empty folder the server may use, with whatever ran in it before stopped.
    fn prepare(bin: &Path) -> Result<Folder> {
        let below_target = project::target().join("test-postgres");
        let as_account = needs::is_root();
        if !as_account {
            let folder = Folder {
                path: below_target,
                as_account,
            };
            folder.remove(bin)?;
            fs::create_dir_all(&folder.path)?;
            return Ok(folder);
        }
        if !process::succeeds(Command::new("id").arg(ACCOUNT)) {
            bail!("root may not run PostgreSQL, and there is no account named {ACCOUNT} to do it");
        }
        let elsewhere = elsewhere();
        for path in [below_target.clone(), elsewhere.clone()] {
            let folder = Folder { path, as_account };
            folder.remove(bin)?;
            fs::create_dir_all(&folder.path)
                .with_context(|| format!("cannot make {}", folder.path.display()))?;
            process::output(Command::new("chown").arg(ACCOUNT).arg(&folder.path))?;
            if process::succeeds(
                folder
                    .command(Path::new("test"))
                    .arg("-w")
                    .arg(&folder.path),
            ) {
                return Ok(folder);
            }
            fs::remove_dir_all(&folder.path)?;
            let shown = project::short(&folder.path);
            println!(
                "The account {ACCOUNT} cannot enter {shown}; trying {}",
                elsewhere.display()
            );
        }
        bail!(
            "the account {ACCOUNT} can use neither {} nor {}",
            below_target.display(),
            elsewhere.display()
        )
    }

    fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    fn log(&self) -> PathBuf {
        self.path.join("server.log")
    }

    /// A program run as the account that owns the folder.
    fn command(&self, program: &Path) -> Command {
        let mut command = if self.as_account {
            let mut runuser = Command::new("runuser");
            runuser.args(["-u", ACCOUNT, "--"]).arg(program);
            runuser
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        command
    }

    fn append(&self, file: &Path, text: &str) -> Result<()> {
        let before = fs::read_to_string(file)?;
        fs::write(file, before + text).with_context(|| format!("cannot write {}", file.display()))
    }

    /// Starts the server and returns its port. Another program may take the port between our
    /// choice and the start, so it is tried a few times.
    fn start_server(&self, bin: &Path) -> Result<u16> {
        let mut last = anyhow!("not tried");
        for _ in 0..3 {
            let port = server::free_port()?;
            let mut start = self.pg_ctl(bin);
            start
                .args(["-w", "-t", "60", "-o", &format!("-p {port}"), "-l"])
                .arg(self.log());
            // The server keeps what it inherits open, so its output must not be a pipe of ours.
            start
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null());
            match process::run(start.arg("start")) {
                Ok(()) => return Ok(port),
                Err(error) => last = error,
            }
        }
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let tail: Vec<&str> = log.lines().rev().take(15).collect();
        let tail: Vec<&str> = tail.into_iter().rev().collect();
        Err(last.context(format!(
            "PostgreSQL does not start; its log ends with\n{}",
            tail.join("\n")
        )))
    }

    fn pg_ctl(&self, bin: &Path) -> Command {
        let mut command = self.command(&bin.join("pg_ctl"));
        command.arg("-D").arg(self.data());
        command
    }

    /// Stops the server of this folder if there is one, and removes the folder.
    ///
    /// Does not go through `process::run`, because it also has to work after an interrupt.
    fn remove(&self, bin: &Path) -> Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        if process::succeeds(self.pg_ctl(bin).arg("status")) {
            let stopped =
                process::succeeds(self.pg_ctl(bin).args(["-m", "immediate", "-w", "stop"]));
            anyhow::ensure!(
                stopped,
                "the server in {} does not stop",
                self.path.display()
            );
        }
        fs::remove_dir_all(&self.path)
            .with_context(|| format!("cannot remove {}", self.path.display()))
    }
}

/// The folder used when the account cannot enter the target folder (below /root, for example);
/// always the same one for the same checkout, so that the next run finds it.
fn elsewhere() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    project::target().hash(&mut hasher);
    let parent =
        std::env::var_os("TMPDIR").map_or_else(|| PathBuf::from("/var/tmp"), PathBuf::from);
    parent.join(format!(
        "folkmoot-test-postgres-{:08x}",
        hasher.finish() as u32
    ))
}
