//! Many open streams, held by further processes of ours: each may hold as many descriptors as the
//! server, so that one alone could not fill it.
//!
//! They are told what to do in lines on their standard input and answer in lines (see [`child`]).

pub mod child;
mod listener;

pub use listener::now_micros;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::data;
use super::drive::{Key, Loopback};
use super::ground::Ground;
use crate::process::Child;

/// Most systems begin with fewer than a process may have.
const AS_MANY_FILES_AS_MAY_BE: &str = "ulimit -n \"$(ulimit -H -n)\"; exec \"$0\" \"$@\"";

/// A group of listening processes.
pub struct Crowd {
    parts: Vec<Part>,
}

struct Part {
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    _child: Child,
}

/// How many streams are open, and how often one was opened again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub open: usize,
    pub refused: usize,
    pub again: usize,
}

impl Crowd {
    /// Processes that hold no stream yet. Nobody is in two of them.
    pub fn start(ground: &Ground, processes: usize, keys: &[Key]) -> Result<Crowd> {
        let parts = (0..processes).map(|number| {
            let own = keys.iter().skip(number).step_by(processes);
            Part::start(ground.address(), number, own)
        });
        Ok(Crowd {
            parts: parts.collect::<Result<_>>()?,
        })
    }

    /// Opens streams until there are so many in all, or the server takes no more.
    pub fn open(&mut self, streams: usize) -> Result<Count> {
        let share = streams.div_ceil(self.parts.len());
        self.ask(&format!("open {share}")).and_then(sum)
    }

    /// Those that end are opened again, after the time the server named.
    pub fn come_back(&mut self) -> Result<()> {
        self.ask("come-back").map(|_| ())
    }

    pub fn count(&mut self) -> Result<Count> {
        self.ask("count").and_then(sum)
    }

    /// From now on, notes when a post of this place is told.
    pub fn listen(&mut self, place: i64) -> Result<()> {
        self.ask(&format!("listen {place}")).map(|_| ())
    }

    /// When each stream was told, in microseconds since 1970.
    pub fn told(&mut self) -> Result<Vec<u64>> {
        let mut times = Vec::new();
        for line in self.ask("told")? {
            for time in line.split_whitespace().skip(1) {
                times.push(time.parse()?);
            }
        }
        Ok(times)
    }

    /// The same to all of them before any answer is read, so that they work side by side.
    fn ask(&mut self, line: &str) -> Result<Vec<String>> {
        for part in &mut self.parts {
            writeln!(part.stdin, "{line}").context("a process with streams is gone")?;
        }
        let mut answers = Vec::new();
        for part in &mut self.parts {
            let mut answer = String::new();
            part.stdout.read_line(&mut answer)?;
            ensure!(
                !answer.is_empty(),
                "a process with streams ended at `{line}`"
            );
            answers.push(answer);
        }
        Ok(answers)
    }
}

impl Part {
    fn start<'k>(to: Loopback, number: usize, keys: impl Iterator<Item = &'k Key>) -> Result<Part> {
        let file = data::folder().join(format!("streams-{number}.txt"));
        let mut text = String::new();
        for key in keys {
            writeln!(text, "{}", key.header()).expect("writing to a string cannot fail");
        }
        std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        let mut command = Command::new("sh");
        command
            .args(["-c", AS_MANY_FILES_AS_MAY_BE])
            .arg(std::env::current_exe()?)
            .args([child::NAME, &to.address().to_string()])
            .arg(&file)
            .arg(number.to_string())
            .stdout(Stdio::piped());
        let (mut child, stdin) = Child::start_listening(&mut command)?;
        let stdout = child.take_stdout().context("its output is piped")?;
        Ok(Part {
            stdin,
            stdout: BufReader::new(stdout),
            _child: child,
        })
    }
}

fn sum(answers: Vec<String>) -> Result<Count> {
    let mut count = Count::default();
    for answer in answers {
        let numbers: Vec<usize> = answer
            .split_whitespace()
            .skip(1)
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [open, refused, again] = numbers[..] else {
            anyhow::bail!("not a count: {answer:?}");
        };
        count.open += open;
        count.refused += refused;
        count.again += again;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_several_processes_are_added() {
        let answers = vec!["count 10 1 0\n".to_owned(), "count 5 0 2\n".to_owned()];
        let expected = Count {
            open: 15,
            refused: 1,
            again: 2,
        };
        assert_eq!(sum(answers).unwrap(), expected);
        assert!(sum(vec!["what?".into()]).is_err());
    }
}
