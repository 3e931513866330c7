//! The card of a post: one block of HTML and one of JSON, made once for every reader of a language.
//!
//! What differs from reader to reader is a slot (see `network::feed`).

use std::collections::HashMap;

use kernel::Result;
use kernel::text::shorten;
use maud::{Markup, PreEscaped, html};
use network::feed::{Block, Card, slot_pressed, slot_time, slot_why};
use network::people::{Role, photo_href};
use network::{App, PersonId};
use store::Db;
use web::components::{Face, Size, Tone, avatar, menu, tag};
use web::{Lang, hue_of, icon, t};

use super::post::{Kind, PostId, PostRow, Reaction, ReplyId, ReplyRow};
use super::{api, queries};

/// A text longer than this is cut on a card.
const LONG_CHARS: usize = 900;

/// Everything a card or a thread shows of one post.
pub struct Shown {
    pub post: PostRow,
    pub praised: Vec<(PersonId, String)>,
    pub reactions: Vec<(Reaction, i64)>,
    pub answer: Option<ReplyRow>,
}

/// Loads what belongs to these posts, in the order of the posts. Rights are not asked.
pub fn load(db: &Db, posts: Vec<PostRow>) -> Result<Vec<Shown>> {
    let ids: Vec<PostId> = posts.iter().map(|post| post.id).collect();
    let items: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let answers: Vec<ReplyId> = posts.iter().filter_map(|post| post.answer_id).collect();
    let mut reactions: HashMap<i64, Vec<(Reaction, i64)>> = HashMap::new();
    for count in queries::reaction_counts(db, &items)? {
        reactions
            .entry(count.item_id)
            .or_default()
            .push((count.name, count.people));
    }
    let mut praised: HashMap<PostId, Vec<(PersonId, String)>> = HashMap::new();
    for person in queries::praised(db, &ids)? {
        praised
            .entry(person.post_id)
            .or_default()
            .push((person.id, person.name));
    }
    let mut answers: HashMap<ReplyId, ReplyRow> = queries::replies_by_ids(db, &answers)?
        .into_iter()
        .map(|reply| (reply.id, reply))
        .collect();
    let shown = posts.into_iter().map(|post| Shown {
        praised: praised.remove(&post.id).unwrap_or_default(),
        reactions: reactions.remove(&post.id.raw()).unwrap_or_default(),
        answer: post.answer_id.and_then(|id| answers.remove(&id)),
        post,
    });
    Ok(shown.collect())
}

/// Cards for the feed.
pub fn cards(db: &Db, _app: &App, keys: &[i64], lang: Lang) -> Result<Vec<(i64, Card)>> {
    let ids: Vec<PostId> = keys.iter().map(|key| PostId::from_raw(*key)).collect();
    let shown = load(db, queries::by_ids(db, &ids)?)?;
    let card = |shown: Shown| {
        let json = serde_json::value::to_raw_value(&api::Post::of(&shown));
        let card = Card {
            html: Block::new(&html(&shown, lang).into_string()),
            json: json.expect("a post has a JSON form"),
            brief: Block::new(&brief(&shown.post).into_string()),
        };
        (shown.post.id.raw(), card)
    };
    Ok(shown.into_iter().map(card).collect())
}

/// A question in a row: for those beside the home feed. Nobody can be helped any more who has left.
fn brief(post: &PostRow) -> Markup {
    html! {
        @if post.kind == Kind::Question && !post.author_gone {
            li {
                (author_avatar(post.author_id, &post.author, post.author_photo.as_deref(), Size::Sm, None))
                div class="grow" {
                    a class="t" href={ "/posts/" (post.id) } { (post.title) }
                    span class="m" {
                        (post.author) @if let Some(site) = &post.author_site { ", " (site) }
                        " · " (PreEscaped(slot_time(post.at())))
                    }
                }
            }
        }
    }
}

