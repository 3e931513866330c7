//! Shows what work says: lines on the output, sentences and a bar on the error output.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::Said;

#[derive(Default)]
pub struct Console {
    /// Hidden by itself where there is no terminal.
    bar: Option<ProgressBar>,
    report: Option<serde_json::Value>,
}

impl Console {
    pub fn new() -> Console {
        Console::default()
    }

    pub fn say(&mut self, said: Said) -> Result<()> {
        match said {
            Said::Line(line) => {
                self.clear();
                // A reader that went away (`| head`) ends the work.
                writeln!(std::io::stdout(), "{line}").context("nobody reads the output")?;
            }
            Said::Note(note) => {
                self.clear();
                eprintln!("{note}");
            }
            Said::Progress { done, total, unit } => self.progress(done, total, unit),
            Said::Reading {
                done_bytes,
                total_bytes,
                messages,
            } => self.reading(done_bytes, total_bytes, messages),
            Said::Report(report) => self.report = Some(report),
        }
        Ok(())
    }

    /// Writes the report that came, if a file was asked for.
    pub fn write_report(&self, file: Option<&Path>) -> Result<()> {
        let (Some(file), Some(report)) = (file, &self.report) else {
            return Ok(());
        };
        let mut text = serde_json::to_string_pretty(report)?;
        text.push('\n');
        std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
    }

    /// What was reported.
    pub fn report(&self) -> Option<&serde_json::Value> {
        self.report.as_ref()
    }

    fn progress(&mut self, done: u64, total: u64, unit: String) {
        let bar = self.bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template(
                "{wide_bar} {human_pos} of {human_len} {msg}, {per_sec}, {eta} left",
            );
            ProgressBar::new(total).with_style(style.expect("the template is well-formed"))
        });
        bar.set_length(total);
        bar.set_message(unit);
        bar.set_position(done);
        if done >= total {
            self.clear();
        }
    }

    fn reading(&mut self, done_bytes: u64, total_bytes: u64, messages: u64) {
        let bar = self.bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template(
                "{wide_bar} {bytes} of {total_bytes}, {msg}, {eta} left",
            );
            ProgressBar::new(total_bytes).with_style(style.expect("the template is well-formed"))
        });
        let rate = messages as f64 / bar.elapsed().as_secs_f64().max(0.001);
        bar.set_message(format!(
            "{} messages, {}/s",
            HumanCount(messages),
            HumanCount(rate as u64)
        ));
        bar.set_position(done_bytes);
        if done_bytes >= total_bytes {
            self.clear();
        }
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
