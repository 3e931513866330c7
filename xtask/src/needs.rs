//! The programs the tests need, found or installed.
//!
//! Installs only on Debian and Ubuntu, only as root, and only what is missing. Everywhere else it
//! says what is missing and what the package is called, and stops there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    Postgres,
    Chromium,
    Node,
    Python,
}

impl Need {
    fn is_there(self) -> bool {
        match self {
            Need::Postgres => postgres_bin().is_some(),
            Need::Chromium => chromium().is_some(),
            Need::Node => node_major() >= Some(20) && in_path("npm").is_some(),
            Need::Python => {
                process::succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"]))
            }
        }
    }

    fn what(self) -> &'static str {
        match self {
            Need::Postgres => "PostgreSQL 15 or newer, the server with initdb and pg_ctl",
            Need::Chromium => "Chromium, for the browser tests",
            Need::Node => "Node.js 20 or newer with npm, for the front end and the browser tests",
            Need::Python => "Python 3 with venv and pip, for schemathesis",
        }
    }

    fn debian_packages(self) -> &'static [&'static str] {
        match self {
            Need::Postgres => &["postgresql"],
            Need::Chromium if distribution().contains("ubuntu") => &["chromium-browser"],
            Need::Chromium => &["chromium"],
            Need::Node => &["nodejs", "npm"],
            Need::Python => &["python3", "python3-venv"],
        }
    }
}

/// Makes sure that everything is there; installs it where we may.
pub fn satisfy(needs: &[Need]) -> Result<()> {
    let missing = || {
        needs
            .iter()
            .copied()
            .filter(|need| !need.is_there())
            .collect::<Vec<_>>()
    };
    let before = missing();
    if before.is_empty() {
        return Ok(());
    }
    if !(is_root() && is_debian()) {
        bail!("{}", instructions(&before));
    }
    for need in &before {
        println!("Installing {}", need.what());
        install(*need)?;
    }
    let after = missing();
    if !after.is_empty() {
        bail!("installed, but still not found.\n{}", instructions(&after));
    }
    Ok(())
}

fn instructions(missing: &[Need]) -> String {
    let mut text = String::from("the tests need programs that are not on this machine:\n");
    for need in missing {
        text.push_str(&format!("  - {}\n", need.what()));
    }
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| need.debian_packages())
        .copied()
        .collect();
    text.push_str(&format!(
        "On Debian and Ubuntu: apt-get install {} (or run this as root, and it does so itself).\n",
        packages.join(" ")
    ));
    text.push_str(
        "Elsewhere the packages are mostly called postgresql, chromium, nodejs and python3.\n\
         FOLKMOOT_TEST_PG_BIN (the folder of pg_ctl) and FOLKMOOT_CHROMIUM (a browser of that \
         family) name those in unusual places.",
    );
    text
}

fn install(need: Need) -> Result<()> {
    apt_get(&["update", "-q"])?;
    if need == Need::Postgres {
        // Debian makes and starts a cluster when the server is installed, unless told not to. The
        // file that tells it belongs to this package, so the package has to come first.
        apt_get(&[
            "install",
            "-q",
            "-y",
            "--no-install-recommends",
            "postgresql-common",
        ])?;
        forbid_main_cluster(Path::new("/etc/postgresql-common/createcluster.conf"))?;
    }
    if need == Need::Node && apt_node_major() < Some(20) {
        bail!(
            "Node.js 20 or newer with npm is needed, and this system's own package is older; \
             nodejs.org says how to install a newer one"
        );
    }
    let mut arguments = vec!["install", "-q", "-y", "--no-install-recommends"];
    arguments.extend(need.debian_packages());
    apt_get(&arguments)
}

