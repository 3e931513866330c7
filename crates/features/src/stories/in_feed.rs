//! Stories in the ranked feed of those who can act on them, with the reason.
//!
//! One at a time, told in the last thirty days. Those that fit best take turns by days, so that none stands
//! there for long; who reads or closes one is not shown it again. That somebody did is kept only as long as
//! the story could come back, and is shown to nobody.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::text::shorten;
use kernel::{Error, Result, Time};
use maud::{Markup, html};
use network::feed::{Between, Chooser, Concerned};
use network::people::photo_href;
use network::{App, PersonId, Viewer, wire};
use serde::Serialize;
use serde_json::value::to_raw_value;
use store::{Change, Db, Tx};
use utoipa::ToSchema;
use web::components::{Face, Size, avatar, date, hue_of};
use web::{Path, Wants, flash, icon_sm, numbers, see_other, t, turbo_stream};

use super::evidence::Measured;
use super::queries;
use super::reason::{Own, Reason};
use super::story::{State as StoryState, Story, StoryId};
use super::views::evidence_tag;
use crate::use_cases::views::{thread, why};

pub const CHOOSER: Chooser = Chooser { read, concerns };

/// So long after it was told.
const TOLD_DAYS: i64 = 30;
/// The newest among which those are looked for that fit.
const LOOKED_THROUGH: i64 = 200;
/// Those that take turns.
const TURNS: usize = 3;
const TEXT_CHARS: usize = 240;

/// A story that the reader can act on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoryInFeed)]
pub struct Shown {
    id: i64,
    title: String,
    teller_id: i64,
    teller: String,
    site: Option<String>,
    use_case_id: Option<i64>,
    indicator_id: Option<i64>,
    #[schema(format = DateTime)]
    published_at: Option<String>,
    /// Why it is shown, in the reader's language.
    why: String,
}

/// The first moment at which a story was told that may still be shown.
fn since(now: Time) -> Time {
    Time(now.0 - TOLD_DAYS * Time::DAY_US)
}

fn read(db: &Db, viewer: &Viewer, day: i64) -> Result<Option<Between>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let now = Time(day * Time::DAY_US);
    let told = queries::undismissed(db, viewer.id, since(now), LOOKED_THROUGH)?;
    if told.is_empty() {
        return Ok(None);
    }
    let own = Own::read(db, viewer, now)?;
    let fits = told.iter().filter_map(|it| Some((it.id, own.story(it)?)));
    // That their sites are alike is too little to interrupt somebody.
    let mut fits: Vec<(StoryId, Reason)> = fits
        .filter(|(_, reason)| !matches!(reason, Reason::Kind(_)))
        .collect();
    fits.sort_by_key(|(_, reason)| reason.rank());
    fits.truncate(TURNS);
    let Some(turn) = day.checked_rem_euclid(fits.len() as i64) else {
        return Ok(None);
    };
    let (id, reason) = &fits[turn as usize];
    let Some(story) = queries::visible(db, viewer, *id)? else {
        return Ok(None);
    };
    let measured = match queries::evidence(db, *id)? {
        Some(evidence) => evidence.measure(db, *id)?,
        None => None,
    };
    made(viewer, &story, measured.as_ref(), reason).map(Some)
}

/// A story, or a name on it, is another.
fn concerns(change: &Change) -> Concerned {
    match (change.kind.as_ref(), change.place) {
        ("story", _) | ("person", 0) => Concerned::All,
        ("person" | "story.dismissed", _) => Concerned::One(PersonId::from_raw(change.key)),
        _ => Concerned::Nobody,
    }
}

fn made(
    viewer: &Viewer,
    it: &Story,
    measured: Option<&Measured>,
    reason: &Reason,
) -> Result<Between> {
    let why = reason.sentence(viewer.lang);
    let shown = Shown {
        id: it.id.raw(),
        title: it.title.clone(),
        teller_id: it.teller_id.raw(),
        teller: it.teller.clone(),
        site: it.site.clone(),
        use_case_id: it.use_case_id.map(|id| id.raw()),
        indicator_id: it.indicator_id.map(|id| id.raw()),
        published_at: it.published_at.map(wire::time),
        why: why.clone(),
    };
    Ok(Between {
        html: card(viewer, it, measured, &why).into_string().into(),
        json: to_raw_value(&shown).map_err(Error::internal)?,
    })
}

