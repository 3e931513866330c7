//! All SQL about stories. A told one exists for everyone but guests; any other for its teller, and for those
//! who are asked whether they want to be named in it.

use kernel::{Result, Time};
use network::people::{SiteId, SiteKind};
use network::{PersonId, Viewer};
use store::{Changed, Db, Sole};

use super::evidence::{Evidence, Mean, Others};
use super::praise::{Praise, PraiseId, Where};
use super::reason::Common;
use super::story::{Check, Consent, Credit, State, Story, StoryId, Verdict};
use super::weekly::Told;
use crate::indicators::{IndicatorId, UnitId};
use crate::initiatives::InitiativeId;
use crate::posts::PostId;
use crate::use_cases::queries::Filter;
use crate::use_cases::{SiteFit, UseCaseId, WorkRole};

/// Of one teller, and names in one list.
pub const MOST: i64 = 200;

store::row! {
    /// What one is found by.
    pub struct Words {
        pub id: StoryId,
        pub title: String,
        pub why: String,
        pub had: String,
        pub did: String,
        pub changed: String,
        pub teller_id: PersonId,
        pub teller: String,
        pub language: String,
        pub site: Option<String>,
        pub indicator: Option<String>,
        pub published_at: Option<Time>,
    }
}

store::statements! {
    /// Without regard to who asks.
    pub fn by_id(id: StoryId) -> Option<Story> =
        "select s.id, s.teller_id, p.name as teller, p.photo as teller_photo, s.use_case_id, u.name as use_case, s.title, s.why, s.had, s.did,
            s.changed, s.industry, s.role, s.site_id, w.name as site, w.kind as site_kind, s.team_size, s.claimed, s.claimed_unit, s.claimed_how,
            s.post_id, s.changed_at, s.published_at, s.withdrawn_at, i.id as indicator_id, i.name as indicator,
            i.owner_id as indicator_owner_id, c.verdict
        from stories s join people p on p.id = s.teller_id left join use_cases u on u.id = s.use_case_id left join sites w on w.id = s.site_id
            left join story_evidence e on e.story_id = s.id left join indicators i on i.id = e.indicator_id
            left join story_checks c on c.story_id = s.id where s.id = $1";
    /// Those that are told, the newest first, before a place; narrowed where the role and kind are not empty and the ids not 0.
    fn told(role: &str, kind: &str, indicator: IndicatorId, use_case: UseCaseId, before: Time, below: StoryId, limit: i64) -> Vec<Story> =
        "select s.id, s.teller_id, p.name as teller, p.photo as teller_photo, s.use_case_id, u.name as use_case, s.title, s.why, s.had, s.did,
            s.changed, s.industry, s.role, s.site_id, w.name as site, w.kind as site_kind, s.team_size, s.claimed, s.claimed_unit, s.claimed_how,
            s.post_id, s.changed_at, s.published_at, s.withdrawn_at, i.id as indicator_id, i.name as indicator,
            i.owner_id as indicator_owner_id, c.verdict
        from stories s join people p on p.id = s.teller_id left join use_cases u on u.id = s.use_case_id left join sites w on w.id = s.site_id
            left join story_evidence e on e.story_id = s.id left join indicators i on i.id = e.indicator_id
            left join story_checks c on c.story_id = s.id
        where s.published_at is not null and s.withdrawn_at is null and (s.published_at, s.id) < ($5, $6)
            and ($1 = '' or s.role = $1) and ($2 = '' or w.kind = $2) and ($3 = 0 or e.indicator_id = $3) and ($4 = 0 or s.use_case_id = $4)
        order by s.published_at desc, s.id desc limit $7";
    /// Of one teller, in whatever state.
    pub fn by_teller(teller: PersonId, limit: i64) -> Vec<Story> =
        "select s.id, s.teller_id, p.name as teller, p.photo as teller_photo, s.use_case_id, u.name as use_case, s.title, s.why, s.had, s.did,
            s.changed, s.industry, s.role, s.site_id, w.name as site, w.kind as site_kind, s.team_size, s.claimed, s.claimed_unit, s.claimed_how,
            s.post_id, s.changed_at, s.published_at, s.withdrawn_at, i.id as indicator_id, i.name as indicator,
            i.owner_id as indicator_owner_id, c.verdict
        from stories s join people p on p.id = s.teller_id left join use_cases u on u.id = s.use_case_id left join sites w on w.id = s.site_id
            left join story_evidence e on e.story_id = s.id left join indicators i on i.id = e.indicator_id
            left join story_checks c on c.story_id = s.id
        where s.teller_id = $1 order by s.id desc limit $2";
    /// Told ones in which somebody agreed to be named, with what they did; the newest first.
    pub fn with_person(person: PersonId, limit: i64) -> Vec<(StoryId, String, String)> =
        "select s.id, s.title, n.part from stories s join story_people n on n.story_id = s.id
        where n.person_id = $1 and n.answer = 'agreed' and s.published_at is not null and s.withdrawn_at is null
        order by s.published_at desc, s.id desc limit $2";
    /// Those in which somebody has not said yet whether they want to be named; withdrawn ones ask nobody.
    pub fn asking(person: PersonId, limit: i64) -> Vec<(StoryId, String, String)> =
        "select s.id, s.title, p.name from story_people n join stories s on s.id = n.story_id join people p on p.id = s.teller_id
        where n.person_id = $1 and n.answer = 'asked' and s.withdrawn_at is null order by s.id desc limit $2";
    /// Told ones on an indicator of this owner whose readings nobody has looked at, but their own.
    pub fn unchecked(owner: PersonId, limit: i64) -> Vec<(StoryId, String, String)> =
        "select s.id, s.title, i.name from indicators i join story_evidence e on e.indicator_id = i.id join stories s on s.id = e.story_id
        where i.owner_id = $1 and s.teller_id <> $1 and s.published_at is not null and s.withdrawn_at is null
            and not exists (select 1 from story_checks c where c.story_id = s.id)
            and not exists (select 1 from story_people n where n.story_id = s.id and n.person_id = $1 and n.answer = 'agreed')
        order by s.published_at, s.id limit $2";
    /// Of those that are told, that the person tells, or that ask them for their name; a withdrawn one only for its teller.
    pub fn titles(person: PersonId, ids: &[StoryId]) -> Vec<(StoryId, String)> =
        "select s.id, s.title from stories s where s.id in ($2)
            and ((s.published_at is not null and s.withdrawn_at is null) or s.teller_id = $1
                or (s.published_at is null and exists (
                    select 1 from story_people n where n.story_id = s.id and n.person_id = $1 and n.answer <> 'declined')))";
    pub fn ids_after(after: StoryId, limit: i64) -> Vec<StoryId> = "select id from stories where id > $1 order by id limit $2";
    pub fn ids_by_teller(teller: PersonId, after: StoryId, limit: i64) -> Vec<StoryId> =
        "select id from stories where teller_id = $1 and id > $2 order by id limit $3";
    /// Of those that are told.
    pub fn words(ids: &[StoryId]) -> Vec<Words> =
        "select s.id, s.title, s.why, s.had, s.did, s.changed, s.teller_id, p.name as teller, p.language, w.name as site, i.name as indicator,
            s.published_at
        from stories s join people p on p.id = s.teller_id left join sites w on w.id = s.site_id
            left join story_evidence e on e.story_id = s.id left join indicators i on i.id = e.indicator_id
        where s.id in ($1) and s.published_at is not null and s.withdrawn_at is null";

    /// Told since, by and with others, about no archived indicator, that the person has neither read nor closed; the newest first.
    pub fn undismissed(person: PersonId, since: Time, limit: i64) -> Vec<Common> =
        "select s.id, s.teller_id, s.role, s.site_id, w.kind as site_kind, i.id as indicator_id, i.name as indicator
        from stories s left join sites w on w.id = s.site_id left join story_evidence e on e.story_id = s.id
            left join indicators i on i.id = e.indicator_id
        where s.published_at is not null and s.withdrawn_at is null and s.published_at > $2 and s.teller_id <> $1 and i.archived_at is null
            and not exists (select 1 from story_dismissals d where d.person_id = $1 and d.story_id = s.id)
            and not exists (select 1 from story_people n where n.story_id = s.id and n.person_id = $1 and n.answer = 'agreed')
        order by s.published_at desc, s.id desc limit $3", hot;
    pub fn is_dismissed(person: PersonId, story: StoryId) -> Option<Time> =
        "select at from story_dismissals where person_id = $1 and story_id = $2";
    pub fn dismiss(person: PersonId, story: StoryId, at: Time) -> Changed =
        "insert into story_dismissals (person_id, story_id, at) values ($1, $2, $3) on conflict do nothing";
    pub fn forget_dismissals(before: Time) -> Changed = "delete from story_dismissals where at < $1";

    /// Of the week at a site.
    pub fn of_week(site: SiteId, week: i64) -> Option<Story> =
        "select s.id, s.teller_id, p.name as teller, p.photo as teller_photo, s.use_case_id, u.name as use_case, s.title, s.why, s.had, s.did,
            s.changed, s.industry, s.role, s.site_id, w.name as site, w.kind as site_kind, s.team_size, s.claimed, s.claimed_unit, s.claimed_how,
            s.post_id, s.changed_at, s.published_at, s.withdrawn_at, i.id as indicator_id, i.name as indicator,
            i.owner_id as indicator_owner_id, c.verdict
        from story_weeks k join stories s on s.id = k.story_id
            join people p on p.id = s.teller_id left join use_cases u on u.id = s.use_case_id left join sites w on w.id = s.site_id
            left join story_evidence e on e.story_id = s.id left join indicators i on i.id = e.indicator_id
            left join story_checks c on c.story_id = s.id
        where k.site_id = $1 and k.week = $2 and s.published_at is not null and s.withdrawn_at is null";
    /// Told ones, the newest first.
    pub fn to_choose_from(limit: i64) -> Vec<Told> =
        "select s.id, s.site_id, w.kind from stories s left join sites w on w.id = s.site_id
        where s.published_at is not null and s.withdrawn_at is null order by s.published_at desc, s.id desc limit $1";
    /// Sites that have none of this week, or one that was withdrawn.
    pub fn sites_without(week: i64, after: SiteId, limit: i64) -> Vec<(SiteId, SiteKind)> =
        "select w.id, w.kind from sites w where w.id > $2 and not exists (
            select 1 from story_weeks k join stories s on s.id = k.story_id
            where k.site_id = w.id and k.week = $1 and s.published_at is not null and s.withdrawn_at is null)
        order by w.id limit $3";
    /// The newest first.
    pub fn had(site: SiteId, limit: i64) -> Vec<StoryId> =
        "select story_id from story_weeks where site_id = $1 order by week desc limit $2";
    pub fn put_week(site: SiteId, week: i64, story: StoryId) -> Changed =
        "insert into story_weeks (site_id, week, story_id) values ($1, $2, $3)
        on conflict (site_id, week) do update set story_id = excluded.story_id";

    pub fn evidence(story: StoryId) -> Option<Evidence> =
        "select indicator_id, unit_id, before_from, before_to, after_from, after_to from story_evidence where story_id = $1";
    pub fn mean(indicator: IndicatorId, unit: UnitId, periods: &[i64]) -> Sole<Mean> =
        "select cast(avg(value) as double precision) as mean, cast(count(*) as bigint) as readings, max(at) as newest
        from indicator_readings where indicator_id = $1 and unit_id = $2 and period in ($3)";
    /// The other units together in those of the periods in which the unit has a reading and they are at least two.
    pub fn others(indicator: IndicatorId, unit: UnitId, periods: &[i64]) -> Sole<Others> =
        "select cast(avg((l.mean * l.units - r.value) / (l.units - 1)) as double precision) as mean, cast(min(l.units - 1) as bigint) as units
        from indicator_levels l join indicator_readings r on r.indicator_id = l.indicator_id and r.period = l.period and r.unit_id = $2
        where l.indicator_id = $1 and l.period in ($3) and l.units > 2";
    pub fn unit_name(unit: UnitId) -> Option<String> = "select name from indicator_units where id = $1";
    pub fn credited(story: StoryId) -> Sole<i64> =
        "select cast(count(*) as bigint) from story_readings c join indicator_readings r
            on r.indicator_id = c.indicator_id and r.period = c.period and r.unit_id = c.unit_id
        where c.story_id = $1";
    /// A told story that has one of the readings after this span, other than the one itself.
    pub fn credited_to(indicator: IndicatorId, unit: UnitId, from: i64, to: i64, own: StoryId) -> Option<(StoryId, String)> =
        "select s.id, s.title from story_readings r join stories s on s.id = r.story_id
        where r.indicator_id = $1 and r.unit_id = $2 and r.period >= $3 and r.period <= $4 and r.story_id <> $5 order by s.id limit 1";
    /// Also a period whose reading is still to come.
    pub fn credit(story: StoryId, indicator: IndicatorId, unit: UnitId, period: i64) -> Changed =
        "insert into story_readings (indicator_id, unit_id, period, story_id) values ($2, $3, $4, $1) on conflict do nothing";
    pub fn uncredit(story: StoryId) -> Changed = "delete from story_readings where story_id = $1";

    pub fn people(story: StoryId) -> Vec<Credit> =
        "select n.story_id, n.person_id, p.name, p.photo, n.part, n.answer from story_people n join people p on p.id = n.person_id
        where n.story_id = $1 and p.deactivated_at is null order by n.place limit 100";
    /// Those who agreed, of several.
    pub fn named_in(stories: &[StoryId], limit: i64) -> Vec<Credit> =
        "select n.story_id, n.person_id, p.name, p.photo, n.part, n.answer from story_people n join people p on p.id = n.person_id
        where n.story_id in ($1) and n.answer = 'agreed' and p.deactivated_at is null order by n.story_id, n.place limit $2";
    pub fn answer_of(story: StoryId, person: PersonId) -> Option<Consent> =
        "select answer from story_people where story_id = $1 and person_id = $2";
    pub fn put_person(story: StoryId, person: PersonId, place: i64, part: &str, answer: Consent) -> Changed =
        "insert into story_people (story_id, person_id, place, part, answer) values ($1, $2, $3, $4, $5)";
    pub fn set_answer(story: StoryId, person: PersonId, answer: Consent) -> Changed =
        "update story_people set answer = $3 where story_id = $1 and person_id = $2";
    pub fn refused(story: StoryId) -> Vec<PersonId> = "select person_id from story_refusals where story_id = $1 limit 1000";
    pub fn refuse(story: StoryId, person: PersonId) -> Changed =
        "insert into story_refusals (story_id, person_id) values ($1, $2) on conflict do nothing";
    pub fn forget_refusal(story: StoryId, person: PersonId) -> Changed = "delete from story_refusals where story_id = $1 and person_id = $2";
    pub fn forget_refusals(story: StoryId) -> Changed = "delete from story_refusals where story_id = $1";
    pub fn delete_people(story: StoryId) -> Changed = "delete from story_people where story_id = $1";

    /// Told ones whose teller, and everybody who is named in them, agreed to be shown on displays: of the newest
    /// that are told. Who has left cannot take it back, so no name of theirs is shown.
    pub fn for_displays(newest: i64) -> Vec<Told> =
        "select s.id, s.site_id, w.kind
        from (select id, teller_id, site_id, published_at from stories where published_at is not null and withdrawn_at is null
            order by published_at desc, id desc limit $1) s
            join people p on p.id = s.teller_id join story_displays d on d.story_id = s.id and d.person_id = s.teller_id
            left join sites w on w.id = s.site_id
        where p.deactivated_at is null and not exists (
            select 1 from story_people n join people q on q.id = n.person_id
                left join story_displays a on a.story_id = n.story_id and a.person_id = n.person_id
            where n.story_id = s.id and n.answer = 'agreed' and q.deactivated_at is null and a.person_id is null)
        order by s.published_at desc, s.id desc limit $1";
    pub fn agreed_to_displays(story: StoryId) -> Vec<PersonId> = "select person_id from story_displays where story_id = $1 limit 1000";
    pub fn agree_to_displays(story: StoryId, person: PersonId, at: Time) -> Changed =
        "insert into story_displays (story_id, person_id, at) values ($1, $2, $3) on conflict do nothing";
    pub fn leave_displays(story: StoryId, person: PersonId) -> Changed = "delete from story_displays where story_id = $1 and person_id = $2";
    pub fn forget_displays(story: StoryId) -> Changed = "delete from story_displays where story_id = $1";

    pub fn praise(id: PraiseId) -> Option<Praise> =
        "select r.id, r.story_id, s.title as story, r.person_id, p.name as person, r.by_id, b.name as by, r.words, r.state
        from story_praise r join stories s on s.id = r.story_id join people p on p.id = r.person_id join people b on b.id = r.by_id where r.id = $1";
    /// Of a story, to somebody and by them.
    pub fn praise_of(story: StoryId, person: PersonId, limit: i64) -> Vec<Praise> =
        "select r.id, r.story_id, s.title as story, r.person_id, p.name as person, r.by_id, b.name as by, r.words, r.state
        from story_praise r join stories s on s.id = r.story_id join people p on p.id = r.person_id join people b on b.id = r.by_id
        where r.story_id = $1 and (r.person_id = $2 or r.by_id = $2) order by r.id desc limit $3";
    /// What somebody put on their page, while the story is told and their name stands in it.
    pub fn shown_praise(person: PersonId, limit: i64) -> Vec<Praise> =
        "select r.id, r.story_id, s.title as story, r.person_id, p.name as person, r.by_id, b.name as by, r.words, r.state
        from story_praise r join stories s on s.id = r.story_id join people p on p.id = r.person_id join people b on b.id = r.by_id
        where r.person_id = $1 and r.state = 'shown' and s.published_at is not null and s.withdrawn_at is null
            and (s.teller_id = $1 or exists (
                select 1 from story_people n where n.story_id = s.id and n.person_id = $1 and n.answer = 'agreed'))
        order by r.id desc limit $2";
    /// What somebody has not decided about: story, title, who wrote it.
    pub fn new_praise(person: PersonId, limit: i64) -> Vec<(StoryId, String, String)> =
        "select s.id, s.title, b.name from story_praise r join stories s on s.id = r.story_id join people b on b.id = r.by_id
        where r.person_id = $1 and r.state = 'new' and s.published_at is not null and s.withdrawn_at is null order by r.id desc limit $2";
    pub fn put_praise(id: PraiseId, story: StoryId, person: PersonId, by: PersonId, words: &str, at: Time) -> Changed =
        "insert into story_praise (id, story_id, person_id, by_id, words, at, state) values ($1, $2, $3, $4, $5, $6, 'new')
        on conflict (story_id, by_id, person_id) do update set words = excluded.words, at = excluded.at, state = 'new'";
    /// Of one who was praised before it stays the same.
    pub fn praise_id(story: StoryId, person: PersonId, by: PersonId) -> Sole<PraiseId> =
        "select id from story_praise where story_id = $1 and person_id = $2 and by_id = $3";
    pub fn set_praise(id: PraiseId, state: Where) -> Changed = "update story_praise set state = $2 where id = $1";
    pub fn delete_praise(id: PraiseId) -> Changed = "delete from story_praise where id = $1";

    pub fn check(story: StoryId) -> Option<Check> =
        "select c.verdict, c.why, c.initiative_id, c.by_id, p.name as by, c.at from story_checks c join people p on p.id = c.by_id where c.story_id = $1";
    pub fn put_check(story: StoryId, verdict: Verdict, why: &str, estimate: Option<InitiativeId>, by: PersonId, at: Time) -> Changed =
        "insert into story_checks (story_id, verdict, why, initiative_id, by_id, at) values ($1, $2, $3, $4, $5, $6)
        on conflict (story_id) do update set verdict = excluded.verdict, why = excluded.why, initiative_id = excluded.initiative_id, by_id = excluded.by_id, at = excluded.at";
    pub fn delete_check(story: StoryId) -> Changed = "delete from story_checks where story_id = $1";

    pub fn insert(id: StoryId, teller: PersonId, use_case: Option<UseCaseId>, title: &str, why: &str, had: &str, did: &str, changed: &str,
        industry: &str, role: WorkRole, site: Option<SiteId>, team_size: Option<i64>, claimed: Option<f64>, claimed_unit: &str,
        claimed_how: &str, post: Option<PostId>, at: Time) -> Changed =
        "insert into stories (id, teller_id, use_case_id, title, why, had, did, changed, industry, role, site_id, team_size, claimed,
            claimed_unit, claimed_how, post_id, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)";
    pub fn update(id: StoryId, use_case: Option<UseCaseId>, title: &str, why: &str, had: &str, did: &str, changed: &str,
        industry: &str, role: WorkRole, site: Option<SiteId>, team_size: Option<i64>, claimed: Option<f64>, claimed_unit: &str,
        claimed_how: &str, post: Option<PostId>, at: Time) -> Changed =
        "update stories set use_case_id = $2, title = $3, why = $4, had = $5, did = $6, changed = $7, industry = $8, role = $9, site_id = $10,
            team_size = $11, claimed = $12, claimed_unit = $13, claimed_how = $14, post_id = $15, changed_at = $16 where id = $1";
    pub fn put_evidence(story: StoryId, indicator: IndicatorId, unit: UnitId, before_from: i64, before_to: i64, after_from: i64, after_to: i64) -> Changed =
        "insert into story_evidence (story_id, indicator_id, unit_id, before_from, before_to, after_from, after_to) values ($1, $2, $3, $4, $5, $6, $7)";
    pub fn delete_evidence(story: StoryId) -> Changed = "delete from story_evidence where story_id = $1";
    pub fn delete(id: StoryId) -> Changed = "delete from stories where id = $1";
    pub fn set_published(id: StoryId, at: Time) -> Changed = "update stories set published_at = $2, withdrawn_at = null where id = $1";
    pub fn set_withdrawn(id: StoryId, at: Time) -> Changed = "update stories set withdrawn_at = $2 where id = $1";
}

