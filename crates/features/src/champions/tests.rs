//! Through the door: who is asked and answers, what the asking one learns, who is on the bench and where.

mod asking;
mod counting;
mod speaking;

use http::Method;
use network::people::{self, Level, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use super::queries;
use crate::FEATURES;
use kernel::Time;

/// A colleague at a site.
async fn colleague(world: &World, name: &str, site: &'static str, level: Level) -> Actor {
    let site = world
        .write(move |tx| people::actions::site(tx, site, SiteKind::Frontline, ""))
        .await;
    let draft = people::Draft {
        name: name.to_owned(),
        employee_number: Some(name.to_owned()),
        site: Some(site),
        level: Some(level),
        ..people::Draft::default()
    };
    world.add(draft).await
}

/// Lea leads Leeds, where Lou works; Yan works in York.
async fn shops(world: &World) -> [Actor; 3] {
    [
        colleague(world, "Lea Lead", "Leeds", Level::Manager).await,
        colleague(world, "Lou Long", "Leeds", Level::Staff).await,
        colleague(world, "Yan York", "York", Level::Staff).await,
    ]
}

fn ask<'a>(who: &'a str, role: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("who", who),
        ("role", role),
        ("why", "You answered six shops."),
        ("until", "2027-11-30"),
    ]
}

async fn invite(world: &World, by: &Actor, who: &str, role: &str) -> u16 {
    let fields = ask(who, role);
    world
        .post_form("/champions/invitations", by, &fields)
        .await
        .status
}

/// The invitations that somebody has to answer.
async fn invitations(world: &World, who: &Actor) -> Vec<i64> {
    let own = world
        .get("/api/champions/mine", who)
        .await
        .expect(200)
        .json();
    let all = own["invitations"].as_array().unwrap();
    all.iter().map(|it| it["id"].as_i64().unwrap()).collect()
}

async fn count(world: &World) {
    world.write(super::counting::first).await;
    world.work().await;
}

/// A story of Yan's in which Lou agreed to be named.
async fn story(world: &World, yan: &Actor, lou: &Actor) -> i64 {
    let body = json!({
        "title": "One shelf, three letters", "had": "Running.", "did": ["Moved the shelf."], "changed": "Nobody runs.",
        "role": "frontline", "people": [{ "person": "Lou Long", "part": "built it" }],
    });
    let made = world.json(Method::POST, "/api/stories", yan, body).await;
    let id = made.expect(201).json()["id"].as_i64().unwrap();
    let answer = json!({ "answer": "agreed" });
    world
        .json(
            Method::PUT,
            &format!("/api/stories/{id}/answer"),
            lou,
            answer,
        )
        .await
        .expect(204);
    let tell = format!("/api/stories/{id}/publication");
    world
        .json(Method::PUT, &tell, yan, Value::Null)
        .await
        .expect(204);
    id
}
