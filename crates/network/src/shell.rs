//! The frame round every page of a signed-in person: navigation, own communities, the bell.

use axum::response::{IntoResponse, Response};
use kernel::Result;
use maud::Markup;
use web::components::hue_of;
use web::layout::{Frame, Made, Me, NavItem, Place, Shell, Theme};
use web::{Lang, t};

use crate::access::Viewer;
use crate::{App, Feature, notifications, people, places};

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
    let position = about.position.unwrap_or_else(|| app.hub.newest());
    let places = places::of(app, viewer).await?;
    let bell = notifications::bell(app, viewer).await?.unread;
    let settings = app.settings.get();
    let places = places.first(PLACES).map(|place| Place {
        key: place.sign.id.raw(),
        href: format!("/communities/{}", place.sign.id),
        hue: hue_of(place.sign.id.raw()),
        unread: place.unread,
        name: &place.sign.name,
    });
    let (id, person) = (viewer.id, &viewer.person);
    let shell = Shell {
        frame: settings.frame(app.features, viewer.lang, viewer.is_guest()),
        current: about.current,
        theme: theme(&person.theme),
        title: about.title,
        me: Some(Me {
            name: &person.name,
            hue: hue_of(id.raw()),
            photo: people::photo_href(id, person.photo.as_deref()),
            line: &person.title,
            href: format!("/people/{id}"),
        }),
        places: places.collect(),
        bell,
        query: about.query,
        session: app.session_mark(viewer),
        shared_device: viewer.shared_device,
        stream: Some(app.seal(viewer).seal(position)),
        private: about.private,
        flash: about.flash,
    };
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

/// What stands round all pages in this language, for guests or for everybody else.
pub(crate) fn frame(features: &[Feature], lang: Lang, guest: bool, network_name: &str) -> Made {
    let mut nav: Vec<_> = features
        .iter()
        .filter_map(|feature| feature.nav)
        .filter(|nav| nav.guests || !guest)
        .collect();
    nav.sort_by_key(|nav| nav.rank);
    let nav = nav.iter().map(|nav| NavItem {
        href: nav.href.to_owned(),
        icon: nav.icon,
        label: web::texts::text(lang, nav.label, &[]),
        mobile: nav.mobile,
    });
    let settings = NavItem {
        href: "/settings/profile".to_owned(),
        icon: "settings",
        label: t!(lang, "shell-settings"),
        mobile: false,
    };
    let frame = Frame {
        lang,
        network_name: network_name.to_owned(),
        nav: nav.collect(),
        places_title: t!(lang, "shell-my-communities"),
        places_more: Some(("/communities".to_owned(), t!(lang, "shell-find-community"))),
        bell_href: "/notifications".to_owned(),
        compose_href: "/posts/new".to_owned(),
        search: "/search".to_owned(),
        search_label: t!(lang, "shell-search"),
        more: vec![settings],
        sign_out: "/signout".to_owned(),
    };
    frame.made()
}

pub fn theme(name: &str) -> Theme {
    match name {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    }
}
