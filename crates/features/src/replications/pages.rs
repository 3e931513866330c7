//! One replication, and what is done with it.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::Markup;
use network::notifications::notices::opened;
use network::panels::{self, Subject};
use network::shell;
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::{Flash, Form, KeyedForm, Path, flash, see_other, t};

use super::actions::{self, Act};
use super::invitation::{self, Led};
use super::page::{Shown, view};
use super::replication::{Choice, Origin, ReplicationId, Reply, Said, text};
use crate::indicators::day;

pub async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/stories", title, flash, main).await
}

/// What was typed into a form of the page that is shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    pub choice: Option<Choice>,
    pub why: String,
    /// What was changed.
    pub text: String,
    pub title: String,
    /// Of a point or a post, from the address.
    #[serde(skip)]
    pub place: Option<i64>,
    /// Of the leader's answer, or another first day.
    #[serde(skip)]
    pub room_name: Option<String>,
    #[serde(skip)]
    pub starts: Option<String>,
    /// Of who is asked to go with the team.
    pub buddy: String,
}

async fn show(
    app: &App,
    viewer: &Viewer,
    id: ReplicationId,
    flash: Option<&str>,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let (reader, today) = (viewer.clone(), day(app.store.clock().now()));
    let read = app
        .store
        .read(move |db| Shown::read(db, &reader, id, today));
    let shown = read.await?;
    let panels = panels::read(app, viewer, Subject::Replication, id.raw()).await?;
    let main = view(app, viewer, &shown, &panels, entered, error);
    page(app, viewer, &shown.title(viewer.lang), flash, main).await
}

pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Flash(flash): Flash,
) -> web::Result {
    let entered = Entered::default();
    let page = show(&app, &viewer, id, flash.as_deref(), &entered, None).await?;
    opened(&app, &viewer, id.raw()).await?;
    Ok(page)
}

/// Back to the page, or the page again with what is wrong.
async fn done(
    app: &App,
    viewer: &Viewer,
    id: ReplicationId,
    done: Result<()>,
    said: &str,
    entered: &Entered,
) -> web::Result {
    match done {
        Ok(()) => Ok(flash::leave(
            see_other(&format!("/replications/{id}")),
            &t!(viewer.lang, said),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                show(app, viewer, id, None, entered, Some(error)).await
            })
            .await
        }
    }
}

#[derive(Deserialize)]
pub struct Says {
    answer: Reply,
}

#[derive(Deserialize)]
pub struct Leads {
    answer: Reply,
    #[serde(default)]
    room_name: String,
    #[serde(default)]
    starts: String,
}

/// The leader says whether they lead it.
pub async fn lead(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Form(Leads {
        answer,
        room_name,
        starts,
    }): Form<Leads>,
) -> web::Result {
    let entered = Entered {
        room_name: Some(room_name.clone()),
        starts: Some(starts.clone()),
        ..Entered::default()
    };
    let said = Led {
        reply: answer,
        room_name,
        starts,
    };
    let led = app.act(&viewer, move |tx, viewer| {
        invitation::lead(tx, viewer, id, &said)
    });
    let led = led.await;
    if led.is_ok() && answer == Reply::Declined {
        let said = t!(viewer.lang, "replications-declined");
        return Ok(flash::leave(see_other("/replications"), &said));
    }
    done(&app, &viewer, id, led, "replications-begun", &entered).await
}

/// Who was asked to go with the team says whether they do.
pub async fn go_with(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Form(Says { answer }): Form<Says>,
) -> web::Result {
    let said = app.act(&viewer, move |tx, viewer| {
        invitation::go_with(tx, viewer, id, answer)
    });
    let said = said.await;
    done(
        &app,
        &viewer,
        id,
        said,
        "replications-noted",
        &Entered::default(),
    )
    .await
}

