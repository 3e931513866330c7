//! What every line stands on: the program, a network, sessions, and a server that answers.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use tokio::runtime::Runtime;

use super::data::{self, Made, Source};
use super::drive::{self, Answer, Connection, Driven, Key, Load, Loopback, Meter, Requests};
use super::goal::number;
use super::keys::Keys;
use super::size::Size;
use crate::compile::folkmoot;
use crate::progress::Stage;
use crate::{process, server};

pub struct Ground {
    pub size: Size,
    pub program: PathBuf,
    pub source: Source,
    pub keys: Keys,
    pub port: u16,
    pub runtime: Runtime,
    /// How long one load is measured.
    pub interval: Duration,
    serving: Serving,
}

enum Serving {
    No,
    Yes(server::Server),
    /// By a process that is neither started nor stopped here.
    #[cfg(test)]
    Elsewhere(u32),
}

/// How a closed loop of readers looks: few connections, always busy.
pub const READERS_AT_ONCE: usize = 8;

impl Ground {
    pub fn new(program: PathBuf, size: Size, made: Made, port: u16) -> Result<Ground> {
        Ok(Ground {
            size,
            program,
            keys: Keys::read(&made.sessions)?,
            source: made.source,
            port,
            runtime: drive::runtime()?,
            interval: size.interval(),
            serving: Serving::No,
        })
    }

    pub fn address(&self) -> Loopback {
        Loopback::port(self.port)
    }

    /// Starts the server if it does not run, and waits until it answers.
    pub fn serve(&mut self) -> Result<Meter> {
        if matches!(self.serving, Serving::No) {
            let mut command = self.serve_command();
            let log = data::folder().join(format!("serve-{}.log", self.port));
            let server = server::begin(&mut command, self.port, Some(&log))?;
            self.serving = Serving::Yes(server);
        }
        self.meter()
    }

    /// The command that serves the network, with the floor beside it.
    pub fn serve_command(&self) -> std::process::Command {
        let mut command = folkmoot(&self.program);
        command
            .args(["serve", "--floor", "--listen"])
            .arg(self.address().address().to_string())
            .args(self.source.flags());
        command
    }

    /// Of the running server.
    pub fn meter(&self) -> Result<Meter> {
        match &self.serving {
            Serving::No => bail!("no server runs"),
            Serving::Yes(server) => Ok(Meter::of(server.child.id())),
            #[cfg(test)]
            Serving::Elsewhere(process) => Ok(Meter::of(*process)),
        }
    }

    pub fn stop(&mut self) {
        if matches!(self.serving, Serving::Yes(_)) {
            self.serving = Serving::No;
        }
    }

    /// A server that has done nothing yet.
    pub fn serve_anew(&mut self) -> Result<Meter> {
        self.stop();
        self.serve()
    }

    /// One command of the program on the same network; what it prints.
    pub fn command(&self, arguments: &[&str]) -> Result<String> {
        let mut command = folkmoot(&self.program);
        command.args(arguments).args(self.source.flags());
        Ok(process::output(&mut command)?.trim().to_owned())
    }

    /// One request, outside of any load.
    pub fn ask(&self, request: &[u8]) -> Result<Answer> {
        let to = self.address();
        self.runtime
            .block_on(async { Connection::new(to, 0).ask(request).await })
    }

    pub fn get(&self, key: &Key, path: &str) -> Result<Answer> {
        self.ask(&drive::get(self.address(), key, path))
    }

    /// The answer to a request that must succeed, as JSON.
    pub fn json(&self, key: &Key, path: &str) -> Result<serde_json::Value> {
        let answer = self.get(key, path)?;
        ensure!(answer.status == 200, "{path} answered {}", answer.status);
        Ok(serde_json::from_slice(&answer.body)?)
    }

    pub fn drive(&self, load: Load, requests: Requests) -> Result<Driven> {
        let (to, meter) = (self.address(), self.meter()?);
        self.runtime
            .block_on(drive::drive(to, meter, load, requests))
    }

    /// A closed loop of a few readers, for as long as the size says.
    pub fn read(&self, requests: Requests) -> Result<Driven> {
        let time = self.interval;
        let load = Load {
            clients: READERS_AT_ONCE,
            warm_up: time / 4,
            time,
        };
        self.drive(load, requests)?.all_answered(200)
    }

    /// Readers who ask for one page, each key in its turn.
    pub fn readers(&self, keys: &[Key], path: &'static str) -> Requests {
        let (to, keys) = (self.address(), Arc::<[Key]>::from(keys));
        Arc::new(move |client, turn| {
            let turn = turn as usize * READERS_AT_ONCE + client;
            drive::get(to, &keys[turn % keys.len()], path)
        })
    }

    /// Each of the keys once, so that caches hold what an active reader finds in them.
    pub fn warm(&self, keys: &[Key], path: &str) -> Result<()> {
        let to = self.address();
        self.runtime.block_on(async {
            let mut connection = Connection::new(to, 0);
            for key in keys {
                let answer = connection.ask(&drive::get(to, key, path)).await?;
                ensure!(answer.status == 200, "{path} answered {}", answer.status);
            }
            Ok(())
        })
    }

