//! Rows on their way into a table, many in two pieces of memory.

use crate::value::Value;

/// A table and those of its columns that are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [&'static str],
}

/// Some rows of one table.
#[derive(Debug)]
pub struct Rows {
    table: &'static Table,
    cells: Vec<Cell>,
    /// Texts and bytes, one after the other.
    heap: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
enum Cell {
    Null,
    Int(i64),
    Real(f64),
    Text(usize),
    Bytes(usize),
}

impl Rows {
    pub fn new(table: &'static Table) -> Rows {
        Rows {
            table,
            cells: Vec::new(),
            heap: Vec::new(),
        }
    }

    /// Adds a row: a value for each column, in their order.
    pub fn add<const N: usize>(&mut self, row: [Value<'_>; N]) {
        let Table { name, columns } = self.table;
        assert_eq!(N, columns.len(), "a row of {name}");
        for value in row {
            let cell = match value {
                Value::Null => Cell::Null,
                Value::Int(value) => Cell::Int(value),
                Value::Real(value) => Cell::Real(value),
                Value::Text(text) => {
                    self.heap.extend_from_slice(text.as_bytes());
                    Cell::Text(text.len())
                }
                Value::Bytes(bytes) => {
                    self.heap.extend_from_slice(bytes);
                    Cell::Bytes(bytes.len())
                }
            };
            self.cells.push(cell);
        }
    }

    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.cells.len() / self.table.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The memory they take.
    pub fn size_bytes(&self) -> usize {
        self.heap.len() + self.cells.len() * size_of::<Cell>()
    }

    /// Hands out the rows one after the other.
    pub(super) fn each<E>(
        &self,
        mut row: impl FnMut(&[Value<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut values = Vec::with_capacity(self.table.columns.len());
        let mut heap = self.heap.as_slice();
        let mut take = |length| {
            let (taken, rest) = heap.split_at(length);
            heap = rest;
            taken
        };
        for cells in self.cells.chunks_exact(self.table.columns.len()) {
            values.clear();
            values.extend(cells.iter().map(|cell| match *cell {
                Cell::Null => Value::Null,
                Cell::Int(value) => Value::Int(value),
                Cell::Real(value) => Value::Real(value),
                Cell::Bytes(length) => Value::Bytes(take(length)),
                Cell::Text(length) => Value::Text(
                    std::str::from_utf8(take(length)).expect("a whole text was put there"),
                ),
            }));
            row(&values)?;
        }
        Ok(())
    }
}