/// Somebody else is asked to go with the team.
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let whom = Origin::parse(&entered.buddy).filter(|whom| *whom != Origin::Described);
    let asked = app.act(&viewer, move |tx, viewer| {
        // Whose it is not hears that first.
        actions::led(tx, viewer, id)?;
        let whom = whom.ok_or_else(|| Error::invalid("buddy", "choose_buddy"))?;
        invitation::ask(tx, viewer, id, whom)
    });
    let asked = asked.await;
    done(&app, &viewer, id, asked, "replications-asked", &entered).await
}

#[derive(Deserialize)]
pub struct Begins {
    #[serde(default)]
    starts: String,
}

/// Another first day.
pub async fn postpone(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Form(Begins { starts }): Form<Begins>,
) -> web::Result {
    let entered = Entered {
        starts: Some(starts.clone()),
        ..Entered::default()
    };
    let set = app.act(&viewer, move |tx, viewer| {
        invitation::postpone(tx, viewer, id, &starts)
    });
    let set = set.await;
    done(&app, &viewer, id, set, "replications-noted", &entered).await
}

pub async fn post(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, place)): Path<(ReplicationId, i64)>,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let (title, text) = (entered.title.clone(), entered.text.clone());
    let posted = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::post(tx, viewer, id, place, &title, &text)
    });
    let posted = posted.await.map(|_| ());
    let entered = Entered {
        place: Some(place),
        ..entered
    };
    done(&app, &viewer, id, posted, "replications-posted", &entered).await
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Does {
    Take,
    Leave,
    Done,
    NotDone,
    Due,
}

#[derive(Deserialize)]
pub struct Pressed {
    act: Does,
    #[serde(default)]
    due: String,
}

/// A point of the checklist is taken, given back, done, not done, or gets a day.
pub async fn point(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, place)): Path<(ReplicationId, i64)>,
    Form(Pressed { act, due }): Form<Pressed>,
) -> web::Result {
    let act = match act {
        Does::Take => Act::Take,
        Does::Leave => Act::Leave,
        Does::Done => Act::Done,
        Does::NotDone => Act::NotDone,
        Does::Due => Act::Due(due.trim().to_owned()),
    };
    let pressed = app.act(&viewer, move |tx, viewer| {
        actions::point(tx, viewer, id, place, &act)
    });
    let pressed = pressed.await;
    let entered = Entered {
        place: Some(place),
        ..Entered::default()
    };
    done(&app, &viewer, id, pressed, "replications-noted", &entered).await
}

pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let changed = match text("text", &entered.text, true) {
        Ok(said) => {
            let change = app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::change(tx, viewer, id, &said)
            });
            change.await.map(|_| ())
        }
        Err(error) => Err(refused(&app, &viewer, id, error).await),
    };
    done(&app, &viewer, id, changed, "replications-noted", &entered).await
}

/// What the team chooses when it is asked.
pub async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let choice = entered
        .choice
        .ok_or_else(|| Error::invalid("choice", "choose_answer"));
    say(app, viewer, id, choice, entered).await
}

/// That it stops, on any day.
pub async fn stop(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let entered = Entered {
        choice: None,
        ..entered
    };
    say(app, viewer, id, Ok(Choice::Stopped), entered).await
}

async fn say(
    app: App,
    viewer: Viewer,
    id: ReplicationId,
    choice: Result<Choice>,
    entered: Entered,
) -> web::Result {
    let said = match choice.and_then(|choice| Said::check(choice, &entered.why)) {
        Ok(said) => {
            let answer = app.act(&viewer, move |tx, viewer| {
                actions::answer(tx, viewer, id, &said)
            });
            answer.await
        }
        Err(error) => Err(refused(&app, &viewer, id, error).await),
    };
    done(&app, &viewer, id, said, "replications-answered", &entered).await
}

/// Whoever may not do it hears that first.
async fn refused(app: &App, viewer: &Viewer, id: ReplicationId, error: Error) -> Error {
    let reader = viewer.clone();
    let led = app.store.read(move |db| actions::led(db, &reader, id));
    led.await.map_or_else(|first| first, |_| error)
}
