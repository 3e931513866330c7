//! The library, one story, and what is done with it.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result, Time};
use maud::Markup;
use network::notifications::notices::opened;
use network::shell;
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::{Flash, Form, Path, Query, cursor, flash, see_other, t};

use super::library::{self, Listed, Meant, Suggested};
use super::queries::{self, Below};
use super::reason::{Common, Own};
use super::story::{Consent, Story, StoryId, Verdict};
use super::{actions, in_feed, page as one_page, praise};
use crate::indicators;
use crate::use_cases::filters::Asked;
use crate::use_cases::queries::Filter;
use crate::use_cases::{self, UseCaseId, WorkRole};

const PAGE: usize = 20;
/// The newest among which those are looked for that somebody has something in common with.
const LOOKED_THROUGH: i64 = 200;
/// Shown to somebody at once.
const SUGGESTED: usize = 20;
/// Things that wait for somebody.
const WAITING: i64 = 20;
const PURPOSE: &str = "stories";

pub async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/stories", title, flash, main).await
}

/// What somebody has something in common with, and what waits for them.
pub async fn for_you(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    viewer.not_a_guest()?;
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let own = Own::read(db, &reader, now)?;
        let any = Filter::default();
        let stories = queries::list(db, &reader, any, None, None, LOOKED_THROUGH)?;
        let use_cases =
            use_cases::queries::list(db, &reader, any, UseCaseId::max(), LOOKED_THROUGH)?;
        let ids: Vec<UseCaseId> = use_cases.iter().map(|it| it.id).collect();
        let roles = use_cases::queries::roles_of(db, &ids, 10 * LOOKED_THROUGH)?;
        let anything = !stories.is_empty() || !use_cases.is_empty();
        let mut meant: Vec<Meant> = Vec::new();
        for it in stories {
            if let Some(reason) = own.story(&Common::of(&it)) {
                meant.push(Meant {
                    reason,
                    it: Suggested::Story(it),
                });
            }
        }
        for it in use_cases {
            let of = roles.iter().filter(|(id, _)| *id == it.id);
            let of: Vec<WorkRole> = of.map(|(_, role)| *role).collect();
            if let Some(reason) = own.use_case(&it, &of) {
                meant.push(Meant {
                    reason,
                    it: Suggested::UseCase(it),
                });
            }
        }
        meant.sort_by_key(|meant| meant.reason.rank());
        meant.truncate(SUGGESTED);
        let named = library::named_in(db, meant.iter().filter_map(Meant::story))?;
        let asking = queries::asking(db, reader.id, WAITING)?;
        let unchecked = queries::unchecked(db, reader.id, WAITING)?;
        let praise = queries::new_praise(db, reader.id, WAITING)?;
        Ok((meant, named, [asking, unchecked, praise], anything))
    });
    let (meant, named, waiting, anything) = read.await?;
    let waiting = library::waiting(&waiting, viewer.lang);
    let main = library::for_you(&viewer, &meant, &named, anything, waiting);
    let title = t!(viewer.lang, "use-cases-library");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

/// Of one use case, where its page leads here.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Of {
    use_case: Option<UseCaseId>,
}

/// All that are told, narrowed by what is asked for.
pub async fn all(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    Query(of): Query<Of>,
) -> web::Result {
    viewer.not_a_guest()?;
    let below = below(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let (reader, filter) = (viewer.clone(), asked.filter());
    let read = app.store.read(move |db| {
        let use_case = match of.use_case {
            Some(id) => use_cases::queries::visible(db, &reader, id)?,
            None => None,
        };
        let id = use_case.as_ref().map(|it| it.id);
        let stories = queries::list(db, &reader, filter, id, below, PAGE as i64 + 1)?;
        let named = library::named_in(db, stories.iter())?;
        let indicators = indicators::queries::list(db, &reader)?;
        Ok((stories, named, indicators, use_case))
    });
    let (mut stories, named, indicators, use_case) = read.await?;
    let next = cut(&app, &viewer, PURPOSE, &mut stories, PAGE);
    let further = |cursor: String| {
        let next = asked.next("/stories/all", &cursor);
        match &use_case {
            Some(it) => format!("{next}&use_case={}", it.id),
            None => next,
        }
    };
    let next = next.map(further);
    let indicators: Vec<_> = indicators.into_iter().map(|it| (it.id, it.name)).collect();
    let listed = Listed {
        stories: &stories,
        named: &named,
        indicators: &indicators,
        own: &WorkRole::of(&viewer.person, app.store.clock().now()),
        filter,
        use_case: use_case.as_ref(),
        next,
    };
    let title = t!(viewer.lang, "stories-nav");
    Ok(page(&app, &viewer, &title, None, library::all(&viewer, &listed)).await?)
}

/// Where a sealed place in a list is.
pub fn below(
    app: &App,
    viewer: &Viewer,
    purpose: &str,
    sealed: Option<&str>,
) -> Result<Option<Below>> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let seal = app.settings.get().seal_key;
    match cursor::open(&seal, purpose, viewer.id.raw(), sealed)?[..] {
        [at, id] => Ok(Some((Time(at), StoryId::from_raw(id)))),
        _ => Err(Error::malformed("invalid_cursor")),
    }
}

