//! Starting other programs so that none of them outlives us.
//!
//! Every child leads a process group of its own. Ctrl-C and a polite kill reach us alone and are
//! handed on to the groups, so that grandchildren (test programs, browsers) end as well.
//! Being killed with `kill -9` is the one thing this cannot help with.

use std::fmt::Write;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

const LOOK_EVERY: Duration = Duration::from_millis(20);
const TIME_TO_END: Duration = Duration::from_secs(10);

/// From now on an interrupt ends the children first; our own code then returns with an error.
pub fn end_children_with_us() -> Result<()> {
    ctrlc::set_handler(|| {
        let again = INTERRUPTED.swap(true, Ordering::SeqCst);
        for group in groups().iter() {
            signal(*group, if again { "-KILL" } else { "-TERM" });
        }
    })
    .context("cannot listen for Ctrl-C")
}

pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

fn groups() -> std::sync::MutexGuard<'static, Vec<u32>> {
    GROUPS
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn signal(group: u32, name: &str) {
    let told = Command::new("kill")
        .args([name, "--", &format!("-{group}")])
        .stderr(Stdio::null())
        .status();
    if let Err(error) = told {
        eprintln!("cannot end process group {group}: {error}");
    }
}

/// A running program. Dropping it ends it, with everything it started.
pub struct Child {
    inner: std::process::Child,
    pub name: String,
}

impl Child {
    pub fn start(command: &mut Command) -> Result<Child> {
        Child::spawn(command.stdin(Stdio::null()))
    }

    /// One that is told what to do while it runs.
    #[cfg(feature = "bench")]
    pub fn start_listening(command: &mut Command) -> Result<(Child, std::process::ChildStdin)> {
        let mut child = Child::spawn(command.stdin(Stdio::piped()))?;
        let stdin = child.inner.stdin.take().context("its input is piped")?;
        Ok((child, stdin))
    }

    fn spawn(command: &mut Command) -> Result<Child> {
        ensure!(!interrupted(), "interrupted");
        let name = shown(command);
        let inner = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start `{name}`"))?;
        groups().push(inner.id());
        Ok(Child { inner, name })
    }

    /// Of the process, and of the group it leads.
    #[cfg(feature = "bench")]
    pub fn id(&self) -> u32 {
        self.inner.id()
    }

    pub fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.inner.stdout.take()
    }

    pub fn take_stderr(&mut self) -> Option<std::process::ChildStderr> {
        self.inner.stderr.take()
    }

    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.inner.try_wait()?)
    }

    pub fn wait(&mut self) -> Result<ExitStatus> {
        let status = self.wait_at_most(Duration::MAX)?;
        status.context("the end of time has come before the end of the program")
    }

    /// How it ended, or `None` when it is still at work after this time.
    pub fn wait_at_most(&mut self, time: Duration) -> Result<Option<ExitStatus>> {
        let began = Instant::now();
        loop {
            if let Some(status) = self.ended()? {
                ensure!(!interrupted(), "interrupted");
                return Ok(Some(status));
            }
            if began.elapsed() >= time {
                return Ok(None);
            }
            sleep(LOOK_EVERY);
        }
    }

    /// Asks it to end, and makes it end when it does not.
    pub fn stop(&mut self) {
        if matches!(self.inner.try_wait(), Ok(Some(_))) {
            return;
        }
        signal(self.inner.id(), "-TERM");
        let asked = Instant::now();
        while asked.elapsed() < TIME_TO_END {
            if !matches!(self.inner.try_wait(), Ok(None)) {
                return;
            }
            sleep(LOOK_EVERY);
        }
        signal(self.inner.id(), "-KILL");
        if let Err(error) = self.inner.wait() {
            eprintln!("`{}` does not end: {error}", self.name);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.stop();
        let id = self.inner.id();
        groups().retain(|group| *group != id);
    }
}

/// Runs a program to its end with our own output; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let mut child = Child::start(command)?;
    let status = child.wait()?;
    ensure!(
        status.success(),
        "`{}` failed ({})",
        child.name,
        ended_how(status)
    );
    Ok(())
}

/// Runs a program and returns what it printed; its error output is shown only when it fails.
pub fn output(command: &mut Command) -> Result<String> {
    ensure!(!interrupted(), "interrupted");
    let name = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{name}`"))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{name}` failed ({})\n{}",
            ended_how(output.status),
            told.trim_end()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the program can be started and succeeds; prints nothing.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

pub fn ended_how(status: ExitStatus) -> String {
    status
        .code()
        .map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}

fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        write!(text, " {}", argument.to_string_lossy()).expect("writing to a string cannot fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_exit_code_and_its_words() {
        let error =
            output(Command::new("sh").args(["-c", "echo no luck >&2; exit 3"])).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("exit code 3") && text.contains("no luck"),
            "{text}"
        );
        assert_eq!(output(Command::new("echo").arg("fine")).unwrap(), "fine\n");
    }

    #[test]
    fn dropping_a_child_ends_what_it_started() {
        let mut child = Child::start(
            Command::new("sh")
                .args(["-c", "sleep 60 & echo $!; wait"])
                .stdout(Stdio::piped()),
        )
        .unwrap();
        let mut line = String::new();
        let mut printed = std::io::BufReader::new(child.take_stdout().unwrap());
        std::io::BufRead::read_line(&mut printed, &mut line).unwrap();
        let grandchild = line.trim().to_owned();
        assert!(succeeds(Command::new("kill").args(["-0", &grandchild])));
        drop(child);
        let gone = (0..100).any(|_| {
            sleep(LOOK_EVERY);
            !running(&grandchild)
        });
        assert!(gone, "process {grandchild} is still there");
    }

    /// A killed process that nobody has waited for yet is not running any more.
    fn running(process: &str) -> bool {
        let state = output(Command::new("ps").args(["-o", "stat=", "-p", process]));
        state.is_ok_and(|state| !state.trim().starts_with('Z'))
    }
}
