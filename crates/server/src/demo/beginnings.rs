//! When people of the invented company begin to press buttons: site by site, some soon, some never.

use network::people::Level;

use super::calendar::DAYS;
use super::company::Company;
use super::dice::Dice;

/// So many days lie between the first and the last site.
const SITES_DIFFER_DAYS: f64 = 55.0;
/// And between the first and the last person of a site.
const PEOPLE_DIFFER_DAYS: f64 = 60.0;
/// Of staff; others are asked more often.
const NEVER: f64 = 0.2;

/// Days before now; `None` never.
pub fn choose(company: &Company, seed: u64) -> Vec<Option<i64>> {
    let dice = Dice::new(seed, "beginnings");
    let of_site: Vec<f64> = company
        .sites
        .iter()
        .map(|_| dice.unit() * SITES_DIFFER_DAYS)
        .collect();
    let of_person = |at: usize| {
        let person = &company.people[at];
        let leads = person.champion || person.level != Level::Staff;
        let (never, late) = (dice.chance(NEVER), dice.unit().sqrt() * PEOPLE_DIFFER_DAYS);
        if company.is_cast(at) {
            return Some(DAYS);
        }
        let days = of_site[person.site] + if leads { late / 3.0 } else { late };
        (leads || !never).then(|| (DAYS - days as i64).max(0))
    };
    (0..company.people.len()).map(of_person).collect()
}
