//! A `folkmoot serve` as a child: started, waited for, stopped.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, value_parser};

use crate::compile::folkmoot;
use crate::process::{self, Child};

const TIME_TO_START: Duration = Duration::from_secs(60);

pub struct Server {
    pub child: Child,
    pub url: String,
}

/// Starts the program on a data folder and returns once it answers.
///
/// Its output is ours, or goes into `log`.
pub fn start(program: &Path, data: &Path, port: u16, log: Option<&Path>) -> Result<Server> {
    let mut command = folkmoot(program);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    command
        .arg("serve")
        .arg("--data")
        .arg(data)
        .args(["--listen", &address.to_string()]);
    begin(&mut command, port, log)
}

/// The same with a command that is ready, and listens on this port.
pub fn begin(command: &mut Command, port: u16, log: Option<&Path>) -> Result<Server> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if let Some(log) = log {
        let file = std::fs::File::create(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        command
            .stdout(Stdio::from(file.try_clone()?))
            .stderr(Stdio::from(file));
    }
    let mut child = Child::start(command)?;
    let started = Instant::now();
    while !answers(address) {
        if let Some(status) = child.ended()? {
            bail!(
                "`{}` ended at once ({})",
                child.name,
                process::ended_how(status)
            );
        }
        if started.elapsed() > TIME_TO_START {
            bail!("`{}` did not answer within {TIME_TO_START:?}", child.name);
        }
        if process::interrupted() {
            bail!("interrupted");
        }
        sleep(Duration::from_millis(25));
    }
    Ok(Server {
        child,
        url: format!("http://{address}"),
    })
}

fn answers(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(
            stream,
            "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.take(64 * 1024).read_to_end(&mut answer)?;
        Ok(answer.starts_with(b"HTTP/1.1 200"))
    };
    ask().unwrap_or(false)
}

pub fn port_argument() -> Arg {
    let port = Arg::new("port")
        .long("port")
        .value_name("PORT")
        .default_value("8080");
    port.value_parser(value_parser!(u16).range(1..))
        .help("Port of 127.0.0.1 to listen on")
}

pub fn port(given: &ArgMatches) -> u16 {
    *given.get_one("port").expect("the port has a default")
}

/// An error that says what to do when somebody else listens on this port.
pub fn port_is_free(port: u16) -> Result<()> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    bound.map(drop).with_context(|| {
        format!(
            "port {port} of 127.0.0.1 is taken; choose another one, for example `--port {}`",
            port.wrapping_add(1).max(1024)
        )
    })
}

/// A port nobody listens on just now.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_the_way_out() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = format!("{:#}", port_is_free(port).unwrap_err());
        assert!(
            error.contains(&port.to_string()) && error.contains("--port"),
            "{error}"
        );
        drop(listener);
        assert!(port_is_free(free_port().unwrap()).is_ok());
    }
}