fn card(viewer: &Viewer, it: &Story, measured: Option<&Measured>, because: &str) -> Markup {
    let lang = viewer.lang;
    let photo = photo_href(it.teller_id, it.teller_photo.as_deref());
    let face = Face {
        name: &it.teller,
        hue: hue_of(it.teller_id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    let day = it
        .published_at
        .map(|at| date(at, lang, &viewer.zone()))
        .unwrap_or_default();
    html! {
        article class="post" id={ "story-" (it.id) } {
            header class="post-head" {
                (avatar(&face, Size::Md, Some(("k-story", "sprout"))))
                div class="who" {
                    a href={ "/people/" (it.teller_id) } { (it.teller) } " " (t!(lang, "stories-tells-one"))
                    span class="m" { a href="/stories" { (t!(lang, "stories-nav")) } @if let Some(site) = &it.site { " · " (site) } " · " (day) }
                }
                form method="post" action={ "/stories/" (it.id) "/dismissal" } {
                    @let label = t!(lang, "stories-dismiss");
                    button class="btn ghost icon sm" aria-label=(label) title=(label) { (icon_sm("x")) }
                }
            }
            div class="story-card" {
                div class="stack tight" {
                    h2 class="post-title" { a href={ "/stories/" (it.id) } { (it.title) } }
                    p class="soft" { (shorten(&it.changed, TEXT_CHARS)) }
                }
                @if let Some(measured) = measured {
                    p class="big" {
                        (numbers::decimal(measured.before, lang)) " → " (numbers::decimal(measured.after, lang))
                        span { (measured.indicator.unit) }
                    }
                }
            }
            div class="row wrap" {
                @if let (Some(id), Some(name)) = (it.indicator_id, &it.indicator) { (thread(id, name, "")) }
                (evidence_tag(it, lang))
                @if let Some(id) = it.use_case_id {
                    a class="btn soft sm" href={ "/use-cases/" (id) } { (icon_sm("repeat")) (t!(lang, "stories-use-case-too")) }
                }
            }
            (why(because))
        }
    }
}

/// Closes it in the viewer's feed.
pub fn dismiss(tx: &Tx, viewer: &Viewer, id: StoryId) -> Result<()> {
    let story = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    let is_new = story.published_at.is_some_and(|at| at > since(tx.now()));
    if story.state() != StoryState::Told || !is_new {
        return Ok(());
    }
    if queries::dismiss(tx, viewer.id, id, tx.now())?.0 > 0 {
        tx.log("story.dismissed", viewer.id.raw(), viewer.id.raw())?;
    }
    Ok(())
}

/// Who opened its page has read it.
pub async fn was_read(app: &App, viewer: &Viewer, id: StoryId) -> Result<()> {
    let reader = viewer.clone();
    let read = app
        .store
        .read(move |db| queries::is_dismissed(db, reader.id, id));
    if !viewer.leaves_traces() || read.await?.is_some() {
        return Ok(());
    }
    let reader = viewer.clone();
    app.store
        .write_background(move |tx| dismiss(tx, &reader, id))
        .await
}

/// Those that could not come back, in any case.
pub fn forget(tx: &Tx) -> Result<()> {
    queries::forget_dismissals(tx, since(tx.now()))?;
    Ok(())
}

pub async fn close(
    State(app): State<App>,
    viewer: Viewer,
    wants: Wants,
    Path(id): Path<StoryId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| dismiss(tx, viewer, id))
        .await?;
    Ok(match wants {
        Wants::TurboStream => {
            turbo_stream("remove", &format!("story-{id}"), html! {}).into_response()
        }
        _ => flash::leave(see_other("/"), &t!(viewer.lang, "stories-dismissed")),
    })
}

/// Takes a story out of the caller's feed.
#[utoipa::path(put, path = "/api/stories/{id}/dismissal", tag = "stories", params(("id" = i64, Path)),
    responses((status = 204), (status = 404)))]
pub async fn put(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result<StatusCode> {
    app.act(&viewer, move |tx, viewer| dismiss(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
