//! Finding people: by name, by filters, behind an "@".

use serde_json::Value;
use store::Changed;

use super::super::{Draft, Level, SiteKind, actions};
use super::{draft, path};
use crate::testing::{Actor, SLICES, World, each_world};

/// The names on a page of the directory, in order.
fn names(body: &str) -> Vec<String> {
    let cards = body.split("class=\"plain b\"").skip(1);
    cards
        .filter_map(|card| Some(card.split('>').nth(1)?.split('<').next()?.to_owned()))
        .collect()
}

pub(super) async fn found(world: &World, query: &str, who: &Actor) -> Vec<String> {
    names(
        &world
            .get(&format!("/people{query}"), who)
            .await
            .expect(200)
            .body,
    )
}

#[test]
fn the_directory_finds_people_by_words_of_their_names() {
    each_world(SLICES, async |world| {
        for name in [
            "Anne-Marie O’Neil",
            "Łucja Müller",
            "Jan van der Berg",
            "Jan Berger",
        ] {
            world.add(draft(name)).await;
        }
        let everyone = found(&world, "", &world.mia).await;
        let order = [
            "Ada Adeyemi",
            "Jan van der Berg",
            "Jan Berger",
            "Gus Grant",
            "Mia Marsh",
            "Łucja Müller",
        ];
        assert_eq!(
            everyone[..6],
            order,
            "by last name, and the deactivated are left out"
        );
        assert!(!everyone.contains(&"Dee Dunn".to_owned()));
        for (query, expected) in [
            ("?q=berg", &["Jan van der Berg", "Jan Berger"][..]),
            ("?q=jan%20van", &["Jan van der Berg"]),
            ("?q=BERG+jan+d", &["Jan van der Berg"]),
            ("?q=mull", &["Łucja Müller"]),
            ("?q=lu", &["Łucja Müller"]),
            ("?q=o%27n", &["Anne-Marie O’Neil"]),
            ("?q=marie", &["Anne-Marie O’Neil"]),
            ("?q=zz", &[]),
            ("?q=!!", &[]),
            ("?q=dee", &[]),
        ] {
            assert_eq!(found(&world, query, &world.mia).await, expected, "{query}");
        }
        let nobody = world.get("/people?q=%3Cb%3Ezz", &world.mia).await;
        assert!(
            nobody.has("Nobody here is called “&lt;b&gt;zz”"),
            "{}",
            nobody.words()
        );
    });
}

#[test]
fn the_directory_filters_and_goes_on() {
    each_world(SLICES, async |world| {
        let (leeds, york) = world
            .write(|tx| {
                let leeds = actions::site(tx, "Leeds", SiteKind::Frontline, "Leeds")?;
                let york = actions::site(tx, "York", SiteKind::Office, "York")?;
                for at in 0..65 {
                    let own = Draft {
                        site: Some(if at % 2 == 0 { leeds } else { york }),
                        department: if at < 10 { "Shoes" } else { "Toys" }.to_owned(),
                        level: Some(if at % 5 == 0 {
                            Level::Manager
                        } else {
                            Level::Staff
                        }),
                        ..draft(&format!("Pat Number{at:03}"))
                    };
                    actions::add(tx, None, &own.check()?)?;
                }
                Ok((leeds, york))
            })
            .await;
        let both = format!("?site={leeds}&department=Shoes");
        let shoes = found(&world, &both, &world.mia).await;
        assert_eq!(shoes.len(), 5);
        assert_eq!(shoes[1], "Pat Number002");
        let managers = found(
            &world,
            &format!("?site={york}&level=manager&q=pat"),
            &world.mia,
        )
        .await;
        assert_eq!(managers.len(), 6);
        let page = world
            .get("/people?department=Garden", &world.mia)
            .await
            .expect(200);
        assert!(page.has("Nobody fits these filters"));
        world
            .get("/people?level=king", &world.mia)
            .await
            .expect(422);

        let mut query = "/people?q=number&department=".to_owned();
        let mut seen = Vec::new();
        loop {
            let page = world.get(&query, &world.mia).await.expect(200);
            seen.extend(names(&page.body));
            let Some((_, rest)) = page.body.split_once("<a class=\"btn\" href=\"/people?") else {
                break;
            };
            let next = rest.split('"').next().unwrap().replace("&amp;", "&");
            query = format!("/people?{next}");
        }
        let expected: Vec<_> = (0..65).map(|at| format!("Pat Number{at:03}")).collect();
        assert_eq!(seen, expected);
        // A cursor belongs to its search and its reader.
        let cursor = world
            .get("/api/people?q=number&limit=1", &world.mia)
            .await
            .json()["next"]
            .clone();
        let cursor = cursor.as_str().unwrap();
        for (query, who) in [("number", &world.olive), ("numb", &world.mia)] {
            let answer = world
                .get(&format!("/api/people?q={query}&cursor={cursor}"), who)
                .await;
            assert_eq!(answer.expect(400).code(), "invalid_cursor");
        }
        world
            .get(&format!("/api/people?q=number&cursor={cursor}"), &world.mia)
            .await
            .expect(200);
        world
            .get("/people?cursor=nonsense", &world.mia)
            .await
            .expect(400);
    });
}

store::statements! {
    fn say_there_are(members: i64) -> Changed = "update communities set members = $1";
}

