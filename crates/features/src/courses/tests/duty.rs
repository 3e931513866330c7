//! Who completed a course: by name for those responsible, as figures for all, and of few people nothing.

use kernel::Time;
use network::PersonId;
use network::people;
use network::testing::{World, each_world};
use serde_json::Value;

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
async fn crowd(
    world: &World,
    course: i64,
    people: usize,
    completed: usize,
    trying: usize,
) -> Vec<PersonId> {
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
    let those = made.clone();
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
    those
}

/// The board counts the week that is over, and then the courses do.
async fn next_week(world: &World) {
    days(world, 7);
    world.write(rollout::count_weeks).await;
    world.work().await;
    world.write(counting::first).await;
    // Where the board was not that far it is asked again an hour later.
    world.wait(Time::HOUR_US);
    world.work().await;
}

#[test]
fn figures_come_once_a_week_and_tell_of_nobody() {
    each_world(FEATURES, async |world| {
        let (course, steps) = published(&world).await;
        let others = crowd(&world, course, 60, 33, 21).await;
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

        // How few champions there are is not told to programs either.
        let told = async || {
            let api = world.get(&format!("/api{path}"), &world.otto).await;
            api.expect(200).json()["figures"].clone()
        };
        let of = |told: &Value, scope: &str| {
            let all = told.as_array().unwrap();
            all.iter().find(|it| it["scope"] == scope).cloned().unwrap()
        };
        let now = told().await;
        assert_eq!(of(&now, "all")["completed"], 35);
        assert_eq!(of(&now, "all")["people"], 64);
        assert_eq!(of(&now, "champion")["people"], Value::Null);

        // Who completes it now is counted next week, not in this one again.
        finish(&world, &world.mia, course, steps).await;
        world
            .write(move |tx| {
                for person in &others[33..49] {
                    let course = CourseId::from_raw(course);
                    learning::insert_completion(tx, course, *person, tx.now())?;
                }
                Ok(())
            })
            .await;
        world.write(counting::first).await;
        world.work().await;
        assert_eq!(told().await, now);
        next_week(&world).await;
        assert_eq!(of(&told().await, "all")["completed"], 50);
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
        let others = crowd(&world, first, 40, 22, 0).await;
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
        let (of_first, of_second) = (CourseId::from_raw(first), CourseId::from_raw(second));
        let late = move |tx: &store::Tx| {
            let earlier = Time(tx.now().0 - 10 * Time::DAY_US);
            for person in &others[22..] {
                learning::insert_completion(tx, of_first, *person, earlier)?;
                learning::insert_completion(tx, of_second, *person, earlier)?;
            }
            Ok(())
        };
        let before = figures(&world, first).await;
        world.write(late).await;
        world.write(counting::first).await;
        world.work().await;
        assert_eq!(figures(&world, first).await, before);
        // The second one is counted now, once.
        let all = figures(&world, second).await;
        assert_eq!(
            (all[0].state, all[0].value),
            (figure::FigureState::Shown, 20)
        );
        assert_eq!(figures(&world, first).await[0].value, 20);
    });
}

/// Leaders, managers, champions and staff, in this order, of whom so many completed it.
async fn levels(
    world: &World,
    course: i64,
    people: [usize; 4],
    completed: [usize; 4],
) -> [Vec<PersonId>; 4] {
    let course = CourseId::from_raw(course);
    let made = world
        .write(move |tx| {
            let mut levels: [Vec<PersonId>; 4] = Default::default();
            for (at, level) in levels.iter_mut().enumerate() {
                for number in 0..people[at] {
                    let draft = people::Draft {
                        name: format!("Level {at} person {number}"),
                        level: Some(match at {
                            0 => people::Level::Leader,
                            1 => people::Level::Manager,
                            _ => people::Level::Staff,
                        }),
                        ..people::Draft::default()
                    };
                    let id = people::actions::add(tx, None, &draft.check()?)?;
                    if at == 2 {
                        people::queries::set_champion(tx, id, Some(tx.now()), None)?;
                    }
                    level.push(id);
                }
            }
            Ok(levels)
        })
        .await;
    days(world, 8);
    let done = made.clone();
    world
        .write(move |tx| {
            for (level, n) in done.iter().zip(completed) {
                for person in &level[..n] {
                    learning::insert_completion(tx, course, *person, tx.now())?;
                }
            }
            Ok(())
        })
        .await;
    made
}

#[test]
fn what_one_week_keeps_back_the_next_does_not_give_away() {
    each_world(FEATURES, async |world| {
        let (course, _) = published(&world).await;
        // Three leaders are not told of, and the champions go with them: they are the smallest level.
        let made = levels(&world, course, [30, 36, 29, 100], [3, 18, 14, 60]).await;
        next_week(&world).await;
        let state = async |scope: figure::Scope| {
            let all = figures(&world, course).await;
            all.iter().find(|it| it.scope == scope).unwrap().state
        };
        use figure::FigureState::{Shown, Withheld};
        use figure::Scope::{All, Champion, Leader, Manager};
        assert_eq!(state(All).await, Shown);
        let first = [
            state(Leader).await,
            state(Manager).await,
            state(Champion).await,
        ];
        assert_eq!(first, [Withheld, Shown, Withheld]);
        // Then the champions are more than the managers, and the managers would go with the leaders: beside
        // the week before, that would tell of the champions' few new ones.
        let staff = made[3][..12].to_vec();
        world
            .write(move |tx| {
                for person in &staff {
                    people::queries::set_champion(tx, *person, Some(tx.now()), None)?;
                }
                Ok(())
            })
            .await;
        // Until it is out of sight.
        for _ in 0..2 {
            next_week(&world).await;
            let of = [
                state(Leader).await,
                state(Manager).await,
                state(Champion).await,
            ];
            assert_eq!(of, [Withheld; 3]);
            assert_eq!(state(All).await, Shown);
        }
    });
}
