//! Rules against a reader of their text that knows nothing of ours.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::communities::CommunityId;
use crate::communities::rules::queries::Ruled;
use crate::communities::rules::{Attributes, Rules, Term};
use crate::people::{Level, PersonId, SiteId};

const WORDS: [&str; 5] = ["Bakery", "bakery", "Bäckerei", "Fish", ""];
const COUNTRIES: [Option<&str>; 3] = [None, Some("NO"), Some("no ")];

fn term() -> impl Strategy<Value = Value> {
    let words = || {
        vec(0..4usize, 1..3).prop_map(|at| at.into_iter().map(|at| WORDS[at]).collect::<Vec<_>>())
    };
    let leaf = prop_oneof![
        vec(1..4i64, 1..3).prop_map(|sites| json!({ "site": { "in": sites } })),
        words().prop_map(|words| json!({ "department": { "in": words } })),
        words().prop_map(|words| json!({ "title": { "in": words } })),
        Just(json!({ "country": { "in": ["No"] } })),
        vec(0..3usize, 1..3).prop_map(|at| {
            let levels: Vec<_> = at.into_iter().map(|at| Level::ALL[at].as_str()).collect();
            json!({ "level": { "in": levels } })
        }),
    ];
    leaf.prop_recursive(2, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|terms| json!({ "all": terms })),
            vec(inner.clone(), 1..4).prop_map(|terms| json!({ "any": terms })),
            inner.prop_map(|term| json!({ "not": term })),
        ]
    })
}

fn person() -> impl Strategy<Value = Attributes> {
    let site = proptest::option::of(1..4i64);
    (
        site,
        0..3usize,
        0..5usize,
        0..5usize,
        0..3usize,
        any::<bool>(),
    )
        .prop_map(
            |(site, country, department, title, level, colleague)| Attributes {
                id: PersonId::from_raw(1),
                site_id: site.map(SiteId::from_raw),
                country: COUNTRIES[country].map(str::to_owned),
                department: WORDS[department].to_owned(),
                title: WORDS[title].to_owned(),
                level: Level::ALL[level],
                colleague,
            },
        )
}

/// Word by word, from the text.
fn holds(term: &Value, person: &Attributes) -> bool {
    let (name, of) = term.as_object().unwrap().iter().next().unwrap();
    let plain = |text: &str| text.trim().to_lowercase().replace('ä', "a");
    let among = |text: &str| {
        let values = of["in"].as_array().unwrap();
        values
            .iter()
            .any(|value| plain(value.as_str().unwrap()) == plain(text))
    };
    match name.as_str() {
        "all" => of
            .as_array()
            .unwrap()
            .iter()
            .all(|term| holds(term, person)),
        "any" => of
            .as_array()
            .unwrap()
            .iter()
            .any(|term| holds(term, person)),
        "not" => !holds(of, person),
        "site" => person
            .site_id
            .is_some_and(|site| of["in"].as_array().unwrap().contains(&json!(site.raw()))),
        "department" => among(&person.department),
        "title" => among(&person.title),
        "level" => among(person.level.as_str()),
        "country" => among(person.country.as_deref().unwrap_or_default()),
        other => panic!("{other} is no condition"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_rule_covers_whom_its_text_says(text in term(), people in vec(person(), 1..8)) {
        let term: Term = serde_json::from_value(text.clone()).unwrap();
        prop_assert_eq!(&serde_json::to_value(&term).unwrap(), &text);
        let rule = term.check("rule").unwrap();
        for person in &people {
            let expected = person.colleague && holds(&text, person);
            prop_assert_eq!(rule.covers(&person.asked()), expected, "{} {:?}", text, person);
        }
    }

    #[test]
    fn of_many_rules_those_cover_somebody_that_say_so_when_asked(
        texts in vec(term(), 0..40),
        people in vec(person(), 1..8),
    ) {
        let ruled = (1..).zip(texts).map(|(id, text)| Ruled {
            community_id: CommunityId::from_raw(id),
            rule: serde_json::from_value::<Term>(text).unwrap().check("rule").unwrap(),
        });
        let rules: Vec<Ruled> = ruled.collect();
        let all = Rules::of(1, rules.clone());
        for person in &people {
            let asked = person.asked();
            let covering = rules.iter().filter(|ruled| ruled.rule.covers(&asked));
            let covering: Vec<_> = covering.map(|ruled| ruled.community_id).collect();
            prop_assert_eq!(all.covering(person), covering, "{:?}", person);
        }
    }

    #[test]
    fn the_form_keeps_every_rule_it_shows_in_fields(text in term()) {
        let term: Term = serde_json::from_value(text).unwrap();
        let names: Vec<_> = (1..4).map(|id| (SiteId::from_raw(id), format!("Site {id}"))).collect();
        let rule = term.clone().check("rule").unwrap();
        let entered = super::super::form::Entered::of(&rule, &names);
        match &entered.text {
            Some(text) => prop_assert_eq!(serde_json::from_str::<Term>(text).unwrap(), term),
            None => prop_assert_eq!(entered.back(&names).unwrap(), term),
        }
    }
}
