//! How notifications look: one line a thread, with the reason it is there.

use kernel::Time;
use kernel::text::shorten;
use maud::{Markup, html};
use web::components::{self, Action, Size, Tab, Tone, empty_state, pager, sheet, tag};
use web::layout::BELL_FRAME;
use web::{Lang, Zone, hue_of, icon, t};

use super::list::{Line, Page, Which};
use super::queries::{NotificationId, Reason, Row};
use crate::access::Viewer;
use crate::{App, address, people};

const TITLE_CHARS: usize = 80;

/// Who reads, where and when: how times are said.
pub struct Reader {
    lang: Lang,
    zone: Zone,
    now: Time,
}

impl Reader {
    pub fn new(app: &App, viewer: &Viewer) -> Reader {
        Reader {
            lang: viewer.lang,
            zone: viewer.zone(),
            now: app.store.clock().now(),
        }
    }

    fn day(&self, at: Time) -> String {
        components::date(at, self.lang, &self.zone)
    }
}

/// `whole` is false for what endless scrolling fetches: such a page has one list.
pub fn page(reader: &Reader, page: &Page, which: Which, whole: bool) -> Markup {
    let lang = reader.lang;
    html! {
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "notifications-title")) }
                p { (t!(lang, "notifications-intro")) }
            }
            @if page.unread > 0 {
                form method="post" action="/notifications/read" {
                    button class="btn" { (icon("check-check")) (t!(lang, "notifications-read-all")) }
                }
            }
        }
        div class="stack loose" {
            div class="row" { (components::seg(&t!(lang, "notifications-which"), &views(lang, page, which))) }
            @if page.lines.is_empty() { (nothing(lang, which)) }
            @else { (lists(reader, &page.lines, whole)) }
            @if let Some(next) = &page.next {
                @let show = if which == Which::Unread { "new" } else { "" };
                @let next = address::with("/notifications", &[("show", show), ("cursor", next)]);
                (pager("more", &next, &t!(lang, "notifications-more")))
            }
        }
    }
}

fn views(lang: Lang, page: &Page, which: Which) -> [Tab; 2] {
    let count = (page.unread > 0).then(|| web::numbers::count(page.unread, lang));
    [
        Tab {
            href: "/notifications".to_owned(),
            label: t!(lang, "notifications-all"),
            current: which == Which::All,
            count: None,
        },
        Tab {
            href: "/notifications?show=new".to_owned(),
            label: t!(lang, "notifications-new"),
            current: which == Which::Unread,
            count,
        },
    ]
}

/// Today's apart from the earlier ones; further pages are added to the last list.
fn lists(reader: &Reader, lines: &[Line], whole: bool) -> Markup {
    let lang = reader.lang;
    let today = reader.day(reader.now);
    let split = match whole {
        true => lines
            .iter()
            .take_while(|line| reader.day(line.at()) == today)
            .count(),
        false => 0,
    };
    let groups = [("today", &lines[..split]), ("earlier", &lines[split..])];
    let last = if split == lines.len() {
        "today"
    } else {
        "earlier"
    };
    html! {
        @for (name, lines) in groups.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            section class="card flush" aria-labelledby=(name) {
                div class="card-head" { h2 id=(name) { (t!(lang, &format!("notifications-{name}"))) } }
                ul class="rows inset" data-items[name == last] {
                    @for line in lines { (row(reader, line)) }
                }
            }
        }
    }
}

fn nothing(lang: Lang, which: Which) -> Markup {
    let all = Action {
        href: "/notifications",
        label: t!(lang, "notifications-all"),
    };
    match which {
        Which::All => empty_state(
            &t!(lang, "notifications-empty"),
            &t!(lang, "notifications-empty-text"),
            None,
        ),
        Which::Unread => empty_state(
            &t!(lang, "notifications-nothing-new"),
            &t!(lang, "notifications-nothing-new-text"),
            Some(&all),
        ),
    }
}

pub fn row_id(id: NotificationId) -> String {
    format!("notification-{id}")
}

pub fn row(reader: &Reader, line: &Line) -> Markup {
    let lang = reader.lang;
    let (place, why) = match line {
        Line::Thread(row) => (
            row.community.as_deref().unwrap_or_default(),
            format!("notifications-why-{}", row.reason),
        ),
        Line::Notice(told) => ("", format!("notices-why-{}", told.kind.name)),
    };
    html! {
        li id=(row_id(line.id())) {
            (stone(line, Size::Md))
            div class="grow" {
                a class="t" href={ "/notifications/" (line.id()) } { (self::line(lang, line)) }
                span class="m" {
                    (web::time(line.at(), reader.now, lang, &reader.zone))
                    @if !place.is_empty() { " · " (place) }
                    " · " (t!(lang, &why))
                }
            }
            @if matches!(line, Line::Thread(row) if row.muted) { (tag(Tone::Plain, Some("bell-off"), &t!(lang, "notifications-muted"))) }
            (mark(lang, line))
            (menu(lang, line))
        }
    }
}