#[test]
fn guests_know_only_the_people_of_their_communities() {
    each_world(SLICES, async |world| {
        let known = ["Gus Grant", "Mia Marsh", "Olive Okafor"];
        // Where there are many members, names are looked at first, and then whose they are.
        for members in [3, 100_000] {
            let say = move |tx: &store::Tx| say_there_are(tx, members);
            world.app.store.write(say).await.unwrap();
            assert_eq!(found(&world, "", &world.gus).await, known);
            assert_eq!(found(&world, "?q=o", &world.gus).await, ["Olive Okafor"]);
            assert_eq!(
                completed(&world, "o", "", &world.gus).await,
                ["Olive Okafor"]
            );
        }
        let page = world.get("/people", &world.gus).await;
        assert!(
            !page.has("name=\"site\""),
            "how the company is built is not theirs to know"
        );
        let api = world
            .get("/api/people", &world.gus)
            .await
            .expect(200)
            .json();
        assert_eq!(api["people"].as_array().unwrap().len(), 3);
        world.get(&path(&world.mia), &world.gus).await.expect(200);
        let hidden = world.get(&path(&world.otto), &world.gus).await.expect(404);
        let nothing = world.get("/people/12345", &world.gus).await.expect(404);
        let plain = |body: &str| body.split("<code>").next().unwrap_or_default().to_owned();
        assert_eq!(plain(&hidden.body), plain(&nothing.body));
        world
            .get(&format!("/api{}", path(&world.otto)), &world.gus)
            .await
            .expect(404);
        let mia = world
            .get(&format!("/api{}", path(&world.mia)), &world.gus)
            .await
            .expect(200)
            .json();
        assert_eq!(mia["mail"], Value::Null);
        world
            .post_form(&format!("{}/follow", path(&world.mia)), &world.gus, &[])
            .await
            .expect(403);
    });
}

async fn completed(world: &World, q: &str, place: &str, who: &Actor) -> Vec<String> {
    let answer = world
        .get(&format!("/people/complete?q={q}&place={place}"), who)
        .await
        .expect(200);
    let options = answer.body.split("<b>").skip(1);
    options
        .filter_map(|option| Some(option.split('<').next()?.to_owned()))
        .collect()
}

#[test]
fn names_are_offered_only_of_those_who_read_the_place() {
    each_world(SLICES, async |world| {
        for name in ["Oda Outside", "Ole Outside"] {
            world.add(draft(name)).await;
        }
        let desk = world.returns_desk.to_string();
        let managers = world.managers.to_string();
        let secret = world.pay_review.to_string();
        let (mia, gus) = (&world.mia, &world.gus);
        assert_eq!(
            completed(&world, "o", &managers, mia).await,
            ["Olive Okafor"]
        );
        assert_eq!(completed(&world, "o", &secret, mia).await, ["Olive Okafor"]);
        let everywhere = ["Olive Okafor", "Otto Olsen", "Oda Outside", "Ole Outside"];
        assert_eq!(completed(&world, "o", &desk, mia).await, everywhere);
        assert_eq!(completed(&world, "o", "", mia).await, everywhere);
        assert_eq!(
            completed(&world, "o", &world.everyone.to_string(), mia).await,
            everywhere
        );
        assert_eq!(
            completed(&world, "o", &mia.id.to_string(), mia).await,
            everywhere
        );
        // A guest reads the desk, and nothing else.
        assert_eq!(completed(&world, "gus", &desk, mia).await, ["Gus Grant"]);
        for place in ["", managers.as_str(), &world.everyone.to_string()] {
            assert!(completed(&world, "gus", place, mia).await.is_empty());
        }
        assert_eq!(completed(&world, "o", &desk, gus).await, ["Olive Okafor"]);
        assert_eq!(completed(&world, "o", "", gus).await, ["Olive Okafor"]);
        for place in [&managers, &secret] {
            let path = format!("/people/complete?q=o&place={place}");
            world.get(&path, &world.otto).await.expect(404);
            world.get(&path, gus).await.expect(404);
        }
        assert_eq!(
            completed(&world, "olive+ok", &desk, mia).await,
            ["Olive Okafor"]
        );
        assert!(completed(&world, "olive+x", &desk, mia).await.is_empty());
        assert!(completed(&world, "", &desk, mia).await.is_empty());
        assert!(completed(&world, "dee", &desk, mia).await.is_empty());
        let answer = world.get("/people/complete?q=olive", mia).await;
        let value = format!("data-value=\"[@Olive Okafor](/people/{})\"", world.olive.id);
        assert!(answer.has(&value), "{}", answer.body);
    });
}

#[test]
fn two_beginnings_find_a_name_however_many_share_one_of_them() {
    each_world(SLICES, async |world| {
        for at in 0..70 {
            world.add(draft(&format!("Anton Ziegler{at}"))).await;
            world.add(draft(&format!("Zoe Kossmann{at}"))).await;
        }
        let anna = world.add(draft("Anna Kowalska")).await;
        let mia = &world.mia;
        for q in [
            "an ko",
            "ko an",
            "anna k",
            "k anna",
            "ANNA KOWALSKA",
            "an ko x",
        ] {
            let expected: &[&str] = if q.ends_with('x') {
                &[]
            } else {
                &["Anna Kowalska"]
            };
            let q = q.replace(' ', "%20");
            assert_eq!(completed(&world, &q, "", mia).await, expected, "{q}");
        }
        let id = anna.id;
        let rename = world.write(move |tx| super::super::queries::index_name(tx, id, "Ida Kern"));
        rename.await;
        assert!(completed(&world, "an%20ko", "", mia).await.is_empty());
    });
}
