//! Words for people, by key, from the `.ftl` files of every folder that shows something.
//!
//! A key that a language lacks is looked for in English; a key nobody knows is shown as it is and
//! logged once. Nothing here decides which language somebody reads.

mod plain;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::lang::Lang;
use crate::numbers;
use plain::Plain;

/// `(language code, content of an .ftl file)`; what [`texts!`](crate::texts!) gives.
pub type Source = (&'static str, &'static str);

type Bundle = FluentBundle<FluentResource>;

const OWN: &[Source] = &[
    ("en", include_str!("texts/en.ftl")),
    ("de", include_str!("texts/de.ftl")),
];

static INSTALLED: OnceLock<Texts> = OnceLock::new();
static OWN_ONLY: LazyLock<Texts> = LazyLock::new(|| Texts::build(&[]));
static MISSING: Mutex<Option<HashSet<String>>> = Mutex::new(None);

struct Texts {
    en: Words,
    de: Words,
}

/// The texts of one language.
struct Words {
    bundle: Bundle,
    plain: Plain,
}

/// Makes the texts of the whole program known, once; later calls change nothing.
///
/// Panics on a broken file, naming language, line and problem: a build that starts has whole texts.
pub fn install(sources: &[Source]) {
    INSTALLED.get_or_init(|| Texts::build(sources));
}

/// The keys of one `.ftl` file, for tests that compare languages.
pub fn keys(ftl: &str) -> Vec<String> {
    ftl.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim().to_owned())
        .collect()
}

/// The text for `key`; use it through [`t!`](crate::t!).
pub fn text(lang: Lang, key: &str, args: &[(&'static str, Value<'_>)]) -> String {
    if let Some(text) = find(lang, key, args) {
        return text;
    }
    let mut missing = MISSING
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    if missing.get_or_insert_default().insert(key.to_owned()) {
        tracing::warn!(key, "no text has this key");
    }
    key.to_owned()
}

/// As [`text`], but `None` where no language knows the key.
pub fn find(lang: Lang, key: &str, args: &[(&'static str, Value<'_>)]) -> Option<String> {
    let texts = INSTALLED.get().unwrap_or_else(|| &OWN_ONLY);
    texts
        .of(lang, key, args)
        .or_else(|| texts.of(Lang::En, key, args))
}

/// `&[("en", …), ("de", …)]` of the `en.ftl` and `de.ftl` beside the calling file.
#[macro_export]
macro_rules! texts {
    () => {
        &[
            ("en", include_str!("en.ftl")),
            ("de", include_str!("de.ftl")),
        ]
    };
}

/// `t!(lang, "key")` or `t!(lang, "key", name = value, …)`: the text in that language.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:expr $(,)?) => { $crate::texts::text($lang, $key, &[]) };
    ($lang:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::texts::text(
            $lang,
            $key,
            &[$((stringify!($name), $crate::texts::Value::from($value))),+],
        )
    };
}

/// What a text may be filled with.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    Text(Cow<'a, str>),
    Number(f64),
}

impl Texts {
    fn build(sources: &[Source]) -> Texts {
        let mut texts = Texts {
            en: Words::none(Lang::En),
            de: Words::none(Lang::De),
        };
        for (code, ftl) in OWN.iter().chain(sources) {
            let lang = Lang::from_code(code)
                .unwrap_or_else(|| panic!("texts: {code:?} is not a language of ours"));
            let resource =
                FluentResource::try_new((*ftl).to_owned()).unwrap_or_else(|(_, errors)| {
                    let problem = &errors[0];
                    let line = ftl[..problem.pos.start.min(ftl.len())]
                        .lines()
                        .count()
                        .max(1);
                    panic!(
                        "texts: {code}.ftl, line {line}: {problem}; it begins {:?}",
                        opening(ftl)
                    )
                });
            let words = match lang {
                Lang::En => &mut texts.en,
                Lang::De => &mut texts.de,
            };
            words.plain.add(&resource);
            if let Err(errors) = words.bundle.add_resource(resource) {
                panic!(
                    "texts: {code}.ftl: {}; it begins {:?}",
                    errors[0],
                    opening(ftl)
                );
            }
        }
        texts
    }

