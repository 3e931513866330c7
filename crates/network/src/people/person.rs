//! A person, and the pure rules about what may be entered of one.

use kernel::text::{fold, is_blank, one_line};
use kernel::{Id, Problems, Result, Time};

pub type PersonId = Id<Person>;
pub type SiteId = Id<Site>;

pub const NAME_MAX_CHARS: usize = 120;
pub const FIELD_MAX_CHARS: usize = 200;

store::text_enum! {
    /// From the employer's data. Champion is not a level but a role one takes for a time.
    pub enum Level { Leader = "leader", Manager = "manager", Staff = "staff" }

    /// What someone may do in the whole network.
    pub enum Role {
        Administrator = "administrator",
        CommunityManager = "community_manager",
        Member = "member",
        /// From another company: reads only the communities they are in.
        Guest = "guest",
    }

    /// Where staff of a site work: with customers and goods, or at desks.
    pub enum SiteKind { Frontline = "frontline", Office = "office" }
}

store::row! {
    /// A place of work.
    pub struct Site {
        pub id: SiteId,
        pub name: String,
        pub kind: SiteKind,
        pub town: String,
    }

    /// Everything about a person that pages show and rights depend on.
    pub struct Person {
        pub id: PersonId,
        /// Dense, from 1: the position in bitmaps of who saw something.
        pub number: i64,
        pub name: String,
        pub mail: Option<String>,
        pub employee_number: Option<String>,
        pub title: String,
        pub department: String,
        pub site_id: Option<SiteId>,
        pub site: Option<String>,
        pub site_kind: Option<SiteKind>,
        /// Of the site.
        pub country: Option<String>,
        pub manager_id: Option<PersonId>,
        pub level: Level,
        pub champion_from: Option<Time>,
        pub champion_until: Option<Time>,
        pub role: Role,
        pub bot: bool,
        pub language: String,
        pub time_zone: String,
        pub theme: String,
        pub feed_order: String,
        pub about: String,
        pub photo: Option<String>,
        pub guest_until: Option<Time>,
        pub claimed_at: Option<Time>,
        pub deactivated_at: Option<Time>,
        pub created_at: Time,
    }

    /// What a list shows of a person.
    pub struct Face {
        pub id: PersonId,
        pub name: String,
        pub title: String,
        pub department: String,
        pub site: Option<String>,
        pub photo: Option<String>,
        pub role: Role,
        pub bot: bool,
    }
}

impl Person {
    pub fn is_active(&self, now: Time) -> bool {
        self.deactivated_at.is_none() && self.guest_until.is_none_or(|until| now < until)
    }

    /// What it owns in memory beside itself; for the cache's bound.
    pub(crate) fn heap_bytes(&self) -> usize {
        let optional = [&self.mail, &self.employee_number, &self.site, &self.photo];
        let optional = optional.into_iter().flatten().map(String::len);
        let always = [
            &self.name,
            &self.title,
            &self.department,
            &self.language,
            &self.time_zone,
            &self.theme,
            &self.feed_order,
            &self.about,
        ];
        always.map(String::len).into_iter().chain(optional).sum()
    }

    pub fn is_champion(&self, now: Time) -> bool {
        self.champion_from.is_some_and(|from| from <= now)
            && self.champion_until.is_none_or(|until| now < until)
    }

    pub fn face(&self) -> Face {
        Face {
            id: self.id,
            name: self.name.clone(),
            title: self.title.clone(),
            department: self.department.clone(),
            site: self.site.clone(),
            photo: self.photo.clone(),
            role: self.role,
            bot: self.bot,
        }
    }
}

impl Face {
    /// Title and place in one line, as under a name.
    pub fn line(&self) -> String {
        let place = self.site.as_deref().unwrap_or(&self.department);
        match (self.title.is_empty(), place.is_empty()) {
            (false, false) => format!("{}, {place}", self.title),
            (false, true) => self.title.clone(),
            (true, _) => place.to_owned(),
        }
    }
}

/// What someone entered about a person, unchecked.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub name: String,
    pub mail: Option<String>,
    pub employee_number: Option<String>,
    pub title: String,
    pub department: String,
    pub site: Option<SiteId>,
    pub manager: Option<PersonId>,
    pub level: Option<Level>,
    pub role: Option<Role>,
    pub bot: bool,
    pub language: Option<String>,
    pub time_zone: Option<String>,
}

/// Checked: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewPerson(pub(super) Draft);

impl Draft {
    pub fn check(self) -> Result<NewPerson> {
        let mut problems = Problems::default();
        let name = one_line(&self.name);
        if fold::fold(&name).is_empty() {
            problems.add("name", "blank");
        } else if name.chars().count() > NAME_MAX_CHARS {
            problems.add_limit("name", "too_long", NAME_MAX_CHARS as i64);
        }
        let mail = filled(self.mail);
        if mail.as_deref().is_some_and(|mail| !is_mail(mail)) {
            problems.add("mail", "mail");
        }
        let number = filled(self.employee_number);
        if number.as_deref().is_some_and(|number| !is_number(number)) {
            problems.add("employee_number", "employee_number");
        }
        for (field, text) in [
            ("employee_number", number.as_deref().unwrap_or("")),
            ("title", &self.title),
            ("department", &self.department),
        ] {
            if text.chars().count() > FIELD_MAX_CHARS {
                problems.add_limit(field, "too_long", FIELD_MAX_CHARS as i64);
            }
        }
        if let Some(zone) = self.time_zone.as_deref()
            && !web::is_time_zone(zone)
        {
            problems.add("time_zone", "time_zone");
        }
        let title = one_line(&self.title);
        let department = one_line(&self.department);
        let draft = Draft {
            name,
            mail,
            employee_number: number,
            title,
            department,
            ..self
        };
        problems.or(NewPerson(draft))
    }
}

/// `None` for blank text, else the text in one line.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| one_line(&text))
        .filter(|text| !is_blank(text))
}

/// Whether it tells people apart and is not taken for a mail address where one signs in.
fn is_number(text: &str) -> bool {
    !text.contains('@') && !fold::fold(text).is_empty()
}

/// One `@` with something on both sides and no blank; delivery decides the rest.
fn is_mail(text: &str) -> bool {
    let parts: Vec<_> = text.split('@').collect();
    matches!(parts[..], [name, host] if !name.is_empty() && host.contains('.') && !host.starts_with('.'))
        && text.len() <= 254
        && !text.contains(char::is_whitespace)
}

/// The order of a directory: last word first, then the name as written.
pub fn sort_key(name: &str) -> String {
    let folded = fold::fold(name);
    match folded.rsplit_once(' ') {
        Some((first, last)) => format!("{last} {first}"),
        None => folded,
    }
}
