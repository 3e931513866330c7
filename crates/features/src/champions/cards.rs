//! How somebody on the bench looks, on its page and on those of others.

use kernel::Time;
use maud::{Markup, html};
use network::PersonId;
use network::people::photo_href;
use web::components::{Face, Size, Tone, avatar, hue_of, tag};
use web::{Lang, t};

use super::bench::Member;

/// Who became a champion so lately is new.
const NEW_US: i64 = 14 * Time::DAY_US;

fn stone(id: PersonId, name: &str, photo: Option<&str>) -> Markup {
    let photo = photo_href(id, photo);
    let face = Face {
        name,
        hue: hue_of(id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    avatar(&face, Size::Md, None)
}

/// Roles in words, each with what belongs to it.
pub fn tags(it: &Member, lang: Lang, now: Time) -> Markup {
    let champion = it.is_champion(now);
    let fresh = it.champion_from.is_some_and(|from| now.0 - from.0 < NEW_US);
    html! {
        div class="chips" {
            @if champion { (tag(Tone::Brand, Some("crown"), &t!(lang, "champions-role-champion"))) }
            @if champion && it.early_access { (tag(Tone::Plain, Some("sparkles"), &t!(lang, "champions-early-access"))) }
            @if champion && fresh { (tag(Tone::Info, Some("sprout"), &t!(lang, "champions-new"))) }
            @if it.advocate_since.is_some() { (tag(Tone::Plain, Some("quote"), &t!(lang, "champions-role-advocate"))) }
            @if it.sceptic { (tag(Tone::Gold, Some("refresh-cw"), &t!(lang, "champions-sceptic"))) }
        }
    }
}

/// What they help with, what they tell, and from which story.
pub fn says(it: &Member, lang: Lang) -> Markup {
    html! {
        @if !it.topics.is_empty() {
            p class="small soft" { (t!(lang, "champions-helps", what = it.topics().join(", "))) }
        }
        @if !it.tells.is_empty() { p class="small soft" { (t!(lang, "champions-tells", what = it.tells.as_str())) } }
        @if let (Some(id), Some(title)) = (it.story_id, &it.story) {
            p class="small" { a href={ "/stories/" (id) } { (title) } }
        }
    }
}

pub fn card(it: &Member, lang: Lang, now: Time) -> Markup {
    html! {
        li class="pcard" id={ "member-" (it.person_id) } {
            div class="row gap3" {
                (stone(it.person_id, &it.name, it.photo.as_deref()))
                div class="grow" {
                    a class="plain b" href={ "/people/" (it.person_id) } { (it.name) }
                    div class="small muted" { (it.site.as_deref().unwrap_or(&t!(lang, "champions-no-site"))) }
                    @if !it.title.is_empty() { div class="small muted" { (it.title) } }
                }
            }
            (tags(it, lang, now))
            (says(it, lang))
        }
    }
}
