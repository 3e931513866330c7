//! What a rule is: conditions on attributes, joined by all, any and not.
//!
//! A [`Term`] is a rule as it is sent and stored, a [`Rule`] one that was checked and can be asked.
//! Nothing here reads anything.

use std::sync::Arc;

use kernel::text::fold::fold;
use kernel::text::{is_blank, one_line};
use kernel::{Error, Kind, Result};
use serde::{Deserialize, Serialize};
use store::{Field, Value, ValueKind};
use utoipa::ToSchema;

use crate::people::{FIELD_MAX_CHARS, Level, Person, PersonId, Role, SiteId};

pub const DEPTH_MAX: usize = 6;
pub const CONDITIONS_MAX: usize = 50;
/// In all conditions of a rule together.
pub const VALUES_MAX: usize = 500;

/// A rule about who belongs to a community. Exactly one of the fields is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = CommunityRule)]
pub struct Term {
    /// Every one of these rules holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion, min_items = 1, max_items = 50)]
    pub all: Option<Vec<Term>>,
    /// At least one of these rules holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion, min_items = 1, max_items = 50)]
    pub any: Option<Vec<Term>>,
    /// This rule does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub not: Option<Box<Term>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<Sites>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Words>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Levels>,
    /// Of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Words>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
}

/// The person's site is one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RuleSites)]
pub struct Sites {
    #[serde(rename = "in")]
    #[schema(value_type = Vec<i64>, min_items = 1, max_items = 500)]
    pub among: Vec<SiteId>,
}

/// What the employer's data say is one of these; case and accents make no difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RuleWords)]
pub struct Words {
    #[serde(rename = "in")]
    #[schema(min_items = 1, max_items = 500)]
    pub among: Vec<String>,
}

/// The person's level is one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RuleLevels)]
pub struct Levels {
    #[serde(rename = "in")]
    #[schema(min_items = 1, max_items = 500)]
    pub among: Vec<Level>,
}

store::row! {
    /// What decides about a person. All of it comes from provisioning, import or an administrator.
    pub struct Attributes {
        pub id: PersonId,
        pub site_id: Option<SiteId>,
        pub country: Option<String>,
        pub department: String,
        pub title: String,
        pub level: Level,
        /// Neither a guest nor deactivated: no rule covers those.
        pub colleague: bool,
    }
}

/// A checked rule. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rule(Arc<Checked>);

#[derive(Debug)]
struct Checked {
    term: Term,
    part: Part,
}

/// Values are sorted; texts are folded.
#[derive(Debug)]
pub(super) enum Part {
    All(Vec<Part>),
    Any(Vec<Part>),
    Not(Box<Part>),
    Site(Vec<SiteId>),
    Department(Vec<String>),
    Level(Vec<Level>),
    Country(Vec<String>),
    Title(Vec<String>),
}

/// Attributes made ready to be asked by many rules.
#[derive(Debug)]
pub struct Asked {
    pub(super) colleague: bool,
    pub(super) site: Option<SiteId>,
    pub(super) level: Level,
    pub(super) country: String,
    pub(super) department: String,
    pub(super) title: String,
}

impl Attributes {
    pub fn of(person: &Person) -> Attributes {
        Attributes {
            id: person.id,
            site_id: person.site_id,
            country: person.country.clone(),
            department: person.department.clone(),
            title: person.title.clone(),
            level: person.level,
            colleague: person.role != Role::Guest && person.deactivated_at.is_none(),
        }
    }

    pub fn asked(&self) -> Asked {
        Asked {
            colleague: self.colleague,
            site: self.site_id,
            level: self.level,
            country: fold(self.country.as_deref().unwrap_or_default()),
            department: fold(&self.department),
            title: fold(&self.title),
        }
    }
}

impl Rule {
    /// Whether the person belongs; guests and the deactivated never do.
    pub fn covers(&self, asked: &Asked) -> bool {
        asked.colleague && self.0.part.holds(asked)
    }

