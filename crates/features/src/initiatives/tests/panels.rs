//! Simulated networks with a known truth, through the door: an indicator, an initiative that six of twenty
//! stores start in two waves, readings by table. The page must not show what is not there, must mostly
//! find what is, and must say the sentence that belongs to its figures.
//!
//! Weeks of a store hang together (AR(1) 0.4), all share a trend and shocks, the better stores start no
//! likelier than others.

use kernel::Random;
use network::testing::{World, each_world};
use serde_json::Value;

use super::{LAST, SITES, known, page, scene_sites, site_name, week};
use crate::FEATURES;
use crate::indicators::Cadence;

const NOTHING: usize = 28;
const HELPED: usize = 16;
/// What each store that started gains, in minutes; a week of a store differs by about one.
const GAIN: f64 = 1.2;
const HANGS_TOGETHER: f64 = 0.4;
const WAVES: [&str; 2] = ["2026-06-08", "2026-06-29"];

struct Dice(Random);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0.below(1 << 30) as f64 / (1_u64 << 30) as f64
    }

    /// About normal, with a deviation of one.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// Which stores start in which wave, and the table of readings.
fn panel(seed: u64, gain: f64) -> (Vec<(usize, &'static str)>, String) {
    let mut dice = Dice(Random::seeded(seed));
    let mut stores: Vec<usize> = (0..SITES).collect();
    for at in (1..SITES).rev() {
        stores.swap(at, dice.0.below(at as u64 + 1) as usize);
    }
    let started: Vec<(usize, &str)> = (0..6).map(|at| (stores[at], WAVES[at / 3])).collect();
    let weeks: Vec<i64> = (week("2026-W05")..=week(LAST)).collect();
    let shocks: Vec<f64> = weeks.iter().map(|_| dice.normal()).collect();
    let mut table = "unit,period,value\n".to_owned();
    for store in 0..SITES {
        let level = 20.0 + 2.0 * dice.normal();
        let start = started.iter().find(|(own, _)| *own == store);
        let start = start.map(|(_, day)| Cadence::Week.parse(day).unwrap());
        let mut noise = dice.normal();
        for (at, week) in weeks.iter().enumerate() {
            noise = HANGS_TOGETHER * noise + (1.0 - HANGS_TOGETHER.powi(2)).sqrt() * dice.normal();
            let trend = -0.05 * at as f64 + shocks[at];
            let helped = start.is_some_and(|start| *week >= start);
            let value = level + trend + noise - if helped { gain } else { 0.0 };
            let name = Cadence::Week.name(*week);
            table += &format!("{},{name},{value:.2}\n", site_name(store));
        }
    }
    (started, table)
}

/// Sets one up as a person does, and gives the initiative.
async fn network(world: &World, seed: u64, gain: f64) -> i64 {
    let (started, table) = panel(seed, gain);
    let name = format!("Minutes a customer waits, {seed}");
    let form = [
        ("wish", ""),
        ("name", &name),
        ("unit", "min"),
        ("direction", "less"),
        ("observed", "site"),
        ("definition", "As the counter's clock has it."),
        ("source", "by hand"),
        ("cadence", "week"),
        ("baseline", "20"),
        ("target", "15"),
        ("due", "2027-06-30"),
        ("scope", "All shops"),
        ("quality", "sound"),
    ];
    let made = world.post_form("/indicators", &world.olive, &form).await;
    let made = made.expect(303);
    let indicator = made.location().unwrap();
    let form = [
        ("name", "Bay board"),
        ("what", "Each parcel has its bay."),
        ("judged_after", "12"),
    ];
    let path = format!("{indicator}/initiatives");
    let made = world.post_form(&path, &world.olive, &form).await;
    let made = made.expect(303);
    let initiative = made.location().unwrap();
    let line = |(store, day): &(usize, &str)| format!("{},{day}\n", site_name(*store));
    let starts: String = started.iter().map(line).collect();
    let form = [("starts", &*format!("unit,start\n{starts}"))];
    let path = format!("{initiative}/starts.csv");
    world
        .post_form(&path, &world.olive, &form)
        .await
        .expect(303);
    let path = format!("{indicator}/readings.csv");
    let form = [("readings", &*table)];
    world
        .post_form(&path, &world.olive, &form)
        .await
        .expect(303);
    world.work().await;
    // Nothing is compared with those that come later.
    let path = format!("{indicator}/archive");
    let form = [("archived", "true")];
    world
        .post_form(&path, &world.olive, &form)
        .await
        .expect(303);
    initiative.rsplit('/').next().unwrap().parse().unwrap()
}

#[derive(Debug, Default, PartialEq)]
struct Rates {
    likely_yes: usize,
    likely_worse: usize,
    not_clear: usize,
    /// The truth lies in the interval.
    covered: usize,
}

/// Looks at each page: what it says is what its figures are.
async fn rates(world: &World, seeds: std::ops::Range<u64>, gain: f64) -> Rates {
    let mut rates = Rates::default();
    for seed in seeds {
        let id = network(world, seed, gain).await;
        let verdict = known(world, id).await["verdict"].clone();
        assert_eq!(verdict["kind"], "effect", "{seed}: {verdict}");
        let end = |name: &str| verdict[name].as_f64().unwrap();
        let (low, high) = (end("low"), end("high"));
        rates.covered += usize::from((low..=high).contains(&-gain));
        let page = page(world, id).await;
        let (said, hidden) = match (low, high) {
            (_, high) if high < 0.0 => ("Likely yes", ["Likely worse", "it may be nothing"]),
            (low, _) if low > 0.0 => ("Likely worse", ["Likely yes", "it may be nothing"]),
            _ => ("it may be nothing", ["Likely yes", "Likely worse"]),
        };
        match said {
            "Likely yes" => rates.likely_yes += 1,
            "Likely no" => rates.likely_worse += 1,
            _ => rates.not_clear += 1,
        }
        let verdict_said = page.body.split("Later look").next().unwrap();
        assert!(verdict_said.contains(said), "{seed} {said}: {verdict_said}");
        for not in hidden {
            assert!(!verdict_said.contains(not), "{seed} {not}: {verdict_said}");
        }
        for always in ["95 % interval", "What could make this wrong"] {
            assert!(page.has(always), "{always}");
        }
        assert_ne!(known(world, id).await["newest"], Value::Null);
    }
    rates
}

#[test]
fn simulated_networks_get_the_sentence_they_deserve() {
    each_world(FEATURES, async |world| {
        scene_sites(&world).await;
        let nothing = rates(&world, 0..NOTHING as u64, 0.0).await;
        let helped = rates(&world, 1_000..1_000 + HELPED as u64, GAIN).await;
        eprintln!("of {NOTHING} without an effect {nothing:?}; of {HELPED} with one {helped:?}");
        assert!(
            nothing.likely_yes + nothing.likely_worse <= 2,
            "{nothing:?}"
        );
        assert!(nothing.covered >= NOTHING - 2, "{nothing:?}");
        assert!(helped.likely_yes >= HELPED - 2, "{helped:?}");
        assert_eq!(helped.likely_worse, 0);
        assert!(helped.covered >= HELPED - 2, "{helped:?}");
    });
}
