//! What every regression here stands on.

use nalgebra::{Cholesky, DMatrix, Dyn};

/// A column whose share not explained by the columns before it is below this is taken as explained.
const SINGULAR: f64 = 1e-9;

/// Of the products of the columns. `None` when a column is a combination of the others.
pub fn decompose(gram: DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    let lengths = gram.diagonal();
    let cholesky = Cholesky::new(gram)?;
    let unexplained = cholesky.l_dirty().diagonal().map(|root| root * root);
    let independent = unexplained
        .iter()
        .zip(&lengths)
        .all(|(unexplained, length)| *unexplained > SINGULAR * length);
    independent.then_some(cholesky)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_others_make_up_is_found_in_spite_of_rounding() {
        let mut found = 0;
        for n in 1..50 {
            let noise = |row: usize, column: usize| ((row * 7 + column * 13 + n) as f64).sin();
            let mut columns = DMatrix::from_fn(30, 3, |row, column| noise(row, column * row));
            assert!(decompose(columns.tr_mul(&columns)).is_some());
            let made_up = columns.column(0) * 0.3 + columns.column(1) / 7.0;
            columns.set_column(2, &made_up);
            let sums = columns.tr_mul(&columns);
            found += usize::from(Cholesky::new(sums.clone()).is_some());
            assert!(decompose(sums).is_none());
        }
        assert!(found > 0, "rounding never hid it, so nothing was tried");
    }
}
