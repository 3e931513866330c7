//! Who finds whom: every person × every path on which people are found × every reader, at every moment;
//! and whom the completion of a mention offers in which place.

use http::Method;
use network::testing::Actor;
use serde_json::{Value, json};

use crate::whole::{Whole, each_whole};

/// What is known on paper of one of the cast.
#[derive(Clone)]
struct Known {
    guest: bool,
    active: bool,
    administrator: bool,
    rooms: Vec<&'static str>,
}

/// In the order of the cast: Ada, Olive, Mia, Otto, Gus, Dee.
fn at_first() -> Vec<Known> {
    let somebody = Known {
        guest: false,
        active: true,
        administrator: false,
        rooms: vec![],
    };
    let ada = Known {
        administrator: true,
        ..somebody.clone()
    };
    let member = Known {
        rooms: vec!["open", "closed", "secret"],
        ..somebody.clone()
    };
    let gus = Known {
        guest: true,
        rooms: vec!["open"],
        ..somebody.clone()
    };
    let dee = Known {
        active: false,
        ..somebody.clone()
    };
    vec![ada, member.clone(), member, somebody, gus, dee]
}

fn knows(who: &Known, whom: &Known, same: bool) -> bool {
    let beside = !who.guest || same || who.rooms.iter().any(|room| whom.rooms.contains(room));
    who.active && beside && (whom.active || who.administrator)
}

fn reads(who: &Known, room: &str, open: &[&str]) -> bool {
    who.active && (who.rooms.contains(&room) || (!who.guest && open.contains(&room)))
}

async fn look(whole: &Whole, paper: &[Known], open: &[&str], moment: &str) {
    let mut wrong = Vec::new();
    let cast = whole.cast();
    let rooms = [
        ("open", whole.returns_desk.raw()),
        ("closed", whole.managers.raw()),
        ("secret", whole.pay_review.raw()),
        ("everyone", whole.everyone.raw()),
    ];
    for (who, reader) in cast.into_iter().zip(paper) {
        for (whom, person) in cast.into_iter().zip(paper) {
            // Everyone knows themselves, but a guest who is in no community stands in no list.
            let same = who.id == whom.id;
            let known = knows(reader, person, same);
            let id = whom.id;
            let word = whom
                .name
                .split(' ')
                .nth(1)
                .unwrap_or_default()
                .to_lowercase();
            let mut check = async |path: String, expected: bool| {
                let answer = whole.page(&path, Some(who)).await;
                // On the person's own pages the name is the title; in lists it stands beside their id.
                let in_list = path.contains("q=");
                let named = answer.has(&whom.name) && (!in_list || answer.has(&id.to_string()));
                let found = answer.status == 200 && named;
                if found != expected {
                    let finds = if found { "finds" } else { "does not find" };
                    wrong.push(format!(
                        "{moment}, {} {finds} {} on {path}",
                        who.name, whom.name
                    ));
                }
            };
            for path in [
                format!("/people/{id}"),
                format!("/people/{id}/posts"),
                format!("/api/people/{id}"),
            ] {
                check(path, known).await;
            }
            let listed = known && person.active;
            if !same {
                check(format!("/api/people?q={word}"), listed).await;
                check(format!("/people?q={word}"), listed).await;
                // Without a place a storyline is meant, which guests do not read.
                let reads_storylines = reader.guest || !person.guest;
                check(
                    format!("/people/complete?q={word}"),
                    listed && reads_storylines,
                )
                .await;
            }
            for (room, id) in rooms {
                let both = reads(reader, room, open) && reads(person, room, open);
                check(
                    format!("/people/complete?q={word}&place={id}"),
                    both && listed,
                )
                .await;
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn people_are_found_by_those_who_may_know_of_them_and_by_nobody_else() {
    each_whole(async |whole| {
        let mut paper = at_first();
        look(&whole, &paper, &["open", "everyone"], "at first").await;

        let remove =
            |room: i64, person: &Actor| format!("/api/communities/{room}/members/{}", person.id);
        for path in [
            remove(whole.returns_desk.raw(), &whole.gus),
            remove(whole.managers.raw(), &whole.mia),
        ] {
            whole
                .json(Method::DELETE, &path, &whole.olive, Value::Null)
                .await
                .expect(204);
        }
        paper[4].rooms.clear();
        paper[2].rooms.retain(|room| *room != "closed");
        look(&whole, &paper, &["open", "everyone"], "after the removal").await;

        let path = format!("/api/communities/{}", whole.returns_desk);
        whole
            .json(
                Method::PATCH,
                &path,
                &whole.olive,
                json!({ "kind": "closed" }),
            )
            .await
            .expect(200);
        let path = format!("/people/{}/deactivate", whole.mia.id);
        whole.post_form(&path, &whole.ada, &[]).await.expect(303);
        paper[2].active = false;
        look(&whole, &paper, &["everyone"], "after the closing").await;
    });
}
