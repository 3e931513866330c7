//! What of replications concerns somebody: those they lead, those they go with, and what became of what
//! they began. For who looks after a use case also those whose teams have not answered: a duty list, which
//! everyone knows who starts one.

use axum::extract::State;
use jiff::civil::Date;
use kernel::Result;
use maud::{Markup, html};
use network::{App, Viewer};
use store::Db;
use web::components::{Action, crumbs, empty_state};
use web::{Flash, Lang, t};

use super::replication::{Answer, Replication, days_before};
use super::{pages, queries, views};
use crate::indicators::day;

/// Of each kind.
const MOST: i64 = 50;

pub struct Mine {
    pub led: Vec<Replication>,
    pub asked_others: Vec<Replication>,
    pub with: Vec<Replication>,
    pub became: Vec<Replication>,
}

impl Mine {
    fn read(db: &Db, viewer: &Viewer) -> Result<Mine> {
        Ok(Mine {
            led: queries::led_by(db, viewer.id, MOST)?,
            asked_others: queries::begun_for_others(db, viewer.id, MOST)?,
            with: queries::with_buddy(db, viewer.id, MOST)?,
            became: queries::came_of(db, viewer.id, MOST)?,
        })
    }

    fn is_empty(&self) -> bool {
        let all = [&self.led, &self.asked_others, &self.with, &self.became];
        all.iter().all(|some| some.is_empty())
    }
}

/// Those of these that wait for an answer of the viewer.
pub fn waiting(viewer: &Viewer, it: &Replication, today: Date) -> Option<&'static str> {
    let leads = it.leader_id == viewer.id;
    if leads && it.leader_answer == Answer::Asked {
        return Some("replications-waits-lead");
    }
    let goes = it.buddy_id == Some(viewer.id) && it.buddy_answer == Answer::Asked;
    if goes && it.goes_on() {
        return Some("replications-waits-buddy");
    }
    match leads.then(|| it.asks(today)).flatten() {
        Some(30) => Some("replications-waits-30"),
        Some(_) => Some("replications-waits-90"),
        None => None,
    }
}

/// What waits for the viewer.
pub fn waits(db: &Db, viewer: &Viewer, today: Date) -> Result<Vec<(&'static str, Replication)>> {
    let (by_30, by_90) = (days_before(today, 30), days_before(today, 90));
    let found = queries::waiting(db, viewer.id, &by_30, &by_90, MOST)?
        .into_iter()
        .filter_map(|it| Some((waiting(viewer, &it, today)?, it)));
    Ok(found.collect())
}

pub async fn list(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    viewer.not_a_guest()?;
    let (reader, today) = (viewer.clone(), day(app.store.clock().now()));
    let read = app.store.read(move |db| {
        let waits = waits(db, &reader, today)?;
        Ok((Mine::read(db, &reader)?, waits))
    });
    let (mine, waits) = read.await?;
    let lang = viewer.lang;
    let title = t!(lang, "replications-yours");
    let main = view(&mine, &waits, &title, today, lang);
    Ok(pages::page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

fn view(
    mine: &Mine,
    waits: &[(&'static str, Replication)],
    title: &str,
    today: Date,
    lang: Lang,
) -> Markup {
    let library = Action {
        href: "/use-cases",
        label: t!(lang, "use-cases-title"),
    };
    let section = |name: &str, some: &[Replication]| {
        html! {
            @if !some.is_empty() {
                section class="card stack" { h2 { (t!(lang, name)) } (views::rows(some.iter(), today, lang)) }
            }
        }
    };
    html! {
        (crumbs(lang, &[("/use-cases", &t!(lang, "use-cases-title"))]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "replications-yours-lead")) } } }
        @if mine.is_empty() {
            (empty_state(&t!(lang, "replications-yours-none"), &t!(lang, "replications-yours-none-text"), Some(&library)))
        }
        div class="stack loose narrow" {
            (waiting_card(waits, lang))
            (section("replications-you-lead", &mine.led))
            (section("replications-you-asked", &mine.asked_others))
            (section("replications-you-go-with", &mine.with))
            (section("replications-became", &mine.became))
        }
    }
}

/// What waits for somebody, each with the way to it.
pub fn waiting_card(waits: &[(&'static str, Replication)], lang: Lang) -> Markup {
    html! {
        @if !waits.is_empty() {
            section class="card stack to-answer" {
                h2 { (t!(lang, "replications-waits")) }
                ul class="rows trim wrap" {
                    @for (what, it) in waits {
                        li {
                            (views::stone(it, web::components::Size::Sm))
                            div class="grow" {
                                a class="t" href={ "/replications/" (it.id) } { (t!(lang, "replications-title-of", name = it.use_case.as_str(), place = it.place.as_str())) }
                                span class="m" { (t!(lang, what)) }
                            }
                            a class="btn sm" href={ "/replications/" (it.id) } { (t!(lang, "replications-answer-it")) }
                        }
                    }
                }
            }
        }
    }
}
