//! All SQL about use cases. Everyone but guests sees them.

use kernel::{Result, Time};
use network::{PersonId, Viewer};
use store::{Changed, Db};

use super::role::{SiteFit, WorkRole};
use super::use_case::{FirstPost, RoomKind, UseCase, UseCaseId};
use crate::indicators::IndicatorId;

/// Those a form or an indicator's page offers.
pub const MOST: i64 = 500;

store::row! {
    /// What one is found by.
    pub struct Words {
        pub id: UseCaseId,
        pub name: String,
        pub purpose: String,
        pub steps: String,
        pub owner_id: PersonId,
        pub owner: String,
        pub language: String,
        pub indicator: String,
        pub changed_at: Time,
    }
}

store::statements! {
    /// Without regard to who asks.
    pub fn by_id(id: UseCaseId) -> Option<UseCase> =
        "select u.id, u.name, u.purpose, u.indicator_id, i.name as indicator, u.owner_id, p.name as owner, p.photo as owner_photo, u.fits,
            u.steps, u.room_kind, u.room_purpose, u.checklist, u.training, u.effort_hours, u.effort, u.created_at, u.changed_at,
            cast((select count(*) from use_case_tries t where t.use_case_id = u.id) as bigint) as tried,
            cast((select count(*) from use_case_tries t where t.use_case_id = u.id and t.checked = 1) as bigint) as checked
        from use_cases u join indicators i on i.id = u.indicator_id join people p on p.id = u.owner_id where u.id = $1";
    /// As `by_id`, the newest first: for a role and a kind of site where these are not empty, for an indicator where it is not 0.
    fn some(role: &str, fits: &str, indicator: IndicatorId, before: UseCaseId, limit: i64) -> Vec<UseCase> =
        "select u.id, u.name, u.purpose, u.indicator_id, i.name as indicator, u.owner_id, p.name as owner, p.photo as owner_photo, u.fits,
            u.steps, u.room_kind, u.room_purpose, u.checklist, u.training, u.effort_hours, u.effort, u.created_at, u.changed_at,
            cast((select count(*) from use_case_tries t where t.use_case_id = u.id) as bigint) as tried,
            cast((select count(*) from use_case_tries t where t.use_case_id = u.id and t.checked = 1) as bigint) as checked
        from use_cases u join indicators i on i.id = u.indicator_id join people p on p.id = u.owner_id
        where u.id < $4 and ($3 = 0 or u.indicator_id = $3) and ($2 = '' or u.fits = 'any' or u.fits = $2)
            and ($1 = '' or exists (select 1 from use_case_roles r where r.use_case_id = u.id and r.role = $1))
        order by u.id desc limit $5";
    pub fn id_by_name(name_key: &str) -> Option<UseCaseId> = "select id from use_cases where name_key = $1";
    pub fn ids_after(after: UseCaseId, limit: i64) -> Vec<UseCaseId> =
        "select id from use_cases where id > $1 order by id limit $2";
    pub fn ids_by_owner(owner: PersonId, after: UseCaseId, limit: i64) -> Vec<UseCaseId> =
        "select id from use_cases where owner_id = $1 and id > $2 order by id limit $3";
    pub fn words(ids: &[UseCaseId]) -> Vec<Words> =
        "select u.id, u.name, u.purpose, u.steps, u.owner_id, p.name as owner, p.language, i.name as indicator, u.changed_at
        from use_cases u join indicators i on i.id = u.indicator_id join people p on p.id = u.owner_id where u.id in ($1)";
    /// By name.
    fn named(limit: i64) -> Vec<(UseCaseId, String)> = "select id, name from use_cases order by name_key limit $1";
    pub fn roles(id: UseCaseId) -> Vec<WorkRole> =
        "select role from use_case_roles where use_case_id = $1 order by role limit 10";
    pub fn roles_of(ids: &[UseCaseId], limit: i64) -> Vec<(UseCaseId, WorkRole)> =
        "select use_case_id, role from use_case_roles where use_case_id in ($1) order by use_case_id, role limit $2";
    pub fn posts(id: UseCaseId) -> Vec<FirstPost> =
        "select title, text from use_case_posts where use_case_id = $1 order by place limit 100";

    pub fn insert(id: UseCaseId, name: &str, name_key: &str, purpose: &str, indicator: IndicatorId, owner: PersonId, fits: SiteFit, steps: &str,
        room_kind: RoomKind, room_purpose: &str, checklist: &str, training: &str, effort_hours: Option<f64>, effort: &str, at: Time) -> Changed =
        "insert into use_cases (id, name, name_key, purpose, indicator_id, owner_id, fits, steps, room_kind, room_purpose, checklist, training,
            effort_hours, effort, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)";
    pub fn update(id: UseCaseId, name: &str, name_key: &str, purpose: &str, indicator: IndicatorId, fits: SiteFit, steps: &str,
        room_kind: RoomKind, room_purpose: &str, checklist: &str, training: &str, effort_hours: Option<f64>, effort: &str, at: Time) -> Changed =
        "update use_cases set name = $2, name_key = $3, purpose = $4, indicator_id = $5, fits = $6, steps = $7, room_kind = $8,
            room_purpose = $9, checklist = $10, training = $11, effort_hours = $12, effort = $13, changed_at = $14 where id = $1";
    pub fn insert_role(id: UseCaseId, role: WorkRole) -> Changed =
        "insert into use_case_roles (use_case_id, role) values ($1, $2)";
    pub fn delete_roles(id: UseCaseId) -> Changed = "delete from use_case_roles where use_case_id = $1";
    pub fn insert_post(id: UseCaseId, place: i64, title: &str, text: &str) -> Changed =
        "insert into use_case_posts (use_case_id, place, title, text) values ($1, $2, $3, $4)";
    pub fn delete_posts(id: UseCaseId) -> Changed = "delete from use_case_posts where use_case_id = $1";
    pub fn put_try(id: UseCaseId, story: i64, checked: bool) -> Changed =
        "insert into use_case_tries (use_case_id, story_id, checked) values ($1, $2, $3)
        on conflict (use_case_id, story_id) do update set checked = excluded.checked";
    pub fn delete_try(id: UseCaseId, story: i64) -> Changed =
        "delete from use_case_tries where use_case_id = $1 and story_id = $2";
}

