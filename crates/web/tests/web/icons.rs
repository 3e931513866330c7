//! Every icon that is named anywhere in the program exists.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_icon_named_in_the_program_exists() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    collect(crates, &mut files);
    let mut names = 0;
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        for call in ["icon(\"", "icon_sm(\"", "icon_lg(\"", "icon: \""] {
            for rest in source.split(call).skip(1) {
                let name = rest.split('"').next().unwrap_or_default();
                assert!(
                    web::icons::exists(name),
                    "{}: there is no icon {name:?}",
                    file.display()
                );
                names += 1;
            }
        }
    }
    assert!(names > 10, "the search found only {names}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("tests/web/icons.rs")
        {
            files.push(path);
        }
    }
}
