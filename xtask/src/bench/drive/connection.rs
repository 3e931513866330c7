//! Kept connections to a program on this machine. No other address is ever asked.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use super::answer::{Answer, Reading};

/// Longer than the server lets a request take.
const PATIENCE: Duration = Duration::from_secs(90);

/// An address of this machine: the only kind that a load may be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loopback(SocketAddr);

impl Loopback {
    pub fn new(address: SocketAddr) -> Result<Loopback> {
        ensure!(
            address.ip().is_loopback(),
            "{address} is not this machine: loads are sent over the loopback interface alone"
        );
        Ok(Loopback(address))
    }

    pub fn port(port: u16) -> Loopback {
        Loopback(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    }

    pub fn address(self) -> SocketAddr {
        self.0
    }

    /// A fresh connection. `from` spreads them over source addresses of 127.0.0.0/8: one of them
    /// has too few ports for 20,000 connections that come and go.
    pub async fn connect(self, from: usize) -> Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        if let SocketAddr::V4(_) = self.0 {
            let last = u8::try_from(1 + from % 200).expect("it is below 256");
            socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0)))?;
        }
        let stream = timeout(PATIENCE, socket.connect(self.0)).await??;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

/// One client's connection, opened when it is first needed and again when the server closed it.
pub struct Connection {
    to: Loopback,
    number: usize,
    stream: Option<TcpStream>,
    reading: Reading,
    buffer: Vec<u8>,
}

impl Connection {
    pub fn new(to: Loopback, number: usize) -> Connection {
        Connection {
            to,
            number,
            stream: None,
            reading: Reading::default(),
            buffer: vec![0; 64 * 1024],
        }
    }

    /// Sends a whole request and reads the whole answer.
    ///
    /// A server may close a connection that was idle at the moment it is used; the request is then
    /// sent once more on a new one.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        let kept = self.stream.is_some();
        match timeout(PATIENCE, self.exchange(request)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) if kept && self.reading.is_clean() => {
                self.stream = None;
                timeout(PATIENCE, self.exchange(request)).await?
            }
            Ok(Err(error)) => {
                self.forget();
                Err(error)
            }
            Err(_) => {
                self.forget();
                bail!("no answer within {PATIENCE:?}")
            }
        }
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(self.to.connect(self.number).await?),
        };
        stream.write_all(request).await?;
        loop {
            let read = stream.read(&mut self.buffer).await?;
            ensure!(read > 0, "the server closed the connection");
            self.reading.take(&self.buffer[..read]);
            if let Some(answer) = self.reading.next().context("the answer cannot be read")? {
                let last = answer.header("connection") == Some("close");
                if last {
                    self.stream = None;
                }
                return Ok(answer);
            }
        }
    }

    fn forget(&mut self) {
        self.stream = None;
        self.reading = Reading::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_asked() {
        for fine in ["127.0.0.1:80", "127.9.9.9:8080", "[::1]:80"] {
            assert!(Loopback::new(fine.parse().unwrap()).is_ok(), "{fine}");
        }
        for refused in [
            "10.0.0.1:80",
            "0.0.0.0:80",
            "192.0.2.7:8080",
            "[2001:db8::1]:80",
        ] {
            let error = Loopback::new(refused.parse().unwrap()).unwrap_err();
            assert!(error.to_string().contains("not this machine"), "{refused}");
        }
    }
}
