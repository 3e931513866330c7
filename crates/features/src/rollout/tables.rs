//! Tables for other programs.

use kernel::{Error, Result};

use super::cell::{Figure, FigureState};
use super::week;

/// Rows of figures with the name of whom they are.
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    pub fn new(head: &[&str]) -> Result<Table> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(head).map_err(unwritten)?;
        Ok(Table(writer))
    }

    /// Name, Sunday, people, figure (rounded to 5), state.
    pub fn figure(&mut self, name: &str, figure: &Figure) -> Result<()> {
        let told = |number: i64, is_told: bool| match is_told {
            true => number.to_string(),
            false => String::new(),
        };
        let row = [
            kernel::text::inert(name),
            week::sunday(figure.week).to_string(),
            told(figure.people, figure.state != FigureState::Small),
            told(figure.value, figure.state == FigureState::Shown),
            figure.state.to_string(),
        ];
        self.0.write_record(row).map_err(unwritten)
    }

    pub fn finish(self) -> Result<String> {
        let bytes = self
            .0
            .into_inner()
            .map_err(|error| Error::internal(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| Error::internal(error.to_string()))
    }
}

fn unwritten(error: csv::Error) -> Error {
    Error::internal(error.to_string())
}
