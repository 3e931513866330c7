//! Who completed a course: by name for those responsible, as figures for all, and of few people nothing.

use kernel::Time;
use network::PersonId;
use network::people;
use network::testing::{World, each_world};

use super::{days, finish, published};
use crate::FEATURES;
use crate::courses::CourseId;
use crate::courses::{counting, figure, learning};
use crate::rollout;

#[test]
fn names_are_for_the_owner_and_for_those_to_whom_people_report() {
    each_world(FEATURES, async |world| {
        let (course, steps) = published(&world).await;
        let (mia, ada) = (world.mia.id, world.ada.id);
        let manage = move |tx: &store::Tx| people::queries::set_manager(tx, mia, ada);
        world.write(manage).await;
        let path = format!("/courses/{course}");
        // Before Mia begins, the page says who will see it.
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(
            page.has(&world.ada.name) && page.has(&world.olive.name),
            "{}",
            page.words()
        );
        let list = format!("{path}/completions");
        let team = world.get(&list, &world.ada).await.expect(200);
        assert!(
            team.has("0 of 1 completed it") && team.has("Not yet"),
            "{}",
            team.words()
        );
        finish(&world, &world.mia, course, steps).await;
        finish(&world, &world.otto, course, steps).await;

        let owner = world.get(&list, &world.olive).await.expect(200);
        assert!(owner.has(&world.mia.name) && owner.has(&world.otto.name));
        let team = world.get(&list, &world.ada).await.expect(200);
        assert!(
            team.has("1 of 1 completed it") && !team.has(&world.otto.name),
            "{}",
            team.words()
        );
        for (who, status) in [(&world.mia, 403), (&world.otto, 403), (&world.gus, 404)] {
            world.get(&list, who).await.expect(status);
        }
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(
            !page.has(&list) && !page.has(&world.mia.name),
            "{}",
            page.words()
        );
    });
}

/// So many new colleagues, of whom the first complete it at once, and the first of these want to try it.
async fn crowd(world: &World, course: i64, people: usize, completed: usize, trying: usize) {
    let course = CourseId::from_raw(course);
    let made = world.write(move |tx| {
        let mut made: Vec<PersonId> = Vec::new();
        for number in 0..people {
            let draft = people::Draft {
                name: format!("Somebody {number}"),
                ..people::Draft::default()
            };
            made.push(people::actions::add(tx, None, &draft.check()?)?);
        }
        Ok(made)
    });
    let made = made.await;
    days(world, 8);
    world
        .write(move |tx| {
            for person in &made[..completed] {
                learning::insert_completion(tx, course, *person, tx.now())?;
            }
            let due = "2027-01-01".parse().expect("a day");
            let new = crate::courses::NewCommitment::to_try("Try it", due);
            for person in &made[..trying] {
                learning::commit_for(tx, *person, course, &new, &[], tx.now())?;
            }
            Ok(())
        })
        .await;
}

#[test]
fn figures_come_once_a_week_and_tell_of_nobody() {
    each_world(FEATURES, async |world| {
        let (course, steps) = published(&world).await;
        crowd(&world, course, 60, 33, 21).await;
        let path = format!("/courses/{course}");
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(page.has("Counted on Mondays"));
        days(&world, 7);
        // Nobody is counted before the board has counted them.
        world.write(counting::first).await;
        world.work().await;
        assert!(figures(&world, course).await.is_empty());
        world.write(rollout::count_weeks).await;
        world.work().await;
        world.wait(Time::HOUR_US);
        world.work().await;
        let page = world.get(&path, &world.otto).await.expect(200);
        // Olive is the only champion, the others are staff.
        let words = page.words();
        assert!(words.contains("Everyone 35 of 64"), "{words}");
        assert!(words.contains("Champions not shown"), "{words}");
        assert!(words.contains("20 of 35 who completed it said"), "{words}");

        // Mia is counted next week, not in this one again.
        finish(&world, &world.mia, course, steps).await;
        let before = figures(&world, course).await;
        world.write(counting::first).await;
        world.work().await;
        assert_eq!(figures(&world, course).await, before);
        let api = world
            .get(&format!("/api{path}"), &world.otto)
            .await
            .expect(200)
            .json();
        assert_eq!(api["figures"][0]["scope"], "all");
        assert_eq!(api["figures"][0]["completed"], 35);
    });
}

async fn figures(world: &World, course: i64) -> Vec<figure::Figure> {
    let course = CourseId::from_raw(course);
    let read = world.app.store.read(move |db| figure::newest(db, course));
    read.await.unwrap()
}

#[test]
fn a_count_that_was_interrupted_goes_on_where_it_was() {
    each_world(FEATURES, async |world| {
        let (first, _) = published(&world).await;
        let (second, _) = published(&world).await;
        crowd(&world, first, 40, 22, 0).await;
        days(&world, 7);
        world.write(rollout::count_weeks).await;
        world.work().await;
        let app = world.app.clone();
        let interrupted = std::thread::spawn(move || {
            // Counts the people of each level, then the first course.
            for _ in 0..2 {
                counting::step(&app).unwrap();
            }
        });
        interrupted.join().unwrap();
        assert!(!figures(&world, first).await.is_empty());
        assert!(figures(&world, second).await.is_empty());
        // Who completes the first one now is not in the week that it was counted in.
        let course = CourseId::from_raw(first);
        let mia = world.mia.id;
        let late = move |tx: &store::Tx| {
            let earlier = Time(tx.now().0 - 20 * Time::DAY_US);
            learning::insert_completion(tx, course, mia, earlier)
        };
        let before = figures(&world, first).await;
        world.write(late).await;
        world.write(counting::first).await;
        world.work().await;
        assert_eq!(figures(&world, first).await, before);
        let all = figures(&world, second).await;
        assert_eq!(all[0].state, figure::FigureState::Withheld);
    });
}
