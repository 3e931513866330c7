//! How many there are, where, and who is listed.

use super::*;

#[test]
fn the_bench_is_counted_by_level_and_country_and_follows_who_comes_and_moves() {
    each_world(FEATURES, async |world| {
        let page = world.get("/champions/sites", &world.mia).await;
        assert!(page.has("There is no site yet") && !page.has("Every site has a champion"));
        let [lea, lou, yan] = shops(&world).await;
        for number in 0..20 {
            colleague(&world, &format!("York {number}"), "York", Level::Staff).await;
        }
        let (lou_id, yan_id) = (lou.id, yan.id);
        world
            .write(move |tx| {
                for (site, country) in [("leeds", "England"), ("york", "England")] {
                    let site = people::queries::site_by_name(tx, site)?.unwrap();
                    people::actions::set_country(tx, site, country)?;
                }
                // As the employer's data have it, and not by an invitation.
                people::queries::set_champion(tx, lou_id, Some(tx.now()), None)?;
                Ok(())
            })
            .await;
        count(&world).await;
        let figure = async |level: &str| {
            let all = world
                .get("/api/champions/figures", &lea)
                .await
                .expect(200)
                .json();
            let of = |it: &&Value| it["country"] == "England" && it["level"] == level;
            all["figures"]
                .as_array()
                .unwrap()
                .iter()
                .find(of)
                .unwrap()
                .clone()
        };
        let all = figure("all").await;
        assert_eq!(
            [
                &all["people"],
                &all["champions"],
                &all["bench"],
                &all["sites"],
                &all["sites_with_champion"],
                &all["coverage"]
            ],
            [
                &json!(23),
                &json!(1),
                &json!(1),
                &json!(2),
                &json!(1),
                &json!("gap")
            ]
        );
        assert_eq!(
            (
                &figure("manager").await["people"],
                &figure("manager").await["coverage"]
            ),
            (&Value::Null, &Value::Null)
        );
        let page = world.get("/champions", &lea).await.expect(200);
        assert!(
            page.has("One site has no champion") && page.has("The largest: York"),
            "{}",
            page.words()
        );
        assert!(
            world
                .get("/champions/sites", &lea)
                .await
                .expect(200)
                .has("21 colleagues")
        );
        let york = world
            .get("/champions/sites?country=England", &lea)
            .await
            .expect(200);
        assert!(york.has("York") && !york.has("Leeds"), "{}", york.words());

        // Somebody says yes: their site is counted at once. Somebody moves: within the day.
        assert_eq!(
            invite(&world, &world.ada, "Yan York", "champion").await,
            303
        );
        let id = invitations(&world, &yan).await[0];
        let yes = format!("/api/champions/invitations/{id}");
        world
            .json(Method::PUT, &yes, &yan, json!({}))
            .await
            .expect(204);
        world.work().await;
        assert_eq!(figure("all").await["sites_with_champion"], json!(2));
        world
            .write(move |tx| {
                let site = people::queries::site_by_name(tx, "leeds")?;
                let draft = people::Draft {
                    name: "Yan York".into(),
                    employee_number: Some("Yan York".into()),
                    site,
                    ..people::Draft::default()
                };
                people::actions::update(tx, yan_id, &draft.check()?)
            })
            .await;
        world.wait(2 * Time::DAY_US);
        world.work().await;
        let lea = world.sign_in(&lea).await;
        let all = world
            .get("/api/champions/figures", &lea)
            .await
            .expect(200)
            .json();
        let of = |it: &&Value| it["country"] == "England" && it["level"] == "all";
        let all = all["figures"]
            .as_array()
            .unwrap()
            .iter()
            .find(of)
            .unwrap()
            .clone();
        assert_eq!(
            (&all["champions"], &all["sites_with_champion"]),
            (&json!(2), &json!(1))
        );
        let leeds = world
            .app
            .store
            .read(|db| people::queries::site_by_name(db, "leeds"))
            .await
            .unwrap()
            .unwrap();
        let path = format!("/api/champions?site={leeds}&limit=1");
        let first = world.get(&path, &lea).await.expect(200).json();
        let next = format!("{path}&cursor={}", first["next"].as_str().unwrap());
        let second = world.get(&next, &lea).await.expect(200).json();
        let names = [&first["members"][0]["name"], &second["members"][0]["name"]];
        assert_eq!(names, [&json!("Lou Long"), &json!("Yan York")]);
        assert_eq!(second["next"], Value::Null);
        assert_eq!(
            world
                .get(&next, &world.sign_in(&lou).await)
                .await
                .expect(400)
                .code(),
            "invalid_cursor"
        );
    });
}

#[test]
fn who_became_a_guest_is_on_no_bench() {
    each_world(FEATURES, async |world| {
        let [lea, lou, _] = shops(&world).await;
        let id = lou.id;
        world
            .write(move |tx| super::super::actions::begin(tx, id, None))
            .await;
        let mark = format!("member-{id}");
        assert!(world.get("/champions", &lea).await.has(&mark));
        world
            .write(move |tx| {
                people::queries::set_role(tx, id, people::Role::Guest)?;
                tx.log("person", id.raw(), 0)
            })
            .await;
        assert!(!world.get("/champions", &lea).await.has(&mark));
        count(&world).await;
        let read = world
            .app
            .store
            .read(|db| queries::listed(db, network::PersonId::from_raw(0), 9));
        assert!(read.await.unwrap().iter().all(|it| it.person_id != id));
    });
}

#[test]
fn who_has_no_site_is_counted_at_once() {
    each_world(FEATURES, async |world| {
        count(&world).await;
        let mia = world.mia.id;
        world
            .write(move |tx| super::super::actions::begin(tx, mia, None))
            .await;
        world.work().await;
        let all = world.get("/api/champions/figures", &world.otto).await;
        let all = all.expect(200).json();
        let figures = all["figures"].as_array().unwrap();
        let one = figures.iter().find(|it| it["level"] == "all").unwrap();
        assert_eq!((&one["champions"], &one["bench"]), (&json!(1), &json!(1)));
        let page = world.get("/champions", &world.otto).await.expect(200);
        assert!(page.has("of 4 colleagues"), "{}", page.words());
    });
}
