//! TLS by our own hand: a certificate and key from files, read again when they change.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::config::TlsFiles;

/// How often the files are looked at, when somebody connects.
const LOOK_EVERY: Duration = Duration::from_secs(60);

#[derive(Clone)]
pub struct Tls {
    files: Arc<TlsFiles>,
    current: Arc<Mutex<Current>>,
}

struct Current {
    acceptor: TlsAcceptor,
    of: [Option<SystemTime>; 2],
    looked: Instant,
}

impl Tls {
    pub fn read(files: TlsFiles) -> Result<Tls> {
        let current = Current {
            acceptor: acceptor(&files)?,
            of: changed(&files),
            looked: Instant::now(),
        };
        Ok(Tls {
            files: Arc::new(files),
            current: Arc::new(Mutex::new(current)),
        })
    }

    pub async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.acceptor().accept(stream).await
    }

    fn acceptor(&self) -> TlsAcceptor {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.looked.elapsed() >= LOOK_EVERY {
            current.looked = Instant::now();
            let of = changed(&self.files);
            if of != current.of {
                match acceptor(&self.files) {
                    Ok(acceptor) => {
                        tracing::info!("the certificate was read again");
                        current.acceptor = acceptor;
                        current.of = of;
                    }
                    // Half of a new pair, most likely: the old one serves until both are there.
                    Err(error) => tracing::warn!(
                        error = format!("{error:#}"),
                        "the new certificate is not used"
                    ),
                }
            }
        }
        current.acceptor.clone()
    }
}

fn changed(files: &TlsFiles) -> [Option<SystemTime>; 2] {
    let modified = |path: &Path| {
        std::fs::metadata(path)
            .and_then(|file| file.modified())
            .ok()
    };
    [modified(&files.certificate), modified(&files.key)]
}

fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor> {
    let (certificate, key) = (files.certificate.display(), files.key.display());
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("{certificate} is not a PEM file with certificates"))?;
    let secret = PrivateKeyDer::from_pem_file(&files.key)
        .with_context(|| format!("{key} is not a PEM file with a private key"))?;
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .with_context(|| format!("{certificate} and {key} do not make a pair"))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
