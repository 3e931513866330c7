//! Who completed a course, by name, for those who answer for it: its owner, and everyone for the people
//! who report to them. The course says so before one begins.

use axum::extract::State;
use kernel::Time;
use maud::{Markup, html};
use network::{App, Viewer};
use web::components::{Tone, crumbs, date, tag};
use web::{Path, numbers, t};

use super::commitment::{Commitment, Kind};
use super::commitment_views::{due, went};
use super::course::CourseId;
use super::learning::{self, Completed, NAMES, Responsible};
use super::pages;
use crate::use_cases::views::person;

pub async fn page(State(app): State<App>, viewer: Viewer, Path(id): Path<CourseId>) -> web::Result {
    let reader = viewer.clone();
    let now = app.store.clock().now();
    let read = app
        .store
        .read(move |db| learning::responsible(db, &reader, id, now));
    let shown = read.await?;
    let title = t!(viewer.lang, "courses-duty");
    Ok(pages::page(&app, &viewer, &title, None, view(&viewer, &shown)).await?)
}

fn view(viewer: &Viewer, shown: &Responsible) -> Markup {
    let (lang, course) = (viewer.lang, &shown.course);
    let done = shown.reports.iter().filter(|it| it.at.is_some()).count();
    html! {
        (crumbs(lang, &[("/courses", &t!(lang, "courses-title")), (&format!("/courses/{}", course.id), &course.title)]))
        div class="page-head" { div class="grow" { h1 { (t!(lang, "courses-duty")) } p { (t!(lang, "courses-duty-lead")) } } }
        @if !shown.reports.is_empty() {
            section class="card stack narrow" {
                h2 { (t!(lang, "courses-your-team")) }
                p class="soft" { (t!(lang, "courses-team-done", done = numbers::count(done as i64, lang), n = shown.reports.len())) }
                ul class="rows trim wrap" { @for it in &shown.reports { (row(viewer, it)) } }
            }
        }
        @if let Some((completed, commitments)) = &shown.all {
            section class="card stack narrow" {
                h2 { (t!(lang, "courses-all-completed")) }
                @if completed.is_empty() { p class="muted" { (t!(lang, "courses-nobody-completed")) } }
                @if completed.len() as i64 == NAMES { p class="small muted" { (t!(lang, "courses-last-names", n = NAMES)) } }
                ul class="rows trim wrap" { @for it in completed { (row(viewer, it)) } }
            }
            section class="card stack narrow" {
                h2 { (t!(lang, "courses-all-commitments")) }
                @if commitments.is_empty() { p class="muted" { (t!(lang, "courses-no-commitments")) } }
                ul class="rows trim wrap" { @for it in commitments { (promise(viewer, it)) } }
            }
        }
    }
}

fn row(viewer: &Viewer, it: &Completed) -> Markup {
    let lang = viewer.lang;
    let line: Vec<&str> = [it.title.as_str(), it.site.as_deref().unwrap_or_default()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    html! {
        li {
            div class="grow" { (person(it.person_id, &it.name, it.photo.as_deref(), &line.join(", "))) }
            (when(viewer, it.at, lang))
        }
    }
}

fn when(viewer: &Viewer, at: Option<Time>, lang: web::Lang) -> Markup {
    match at {
        Some(at) => tag(
            Tone::Good,
            Some("circle-check"),
            &date(at, lang, &viewer.zone()),
        ),
        None => tag(
            Tone::Line,
            Some("circle-dashed"),
            &t!(lang, "courses-not-yet"),
        ),
    }
}

fn promise(viewer: &Viewer, it: &Commitment) -> Markup {
    let lang = viewer.lang;
    let line = match it.kind {
        Kind::Try => t!(lang, "courses-by-day", day = due(it, lang)),
        Kind::NotForMe => t!(lang, "courses-kind-not_for_me"),
    };
    html! {
        li {
            div class="grow stack tight" {
                (person(it.person_id, &it.person, it.photo.as_deref(), &line))
                p class="small" { (it.said) }
                @if let Some(outcome) = it.outcome { (went(outcome, &it.outcome_note, lang)) }
            }
        }
    }
}
