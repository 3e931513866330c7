//! The frame round every page of a signed-in person: navigation, own communities, the bell.

use axum::response::{IntoResponse, Response};
use kernel::Result;
use maud::Markup;
use web::components::hue_of;
use web::layout::{Me, NavItem, Place, Shell, Theme};
use web::t;

use crate::access::Viewer;
use crate::{App, notifications, people, places};

const PLACES: usize = 12;

/// What a page says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    pub title: &'a str,
    /// Its address in the navigation, to mark where one is.
    pub current: &'a str,
    /// The position its content was read at; `None` for now.
    pub position: Option<i64>,
    /// Of a closed or secret place: kept in no cache of the browser.
    pub private: bool,
    /// What was searched for.
    pub query: &'a str,
    /// Said once, after a redirect.
    pub flash: Option<&'a str>,
}

/// The whole page. Take the position before reading the content, so that no event is lost between.
pub async fn page(app: &App, viewer: &Viewer, about: About<'_>, main: Markup) -> Result<Response> {
    let shell = shell(app, viewer, about).await?;
    Ok(web::layout::page(&shell, main).into_response())
}

/// As [`page`], with nothing to say of it but its title, its place in the navigation and a flash.
pub async fn titled(
    app: &App,
    viewer: &Viewer,
    current: &str,
    title: &str,
    flash: Option<&str>,
    main: Markup,
) -> Result<Response> {
    let about = About {
        title,
        current,
        flash,
        ..About::default()
    };
    page(app, viewer, about, main).await
}

async fn shell(app: &App, viewer: &Viewer, about: About<'_>) -> Result<Shell> {
    let (id, lang) = (viewer.id, viewer.lang);
    let position = about.position.unwrap_or_else(|| app.hub.newest());
    let places = places::of(app, viewer).await?;
    let bell = notifications::bell(app, viewer).await?.unread;
    let current = |href: &str| about.current == href;
    let mut nav: Vec<_> = app
        .features
        .iter()
        .filter_map(|feature| feature.nav)
        .filter(|nav| nav.guests || !viewer.is_guest())
        .collect();
    nav.sort_by_key(|nav| nav.rank);
    let nav = nav.iter().map(|nav| NavItem {
        href: nav.href.to_owned(),
        icon: nav.icon,
        label: web::texts::text(lang, nav.label, &[]),
        current: current(nav.href),
        mobile: nav.mobile,
        ..NavItem::default()
    });
    let places = places.first(PLACES).map(|place| {
        let href = format!("/communities/{}", place.sign.id);
        Place {
            key: place.sign.id.raw(),
            current: current(&href),
            href,
            hue: hue_of(place.sign.id.raw()),
            unread: place.unread,
            name: place.sign.name.clone(),
        }
    });
    let link = |href: &str, icon, label: String| NavItem {
        current: current(href),
        href: href.to_owned(),
        icon,
        label,
        ..NavItem::default()
    };
    Ok(Shell {
        lang,
        theme: theme(&viewer.person.theme),
        network_name: app.settings.get().network_name.clone(),
        title: about.title.to_owned(),
        me: Some(Me {
            name: viewer.person.name.clone(),
            hue: hue_of(id.raw()),
            photo: people::photo_href(id, viewer.person.photo.as_deref()),
            line: viewer.person.title.clone(),
            href: format!("/people/{id}"),
        }),
        nav: nav.collect(),
        places: places.collect(),
        places_title: t!(lang, "shell-my-communities"),
        places_more: Some(("/communities".to_owned(), t!(lang, "shell-find-community"))),
        bell,
        bell_href: "/notifications".to_owned(),
        compose_href: "/posts/new".to_owned(),
        search: "/search".to_owned(),
        search_label: t!(lang, "shell-search"),
        query: about.query.to_owned(),
        more: vec![link(
            "/settings/profile",
            "settings",
            t!(lang, "shell-settings"),
        )],
        sign_out: "/signout".to_owned(),
        session: app.session_mark(viewer),
        shared_device: viewer.shared_device,
        stream: Some(app.seal(viewer).seal(position)),
        private: about.private,
        flash: about.flash.map(str::to_owned),
    })
}

pub fn theme(name: &str) -> Theme {
    match name {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    }
}
