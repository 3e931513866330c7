//! What pages of a community have in common: its head, the column beside, and the closed door.
//!
//! Features put their own tabs into the head and their content under it.

use maud::{Markup, html};
use web::components::{self, Size, Tab, Tone, band, sheet, sheet_button, tag};
use web::{Lang, hue_of, icon, icon_sm, t};

use super::actions::NOTE_MAX_CHARS;
use super::community::{Community, CommunityId, CommunityKind, Member, MemberRole};
use super::standing::{Standing, WayIn};
use crate::access::Viewer;
use crate::people::{self, Face};

/// The rounded square of a community.
pub fn community_avatar(id: CommunityId, name: &str, size: Size) -> Markup {
    let face = components::Face {
        name,
        hue: hue_of(id.raw()),
        photo: None,
        square: true,
    };
    components::avatar(&face, size, None)
}

/// Name, purpose, what the viewer can do, and the tabs; holds the page's `h1`. `current` is the
/// address of the tab one is on; `extra` are tabs of features, after the posts.
pub fn hero(viewer: &Viewer, standing: &Standing, current: &str, extra: &[Tab]) -> Markup {
    let community = &standing.community;
    let lang = viewer.lang;
    html! {
        section class="hero" data-in-place=(community.id) {
            div class="band" { (band(community.id.raw())) }
            div class="in" {
                (community_avatar(community.id, &community.name, Size::Xl))
                div class="grow mt3" {
                    h1 { (community.name) }
                    p class="soft" { (community.purpose) }
                    div class="row wrap mt1" { (marks(lang, community)) }
                }
                div class="row wrap" { (ways(lang, standing)) (more(lang, standing)) }
            }
            (components::tabs(&t!(lang, "communities-tabs"), &tabs(lang, standing, current, extra)))
        }
    }
}

fn tabs(lang: Lang, standing: &Standing, current: &str, extra: &[Tab]) -> Vec<Tab> {
    let home = format!("/communities/{}", standing.community.id);
    let tab = |href: String, label: String| Tab {
        current: href == current,
        href,
        label,
        count: None,
    };
    let mut tabs = vec![tab(home.clone(), t!(lang, "communities-tab-posts"))];
    if standing.reads {
        tabs.extend_from_slice(extra);
    }
    if standing.sees_members() && !standing.community.network_wide {
        tabs.push(tab(
            format!("{home}/members"),
            t!(lang, "communities-tab-members"),
        ));
    }
    // A page of the feature `health`, as the posts are one of another.
    if standing.reads && !standing.guest {
        tabs.push(tab(
            format!("{home}/health"),
            t!(lang, "communities-tab-health"),
        ));
    }
    tabs.push(tab(
        format!("{home}/about"),
        t!(lang, "communities-tab-about"),
    ));
    tabs
}

/// What sort of place it is, in marks; nothing for an ordinary open one.
pub fn marks(lang: Lang, community: &Community) -> Markup {
    html! {
        @if community.official {
            (tag(Tone::Brand, Some("shield-check"), &t!(lang, "communities-official")))
        }
        @match community.kind {
            CommunityKind::Open => {}
            kind => (tag(Tone::Plain, Some(kind_icon(kind)), &kind_name(lang, kind)))
        }
        @if community.announcement {
            (tag(Tone::Plain, Some("megaphone"), &t!(lang, "communities-announcement")))
        }
        @if community.rule.is_some() {
            (tag(Tone::Plain, Some("list-filter"), &t!(lang, "rules-mark")))
        }
        @if community.archived_at.is_some() {
            (tag(Tone::Warn, Some("archive"), &t!(lang, "communities-archived")))
        }
    }
}

pub(super) fn kind_icon(kind: CommunityKind) -> &'static str {
    match kind {
        CommunityKind::Open => "globe",
        CommunityKind::Closed => "lock",
        CommunityKind::Secret => "eye-off",
    }
}

pub(super) fn kind_name(lang: Lang, kind: CommunityKind) -> String {
    t!(lang, &format!("communities-kind-{kind}"))
}

/// Who finds it and who reads it, in a sentence.
pub(super) fn kind_sentence(lang: Lang, community: &Community) -> String {
    match community.network_wide {
        true => t!(lang, "communities-network-wide-text"),
        false => t!(lang, &format!("communities-kind-{}-text", community.kind)),
    }
}

pub(super) fn role_name(lang: Lang, role: MemberRole) -> String {
    t!(lang, &format!("communities-role-{role}"))
}

/// A form that is one button.
pub(super) fn act(action: &str, class: &str, label: &Markup) -> Markup {
    html! { form method="post" action=(action) { button class=(class) { (label) } } }
}

/// Joining, answering an invitation, taking a request back.
pub(super) fn ways(lang: Lang, standing: &Standing) -> Markup {
    let to = |verb: &str| format!("/communities/{}/{verb}", standing.community.id);
    let join = |class: &str, key: &str| {
        act(
            &to("join"),
            class,
            &html! { (icon("user-plus")) (t!(lang, key)) },
        )
    };
    html! {
        @match standing.way_in {
            Some(WayIn::Join) => (join("btn", "communities-join")),
            Some(WayIn::Accept) => {
                (join("btn soft", "communities-accept"))
                (act(&to("decline"), "btn ghost", &html! { (t!(lang, "communities-decline")) }))
            }
            Some(WayIn::Wait) => {
                (tag(Tone::Info, Some("hourglass"), &t!(lang, "communities-asked")))
                (act(&to("leave"), "btn ghost sm", &html! { (t!(lang, "communities-withdraw")) }))
            }
            Some(WayIn::Ask) | None => {}
        }
    }
}

