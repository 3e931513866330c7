//! Configuration: a file, then the environment, then flags; the later one wins.
//!
//! Every setting stands in [`KEYS`] with the sentence that explains it. An unknown key is an error
//! that names the nearest known one. Reading files and the environment is the caller's business.

use std::collections::BTreeMap;

/// One setting.
pub struct Key {
    /// As in the file; in the environment it is `FOLKMOOT_` and the name in capitals.
    pub name: &'static str,
    pub about: &'static str,
}

pub const KEYS: &[Key] = &[
    Key {
        name: "data_dir",
        about: "folder that holds the network's data",
    },
    Key {
        name: "database",
        about: "postgres://… instead of the embedded database",
    },
    Key {
        name: "listen",
        about: "address and port to listen on, for example 127.0.0.1:8080",
    },
    Key {
        name: "base_url",
        about: "the address people use, for example https://moot.example.org, behind a proxy that ends TLS",
    },
    Key {
        name: "tls_cert",
        about: "PEM file with the certificate chain",
    },
    Key {
        name: "tls_key",
        about: "PEM file with the private key",
    },
    Key {
        name: "trusted_proxies",
        about: "addresses whose forwarded headers count, by comma",
    },
    Key {
        name: "log",
        about: "what to log, for example info or folkmoot=debug",
    },
];

/// Settings by name; values as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config(BTreeMap<&'static str, String>);

impl Config {
    /// `file` is TOML with flat keys; `env` are the process's variables; `flags` those given.
    ///
    /// # Errors
    /// A sentence for the administrator that names the file's line or the variable.
    pub fn gather(
        file: Option<(&str, &str)>,
        env: impl IntoIterator<Item = (String, String)>,
        flags: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Result<Config, String> {
        let mut config = Config::default();
        if let Some((name, text)) = file {
            config.read_file(name, text)?;
        }
        for (variable, value) in env {
            let Some(name) = variable.strip_prefix("FOLKMOOT_") else {
                continue;
            };
            if NO_SETTINGS.contains(&name) {
                continue;
            }
            let key = known(&name.to_lowercase())
                .map_err(|hint| format!("environment variable {variable}: {hint}"))?;
            config.0.insert(key, value);
        }
        for (name, value) in flags {
            config.0.insert(known(name)?, value);
        }
        Ok(config)
    }

    fn read_file(&mut self, file: &str, text: &str) -> Result<(), String> {
        let table: toml::Table = text.parse().map_err(|error| format!("{file}: {error}"))?;
        for (name, value) in table {
            let key = known(&name).map_err(|hint| format!("{file}: {hint}"))?;
            let value = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(flag) => flag.to_string(),
                _ => {
                    return Err(format!(
                        "{file}: `{name}` must be a text, a number or true/false"
                    ));
                }
            };
            self.0.insert(key, value);
        }
        Ok(())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        debug_assert!(known(name).is_ok(), "{name} stands in KEYS");
        self.0.get(name).map(String::as_str)
    }
}

/// Variables of the program's own build and tests. `DATA` names the archives that tests import, not
/// the folder of a network; `CONFIG` names the file with the settings.
const NO_SETTINGS: &[&str] = &[
    "BIN",
    "CHROMIUM",
    "CONFIG",
    "DATA",
    "FRONTEND_DIST",
    "TEST_PG_BIN",
    "TEST_POSTGRES",
];

fn known(name: &str) -> Result<&'static str, String> {
    if let Some(key) = KEYS.iter().find(|key| key.name == name) {
        return Ok(key.name);
    }
    let distance = |key: &&Key| strsim::damerau_levenshtein(key.name, name);
    let nearest = KEYS.iter().min_by_key(distance).map_or("", |key| key.name);
    Err(format!("unknown key `{name}`; did you mean `{nearest}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_sources_win_and_unknown_keys_are_named() {
        let env = |name: &str, value: &str| [(name.to_owned(), value.to_owned())];
        let file = Some((
            "folkmoot.toml",
            "listen = \"a\"\nlog = \"info\"\ndata_dir = \"d\"",
        ));
        let config = Config::gather(
            file,
            env("FOLKMOOT_LISTEN", "b"),
            [("data_dir", "e".to_owned())],
        )
        .unwrap();
        assert_eq!(config.get("listen"), Some("b"));
        assert_eq!(config.get("log"), Some("info"));
        assert_eq!(config.get("data_dir"), Some("e"));

        let error = Config::gather(Some(("f.toml", "lisen = \"a\"")), [], []).unwrap_err();
        assert_eq!(error, "f.toml: unknown key `lisen`; did you mean `listen`?");
        let error = Config::gather(None, env("FOLKMOOT_BASEURL", "x"), []).unwrap_err();
        assert!(error.contains("did you mean `base_url`?"), "{error}");
    }
}