fn html(shown: &Shown, lang: Lang) -> Markup {
    let post = &shown.post;
    let id = post.id;
    let title = format!("post-{id}-title");
    let headed = !post.title.is_empty();
    let label = (!headed).then(|| t!(lang, "posts-by", name = &post.author));
    html! {
        article class="post" id={ "post-" (id) } data-live={ "post:" (id) } data-src={ "/posts/" (id) "/card" }
            aria-labelledby=[headed.then_some(&title)] aria-label=[label] {
            @if post.pinned_at.is_some() {
                p class="row small muted" { (icon("pin")) (t!(lang, "posts-pinned")) }
            }
            (head(shown, lang, true, html! {
                a href={ "/posts/" (id) } { (icon("message-circle")) (t!(lang, "posts-open-thread")) }
                button type="button" data-copy={ "/posts/" (id) } data-copied=(t!(lang, "posts-link-copied")) { (icon("share-2")) (t!(lang, "posts-copy-link")) }
            }))
            @if headed && post.kind != Kind::Praise {
                h2 class="post-title" id=(title) { a href={ "/posts/" (id) } { (post.title) } }
            }
            (body(shown, lang, Some(&title)))
            @if let Some(answer) = &shown.answer { (accepted(post, answer, lang)) }
            (others(shown, lang))
            (foot(shown, lang))
        }
    }
}

/// Author, place and time, with a menu.
pub fn head(shown: &Shown, lang: Lang, place: bool, items: Markup) -> Markup {
    let post = &shown.post;
    html! {
        header class="post-head" {
            (author_avatar(post.author_id, &post.author, post.author_photo.as_deref(), Size::Md, badge(post.kind)))
            div class="who" {
                a href={ "/people/" (post.author_id) } { (post.author) }
                (marks(post.author_role, post.author_bot, lang))
                @if !shown.praised.is_empty() {
                    " " (t!(lang, "posts-praised")) " "
                    @for (at, (id, name)) in shown.praised.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href={ "/people/" (id) } { (name) }
                    }
                }
                span class="m" {
                    @if let (true, Some(id), Some(name)) = (place, post.community_id, &post.community) {
                        a href={ "/communities/" (id) } { (name) } " · "
                    } @else if !place && !post.author_title.is_empty() {
                        (post.author_title)
                        @if let Some(site) = &post.author_site { ", " (site) }
                        " · "
                    } @else if post.community_id.is_none() {
                        (t!(lang, "posts-storyline")) " · "
                    }
                    @if place { a class="when" href={ "/posts/" (post.id) } { (PreEscaped(slot_time(post.at()))) } }
                    @else { (PreEscaped(slot_time(post.at()))) }
                    @if post.edited_at.is_some() {
                        " · " a href={ "/posts/" (post.id) "/history" } { (t!(lang, "posts-edited")) }
                    }
                }
            }
            (menu(&t!(lang, "posts-more", title = post.headline()), "ellipsis", items))
        }
    }
}

fn badge(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Update => None,
        // An icon this small would hardly be read.
        Kind::Question => Some((kind.class(), "?")),
        Kind::Praise => Some((kind.class(), kind.icon())),
    }
}

