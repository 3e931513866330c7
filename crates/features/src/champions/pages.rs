//! The bench.

use axum::extract::State;
use axum::response::Response;
use kernel::text::fold::fold;
use kernel::{Result, Time};
use maud::Markup;
use network::people::{self, Person};
use network::shell;
use network::{App, Viewer, address, paging};
use serde::Deserialize;
use store::Db;
use web::{Flash, Query, t};

use super::bench::{self, ENDS_DAYS};
use super::queries::{self, Filter};
use super::views::{self, ENDING, Shown};
use crate::courses;

const PAGE: usize = 18;
/// Of colleagues who were named, and of sites without a champion.
const NOMINATIONS: i64 = 10;
const WITHOUT: i64 = 3;
/// What is open to champions before everybody.
const FIRST: i64 = 10;
/// Topics to choose from.
const TOPICS: i64 = 40;
/// Sites to choose from; of more one is typed.
pub const SITES: i64 = 300;
/// No site has this id.
const NOWHERE: i64 = -1;
pub const PURPOSE: &str = "champions";

/// Who of the bench is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// By its name.
    pub site: String,
    pub topic: String,
    pub sceptics: bool,
    pub cursor: Option<String>,
}

impl Asked {
    fn filter(&self, db: &Db) -> Result<Filter> {
        let site = match fold(&self.site).as_str() {
            "" => None,
            name => {
                people::queries::site_by_name(db, name)?.map_or(Some(NOWHERE), |id| Some(id.raw()))
            }
        };
        Ok(Filter {
            site,
            topic: fold(&self.topic),
            sceptics: self.sceptics,
        })
    }

    fn next(&self, cursor: &str) -> String {
        let sceptics = if self.sceptics { "true" } else { "" };
        let parameters = [
            ("site", &*self.site),
            ("topic", &self.topic),
            ("sceptics", sceptics),
            ("cursor", cursor),
        ];
        address::with("/champions", &parameters)
    }
}

pub async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/champions", title, flash, main).await
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    viewer.not_a_guest()?;
    let after = paging::after::<Person>(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let soon = Time(now.0 + ENDS_DAYS * Time::DAY_US);
        Ok(Shown {
            counts: queries::counts(db, queries::MOST_COUNTS)?,
            members: queries::bench(db, &reader, &asked.filter(db)?, after, now, PAGE as i64 + 1)?,
            next: None,
            sites: queries::sites(db, SITES + 1)?,
            follow_ons: queries::follow_ons(db, reader.id, now)?.0,
            topics: queries::topics(db, TOPICS)?,
            invitations: queries::invitations(db, reader.id, now, queries::MOST)?,
            nominations: queries::nominations(db, &reader, now, NOMINATIONS)?,
            without: queries::without(db, "*", i64::MAX, i64::MAX, WITHOUT)?,
            ending: queries::ending(db, now, soon, ENDING)?,
            own: queries::member(db, reader.id, now)?,
            first: courses::queries::first_to(db, &reader, now, FIRST)?,
            invites: bench::invites(&reader, now),
            asked,
        })
    });
    let mut shown = read.await?;
    let members = &mut shown.members;
    let next = paging::cut(&app, &viewer, PURPOSE, members, PAGE, |it| it.person_id);
    shown.next = next.map(|cursor| shown.asked.next(&cursor));
    let main = views::page(&viewer, &shown, now);
    let title = t!(viewer.lang, "champions-title");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}