fn menu(lang: Lang, line: &Line) -> Markup {
    let id = format!("menu-{}", line.id());
    let (title, muted) = match line {
        Line::Thread(row) => (title(row), Some(row.muted)),
        Line::Notice(told) => (told.about.title.clone(), None),
    };
    // Of a notice there is nothing to mute.
    if muted.is_none() && line.is_read() {
        return html! {};
    }
    let label = t!(lang, "notifications-change", title = title);
    let act = |verb: &str, sign: &str, key: &str| {
        html! {
            form method="post" action={ "/notifications/" (line.id()) "/" (verb) } {
                button { (icon(sign)) (t!(lang, key)) }
            }
        }
    };
    html! {
        button type="button" class="btn ghost icon sm" popovertarget=(id) aria-label=(label) { (icon("ellipsis")) }
        (sheet(&id, &label, html! {
            div class="menu" {
                @if !line.is_read() { (act("read", "check", "notifications-read")) }
                @match muted {
                    Some(true) => (act("unmute", "bell", "notifications-unmute")),
                    Some(false) => (act("mute", "bell-off", "notifications-mute")),
                    None => {}
                }
            }
        }))
    }
}

/// The newest few in the frame under the bell.
pub fn panel(reader: &Reader, page: &Page) -> Markup {
    let lang = reader.lang;
    html! {
        turbo-frame id=(BELL_FRAME) target="_top" {
            section class="panel" aria-labelledby="panel-title" {
                header {
                    h2 id="panel-title" { (t!(lang, "notifications-title")) }
                    @if page.unread > 0 {
                        (tag(Tone::Brand, None, &t!(lang, "notifications-count", n = page.unread)))
                        (read_all(lang))
                    }
                }
                @if page.lines.is_empty() {
                    div class="pad" {
                        p { (t!(lang, "notifications-empty")) }
                        p class="small muted" { (t!(lang, "notifications-empty-text")) }
                    }
                }
                @else {
                    ul class="rows inset" { @for line in &page.lines { (panel_row(reader, line)) } }
                }
                footer { a class="small" href="/notifications" { (t!(lang, "notifications-see-all")) } }
            }
        }
    }
}

/// Answered by the panel again, and not by the page.
fn read_all(lang: Lang) -> Markup {
    let label = t!(lang, "notifications-read-all");
    html! {
        form class="push" method="post" action="/notifications/read" data-turbo-frame=(BELL_FRAME) {
            button class="btn ghost icon sm" aria-label=(label) title=(label) { (icon("check-check")) }
        }
    }
}

fn panel_row(reader: &Reader, line: &Line) -> Markup {
    html! {
        li {
            (stone(line, Size::Sm))
            div class="grow" {
                a class="t" href={ "/notifications/" (line.id()) } { (self::line(reader.lang, line)) }
                span class="m" { (web::time(line.at(), reader.now, reader.lang, &reader.zone)) }
            }
            (mark(reader.lang, line))
        }
    }
}

fn mark(lang: Lang, line: &Line) -> Markup {
    html! {
        @if !line.is_read() { span class="dot" {} span class="vh" { (t!(lang, "notifications-unread")) } }
    }
}

fn stone(line: &Line, size: Size) -> Markup {
    let (actor, badge) = match line {
        Line::Thread(row) => {
            let actor = (row.actor_id, &row.actor, row.actor_photo.as_deref());
            (Some(actor), badge(row.reason))
        }
        Line::Notice(told) => {
            let (row, badge) = (&told.row, ("k-story", told.kind.icon));
            let actor = row.actor_id.zip(row.actor.as_ref());
            let photo = row.actor_photo.as_deref();
            (actor.map(|(id, name)| (id, name, photo)), badge)
        }
    };
    let Some((id, name, photo)) = actor else {
        return components::sign(badge.1, hue_of(line.id().raw()), size);
    };
    let photo = people::photo_href(id, photo);
    let face = components::Face {
        name,
        hue: hue_of(id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    components::avatar(&face, size, Some(badge))
}

fn badge(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::Mention => ("k-update", "at-sign"),
        Reason::Reply => ("k-update", "reply"),
        Reason::Answer => ("k-question", "message-circle"),
        Reason::Accepted => ("k-question", "check"),
        Reason::Praise => ("k-praise", "award"),
    }
}

/// What happened, in a sentence.
pub fn line(lang: Lang, line: &Line) -> String {
    match line {
        Line::Thread(row) => t!(
            lang,
            &format!("notifications-{}", row.reason),
            actor = &row.actor,
            others = row.others,
            title = title(row)
        ),
        Line::Notice(told) => told.line(lang),
    }
}

/// The title of the thread, or how it begins.
pub fn title(row: &Row) -> String {
    let text = if row.title.is_empty() {
        &row.plain
    } else {
        &row.title
    };
    shorten(&kernel::text::one_line(text), TITLE_CHARS)
}
