//! Communities whose members are found by a rule, as an organisation would have them: everyone at a site,
//! in a country, in a department, and some who do one thing in one place.
//!
//! Whom a rule covers is asked of the product's own rules, once, before anything is written.

use std::collections::BTreeMap;

use network::communities::CommunityId;
use network::communities::rules::{Rule, Rules, Term, queries::Ruled as Numbered};
use serde_json::{Value, json};

use super::employment::{CHIEF, DEPARTMENTS, DIRECTOR, Employment, LEADS_A_TEAM};
use super::languages::Languages;
use super::lists::Lists;
use super::staff::Staff;

/// Fewer make no community.
const FEWEST: u32 = 10;
/// A rule names 500 things at most, and some of them are no sites.
const MOST_SITES: usize = 400;
const COUNTRIES: [(&str, &str); 11] = [
    ("GB", "Britain"),
    ("IE", "Ireland"),
    ("US", "America"),
    ("DE", "Germany"),
    ("AT", "Austria"),
    ("FR", "France"),
    ("BE", "Belgium"),
    ("ES", "Spain"),
    ("MX", "Mexico"),
    ("PL", "Poland"),
    ("JP", "Japan"),
];
/// Have a community in each country, and the others only one of all.
const IN_EACH_COUNTRY: [&str; 4] = ["Bakery", "Warehouse", "Transport", "Pharmacy"];
const TITLES_OF_A_COUNTRY: usize = 3;
/// Are wherever there is no office.
const OUTSIDE: [&str; 3] = ["Security", "Maintenance", "Property"];

/// A community and whom it is for.
pub struct Ruled {
    pub name: String,
    pub language: usize,
    pub rule: Rule,
}

/// Communities by rule, and for each person the numbers of those whose rule covers them.
pub struct Covered {
    pub ruled: Vec<Ruled>,
    pub by_person: Lists,
}

/// All rules that cover enough people, the plainest first.
pub fn find(staff: &Staff, languages: &Languages) -> Covered {
    let mut wanted = Wanted {
        staff,
        languages,
        found: Vec::new(),
    };
    wanted.sites();
    wanted.countries();
    wanted.everywhere();
    wanted.jobs();
    wanted.towns();
    ask(staff, languages, wanted.found)
}

/// Asks the rules about everybody, and leaves out those that cover too few, and the last where they are
/// too many.
fn ask(staff: &Staff, languages: &Languages, ruled: Vec<Ruled>) -> Covered {
    let numbered = (0..).zip(&ruled).map(|(number, ruled)| Numbered {
        community_id: CommunityId::from_raw(number),
        rule: ruled.rule.clone(),
    });
    let rules = Rules::of(0, numbered.collect());
    let mut by_person = Lists::with_capacity(staff.size.people, 4);
    let mut counts = vec![0; ruled.len()];
    for person in 0..staff.size.people {
        let attributes = Employment::of(staff, languages, person).attributes(staff, person);
        let covering = rules.covering(&attributes);
        by_person.push(covering.iter().map(|number| number.raw() as u32));
        for number in covering {
            counts[number.raw() as usize] += 1;
        }
    }
    let fitting = counts.iter().enumerate();
    let fitting = fitting
        .filter(|(_, count)| **count >= FEWEST)
        .take(staff.size.most_ruled());
    let mut places = vec![None; counts.len()];
    for (place, (number, _)) in (0..).zip(fitting) {
        places[number] = Some(place);
    }
    by_person.renumber(&places);
    let kept = ruled.into_iter().zip(&places);
    let kept = kept.filter_map(|(ruled, place)| place.map(|_| ruled));
    Covered {
        ruled: kept.collect(),
        by_person,
    }
}

struct Wanted<'a> {
    staff: &'a Staff,
    languages: &'a Languages,
    found: Vec<Ruled>,
}

