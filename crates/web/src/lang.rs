//! The languages pages are written in, and which one a request wants.
//!
//! What a person has chosen is looked up elsewhere and put into the request as an extension; here is
//! only the choice by header, and the way to ask.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    En,
    De,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::De];

    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::De => "de",
        }
    }

    /// Takes `de` as well as `de-AT`.
    pub fn from_code(code: &str) -> Option<Lang> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Lang::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The language its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::De => "Deutsch",
        }
    }

    /// The best of ours by the header's weights; the first named wins a tie, English when none fits.
    pub fn negotiate(accept_language: &str) -> Lang {
        let mut best = (Lang::En, 0.0);
        for entry in accept_language.split(',').take(16) {
            let mut parts = entry.split(';').map(str::trim);
            let Some(lang) = parts.next().and_then(Lang::from_code) else {
                continue;
            };
            let weight = parts
                .find_map(|part| part.strip_prefix("q="))
                .map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        best.0
    }

    /// The language a request is answered in: what was put into its extensions (the person's
    /// choice), else what the browser asks for.
    pub fn of(parts: &Parts) -> Lang {
        let query = parts.uri.query().unwrap_or_default().split('&');
        let asked = query
            .filter_map(|pair| pair.strip_prefix("lang="))
            .next_back();
        if let Some(lang) = asked.and_then(Lang::from_code) {
            return lang;
        }
        let chosen = parts.extensions.get::<Lang>().copied();
        chosen.unwrap_or_else(|| {
            let header = parts
                .headers
                .get(ACCEPT_LANGUAGE)
                .and_then(|v| v.to_str().ok());
            Lang::negotiate(header.unwrap_or_default())
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Lang, Infallible> {
        Ok(Lang::of(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_by_weight_and_falls_back_to_english() {
        for (header, expected) in [
            ("", Lang::En),
            ("fr", Lang::En),
            ("de", Lang::De),
            ("DE-at,de;q=0.9", Lang::De),
            ("en;q=0.5, de;q=0.8", Lang::De),
            ("en, de", Lang::En),
            ("fr, de;q=0.1", Lang::De),
            ("de;q=0", Lang::En),
            ("de;q=nonsense", Lang::En),
        ] {
            assert_eq!(Lang::negotiate(header), expected, "{header:?}");
        }
    }
}
