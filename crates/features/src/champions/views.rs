//! The page of the bench: how many there are, where some are missing, who they are.

use kernel::Time;
use maud::{Markup, html};
use network::Viewer;
use network::address;
use web::components::{
    Action, Field, Select, Tab, Tone, callout, crumbs, date, empty_state, field, hidden, pager,
    seg, select, tag,
};
use web::{Lang, icon, icon_sm, numbers, t};

use super::bench::{
    BenchLevel, Count, Coverage, Ending, GOOD_PERCENT, Invitation, Member, Nomination,
};
use super::cards;
use super::pages::{Asked, SITES};
use crate::courses::{self, Course};

/// Countries in the table.
const COUNTRIES: usize = 12;
/// Terms that end soon.
pub const ENDING: i64 = 5;

/// Everything the page shows.
pub struct Shown {
    pub asked: Asked,
    pub counts: Vec<Count>,
    pub members: Vec<Member>,
    pub next: Option<String>,
    pub sites: Vec<String>,
    pub topics: Vec<String>,
    pub invitations: Vec<Invitation>,
    pub nominations: Vec<Nomination>,
    /// Site, name, people: the first without a champion.
    pub without: Vec<(i64, String, i64)>,
    pub ending: Vec<Ending>,
    /// How many the viewer has named to follow them; of others that is not told.
    pub follow_ons: i64,
    /// What the viewer is on the bench.
    pub own: Option<Member>,
    /// To a champion: what everybody reads later, the next day first.
    pub first: Vec<Course>,
    pub invites: bool,
}

impl Shown {
    /// Of a country (`None`: all of them) and a level.
    fn count(&self, country: Option<&str>, level: BenchLevel) -> Count {
        let mut sum = Count::none(country.unwrap_or_default(), level);
        for count in &self.counts {
            if count.level == level && country.is_none_or(|of| of == count.country) {
                sum.add(count);
            }
        }
        sum
    }

    /// The largest first; those that are named.
    fn countries(&self) -> Vec<&Count> {
        let named = |it: &&Count| it.level == BenchLevel::All && !it.country.is_empty();
        let mut all: Vec<&Count> = self.counts.iter().filter(named).collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.people));
        all
    }
}

pub fn page(viewer: &Viewer, shown: &Shown, now: Time) -> Markup {
    let lang = viewer.lang;
    html! {
        (crumbs(lang, &[("/rollout", &t!(lang, "rollout-title")), ("/champions", &t!(lang, "champions-title"))]))
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "champions-title")) }
                p { (t!(lang, "champions-lead")) }
            }
            a class="btn" href="/champions/mine" { (icon("user")) (t!(lang, "champions-mine")) }
            @if shown.invites {
                a class="btn primary" href="/champions/invitations/new" { (icon("user-plus")) (t!(lang, "champions-invite")) }
            } @else {
                a class="btn primary" href="/champions/nominations/new" { (icon("hand-heart")) (t!(lang, "champions-nominate")) }
            }
        }
        @for invitation in &shown.invitations { (invited(invitation, viewer)) }
        @if shown.counts.is_empty() {
            p class="muted" { (t!(lang, "champions-not-counted")) }
        } @else {
            (stats(shown, lang))
            (table(shown, lang))
        }
        div class="cols" {
            div class="stack loose" {
                (yours_first(shown, lang))
                (gaps(viewer, shown))
                (bench(shown, lang, now))
            }
            aside class="aside" aria-label=(t!(lang, "champions-aside")) {
                (nominations(shown, lang))
                section class="sec" {
                    h2 { (t!(lang, "champions-roles")) }
                    div class="card stack small" {
                        p { b { (t!(lang, "champions-role-champion")) } ": " (t!(lang, "champions-is-champion")) }
                        p { b { (t!(lang, "champions-role-advocate")) } ": " (t!(lang, "champions-is-advocate")) }
                        p class="muted" { (t!(lang, "champions-public")) }
                        p { a href="/champions/toolkit" { (t!(lang, "champions-toolkit")) } }
                        @if shown.own.is_none() { a class="btn sm" href="/champions/mine" { (t!(lang, "champions-offer")) } }
                    }
                }
            }
        }
    }
}