/// The story, when it exists for the viewer.
pub fn visible(db: &Db, viewer: &Viewer, id: StoryId) -> Result<Option<Story>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let Some(story) = by_id(db, id)? else {
        return Ok(None);
    };
    let may = match story.state() {
        State::Told => true,
        _ if story.teller_id == viewer.id => true,
        State::Draft => {
            let answer = answer_of(db, id, viewer.id)?;
            answer.is_some_and(|answer| answer != Consent::Declined)
        }
        State::Withdrawn => false,
    };
    Ok(Some(story).filter(|_| may))
}

/// Where a list goes on: below a story that was told at this time.
pub type Below = (Time, StoryId);

/// Told ones that exist for the viewer and fit, the newest first.
pub fn list(
    db: &Db,
    viewer: &Viewer,
    filter: Filter,
    use_case: Option<UseCaseId>,
    below: Option<Below>,
    limit: i64,
) -> Result<Vec<Story>> {
    if viewer.is_guest() {
        return Ok(Vec::new());
    }
    let (before, below) = below.unwrap_or((Time(i64::MAX), StoryId::max()));
    let kind = filter.fits.filter(|fits| *fits != SiteFit::Any);
    told(
        db,
        filter.role.map_or("", WorkRole::as_str),
        kind.map_or("", SiteFit::as_str),
        filter.indicator.unwrap_or(IndicatorId::from_raw(0)),
        use_case.unwrap_or(UseCaseId::from_raw(0)),
        before,
        below,
        limit,
    )
}
