//! How notifications look: one line a thread, with the reason it is there.

use kernel::Time;
use kernel::text::shorten;
use maud::{Markup, html};
use web::components::{self, Action, Size, Tab, Tone, empty_state, pager, sheet, tag};
use web::layout::BELL_FRAME;
use web::{Lang, Zone, hue_of, icon, t};

use super::list::{Page, Which};
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
            @if page.rows.is_empty() { (nothing(lang, which)) }
            @else { (lists(reader, &page.rows, whole)) }
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
fn lists(reader: &Reader, rows: &[Row], whole: bool) -> Markup {
    let lang = reader.lang;
    let today = reader.day(reader.now);
    let split = match whole {
        true => rows
            .iter()
            .take_while(|row| reader.day(row.at) == today)
            .count(),
        false => 0,
    };
    let groups = [("today", &rows[..split]), ("earlier", &rows[split..])];
    let last = if split == rows.len() {
        "today"
    } else {
        "earlier"
    };
    html! {
        @for (name, rows) in groups.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            section class="card flush" aria-labelledby=(name) {
                div class="card-head" { h2 id=(name) { (t!(lang, &format!("notifications-{name}"))) } }
                ul class="rows inset" data-items[name == last] {
                    @for row in rows { (self::row(reader, row)) }
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

pub fn row(reader: &Reader, row: &Row) -> Markup {
    let lang = reader.lang;
    html! {
        li id=(row_id(row.id)) {
            (stone(row, Size::Md))
            div class="grow" {
                a class="t" href={ "/notifications/" (row.id) } { (line(lang, row)) }
                span class="m" {
                    (web::time(row.at, reader.now, lang, &reader.zone))
                    @if let Some(community) = &row.community { " · " (community) }
                    " · " (t!(lang, &format!("notifications-why-{}", row.reason)))
                }
            }
            @if row.muted { (tag(Tone::Plain, Some("bell-off"), &t!(lang, "notifications-muted"))) }
            (mark(lang, row))
            (menu(lang, row))
        }
    }
}

fn menu(lang: Lang, row: &Row) -> Markup {
    let id = format!("menu-{}", row.id);
    let label = t!(lang, "notifications-change", title = title(row));
    let act = |verb: &str, sign: &str, key: &str| {
        html! {
            form method="post" action={ "/notifications/" (row.id) "/" (verb) } {
                button { (icon(sign)) (t!(lang, key)) }
            }
        }
    };
    html! {
        button type="button" class="btn ghost icon sm" popovertarget=(id) aria-label=(label) { (icon("ellipsis")) }
        (sheet(&id, &label, html! {
            div class="menu" {
                @if row.read_at.is_none() { (act("read", "check", "notifications-read")) }
                @if row.muted { (act("unmute", "bell", "notifications-unmute")) }
                @else { (act("mute", "bell-off", "notifications-mute")) }
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
                @if page.rows.is_empty() {
                    div class="pad" {
                        p { (t!(lang, "notifications-empty")) }
                        p class="small muted" { (t!(lang, "notifications-empty-text")) }
                    }
                }
                @else {
                    ul class="rows inset" { @for row in &page.rows { (panel_row(reader, row)) } }
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

fn panel_row(reader: &Reader, row: &Row) -> Markup {
    html! {
        li {
            (stone(row, Size::Sm))
            div class="grow" {
                a class="t" href={ "/notifications/" (row.id) } { (line(reader.lang, row)) }
                span class="m" { (web::time(row.at, reader.now, reader.lang, &reader.zone)) }
            }
            (mark(reader.lang, row))
        }
    }
}

fn mark(lang: Lang, row: &Row) -> Markup {
    html! {
        @if row.read_at.is_none() { span class="dot" {} span class="vh" { (t!(lang, "notifications-unread")) } }
    }
}

fn stone(row: &Row, size: Size) -> Markup {
    let photo = people::photo_href(row.actor_id, row.actor_photo.as_deref());
    let face = components::Face {
        name: &row.actor,
        hue: hue_of(row.actor_id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    let badge = match row.reason {
        Reason::Mention => ("k-update", "at-sign"),
        Reason::Reply => ("k-update", "reply"),
        Reason::Answer => ("k-question", "message-circle"),
        Reason::Accepted => ("k-question", "check"),
        Reason::Praise => ("k-praise", "award"),
    };
    components::avatar(&face, size, Some(badge))
}

/// What happened, in a sentence.
pub fn line(lang: Lang, row: &Row) -> String {
    let key = format!("notifications-{}", row.reason);
    t!(
        lang,
        &key,
        actor = &row.actor,
        others = row.others,
        title = title(row)
    )
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
