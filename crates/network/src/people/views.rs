//! How people look to every feature: faces, names, marks.

use maud::{Markup, html};
use web::components::{self, Size, Tone, avatar as stone, hue_of, tag};
use web::{Lang, t};

use super::person::{Face, Level, PersonId, Role};

/// The stone or photo of a person.
pub fn avatar(face: &Face, size: Size) -> Markup {
    let photo = photo_href(face.id, face.photo.as_deref());
    let hue = hue_of(face.id.raw());
    let shown = components::Face {
        name: &face.name,
        hue,
        photo: photo.as_deref(),
        square: false,
    };
    stone(&shown, size, None)
}

/// One line of a list (`.rows`): stone, name as a link, title and place.
pub fn face_row(face: &Face) -> Markup {
    html! {
        li id={ "person-" (face.id) } {
            (avatar(face, Size::Sm))
            div class="grow" {
                a class="t" href={ "/people/" (face.id) } { (face.name) }
                span class="m" { (face.line()) }
            }
        }
    }
}

/// The name, leading to the person's page.
pub fn name_link(id: PersonId, name: &str) -> Markup {
    html! { a href={ "/people/" (id) } { (name) } }
}

/// Where a photo is served; the key makes the address new with every photo.
pub fn photo_href(id: PersonId, key: Option<&str>) -> Option<String> {
    key.map(|key| format!("/people/{id}/photo?v={key}"))
}

/// The list behind an "@".
pub(super) fn completions(lang: Lang, faces: &[Face]) -> Markup {
    html! {
        ul class="menu suggestions" role="listbox" aria-label=(t!(lang, "people-results")) {
            @for face in faces { (completion(face)) }
        }
    }
}

/// An option of that list: its value is the mention as it is written.
fn completion(face: &Face) -> Markup {
    let name = face
        .name
        .replace('\\', "\\\\")
        .replace('[', "\\[")
        .replace(']', "\\]");
    html! {
        li role="option" id={ "mention-" (face.id) } data-value={ "[@" (name) "](/people/" (face.id) ")" } {
            (avatar(face, Size::Xs))
            span class="grow" { b { (face.name) } " " span class="small muted" { (face.line()) } }
        }
    }
}

/// What sets somebody apart from other colleagues.
pub(super) fn role_marks(lang: Lang, role: Role, bot: bool) -> Markup {
    html! {
        @if bot { (tag(Tone::Plain, Some("bot"), &t!(lang, "people-bot"))) }
        @match role {
            Role::Administrator => (tag(Tone::Plain, Some("shield"), &role_name(lang, role))),
            Role::CommunityManager => (tag(Tone::Plain, Some("users"), &role_name(lang, role))),
            Role::Guest => (tag(Tone::Warn, Some("id-card"), &role_name(lang, role))),
            Role::Member => {}
        }
    }
}

pub(super) fn role_name(lang: Lang, role: Role) -> String {
    t!(lang, &format!("people-role-{role}"))
}

pub(super) fn level_name(lang: Lang, level: Level) -> String {
    t!(lang, &format!("people-level-{level}"))
}
