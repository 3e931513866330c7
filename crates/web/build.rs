//! Lists the files of the front end's bundle for `src/assets/bundle.rs`, when there is one.
//!
//! Nothing is bundled here: that is `cargo xtask assets`. Without it the list is empty.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let frontend = here.join("../../frontend");
    let dist =
        env::var_os("FOLKMOOT_FRONTEND_DIST").map_or_else(|| frontend.join("dist"), PathBuf::from);
    println!("cargo:rerun-if-env-changed=FOLKMOOT_FRONTEND_DIST");
    println!("cargo:rerun-if-changed=build.rs");
    // A path that is not there would count as changed each time, so the folder above is watched.
    for folder in [&dist, &frontend] {
        if folder.is_dir() {
            println!("cargo:rerun-if-changed={}", folder.display());
            break;
        }
    }
    let mut files = Vec::new();
    collect(&dist, &mut files);
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file
            .strip_prefix(&dist)
            .expect("it was found below")
            .to_string_lossy();
        writeln!(
            list,
            "    ({:?}, include_bytes!({:?})),",
            name.replace('\\', "/"),
            file
        )
        .expect("a string takes what is written");
    }
    list.push(']');
    fs::write(out.join("bundle.rs"), list).expect("the output folder can be written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if path.is_dir() && !hidden {
            collect(&path, files);
        } else if !hidden && path.extension().is_none_or(|kind| kind != "map") {
            files.push(path);
        }
    }
}
