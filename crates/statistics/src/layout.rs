//! Where the circles of a map stand: those with many ties near each other, no two on top of each other.
//!
//! Attraction along ties, repulsion between all and a pull to the middle, as ForceAtlas2 has them (Jacomy,
//! Venturini, Heymann and Bastian 2014), each pair looked at: it is for some dozens of circles, and says
//! nothing that the ties do not say. The same input gives the same map.

use std::f64::consts::TAU;

/// A circle to be placed; the map is 1 wide and 1 high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    pub radius: f64,
}

/// The circles `one` and `other` hold together by so much; any positive number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    pub one: usize,
    pub other: usize,
    pub weight: f64,
}

const STEPS: usize = 600;
/// Steps in which circles that touch are pushed apart.
const APART: usize = 200;
const REPULSION: f64 = 0.02;
const GRAVITY: f64 = 0.6;
/// What is left free between two circles, and around them for their names.
const GAP: f64 = 0.07;

/// The middles of the circles, `0..=1` each way. Ties that name no circle are left out.
pub fn layout(circles: &[Circle], ties: &[Tie]) -> Vec<(f64, f64)> {
    let n = circles.len();
    let known = |tie: &&Tie| tie.one < n && tie.other < n && tie.one != tie.other;
    let heaviest = ties
        .iter()
        .filter(known)
        .fold(f64::MIN_POSITIVE, |most, tie| most.max(tie.weight));
    // Begun on a ring, in the order given.
    let mut at: Vec<(f64, f64)> = (0..n)
        .map(|place| {
            let angle = TAU * place as f64 / n.max(1) as f64;
            (angle.cos() * 0.5, angle.sin() * 0.5)
        })
        .collect();
    let mut degrees = vec![1.0; n];
    for tie in ties.iter().filter(known) {
        degrees[tie.one] += 1.0;
        degrees[tie.other] += 1.0;
    }
    let most = degrees
        .iter()
        .fold(1.0_f64, |most, degree| most.max(*degree));
    for step in 0..STEPS {
        let mut force = vec![(0.0, 0.0); n];
        for one in 0..n {
            for other in 0..one {
                let (x, y, far) = between(at[one], at[other]);
                let push = REPULSION * degrees[one] * degrees[other] / (most * far * far);
                pull(&mut force, one, other, (x * push, y * push));
            }
            force[one].0 -= GRAVITY * at[one].0 * degrees[one] / most;
            force[one].1 -= GRAVITY * at[one].1 * degrees[one] / most;
        }
        for tie in ties.iter().filter(known) {
            let (x, y, _) = between(at[tie.one], at[tie.other]);
            let strength = tie.weight.max(0.0) / heaviest;
            pull(&mut force, tie.other, tie.one, (x * strength, y * strength));
        }
        // Ever smaller steps, so that it comes to rest.
        let longest = 0.1 * (1.0 - step as f64 / STEPS as f64);
        for (at, force) in at.iter_mut().zip(&force) {
            let length = force.0.hypot(force.1).max(f64::MIN_POSITIVE);
            let scale = (0.1 * length).min(longest) / length;
            at.0 += force.0 * scale;
            at.1 += force.1 * scale;
        }
    }
    fit(&mut at, circles);
    for _ in 0..APART {
        if !part(&mut at, circles) {
            break;
        }
        fit(&mut at, circles);
    }
    at
}

/// From the second to the first, and how far; never nothing.
fn between(one: (f64, f64), other: (f64, f64)) -> (f64, f64, f64) {
    let (x, y) = (one.0 - other.0, one.1 - other.1);
    match x.hypot(y) {
        far if far < 1e-6 => (1e-3, 1e-3, 1e-3),
        far => (x, y, far),
    }
}

/// Moves the first one way and the second the other.
fn pull(force: &mut [(f64, f64)], one: usize, other: usize, by: (f64, f64)) {
    force[one].0 += by.0;
    force[one].1 += by.1;
    force[other].0 -= by.0;
    force[other].1 -= by.1;
}

/// Stretches the map so that the circles fill it.
fn fit(at: &mut [(f64, f64)], circles: &[Circle]) {
    let margin = circles
        .iter()
        .fold(0.0_f64, |most, circle| most.max(circle.radius))
        .min(0.4);
    let stretch = |values: &mut dyn Iterator<Item = &mut f64>| {
        let mut values: Vec<&mut f64> = values.collect();
        let least = values.iter().fold(f64::MAX, |least, it| least.min(**it));
        let most = values.iter().fold(f64::MIN, |most, it| most.max(**it));
        for value in &mut values {
            let share = match most - least {
                wide if wide > 1e-9 => (**value - least) / wide,
                _ => 0.5,
            };
            **value = margin + share * (1.0 - 2.0 * margin);
        }
    };
    stretch(&mut at.iter_mut().map(|at| &mut at.0));
    stretch(&mut at.iter_mut().map(|at| &mut at.1));
}

/// Pushes circles apart that touch; whether there were any.
fn part(at: &mut [(f64, f64)], circles: &[Circle]) -> bool {
    let mut touched = false;
    for one in 0..at.len() {
        for other in 0..one {
            let (x, y, far) = between(at[one], at[other]);
            let lacking = circles[one].radius + circles[other].radius + GAP - far;
            if lacking > 1e-9 {
                touched = true;
                let by = 0.5 * lacking / far;
                pull(at, one, other, (x * by, y * by));
            }
        }
    }
    touched
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(one: usize, other: usize, weight: f64) -> Tie {
        Tie { one, other, weight }
    }

    /// Two groups of four, tied within, by one tie to each other.
    fn two_groups() -> (Vec<Circle>, Vec<Tie>) {
        let circles = vec![Circle { radius: 0.05 }; 8];
        let mut ties = vec![tie(0, 1, 1.0)];
        for group in [[0, 2, 4, 6], [1, 3, 5, 7]] {
            for one in 0..4 {
                for other in 0..one {
                    ties.push(tie(group[one], group[other], 20.0));
                }
            }
        }
        (circles, ties)
    }

    #[test]
    fn those_with_many_ties_stand_together() {
        let (circles, ties) = two_groups();
        let at = layout(&circles, &ties);
        assert_eq!(at, layout(&circles, &ties), "the same map each time");
        assert!(
            at.iter()
                .all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)),
            "{at:?}"
        );
        let mean = |same: bool| {
            let mut all = Vec::new();
            for one in 0..8 {
                for other in 0..one {
                    if (one % 2 == other % 2) == same {
                        all.push(between(at[one], at[other]).2);
                    }
                }
            }
            all.iter().sum::<f64>() / all.len() as f64
        };
        assert!(
            mean(true) * 1.5 < mean(false),
            "{} {}",
            mean(true),
            mean(false)
        );
    }

    #[test]
    fn no_circle_covers_another() {
        let (mut circles, ties) = two_groups();
        circles[3].radius = 0.12;
        let at = layout(&circles, &ties);
        for one in 0..8 {
            for other in 0..one {
                let free =
                    between(at[one], at[other]).2 - circles[one].radius - circles[other].radius;
                assert!(free > 0.0, "{one} and {other}: {free} in {at:?}");
            }
        }
        assert_eq!(layout(&[], &[tie(0, 1, 1.0)]), []);
        assert_eq!(layout(&circles[..1], &[]), [(0.5, 0.5)]);
    }
}
