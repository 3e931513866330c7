//! What one says of oneself, and the frame round all pages of the settings.

use axum::extract::{Multipart, State};
use axum::response::Response;
use kernel::Result;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tab};
use web::{Flash, Form, flash, see_other, t};

use super::actions::{self, Profile};
use super::{photo, profile_views as views};
use crate::access::Viewer;
use crate::forms::again;
use crate::{App, shell};

const PATH: &str = "/settings/profile";

#[derive(Deserialize)]
pub struct ProfileForm {
    about: String,
    language: String,
    time_zone: String,
    theme: String,
}

pub async fn show(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    let profile = Profile::of(&viewer.person);
    let content = views::profile(&viewer, &profile, None);
    Ok(settings_page(&app, &viewer, PATH, flash, content).await?)
}

pub async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<ProfileForm>,
) -> web::Result {
    let ProfileForm {
        about,
        language,
        time_zone,
        theme,
    } = form;
    let profile = Profile {
        about,
        language,
        time_zone,
        theme,
    };
    let kept = profile.clone();
    if let Err(error) = app
        .act(&viewer, move |tx, viewer| {
            actions::save_profile(tx, viewer, &kept)
        })
        .await
    {
        let shown = async |error: &_| {
            let content = views::profile(&viewer, &profile, Some(error));
            settings_page(&app, &viewer, PATH, None, content).await
        };
        return again(error, shown).await;
    }
    // In the language that was just chosen.
    let lang = web::Lang::from_code(&profile.language).unwrap_or(viewer.lang);
    Ok(flash::leave(
        see_other(PATH),
        &t!(lang, "people-profile-saved"),
    ))
}

pub async fn save_photo(State(app): State<App>, viewer: Viewer, form: Multipart) -> web::Result {
    let kept = async {
        let now = app.store.clock().now();
        app.limits.writing.check(&viewer.id.to_string(), now)?;
        let picture = photo::prepare(photo::receive(form).await?).await?;
        app.act(&viewer, move |tx, viewer| {
            actions::set_photo(tx, viewer, Some(&picture))
        })
        .await
    };
    if let Err(error) = kept.await {
        let profile = Profile::of(&viewer.person);
        let shown = async |error: &_| {
            let content = views::profile(&viewer, &profile, Some(error));
            settings_page(&app, &viewer, PATH, None, content).await
        };
        return again(error, shown).await;
    }
    Ok(flash::leave(
        see_other(PATH),
        &t!(viewer.lang, "people-photo-saved"),
    ))
}

pub async fn remove_photo(State(app): State<App>, viewer: Viewer) -> web::Result {
    app.act(&viewer, |tx, viewer| actions::set_photo(tx, viewer, None))
        .await?;
    Ok(flash::leave(
        see_other(PATH),
        &t!(viewer.lang, "people-photo-removed"),
    ))
}

/// A page of the settings: its content under the tabs. `current` is its address.
pub async fn settings_page(
    app: &App,
    viewer: &Viewer,
    current: &str,
    flash: Option<String>,
    content: Markup,
) -> Result<Response> {
    let lang = viewer.lang;
    let pages = [
        (PATH, "people-settings-profile"),
        ("/settings/sessions", "people-settings-sessions"),
        ("/settings/password", "people-settings-password"),
        ("/settings/tokens", "people-settings-tokens"),
    ];
    let tabs = pages.map(|(href, key)| Tab {
        href: href.to_owned(),
        label: t!(lang, key),
        count: None,
        current: href == current,
    });
    let title = t!(lang, "people-settings");
    let main = html! {
        div class="page-head" {
            div class="grow" { h1 { (title) } p { (t!(lang, "people-settings-text")) } }
        }
        (components::tabs(&title, &tabs))
        div class="stack loose settings" { (content) }
    };
    let about = shell::About {
        title: &title,
        current: PATH,
        private: true,
        flash: flash.as_deref(),
        ..shell::About::default()
    };
    shell::page(app, viewer, about, main).await
}
