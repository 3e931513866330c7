//! Wishes and numbers: "sell better" is a direction, "days from first contact to order" can be counted.
//!
//! A wish that names nothing to count is refused, and answered with things that could be counted
//! instead. The words are looked for in English and German, whatever language the reader has; whoever
//! sees it otherwise writes how many, how long or how often into it.

use kernel::text::fold::words;

use super::Direction::{self, Less, More};

/// Beginnings of words that say something is counted or measured.
const COUNTED: &[&str] = &[
    "anteil",
    "anzahl",
    "average",
    "betrag",
    "cost",
    "count",
    "dauer",
    "day",
    "durchschnitt",
    "eur",
    "gbp",
    "gram",
    "haufigkeit",
    "hour",
    "hrs",
    "jede",
    "kg",
    "kilo",
    "km",
    "kosten",
    "liter",
    "litre",
    "mal",
    "median",
    "meter",
    "min",
    "minute",
    "monat",
    "month",
    "number",
    "per",
    "percent",
    "pound",
    "pro",
    "prozent",
    "quote",
    "rate",
    "ratio",
    "score",
    "sec",
    "second",
    "sek",
    "sekunde",
    "share",
    "std",
    "stunde",
    "tage",
    "time",
    "tonne",
    "umsatz",
    "usd",
    "wait",
    "waits",
    "wartet",
    "week",
    "woche",
    "year",
    "zahl",
    "zeit",
];

/// And these as they are, with the word after them.
const ASKED: &[(&str, &[&str])] = &[
    (
        "how",
        &["many", "much", "long", "often", "fast", "far", "late"],
    ),
    (
        "wie",
        &["viele", "viel", "lange", "oft", "schnell", "weit", "spat"],
    ),
];

/// A thing that could be counted: the key of its texts is `indicators-idea-…`, with `-why` behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idea {
    pub key: &'static str,
    pub direction: Direction,
}

const fn idea(key: &'static str, direction: Direction) -> Idea {
    Idea { key, direction }
}

/// What somebody may mean, by beginnings of the words they use.
const THEMES: &[(&[&str], &[Idea])] = &[
    (
        &[
            "sell", "sale", "deal", "offer", "order", "revenue", "turnover", "trade", "verkauf",
            "vertrieb", "umsatz", "angebot", "auftrag", "handel",
        ],
        &[
            idea("sales-cycle", Less),
            idea("first-offer", Less),
            idea("conversion", More),
            idea("meetings-per-offer", Less),
        ],
    ),
    (
        &[
            "customer",
            "client",
            "service",
            "guest",
            "patient",
            "complain",
            "satisf",
            "kund",
            "dienst",
            "gast",
            "patient",
            "beschwerde",
            "zufrieden",
        ],
        &[
            idea("wait", Less),
            idea("first-contact", More),
            idea("complaints", Less),
            idea("again", More),
        ],
    ),
    (
        &[
            "quality",
            "error",
            "mistake",
            "defect",
            "right",
            "scrap",
            "return",
            "qualit",
            "fehler",
            "mangel",
            "ausschuss",
            "retour",
        ],
        &[
            idea("first-time-right", More),
            idea("rework", Less),
            idea("returns", Less),
        ],
    ),
    (
        &[
            "safe", "accident", "injur", "risk", "sicher", "unfall", "unfalle", "verletz", "risik",
        ],
        &[
            idea("near-misses", More),
            idea("days-lost", Less),
            idea("repaired", Less),
        ],
    ),
    (
        &[
            "stock", "shelf", "shelves", "waste", "deliver", "supply", "logisti", "bestand",
            "regal", "verlust", "liefer", "lager", "abfall",
        ],
        &[
            idea("on-shelf", More),
            idea("waste", Less),
            idea("on-time", More),
        ],
    ),
    (
        &[
            "people",
            "staff",
            "team",
            "turnover",
            "train",
            "motivat",
            "communicat",
            "learn",
            "mitarbeit",
            "personal",
            "schul",
            "kommunik",
            "lern",
            "wissen",
            "knowledge",
            "share",
            "collab",
            "zusammen",
        ],
        &[
            idea("unanswered", Less),
            idea("productive", Less),
            idea("open-shifts", Less),
            idea("stay", More),
        ],
    ),
];

