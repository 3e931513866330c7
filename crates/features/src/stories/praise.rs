//! Praise for a story: a few words to who tells it or is named in it, one of them or the whole team. Everybody
//! who is praised reads them, and decides whether they stand on their own page; nobody counts them.

use axum::extract::State;
use kernel::text::{is_blank, one_line};
use kernel::{Error, Id, Result};
use maud::{Markup, html};
use network::{App, PersonId, Viewer};
use serde::Deserialize;
use store::{Db, Tx};
use web::components::{Field, Select, field, select};
use web::errors::about;
use web::{Form, Lang, Path, flash, icon_sm, see_other, t};

use super::story::{Consent, Credit, State as StoryState, Story, StoryId};
use super::{notices, queries};

pub type PraiseId = Id<Praise>;

pub const WORDS_MAX_CHARS: usize = 300;
/// Of one person, on their page; and for one reader of a story.
pub const SHOWN: i64 = 10;

store::row! {
    pub struct Praise {
        pub id: PraiseId,
        pub story_id: StoryId,
        pub story: String,
        pub person_id: PersonId,
        pub person: String,
        pub by_id: PersonId,
        pub by: String,
        pub words: String,
        pub state: Where,
    }
}

store::text_enum! {
    /// Whether who is praised has decided, and what.
    pub enum Where { New = "new", Kept = "kept", Shown = "shown" }

    /// What is done with praise: by who is praised, and by who wrote it.
    pub enum Deed { Show = "show", Keep = "keep", Delete = "delete" }
}

/// Those whom the viewer can praise: who tells it and who agreed to be named.
fn praised(viewer: &Viewer, story: &Story, people: &[Credit]) -> Vec<(PersonId, String)> {
    if story.state() != StoryState::Told {
        return Vec::new();
    }
    let named = people.iter().filter(|it| it.answer == Consent::Agreed);
    let named = named.map(|it| (it.person_id, it.name.clone()));
    let mut all: Vec<(PersonId, String)> = vec![(story.teller_id, story.teller.clone())];
    all.extend(named.filter(|(id, _)| *id != story.teller_id));
    all.retain(|(id, _)| *id != viewer.id);
    all
}

/// Praises somebody for a story; another time it says something else instead.
pub fn give(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    person: PersonId,
    words: &str,
) -> Result<PraiseId> {
    let story = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    let words = one_line(words);
    if is_blank(&words) {
        return Err(Error::invalid("words", "blank"));
    }
    if words.chars().count() > WORDS_MAX_CHARS {
        return Err(Error::invalid("words", "too_long").limit(WORDS_MAX_CHARS as i64));
    }
    let mut known = praised(viewer, &story, &queries::people(tx, id)?).into_iter();
    if !known.any(|(known, _)| known == person) {
        return Err(Error::invalid("person", "not_in_story"));
    }
    queries::put_praise(tx, tx.id(), id, person, viewer.id, &words, tx.now())?;
    notices::praised(tx, id, person, viewer.id)?;
    Ok(queries::praise_id(tx, id, person, viewer.id)?.0)
}

/// Praises everybody whom the viewer can praise. Each of them decides for themselves.
fn give_all(tx: &Tx, viewer: &Viewer, id: StoryId, words: &str) -> Result<()> {
    let story = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    let all = praised(viewer, &story, &queries::people(tx, id)?);
    if all.is_empty() {
        return Err(Error::invalid("person", "not_in_story"));
    }
    for (person, _) in all {
        give(tx, viewer, id, person, words)?;
    }
    Ok(())
}

/// What the viewer may do with it: who is praised shows and hides it, both take it away.
pub fn decide(tx: &Tx, viewer: &Viewer, id: PraiseId, deed: Deed) -> Result<Praise> {
    let praise = queries::praise(tx, id)?.filter(|it| {
        !viewer.is_guest()
            && (it.person_id == viewer.id || (it.by_id == viewer.id && deed == Deed::Delete))
    });
    let praise = praise.ok_or_else(Error::not_found)?;
    match deed {
        Deed::Show => queries::set_praise(tx, id, Where::Shown)?,
        Deed::Keep => queries::set_praise(tx, id, Where::Kept)?,
        Deed::Delete => queries::delete_praise(tx, id)?,
    };
    if deed == Deed::Delete {
        notices::not_praised(tx, praise.story_id, praise.person_id)?;
    }
    Ok(praise)
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    /// The id of a person, or [`TEAM`].
    person: String,
    words: String,
}

/// Everybody who tells it or is named in it.
const TEAM: &str = "all";

/// On the page of a story: what was said to the viewer and by them, and the form.
pub struct OnStory {
    own: Vec<Praise>,
    whom: Vec<(PersonId, String)>,
}

impl OnStory {
    pub fn read(db: &Db, viewer: &Viewer, story: &Story, people: &[Credit]) -> Result<OnStory> {
        Ok(OnStory {
            own: queries::praise_of(db, story.id, viewer.id, SHOWN)?,
            whom: praised(viewer, story, people),
        })
    }

