//! On what was measured, in words.

use std::fs;
use std::process::Command;

use crate::{process, project};

/// For example "2 × Intel Xeon, 24 GB, Linux 6.1".
pub fn described() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = field(&processors, "model name").unwrap_or("unknown processor");
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes =
        field(&memory, "MemTotal").and_then(|text| text.split(' ').next()?.parse().ok());
    let gigabytes = kilobytes.map_or(0.0, |kilobytes: f64| kilobytes / 1024.0 / 1024.0);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "{cores} × {model}, {gigabytes:.0} GB, Linux {}",
        kernel.trim()
    )
}

/// What runs beside us takes the same cores: the load of the last minute, before we began.
pub fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("unknown").to_owned()
}

fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

/// The commit that is checked out, and whether there is more than it.
pub fn commit() -> String {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        let told = process::output(git.current_dir(project::root()).args(arguments));
        told.map(|text| text.trim().to_owned())
    };
    let Ok(commit) = git(&["rev-parse", "--short=10", "HEAD"]) else {
        return "no commit".into();
    };
    match git(&["status", "--porcelain", "--untracked-files=no"]) {
        Ok(changes) if !changes.is_empty() => format!("{commit} with changes"),
        _ => commit,
    }
}

/// The day, as people and computers write it.
pub fn day() -> String {
    let told = process::output(Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]));
    told.map_or_else(|_| "unknown".into(), |text| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_named_by_its_cores() {
        assert!(described().contains(" × "), "{}", described());
        assert!(day().ends_with("UTC"));
        assert_eq!(field("a\t: b c\nd: e", "a"), Some("b c"));
    }
}
