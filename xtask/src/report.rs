//! What happened to each step of a test run, as a table at its end.

use std::time::Duration;

use anyhow::Error;

use crate::progress::spoken;

pub enum Outcome {
    Passed,
    Failed(Error),
    /// This machine does not allow it, for this reason.
    NotRun(String),
    /// Begun or due when the run was interrupted.
    Stopped,
}

pub struct Line {
    pub step: &'static str,
    pub outcome: Outcome,
    pub took: Duration,
}

/// The table, and for what failed: why, and how to run it alone.
pub fn table(lines: &[Line]) -> String {
    let mut text = String::from("\n━━ Summary\n");
    for Line {
        step,
        outcome,
        took,
    } in lines
    {
        let word = match outcome {
            Outcome::Passed => "passed",
            Outcome::Failed(_) => "FAILED",
            Outcome::NotRun(_) => "not run",
            Outcome::Stopped => "stopped",
        };
        text.push_str(&format!("  {step:<10} {word:<8} {:>12}\n", spoken(*took)));
    }
    for Line { step, outcome, .. } in lines {
        if let Outcome::Failed(error) = outcome {
            text.push_str(&format!(
                "\n{step}: {error:#}\n  alone: cargo xtask test --only {step}\n"
            ));
        }
        if let Outcome::NotRun(reason) = outcome {
            text.push_str(&format!("\n{step}: not run: {reason}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_says_why_and_how_to_run_it_alone() {
        let lines = [
            Line {
                step: "fmt",
                outcome: Outcome::Passed,
                took: Duration::from_secs(1),
            },
            Line {
                step: "rust",
                outcome: Outcome::Failed(Error::msg("3 tests")),
                took: Duration::from_secs(90),
            },
            Line {
                step: "power-cut",
                outcome: Outcome::NotRun("only root may".to_owned()),
                took: Duration::from_secs(1),
            },
        ];
        let text = table(&lines);
        assert!(text.contains("fmt        passed"), "{text}");
        assert!(text.contains("rust       FAILED     1 min 30 s"), "{text}");
        assert!(text.contains("power-cut  not run"), "{text}");
        assert!(text.contains("power-cut: not run: only root may"), "{text}");
        assert!(
            text.contains("rust: 3 tests\n  alone: cargo xtask test --only rust"),
            "{text}"
        );
    }
}
