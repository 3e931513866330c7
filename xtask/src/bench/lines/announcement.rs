//! A post to everybody: how many rows it costs, and how soon open streams are told.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{places, tables};
use crate::bench::drive::{self, Key, Latency, Load};
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;
use crate::bench::streams::{self, Crowd};

const STREAMS: usize = 15_000;
/// Waiting longer would change nothing in the answer.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    let rows = Goal::Measured(Bound::AtMost(10.0), "rows");
    let told = Goal::Measured(Bound::AtMost(5.0), "s");
    let names = [
        "Announcement to everybody, rows written",
        "Announcement, until 15,000 streams are told",
    ];
    ground.serve_anew()?;
    let Some(network) = tables::open(ground)? else {
        let why = "the tables are looked into in SQLite alone";
        return Ok(vec![
            Figure::absent(names[0], rows, why),
            Figure::absent(names[1], told, why),
        ]);
    };
    let leader = tables::administrator(ground, &network)?;
    let place = tables::network_wide(&network)?;

    let before = tables::rows(&network)?;
    announce(ground, &leader, place)?;
    let grown = tables::grown(&before, &tables::rows(&network)?);
    let written: i64 = grown.values().sum();
    let each: Vec<String> = grown
        .iter()
        .map(|(name, rows)| format!("{name} {rows}"))
        .collect();
    let mut figures =
        vec![Figure::new(names[0], rows, written as f64, "rows").note(each.join(", "))];
    figures.push(tell(ground, &leader, place, names[1], told)?);
    Ok(figures)
}

fn announce(ground: &Ground, leader: &Key, place: i64) -> Result<()> {
    let json = r#"{"text":"The canteen is open again from Monday, in every house."}"#;
    let path = format!("/api/communities/{place}/posts");
    let once = format!("{}-all", places::run_number());
    let request = drive::send(ground.address(), leader, "POST", &path, &once, json);
    let answer = ground.ask(&request)?;
    ensure!(
        answer.status == 201,
        "the post was answered {}",
        answer.status
    );
    Ok(())
}

/// Feeds are asked for all the while: telling must not stop them.
fn tell(ground: &Ground, leader: &Key, place: i64, name: &str, goal: Goal) -> Result<Figure> {
    let mut crowd = Crowd::start(ground, 2, &ground.keys.writers())?;
    let open = crowd.open(STREAMS)?.open;
    crowd.listen(place)?;
    let feeds = {
        let (to, meter) = (ground.address(), ground.meter()?);
        let load = Load {
            clients: 2,
            warm_up: Duration::from_millis(500),
            time: Duration::from_secs(6),
        };
        let keys = &ground.keys.all()[..ground.keys.all().len().min(100)];
        ground.warm(keys, "/")?;
        let requests = ground.readers(keys, "/");
        ground
            .runtime
            .spawn(drive::drive(to, meter, load, requests))
    };
    sleep(Duration::from_secs(1));
    let sent = streams::now_micros();
    announce(ground, leader, place)?;
    let waiting = Instant::now();
    let mut times = Vec::new();
    while times.len() < open && waiting.elapsed() < PATIENCE {
        sleep(Duration::from_millis(250));
        times = crowd.told()?;
    }
    let feeds = ground.runtime.block_on(feeds)??;
    let mut latency = Latency::default();
    for time in &times {
        latency.note(Duration::from_micros(time.saturating_sub(sent)));
    }
    let feed = feeds.latency.quantile_ms(0.99).map_or("no".into(), number);
    let note = format!(
        "{} of {open} open streams told; meanwhile feeds {feed} ms at p99",
        times.len()
    );
    let all = times.len() >= open && open >= STREAMS;
    let Some(most) = latency.most_ms().filter(|_| all) else {
        return Ok(Figure::absent(name, goal, note));
    };
    let mut figure = Figure::new(name, goal, most / 1000.0, "s").note(note);
    figure.p50_ms = latency.quantile_ms(0.5);
    figure.p99_ms = latency.quantile_ms(0.99);
    Ok(figure)
}
