//! Sites that have no champion, the largest first: where one would help most people.

use axum::extract::State;
use kernel::Id;
use maud::{Markup, html};
use network::people::{self, Site};
use network::{App, Viewer, address, paging};
use serde::Deserialize;
use web::components::{Action, Select, crumbs, empty_state, pager, select};
use web::{Lang, Query, icon, numbers, t};

use super::bench::{self, BenchLevel, PEOPLE_MIN};
use super::{pages, queries};

const PAGE: usize = 50;
const PURPOSE: &str = "champions-sites";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    country: String,
    cursor: Option<String>,
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result {
    viewer.not_a_guest()?;
    let after = paging::after::<Site>(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let country = match asked.country.as_str() {
        "" => "*".to_owned(),
        country => country.to_owned(),
    };
    let read = app.store.read(move |db| {
        let (mut people, mut below) = (i64::MAX, i64::MAX);
        if let Some(after) = after {
            below = after.raw();
            people = queries::people_at(db, below)?.unwrap_or(0);
        }
        let rows = queries::without(db, &country, people, below, PAGE as i64 + 1)?;
        let counts = queries::counts(db, queries::MOST_COUNTS)?;
        Ok((rows, counts, !people::queries::sites(db, 1)?.is_empty()))
    });
    let (mut rows, counts, any_site) = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut rows, PAGE, |it| {
        Id::<Site>::from_raw(it.0)
    });
    let of_all = counts.iter().filter(|it| it.level == BenchLevel::All);
    let countries: Vec<&str> = of_all
        .map(|it| it.country.as_str())
        .filter(|it| !it.is_empty())
        .collect();
    let next = next.map(|cursor| {
        address::with(
            "/champions/sites",
            &[("country", &asked.country), ("cursor", &cursor)],
        )
    });
    let invites = bench::invites(&viewer, app.store.clock().now());
    let main = view(
        viewer.lang,
        &asked.country,
        &countries,
        &rows,
        next.as_deref(),
        invites,
        if any_site {
            "champions-sites-none"
        } else {
            "champions-no-sites"
        },
    );
    let title = t!(viewer.lang, "champions-sites-title");
    Ok(pages::page(&app, &viewer, &title, None, main).await?)
}

fn view(
    lang: Lang,
    country: &str,
    countries: &[&str],
    rows: &[(i64, String, i64)],
    next: Option<&str>,
    invites: bool,
    none: &str,
) -> Markup {
    let any = t!(lang, "champions-everywhere");
    let mut options: Vec<(&str, &str)> = vec![("", &any)];
    options.extend(countries.iter().map(|it| (*it, *it)));
    html! {
        (crumbs(lang, &[("/champions", &t!(lang, "champions-title"))]))
        div class="page-head" {
            div class="grow" { h1 { (t!(lang, "champions-sites-title")) } p { (t!(lang, "champions-sites-lead")) } }
            @if invites {
                a class="btn primary" href="/champions/invitations/new" { (icon("user-plus")) (t!(lang, "champions-invite")) }
            } @else {
                a class="btn primary" href="/champions/nominations/new" { (icon("hand-heart")) (t!(lang, "champions-nominate")) }
            }
        }
        @if countries.len() > 1 {
            form class="row wrap bench-filter" action="/champions/sites" {
                (select(&Select { label: &t!(lang, "champions-where"), name: "country", options: &options, selected: country, ..Select::default() }))
                button class="btn" { (t!(lang, "champions-show")) }
            }
        }
        @if rows.is_empty() {
            (empty_state(&t!(lang, none), &t!(lang, &format!("{none}-text")),
                Some(&Action { href: "/champions", label: t!(lang, "champions-title") })))
        } @else {
            section class="card flush" aria-label=(t!(lang, "champions-sites-title")) {
                ul class="rows lined" id="sites" data-items {
                    @for (id, name, people) in rows {
                        li id={ "site-" (id) } {
                            (icon("map-pin"))
                            div class="grow" {
                                span class="t" { (name) }
                                span class="m" {
                                    @if *people >= PEOPLE_MIN { (t!(lang, "champions-colleagues", n = *people, count = numbers::count(*people, lang))) }
                                    @else { (t!(lang, "champions-under-ten")) }
                                }
                            }
                            a class="btn sm" href={ "/people?site=" (id) } { (t!(lang, "champions-see-people")) }
                        }
                    }
                }
            }
            @if let Some(next) = next { (pager("sites-more", next, &t!(lang, "champions-more-sites"))) }
        }
    }
}