fn more(lang: Lang, standing: &Standing) -> Markup {
    let to = |page: &str| format!("/communities/{}/{page}", standing.community.id);
    let leaves = standing.leaves();
    html! {
        @if standing.invites() {
            a class="btn" href=(to("members#invite")) { (icon("user-plus")) (t!(lang, "communities-invite")) }
        }
        @if standing.owns() || leaves {
            button type="button" class="btn ghost icon" popovertarget="community-more"
                aria-label=(t!(lang, "communities-more")) { (icon("ellipsis")) }
            (sheet("community-more", &t!(lang, "communities-more"), html! {
                div class="menu" {
                    @if standing.owns() {
                        a href=(to("settings")) { (icon("settings")) (t!(lang, "communities-settings")) }
                    }
                    @if standing.rules() {
                        a href=(to("rule")) { (icon("list-filter")) (t!(lang, "rules-belonging")) }
                    }
                    @if leaves {
                        (act(&to("leave"), "", &html! { (icon("log-out")) (t!(lang, "communities-leave")) }))
                    }
                }
            }))
        }
    }
}

/// A section for the column beside: who reads it, what it is for.
pub fn about_aside(viewer: &Viewer, standing: &Standing) -> Markup {
    let (lang, community) = (viewer.lang, &standing.community);
    html! {
        section class="sec" {
            h2 { (t!(lang, "communities-tab-about")) }
            div class="card stack tight small" {
                p { (community.purpose) }
                p class="row muted" { (icon_sm(kind_icon(community.kind))) (kind_sentence(lang, community)) }
                @if community.announcement {
                    p class="row muted" { (icon_sm("megaphone")) (t!(lang, "communities-announcement-text")) }
                }
            }
        }
    }
}

/// A section for the column beside: how many, some faces, who leads. Nothing where everyone is.
pub fn members_aside(
    viewer: &Viewer,
    standing: &Standing,
    leaders: &[Member],
    faces: &[Face],
) -> Markup {
    let (lang, community) = (viewer.lang, &standing.community);
    if community.network_wide || !standing.sees_members() {
        return html! {};
    }
    html! {
        section class="sec" {
            div class="sec-head" {
                h2 { (members_count(lang, community)) }
                a href={ "/communities/" (community.id) "/members" } { (t!(lang, "communities-see-all")) }
            }
            div class="card stack" {
                @if !faces.is_empty() {
                    div class="avs" { @for face in faces { (people::avatar(face, Size::Sm)) } }
                }
                @if !leaders.is_empty() { ul class="rows trim" { @for leader in leaders { (leader_row(lang, leader)) } } }
            }
        }
    }
}

fn leader_row(lang: Lang, leader: &Member) -> Markup {
    let face = leader.face();
    let line = face.line();
    html! {
        li {
            (people::avatar(&face, Size::Sm))
            div class="grow" {
                a class="t" href={ "/people/" (leader.id) } { (leader.name) }
                span class="m" {
                    (role_name(lang, leader.role)) @if !line.is_empty() { " · " (line) }
                }
            }
        }
    }
}

pub(super) fn members_count(lang: Lang, community: &Community) -> String {
    t!(lang, "communities-members-count", n = community.members)
}

/// Instead of what is in a closed community: who decides, and how one asks.
pub fn no_access(viewer: &Viewer, standing: &Standing, leaders: &[Member]) -> Markup {
    let (lang, community) = (viewer.lang, &standing.community);
    let owners: Vec<_> = leaders
        .iter()
        .filter(|leader| leader.role == MemberRole::Owner)
        .collect();
    html! {
        section class="card stack" {
            div class="row gap3" {
                (icon("lock"))
                h2 { (t!(lang, "communities-closed-title", name = &community.name)) }
            }
            p class="soft" { (t!(lang, "communities-closed-text")) }
            @if owners.is_empty() {
                p { (t!(lang, "communities-closed-nobody")) }
            } @else {
                p { (t!(lang, "communities-closed-who")) }
                ul class="rows trim" { @for owner in owners { (leader_row(lang, owner)) } }
            }
            @match standing.way_in {
                Some(WayIn::Ask) => (ask(lang, community)),
                Some(WayIn::Wait) => p { (t!(lang, "communities-asked-text")) }
                _ if standing.by_rule() => p { (t!(lang, "rules-closed")) }
                _ => {}
            }
        }
    }
}

fn ask(lang: Lang, community: &Community) -> Markup {
    let hint = t!(lang, "communities-ask-note-hint");
    html! {
        form method="post" action={ "/communities/" (community.id) "/join" } class="stack" id="ask" {
            (components::field(&components::Field {
                label: &t!(lang, "communities-ask-note"),
                name: "note",
                rows: Some(2),
                hint: Some(&hint),
                max_chars: Some(NOTE_MAX_CHARS as u32),
                ..Default::default()
            }))
            div class="row" { button class="btn primary" { (icon("hand")) (t!(lang, "communities-ask")) } }
        }
    }
}

/// Opens a sheet of acts on one row of a list.
pub(super) fn row_menu(id: &str, label: &str, items: Markup) -> Markup {
    html! {
        button type="button" class="btn ghost icon sm" popovertarget=(id) aria-label=(label) { (icon("ellipsis")) }
        (sheet(id, label, html! { div class="menu" { (items) } }))
    }
}

/// A button that opens the question before an act.
pub(super) fn asks_first(confirm: &components::Confirm<'_>, class: &str, label: Markup) -> Markup {
    html! { (sheet_button(confirm.id, class, label)) (components::confirm(confirm)) }
}
