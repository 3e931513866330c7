//! The form of a rule: for each attribute the values of which it must be one, and those of which it must
//! be none. Rules that go deeper are written as JSON; nothing is lost by opening the page.

use kernel::text::{fold, is_blank};
use kernel::{Error, Problems, Result};
use serde::Deserialize;
use store::Db;

use super::queries;
use super::rule::{Levels, Rule, Sites, Term, VALUES_MAX, Words};
use crate::people::{Level, SiteId};

/// Longer than any rule within the other bounds is as a text.
pub const TEXT_MAX_CHARS: usize = 150_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    #[default]
    All,
    Any,
}

/// What the form holds, as it was typed: one value a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Entered {
    pub joined: Joined,
    pub site: String,
    pub not_site: String,
    pub department: String,
    pub not_department: String,
    pub level: Vec<Level>,
    pub not_level: Vec<Level>,
    pub country: String,
    pub not_country: String,
    pub title: String,
    pub not_title: String,
    /// The whole rule as JSON, instead of all of these.
    pub text: Option<String>,
}

impl Entered {
    /// How a rule is shown: in fields where it fits into them, else as a text. `names` are of its sites.
    pub fn of(rule: &Rule, names: &[(SiteId, String)]) -> Entered {
        let term = rule.term();
        let plain = Plain::of(term).filter(|plain| plain.clone().term().as_ref() == Some(term));
        match plain {
            Some(plain) => plain.entered(names),
            None => Entered {
                text: Some(serde_json::to_string_pretty(term).unwrap_or_default()),
                ..Entered::default()
            },
        }
    }

    /// The rule that was entered. What is wrong is said of the fields.
    pub fn rule(&self, db: &Db) -> Result<Rule> {
        match &self.text {
            Some(text) => read(text),
            None => self.plain(db)?.check(),
        }
    }

    fn plain(&self, db: &Db) -> Result<Plain> {
        self.named(|names| queries::sites_named(db, names))
    }

    /// As [`Entered::plain`], with sites by their folded names from somewhere.
    fn named(&self, known: impl Fn(&[String]) -> Result<Vec<(SiteId, String)>>) -> Result<Plain> {
        let mut problems = Problems::default();
        let mut plain = Plain {
            joined: self.joined,
            ..Plain::default()
        };
        for (field, typed, terms) in [
            ("site", &self.site, &mut plain.included),
            ("not_site", &self.not_site, &mut plain.excluded),
        ] {
            let names = lines(typed);
            if names.len() > VALUES_MAX {
                problems.add_limit(field, "rule_values", VALUES_MAX as i64);
                continue;
            }
            let folded: Vec<String> = names.iter().map(|name| fold::fold(name)).collect();
            let known = known(&folded)?;
            let id = |name: &String| {
                let found = known.iter().find(|(_, known)| known == name);
                found.map(|(id, _)| *id)
            };
            match folded.iter().map(id).collect::<Option<Vec<_>>>() {
                Some(among) if among.is_empty() => {}
                Some(among) => terms.push(Term {
                    site: Some(Sites { among }),
                    ..Term::default()
                }),
                None => problems.add(field, "unknown_site"),
            }
        }
        let (yes, no) = (&mut plain.included, &mut plain.excluded);
        for (department, level, country, title, terms) in [
            (
                &self.department,
                &self.level,
                &self.country,
                &self.title,
                yes,
            ),
            (
                &self.not_department,
                &self.not_level,
                &self.not_country,
                &self.not_title,
                no,
            ),
        ] {
            let term = Term::default;
            terms.extend(words(department).map(|words| Term {
                department: Some(words),
                ..term()
            }));
            let among = level.clone();
            terms.extend((!among.is_empty()).then(|| Term {
                level: Some(Levels { among }),
                ..term()
            }));
            terms.extend(words(country).map(|words| Term {
                country: Some(words),
                ..term()
            }));
            terms.extend(words(title).map(|words| Term {
                title: Some(words),
                ..term()
            }));
        }
        problems.or(plain)
    }
}

#[cfg(test)]
impl Entered {
    /// The rule again, without tables.
    pub fn back(&self, names: &[(SiteId, String)]) -> Option<Term> {
        let folded = |(id, name): &(SiteId, String)| (*id, fold::fold(name));
        let known = |_: &[String]| Ok(names.iter().map(folded).collect());
        self.named(known).ok()?.term()
    }
}

