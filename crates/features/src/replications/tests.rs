//! Through the door: starting a use case in one's team, what the team does, and what others learn of it.

mod answers;
mod api;
mod lineage;
mod notices;
mod people;
mod reach;
mod result;
mod start;
mod team;

use http::Method;
use network::people::{self as colleagues, SiteKind};
use network::testing::{Actor, Answer, World};
use serde_json::{Value, json};

use super::replication::{Choice, ReplicationId, ReplicationScope, Said};
use super::{Begun, actions, queries};
use crate::use_cases::{RoomKind, UseCaseId};

/// A company with two shops of twelve people each, an indicator with four weeks of readings, an initiative,
/// and a use case that Mia looks after.
struct Shops {
    /// Of Leeds.
    lena: Actor,
    lars: Actor,
    /// Of York.
    yuri: Actor,
    /// Owns the indicator.
    olive: Actor,
    /// Looks after the use case.
    mia: Actor,
    otto: Actor,
    indicator: i64,
    initiative: i64,
    use_case: i64,
}

async fn shops(world: &World) -> Shops {
    let mut people = Vec::new();
    for (town, names) in [
        ("Leeds", ["Lena Lead", "Lars Lift"]),
        ("York", ["Yuri Yard", "Yan Yell"]),
    ] {
        let site = world
            .write(move |tx| colleagues::actions::site(tx, town, SiteKind::Frontline, ""))
            .await;
        let extras = (0..10).map(|at| format!("{town} Extra{at}"));
        for name in names.iter().map(|name| (*name).to_owned()).chain(extras) {
            let draft = colleagues::Draft {
                employee_number: Some(name.clone()),
                name,
                site: Some(site),
                ..colleagues::Draft::default()
            };
            people.push(world.add(draft).await);
        }
    }
    let indicator = json!({
        "name": "Minutes a customer waits", "unit": "min", "direction": "less", "observed": "site", "definition": "By the clock.",
        "source": "by hand", "cadence": "week", "baseline": 14.2, "target": 8, "due": "2027-06-30", "scope": "All shops",
        "quality": "sound",
    });
    let indicator = made(world, &world.olive, "/api/indicators", indicator).await;
    let initiative =
        json!({ "name": "Shelves", "what": "A shelf by surname.", "judged_after": 12 });
    let path = format!("/api/indicators/{indicator}/initiatives");
    let initiative = made(world, &world.olive, &path, initiative).await;
    let readings = [
        ("2026-W43", 10.0),
        ("2026-W44", 9.0),
        ("2026-W45", 11.0),
        ("2026-W46", 10.0),
    ];
    give(world, &world.olive, indicator, "Leeds", &readings).await;
    let use_case = json!({
        "name": "A shelf by surname", "purpose": "A parcel is found in under a minute.", "indicator_id": indicator,
        "roles": ["frontline"], "fits": "frontline", "steps": ["Move the shelf."], "room_kind": "open",
        "posts": [{ "title": "Hello", "text": "What is in your way?" }, { "text": "And now?" }],
        "checklist": ["Measure the shelf", "Tell the regulars"], "training": "Read this first.",
    });
    let use_case = made(world, &world.mia, "/api/use-cases", use_case).await;
    let mut people = people.into_iter();
    let (lena, lars) = (people.next().unwrap(), people.next().unwrap());
    Shops {
        lena,
        lars,
        yuri: people.nth(10).unwrap(),
        olive: world.olive.clone(),
        mia: world.mia.clone(),
        otto: world.otto.clone(),
        indicator,
        initiative,
        use_case,
    }
}

async fn made(world: &World, who: &Actor, path: &str, body: Value) -> i64 {
    let made = world.json(Method::POST, path, who, body).await.expect(201);
    made.json()["id"].as_i64().unwrap()
}

async fn give(world: &World, who: &Actor, indicator: i64, unit: &str, readings: &[(&str, f64)]) {
    let readings: Vec<Value> = readings
        .iter()
        .map(|(period, value)| json!({ "unit": unit, "period": period, "value": value }))
        .collect();
    let path = format!("/api/indicators/{indicator}/readings");
    let body = json!({ "readings": readings });
    world.json(Method::PUT, &path, who, body).await.expect(200);
}

/// On Thursday, 19 November 2026.
fn begins(shops: &Shops) -> Vec<(&'static str, String)> {
    vec![
        ("leader", String::new()),
        ("scope", "site".into()),
        ("buddy", String::new()),
        ("starts", "2026-11-19".into()),
        ("variant", "Two zones only".into()),
        ("initiative", shops.initiative.to_string()),
        ("room_name", "The shelf of Leeds".into()),
        ("room_kind", "open".into()),
    ]
}

async fn send(world: &World, path: &str, who: &Actor, form: &[(&'static str, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, &**text)).collect();
    world.post_form(path, who, &form).await
}

fn with(form: &[(&'static str, String)], name: &str, value: &str) -> Vec<(&'static str, String)> {
    let mut form = form.to_vec();
    for (field, text) in &mut form {
        if *field == name {
            value.clone_into(text);
        }
    }
    form
}

/// Starts it, and gives the address of the page.
async fn started(
    world: &World,
    shops: &Shops,
    who: &Actor,
    form: &[(&'static str, String)],
) -> String {
    let path = format!("/use-cases/{}/replications", shops.use_case);
    let answer = send(world, &path, who, form).await.expect(303);
    answer.location().unwrap().to_owned()
}

fn id_of(path: &str) -> i64 {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

/// One that a program begins, led by somebody in a place of any name.
async fn begun(
    world: &World,
    shops: &Shops,
    leader: &Actor,
    place: &'static str,
    starts: &'static str,
    from: Option<i64>,
) -> ReplicationId {
    let (use_case, leader) = (UseCaseId::from_raw(shops.use_case), leader.id);
    world
        .write(move |tx| {
            let begun = Begun {
                use_case,
                begun_by: leader,
                leader,
                scope: ReplicationScope::Site,
                place: place.to_owned(),
                buddy: None,
                from: from.map(ReplicationId::from_raw),
                initiative: None,
                variant: String::new(),
                starts: starts.to_owned(),
                room_name: format!("The shelf of {place}"),
                room_kind: RoomKind::Open,
            };
            actions::begin_for(tx, &begun)
        })
        .await
}

/// Its team says after 30 or 90 days that it keeps it.
async fn kept(world: &World, id: ReplicationId, asked: i64) {
    world
        .write(move |tx| {
            let it = queries::by_id(tx, id)?.expect("it is there");
            let said = Said::check(Choice::Kept, "")?;
            actions::keep_for(tx, it.leader_id, &it, asked, &said)
        })
        .await;
}

async fn stopped(world: &World, id: ReplicationId, day: &'static str) {
    world
        .write(move |tx| {
            let it = queries::by_id(tx, id)?.expect("it is there");
            actions::stop_for(tx, it.leader_id, &it, day, "Too few parcels")
        })
        .await;
}

/// Some days later everyone has signed in again, and what was to be done is done.
async fn waited(world: &World, shops: &mut Shops, days: i64) {
    world.wait(days * kernel::Time::DAY_US);
    world.write(super::start::begin).await;
    world.work().await;
    let Shops {
        lena,
        lars,
        yuri,
        olive,
        mia,
        otto,
        ..
    } = shops;
    for actor in [lena, lars, yuri, olive, mia, otto] {
        *actor = world.sign_in(actor).await;
    }
}
