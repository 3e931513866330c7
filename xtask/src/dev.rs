//! `cargo xtask dev`: a debug build serving a folder one may spoil.

use anyhow::{Result, ensure};
use clap::Args;

use crate::frontend::{self, Voice};
use crate::progress::Stage;
use crate::{compile, process, project, server};

#[derive(Args)]
pub struct Options {
    /// Port of 127.0.0.1 to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Begin with an empty network
    #[arg(long)]
    fresh: bool,
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