    fn of(&self, lang: Lang, key: &str, args: &[(&'static str, Value<'_>)]) -> Option<String> {
        let Words { bundle, plain } = match lang {
            Lang::En => &self.en,
            Lang::De => &self.de,
        };
        if let Some(text) = plain.text(lang, key, args) {
            return Some(text);
        }
        let pattern = bundle.get_message(key)?.value()?;
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            match value {
                Value::Text(text) => filled.set(*name, text.as_ref()),
                Value::Number(number) => filled.set(*name, *number),
            }
        }
        let mut problems = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&filled), &mut problems);
        if let Some(problem) = problems.first() {
            tracing::warn!(key, lang = lang.code(), %problem, "a text could not be filled");
        }
        Some(text.into_owned())
    }
}

impl Words {
    fn none(lang: Lang) -> Words {
        Words {
            bundle: bundle(lang),
            plain: Plain::default(),
        }
    }
}

fn bundle(lang: Lang) -> Bundle {
    let code = lang
        .code()
        .parse()
        .expect("our language codes are well-formed");
    let mut bundle = FluentBundle::new_concurrent(vec![code]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _| number(value, Lang::En),
        Lang::De => |value, _| number(value, Lang::De),
    }));
    bundle
}

fn number(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::decimal(number.value, lang)),
        _ => None,
    }
}

fn opening(ftl: &str) -> &str {
    ftl.lines().next().unwrap_or_default()
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text.into())
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text.as_str().into())
    }
}
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(text.into())
    }
}
impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Value::Text(text)
    }
}

macro_rules! numbers_are_values {
    ($($number:ty),*) => {$(
        impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Value::Number(number as f64)
            }
        }
    )*};
}
numbers_are_values!(i64, i32, i16, u64, u32, u16, u8, usize, f64, f32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_filled_without_marks_and_count_in_the_language() {
        assert_eq!(t!(Lang::En, "time-minutes", n = 34), "34 min");
        assert_eq!(t!(Lang::En, "count-new", n = 1_234), "1,234 new");
        assert_eq!(t!(Lang::De, "count-new", n = 1_234), "1.234 neu");
    }

    #[test]
    fn texts_put_together_from_pieces_are_those_of_the_bundle() {
        for (lang, ftl) in [(Lang::En, OWN[0].1), (Lang::De, OWN[1].1)] {
            let words = match lang {
                Lang::En => &OWN_ONLY.en,
                Lang::De => &OWN_ONLY.de,
            };
            let args = ["n", "name", "day", "month", "year", "count", "limit"]
                .map(|name| (name, Value::Number(1_234.5)));
            let mut filled = FluentArgs::new();
            args.iter().for_each(|(name, _)| filled.set(*name, 1_234.5));
            let mut seen = 0;
            for key in keys(ftl) {
                let Some(text) = words.plain.text(lang, &key, &args) else {
                    continue;
                };
                let message = words.bundle.get_message(&key).unwrap();
                let pattern = message.value().unwrap();
                let asked = words
                    .bundle
                    .format_pattern(pattern, Some(&filled), &mut Vec::new());
                assert_eq!(text, asked, "{key}");
                seen += 1;
            }
            assert!(seen > 50, "{seen}");
        }
    }

    #[test]
    fn a_key_nobody_knows_is_shown_as_it_is() {
        assert_eq!(t!(Lang::De, "no-such-key"), "no-such-key");
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let sorted = |ftl| {
            let mut keys = keys(ftl);
            keys.sort();
            keys
        };
        assert_eq!(sorted(OWN[0].1), sorted(OWN[1].1));
    }

    #[test]
    #[should_panic(expected = "en.ftl, line 2")]
    fn a_broken_file_is_named_with_its_line() {
        Texts::build(&[("en", "fine = yes\nbroken { = no\n")]);
    }

    #[test]
    #[should_panic(expected = "skip-to-content")]
    fn a_key_given_twice_is_refused() {
        Texts::build(&[("en", "skip-to-content = Again\n")]);
    }
}
