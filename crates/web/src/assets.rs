//! Styles, scripts, fonts and icons: all in memory, named by their content, compressed once.
//!
//! The style sheet is made of ours and the features'; scripts and fonts are there only when the
//! front end was bundled before the build.

mod icon;
mod serve;
mod styles;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use maud::Markup;
use sha2::{Digest, Sha256};

use crate::lang::Lang;

static BUNDLE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/bundle.rs"));
/// Its address stays the same, because it decides what it may look after.
const SERVICE_WORKER: &str = "service-worker.js";

static INSTALLED: OnceLock<Assets> = OnceLock::new();
static OWN_ONLY: LazyLock<Assets> = LazyLock::new(|| Assets::build(&[]));

/// Everything under `/assets` and the few files with fixed addresses.
pub struct Assets {
    files: HashMap<String, File>,
    style: String,
    script: Option<String>,
    loaded_later: String,
    /// What leads to them in the head of a document, by language.
    linked: [OnceLock<String>; 2],
}

/// One file, ready to be sent.
struct File {
    content_type: &'static str,
    bytes: Bytes,
    gzip: Option<Bytes>,
    etag: String,
    /// Its name changes with its content.
    immutable: bool,
}

/// Makes the assets known to the pages, once; later calls change nothing.
pub fn install(assets: Assets) -> &'static Assets {
    INSTALLED.get_or_init(|| assets)
}

/// What was installed; without it our own styles alone.
pub fn current() -> &'static Assets {
    INSTALLED.get().unwrap_or_else(|| &OWN_ONLY)
}

impl Assets {
    /// Our styles, then the features' in the order given.
    pub fn build(feature_styles: &[&str]) -> Assets {
        let mut assets = Assets {
            files: HashMap::new(),
            style: String::new(),
            script: None,
            loaded_later: String::new(),
            linked: Default::default(),
        };
        let (mut fonts, mut later) = (HashMap::new(), BTreeMap::new());
        for (name, bytes) in BUNDLE {
            let hashed = assets.add_hashed(name, Cow::Borrowed(bytes));
            if name.starts_with("fonts/") {
                fonts.insert(*name, hashed);
            } else if *name == "app.js" {
                assets.script = Some(hashed);
            } else if name.ends_with(".js") && *name != SERVICE_WORKER {
                later.insert(*name, hashed);
            }
            let fixed = match *name {
                SERVICE_WORKER => format!("/{name}"),
                name => format!("/assets/{name}"),
            };
            assets.add(fixed, Cow::Borrowed(bytes), false);
        }
        assets.loaded_later = serde_json::to_string(&later).expect("names have a JSON form");
        let style = styles::join(feature_styles, &fonts);
        assets.style = assets.add_hashed("app.css", style.into_bytes().into());
        assets.add_icons();
        assets
    }

    /// Whether the front end was bundled: live updates and fonts are there.
    pub fn has_script(&self) -> bool {
        self.script.is_some()
    }

    /// Address of the style sheet.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// The style sheet itself.
    pub fn style_text(&self) -> &str {
        let file = self
            .files
            .get(&self.style)
            .expect("the style sheet is always there");
        std::str::from_utf8(&file.bytes).expect("style sheets are UTF-8")
    }

    /// Address of the script module.
    pub fn script(&self) -> Option<&str> {
        self.script.as_deref()
    }

    /// What the script fetches when it is needed: a JSON object of names and addresses.
    pub fn loaded_later(&self) -> &str {
        &self.loaded_later
    }

    /// Made once for each language by `make`.
    pub(crate) fn linked(&self, lang: Lang, make: impl FnOnce(&Assets) -> Markup) -> &str {
        let linked = match lang {
            Lang::En => &self.linked[0],
            Lang::De => &self.linked[1],
        };
        linked.get_or_init(|| make(self).into_string())
    }

    fn add_icons(&mut self) {
        self.add(
            "/favicon.svg".to_owned(),
            icon::svg().into_bytes().into(),
            false,
        );
        self.add("/icon-192.png".to_owned(), icon::png(192).into(), false);
        self.add("/icon-512.png".to_owned(), icon::png(512).into(), false);
        let manifest = include_str!("assets/manifest.webmanifest");
        self.add(
            "/manifest.webmanifest".to_owned(),
            manifest.as_bytes().into(),
            false,
        );
    }

    /// `app.js` becomes `/assets/app-0123456789.js`; the answer is that address.
    fn add_hashed(&mut self, name: &str, bytes: Cow<'static, [u8]>) -> String {
        let hash = hash(&bytes);
        let path = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("/assets/{stem}-{hash}.{ending}"),
            None => format!("/assets/{name}-{hash}"),
        };
        self.add(path.clone(), bytes, true);
        path
    }

    fn add(&mut self, path: String, bytes: Cow<'static, [u8]>, immutable: bool) {
        let (content_type, compress) = content_type(&path);
        let bytes = match bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        let etag = format!("\"{}\"", hash(&bytes));
        let gzip = compress
            .then(|| gzip(&bytes))
            .filter(|packed| packed.len() < bytes.len());
        self.files.insert(
            path,
            File {
                content_type,
                bytes,
                gzip,
                etag,
                immutable,
            },
        );
    }
}

/// The first 40 bits of SHA-256, as ten hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .expect("memory takes what is written");
    encoder
        .finish()
        .expect("memory takes what is written")
        .into()
}

/// The type by the name's ending, and whether compressing helps.
fn content_type(path: &str) -> (&'static str, bool) {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => ("text/css; charset=utf-8", true),
        "js" => ("text/javascript; charset=utf-8", true),
        "json" => ("application/json", true),
        "svg" => ("image/svg+xml", true),
        "webmanifest" => ("application/manifest+json", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "png" => ("image/png", false),
        "woff2" => ("font/woff2", false),
        _ => ("application/octet-stream", false),
    }
}
