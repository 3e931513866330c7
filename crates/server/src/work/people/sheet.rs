//! A CSV file of people as rows: its encoding, its columns, its quotes. Nothing here knows the
//! network.

use anyhow::{Result, bail};
use kernel::text::one_line;

/// The columns that are read, by their names in the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    Name,
    Mail,
    Title,
    Department,
    Site,
    SiteKind,
    SiteCountry,
    Manager,
    Level,
    Role,
    Language,
    TimeZone,
}

const COLUMNS: [(&str, Column); 13] = [
    ("employee_number", Column::Number),
    ("name", Column::Name),
    ("mail", Column::Mail),
    ("title", Column::Title),
    ("department", Column::Department),
    ("site", Column::Site),
    ("site_kind", Column::SiteKind),
    ("site_country", Column::SiteCountry),
    ("manager_employee_number", Column::Manager),
    ("level", Column::Level),
    ("role", Column::Role),
    ("language", Column::Language),
    ("time_zone", Column::TimeZone),
];

#[derive(Debug)]
pub struct Sheet {
    /// Columns of the file that are not read.
    pub ignored: Vec<String>,
    /// A row, or its line and why it cannot be read.
    pub rows: Vec<Result<Row, (u64, String)>>,
}

#[derive(Clone, Debug)]
pub struct Row {
    /// From 1, as an editor shows it.
    pub line: u64,
    pub number: String,
    cells: [Option<String>; COLUMNS.len()],
}

impl Row {
    /// What stands in the column; `None` when the file does not have it.
    pub fn get(&self, column: Column) -> Option<&str> {
        self.cells[column as usize].as_deref()
    }
}

/// The text of a file, when it is UTF-8, with or without a byte order mark.
pub fn decode(bytes: Vec<u8>) -> Result<String> {
    let advice = "save it as UTF-8 (in Excel: \"CSV UTF-8\") and try again";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        bail!("the file is UTF-16; {advice}");
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.as_bytes();
            let at = error.utf8_error().valid_up_to();
            let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
            bail!(
                "the file is not UTF-8 but probably Windows-1252 (Latin 1): byte {:#04x} in line {line}; {advice}",
                bytes[at]
            );
        }
    };
    if let Some(at) = text.find('\0') {
        let line = 1 + text[..at].matches('\n').count();
        bail!(
            "the file holds a zero byte in line {line}: it may be UTF-16, or no text at all; {advice}"
        );
    }
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// The rows below the first line.
pub fn read(text: &str) -> Result<Sheet> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = delimiter(text);
    if let Some((line, column)) = unclosed_quote(text, delimiter) {
        bail!("line {line}, column {column}: a quote is opened here and never closed");
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(header) = records.next().transpose()? else {
        bail!("the file is empty; its first line names the columns");
    };
    let names: Vec<String> = header
        .iter()
        .map(|name| one_line(name).to_lowercase().replace([' ', '-'], "_"))
        .collect();
    let known = |name: &String| {
        COLUMNS
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, column)| *column)
    };
    let columns: Vec<Option<Column>> = names.iter().map(known).collect();
    let missing = |name: &&str| !names.iter().any(|given| given == name);
    let missing: Vec<&str> = ["employee_number", "name"]
        .into_iter()
        .filter(missing)
        .collect();
    if !missing.is_empty() {
        bail!(
            "the first line does not name the column{} {}",
            if missing.len() > 1 { "s" } else { "" },
            missing.join(" and ")
        );
    }
    if let Some((name, _)) = COLUMNS
        .iter()
        .find(|(name, _)| names.iter().filter(|given| given == name).count() > 1)
    {
        bail!("the first line names the column {name} twice");
    }
    let ignored = header
        .iter()
        .zip(&columns)
        .filter(|(_, column)| column.is_none());
    let ignored = ignored.map(|(name, _)| name.to_owned()).collect();
    let mut rows = Vec::new();
    for record in records {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != columns.len() {
            let reason = format!(
                "it has {} fields, the first line {}",
                record.len(),
                columns.len()
            );
            rows.push(Err((line, reason)));
            continue;
        }
        let mut row = Row {
            line,
            number: String::new(),
            cells: Default::default(),
        };
        for (cell, column) in record.iter().zip(&columns) {
            if let Some(column) = column {
                row.cells[*column as usize] = Some(one_line(cell));
            }
        }
        row.number = row.get(Column::Number).unwrap_or_default().to_owned();
        rows.push(Ok(row));
    }
    Ok(Sheet { ignored, rows })
}

/// Whichever of comma, semicolon and tab the first line has most of.
fn delimiter(text: &str) -> char {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: &char| header.matches(*delimiter).count();
    let mut best = ',';
    for other in [';', '\t'] {
        if count(&other) > count(&best) {
            best = other;
        }
    }
    best
}

/// Line and column, from 1, of a quote that is never closed. As RFC 4180 has it, a quote opens only
/// at the beginning of a field, and two in it are one.
fn unclosed_quote(text: &str, delimiter: char) -> Option<(u64, u64)> {
    let (mut line, mut column) = (1, 0);
    let mut begins = true;
    let mut open = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        column += 1;
        if c == '"' {
            match open {
                Some(_) if rest.peek() == Some(&'"') => {
                    rest.next();
                    column += 1;
                }
                Some(_) => open = None,
                None if begins => open = Some((line, column)),
                None => {}
            }
            begins = false;
        } else {
            begins = open.is_none() && (c == delimiter || c == '\n' || c == '\r');
        }
        if c == '\n' {
            (line, column) = (line + 1, 0);
        }
    }
    open
}
