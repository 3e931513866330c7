//! What only commands ask: everyone, whoever asks. An administrator of the machine sees it all.

use kernel::{Id, Time};
use network::people::{Level, PersonId, Role, Site};
use store::Sole;

store::row! {
    /// A person in the list of everyone.
    pub struct Entry {
        pub id: PersonId,
        pub name: String,
        pub mail: Option<String>,
        pub employee_number: Option<String>,
        pub role: Role,
        pub claimed_at: Option<Time>,
        pub deactivated_at: Option<Time>,
    }

    /// What an import may change of a person.
    pub struct Record {
        pub id: PersonId,
        pub name: String,
        pub mail: Option<String>,
        pub title: String,
        pub department: String,
        pub site_id: Option<Id<Site>>,
        pub manager_id: Option<PersonId>,
        pub level: Level,
    }
}

store::statements! {
    pub fn everyone(after: PersonId, limit: i64) -> Vec<Entry> =
        "select id, name, mail, employee_number, role, claimed_at, deactivated_at from people
        where id > $1 and bot = 0 order by id limit $2";
    pub fn record(employee_number_fold: &str) -> Option<Record> =
        "select id, name, mail, title, department, site_id, manager_id, level from people where employee_number_fold = $1";
    /// How much there is to be found.
    pub fn documents() -> Sole<i64> =
        "select cast((select count(*) from posts) + (select count(*) from replies) + (select count(*) from people)
            + (select count(*) from communities) as bigint)";
}