/// Cuts rows, of which one more was read than a page has, to the page; gives the way on if there is one.
pub fn cut(
    app: &App,
    viewer: &Viewer,
    purpose: &str,
    stories: &mut Vec<Story>,
    page: usize,
) -> Option<String> {
    let more = stories.len() > page;
    stories.truncate(page);
    let last = stories.last().filter(|_| more)?;
    let at = last.published_at?;
    let seal = app.settings.get().seal_key;
    let place = [at.0, last.id.raw()];
    Some(cursor::seal(&seal, purpose, viewer.id.raw(), &place))
}

/// What somebody tells themselves, drafts among them.
pub async fn mine(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    viewer.not_a_guest()?;
    let teller = viewer.id;
    let read = app
        .store
        .read(move |db| queries::by_teller(db, teller, queries::MOST));
    let main = library::mine(&viewer, &read.await?);
    let title = t!(viewer.lang, "use-cases-tab-mine");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Flash(flash): Flash,
) -> web::Result {
    let entered = Entered::default();
    let page = shown(&app, &viewer, id, flash.as_deref(), None, &entered).await?;
    in_feed::was_read(&app, &viewer, id).await?;
    opened(&app, &viewer, id.raw()).await?;
    Ok(page)
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    id: StoryId,
    flash: Option<&str>,
    error: Option<&Error>,
    entered: &Entered,
) -> Result<Response> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app
        .store
        .read(move |db| one_page::Shown::read(db, &reader, id, now));
    let shown = read.await?;
    let main = one_page::view(app, viewer, &shown, error, entered);
    page(app, viewer, &shown.story.title, flash, main).await
}

pub async fn publish(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result {
    let publish = app.act(&viewer, move |tx, viewer| actions::publish(tx, viewer, id));
    let done = publish.await;
    answered(
        &app,
        &viewer,
        id,
        done,
        &Entered::default(),
        "stories-published",
    )
    .await
}

pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result {
    let withdraw = app.act(&viewer, move |tx, viewer| actions::withdraw(tx, viewer, id));
    match withdraw.await {
        Ok(()) => Ok(flash::leave(
            see_other("/stories/mine"),
            &t!(viewer.lang, "stories-withdrawn"),
        )),
        Err(error) => answered(&app, &viewer, id, Err(error), &Entered::default(), "").await,
    }
}

pub async fn discard(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result {
    let discard = app.act(&viewer, move |tx, viewer| actions::discard(tx, viewer, id));
    match discard.await {
        Ok(()) => Ok(flash::leave(
            see_other("/stories/mine"),
            &t!(viewer.lang, "stories-discarded"),
        )),
        Err(error) => answered(&app, &viewer, id, Err(error), &Entered::default(), "").await,
    }
}

#[derive(Deserialize)]
pub struct Answered {
    answer: Consent,
}

pub async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Form(Answered { answer }): Form<Answered>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| {
        actions::answer(tx, viewer, id, answer)
    });
    act.await?;
    let said = t!(viewer.lang, &format!("stories-answer-{answer}-done"));
    // A draft is not there any more for who declined.
    let reader = viewer.clone();
    let visible = app
        .store
        .read(move |db| queries::visible(db, &reader, id))
        .await?;
    let to = match visible {
        Some(_) => format!("/stories/{id}"),
        None => "/stories".to_owned(),
    };
    Ok(flash::leave(see_other(&to), &said))
}

/// What the form about readings holds, as it was typed.
#[derive(Clone, Default, Deserialize)]
pub struct Entered {
    pub verdict: Option<Verdict>,
    #[serde(default)]
    pub why: String,
    /// The number of an initiative; empty for none.
    #[serde(default)]
    pub estimate: String,
    /// Of the other form on the page.
    #[serde(skip)]
    pub praise: praise::Entered,
}

pub async fn check(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let (verdict, why) = (entered.verdict, entered.why.clone());
    let typed = entered.estimate.clone();
    let act = app.act(&viewer, move |tx, viewer| {
        let verdict = verdict.ok_or_else(|| Error::invalid("verdict", "no_verdict"))?;
        let estimate = match typed.as_str() {
            "" => None,
            number => {
                let number = number.parse().ok();
                let unknown = || Error::invalid("estimate", "not_started_there");
                Some(number.ok_or_else(unknown)?)
            }
        };
        actions::check(tx, viewer, id, verdict, &why, estimate)
    });
    let done = act.await;
    answered(&app, &viewer, id, done, &entered, "stories-checked").await
}

/// The page again, with the praise that could not be given.
pub async fn praise_again(
    app: &App,
    viewer: &Viewer,
    id: StoryId,
    error: Error,
    typed: &praise::Entered,
) -> web::Result {
    let entered = Entered {
        praise: typed.clone(),
        ..Entered::default()
    };
    answered(app, viewer, id, Err(error), &entered, "").await
}

async fn answered(
    app: &App,
    viewer: &Viewer,
    id: StoryId,
    done: Result<()>,
    entered: &Entered,
    said: &str,
) -> web::Result {
    match done {
        Ok(()) => Ok(flash::leave(
            see_other(&format!("/stories/{id}")),
            &t!(viewer.lang, said),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                shown(app, viewer, id, None, Some(error), entered).await
            })
            .await
        }
    }
}
