//! Lists the files of `migrations/` for `network::MIGRATIONS`, so that a new one is only a file.

use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let folder = here.join("../../migrations");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder).expect("the folder of migrations is there");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "sql"));
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let stem = file
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy();
        let (number, name) = stem.split_once('_').expect("NNNN_name.sql");
        let number: u32 = number.parse().expect("NNNN_name.sql");
        writeln!(list, "    store::Migration {{ number: {number}, name: {name:?}, sql: include_str!({file:?}) }},")
            .expect("a string takes what is written");
    }
    list.push(']');
    fs::write(out.join("migrations.rs"), list).expect("the output folder can be written");
}
