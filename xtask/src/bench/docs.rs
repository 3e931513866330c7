//! The marked part of `docs/performance.md` that a run replaces.

use std::fs;

use anyhow::{Context, Result};

use super::run::Report;
use super::table;
use crate::project;

const BEGIN: &str = "<!-- table: cargo xtask bench --write-docs -->";
const END: &str = "<!-- end of the table -->";

pub fn write(report: &Report) -> Result<()> {
    let file = project::root().join("docs/performance.md");
    let text = fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", project::short(&file)))?;
    let text = replaced(&text, &table::markdown(report)).with_context(|| {
        format!(
            "{} has lost the lines {BEGIN} and {END}",
            project::short(&file)
        )
    })?;
    fs::write(&file, text).with_context(|| format!("cannot write {}", project::short(&file)))?;
    println!("{}", project::short(&file));
    Ok(())
}

fn replaced(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!(
        "{before}{BEGIN}\n\n{}\n\n{END}{after}",
        table.trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_marked_part_is_replaced() {
        let text = format!("# A\n\n{BEGIN}\nold\n{END}\n\nB\n");
        let new = replaced(&text, "new\n").unwrap();
        assert_eq!(new, format!("# A\n\n{BEGIN}\n\nnew\n\n{END}\n\nB\n"));
        assert_eq!(replaced(&new, "new\n").as_deref(), Some(&new[..]));
        assert_eq!(replaced("# A", "new"), None);
    }

    #[test]
    fn the_documentation_has_the_marked_part() {
        let text = fs::read_to_string(project::root().join("docs/performance.md")).unwrap();
        assert!(replaced(&text, "").is_some());
    }
}
