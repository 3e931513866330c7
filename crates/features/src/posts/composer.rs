//! The composer: one field, a kind, a place. It works as an ordinary form.

use std::sync::Arc;

use kernel::Error;
use maud::{Markup, html};
use network::places::Sign;
use network::{App, CommunityId, Viewer, feed};
use web::components::{Size, idempotency_key};
use web::errors::about;
use web::{icon, t};

use super::card::author_avatar;
use super::post::Kind;

/// Where the viewer may start a post, for the select.
pub struct Places {
    offered: Vec<(Option<CommunityId>, Name)>,
    /// Where the viewer wrote last: chosen unless the page is about a place.
    usual: Option<CommunityId>,
}

/// What a place is called.
enum Name {
    Of(Arc<Sign>),
    Given(String),
}

/// Communities in the select.
const MOST: usize = 200;

/// What was entered, when it has to be shown again.
#[derive(Clone, Debug, Default)]
pub struct Entered {
    pub place: Option<CommunityId>,
    pub kind: Option<Kind>,
    pub title: String,
    pub text: String,
    pub people: String,
}

/// The viewer's communities and storyline; `at` is offered too when the viewer may post there
/// without being in it.
pub async fn places(
    app: &App,
    viewer: &Viewer,
    at: Option<(CommunityId, String)>,
) -> kernel::Result<Places> {
    let known = network::places::of(app, viewer).await?;
    let usual = feed::own(app, viewer).await?.usual;
    let leads = |id| {
        viewer
            .membership(id)
            .is_some_and(|membership| membership.leads())
    };
    let mut offered = Vec::with_capacity(known.own.len() + 2);
    if !viewer.is_guest() {
        let storyline = Name::Given(t!(viewer.lang, "posts-my-storyline"));
        offered.push((None, storyline));
        let network = known.network.iter().map(|place| &place.sign);
        let open = network.filter(|sign| !sign.announcement || viewer.manages_communities());
        offered.extend(open.map(Places::of));
    }
    if let Some((id, name)) = at
        && known.own.iter().all(|place| place.sign.id != id)
        && offered.iter().all(|(offered, _)| *offered != Some(id))
    {
        offered.push((Some(id), Name::Given(name)));
    }
    let own = known.own.iter().map(|place| &place.sign);
    let open = own.filter(|sign| !sign.announcement || leads(sign.id));
    offered.extend(open.take(MOST).map(Places::of));
    let usual = usual.filter(|id| offered.iter().any(|(offered, _)| *offered == Some(*id)));
    Ok(Places { offered, usual })
}

impl Places {
    fn of(sign: &Arc<Sign>) -> (Option<CommunityId>, Name) {
        (Some(sign.id), Name::Of(sign.clone()))
    }
}

impl Name {
    fn text(&self) -> &str {
        match self {
            Name::Of(sign) => &sign.name,
            Name::Given(name) => name,
        }
    }
}

/// The form for a new post.
pub fn composer(
    app: &App,
    viewer: &Viewer,
    places: &Places,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let kind = entered.kind.unwrap_or(Kind::Update);
    let wrong = about(lang, error, "text").or_else(|| about(lang, error, "title"));
    let wrong_people = about(lang, error, "praised");
    let wrong_place = about(lang, error, "community");
    html! {
        folkmoot-composer data-draft="post" {
            form class="composer" id="compose" method="post" action="/posts" aria-label=(t!(lang, "posts-new")) {
                (idempotency_key(&app.form_key()))
                div class="in" {
                    (own_avatar(viewer, Size::Md))
                    textarea name="text" rows="2" aria-label=(t!(lang, "posts-write")) placeholder=(t!(lang, "posts-placeholder"))
                        aria-invalid=[wrong.as_ref().map(|_| "true")] aria-describedby=[wrong.as_ref().map(|_| "compose-wrong")] { "\n" (entered.text) }
                }
                @if let Some(wrong) = &wrong { p class="err-line" id="compose-wrong" { (icon("circle-alert")) (wrong) } }
                div class="in slim" data-for-kind="praise" {
                    div class="field grow" {
                        label for="compose-people" { (t!(lang, "posts-praise-whom")) }
                        input class="input" id="compose-people" name="people" value=(entered.people) autocomplete="off"
                            aria-invalid=[wrong_people.as_ref().map(|_| "true")] aria-describedby="compose-people-hint";
                        span class="hint" id="compose-people-hint" {
                            @if let Some(wrong) = &wrong_people { (wrong) } @else { (t!(lang, "posts-praise-hint")) }
                        }
                    }
                }
                div data-preview id="preview" class="preview post-body" hidden {}
                div class="bar" {
                    div class="kinds" role="radiogroup" aria-label=(t!(lang, "posts-kind")) {
                        @for option in Kind::ALL {
                            label class=(option.class()) {
                                input class="vh" type="radio" name="kind" value=(option.as_str()) checked[*option == kind]
                                    data-placeholder=(t!(lang, &format!("posts-placeholder-{option}")));
                                (icon(option.icon())) (t!(lang, &format!("posts-kind-{option}")))
                            }
                        }
                    }
                    div class="row push wrap" {
                        button class="btn ghost icon sm" type="button" data-preview-toggle hidden aria-pressed="false" aria-label=(t!(lang, "posts-preview")) { (icon("eye")) }
                        select class="select sm" name="place" aria-label=(t!(lang, "posts-where")) aria-invalid=[wrong_place.as_ref().map(|_| "true")] {
                            @for (id, name) in &places.offered {
                                @let value = id.map(|id| id.to_string()).unwrap_or_default();
                                option value=(value) selected[*id == entered.place.or(places.usual)] { (name.text()) }
                            }
                        }
                        button class="btn primary sm" { (t!(lang, "posts-post")) }
                    }
                }
                @if let Some(wrong) = &wrong_place { p class="err-line" { (icon("circle-alert")) (wrong) } }
            }
        }
    }
}

pub fn own_avatar(viewer: &Viewer, size: Size) -> Markup {
    author_avatar(
        viewer.id,
        &viewer.person.name,
        viewer.person.photo.as_deref(),
        size,
        None,
    )
}
