//! The program as its users have it: started, asked over a socket, killed.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Longer than anything here takes, also on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A running `folkmoot serve`, killed when it goes.
pub struct Program {
    child: Child,
    /// For example `127.0.0.1:40123`.
    pub address: String,
    /// What it printed until it listened.
    pub printed: Vec<String>,
    rest: BufReader<ChildStdout>,
    stderr: Option<ChildStderr>,
}

/// The program, with nothing of our own environment and no settings of its own.
pub fn bare(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("FOLKMOOT_") {
            command.env_remove(name);
        }
    }
    command.current_dir(std::env::temp_dir());
    command.args(arguments).stdin(Stdio::null());
    command
}

/// The program on a data folder.
pub fn folkmoot(data: &Path, arguments: &[&str]) -> Command {
    let mut command = bare(arguments);
    command.arg("--data").arg(data);
    command
}

pub fn run(data: &Path, arguments: &[&str]) -> Output {
    folkmoot(data, arguments)
        .output()
        .expect("the program can be started")
}

/// Standard output of a command that must succeed.
pub fn succeeds(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout)
}

/// Error output of a command that must not.
pub fn fails(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(
        !output.status.success(),
        "{arguments:?}: {}",
        text(&output.stdout)
    );
    text(&output.stderr)
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

impl Program {
    pub fn start(data: &Path, arguments: &[&str]) -> Program {
        let mut command = folkmoot(data, &["serve", "--listen", "127.0.0.1:0"]);
        command.args(arguments);
        Program::begin(command)
    }

    /// A node of a network in PostgreSQL.
    pub fn node(database: &str) -> Program {
        Program::begin(bare(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--database",
            database,
        ]))
    }

    fn begin(mut command: Command) -> Program {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let mut rest = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut stderr = child.stderr.take();
        let mut printed = Vec::new();
        let address = loop {
            let mut line = String::new();
            if rest.read_line(&mut line).expect("it prints text") == 0 {
                let mut said = String::new();
                stderr
                    .take()
                    .expect("it is piped")
                    .read_to_string(&mut said)
                    .expect("it prints text");
                panic!("the program ended before it listened: {said}");
            }
            match line.trim_end().strip_prefix("listening on http://") {
                Some(address) => break address.to_owned(),
                None => printed.push(line.trim_end().to_owned()),
            }
        };
        Program {
            child,
            address,
            printed,
            rest,
            stderr,
        }
    }

    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it was killed");
    }

    /// As a service manager ends it; what it printed meanwhile, and whether it ended well.
    pub fn stop(mut self) -> (String, bool) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .expect("there is a kill")
                .success()
        );
        let mut said = String::new();
        self.rest.read_to_string(&mut said).expect("it prints text");
        (said, self.child.wait().expect("it ends").success())
    }

    pub fn setup_secret(&self) -> Option<&str> {
        self.printed
            .iter()
            .find_map(|line| line.split_once("/setup?secret=").map(|(_, secret)| secret))
    }

    pub fn send(&self, request: &Request<'_>) -> Answer {
        Answer::read(&mut BufReader::new(
            self.connect(request.bytes(&self.address)),
        ))
    }

    pub fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        self.send(&Request {
            method: "GET",
            path,
            cookie,
            ..Request::default()
        })
    }

    pub fn post(&self, path: &str, cookie: Option<&str>, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<_> = fields
            .iter()
            .map(|(name, text)| format!("{name}={}", network::address::encode(text)))
            .collect();
        let body = body.join("&");
        let headers = &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(&Request {
            method: "POST",
            path,
            cookie,
            headers,
            body: &body,
        })
    }

    /// The bytes as they are, and a connection to read from.
    pub fn connect(&self, bytes: Vec<u8>) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("the timeout is not zero");
        stream.write_all(&bytes).expect("it reads");
        stream
    }

    /// Joins the stream of changes.
    pub fn stream(&self, cookie: &str, after: Option<&str>) -> Stream {
        let path = after.map_or("/stream".to_owned(), |after| {
            format!("/stream?after={after}")
        });
        let request = Request {
            method: "GET",
            path: &path,
            cookie: Some(cookie),
            headers: &[("accept-encoding", "gzip")],
            ..Request::default()
        };
        let mut reader = BufReader::new(self.connect(request.bytes(&self.address)));
        let (status, headers) = head(&mut reader);
        assert_eq!(status, 200, "{headers:?}");
        assert_eq!(headers["content-type"], "text/event-stream");
        assert!(!headers.contains_key("content-encoding"));
        let (send, frames) = mpsc::channel();
        thread::spawn(move || {
            let mut frame = Vec::new();
            // Lines of chunk lengths stand between those of frames, and none of ours look like them.
            for line in reader.lines().map_while(Result::ok) {
                let ours = ["id:", "event:", "data:", "retry:", ":"]
                    .iter()
                    .any(|field| line.starts_with(field));
                if ours {
                    frame.push(line);
                } else if line.is_empty()
                    && !frame.is_empty()
                    && send.send(std::mem::take(&mut frame).join("\n")).is_err()
                {
                    return;
                }
            }
        });
        Stream { frames }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking()
            && let Some(stderr) = &mut self.stderr
        {
            let mut said = String::new();
            let _ = stderr.read_to_string(&mut said);
            println!("the program's log:\n{said}");
        }
    }
}

