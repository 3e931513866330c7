//! The lists made of rules: interrupted, overtaken, and kept up with people.

use store::Changed;

use super::*;
use crate::communities::rules::{Rule, Term, lists, queries as rules};

store::statements! {
    fn fill(first: i64, count: i64) -> Changed =
        "insert into people (id, number, name, name_fold, name_sort, department, level, role, created_at)
        with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < $2)
        select cast($1 as bigint) + i, cast($1 as bigint) + i, 'Pat', 'pat', 'pat',
            case when i % 3 = 0 then 'Bakery' else 'Fish' end, 'staff', 'member', 0 from n";
    fn listed(community: CommunityId) -> Vec<PersonId> =
        "select person_id from rule_members where community_id = $1 order by person_id limit 100000";
    fn expected(department: &str, community: CommunityId) -> Vec<PersonId> =
        "select id from people p where deactivated_at is null and role <> 'guest' and department = $1
        or exists (select 1 from memberships m where m.community_id = $2 and m.person_id = p.id) order by id limit 100000";
}

const PEOPLE: i64 = 3_500;

fn rule(department: &str) -> Rule {
    let term = json!({ "department": { "in": [department] } });
    serde_json::from_value::<Term>(term)
        .unwrap()
        .check("rule")
        .unwrap()
}

async fn is_listed(world: &World, id: CommunityId, department: &'static str) {
    let read = world.app.store.read(move |db| {
        let community = crate::communities::queries::by_id(db, id)?.expect("it is there");
        Ok((
            listed(db, id)?,
            expected(db, department, id)?,
            community.members,
        ))
    });
    let (listed, expected, members) = read.await.unwrap();
    assert_eq!(listed, expected);
    assert_eq!(members, expected.len() as i64);
}

#[test]
fn a_list_is_made_where_it_was_interrupted_and_anew_for_another_rule() {
    each_world(SLICES, async |world| {
        world.write(|tx| fill(tx, 1_000_000, PEOPLE)).await;
        let id = found(
            &world,
            "closed",
            json!({ "department": { "in": ["Bakery"] } }),
        )
        .await;
        let looked = async || {
            let read = world.app.store.read(move |db| rules::list(db, id));
            read.await.unwrap().expect("it is begun").looked
        };
        // Two steps of a worker that dies.
        for _ in 0..2 {
            world.write(move |tx| lists::step(tx, id, 1)).await;
        }
        assert_eq!(looked().await, 2_000);
        let page = world
            .get(&format!("/communities/{id}/rule"), &world.ada)
            .await
            .expect(200);
        assert!(page.has("2,000 of about"), "{}", page.body);
        world.work().await;
        let everyone = world
            .app
            .store
            .read(move |db| Ok(people::queries::count_active(db)?.0))
            .await
            .unwrap();
        // Dee is deactivated, and looked at like everyone.
        assert_eq!(looked().await, everyone + 1, "nobody was looked at twice");
        is_listed(&world, id, "Bakery").await;

        let change = async |department| {
            let rule = rule(department);
            world
                .write(move |tx| super::super::actions::set_by_program(tx, id, &rule))
                .await;
        };
        change("Fish").await;
        world.write(move |tx| lists::step(tx, id, 2)).await;
        change("Bakery").await;
        // What is left of the work on the rule before does nothing.
        world.write(move |tx| lists::step(tx, id, 2)).await;
        assert_eq!(looked().await, 0);
        world.work().await;
        is_listed(&world, id, "Bakery").await;
        change("Fish").await;
        world.work().await;
        is_listed(&world, id, "Fish").await;

        let none = json!({ "rule": null });
        world
            .json(
                Method::PATCH,
                &format!("/api/communities/{id}"),
                &world.ada,
                none,
            )
            .await
            .expect(200);
        world.work().await;
        let left = world
            .app
            .store
            .read(move |db| Ok((listed(db, id)?, rules::list(db, id)?.is_none())));
        assert_eq!(left.await.unwrap(), (Vec::new(), true));
    });
}

#[test]
fn a_site_in_another_country_moves_everyone_at_it() {
    each_world(SLICES, async |world| {
        let site = world.write(|tx| {
            let id = people::actions::site(tx, "Bergen", people::SiteKind::Frontline, "")?;
            people::actions::set_country(tx, id, "Norway").map(|()| id)
        });
        let site = site.await;
        let nora = people::Draft {
            site: Some(site),
            ..works_in("Nora Nord", "Fish")
        };
        let nora = world.add(nora).await;
        let id = found(&world, "closed", json!({ "country": { "in": ["NORWAY"] } })).await;
        world.work().await;
        assert_eq!(readable(&world, id, &nora).await, Some(true));
        let members = async || {
            let shown = world
                .get(&format!("/api/communities/{id}"), &world.ada)
                .await;
            shown.json()["members"].as_i64()
        };
        assert_eq!(members().await, Some(2));
        world
            .write(move |tx| people::actions::set_country(tx, site, "Sweden"))
            .await;
        assert_eq!(readable(&world, id, &nora).await, Some(false));
        world.work().await;
        assert_eq!(members().await, Some(1));
    });
}

#[test]
fn lists_follow_the_people_in_them() {
    each_world(SLICES, async |world| {
        let id = found(
            &world,
            "closed",
            json!({ "department": { "in": ["Bakery"] } }),
        )
        .await;
        world.work().await;
        let bea = world.add(works_in("Bea Baker", "Bakery")).await;
        moves(&world, &world.otto, works_in("Otto Zorn", "Bakery")).await;
        world.work().await;
        is_listed(&world, id, "Bakery").await;
        moves(&world, &world.otto, works_in("Otto Adams", "Bakery")).await;
        world.work().await;
        let members = world
            .get(&format!("/api/communities/{id}/members"), &bea)
            .await
            .expect(200)
            .json();
        let names = members["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["name"].clone());
        let names: Vec<_> = names.collect();
        assert_eq!(names, ["Otto Adams", "Ada Adeyemi", "Bea Baker"]);
        world
            .post_form(&format!("/people/{}/deactivate", bea.id), &world.ada, &[])
            .await
            .expect(303);
        moves(&world, &world.otto, works_in("Otto Adams", "Fish")).await;
        world.work().await;
        is_listed(&world, id, "Bakery").await;
    });
}