pub fn author_avatar(
    id: PersonId,
    name: &str,
    photo: Option<&str>,
    size: Size,
    badge: Option<(&str, &str)>,
) -> Markup {
    let photo = photo_href(id, photo);
    let face = Face {
        name,
        hue: hue_of(id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    avatar(&face, size, badge)
}

/// Guests and bots are marked wherever they write.
pub fn marks(role: Role, bot: bool, lang: Lang) -> Markup {
    html! {
        @if role == Role::Guest { " " (tag(Tone::Warn, Some("globe"), &t!(lang, "posts-guest"))) }
        @if bot { " " (tag(Tone::Line, Some("bot"), &t!(lang, "posts-bot"))) }
    }
}

/// The words of a post. `cut` names the title on a card, where long texts are cut.
pub fn body(shown: &Shown, lang: Lang, cut: Option<&str>) -> Markup {
    let post = &shown.post;
    let long = cut.is_some() && post.plain.chars().count() > LONG_CHARS;
    let text = html! {
        @if long {
            p { (shorten(&post.plain, LONG_CHARS)) }
            p { a href={ "/posts/" (post.id) } { (t!(lang, "posts-read-on")) } }
        } @else {
            (PreEscaped(&post.html))
        }
    };
    html! {
        @if post.kind == Kind::Praise {
            div class="praise-card" {
                span class="i-lg" { (web::icon_lg("award")) }
                div class="stack tight" {
                    @if let (Some(title), false) = (cut, post.title.is_empty()) {
                        h2 class="display" id=(title) { (post.title) }
                    }
                    div class="soft post-body" { (text) }
                }
            }
        } @else if !post.html.is_empty() {
            div class="post-body" { (text) }
        }
    }
}

fn accepted(post: &PostRow, answer: &ReplyRow, lang: Lang) -> Markup {
    html! {
        div class="answer" {
            (tag(Tone::Good, Some("check"), &t!(lang, "posts-accepted")))
            @if answer.plain.chars().count() > LONG_CHARS / 2 {
                p { (shorten(&answer.plain, LONG_CHARS / 2)) }
            } @else {
                div class="post-body" { (PreEscaped(&answer.html)) }
            }
            p class="row small muted" {
                (author_avatar(answer.author_id, &answer.author, answer.author_photo.as_deref(), Size::Xs, None))
                span { (t!(lang, "posts-answered-in", name = &answer.author, span = span(answer.id.time().since_us(post.at()), lang))) }
            }
        }
    }
}

/// A length of time in one unit: "6 min", "3 h", "2 days".
pub fn span(us: i64, lang: Lang) -> String {
    let minutes = (us / 60_000_000).max(1);
    match minutes {
        0..=119 => t!(lang, "posts-minutes", n = minutes),
        120..=2_879 => t!(lang, "posts-hours", n = minutes / 60),
        _ => t!(lang, "posts-days", n = minutes / 1_440),
    }
}

/// Reactions that were given beside the first button's.
fn others(shown: &Shown, lang: Lang) -> Markup {
    let first = shown.post.kind.reaction();
    let given: Vec<_> = shown
        .reactions
        .iter()
        .filter(|(name, _)| *name != first)
        .collect();
    html! {
        @if !given.is_empty() {
            div class="reacts" {
                @for (name, people) in given {
                    (react(&format!("/posts/{}", shown.post.id), shown.post.id.raw(), *name, *people, "react", lang))
                }
            }
        }
    }
}

/// The first reaction, the way to the thread, further reactions, and why the reader sees it.
fn foot(shown: &Shown, lang: Lang) -> Markup {
    let post = &shown.post;
    let path = format!("/posts/{}", post.id);
    let people = |of: Reaction| {
        shown
            .reactions
            .iter()
            .find(|(name, _)| *name == of)
            .map_or(0, |(_, people)| *people)
    };
    html! {
        footer class="post-foot" {
            (react(&path, post.id.raw(), post.kind.reaction(), people(post.kind.reaction()), "btn ghost sm", lang))
            a class="btn ghost sm" href={ (path) "#replies" } {
                (icon("message-circle"))
                span { (t!(lang, "posts-replies", n = post.replies)) }
            }
            (more_reactions(&path, post.id.raw(), Reaction::offered(post.kind), post.kind.reaction(), lang))
            (PreEscaped(slot_why()))
        }
    }
}

/// One reaction as a button that works without script.
pub fn react(
    path: &str,
    item: i64,
    name: Reaction,
    people: i64,
    class: &str,
    lang: Lang,
) -> Markup {
    let pressed = slot_pressed(item, name.as_str());
    html! {
        form method="post" action={ (path) "/reactions/" (name.as_str()) } data-react {
            button class=(class) aria-pressed=(pressed) {
                (icon(name.icon()))
                @if class == "react" { span class="vh" { (t!(lang, name.text())) " " } }
                @else { (t!(lang, name.text())) " " }
                span class="n" { @if people > 0 { (web::numbers::count(people, lang)) } }
            }
        }
    }
}

/// The reactions that are not buttons already, under one.
pub fn more_reactions(
    path: &str,
    item: i64,
    offered: &[Reaction],
    but: Reaction,
    lang: Lang,
) -> Markup {
    menu(
        &t!(lang, "posts-react"),
        "smile-plus",
        html! {
            @for name in offered.iter().filter(|name| **name != but) {
                form method="post" action={ (path) "/reactions/" (name.as_str()) } data-react {
                    button aria-pressed=(slot_pressed(item, name.as_str())) { (icon(name.icon())) (t!(lang, name.text())) }
                }
            }
        },
    )
}