impl Wanted<'_> {
    fn add(&mut self, language: usize, name: String, rule: Value) {
        let rule = serde_json::from_value::<Term>(rule).ok();
        let rule = rule.and_then(|term| term.check("rule").ok());
        self.found.push(Ruled {
            name,
            language,
            rule: rule.expect("every rule here is within the bounds"),
        });
    }

    fn sites(&mut self) {
        for (number, site) in self.staff.sites.iter().enumerate() {
            let rule = json!({ "site": { "in": [self.staff.size.site_id(number)] } });
            self.add(site.language, format!("Everyone at {}", site.name), rule);
        }
    }

    /// The countries with a site, their names and languages.
    fn present(&self) -> Vec<(&'static str, &'static str, usize)> {
        let sites = &self.staff.sites;
        let present = COUNTRIES.iter().filter_map(|(code, name)| {
            let site = sites.iter().find(|site| site.country == *code)?;
            Some((*code, *name, site.language))
        });
        present.collect()
    }

    fn countries(&mut self) {
        for (code, name, language) in self.present() {
            let rule = json!({ "country": { "in": [code] } });
            self.add(language, format!("Everyone in {name}"), rule);
        }
    }

    /// Those who do one thing in one country.
    fn jobs(&mut self) {
        for (code, name, language) in self.present() {
            let country = || json!({ "country": { "in": [code] } });
            let leads = json!({ "title": { "in": [LEADS_A_TEAM] } });
            let leads = json!({ "all": [country(), leads] });
            self.add(language, format!("{LEADS_A_TEAM}s in {name}"), leads);
            for department in IN_EACH_COUNTRY {
                let rule = json!({ "all": [country(), { "department": { "in": [department] } }] });
                self.add(language, format!("{department} in {name}"), rule);
            }
            let titles = &self.languages.get(language).titles[..TITLES_OF_A_COUNTRY];
            for title in titles {
                let rule = json!({ "all": [country(), { "title": { "in": [title] } }] });
                self.add(language, format!("{title}, {name}"), rule);
            }
            let food = json!({ "all": [
                country(),
                { "any": [{ "department": { "in": ["Fresh Food"] } }, { "all": [
                    { "department": { "in": ["Quality"] } },
                    { "not": { "level": { "in": ["staff"] } } },
                ] }] },
            ] });
            self.add(language, format!("Fresh food in {name}"), food);
        }
    }

    fn everywhere(&mut self) {
        for department in DEPARTMENTS {
            let rule = json!({ "department": { "in": [department] } });
            self.add(0, format!("All of {department}"), rule);
        }
        let leadership = json!({ "any": [
            { "title": { "in": [CHIEF, DIRECTOR] } },
            { "all": [{ "level": { "in": ["leader"] } }, { "department": { "in": ["Legal"] } }] },
        ] });
        self.add(0, "Leadership".to_owned(), leadership);
        let sites = self.staff.sites.iter().enumerate();
        let offices = sites.filter(|(_, site)| site.office).take(MOST_SITES);
        let offices = offices.map(|(number, _)| self.staff.size.site_id(number));
        let offices: Vec<i64> = offices.collect();
        if offices.is_empty() {
            return;
        }
        for department in OUTSIDE {
            let rule = json!({ "all": [
                { "department": { "in": [department] } },
                { "not": { "site": { "in": offices } } },
            ] });
            self.add(0, format!("{department} outside the offices"), rule);
        }
    }

    /// Those who lead somebody anywhere in a town.
    fn towns(&mut self) {
        let mut towns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, site) in self.staff.sites.iter().enumerate() {
            towns.entry(&site.town).or_default().push(number);
        }
        for (town, sites) in towns {
            if !(2..=MOST_SITES).contains(&sites.len()) {
                continue;
            }
            let language = self.staff.sites[sites[0]].language;
            let site = |number: &usize| self.staff.size.site_id(*number);
            let rule = json!({ "all": [
                { "site": { "in": sites.iter().map(site).collect::<Vec<_>>() } },
                { "level": { "in": ["manager", "leader"] } },
            ] });
            self.add(language, format!("Managers in {town}"), rule);
        }
    }
}