    pub fn term(&self) -> &Term {
        &self.0.term
    }

    pub(super) fn part(&self) -> &Part {
        &self.0.part
    }

    /// As it is stored.
    pub fn text(&self) -> String {
        serde_json::to_string(&self.0.term).unwrap_or_default()
    }

    /// All sites it names.
    pub fn sites(&self) -> Vec<SiteId> {
        let mut sites = Vec::new();
        self.0.part.sites(&mut sites);
        sites.sort_unstable();
        sites.dedup();
        sites
    }

    /// Whether it may cover others when a site is found in another country.
    pub fn asks_country(&self) -> bool {
        self.0.part.asks_country()
    }

    fn new(term: Term, part: Part) -> Rule {
        Rule(Arc::new(Checked { term, part }))
    }

    /// What is stored was checked; where it was spoilt by hand, nobody is covered.
    fn stored(text: &str) -> Rule {
        let term: Option<Term> = serde_json::from_str(text).ok();
        term.and_then(|term| term.check("rule").ok())
            .unwrap_or_else(|| {
                tracing::warn!("a stored rule cannot be read: it covers nobody");
                Rule::new(Term::default(), Part::Any(Vec::new()))
            })
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.0.term == other.0.term
    }
}

impl Field for Rule {
    const KIND: ValueKind = ValueKind::Text;
    const NULLABLE: bool = false;
    fn read(value: Value<'_>) -> Result<Rule> {
        String::read(value).map(|text| Rule::stored(&text))
    }
}

impl Part {
    fn holds(&self, asked: &Asked) -> bool {
        let has = |words: &[String], word: &String| words.binary_search(word).is_ok();
        match self {
            Part::All(parts) => parts.iter().all(|part| part.holds(asked)),
            Part::Any(parts) => parts.iter().any(|part| part.holds(asked)),
            Part::Not(part) => !part.holds(asked),
            Part::Site(sites) => asked
                .site
                .is_some_and(|site| sites.binary_search(&site).is_ok()),
            Part::Level(levels) => levels.contains(&asked.level),
            Part::Department(words) => has(words, &asked.department),
            Part::Country(words) => has(words, &asked.country),
            Part::Title(words) => has(words, &asked.title),
        }
    }

    fn asks_country(&self) -> bool {
        match self {
            Part::All(parts) | Part::Any(parts) => parts.iter().any(Part::asks_country),
            Part::Not(part) => part.asks_country(),
            part => matches!(part, Part::Country(_)),
        }
    }

    fn sites(&self, found: &mut Vec<SiteId>) {
        match self {
            Part::All(parts) | Part::Any(parts) => parts.iter().for_each(|part| part.sites(found)),
            Part::Not(part) => part.sites(found),
            Part::Site(sites) => found.extend(sites),
            _ => {}
        }
    }
}

impl Term {
    /// A rule that can be asked.
    ///
    /// # Errors
    /// 422 with the place below `field`: `rule_one`, `rule_empty`, `rule_depth`, `rule_conditions`,
    /// `rule_values`, `too_long`, `blank`.
    pub fn check(self, field: &str) -> Result<Rule> {
        let mut check = Check {
            path: vec![field.to_owned()],
            conditions: 0,
            values: 0,
        };
        let part = check.part(&self)?;
        Ok(Rule::new(self, part))
    }

    /// How many of the fields are given.
    fn said(&self) -> usize {
        let Term {
            all,
            any,
            not,
            site,
            department,
            level,
            country,
            title,
        } = self;
        let given = [
            all.is_some(),
            any.is_some(),
            not.is_some(),
            site.is_some(),
            department.is_some(),
            level.is_some(),
            country.is_some(),
            title.is_some(),
        ];
        given.into_iter().filter(|given| *given).count()
    }
}

/// Where a check is, and what it has counted.
struct Check {
    path: Vec<String>,
    conditions: usize,
    values: usize,
}