/// A rule from its text.
fn read(text: &str) -> Result<Rule> {
    if text.chars().count() > TEXT_MAX_CHARS {
        return Err(Error::invalid("text", "too_long").limit(TEXT_MAX_CHARS as i64));
    }
    let term: Term = serde_json::from_str(text).map_err(|_| Error::invalid("text", "rule_text"))?;
    term.check("text")
}

fn lines(typed: &str) -> Vec<String> {
    let lines = typed.lines().filter(|line| !is_blank(line));
    lines.map(|line| line.trim().to_owned()).collect()
}

fn words(typed: &str) -> Option<Words> {
    let among = lines(typed);
    (!among.is_empty()).then_some(Words { among })
}

/// What a rule of the form says.
#[derive(Clone, Debug, Default)]
struct Plain {
    joined: Joined,
    included: Vec<Term>,
    excluded: Vec<Term>,
}

impl Plain {
    fn check(self) -> Result<Rule> {
        let term = self
            .term()
            .ok_or_else(|| Error::invalid("rule", "rule_empty"))?;
        term.check("rule")
    }

    fn term(self) -> Option<Term> {
        let mut terms = match self.joined {
            Joined::Any if self.included.len() > 1 => vec![Term {
                any: Some(self.included),
                ..Term::default()
            }],
            _ => self.included,
        };
        terms.extend(self.excluded.into_iter().map(|term| Term {
            not: Some(Box::new(term)),
            ..Term::default()
        }));
        match terms.len() {
            0 | 1 => terms.pop(),
            _ => Some(Term {
                all: Some(terms),
                ..Term::default()
            }),
        }
    }

    /// `None` where a part is neither a condition nor the negation of one, or an attribute comes twice.
    fn of(term: &Term) -> Option<Plain> {
        let mut plain = Plain::default();
        let one = std::slice::from_ref(term);
        for part in term.all.as_deref().unwrap_or(one) {
            match (&part.any, &part.not) {
                (Some(any), _) => {
                    plain.joined = Joined::Any;
                    plain.included.extend(any.iter().cloned());
                }
                (None, Some(not)) => plain.excluded.push(not.as_ref().clone()),
                (None, None) => plain.included.push(part.clone()),
            }
        }
        let simple = |terms: &[Term]| {
            let attribute = |term: &Term| -> Option<usize> {
                let given = [
                    term.site.is_some(),
                    term.department.is_some(),
                    term.level.is_some(),
                    term.country.is_some(),
                    term.title.is_some(),
                ];
                given.iter().position(|given| *given)
            };
            let found: Option<Vec<usize>> = terms.iter().map(attribute).collect();
            found.is_some_and(|found| found.windows(2).all(|pair| pair[0] < pair[1]))
        };
        (simple(&plain.included) && simple(&plain.excluded)).then_some(plain)
    }

    fn entered(self, names: &[(SiteId, String)]) -> Entered {
        let mut entered = Entered {
            joined: self.joined,
            ..Entered::default()
        };
        let named = |sites: Sites| {
            let name = |id: &SiteId| names.iter().find(|(known, _)| known == id);
            let names: Vec<_> = sites.among.iter().filter_map(name).collect();
            let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
            names.join("\n")
        };
        for term in self.included {
            let lines = |words: Option<Words>| words.map(|words| words.among.join("\n"));
            entered.site += &term.site.map(named).unwrap_or_default();
            entered.department += &lines(term.department).unwrap_or_default();
            entered
                .level
                .extend(term.level.into_iter().flat_map(|levels| levels.among));
            entered.country += &lines(term.country).unwrap_or_default();
            entered.title += &lines(term.title).unwrap_or_default();
        }
        for term in self.excluded {
            let lines = |words: Option<Words>| words.map(|words| words.among.join("\n"));
            entered.not_site += &term.site.map(named).unwrap_or_default();
            entered.not_department += &lines(term.department).unwrap_or_default();
            entered
                .not_level
                .extend(term.level.into_iter().flat_map(|levels| levels.among));
            entered.not_country += &lines(term.country).unwrap_or_default();
            entered.not_title += &lines(term.title).unwrap_or_default();
        }
        entered
    }
}