/// For whom and for what use cases are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    pub role: Option<WorkRole>,
    /// The kind of site.
    pub fits: Option<SiteFit>,
    pub indicator: Option<IndicatorId>,
}

/// The use case, when it exists for the viewer.
pub fn visible(db: &Db, viewer: &Viewer, id: UseCaseId) -> Result<Option<UseCase>> {
    match viewer.is_guest() {
        true => Ok(None),
        false => by_id(db, id),
    }
}

/// Those that exist for the viewer and fit, the newest first, older than one of them.
pub fn list(
    db: &Db,
    viewer: &Viewer,
    filter: Filter,
    before: UseCaseId,
    limit: i64,
) -> Result<Vec<UseCase>> {
    if viewer.is_guest() {
        return Ok(Vec::new());
    }
    let role = filter.role.map_or("", WorkRole::as_str);
    let fits = filter.fits.filter(|fits| *fits != SiteFit::Any);
    let indicator = filter.indicator.unwrap_or(IndicatorId::from_raw(0));
    some(
        db,
        role,
        fits.map_or("", SiteFit::as_str),
        indicator,
        before,
        limit,
    )
}

/// The names of all that exist for the viewer, in their order.
pub fn names(db: &Db, viewer: &Viewer) -> Result<Vec<(UseCaseId, String)>> {
    match viewer.is_guest() {
        true => Ok(Vec::new()),
        false => named(db, MOST),
    }
}
