//! What a person sees while something long runs: one bar per stage, or plain lines in a log.

use std::cell::Cell;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often a log gets a line about a stage that is still running.
const LOG_EVERY: Duration = Duration::from_secs(30);

/// One piece of work of a numbered row of them.
pub struct Stage {
    title: String,
    started: Instant,
    bar: ProgressBar,
    logged: Cell<Instant>,
}

impl Stage {
    /// Begins stage `number` of `of`, for example "2 of 4  Building the program".
    pub fn begin(number: u32, of: u32, title: &str) -> Stage {
        let title = format!("[{number}/{of}] {title}");
        let bar = if stderr().is_terminal() {
            let bar = ProgressBar::new_spinner();
            bar.set_style(style("{spinner} {prefix}  {elapsed:>4}  {wide_msg}"));
            bar.set_prefix(title.clone());
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        } else {
            eprintln!("{title} …");
            ProgressBar::hidden()
        };
        let now = Instant::now();
        Stage {
            title,
            started: now,
            bar,
            logged: Cell::new(now),
        }
    }

    /// From here on the work has a known length.
    pub fn set_total(&self, total: u64) {
        self.bar.set_length(total);
        self.bar.set_style(style(
            "{spinner} {prefix}  {bar:28} {pos}/{len}  {elapsed:>4}  {wide_msg}",
        ));
    }

    pub fn set_done(&self, done: u64, what: &str) {
        let total = self.bar.length().unwrap_or(done).max(done);
        self.bar.set_length(total);
        self.bar.set_position(done);
        self.bar.set_message(what.to_owned());
        if self.bar.is_hidden() && self.logged.get().elapsed() >= LOG_EVERY {
            self.logged.set(Instant::now());
            eprintln!(
                "      {done} of {total}, {}",
                spoken(self.started.elapsed())
            );
        }
    }

    /// What it is at, where nobody knows how long that takes.
    pub fn say(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        if self.bar.is_hidden() {
            eprintln!("      {what}");
        }
    }

    /// Ends the stage with a line that stays, for example "412 crates".
    pub fn finish(self, result: &str) {
        self.bar.finish_and_clear();
        eprintln!(
            "{}: {result} ({})",
            self.title,
            spoken(self.started.elapsed())
        );
    }

    /// Takes the bar away because a program prints its own progress from here on.
    pub fn hand_over(&self) {
        if !self.bar.is_hidden() {
            self.bar.finish_and_clear();
            eprintln!("{}", self.title);
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .expect("the templates of this file are right")
        .progress_chars("━╸ ")
}

/// A duration in words, as short as one would say it: "0.4 s", "12 s", "3 min 05 s".
pub fn spoken(span: Duration) -> String {
    match span.as_secs() {
        0..10 => format!("{:.1} s", span.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_spoken_in_the_unit_one_would_use() {
        assert_eq!(spoken(Duration::from_millis(412)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(59)), "59 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }
}