/// What a champion sees before others do.
fn yours_first(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.first.is_empty() {
            section class="card stack" id="first" {
                h2 { (t!(lang, "champions-first")) }
                p class="soft" { (t!(lang, "champions-first-text")) }
                ul class="rows trim" {
                    @for it in &shown.first {
                        li {
                            (icon("graduation-cap"))
                            div class="grow" {
                                a class="t" href={ "/courses/" (it.id) } { (it.title) }
                                span class="m" {
                                    (t!(lang, "champions-first-until", day = it.opens_on.as_deref().map_or_else(String::new, |day| courses::opening_day(day, lang))))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// To the person who is asked.
pub fn invited(it: &Invitation, viewer: &Viewer) -> Markup {
    let lang = viewer.lang;
    let title = t!(
        lang,
        &format!("champions-asks-{}", it.role),
        name = it.by.as_str()
    );
    callout(
        Tone::Gold,
        "hand",
        &title,
        html! {
            blockquote class="as-typed" { (it.why) }
            p class="small soft" {
                (t!(lang, "champions-open-till", day = date(it.ends_at, lang, &viewer.zone()))) " "
                (t!(lang, "champions-no-is-fine"))
            }
            div class="row wrap mt2" {
                a class="btn primary" href={ "/champions/mine#invitation-" (it.id) } { (t!(lang, "champions-answer")) }
            }
        },
    )
}

fn stats(shown: &Shown, lang: Lang) -> Markup {
    let all = shown.count(None, BenchLevel::All);
    let n = |number: i64| numbers::count(number, lang);
    html! {
        div class="stats ruled" {
            div class="stat" { span class="v" { (n(all.champions)) } span class="l" { (t!(lang, "champions-stat-champions", n = all.champions)) } }
            div class="stat" {
                span class="v" { (n(all.advocates)) }
                span class="l" { (t!(lang, "champions-stat-advocates", n = all.advocates)) ", " (t!(lang, "champions-stat-sceptics", n = all.sceptics, count = n(all.sceptics))) }
            }
            div class="stat" {
                span class="v" { (share(&all, lang)) }
                span class="l" { (t!(lang, "champions-stat-share", people = n(all.people))) }
            }
            a class="stat plain" href="/champions/sites" {
                span class="v" { (n(all.sites - all.sites_with)) }
                span class="l" { (t!(lang, "champions-stat-without", n = all.sites - all.sites_with)) }
            }
        }
    }
}

/// "5.1 %"; a dash where that would be said of fewer than ten.
fn share(count: &Count, lang: Lang) -> String {
    match count.percent() {
        Some(percent) => t!(
            lang,
            "champions-percent",
            n = numbers::decimal((percent * 10.0).round() / 10.0, lang)
        ),
        None => "–".to_owned(),
    }
}

fn coverage_icon(coverage: Coverage) -> (&'static str, &'static str) {
    match coverage {
        Coverage::Enough => ("done", "circle-check"),
        Coverage::Growing => ("now", "circle-dot"),
        Coverage::Gap => ("gap", "circle-dashed"),
    }
}

fn table(shown: &Shown, lang: Lang) -> Markup {
    let countries = shown.countries();
    let legend = [Coverage::Enough, Coverage::Growing, Coverage::Gap];
    html! {
        section class="card flush" aria-labelledby="by-level" {
            div class="card-head" {
                h2 id="by-level" { (t!(lang, "champions-by-level")) }
                div class="legend push" {
                    @for it in legend { span { (icon_sm(coverage_icon(it).1)) (t!(lang, &format!("champions-{it}"))) } }
                }
            }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "champions-by-level")) {
                div class="matrix" role="table" aria-labelledby="by-level" {
                    div role="row" class="mrow" {
                        div class="h lv" role="columnheader" { (t!(lang, "champions-where")) }
                        @for level in BenchLevel::ALL { div class="h" role="columnheader" { (t!(lang, &format!("champions-level-{level}"))) } }
                        div class="h" role="columnheader" { (t!(lang, "champions-sites-with")) }
                    }
                    (row(shown, None, &t!(lang, "champions-everywhere"), lang))
                    @for it in countries.iter().take(COUNTRIES) { (row(shown, Some(&it.country), &it.country, lang)) }
                }
            }
            p class="small muted inset-text" {
                (t!(lang, "champions-by-level-text", n = GOOD_PERCENT))
                @if countries.len() > COUNTRIES { " " (t!(lang, "champions-largest", n = COUNTRIES)) }
            }
        }
    }
}

fn row(shown: &Shown, country: Option<&str>, name: &str, lang: Lang) -> Markup {
    let all = shown.count(country, BenchLevel::All);
    let people = |n: i64| match n {
        0..10 => t!(lang, "champions-under-ten"),
        n => t!(lang, "champions-of", people = numbers::count(n, lang)),
    };
    html! {
        div role="row" class="mrow" {
            div class="lv" role="rowheader" { b { (name) } span { (t!(lang, "champions-two", champions = all.champions, advocates = all.advocates)) } }
            @for level in BenchLevel::ALL {
                @let count = shown.count(country, *level);
                @match count.coverage() {
                    Some(coverage) => {
                        @let (class, icon) = coverage_icon(coverage);
                        div class={ "cell " (class) } role="cell" {
                            span class="pc" { (numbers::count(count.bench, lang)) (icon_sm(icon)) }
                            span class="m" { (people(count.people)) " · " (share(&count, lang)) span class="vh" { ", " (t!(lang, &format!("champions-{coverage}"))) } }
                        }
                    }
                    None => {
                        div class="cell" role="cell" { span class="pc" { (numbers::count(count.bench, lang)) } span class="m" { (people(count.people)) } }
                    }
                }
            }
            @if all.sites > 0 {
                @let (class, icon) = coverage_icon(all.site_coverage());
                div class={ "cell " (class) } role="cell" {
                    a class="pc" href=(address::with("/champions/sites", &[("country", country.unwrap_or_default())])) {
                        (t!(lang, "champions-x-of-y", x = numbers::count(all.sites_with, lang), y = numbers::count(all.sites, lang))) (icon_sm(icon))
                    }
                    span class="m" { (t!(lang, "champions-n-without", n = all.sites - all.sites_with)) }
                }
            } @else { div class="cell" role="cell" { "–" } }
        }
    }
}

/// What could be done next, each with one thing to do.
fn gaps(viewer: &Viewer, shown: &Shown) -> Markup {
    let lang = viewer.lang;
    let all = shown.count(None, BenchLevel::All);
    let missing = all.sites - all.sites_with;
    let low: Vec<Count> = [BenchLevel::Leader, BenchLevel::Manager]
        .map(|level| shown.count(None, level))
        .into_iter()
        .filter(|it| it.coverage() == Some(Coverage::Gap))
        .collect();
    let (href, ask) = match shown.invites {
        true => ("/champions/invitations/new", t!(lang, "champions-invite")),
        false => ("/champions/nominations/new", t!(lang, "champions-nominate")),
    };
    if shown.counts.is_empty() || (missing == 0 && low.is_empty() && shown.ending.is_empty()) {
        return html! {};
    }
    let names: Vec<&str> = shown
        .without
        .iter()
        .map(|(_, name, _)| name.as_str())
        .collect();
    html! {
        section class="card flush" aria-labelledby="gaps" {
            div class="card-head" { h2 id="gaps" { (t!(lang, "champions-gaps")) } }
            ul class="rows inset wrap" {
                @if missing > 0 {
                    li {
                        (icon("map-pin"))
                        div class="grow" {
                            a class="t" href="/champions/sites" { (t!(lang, "champions-gap-sites", n = missing, count = numbers::count(missing, lang))) }
                            span class="m" { (t!(lang, "champions-gap-sites-text", names = names.join(", "))) }
                        }
                        a class="btn sm" href="/champions/sites" { (t!(lang, "champions-see-sites")) }
                    }
                }
                @for it in &low {
                    li {
                        (icon("crown"))
                        div class="grow" {
                            span class="t" { (t!(lang, &format!("champions-gap-{}", it.level), n = it.bench, people = numbers::count(it.people, lang))) }
                            span class="m" { (t!(lang, "champions-gap-level-text")) }
                        }
                        a class="btn sm" href=(href) { (ask) }
                    }
                }
                @for it in &shown.ending {
                    li {
                        (icon("hourglass"))
                        div class="grow" {
                            a class="t" href={ "/people/" (it.id) } {
                                (t!(lang, "champions-gap-ending", name = it.name.as_str(), day = date(it.at, lang, &viewer.zone())))
                            }
                            @if let Some(site) = &it.site { span class="m" { (site) } }
                        }
                        @if it.id == viewer.id && shown.follow_ons > 0 {
                            (tag(Tone::Good, Some("check"), &t!(lang, "champions-follow-on-found")))
                        } @else if it.id == viewer.id {
                            a class="btn sm" href="/champions/nominations/new" { (t!(lang, "champions-follow-on-name")) }
                        }
                    }
                }
            }
        }
    }
}

/// Those on the bench, by site.
fn bench(shown: &Shown, lang: Lang, now: Time) -> Markup {
    let asked = &shown.asked;
    let tab = |href: String, key: &str, current: bool| Tab {
        href,
        label: t!(lang, key),
        current,
        ..Tab::default()
    };
    let site = &asked.site;
    let tabs = [
        tab(
            address::with("/champions", &[("site", site)]),
            "champions-everyone",
            !asked.sceptics && asked.topic.is_empty(),
        ),
        tab(
            address::with("/champions", &[("site", site), ("sceptics", "true")]),
            "champions-sceptics",
            asked.sceptics,
        ),
    ];
    let any = t!(lang, "champions-any-site");
    let mut options: Vec<(&str, &str)> = vec![("", &any)];
    options.extend(shown.sites.iter().map(|name| (&**name, &**name)));
    let any_topic = t!(lang, "champions-any-topic");
    let mut topics: Vec<(&str, &str)> = vec![("", &any_topic)];
    topics.extend(shown.topics.iter().map(|topic| (&**topic, &**topic)));
    if !asked.topic.is_empty() && !shown.topics.contains(&asked.topic) {
        topics.push((&asked.topic, &asked.topic));
    }
    let filtered = !site.is_empty() || asked.sceptics || !asked.topic.is_empty();
    html! {
        section class="stack" aria-labelledby="who" id="bench" {
            div class="row between wrap" { h2 id="who" { (t!(lang, "champions-who")) } (seg(&t!(lang, "champions-who"), &tabs)) }
            form class="row wrap bench-filter" action="/champions#bench" {
                @if asked.sceptics { (hidden("sceptics", "true")) }
                @if shown.sites.len() as i64 > SITES {
                    (field(&Field { label: &t!(lang, "champions-site"), name: "site", value: site, ..Field::default() }))
                } @else {
                    (select(&Select { label: &t!(lang, "champions-site"), name: "site", options: &options, selected: site, ..Select::default() }))
                }
                @if !asked.sceptics {
                    (select(&Select { label: &t!(lang, "champions-topic"), name: "topic", options: &topics, selected: &asked.topic, ..Select::default() }))
                }
                button class="btn" { (t!(lang, "champions-show")) }
            }
            @if shown.members.is_empty() && filtered {
                (empty_state(&t!(lang, "champions-none-fits"), &t!(lang, "champions-none-fits-text"),
                    Some(&Action { href: "/champions", label: t!(lang, "champions-show-all") })))
            } @else if shown.members.is_empty() {
                (empty_state(&t!(lang, "champions-none"), &t!(lang, "champions-none-text"),
                    Some(&Action { href: "/champions/nominations/new", label: t!(lang, "champions-nominate") })))
            }
            ul class="grid3 bench-cards" id="members" data-items {
                @for member in &shown.members {
                    (cards::card(member, lang, now))
                }
            }
            @if let Some(next) = &shown.next { (pager("members-more", next, &t!(lang, "champions-more"))) }
            p class="small muted" { (t!(lang, "champions-order")) }
        }
    }
}

fn nominations(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.nominations.is_empty() {
            section class="sec" id="nominations" {
                h2 { (t!(lang, "champions-nominated")) }
                ul class="rows trim card" {
                    @for it in &shown.nominations {
                        li {
                            div class="grow stack tight" {
                                a class="t" href={ "/people/" (it.person_id) } { (it.name) }
                                @if let Some(site) = &it.site { span class="m" { (site) } }
                                p class="small as-typed" { (it.why) }
                                p class="small muted" {
                                    (t!(lang, if it.follow_on { "champions-says-champion" } else { "champions-says" }, name = it.by.as_str()))
                                }
                                div class="row wrap" {
                                    a class="btn sm" href={ "/champions/invitations/new?person=" (it.person_id) } { (t!(lang, "champions-ask-them")) }
                                    form method="post" action={ "/champions/nominations/" (it.id) "/end" } {
                                        button class="btn sm ghost" { (t!(lang, "champions-set-aside")) }
                                    }
                                }
                            }
                        }
                    }
                }
                p class="small muted" { (t!(lang, "champions-nominated-text")) }
            }
        }
    }
}