#[derive(Default)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub cookie: Option<&'a str>,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a str,
}

impl Request<'_> {
    fn bytes(&self, host: &str) -> Vec<u8> {
        let Request {
            method,
            path,
            cookie,
            headers,
            body,
        } = self;
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
        if let Some(cookie) = cookie {
            text += &format!("cookie: folkmoot_local={cookie}\r\n");
        }
        for (name, value) in *headers {
            text += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() {
            text += &format!("content-length: {}\r\n", body.len());
        }
        text += "\r\n";
        text += body;
        text.into_bytes()
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Answer {
    pub fn read(reader: &mut impl BufRead) -> Answer {
        let (status, headers) = head(reader);
        let mut body = Vec::new();
        if headers
            .get("transfer-encoding")
            .is_some_and(|coding| coding == "chunked")
        {
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a chunk has a length");
                let length = usize::from_str_radix(line.trim(), 16).expect("it is hexadecimal");
                let mut chunk = vec![0; length + 2];
                reader
                    .read_exact(&mut chunk)
                    .expect("a chunk is as long as it says");
                body.extend_from_slice(&chunk[..length]);
                if length == 0 {
                    break;
                }
            }
        } else {
            reader
                .read_to_end(&mut body)
                .expect("the connection closes");
        }
        Answer {
            status,
            headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{:?}\n{}", self.headers, self.body);
        self
    }

    /// The session that the answer begins.
    pub fn session(&self) -> String {
        let cookie = self.headers.get("set-cookie").expect("a cookie is set");
        let value = cookie
            .strip_prefix("folkmoot_local=")
            .expect("it is the session's");
        value.split(';').next().unwrap_or_default().to_owned()
    }
}

fn head(reader: &mut impl BufRead) -> (u16, HashMap<String, String>) {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        let read = reader.read_line(&mut line).expect("an answer comes");
        assert!(read > 0, "the connection closed before an answer came");
        if line == "\r\n" {
            break;
        }
        lines.push(line.trim_end().to_owned());
    }
    let status = lines[0]
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .expect("a status line");
    let mut headers: HashMap<String, String> = HashMap::new();
    for line in &lines[1..] {
        if let Some((name, value)) = line.split_once(": ") {
            // Of cookies the first is the session's.
            headers
                .entry(name.to_lowercase())
                .or_insert_with(|| value.to_owned());
        }
    }
    (status, headers)
}

/// Frames of an open stream, as they come.
pub struct Stream {
    frames: mpsc::Receiver<String>,
}

impl Stream {
    /// The next frame with this text in it; others are passed over.
    #[track_caller]
    pub fn until(&self, wanted: &str) -> String {
        self.within(wanted, PATIENCE)
    }

    #[track_caller]
    pub fn within(&self, wanted: &str, span: Duration) -> String {
        let mut seen = Vec::new();
        loop {
            match self.frames.recv_timeout(span) {
                Ok(frame) if frame.contains(wanted) => return frame,
                Ok(frame) => seen.push(frame),
                Err(error) => panic!("no {wanted:?} came ({error}), but {seen:?}"),
            }
        }
    }

    /// The next few frames; fewer when none comes for a moment.
    pub fn some(&self, count: usize) -> Vec<String> {
        let next = || self.frames.recv_timeout(Duration::from_millis(200)).ok();
        std::iter::from_fn(next).take(count).collect()
    }

    /// What comes before the frame with this text in it.
    #[track_caller]
    pub fn before(&self, wanted: &str) -> Vec<String> {
        let mut seen = Vec::new();
        loop {
            match self.frames.recv_timeout(PATIENCE) {
                Ok(frame) if frame.contains(wanted) => return seen,
                Ok(frame) => seen.push(frame),
                Err(error) => panic!("no {wanted:?} came ({error}), but {seen:?}"),
            }
        }
    }

    /// Everything that still comes until the other side closes.
    pub fn rest(&self) -> Vec<String> {
        self.frames.iter().collect()
    }
}
