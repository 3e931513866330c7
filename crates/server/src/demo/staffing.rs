//! Who works where as what, and for whom: the posts that the people who are made fill.

use network::people::Level;
use serde::Deserialize;

use super::dice::{Dice, apportion};
use super::people::Person;
use super::sites::{Kind, Region, Site};

/// A post to be filled; the people come in the order of the posts, behind the cast.
pub struct Post {
    pub title: String,
    pub department: String,
    pub site: usize,
    pub level: Level,
    /// Index among the people.
    pub manager: usize,
}

#[derive(Deserialize)]
struct Job {
    place: String,
    title: String,
    department: String,
    weight: f64,
}

#[derive(Deserialize)]
struct Department {
    site: String,
    department: String,
    head: String,
    weight: f64,
}

const LEADERS: [(&str, &str, &str); 7] = [
    ("General Counsel", "Legal", "Chief Executive"),
    ("Property Director", "Property", "Chief Operating Officer"),
    ("Digital Director", "Digital", "Chief Executive"),
    ("Strategy Director", "Executive", "Chief Executive"),
    (
        "Merchandising Director",
        "Buying",
        "Chief Operating Officer",
    ),
    (
        "Transformation Director",
        "Executive",
        "Chief Operating Officer",
    ),
    ("Finance Director", "Finance", "Chief Financial Officer"),
];
/// One further leader for so many people.
const PEOPLE_PER_LEADER: usize = 100;
const STAFF_PER_DUTY_MANAGER: usize = 14;
const STAFF_PER_SUPERVISOR: usize = 22;
const STAFF_PER_TEAM_LEADER: usize = 13;
const STAFF_PER_OFFICE_MANAGER: usize = 10;

struct Staffing<'a> {
    sites: &'a [Site],
    cast: &'a [Person],
    jobs: Vec<Job>,
    posts: Vec<Post>,
    dice: &'a Dice,
}

/// As many posts as are wanted. In a company too small for all sites only those of the cast have any.
pub fn posts(sites: &[Site], cast: &[Person], wanted: usize, dice: &Dice) -> Vec<Post> {
    let mut staffing = Staffing {
        sites,
        cast,
        jobs: read(include_str!("jobs.csv")),
        posts: Vec::with_capacity(wanted),
        dice,
    };
    let leaders = (wanted / PEOPLE_PER_LEADER).min(LEADERS.len());
    for (title, department, manager) in &LEADERS[..leaders] {
        let (site, manager) = (
            staffing.site_of("Chief Executive"),
            staffing.titled(manager),
        );
        staffing.add(title, department, site, Level::Leader, manager);
    }
    let small = wanted < sites.len() * 4;
    let has_cast = |site: usize| cast.iter().any(|person| person.site == site);
    let weight = |(at, site): (usize, &Site)| {
        if small && !has_cast(at) {
            0.0
        } else {
            site.weight
        }
    };
    let weights: Vec<f64> = sites.iter().enumerate().map(weight).collect();
    for (site, quota) in apportion(wanted - leaders, &weights)
        .into_iter()
        .enumerate()
    {
        match sites[site].kind {
            Kind::Store => staffing.store(site, quota),
            Kind::Hub => staffing.hub(site, quota),
            Kind::Care => staffing.care(site, quota),
            Kind::Office => staffing.office(site, quota),
        }
    }
    staffing.posts
}

fn read<T: for<'de> Deserialize<'de>>(text: &'static str) -> Vec<T> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    rows.collect::<Result<_, _>>()
        .expect("the lists of jobs and departments are well-formed")
}

