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
