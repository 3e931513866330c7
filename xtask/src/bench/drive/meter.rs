//! What a process has used so far, as Linux counts it.

use std::fs;

use anyhow::{Context, Result};

/// Linux counts in hundredths of a second on every machine we know of; asking would need C.
const TICKS_PER_SECOND: f64 = 100.0;

#[derive(Clone, Copy, Debug)]
pub struct Meter {
    process: u32,
}

impl Meter {
    pub fn of(process: u32) -> Meter {
        Meter { process }
    }

    /// User and system time of all its threads, in seconds.
    pub fn cpu_seconds(self) -> Result<f64> {
        let stat = self.read("stat")?;
        cpu_seconds(&stat).context("/proc/…/stat is not as it used to be")
    }

    /// Resident memory in bytes.
    pub fn resident(self) -> Result<f64> {
        self.status("VmRSS:")
    }

    /// The most it ever was resident with, in bytes.
    pub fn most_resident(self) -> Result<f64> {
        self.status("VmHWM:")
    }

    fn status(self, field: &str) -> Result<f64> {
        let status = self.read("status")?;
        kilobytes(&status, field)
            .map(|kilobytes| kilobytes * 1024.0)
            .with_context(|| format!("there is no {field} of process {}", self.process))
    }

    fn read(self, file: &str) -> Result<String> {
        let path = format!("/proc/{}/{file}", self.process);
        fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))
    }
}

/// The name of the program stands in brackets and may hold anything.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_SECOND)
}

fn kilobytes(status: &str, field: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_a_process_are_read_behind_its_name() {
        let stat = "4711 (folk) moot) S 1 4711 4711 0 -1 4194560 900 0 0 0 250 50 0 0 20 0 8 0 99";
        assert_eq!(cpu_seconds(stat), Some(3.0));
        assert_eq!(cpu_seconds("4711 (x) S 1"), None);
    }

    #[test]
    fn memory_is_read_by_its_name() {
        let status = "VmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n";
        assert_eq!(kilobytes(status, "VmRSS:"), Some(1024.0));
        assert_eq!(kilobytes(status, "VmSwap:"), None);
    }

    #[test]
    fn our_own_process_has_used_something() {
        let own = Meter::of(std::process::id());
        assert!(own.resident().unwrap() > 100_000.0);
        assert!(own.most_resident().unwrap() >= own.resident().unwrap() / 2.0);
        assert!(own.cpu_seconds().unwrap() < 10_000.0);
    }
}
