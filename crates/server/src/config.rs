//! Which network, where to listen, and the rest of what an administrator decides: from a file, the
//! environment and flags, checked once.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use kernel::config::Config;
use store::Source;

const FILE: &str = "folkmoot.toml";
const DATA: &str = "./folkmoot-data";
/// In the data folder, also where the network itself is in PostgreSQL.
const INDEX: &str = "search";
const LOOPBACK: &str = "127.0.0.1, ::1";
const LISTEN: &str = "127.0.0.1:8080";

/// Flags of every command.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Common {
    /// Folder that holds the network's data [default: ./folkmoot-data]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        conflicts_with = "database",
        help_heading = "Which network"
    )]
    pub data: Option<PathBuf>,
    /// PostgreSQL instead of a folder: postgres://user:password@host/database
    #[arg(
        long,
        global = true,
        value_name = "URL",
        help_heading = "Which network"
    )]
    pub database: Option<String>,
    /// Settings [default: ./folkmoot.toml, if it is there]
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help_heading = "Which network"
    )]
    pub config: Option<PathBuf>,
}

/// Everything that was decided.
#[derive(Clone, Debug)]
pub struct Settings {
    pub source: Source,
    /// Folder of this node's index of words.
    pub index: PathBuf,
    pub listen: SocketAddr,
    /// How people reach the network through a proxy that ends TLS.
    pub base_url: Option<String>,
    pub tls: Option<TlsFiles>,
    /// Peers whose forwarded headers count.
    pub trusted_proxies: Vec<IpAddr>,
    pub log: String,
    /// Answer what the product is measured against as well; a flag alone decides it.
    pub floor: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Settings {
    /// From the file, then the process's environment, then `flags` beside those of `common`.
    pub fn gather(
        common: &Common,
        flags: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Result<Settings> {
        let named = common
            .config
            .clone()
            .or_else(|| std::env::var_os("FOLKMOOT_CONFIG").map(PathBuf::from));
        let file = read(named.as_deref())?;
        let given = [
            (
                "data_dir",
                common
                    .data
                    .as_ref()
                    .map(|folder| folder.to_string_lossy().into_owned()),
            ),
            ("database", common.database.clone()),
        ];
        let given = given
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        let file = file
            .as_ref()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        let config = Config::gather(file, environment, given.chain(flags))
            .map_err(|problem| anyhow!(problem))?;
        Settings::read(&config, common.data.is_some())
    }

    /// `folder`: a flag names a data folder, which then counts more than a database named elsewhere.
    fn read(config: &Config, folder: bool) -> Result<Settings> {
        let database = config.get("database").filter(|_| !folder);
        let source = match database {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Source::Postgres(url.to_owned())
            }
            Some(_) => bail!("database: give a URL such as postgres://user:password@host/database"),
            None => Source::Sqlite(config.get("data_dir").unwrap_or(DATA).into()),
        };
        let listen = config.get("listen").unwrap_or(LISTEN);
        let listen: SocketAddr = listen.parse().with_context(|| {
            format!("listen: give an address and a port, such as {LISTEN}, not {listen:?}")
        })?;
        let tls = match (config.get("tls_cert"), config.get("tls_key")) {
            (Some(certificate), Some(key)) => Some(TlsFiles {
                certificate: certificate.into(),
                key: key.into(),
            }),
            (None, None) => None,
            _ => bail!("tls_cert and tls_key belong together: give both or neither"),
        };
        // Behind a proxy on this machine everybody would share one address, and its limits.
        let https = config
            .get("base_url")
            .is_some_and(|url| url.starts_with("https://"));
        let proxied = https && tls.is_none();
        let nearby = if proxied { LOOPBACK } else { "" };
        let proxies = config.get("trusted_proxies").unwrap_or(nearby);
        let proxies = proxies
            .split(',')
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let proxies = proxies.map(|text| {
            text.parse()
                .with_context(|| format!("trusted_proxies: {text:?} is not an IP address"))
        });
        let folder = PathBuf::from(config.get("data_dir").unwrap_or(DATA));
        let settings = Settings {
            source,
            index: folder.join(INDEX),
            listen,
            base_url: config
                .get("base_url")
                .map(|url| url.trim_end_matches('/').to_owned()),
            tls,
            trusted_proxies: proxies.collect::<Result<_>>()?,
            log: config.get("log").unwrap_or("info").to_owned(),
            floor: false,
        };
        settings.check()?;
        Ok(settings)
    }

    /// Passwords and sessions never travel in clear: plain http is for this machine only.
    fn check(&self) -> Result<()> {
        let plain_base = self
            .base_url
            .as_deref()
            .filter(|url| !url.starts_with("https://"));
        if let Some(url) = plain_base
            && !is_loopback_url(url)
        {
            bail!(
                "base_url: {url} is plain http, over which passwords would travel in clear; it must begin with https://"
            );
        }
        let secure_base = self.base_url.is_some() && plain_base.is_none();
        if self.listen.ip().is_loopback() || secure_base {
            return Ok(());
        }
        match self.tls {
            Some(_) => bail!(
                "listen: {} can be reached from other machines, but only the names we know are answered: \
                 give --base-url https://… with the name people use",
                self.listen
            ),
            None => bail!(
                "listen: {} can be reached from other machines, and without TLS passwords would travel in clear. \
                 Give --base-url https://… and either --tls-cert and --tls-key or a proxy that ends TLS, \
                 or listen on 127.0.0.1",
                self.listen
            ),
        }
    }
}

fn read(named: Option<&Path>) -> Result<Option<(String, String)>> {
    let path = named.unwrap_or(Path::new(FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some((path.display().to_string(), text))),
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn is_loopback_url(url: &str) -> bool {
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(literal) => literal.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(file: &str) -> Result<Settings> {
        let config = Config::gather(Some(("folkmoot.toml", file)), [], [])
            .map_err(|problem| anyhow!(problem))?;
        Settings::read(&config, false)
    }

    #[test]
    fn nothing_needs_to_be_said() {
        let settings = settings("").unwrap();
        assert_eq!(settings.source, Source::Sqlite("./folkmoot-data".into()));
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    }

    #[test]
    fn a_proxy_on_this_machine_is_believed_who_asks() {
        let trusted = |file: &str| settings(file).unwrap().trusted_proxies;
        let proxied = "base_url = \"https://moot.example.org\"\n";
        assert_eq!(trusted(proxied).len(), 2);
        assert!(trusted("").is_empty());
        let named = trusted(&format!("{proxied}trusted_proxies = \"10.0.0.1\""));
        assert_eq!(named, ["10.0.0.1".parse::<IpAddr>().unwrap()]);
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        for fine in [
            "listen = \"[::1]:80\"",
            "listen = \"127.0.0.1:0\"\nbase_url = \"http://localhost:8080/\"",
            "listen = \"0.0.0.0:80\"\nbase_url = \"https://moot.example.org\"",
            "listen = \"0.0.0.0:443\"\nbase_url = \"https://m.example.org\"\ntls_cert = \"a\"\ntls_key = \"b\"",
        ] {
            assert!(settings(fine).is_ok(), "{fine}");
        }
        for (refused, reason) in [
            ("listen = \"0.0.0.0:80\"", "without TLS"),
            (
                "listen = \"0.0.0.0:443\"\ntls_cert = \"a\"\ntls_key = \"b\"",
                "the name people use",
            ),
            (
                "listen = \"0.0.0.0:80\"\nbase_url = \"http://moot.example.org\"",
                "plain http",
            ),
            ("base_url = \"http://127.0.0.1.evil.org\"", "plain http"),
            ("listen = \"8080\"", "an address and a port"),
            ("tls_cert = \"a\"", "belong together"),
            (
                "trusted_proxies = \"10.0.0.1, proxy\"",
                "\"proxy\" is not an IP address",
            ),
            ("database = \"mysql://x\"", "postgres://"),
        ] {
            let error = format!("{:#}", settings(refused).unwrap_err());
            assert!(error.contains(reason), "{refused}: {error}");
        }
    }
}
