//! What one open stream costs in memory, by the slope over several numbers of them.

use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;

use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;
use crate::bench::streams::Crowd;

const STEPS: [usize; 3] = [5_000, 10_000, 19_000];
const EXTRAPOLATED: f64 = 50_000.0;

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    let meter = ground.serve_anew()?;
    let mut crowd = Crowd::start(ground, 2, &ground.keys.writers())?;
    let mut points = vec![(0.0, meter.resident()?)];
    let mut refused = 0;
    for streams in STEPS {
        let count = crowd.open(streams)?;
        refused = count.refused;
        sleep(Duration::from_secs(1));
        points.push((count.open as f64, meter.resident()?));
    }
    let (slope, base) = line_through(&points);
    let goal = Goal::Measured(Bound::AtMost(20.0), "KB");
    let steps: Vec<String> = points
        .iter()
        .map(|(streams, bytes)| format!("{} {} MB", number(*streams), number(bytes / 1e6)))
        .collect();
    let refused = match refused {
        0 => String::new(),
        some => format!("; {some} were refused or late"),
    };
    let far = number((base + slope * EXTRAPOLATED) / 1e6);
    Ok(vec![
        Figure::new("Idle stream", goal, slope / 1024.0, "KB").note(format!(
            "{}{refused}; extrapolated to 50,000: {far} MB",
            steps.join(", ")
        )),
    ])
}

/// Slope and beginning of the line with the least squares.
fn line_through(points: &[(f64, f64)]) -> (f64, f64) {
    let count = points.len() as f64;
    let (mean_x, mean_y) = points.iter().fold((0.0, 0.0), |(x, y), point| {
        (x + point.0 / count, y + point.1 / count)
    });
    let (mut above, mut below) = (0.0, 0.0);
    for (x, y) in points {
        above += (x - mean_x) * (y - mean_y);
        below += (x - mean_x) * (x - mean_x);
    }
    let slope = if below > 0.0 { above / below } else { 0.0 };
    (slope, mean_y - slope * mean_x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_nearest_line() {
        let (slope, base) = line_through(&[(0.0, 10.0), (1.0, 12.0), (2.0, 14.0)]);
        assert!((slope - 2.0).abs() < 1e-9 && (base - 10.0).abs() < 1e-9);
        let (slope, _) = line_through(&[(0.0, 0.0), (1.0, 1.0), (2.0, 1.0), (3.0, 2.0)]);
        assert!((slope - 0.6).abs() < 1e-9);
        assert_eq!(line_through(&[(3.0, 5.0)]), (0.0, 5.0));
    }
}
