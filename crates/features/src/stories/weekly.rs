//! The story of the week: one for each site, chosen by a job and kept, so that a team finds the same one on
//! the home page and on the wall until Sunday.
//!
//! Told ones come in turn, the newest first and those of the same kind of site before others; nobody gets
//! the story of their own site.

use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use kernel::{Result, Time};
use maud::{Markup, html};
use network::feature::JobKind;
use network::people::{SiteId, SiteKind};
use network::{App, Viewer};
use store::{NewJob, Tx};
use web::t;

use super::story::{Story, StoryId};
use super::views;
use super::{in_feed, queries};
use crate::indicators::Cadence;

pub const CHOOSE: JobKind = JobKind {
    name: "stories_week",
    run,
};

/// Looked at every day: a site that is new, and the first story of all, need not wait for Monday.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// The newest that come into question.
const TOLD: i64 = 200;
/// Sites at once.
const SITES: i64 = 500;

/// When the program begins to serve.
pub fn begin(tx: &Tx) -> Result<()> {
    enqueue(tx, tx.now())
}

fn enqueue(tx: &Tx, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: CHOOSE.name,
        payload: String::new(),
        run_at,
    })
}

fn run(app: &App, _: &str) -> Result<()> {
    let week = week(app);
    let told = app
        .store
        .read_blocking(|db| queries::to_choose_from(db, TOLD))?;
    let mut after = SiteId::from_raw(0);
    loop {
        let sites = app
            .store
            .read_blocking(move |db| queries::sites_without(db, week, after, SITES))?;
        let Some((last, _)) = sites.last() else {
            break;
        };
        after = *last;
        let told = told.clone();
        app.store.write_background_blocking(move |tx| {
            for (site, kind) in &sites {
                let had = queries::had(tx, *site, TOLD)?;
                if let Some(story) = choose(&told, &had, *site, *kind) {
                    queries::put_week(tx, *site, week, story)?;
                }
            }
            Ok(())
        })?;
    }
    app.store.write_background_blocking(|tx| {
        in_feed::forget(tx)?;
        enqueue(tx, tx.now().plus(EVERY))
    })
}

fn week(app: &App) -> i64 {
    Cadence::Week.at(app.store.clock().now())
}

/// A told story with where it comes from.
pub type Told = (StoryId, Option<SiteId>, Option<SiteKind>);

/// The first that the site has not had (`had`: the newest first), else the one it had longest ago. `told`
/// is the newest first.
fn choose(told: &[Told], had: &[StoryId], site: SiteId, kind: SiteKind) -> Option<StoryId> {
    let mut fit: Vec<&Told> = told.iter().filter(|(_, of, _)| *of != Some(site)).collect();
    fit.sort_by_key(|(_, _, of)| *of != Some(kind));
    let new = fit.iter().find(|(id, _, _)| !had.contains(id));
    let longest_ago = || {
        let weeks_ago = |(id, _, _): &&&Told| had.iter().position(|it| it == id);
        fit.iter().max_by_key(weeks_ago)
    };
    new.or_else(longest_ago).map(|(id, _, _)| *id)
}

const FRAME: &str = "story-of-the-week";

/// The place of the story on a page of the viewer's; it comes when it is seen, because a home page that is
/// ready asks the database nothing.
pub fn of_the_week(viewer: &Viewer) -> Option<Markup> {
    let may = viewer.person.site_id.is_some() && !viewer.is_guest();
    may.then(
        || html! { turbo-frame id=(FRAME) src="/stories/week" loading="lazy" target="_top" {} },
    )
}

/// What comes there: the story of the viewer's site, or nothing.
pub async fn show(State(app): State<App>, viewer: Viewer) -> web::Result {
    viewer.not_a_guest()?;
    let (site, week, lang) = (viewer.person.site_id, week(&app), viewer.lang);
    let read = app.store.read(move |db| match site {
        Some(site) => queries::of_week(db, site, week),
        None => Ok(None),
    });
    let found: Option<Story> = read.await?;
    let site = viewer.person.site.as_deref().unwrap_or_default();
    let frame = html! {
        turbo-frame id=(FRAME) target="_top" {
            @if let Some(it) = found {
                section class="sec" {
                    div class="sec-head" { h2 { (t!(lang, "stories-of-the-week")) } a href="/stories" { (t!(lang, "stories-nav")) } }
                    div class="card stack tight" {
                        div class="row wrap" { (views::evidence_tag(&it, lang)) }
                        h3 class="post-title" { a href={ "/stories/" (it.id) } { (it.title) } }
                        p class="small soft" { (views::told_by(&it, lang)) }
                        p class="small muted" { (t!(lang, "stories-of-the-week-why", site = site)) }
                    }
                }
            }
        }
    };
    Ok(frame.into_response())
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    #[test]
    fn stories_come_in_turn_and_not_to_where_they_are_from() {
        let site = |of: i64| SiteId::from_raw(of);
        let story = |of: i64| StoryId::from_raw(of);
        let told = [
            (story(4), Some(site(1)), Some(SiteKind::Frontline)),
            (story(3), Some(site(2)), Some(SiteKind::Office)),
            (story(2), Some(site(3)), Some(SiteKind::Frontline)),
            (story(1), None, None),
        ];
        let mut had: Vec<StoryId> = Vec::new();
        let mut next = || {
            let chosen = choose(&told, &had, site(1), SiteKind::Frontline).unwrap();
            had.insert(0, chosen);
            chosen.raw()
        };
        assert_eq!([next(), next(), next(), next(), next()], [2, 3, 1, 2, 3]);
        let own = [(Id::from_raw(4), Some(site(1)), None)];
        assert_eq!(choose(&own, &[], site(1), SiteKind::Office), None);
    }
}
