//! The bench on the pages of others: of somebody on it, of a use case and an indicator that somebody can tell of.

use kernel::Result;
use maud::{Markup, html};
use network::people::Role;
use network::{App, PersonId, Viewer, people};
use store::Db;
use web::components::date;
use web::{Lang, icon_sm, t};

use super::bench::{BenchRole, may_invite};
use super::{cards, queries, views};
use crate::indicators::IndicatorId;
use crate::use_cases::UseCaseId;

const SHOWN: i64 = 4;

/// On one's own page: what one is asked.
pub fn asked(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.id.raw() != id || viewer.is_guest() {
        return Ok(None);
    }
    let now = app.store.clock().now();
    let invitations = queries::invitations(db, viewer.id, now, SHOWN)?;
    Ok((!invitations.is_empty()).then(|| {
        html! { @for it in &invitations { (views::invited(it, viewer)) } }
    }))
}

/// What somebody is on the bench, or the ways onto it.
pub fn of_person(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let (id, lang, now) = (PersonId::from_raw(id), viewer.lang, app.store.clock().now());
    let Some(person) = people::queries::visible(db, viewer, id)? else {
        return Ok(None);
    };
    if person.role == Role::Guest || person.bot || person.deactivated_at.is_some() {
        return Ok(None);
    }
    let asks = may_invite(viewer, &person, BenchRole::Champion, now);
    let Some(it) = queries::member(db, id, now)? else {
        if id == viewer.id {
            return Ok(None);
        }
        let (href, key) = match asks {
            true => ("invitations", "champions-ask-onto"),
            false => ("nominations", "champions-nominate"),
        };
        return Ok(Some(html! {
            p class="small" { a href={ "/champions/" (href) "/new?person=" (id) } { (t!(lang, key)) } }
        }));
    };
    let champion = it.is_champion(now);
    Ok(Some(html! {
        section class="sec" id="bench" {
            h2 { (t!(lang, "champions-on-bench")) }
            div class="card stack tight" {
                (cards::tags(&it, lang, now))
                (cards::says(&it, lang))
                @if let (true, Some(from)) = (champion, it.champion_from) {
                    p class="small muted" {
                        (t!(lang, "champions-since", day = date(from, lang, &viewer.zone())))
                        @if let Some(until) = it.champion_until {
                            ", " (t!(lang, "champions-to", day = date(kernel::Time(until.0 - 1), lang, &web::Zone::UTC)))
                        }
                    }
                }
                @if champion && !it.training.is_empty() { p class="small muted" { (t!(lang, "champions-trained", what = it.training.as_str())) } }
                @if id == viewer.id { a class="btn sm" href="/champions/mine" { (t!(lang, "champions-change-own")) } }
                @else if champion && asks { a class="btn sm" href={ "/champions/people/" (id) } { (t!(lang, "champions-training-edit")) } }
            }
        }
    }))
}

pub fn of_use_case(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let tellers = queries::tell_of_use_case(db, UseCaseId::from_raw(id), SHOWN)?;
    Ok((!tellers.is_empty()).then(|| ask_them(&tellers, viewer.lang, &html! {})))
}

/// Who can tell of it; and sites that have readings and nobody to tell.
pub fn of_indicator(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let (id, lang) = (IndicatorId::from_raw(id), viewer.lang);
    let tellers = queries::tell_of_indicator(db, id, SHOWN)?;
    let without = queries::without_advocate(db, id, SHOWN + 1)?;
    if tellers.is_empty() && without.is_empty() {
        return Ok(None);
    }
    let first = without.iter().take(SHOWN as usize);
    let names: Vec<&str> = first.map(|(_, name)| name.as_str()).collect();
    let more = without.len() > names.len();
    let missing = html! {
        @if !names.is_empty() {
            p class="small soft" {
                (t!(lang, if more { "champions-without-more" } else { "champions-without" }, names = names.join(", ")))
            }
        }
    };
    Ok(Some(ask_them(&tellers, lang, &missing)))
}

type Teller = (PersonId, String, Option<String>, String);

fn ask_them(tellers: &[Teller], lang: Lang, missing: &Markup) -> Markup {
    html! {
        section class="sec" id="advocates" {
            h2 { (t!(lang, "champions-who-can-tell")) }
            div class="card stack tight" {
                @if tellers.is_empty() { p class="small soft" { (t!(lang, "champions-nobody-tells")) } }
                ul class="rows trim" {
                    @for (id, name, site, tells) in tellers {
                        li {
                            (icon_sm("quote"))
                            div class="grow" {
                                a class="t" href={ "/people/" (id) } { (name) }
                                span class="m" { @if let Some(site) = site { (site) ": " } (tells) }
                            }
                        }
                    }
                }
                (missing)
                p class="small" { a href="/champions" { (t!(lang, "champions-see-bench")) } }
            }
        }
    }
}
