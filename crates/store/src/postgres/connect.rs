//! Reaching the server: the URL, TLS when it asks for it, and the settings of a session.
//!
//! `sslmode=require` (and stronger) checks the certificate against the system's authorities, or
//! against the file named by `sslrootcert`. Without `sslmode` there is no TLS: it is for a server
//! on this machine or behind a private network.

use std::fs::File;
use std::io::BufReader;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Error, Kind, Result};
use postgres::config::SslMode;
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::fault::Failure;

/// Where and how to connect.
pub(crate) struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// Nothing may be lost by a setting of the server, and nobody may hold a transaction open.
const SETTINGS: &str = "
    set idle_in_transaction_session_timeout = '5s';
    set lock_timeout = '10s';
    set statement_timeout = '120s';
    set client_min_messages = warning;
    select set_config('synchronous_commit', 'on', false)
        where current_setting('synchronous_commit') = 'off'";

impl Target {
    pub fn parse(url: &str) -> Result<Target> {
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        let mut kept = Vec::new();
        let mut mode = "disable";
        let mut authorities = None;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = value,
                Some(("sslrootcert", value)) => authorities = Some(value),
                _ => kept.push(pair),
            }
        }
        let mut config = Config::from_str(&format!("{address}?{}", kept.join("&")))
            .map_err(|error| unusable(&error.to_string()))?;
        config
            .application_name("folkmoot")
            .connect_timeout(Duration::from_secs(5));
        let tls = match mode {
            "disable" | "allow" | "prefer" => None,
            "require" | "verify-ca" | "verify-full" => Some(tls(authorities)?),
            other => return Err(unusable(&format!("sslmode={other} is not known"))),
        };
        config.ssl_mode(if tls.is_some() {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        Ok(Target { config, tls })
    }
}

/// Opens a session. Blocks, and must not be called on a thread of the async runtime.
pub(crate) fn connect(target: &Target) -> Result<Client, Failure> {
    let mut client = match &target.tls {
        Some(tls) => target.config.connect(tls.clone()),
        None => target.config.connect(NoTls),
    }
    .map_err(|error| {
        let failure = Failure::from(error);
        Failure {
            kind: Kind::Unavailable,
            code: "database_unreachable",
            ..failure
        }
    })?;
    client.batch_execute(SETTINGS)?;
    Ok(client)
}

fn tls(authorities: Option<&str>) -> Result<MakeRustlsConnect> {
    let mut roots = rustls::RootCertStore::empty();
    match authorities {
        Some(path) => {
            let file = File::open(path).map_err(|error| unusable(&format!("{path}: {error}")))?;
            for certificate in CertificateDer::pem_reader_iter(BufReader::new(file)) {
                let certificate =
                    certificate.map_err(|error| unusable(&format!("{path}: {error}")))?;
                roots
                    .add(certificate)
                    .map_err(|error| unusable(&error.to_string()))?;
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// The URL itself is not repeated: it holds a password.
fn unusable(why: &str) -> Error {
    Error::internal(format!("the database URL cannot be used: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_used_when_the_url_asks_for_it() {
        let plain = Target::parse("postgres://a@localhost/b").unwrap();
        assert!(plain.tls.is_none());
        let tls = Target::parse("postgres://a@localhost/b?sslmode=require&connect_timeout=3");
        assert!(tls.unwrap().tls.is_some());
        let error = Target::parse("postgres://a:secret@localhost/b?sslmode=maybe")
            .err()
            .unwrap();
        assert!(error.to_string().contains("maybe") && !error.to_string().contains("secret"));
        assert!(
            Target::parse("postgres://a@localhost/b?sslmode=require&sslrootcert=/nowhere").is_err()
        );
    }
}
