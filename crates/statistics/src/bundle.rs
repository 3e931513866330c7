//! Initiatives that the same units adopted at the same time: their effects cannot be told apart, so
//! they are estimated as one bundle and named so.

use std::collections::BTreeMap;

/// More than this share of unit-periods makes two initiatives one.
pub const COINCIDES_PERCENT: u64 = 80;

/// Groups of initiatives, each ascending, in the order of their first; an initiative that stands
/// alone is a group of one. `starts[i][u]` is the first period in which unit u has adopted
/// initiative i; `periods` is how many are looked at.
///
/// Two initiatives coincide when a unit has adopted both in more than [`COINCIDES_PERCENT`] of the
/// unit-periods in which it has adopted either. (Unit-periods with neither say nothing: two
/// initiatives in few sites would always coincide.) Coincidence is passed on: when the first
/// coincides with the second and the second with the third, all are one bundle.
pub fn bundles(starts: &[&[Option<usize>]], periods: usize) -> Vec<Vec<usize>> {
    let mut bundle_of: Vec<usize> = (0..starts.len()).collect();
    for (second, late) in starts.iter().enumerate() {
        for (first, early) in starts[..second].iter().enumerate() {
            let (old, new) = (bundle_of[second], bundle_of[first]);
            if old != new && coincide(early, late, periods) {
                for bundle in &mut bundle_of {
                    if *bundle == old {
                        *bundle = new;
                    }
                }
            }
        }
    }
    let mut bundles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (initiative, bundle) in bundle_of.iter().enumerate() {
        bundles.entry(*bundle).or_default().push(initiative);
    }
    let mut bundles: Vec<Vec<usize>> = bundles.into_values().collect();
    bundles.sort_unstable();
    bundles
}

fn coincide(one: &[Option<usize>], other: &[Option<usize>], periods: usize) -> bool {
    let adopted = |starts: &[Option<usize>], unit: usize| {
        let start = starts.get(unit).copied().flatten();
        start.map_or(0, |start| periods.saturating_sub(start)) as u64
    };
    let (mut both, mut either) = (0, 0);
    for unit in 0..one.len().max(other.len()) {
        let (one, other) = (adopted(one, unit), adopted(other, unit));
        both += one.min(other);
        either += one.max(other);
    }
    both * 100 > either * COINCIDES_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initiatives_that_coincide_are_one_bundle() {
        let sites = [Some(4), Some(4), Some(6), None, None];
        let nearly = [Some(5), Some(4), Some(6), None, None];
        let elsewhere = [None, None, None, Some(4), Some(4)];
        let later = [Some(10), Some(10), Some(10), None, None];
        let all: [&[Option<usize>]; 4] = [&sites, &elsewhere, &nearly, &later];
        assert_eq!(bundles(&all, 14), [vec![0, 2], vec![1], vec![3]]);
    }

    #[test]
    fn four_fifths_are_not_yet_more_than_four_fifths() {
        let ten = [Some(0)];
        let eight = [Some(2)];
        assert_eq!(bundles(&[&ten, &eight], 10), [[0], [1]]);
        assert_eq!(bundles(&[&ten, &eight], 11), [[0, 1]]);
    }

    #[test]
    fn coincidence_is_passed_on() {
        let of = |start| [Some(start)];
        let (one, two, three) = (of(0), of(15), of(29));
        assert_eq!(bundles(&[&one, &three], 100), [[0], [1]]);
        assert_eq!(bundles(&[&one, &three, &two], 100), [[0, 1, 2]]);
    }

    #[test]
    fn nothing_coincides_with_what_nobody_adopted() {
        let nobody: [Option<usize>; 2] = [None, Some(20)];
        assert_eq!(bundles(&[&nobody, &nobody], 10), [[0], [1]]);
        assert_eq!(bundles(&[&nobody, &[]], 0), [[0], [1]]);
        assert!(bundles(&[], 10).is_empty());
    }
}
