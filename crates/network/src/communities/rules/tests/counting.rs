//! How many people a rule covers, and who may know it how exactly.

use super::*;
use crate::audit;

async fn ask(world: &World, who: &Actor, rule: Value) -> Value {
    let asked = json!({ "rule": rule });
    let answer = world
        .json(Method::POST, "/api/communities/rule-count", who, asked)
        .await;
    answer.expect(200).json()
}

#[test]
fn administrators_are_told_the_number_and_others_about_it() {
    each_world(SLICES, async |world| {
        let manager = people::Draft {
            role: Some(Role::CommunityManager),
            ..works_in("Cora Chief", "Office")
        };
        let cora = world.add(manager).await;
        let leeds = world
            .write(|tx| people::actions::site(tx, "Leeds", people::SiteKind::Frontline, ""))
            .await;
        for number in 0..14 {
            let draft = people::Draft {
                site: (number % 2 == 0).then_some(leeds),
                ..works_in(&format!("Bob Baker{number}"), "Bakery")
            };
            world.add(draft).await;
        }
        let baker = json!({ "department": { "in": ["bakery"] } });
        let in_leeds = json!({ "all": [baker.clone(), { "site": { "in": [leeds.raw()] } }] });
        assert_eq!(
            ask(&world, &world.ada, baker.clone()).await,
            json!({ "people": 14, "exact": true })
        );
        assert_eq!(
            ask(&world, &world.ada, in_leeds.clone()).await,
            json!({ "people": 7, "exact": true })
        );
        assert_eq!(
            ask(&world, &cora, baker.clone()).await,
            json!({ "people": 10, "exact": false })
        );
        assert_eq!(
            ask(&world, &cora, in_leeds).await,
            json!({ "people": null, "exact": false })
        );
        for who in [&world.olive, &world.gus] {
            let asked = json!({ "rule": baker });
            world
                .json(Method::POST, "/api/communities/rule-count", who, asked)
                .await
                .expect(403);
        }
        let rounds = [
            (9, None),
            (10, Some(10)),
            (14, Some(10)),
            (15, Some(20)),
            (1_962, Some(1_960)),
        ];
        for (people, about) in rounds {
            assert_eq!(super::super::count::about(people), about);
        }
    });
}

#[test]
fn who_asked_about_which_rule_is_written_down() {
    each_world(SLICES, async |world| {
        let id = world.returns_desk;
        let page = format!("/communities/{id}/rule/count");
        let said = world
            .post_form(&page, &world.ada, &[("title", "Colleague")])
            .await
            .expect(200);
        assert!(said.has("It covers 4 people."), "{}", said.body);
        let entries = world
            .app
            .store
            .read(move |db| audit::about(db, id.raw(), 10))
            .await
            .unwrap();
        let counted: Vec<_> = entries
            .iter()
            .filter(|(_, action, _)| action == "rule_count")
            .collect();
        assert_eq!(counted.len(), 1);
        assert!(counted[0].2.len() == 16 && !counted[0].2.contains("Colleague"));
        world
            .post_form(&page, &world.olive, &[("title", "Colleague")])
            .await
            .expect(403);
        world
            .get(&format!("/communities/{id}/rule"), &world.olive)
            .await
            .expect(403);
    });
}
