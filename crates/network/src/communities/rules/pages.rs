//! The page on which a community's rule is set.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::html;
use serde::Deserialize;
use web::components::crumbs;
use web::{Flash, Form, Path, Query, flash, see_other, t};

use super::count::{self, Covered};
use super::form::Entered;
use super::rule::Term;
use super::views::Page;
use super::{actions, queries};
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::shell::{self, About};
use crate::{App, forms};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    r#as: As,
}

/// In which form the rule is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum As {
    #[default]
    Fields,
    Text,
}

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let community = actions::ruling(db, &reader, id)?;
        let Some(rule) = &community.rule else {
            return Ok(Entered::default());
        };
        Ok(Entered::of(rule, &queries::site_names(db, &rule.sites())?))
    });
    let mut entered = read.await?;
    if asked.r#as == As::Text && entered.text.is_none() {
        entered.text = Some(text(&app, &entered).await?);
    }
    let said = Said {
        flash: flash.as_deref(),
        ..Said::default()
    };
    Ok(show(&app, &viewer, id, &entered, said).await?)
}

/// The fields as a text; how one begins where there is nothing.
async fn text(app: &App, entered: &Entered) -> Result<String> {
    let typed = entered.clone();
    let rule = app.store.read(move |db| Ok(typed.rule(db).ok())).await?;
    let term = rule
        .map(|rule| rule.term().clone())
        .unwrap_or_else(|| Term {
            all: Some(Vec::new()),
            ..Term::default()
        });
    Ok(serde_json::to_string_pretty(&term).unwrap_or_default())
}

pub async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let typed = entered.clone();
    let saved = app.act(&viewer, move |tx, viewer| {
        actions::ruling(tx, viewer, id)?;
        actions::set(tx, viewer, id, Some(&typed.rule(tx)?))
    });
    match saved.await {
        Ok(()) => Ok(done(&viewer, id, "rules-saved")),
        Err(error) => refused(&app, &viewer, id, &entered, error).await,
    }
}

/// Says how many people the rule would cover; nothing is saved.
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    match counted(&app, &viewer, id, &entered).await {
        Ok(covered) => {
            let said = Said {
                covered: Some(covered),
                ..Said::default()
            };
            Ok(show(&app, &viewer, id, &entered, said).await?)
        }
        Err(error) => refused(&app, &viewer, id, &entered, error).await,
    }
}

async fn counted(
    app: &App,
    viewer: &Viewer,
    id: CommunityId,
    entered: &Entered,
) -> Result<Covered> {
    let (reader, typed) = (viewer.clone(), entered.clone());
    let read = app.store.read(move |db| {
        actions::ruling(db, &reader, id)?;
        typed.rule(db)
    });
    count::covered(app, viewer, Some(id), &read.await?).await
}

pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::set(tx, viewer, id, None)
    })
    .await?;
    Ok(done(&viewer, id, "rules-ended"))
}

fn done(viewer: &Viewer, id: CommunityId, said: &str) -> Response {
    flash::leave(
        see_other(&format!("/communities/{id}/rule")),
        &t!(viewer.lang, said),
    )
}

async fn refused(
    app: &App,
    viewer: &Viewer,
    id: CommunityId,
    entered: &Entered,
    error: Error,
) -> web::Result {
    forms::again(error, async |error| {
        let said = Said {
            error: Some(error),
            ..Said::default()
        };
        show(app, viewer, id, entered, said).await
    })
    .await
}

/// What came of something that was tried.
#[derive(Default)]
struct Said<'a> {
    covered: Option<Covered>,
    error: Option<&'a Error>,
    flash: Option<&'a str>,
}

async fn show(
    app: &App,
    viewer: &Viewer,
    id: CommunityId,
    entered: &Entered,
    said: Said<'_>,
) -> Result<Response> {
    let (lang, reader) = (viewer.lang, viewer.clone());
    let read = app.store.read(move |db| {
        let community = actions::ruling(db, &reader, id)?;
        let list = queries::list(db, id)?.filter(|_| community.rule.is_some());
        Ok((community, list, queries::highest_number(db)?.0))
    });
    let (community, list, people) = read.await?;
    let page = Page {
        community: &community,
        entered,
        list: list.as_ref(),
        people,
        covered: said.covered,
        error: said.error,
    };
    let title = t!(lang, "rules-title-of", name = &community.name);
    let href = format!("/communities/{id}");
    let main = html! {
        (crumbs(lang, &[("/communities", &t!(lang, "communities-title")), (&href, &community.name)]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "rules-intro")) } } }
        div class="cols" {
            (page.view(lang))
            aside class="aside" aria-label=(t!(lang, "communities-new-aside")) {
                section class="sec" {
                    h2 { (t!(lang, "rules-aside")) }
                    div class="card stack small" { p { (t!(lang, "rules-aside-fresh")) } p { (t!(lang, "rules-aside-leave")) } }
                }
            }
        }
    };
    let about = About {
        title: &title,
        current: "/communities",
        private: true,
        flash: said.flash,
        ..About::default()
    };
    shell::page(app, viewer, about, main).await
}
