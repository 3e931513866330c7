//! The program `folkmoot`.
fn main() {}
