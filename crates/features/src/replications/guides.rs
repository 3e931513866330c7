//! People from the origin as they are offered to a team: where they know it from, and with how many teams
//! they go already.

use jiff::civil::Date;
use kernel::Result;
use maud::{Markup, html};
use network::PersonId;
use network::people::photo_href;
use store::Db;
use web::components::{Face, Size, avatar, hue_of};
use web::{Lang, t};

use super::queries;
use super::replication::{Guide, days_before};

/// With how many teams in their first 30 days each of these goes.
pub fn busy(db: &Db, guides: &[Guide], today: Date) -> Result<Vec<(PersonId, i64)>> {
    let people: Vec<PersonId> = guides.iter().map(|guide| guide.person_id).collect();
    queries::goes_with(db, &people, &days_before(today, 30))
}

/// People from the origin, one to choose.
pub fn guide_choices(
    guides: &[Guide],
    busy: &[(PersonId, i64)],
    chosen: &str,
    lang: Lang,
) -> Markup {
    let value = |guide: &Guide| match guide.replication_id {
        Some(id) => format!("r{id}"),
        None => format!("p{}", guide.person_id),
    };
    let said = |guide: &Guide| match guide.replication_id {
        Some(_) => t!(
            lang,
            "replications-guide-leads",
            place = guide.from.as_str()
        ),
        None => t!(
            lang,
            "replications-guide-story",
            story = guide.from.as_str()
        ),
    };
    let busy = |guide: &Guide| {
        let found = busy.iter().find(|(id, _)| *id == guide.person_id);
        found.map_or(0, |(_, teams)| *teams)
    };
    html! {
        @for guide in guides {
            label class="choice" {
                input type="radio" name="buddy" value=(value(guide)) checked[value(guide) == chosen];
                span {
                    span class="row gap3" { (face(guide)) b { (guide.name) } }
                    span class="m" { (said(guide)) @if busy(guide) > 0 { " " (t!(lang, "replications-guide-busy", n = busy(guide))) } }
                }
            }
        }
    }
}

fn face(guide: &Guide) -> Markup {
    let photo = photo_href(guide.person_id, guide.photo.as_deref());
    let face = Face {
        name: &guide.name,
        hue: hue_of(guide.person_id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    avatar(&face, Size::Sm, None)
}