impl Staffing<'_> {
    fn add(
        &mut self,
        title: &str,
        department: &str,
        site: usize,
        level: Level,
        manager: usize,
    ) -> usize {
        self.posts.push(Post {
            title: title.to_owned(),
            department: department.to_owned(),
            site,
            level,
            manager,
        });
        self.cast.len() + self.posts.len() - 1
    }

    /// The first person with this title; the chief executive when there is none.
    fn titled(&self, title: &str) -> usize {
        let made = || {
            self.posts
                .iter()
                .position(|post| post.title == title)
                .map(|at| at + self.cast.len())
        };
        self.cast
            .iter()
            .position(|person| person.title == title)
            .or_else(made)
            .unwrap_or(0)
    }

    fn site_of(&self, title: &str) -> usize {
        self.cast
            .iter()
            .find(|person| person.title == title)
            .map_or(0, |person| person.site)
    }

    fn cast_at(&self, site: usize, title: &str) -> Option<usize> {
        self.cast
            .iter()
            .position(|person| person.site == site && person.title == title)
    }

    /// So many members of staff, whose managers take turns.
    fn staff(&mut self, place: &str, site: usize, count: usize, managers: &[usize]) {
        for turn in 0..count {
            let here = |job: &Job| if job.place == place { job.weight } else { 0.0 };
            let job = self.dice.weighted(self.jobs.iter().map(here));
            let (title, department) = (
                self.jobs[job].title.clone(),
                self.jobs[job].department.clone(),
            );
            self.add(
                &title,
                &department,
                site,
                Level::Staff,
                managers[turn % managers.len()],
            );
        }
    }

    fn store(&mut self, site: usize, quota: usize) {
        let regional = match self.sites[site].region {
            Region::North => "Regional Manager North",
            _ => "Regional Manager South",
        };
        let (mut left, regional) = (quota, self.titled(regional));
        let head = match self.cast_at(site, "Store Manager") {
            Some(head) => head,
            None if left > 0 => {
                left -= 1;
                self.add(
                    "Store Manager",
                    "Store Operations",
                    site,
                    Level::Manager,
                    regional,
                )
            }
            None => return,
        };
        let duty = left / STAFF_PER_DUTY_MANAGER;
        for _ in 0..duty {
            self.add(
                "Duty Manager",
                "Store Operations",
                site,
                Level::Manager,
                head,
            );
        }
        self.staff("store", site, left - duty, &[head]);
    }

    fn hub(&mut self, site: usize, quota: usize) {
        let (mut left, chief) = (quota, self.titled("Head of Supply Chain"));
        let mut managers: Vec<usize> = self
            .cast_at(site, "Shift Supervisor Inbound")
            .into_iter()
            .collect();
        let mut head = chief;
        if managers.is_empty() && left > 0 {
            left -= 1;
            head = self.add("Depot Manager", "Supply Chain", site, Level::Manager, chief);
        }
        let supervisors = left / STAFF_PER_SUPERVISOR;
        for _ in 0..supervisors {
            managers.push(self.add(
                "Shift Supervisor",
                "Supply Chain",
                site,
                Level::Manager,
                head,
            ));
        }
        if managers.is_empty() {
            managers.push(head);
        }
        self.staff("hub", site, left - supervisors, &managers);
    }

    fn care(&mut self, site: usize, quota: usize) {
        let director = self.titled("Customer Director");
        let mut managers: Vec<usize> = self
            .cast_at(site, "Customer Care Team Leader")
            .into_iter()
            .collect();
        let leaders = quota / STAFF_PER_TEAM_LEADER;
        for _ in 0..leaders {
            managers.push(self.add(
                "Customer Care Team Leader",
                "Customer Care",
                site,
                Level::Manager,
                director,
            ));
        }
        if managers.is_empty() {
            managers.push(director);
        }
        self.staff("care", site, quota - leaders, &managers);
    }

    fn office(&mut self, site: usize, quota: usize) {
        let name = &self.sites[site].name;
        let mut here: Vec<Department> = read(include_str!("departments.csv"));
        here.retain(|department| department.site == *name);
        let weights: Vec<f64> = here.iter().map(|department| department.weight).collect();
        for (department, quota) in here.iter().zip(apportion(quota, &weights)) {
            let head = self.titled(&department.head);
            let count = quota / STAFF_PER_OFFICE_MANAGER;
            let title = format!("{} Manager", department.department);
            let managers: Vec<usize> = (0..count)
                .map(|_| self.add(&title, &department.department, site, Level::Manager, head))
                .collect();
            let managers = if managers.is_empty() {
                vec![head]
            } else {
                managers
            };
            self.staff(&department.department, site, quota - count, &managers);
        }
    }
}
