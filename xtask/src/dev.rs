//! `cargo xtask dev`: a debug build serving a folder one may spoil.

use anyhow::{Result, ensure};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::frontend::{self, Voice};
use crate::progress::Stage;
use crate::{compile, process, project, server};

pub struct Options {
    port: u16,
    fresh: bool,
}

pub fn command() -> Command {
    let fresh = Arg::new("fresh").long("fresh").action(ArgAction::SetTrue);
    Command::new("dev")
        .about("Build without optimisation and serve a data folder of its own, target/dev-data")
        .arg(server::port_argument())
        .arg(fresh.help("Begin with an empty network"))
}

impl From<&ArgMatches> for Options {
    fn from(given: &ArgMatches) -> Options {
        Options {
            port: server::port(given),
            fresh: given.get_flag("fresh"),
        }
    }
}

pub fn run(options: &Options) -> Result<()> {
    server::port_is_free(options.port)?;
    if frontend::has_node() && !frontend::is_bundled()? {
        frontend::install(Voice::Quiet)?;
        frontend::build(Voice::Quiet)?;
    }
    let stage = Stage::begin(1, 1, "Building without optimisation");
    let program = compile::program(&["build", "-p", "server"], &stage)?;
    stage.finish(&project::short(&program));
    let data = project::target().join("dev-data");
    if options.fresh && data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let mut server = server::start(&program, &data, options.port, None)?;
    println!(
        "Serving {} at {}. Ctrl-C ends it.",
        project::short(&data),
        server.url
    );
    let status = server.child.wait()?;
    ensure!(
        status.success(),
        "the server ended by itself ({})",
        process::ended_how(status)
    );
    Ok(())
}
