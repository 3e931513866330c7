//! `folkmoot serve`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::config::{Common, Settings};

/// Serve the network to browsers and programs
///
/// Needs no settings: the data lie in ./folkmoot-data and the address is http://127.0.0.1:8080. The
/// first start prints a link, good for one use, with which the first administrator is made. Ctrl-C
/// or SIGTERM ends it; what was acknowledged is on disk.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  folkmoot serve
  folkmoot serve --listen 127.0.0.1:9000
  folkmoot serve --base-url https://moot.example.org       behind a proxy on the same machine
  folkmoot serve --listen 0.0.0.0:443 --base-url https://moot.example.org \\
                 --tls-cert chain.pem --tls-key key.pem
  folkmoot serve --database postgres://folkmoot@db/folkmoot

Without TLS and without a base URL it listens on this machine only, because passwords would travel
in clear.")]
pub struct Args {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// The address people use, when a proxy ends TLS or links need another name
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// PEM file with the certificate chain; read again when it changes
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// PEM file with the private key
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// IP addresses, separated by commas, whose X-Forwarded-For counts [default: this machine's own
    /// with --base-url and without --tls-cert, else none]
    #[arg(long, value_name = "ADDRESSES")]
    trusted_proxies: Option<String>,
    /// What to log to the error output, for example info or folkmoot=debug [default: info]
    #[arg(long, value_name = "FILTER")]
    log: Option<String>,
    /// Also answer /floor/html and /floor/json, which `cargo xtask bench` measures against
    #[arg(long, hide = true)]
    floor: bool,
}

pub fn run(args: &Args, common: &Common) -> Result<()> {
    let path = |path: &Option<PathBuf>| {
        path.as_ref()
            .map(|path| path.to_string_lossy().into_owned())
    };
    let flags = [
        ("listen", args.listen.clone()),
        ("base_url", args.base_url.clone()),
        ("tls_cert", path(&args.tls_cert)),
        ("tls_key", path(&args.tls_key)),
        ("trusted_proxies", args.trusted_proxies.clone()),
        ("log", args.log.clone()),
    ];
    let flags = flags
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)));
    let settings = Settings {
        floor: args.floor,
        ..Settings::gather(common, flags)?
    };
    super::logging(&settings.log, "info");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the threads that serve cannot be started")?;
    let served = runtime.block_on(crate::serve::serve(settings));
    // Work that a command asked for may still be at it; it ends with the store, which is closed.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    served
}