    pub fn view(
        &self,
        viewer: &Viewer,
        story: StoryId,
        entered: &Entered,
        error: Option<&Error>,
    ) -> Markup {
        let lang = viewer.lang;
        let ids: Vec<(String, &str)> = self
            .whom
            .iter()
            .map(|(id, name)| (id.to_string(), name.as_str()))
            .collect();
        let mut whom: Vec<(&str, &str)> =
            ids.iter().map(|(id, name)| (id.as_str(), *name)).collect();
        let team = t!(lang, "stories-praise-team", n = whom.len());
        if whom.len() > 1 {
            whom.push((TEAM, &team));
        }
        html! {
            @if !self.own.is_empty() || !self.whom.is_empty() {
                section class="card stack" id="praise" {
                    h2 { (t!(lang, "stories-praise")) }
                    @for it in &self.own { (said(viewer, it)) }
                    @if !whom.is_empty() {
                        form class="stack" method="post" action={ "/stories/" (story) "/praise" } {
                            (select(&Select {
                                label: &t!(lang, "stories-praise-whom"), name: "person", options: &whom, selected: &entered.person,
                                error: about(lang, error, "person").as_deref(), ..Select::default()
                            }))
                            (field(&Field {
                                label: &t!(lang, "stories-praise-words"), name: "words", value: &entered.words, rows: Some(2), required: true,
                                max_chars: Some(WORDS_MAX_CHARS as u32), hint: Some(&t!(lang, "stories-praise-words-hint")),
                                error: about(lang, error, "words").as_deref(), ..Field::default()
                            }))
                            div { button class="btn" { (t!(lang, "stories-praise-give")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Words to the viewer, with what they can do, or words of theirs.
fn said(viewer: &Viewer, it: &Praise) -> Markup {
    let lang = viewer.lang;
    let deed = |deed: Deed, class: &str| {
        html! {
            form method="post" action={ "/stories/praise/" (it.id) } {
                input type="hidden" name="deed" value=(deed);
                button class=(class) { (t!(lang, &format!("stories-praise-{deed}"))) }
            }
        }
    };
    let own = it.person_id == viewer.id;
    let whose = match own {
        true => t!(lang, "stories-praise-to-you", name = it.by.as_str()),
        false => t!(lang, "stories-praise-of-you", name = it.person.as_str()),
    };
    html! {
        div class="stack tight" {
            p class="small muted" { (whose) }
            blockquote class="praise-words" { (it.words) }
            div class="row wrap" {
                @if own && it.state != Where::Shown { (deed(Deed::Show, "btn sm")) }
                @if own && it.state != Where::Kept { (deed(Deed::Keep, "btn sm")) }
                (deed(Deed::Delete, "btn sm ghost"))
            }
        }
    }
}

/// On somebody's page: what they put there.
pub fn of_person(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let shown = queries::shown_praise(db, PersonId::from_raw(id), SHOWN)?;
    Ok((!shown.is_empty()).then(|| on_page(&shown, viewer.id.raw() == id, viewer.lang)))
}

fn on_page(shown: &[Praise], own: bool, lang: Lang) -> Markup {
    html! {
        section class="card stack" id="praise" {
            h2 { (t!(lang, "stories-praise")) }
            ul class="rows trim" {
                @for it in shown {
                    li {
                        (icon_sm("party-popper"))
                        div class="grow" {
                            blockquote class="praise-words" { (it.words) }
                            span class="m" {
                                (it.by) ", " (t!(lang, "stories-praise-for")) " "
                                a href={ "/stories/" (it.story_id) @if own { "#praise" } } { (it.story) }
                            }
                        }
                    }
                }
            }
            @if own { p class="small muted" { (t!(lang, "stories-praise-yours")) } }
        }
    }
}

pub async fn say(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let typed = entered.clone();
    let act = app.act(&viewer, move |tx, viewer| {
        if typed.person == TEAM {
            return give_all(tx, viewer, id, &typed.words);
        }
        let person = typed.person.parse();
        let person = person.map_err(|_| Error::invalid("person", "not_in_story"))?;
        give(tx, viewer, id, person, &typed.words).map(|_| ())
    });
    match act.await {
        Ok(()) => {
            let said = match entered.person.as_str() {
                TEAM => t!(viewer.lang, "stories-praise-team-done"),
                _ => t!(viewer.lang, "stories-praise-done"),
            };
            Ok(flash::leave(
                see_other(&format!("/stories/{id}#praise")),
                &said,
            ))
        }
        Err(error) => super::pages::praise_again(&app, &viewer, id, error, &entered).await,
    }
}

#[derive(Deserialize)]
pub struct Decided {
    deed: Deed,
}

pub async fn settle(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PraiseId>,
    Form(Decided { deed }): Form<Decided>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| decide(tx, viewer, id, deed));
    let praise = act.await?;
    let said = t!(viewer.lang, &format!("stories-praise-{deed}-done"));
    Ok(flash::leave(
        see_other(&format!("/stories/{}", praise.story_id)),
        &said,
    ))
}