/// For wishes of no theme.
const ANY: &[Idea] = &[
    idea("wait", Less),
    idea("first-time-right", More),
    idea("unanswered", Less),
];

/// Whether the wish names something that can be counted.
pub fn is_countable(wish: &str) -> bool {
    let spoken = words(wish);
    let counted = |word: &String| COUNTED.iter().any(|known| begins(word, known));
    let asked = spoken.windows(2).any(|pair| {
        ASKED
            .iter()
            .any(|(first, then)| pair[0] == *first && then.contains(&pair[1].as_str()))
    });
    wish.contains('%') || asked || spoken.iter().any(counted)
}

/// Whether it is the unit that is counted: "parcels lost", in parcels.
pub fn names_its_unit(name: &str, unit: &str) -> bool {
    let named = words(name);
    let is_named = |of: &String| {
        let stem = of.strip_suffix('s').unwrap_or(of);
        stem.chars().count() > 3 && named.iter().any(|word| word.starts_with(stem))
    };
    words(unit).iter().any(is_named)
}

/// Short words count only as they are, or "pro" would be in "process".
fn begins(word: &str, known: &str) -> bool {
    match known.len() {
        ..=4 => word == known || word.strip_suffix('s') == Some(known),
        _ => word.starts_with(known),
    }
}

/// What could be counted instead: of the themes the wish speaks of, at most four.
pub fn ideas(wish: &str) -> Vec<Idea> {
    let spoken = words(wish);
    let speaks = |beginnings: &[&str]| {
        spoken
            .iter()
            .any(|word| beginnings.iter().any(|known| word.starts_with(known)))
    };
    let themes = THEMES.iter().filter(|(beginnings, _)| speaks(beginnings));
    let mut found: Vec<Idea> = Vec::new();
    for idea in themes.flat_map(|(_, ideas)| *ideas) {
        if !found.contains(idea) {
            found.push(*idea);
        }
    }
    if found.is_empty() {
        found.extend(ANY);
    }
    found.truncate(4);
    found
}

/// The idea with this key.
pub fn idea_of(key: &str) -> Option<Idea> {
    let mut all = THEMES.iter().flat_map(|(_, ideas)| *ideas);
    all.find(|idea| idea.key == key).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_not_numbers() {
        for wish in [
            "Sell better",
            "Be more customer-oriented",
            "Improve quality",
            "Better communication",
            "Optimise our processes",
            "Mehr Zusammenarbeit",
            "Besser verkaufen",
            "Kundenzufriedenheit verbessern",
            "Become the best",
            "More productivity",
        ] {
            assert!(!is_countable(wish), "{wish}");
            assert!(!ideas(wish).is_empty(), "{wish}");
        }
    }

    #[test]
    fn numbers_are_numbers() {
        for wish in [
            "Days from first contact to order",
            "Share of offers that become orders",
            "How long customers wait at the counter",
            "Complaints per 1,000 parcels",
            "Returns below 2 %",
            "Anteil der Angebote, aus denen Aufträge werden",
            "Wie oft Ware im Regal fehlt",
            "Tage bis zum Angebot",
            "Durchschnittliche Wartezeit am Schalter",
            "Average time to answer",
        ] {
            assert!(is_countable(wish), "{wish}");
        }
    }

    #[test]
    fn what_is_counted_may_be_the_unit() {
        assert!(names_its_unit("Parcels lost", "parcels"));
        assert!(names_its_unit("Open complaints", "complaint"));
        assert!(!names_its_unit("Sell better", "points"));
        assert!(!names_its_unit("Be the best", "be"));
    }

    #[test]
    fn ideas_follow_what_is_wished() {
        let keys = |wish| ideas(wish).iter().map(|idea| idea.key).collect::<Vec<_>>();
        assert_eq!(
            keys("Sell better"),
            [
                "sales-cycle",
                "first-offer",
                "conversion",
                "meetings-per-offer"
            ]
        );
        assert!(keys("Weniger Unfälle").contains(&"near-misses"));
        assert_eq!(
            keys("Become the best"),
            ["wait", "first-time-right", "unanswered"]
        );
        assert!(ideas("sell to customers with quality and safety").len() <= 4);
    }
}
