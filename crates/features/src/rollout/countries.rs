//! In which country a site is counted. A change waits until the one before is out of sight, and tables of
//! different weeks are compared by the countries of their own week: a site that went elsewhere would
//! otherwise be the difference between two figures of a country.

use std::collections::{BTreeMap, HashMap};

use kernel::Result;
use store::Tx;

use super::places::{WEEKS, WEEKS_BEFORE};
use super::queries::{self, SiteCountry};

/// The ids of the countries, by sites that have one.
pub type Countries = BTreeMap<i64, i64>;

/// The countries of the sites in a week and in the weeks before, the newest first. A site's name of its
/// country is empty where it has none; the country of a new name gets an id.
pub fn of_weeks(tx: &Tx, sites: &[(i64, String)], week: i64) -> Result<[Countries; WEEKS]> {
    let known = queries::countries_of_sites(tx, queries::MOST_SITES)?;
    let known: HashMap<i64, SiteCountry> = known.into_iter().map(|it| (it.site_id, it)).collect();
    let mut ids: HashMap<&str, i64> = [("", 0)].into();
    let mut weeks = <[Countries; WEEKS]>::default();
    for (site, name) in sites {
        let now = match ids.get(name.as_str()) {
            Some(id) => *id,
            None => {
                let id = id(tx, name)?;
                ids.insert(name, id);
                id
            }
        };
        let of = counted(*site, known.get(site), now, week);
        if known.get(site) != Some(&of) {
            queries::put_site_country(tx, *site, of.country_id, of.week, of.before_id)?;
        }
        for (back, countries) in (0..).zip(&mut weeks) {
            let country = match week - back >= of.week {
                true => of.country_id,
                false => of.before_id,
            };
            if country != 0 {
                countries.insert(*site, country);
            }
        }
    }
    Ok(weeks)
}

/// In which country a site is counted in a week, when it lies in `now`.
fn counted(site: i64, known: Option<&SiteCountry>, now: i64, week: i64) -> SiteCountry {
    let changed = |before_id| SiteCountry {
        site_id: site,
        country_id: now,
        week,
        before_id,
    };
    match known {
        None => changed(now),
        Some(known) if known.country_id == now => known.clone(),
        Some(known) if week - known.week <= WEEKS_BEFORE as i64 => known.clone(),
        Some(known) => changed(known.country_id),
    }
}

fn id(tx: &Tx, name: &str) -> Result<i64> {
    if let Some(id) = queries::country_by_name(tx, name)? {
        return Ok(id);
    }
    let id = tx.id::<SiteCountry>().raw();
    queries::insert_country(tx, id, name)?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_waits_until_the_one_before_is_out_of_sight() {
        let is = |it: &SiteCountry| (it.before_id, it.country_id, it.week);
        let first = counted(1, None, 7, 100);
        assert_eq!(is(&first), (7, 7, 100));
        let next = |known: &SiteCountry, now, week| counted(1, Some(known), now, week);
        assert_eq!(is(&next(&first, 7, 120)), (7, 7, 100));
        let moved = next(&first, 8, 120);
        assert_eq!(is(&moved), (7, 8, 120));
        assert_eq!(is(&next(&moved, 9, 122)), (7, 8, 120));
        assert_eq!(is(&next(&moved, 9, 123)), (8, 9, 123));
    }
}