    /// What the program counts of itself; `None` as long as it shows nothing.
    pub fn metric(&self, name: &str) -> Option<f64> {
        let request = format!(
            "GET /metrics HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address().address()
        );
        let answer = self.ask(request.as_bytes()).ok()?;
        (answer.status == 200).then(|| metric(&answer.text(), name))?
    }

    /// Another network beside this one, which serves.
    pub fn beside(&self, size: Size, stage: &Stage) -> Result<Ground> {
        let made = data::ready(&self.program, size, None, stage)?;
        let port = server::free_port()?;
        let mut beside = Ground::new(self.program.clone(), size, made, port)?;
        beside.serve()?;
        Ok(beside)
    }

    /// In a sentence, for the table.
    pub fn described(&self) -> String {
        let people = number(f64::from(self.size.people()));
        match &self.source {
            Source::Folder(folder) => {
                let megabytes = number(data::size_of(folder) as f64 / 1e6);
                format!("{people} people in SQLite, {megabytes} MB on disk")
            }
            Source::Postgres(_) => format!("{people} people in PostgreSQL"),
        }
    }
}

/// The sum over all labels of one name in the text that Prometheus reads.
fn metric(text: &str, name: &str) -> Option<f64> {
    let values: Vec<f64> = text
        .lines()
        .filter_map(|line| line.strip_prefix(name))
        .filter(|rest| rest.starts_with(['{', ' ']))
        .filter_map(|rest| rest.rsplit(' ').next()?.parse().ok())
        .collect();
    (!values.is_empty()).then(|| values.iter().sum())
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::thread;

    use super::*;
    use crate::bench::lines::LINES;
    use crate::bench::run::measure;
    use crate::project;

    #[test]
    fn a_metric_is_the_sum_over_its_labels() {
        let text =
            "# HELP a_total x\na_total{k=\"1\"} 2\na_total{k=\"2\"} 3\na_total_other 9\nb 4.5\n";
        assert_eq!(metric(text, "a_total"), Some(5.0));
        assert_eq!(metric(text, "b"), Some(4.5));
        assert_eq!(metric(text, "c"), None);
    }

    /// Answers everything but what is not there, in our own process.
    fn tiny_server() -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming() {
                thread::spawn(move || answer_all(stream.unwrap()));
            }
        });
        port
    }

    fn answer_all(stream: TcpStream) {
        let mut sender = stream.try_clone().unwrap();
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        while let Some(asked) = lines.next() {
            let head = lines.by_ref().take_while(|line| !line.is_empty());
            let keys = head.filter(|line| line.starts_with("Cookie: folkmoot_local="));
            let key = keys.count() == 1;
            let answer = match asked.split(' ').nth(1).unwrap_or_default() {
                _ if !key => "HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n".to_owned(),
                "/" => format!(
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n800\r\n{}\r\n0\r\n\r\n",
                    "x".repeat(0x800)
                ),
                "/floor/html?bytes=2048" => format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: 2048\r\n\r\n{}",
                    "x".repeat(2048)
                ),
                _ => "HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n".to_owned(),
            };
            sender.write_all(answer.as_bytes()).unwrap();
        }
    }

    #[test]
    fn a_run_of_two_lines_measures_one_and_says_why_the_other_failed() {
        let folder = project::work_folder().unwrap().join("test-of-runs");
        std::fs::create_dir_all(&folder).unwrap();
        let sessions = folder.join("sessions.txt");
        std::fs::write(&sessions, "in-5 a-1\nin-40 b-1\n").unwrap();
        let made = Made {
            source: Source::Folder(folder.join("network")),
            sessions,
        };
        let mut ground = Ground::new("no-program".into(), Size::S, made, tiny_server()).unwrap();
        // Long enough for a machine with much else to do to answer at all.
        ground.interval = Duration::from_millis(300);
        ground.serving = Serving::Elsewhere(std::process::id());

        let wanted = ["home-html", "completion"];
        let lines: Vec<_> = LINES
            .iter()
            .filter(|line| wanted.contains(&line.name))
            .collect();
        let (figures, errors) = measure(&mut ground, &lines).unwrap();
        assert_eq!(errors, 1, "completion is not there: {figures:?}");
        let failed = figures.last().unwrap();
        assert!(
            failed.name == "completion" && failed.note.contains("404"),
            "{failed:?}"
        );
        assert_eq!(failed.measured, None);

        let home = figures
            .iter()
            .find(|figure| figure.name == "Home feed, HTML")
            .unwrap();
        assert!(home.measured.unwrap() > 10.0 && home.ratio.unwrap() > 0.0);
        assert!(home.holds().is_some() && home.p50_ms.is_some());
        let guest = figures
            .iter()
            .find(|figure| figure.name.ends_with("guest"))
            .unwrap();
        assert_eq!((guest.measured, guest.holds()), (None, None));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
