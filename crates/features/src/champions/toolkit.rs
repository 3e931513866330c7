//! The toolkit: what somebody takes along who wants to help another team. It shows what the network has; it has
//! nothing of its own but a few sentences, and is made to be printed.

use axum::extract::State;
use kernel::text::shorten;
use maud::{Markup, html};
use network::{App, Viewer};
use web::components::{Action, crumbs, empty_state};
use web::{Lang, icon, t};

use super::pages;
use crate::courses::{self, Course, CourseId};
use crate::stories::{self, Story};
use crate::use_cases::queries::Filter;
use crate::use_cases::{self, UseCase, UseCaseId};

/// Of each kind: who has three minutes shows one of them.
const SHOWN: i64 = 5;
/// The newest among which those are looked for.
const LOOKED_THROUGH: i64 = 50;
const PURPOSE_CHARS: usize = 140;

struct Kit {
    stories: Vec<Story>,
    ways: Vec<UseCase>,
    courses: Vec<Course>,
}

pub async fn show(State(app): State<App>, viewer: Viewer) -> web::Result {
    viewer.not_a_guest()?;
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        // What happened at a site like one's own is believed there.
        let (any, kind) = (Filter::default(), reader.person.site_kind);
        let mut told = stories::queries::list(db, &reader, any, None, None, LOOKED_THROUGH)?;
        told.sort_by_key(|it| it.site_kind != kind);
        told.truncate(SHOWN as usize);
        let mut ways =
            use_cases::queries::list(db, &reader, any, UseCaseId::max(), LOOKED_THROUGH)?;
        ways.sort_by_key(|it| !kind.is_some_and(|kind| it.fits.is_for(kind)));
        ways.truncate(SHOWN as usize);
        let all = courses::queries::Filter::default();
        Ok(Kit {
            stories: told,
            ways,
            // What somebody takes along to others is open to them.
            courses: courses::queries::list(
                db,
                &reader,
                all,
                now,
                CourseId::max(),
                LOOKED_THROUGH,
            )?
            .into_iter()
            .filter(|it| it.first_until(reader.today(now)).is_none())
            .take(SHOWN as usize)
            .collect(),
        })
    });
    let main = view(&app.settings.get().network_name, viewer.lang, &read.await?);
    let title = t!(viewer.lang, "champions-toolkit");
    Ok(pages::page(&app, &viewer, &title, None, main).await?)
}

fn view(network: &str, lang: Lang, kit: &Kit) -> Markup {
    let nothing = kit.stories.is_empty() && kit.ways.is_empty() && kit.courses.is_empty();
    html! {
        (crumbs(lang, &[("/champions", &t!(lang, "champions-title"))]))
        div class="page-head" { div class="grow" { h1 { (t!(lang, "champions-toolkit")) } p { (t!(lang, "champions-toolkit-lead")) } } }
        div class="stack loose narrow kit-sheet" {
            (talk(lang))
            @if nothing {
                (empty_state(&t!(lang, "champions-toolkit-none"), &t!(lang, "champions-toolkit-none-text"),
                    Some(&Action { href: "/stories/new", label: t!(lang, "champions-tell-story") })))
            }
            (part(lang, "champions-toolkit-stories", "sprout", kit.stories.iter().map(|it| Row {
                href: format!("/stories/{}", it.id),
                title: &it.title,
                line: it.site.clone().unwrap_or_else(|| it.teller.clone()),
            })))
            (part(lang, "champions-toolkit-ways", "repeat", kit.ways.iter().map(|it| Row {
                href: format!("/use-cases/{}", it.id),
                title: &it.name,
                line: shorten(&it.purpose, PURPOSE_CHARS).to_string(),
            })))
            (part(lang, "champions-toolkit-courses", "graduation-cap", kit.courses.iter().map(|it| Row {
                href: format!("/courses/{}", it.id),
                title: &it.title,
                line: t!(lang, "champions-toolkit-minutes", n = it.minutes),
            })))
            (words(network, lang))
        }
    }
}

/// A conversation in four steps.
fn talk(lang: Lang) -> Markup {
    html! {
        section class="card stack" {
            h2 { (t!(lang, "champions-toolkit-talk")) }
            ol class="steps" {
                @for step in ["ask", "show", "start", "return"] {
                    li { div {
                        b { (t!(lang, &format!("champions-toolkit-{step}"))) }
                        p class="soft" { (t!(lang, &format!("champions-toolkit-{step}-text"))) }
                    } }
                }
            }
        }
    }
}

struct Row<'a> {
    href: String,
    title: &'a str,
    line: String,
}

fn part<'a>(
    lang: Lang,
    title: &str,
    mark: &'static str,
    rows: impl ExactSizeIterator<Item = Row<'a>>,
) -> Markup {
    html! {
        @if rows.len() > 0 {
            section class="card stack" {
                h2 { (t!(lang, title)) }
                ul class="rows trim" {
                    @for row in rows {
                        li {
                            (icon(mark))
                            div class="grow" { a class="t" href=(row.href) { (row.title) } span class="m" { (row.line) } }
                        }
                    }
                }
            }
        }
    }
}

/// Texts to take as they are.
fn words(network: &str, lang: Lang) -> Markup {
    html! {
        section class="card stack" {
            h2 { (t!(lang, "champions-toolkit-words")) }
            @for text in ["invite", "first"] {
                h3 class="lbl" { (t!(lang, &format!("champions-toolkit-{text}"))) }
                blockquote class="bench-words as-typed" { (t!(lang, &format!("champions-toolkit-{text}-text"), network = network)) }
            }
            p class="small muted" { (t!(lang, "champions-toolkit-own")) }
        }
    }
}
