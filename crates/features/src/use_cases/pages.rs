//! The list of use cases, and one of them.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use network::panels::{self, Subject};
use network::shell;
use network::{App, Viewer, paging};
use web::{Flash, Path, Query, t};

use super::filters::Asked;
use super::role::WorkRole;
use super::use_case::UseCaseId;
use super::{actions, queries, views};
use crate::indicators;

const PAGE: usize = 20;
const PURPOSE: &str = "use-cases";

pub async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: maud::Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/stories", title, flash, main).await
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result {
    viewer.not_a_guest()?;
    let before = paging::after(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let (reader, filter) = (viewer.clone(), asked.filter());
    let read = app.store.read(move |db| {
        let before = before.unwrap_or(UseCaseId::max());
        let use_cases = queries::list(db, &reader, filter, before, PAGE as i64 + 1)?;
        let indicators = indicators::queries::list(db, &reader)?;
        Ok((use_cases, indicators))
    });
    let (mut use_cases, indicators) = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut use_cases, PAGE, |it| it.id);
    let indicators: Vec<_> = indicators.into_iter().map(|it| (it.id, it.name)).collect();
    let shown = views::Listed {
        use_cases: &use_cases,
        indicators: &indicators,
        own: &WorkRole::of(&viewer.person, app.store.clock().now()),
        filter,
        next: next.map(|cursor| asked.next("/use-cases", &cursor)),
    };
    let title = t!(viewer.lang, "use-cases-title");
    Ok(page(&app, &viewer, &title, None, views::list(&viewer, &shown)).await?)
}

pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    Flash(flash): Flash,
) -> web::Result {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let it = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let indicator = indicators::queries::visible(db, &reader, it.indicator_id)?;
        Ok(views::Shown {
            now: indicators::queries::newest_mean(db, it.indicator_id)?,
            unit: indicator.map_or_else(String::new, |indicator| indicator.unit),
            roles: queries::roles(db, id)?,
            posts: queries::posts(db, id)?,
            may_change: actions::owned(db, &reader, id).is_ok(),
            own: Vec::new(),
            it,
        })
    });
    let mut shown = read.await?;
    shown.own = WorkRole::of(&viewer.person, app.store.clock().now());
    let panels = panels::read(&app, &viewer, Subject::UseCase, id.raw()).await?;
    let main = views::page(&viewer, &shown, &panels);
    Ok(page(&app, &viewer, &shown.it.name, flash.as_deref(), main).await?)
}
