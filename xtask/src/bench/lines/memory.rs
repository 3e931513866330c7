//! Resident memory after many different people have read their feed, as page and as JSON.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, ensure};

use crate::bench::drive::{self, Connection, Ends, Key};
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;

const CLIENTS: usize = 8;
const MEANT: usize = 100_000;

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    let goal = Goal::Measured(Bound::AtMost(1500.0), "MB");
    let meter = ground.serve_anew()?;
    let before = meter.resident()?;
    let viewers = ground.keys.all().len();
    ground.runtime.block_on(everybody(ground))?;
    let after = meter.resident()?;
    let fewer = match viewers {
        enough if enough >= MEANT => "",
        _ => ", not 100,000",
    };
    let note = format!(
        "{} viewers{fewer}; {} MB before; {} KB more for each",
        number(viewers as f64),
        number(before / 1e6),
        number((after - before) / viewers as f64 / 1e3)
    );
    Ok(vec![
        Figure::new("Memory after distinct viewers", goal, after / 1e6, "MB").note(note),
    ])
}

async fn everybody(ground: &Ground) -> Result<()> {
    let keys: Arc<[Key]> = ground.keys.all().into();
    let next = Arc::new(AtomicUsize::new(0));
    let to = ground.address();
    let clients = (0..CLIENTS).map(|client| {
        let (keys, next) = (keys.clone(), next.clone());
        tokio::spawn(async move {
            let mut connection = Connection::new(to, client);
            while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                for path in ["/", "/api/feed"] {
                    let answer = connection.ask(&drive::get(to, key, path)).await?;
                    ensure!(answer.status == 200, "{path} answered {}", answer.status);
                }
            }
            Ok(())
        })
    });
    Ends(clients.collect()).all().await.map(|_| ())
}