/// The first number of the version that apt would install: `Candidate: 18.20.4+dfsg-1`.
fn apt_node_major() -> Option<u32> {
    let policy = process::output(Command::new("apt-cache").args(["policy", "nodejs"])).ok()?;
    let candidate = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    candidate.split('.').next()?.parse().ok()
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    process::run(apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Adds the setting at the end unless somebody has set it already, to whatever value.
fn forbid_main_cluster(file: &Path) -> Result<()> {
    let text = fs::read_to_string(file).unwrap_or_default();
    if text
        .lines()
        .any(|line| line.trim_start().starts_with("create_main_cluster"))
    {
        return Ok(());
    }
    let text = format!("{}\ncreate_main_cluster = false\n", text.trim_end());
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn is_debian() -> bool {
    let distribution = distribution();
    distribution.contains("debian") || distribution.contains("ubuntu")
}

/// The lines of /etc/os-release that say what this is and what it is like.
fn distribution() -> String {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let lines = text
        .lines()
        .filter(|line| line.starts_with("ID=") || line.starts_with("ID_LIKE="));
    lines.collect::<Vec<_>>().join("\n")
}

/// The folder with initdb, pg_ctl and pg_dump: the newest there is.
pub fn postgres_bin() -> Option<PathBuf> {
    if let Some(named) = env::var_os("FOLKMOOT_TEST_PG_BIN") {
        return Some(PathBuf::from(named)).filter(|folder| is_postgres(folder));
    }
    let in_version_folders = |parent: &str, below: &str| {
        let entries = fs::read_dir(parent).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.path().join(below))
            .collect::<Vec<_>>()
    };
    let mut folders = in_version_folders("/usr/lib/postgresql", "bin");
    folders.extend(
        in_version_folders("/usr", "bin")
            .into_iter()
            .filter(|folder| folder.to_string_lossy().starts_with("/usr/pgsql-")),
    );
    folders.extend(in_version_folders("/opt/homebrew/opt", "bin"));
    folders.extend(in_version_folders("/usr/local/opt", "bin"));
    folders.retain(|folder| is_postgres(folder));
    folders.sort_by_key(|folder| major_version(folder));
    let in_path = || {
        let program = fs::canonicalize(in_path("pg_ctl")?).ok()?;
        program
            .parent()
            .map(Path::to_path_buf)
            .filter(|folder| is_postgres(folder))
    };
    folders.pop().or_else(in_path)
}

fn is_postgres(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

/// The number in `/usr/lib/postgresql/15/bin` or `postgresql@16/bin`.
fn major_version(bin: &Path) -> u32 {
    let folder = bin
        .parent()
        .and_then(Path::file_name)
        .unwrap_or_default()
        .to_string_lossy();
    folder
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .unwrap_or(0)
}

/// Chromium or a browser of its family.
pub fn chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("FOLKMOOT_CHROMIUM") {
        return Some(PathBuf::from(named)).filter(|file| file.is_file());
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let application = PathBuf::from("/Applications/Chromium.app/Contents/MacOS/Chromium");
    let installed = names.iter().find_map(|name| in_path(name));
    installed.or_else(|| Some(application).filter(|file| file.is_file()))
}

/// The first number of `v20.20.2`; `None` without node.
fn node_major() -> Option<u32> {
    let printed = process::output(Command::new("node").arg("--version")).ok()?;
    printed
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

pub fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_its_packages() {
        let text = instructions(&[Need::Postgres, Need::Python]);
        assert!(
            text.contains("apt-get install postgresql python3 python3-venv"),
            "{text}"
        );
        assert!(
            text.contains("initdb") && !text.contains("Chromium, for"),
            "{text}"
        );
    }

    #[test]
    fn the_newest_postgres_is_a_number_not_a_text() {
        assert_eq!(major_version(Path::new("/usr/lib/postgresql/9/bin")), 9);
        assert_eq!(
            major_version(Path::new("/opt/homebrew/opt/postgresql@16/bin")),
            16
        );
        assert_eq!(
            major_version(Path::new("/opt/homebrew/opt/postgresql/bin")),
            0
        );
    }

    #[test]
    fn a_cluster_setting_of_somebody_else_is_left_alone() {
        let file = crate::project::work_folder()
            .unwrap()
            .join("createcluster.conf");
        fs::write(&file, "# create_main_cluster = true\nssl = on\n").unwrap();
        forbid_main_cluster(&file).unwrap();
        let once = fs::read_to_string(&file).unwrap();
        assert!(
            once.ends_with("ssl = on\ncreate_main_cluster = false\n"),
            "{once}"
        );
        forbid_main_cluster(&file).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), once);
        fs::remove_file(file).unwrap();
    }
}
