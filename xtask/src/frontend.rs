//! The front end's own tools: npm for packages, TypeScript for checks, esbuild for the bundle.
//!
//! The bundle goes into frontend/dist, from where the Rust build embeds it. Without node there is
//! no bundle, and the program builds and works all the same.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::stamp::{self, Stamp};
use crate::{needs, process, project};

const PACKAGES: [&str; 3] = [
    "frontend/package.json",
    "frontend/package-lock.json",
    "frontend/.npmrc",
];

/// Largest size in bytes after gzip of what every page loads (PERFORMANCE: page weight).
const BUDGETS: [(&str, u64); 1] = [("app.js", 40 * 1024)];

/// How talkative the tools are: silent unless they fail, or with all they have to say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Quiet,
    Aloud,
}

fn folder() -> PathBuf {
    project::root().join("frontend")
}

pub fn dist() -> PathBuf {
    folder().join("dist")
}

pub fn has_node() -> bool {
    needs::in_path("node").is_some() && needs::in_path("npm").is_some()
}

/// `cargo xtask assets`
pub fn assets() -> Result<()> {
    ensure!(
        has_node(),
        "the bundle needs Node.js 20 or newer with npm; neither is in PATH"
    );
    install(Voice::Aloud)?;
    build(Voice::Aloud)?;
    println!("Bundled into {}", project::short(&dist()));
    check_budgets()
}

/// Whether the bundle is of the sources as they are now.
pub fn is_bundled() -> Result<bool> {
    let made = Stamp::named("frontend")?.read(&sources()?).is_some();
    Ok(made && dist().join("app.js").is_file())
}

fn sources() -> Result<String> {
    stamp::of(&["frontend"])
}

/// `npm ci`, unless the packages of this lock file are already there.
pub fn install(voice: Voice) -> Result<()> {
    ensure!(
        folder().join("package-lock.json").is_file(),
        "frontend/package-lock.json is missing"
    );
    let stamp = Stamp::named("npm")?;
    let fingerprint = stamp::of(&PACKAGES)?;
    if stamp.read(&fingerprint).is_some() && folder().join("node_modules").is_dir() {
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"], voice)?;
    stamp.write(&fingerprint, "npm ci")
}

/// Bundles the scripts and fonts with esbuild.
pub fn build(voice: Voice) -> Result<()> {
    let fingerprint = sources()?;
    npm(&["run", "build"], voice)?;
    ensure!(
        dist().join("app.js").is_file(),
        "the bundle has no frontend/dist/app.js"
    );
    Stamp::named("frontend")?.write(&fingerprint, "npm run build")
}

/// TypeScript's opinion of the sources, and the tests that need no server.
pub fn check() -> Result<()> {
    npm(&["run", "check"], Voice::Aloud)?;
    npm(&["test"], Voice::Aloud)
}

fn npm(arguments: &[&str], voice: Voice) -> Result<()> {
    let mut npm = npm_command(arguments);
    match voice {
        Voice::Quiet => process::output(&mut npm).map(drop),
        Voice::Aloud => process::run(&mut npm),
    }
}

pub fn npm_command(arguments: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.args(arguments).current_dir(folder());
    if let Some(browser) = needs::chromium() {
        npm.env("FOLKMOOT_CHROMIUM", browser);
    }
    npm
}

/// Fails when a file that every page loads has grown over its budget.
pub fn check_budgets() -> Result<()> {
    for (name, most) in BUDGETS {
        let size = gzip_bytes(name)?;
        let text = format!(
            "{name}: {:.1} of {} KB after gzip",
            size as f64 / 1024.0,
            most / 1024
        );
        if size > most {
            bail!("{text}; load what not every page needs in a chunk of its own");
        }
        println!("{text}");
    }
    Ok(())
}

fn gzip_bytes(name: &str) -> Result<u64> {
    const MEASURE: &str = "const {readFileSync} = require('fs');\
        console.log(require('zlib').gzipSync(readFileSync(process.argv[1]), {level: 9}).length)";
    let mut node = Command::new("node");
    let printed = process::output(node.args(["-e", MEASURE]).arg(dist().join(name)))?;
    printed
        .trim()
        .parse()
        .context("node prints a number of bytes")
}