impl Check {
    fn part(&mut self, term: &Term) -> Result<Part> {
        if term.said() != 1 {
            return Err(self.wrong("rule_one"));
        }
        if let Some(terms) = &term.all {
            return self
                .within("all", |check| check.parts(terms))
                .map(Part::All);
        }
        if let Some(terms) = &term.any {
            return self
                .within("any", |check| check.parts(terms))
                .map(Part::Any);
        }
        if let Some(term) = &term.not {
            let part = self.within("not", |check| check.deeper(|check| check.part(term)))?;
            return Ok(Part::Not(Box::new(part)));
        }
        self.conditions += 1;
        if self.conditions > CONDITIONS_MAX {
            return Err(self.wrong("rule_conditions").limit(CONDITIONS_MAX as i64));
        }
        if let Some(sites) = &term.site {
            self.within("site", |check| check.count(sites.among.len()))?;
            let mut among = sites.among.clone();
            among.sort_unstable();
            return Ok(Part::Site(among));
        }
        if let Some(levels) = &term.level {
            self.within("level", |check| check.count(levels.among.len()))?;
            return Ok(Part::Level(levels.among.clone()));
        }
        if let Some(words) = &term.department {
            let checked = self.within("department", |check| check.words(words));
            return checked.map(Part::Department);
        }
        if let Some(words) = &term.country {
            let checked = self.within("country", |check| check.words(words));
            return checked.map(Part::Country);
        }
        if let Some(words) = &term.title {
            let checked = self.within("title", |check| check.words(words));
            return checked.map(Part::Title);
        }
        Err(self.wrong("rule_one"))
    }

    fn parts(&mut self, terms: &[Term]) -> Result<Vec<Part>> {
        if terms.is_empty() {
            return Err(self.wrong("rule_empty"));
        }
        // Before any of them is looked at: groups of groups are bounded, too.
        if terms.len() > CONDITIONS_MAX {
            return Err(self.wrong("rule_conditions").limit(CONDITIONS_MAX as i64));
        }
        let mut parts = Vec::with_capacity(terms.len());
        for (at, term) in terms.iter().enumerate() {
            let part = self.within(&at.to_string(), |check| {
                check.deeper(|check| check.part(term))
            });
            parts.push(part?);
        }
        Ok(parts)
    }

    fn deeper<T>(&mut self, look: impl FnOnce(&mut Check) -> Result<T>) -> Result<T> {
        // A level of depth is a name in the path, and a number in lists.
        let depth = self
            .path
            .iter()
            .skip(1)
            .filter(|name| !name.starts_with(|c: char| c.is_ascii_digit()));
        if depth.count() >= DEPTH_MAX {
            return Err(self.wrong("rule_depth").limit(DEPTH_MAX as i64));
        }
        look(self)
    }

    fn words(&mut self, words: &Words) -> Result<Vec<String>> {
        self.count(words.among.len())?;
        let mut among = Vec::with_capacity(words.among.len());
        for word in &words.among {
            if word.chars().count() > FIELD_MAX_CHARS {
                return Err(self.wrong("too_long").limit(FIELD_MAX_CHARS as i64));
            }
            if is_blank(word) {
                return Err(self.wrong("blank"));
            }
            among.push(fold(&one_line(word)));
        }
        among.sort_unstable();
        Ok(among)
    }

    fn count(&mut self, values: usize) -> Result<()> {
        self.path.push("in".to_owned());
        self.values += values;
        if values == 0 {
            return Err(self.wrong("rule_empty"));
        }
        if self.values > VALUES_MAX {
            return Err(self.wrong("rule_values").limit(VALUES_MAX as i64));
        }
        self.path.pop();
        Ok(())
    }

    fn within<T>(&mut self, name: &str, look: impl FnOnce(&mut Check) -> Result<T>) -> Result<T> {
        self.path.push(name.to_owned());
        let found = look(self)?;
        self.path.pop();
        Ok(found)
    }

    fn wrong(&self, code: &'static str) -> Error {
        Error::new(Kind::Invalid, code).at(&self.path.join("/"))
    }
}
