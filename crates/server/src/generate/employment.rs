//! What the employer's data say of somebody: that by which rules find their people.

use network::communities::rules::Attributes;
use network::people::{Level, PersonId, SiteId};

use super::dice::{Dice, Stage, lot};
use super::languages::Languages;
use super::staff::Staff;

pub const DEPARTMENTS: [&str; 20] = [
    "Sales",
    "Logistics",
    "Fresh Food",
    "Bakery",
    "Checkout",
    "Warehouse",
    "Transport",
    "Maintenance",
    "Customer Care",
    "Purchasing",
    "Finance",
    "Human Resources",
    "Information Technology",
    "Legal",
    "Marketing",
    "Quality",
    "Security",
    "Property",
    "Training",
    "Pharmacy",
];
pub const CHIEF: &str = "Chief Executive";
pub const DIRECTOR: &str = "Director";
pub const LEADS_A_TEAM: &str = "Team Leader";

/// Somebody's place in the organisation. Guests have none.
pub struct Employment<'a> {
    pub site: Option<usize>,
    /// Of the whole team; empty for whoever has no site.
    pub department: &'static str,
    pub title: &'a str,
    pub level: Level,
}

impl<'a> Employment<'a> {
    pub fn of(staff: &Staff, languages: &'a Languages, person: usize) -> Employment<'a> {
        let seed = staff.size.seed;
        let site = staff.site(person);
        let department = site.map_or("", |_| {
            let team = staff.manager(person).unwrap_or(0);
            DEPARTMENTS[Dice::of(seed, Stage::Person, !(team as u64)).below(DEPARTMENTS.len())]
        });
        let title = match () {
            () if staff.is_guest(person) => "",
            () if person == 0 => CHIEF,
            () if staff.is_leader(person) => DIRECTOR,
            () if staff.leads(person) => LEADS_A_TEAM,
            () => {
                let language = site.map_or(0, |site| staff.sites[site].language);
                let titles = &languages.get(language).titles;
                &titles[(lot(seed, Stage::Title, person as u64) * titles.len() as f64) as usize]
            }
        };
        let level = match () {
            () if staff.is_leader(person) => Level::Leader,
            () if staff.leads(person) => Level::Manager,
            () => Level::Staff,
        };
        Employment {
            site,
            department,
            title,
            level,
        }
    }

    /// As rules ask for them.
    pub fn attributes(&self, staff: &Staff, person: usize) -> Attributes {
        let gone = staff.standing(person).deactivated_at.is_some();
        Attributes {
            id: PersonId::from_raw(staff.size.person_id(person)),
            site_id: self
                .site
                .map(|site| SiteId::from_raw(staff.size.site_id(site))),
            country: self.site.map(|site| staff.sites[site].country.clone()),
            department: self.department.to_owned(),
            title: self.title.to_owned(),
            level: self.level,
            colleague: !gone && !staff.is_guest(person),
        }
    }
}
