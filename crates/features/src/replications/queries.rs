//! All SQL about replications. Everyone but guests sees those that were begun.

use kernel::{Result, Time};
use network::{CommunityId, PersonId, Viewer};
use store::{Changed, Db, Sole};

use super::reach::{ReachState, Told};
use super::replication::{
    Answer, Guide, Point, Prepared, Replication, ReplicationId, ReplicationScope,
};
use crate::indicators::IndicatorId;
use crate::initiatives::InitiativeId;
use crate::use_cases::{RoomKind, UseCaseId};

/// Things that wait for somebody, or hang on one replication.
pub const MOST: i64 = 100;

/// A replication with everything that is said of it in one line.
macro_rules! replications {
    ($rest:literal) => {
        concat!(
            "select r.id, r.use_case_id, u.name as use_case, r.indicator_id, r.scope, r.place, r.begun_by, r.leader_id, l.name as leader,
                l.photo as leader_photo, r.leader_answer, r.buddy_id, b.name as buddy, b.photo as buddy_photo, r.buddy_answer, r.from_id,
                o.place as from_place, r.initiative_id, r.variant, r.starts, r.room_name, r.room_kind, r.community_id, n.id as unit_id,
                s.last_period, s.readings as readings_before,
                case when exists (select 1 from indicator_withheld h where h.unit_id = n.id) then null else s.mean end as mean_before,
                case when exists (select 1 from indicator_withheld h where h.unit_id = n.id) then null else s.best end as best_before, s.recorded_at,
                k.changed as kept_30, q.changed as kept_90, e.day as stopped, e.why as stopped_why
            from replications r join use_cases u on u.id = r.use_case_id join people l on l.id = r.leader_id
                join indicators i on i.id = r.indicator_id
                left join people b on b.id = r.buddy_id left join replications o on o.id = r.from_id
                left join indicator_units n on n.indicator_id = r.indicator_id and n.name_key = r.place_key and i.observed = r.scope
                left join replication_starts s on s.replication_id = r.id
                left join replication_keeps k on k.replication_id = r.id and k.day = 30
                left join replication_keeps q on q.replication_id = r.id and q.day = 90
                left join replication_stops e on e.replication_id = r.id ",
            $rest
        )
    };
}

store::row! {
    /// How many teams are how far. Those that never began are not among them.
    pub struct Survival {
        pub begun: i64,
        /// Had 30 days, of these said that they keep it, or stopped without having said so.
        pub at_30: i64,
        pub kept_30: i64,
        pub stopped_30: i64,
        pub at_90: i64,
        pub kept_90: i64,
        pub stopped_90: i64,
    }
}

store::statements! {
    /// Without regard to who asks.
    pub fn by_id(id: ReplicationId) -> Option<Replication> = replications!("where r.id = $1");
    /// As [`by_id`].
    pub fn by_ids(ids: &[ReplicationId]) -> Vec<Replication> = replications!("where r.id in ($1)");
    /// Those whose leader agreed, the newest first.
    pub fn of_use_case(use_case: UseCaseId, before: ReplicationId, limit: i64) -> Vec<Replication> =
        replications!("where r.use_case_id = $1 and r.id < $2 and r.leader_answer = 'agreed' order by r.id desc limit $3");
    /// The same, the first first: those from which others come are among them.
    pub fn first_of_use_case(use_case: UseCaseId, limit: i64) -> Vec<Replication> =
        replications!("where r.use_case_id = $1 and r.leader_answer = 'agreed' order by r.id limit $2");
    /// Those that repeat the way of this one.
    pub fn from(origin: ReplicationId, limit: i64) -> Vec<Replication> =
        replications!("where r.from_id = $1 and r.leader_answer = 'agreed' order by r.id desc limit $2");
    pub fn in_community(community: CommunityId) -> Option<Replication> =
        replications!("where r.community_id = $1 order by r.id desc limit 1");
    pub fn led_by(person: PersonId, limit: i64) -> Vec<Replication> =
        replications!("where r.leader_id = $1 and r.leader_answer <> 'declined' order by r.id desc limit $2");
    /// The last one of a use case that somebody began since, and where.
    pub fn begun_since(person: PersonId, use_case: UseCaseId, since: Time) -> Option<(ReplicationId, String)> =
        "select id, place from replications
        where begun_by = $1 and use_case_id = $2 and created_at >= $3 and leader_answer <> 'declined' order by id desc limit 1";
    /// Those that somebody asked another to lead.
    pub fn begun_for_others(person: PersonId, limit: i64) -> Vec<Replication> =
        replications!("where r.begun_by = $1 and r.leader_id <> $1 order by r.id desc limit $2");
    pub fn with_buddy(person: PersonId, limit: i64) -> Vec<Replication> =
        replications!("where r.buddy_id = $1 and r.buddy_answer <> 'declined' and r.leader_answer = 'agreed' order by r.id desc limit $2");
    /// Of what the person began: those that repeat their way, or a use case that they look after or are named in a story of.
    pub fn came_of(person: PersonId, limit: i64) -> Vec<Replication> =
        replications!("where r.leader_answer = 'agreed' and r.leader_id <> $1 and r.id in (
            select x.id from replications y join replications x on x.from_id = y.id where y.leader_id = $1
            union select x.id from use_cases v join replications x on x.use_case_id = v.id where v.owner_id = $1
            union select x.id from story_people n join stories t on t.id = n.story_id join replications x on x.use_case_id = t.use_case_id
                where n.person_id = $1 and n.answer = 'agreed' and t.published_at is not null and t.withdrawn_at is null)
        order by r.id desc limit $2");
    /// Those of a use case that wait for their team's answer: begun on one of these days or before, and neither kept nor stopped.
    pub fn unanswered(use_case: UseCaseId, by_30: &str, by_90: &str, limit: i64) -> Vec<Replication> =
        replications!("where r.use_case_id = $1 and r.leader_answer = 'agreed' and e.day is null and q.changed is null
            and ((r.starts <= $2 and k.changed is null) or r.starts <= $3) order by r.starts limit $4");
    /// What waits for somebody: to lead it, to go with a team, or to say whether it is kept, the first first.
    pub fn waiting(person: PersonId, by_30: &str, by_90: &str, limit: i64) -> Vec<Replication> =
        replications!("where r.id in (
            select x.id from replications x where x.leader_id = $1 and x.leader_answer = 'asked'
            union select x.id from replications x where x.leader_id = $1 and x.leader_answer = 'agreed' and x.starts <= $2
            union select x.id from replications x where x.buddy_id = $1 and x.buddy_answer = 'asked' and x.leader_answer = 'agreed')
            and (r.leader_id <> $1 or r.leader_answer = 'asked'
                or (q.changed is null and (k.changed is null or r.starts <= $3)))
            and e.day is null
        order by r.id limit $4");
    /// One that goes on in this place. What only waits for a leader keeps no place.
    pub fn going_on(use_case: UseCaseId, scope: ReplicationScope, place_key: &str) -> Option<ReplicationId> =
        "select r.id from replications r left join replication_stops e on e.replication_id = r.id
        where r.use_case_id = $1 and r.scope = $2 and r.place_key = $3 and r.leader_answer = 'agreed' and e.day is null limit 1";
    /// One that somebody asked another to lead, and that waits.
    pub fn asked_already(begun_by: PersonId, leader: PersonId, use_case: UseCaseId) -> Option<ReplicationId> =
        "select id from replications
        where begun_by = $1 and leader_id = $2 and use_case_id = $3 and leader_answer = 'asked' limit 1";
    /// Whose day came, and nothing was written down of it yet; after a day and an id.
    pub fn to_begin(today: &str, after_day: &str, after: ReplicationId, limit: i64) -> Vec<(String, ReplicationId)> =
        "select r.starts, r.id from replications r
        where r.starts <= $1 and (r.starts, r.id) > ($2, $3) and r.leader_answer = 'agreed'
            and not exists (select 1 from replication_starts s where s.replication_id = r.id)
            and not exists (select 1 from replication_stops e where e.replication_id = r.id)
        order by r.starts, r.id limit $4";
    /// Those from whom it came: who leads the one whose way it repeats, who looks after the use case, who tells told stories of
    /// it and agreed to be named in them. Not who leads it.
    pub fn origin_people(id: ReplicationId, limit: i64) -> Vec<PersonId> =
        "select p.id from replications r join people p on p.id in (
            select o.leader_id from replications o where o.id = r.from_id
            union select u.owner_id from use_cases u where u.id = r.use_case_id
            union select t.teller_id from stories t where t.use_case_id = r.use_case_id and t.published_at is not null and t.withdrawn_at is null
            union select n.person_id from stories t join story_people n on n.story_id = t.id
                where t.use_case_id = r.use_case_id and t.published_at is not null and t.withdrawn_at is null and n.answer = 'agreed')
        where r.id = $1 and p.id <> r.leader_id and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0 order by p.id limit $2";
    /// Those that wait for an answer of which their leader was not told: with the leader and the first day, after one of them.
    pub fn to_ask(by_30: &str, by_90: &str, after: ReplicationId, limit: i64) -> Vec<(ReplicationId, PersonId, String)> =
        "select r.id, r.leader_id, r.starts from replications r
        where r.id > $3 and r.leader_answer = 'agreed' and r.starts <= $1
            and not exists (select 1 from replication_stops e where e.replication_id = r.id)
            and not exists (select 1 from replication_keeps k where k.replication_id = r.id and (k.day = 90 or r.starts > $2))
            and not exists (select 1 from notices n where n.person_id = r.leader_id and n.subject_id = r.id
                and n.kind = case when r.starts <= $2 then 'replication-question-90' else 'replication-question-30' end)
        order by r.id limit $4";
    /// Those that go on, began since, and of whose first result nobody was told by a notice of this kind.
    pub fn without_result(indicator: IndicatorId, kind: &str, since: &str, limit: i64) -> Vec<Replication> =
        replications!("where r.indicator_id = $1 and r.leader_answer = 'agreed' and r.starts >= $3 and s.last_period is not null and e.day is null
            and not exists (select 1 from notices w where w.subject_id = r.id and w.kind = $2) order by r.id limit $4");
    /// How many repeat the way of each of these.
    pub fn count_from(origins: &[ReplicationId]) -> Vec<(ReplicationId, i64)> =
        "select from_id, cast(count(*) as bigint) from replications
        where from_id in ($1) and leader_answer = 'agreed' group by from_id";
    /// How many repeat the use case as it is described.
    pub fn count_described(use_case: UseCaseId) -> Sole<i64> =
        "select cast(count(*) as bigint) from replications
        where use_case_id = $1 and from_id is null and leader_answer = 'agreed'";
    /// Begun on these days or before.
    pub fn survival(use_case: UseCaseId, today: &str, by_30: &str, by_90: &str) -> Sole<Survival> =
        "select cast(count(*) as bigint) as begun,
            cast(coalesce(sum(case when r.starts <= $3 then 1 else 0 end), 0) as bigint) as at_30,
            cast(coalesce(sum(case when r.starts <= $3 and (k.day is not null or q.day is not null) then 1 else 0 end), 0) as bigint) as kept_30,
            cast(coalesce(sum(case when r.starts <= $3 and k.day is null and q.day is null and e.day is not null then 1 else 0 end), 0) as bigint) as stopped_30,
            cast(coalesce(sum(case when r.starts <= $4 then 1 else 0 end), 0) as bigint) as at_90,
            cast(coalesce(sum(case when r.starts <= $4 and q.day is not null then 1 else 0 end), 0) as bigint) as kept_90,
            cast(coalesce(sum(case when r.starts <= $4 and q.day is null and e.day is not null then 1 else 0 end), 0) as bigint) as stopped_90
        from replications r
            left join replication_keeps k on k.replication_id = r.id and k.day = 30
            left join replication_keeps q on q.replication_id = r.id and q.day = 90
            left join replication_stops e on e.replication_id = r.id
        where r.use_case_id = $1 and r.leader_answer = 'agreed' and r.starts <= $2 and (e.day is null or e.day >= r.starts)";

    /// Leaders of those that go on and are kept, the newest first.
    pub fn leaders_to_ask(use_case: UseCaseId, own: PersonId, limit: i64) -> Vec<Guide> =
        "select r.leader_id as person_id, p.name, p.photo, r.place as \"from\", r.id as replication_id
        from replications r join people p on p.id = r.leader_id join replication_starts s on s.replication_id = r.id
        where r.use_case_id = $1 and r.leader_id <> $2 and r.leader_answer = 'agreed' and p.deactivated_at is null
            and not exists (select 1 from replication_stops e where e.replication_id = r.id)
            and exists (select 1 from replication_keeps k where k.replication_id = r.id)
        order by r.id desc limit $3";
    /// As `leaders_to_ask`, the leader of one.
    pub fn leader_to_ask(use_case: UseCaseId, id: ReplicationId) -> Option<PersonId> =
        "select r.leader_id
        from replications r join people p on p.id = r.leader_id join replication_starts s on s.replication_id = r.id
        where r.id = $2 and r.use_case_id = $1 and r.leader_answer = 'agreed' and p.deactivated_at is null
            and not exists (select 1 from replication_stops e where e.replication_id = r.id)
            and exists (select 1 from replication_keeps k where k.replication_id = r.id)";
    /// People who agreed to be named in a told story about it.
    pub fn named_to_ask(use_case: UseCaseId, own: PersonId, limit: i64) -> Vec<Guide> =
        "select n.person_id, p.name, p.photo, min(t.title) as \"from\", cast(null as bigint) as replication_id
        from stories t join story_people n on n.story_id = t.id join people p on p.id = n.person_id
        where t.use_case_id = $1 and n.person_id <> $2 and t.published_at is not null and t.withdrawn_at is null
            and n.answer = 'agreed' and p.deactivated_at is null
        group by n.person_id, p.name, p.photo order by n.person_id limit $3";
    pub fn is_named(use_case: UseCaseId, person: PersonId) -> Option<PersonId> =
        "select n.person_id from stories t join story_people n on n.story_id = t.id join people p on p.id = n.person_id
        where t.use_case_id = $1 and n.person_id = $2 and t.published_at is not null and t.withdrawn_at is null
            and n.answer = 'agreed' and p.deactivated_at is null limit 1";
    /// With how many teams that are in their first 30 days each of them goes.
    pub fn goes_with(people: &[PersonId], since: &str) -> Vec<(PersonId, i64)> =
        "select r.buddy_id, cast(count(*) as bigint) from replications r
        where r.buddy_id in ($1) and r.buddy_answer = 'agreed' and r.leader_answer = 'agreed' and r.starts > $2
            and not exists (select 1 from replication_stops e where e.replication_id = r.id)
        group by r.buddy_id";

    pub fn insert(id: ReplicationId, use_case: UseCaseId, indicator: IndicatorId, scope: ReplicationScope, place: &str, place_key: &str, begun_by: PersonId,
        leader: PersonId, buddy: Option<PersonId>, from: Option<ReplicationId>, initiative: Option<InitiativeId>, variant: &str, starts: &str,
        room_name: &str, room_kind: RoomKind, at: Time) -> Changed =
        "insert into replications (id, use_case_id, indicator_id, scope, place, place_key, begun_by, leader_id, leader_answer, buddy_id,
            buddy_answer, from_id, initiative_id, variant, starts, room_name, room_kind, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', $9, 'asked', $10, $11, $12, $13, $14, $15, $16)";
    pub fn copy_posts(id: ReplicationId, use_case: UseCaseId) -> Changed =
        "insert into replication_posts (replication_id, place, title, text)
        select $1, place, title, text from use_case_posts where use_case_id = $2";
    pub fn insert_point(id: ReplicationId, place: i64, text: &str) -> Changed =
        "insert into replication_points (replication_id, place, text) values ($1, $2, $3)";
    pub fn set_leader_answer(id: ReplicationId, answer: Answer) -> Changed =
        "update replications set leader_answer = $2 where id = $1";
    pub fn set_buddy_answer(id: ReplicationId, answer: Answer) -> Changed =
        "update replications set buddy_answer = $2 where id = $1";
    /// Asks somebody, or somebody else.
    pub fn set_buddy(id: ReplicationId, buddy: PersonId) -> Changed =
        "update replications set buddy_id = $2, buddy_answer = 'asked' where id = $1";
    pub fn insert_refusal(id: ReplicationId, person: PersonId) -> Changed =
        "insert into replication_refusals (replication_id, person_id) values ($1, $2) on conflict do nothing";
    pub fn delete_refusal(id: ReplicationId, person: PersonId) -> Changed =
        "delete from replication_refusals where replication_id = $1 and person_id = $2";
    pub fn refusals(id: ReplicationId, limit: i64) -> Vec<PersonId> =
        "select person_id from replication_refusals where replication_id = $1 order by person_id limit $2";
    pub fn set_starts(id: ReplicationId, starts: &str) -> Changed =
        "update replications set starts = $2 where id = $1";
    pub fn set_community(id: ReplicationId, community: CommunityId) -> Changed =
        "update replications set community_id = $2 where id = $1";

    pub fn put_start(id: ReplicationId, last_period: i64, readings: i64, mean: Option<f64>, best: Option<f64>, at: Time) -> Changed =
        "insert into replication_starts (replication_id, last_period, readings, mean, best, at) values ($1, $2, $3, $4, $5, $6)
        on conflict (replication_id) do nothing";
    pub fn set_recorded(id: ReplicationId, at: Time) -> Changed =
        "update replication_starts set recorded_at = $2 where replication_id = $1";

    pub fn posts(id: ReplicationId) -> Vec<Prepared> =
        "select place, title, text, post_id from replication_posts where replication_id = $1 order by place limit 100";
    pub fn set_post(id: ReplicationId, place: i64, title: &str, text: &str, post: i64) -> Changed =
        "update replication_posts set title = $3, text = $4, post_id = $5 where replication_id = $1 and place = $2";

    pub fn points(id: ReplicationId) -> Vec<Point> =
        "select c.place, c.text, c.person_id, p.name as person, c.due, c.done_at
        from replication_points c left join people p on p.id = c.person_id where c.replication_id = $1 order by c.place limit 100";
    pub fn set_person(id: ReplicationId, place: i64, person: Option<PersonId>) -> Changed =
        "update replication_points set person_id = $3 where replication_id = $1 and place = $2";
    pub fn set_due(id: ReplicationId, place: i64, due: &str) -> Changed =
        "update replication_points set due = $3 where replication_id = $1 and place = $2";
    pub fn set_done(id: ReplicationId, place: i64, at: Option<Time>) -> Changed =
        "update replication_points set done_at = $3 where replication_id = $1 and place = $2";

    /// The newest first.
    pub fn changes(id: ReplicationId, limit: i64) -> Vec<(String, Time)> =
        "select text, at from replication_changes where replication_id = $1 order by id desc limit $2";
    /// What each of them changed last.
    pub fn last_changes(ids: &[ReplicationId]) -> Vec<(ReplicationId, String)> =
        "select c.replication_id, c.text from replication_changes c
        where c.id in (select max(d.id) from replication_changes d where d.replication_id in ($1) group by d.replication_id)";
    pub fn count_changes(id: ReplicationId) -> Sole<i64> =
        "select cast(count(*) as bigint) from replication_changes where replication_id = $1";
    pub fn insert_change(id: i64, replication: ReplicationId, text: &str, by: PersonId, at: Time) -> Changed =
        "insert into replication_changes (id, replication_id, text, by_id, at) values ($1, $2, $3, $4, $5)";
    pub fn insert_keep(id: ReplicationId, day: i64, changed: bool, why: &str, by: PersonId, at: Time) -> Changed =
        "insert into replication_keeps (replication_id, day, changed, why, by_id, at) values ($1, $2, $3, $4, $5, $6)";
    pub fn keeps(id: ReplicationId) -> Vec<(i64, bool, String)> =
        "select day, changed, why from replication_keeps where replication_id = $1 order by day limit 2";
    pub fn insert_stop(id: ReplicationId, day: &str, why: &str, by: PersonId, at: Time) -> Changed =
        "insert into replication_stops (replication_id, day, why, by_id, at) values ($1, $2, $3, $4, $5)";
    /// Those whose reach is to be told for a week: with a post that is out and members to read it, after one of them.
    pub fn to_tell(week: i64, after: ReplicationId, limit: i64) -> Vec<(ReplicationId, CommunityId)> =
        "select r.id, r.community_id from replications r left join replication_reach h on h.replication_id = r.id
        where r.id > $2 and r.leader_answer = 'agreed' and r.community_id is not null and (h.week is null or h.week < $1)
            and exists (select 1 from replication_posts o where o.replication_id = r.id and o.post_id is not null)
            and not exists (select 1 from replication_stops e where e.replication_id = r.id)
        order by r.id limit $3";
    /// For good: a week that is told is not told again.
    pub fn put_reach(id: ReplicationId, week: i64, state: ReachState, seen: i64, members: i64) -> Changed =
        "insert into replication_reach (replication_id, week, state, seen, members) values ($1, $2, $3, $4, $5)
        on conflict (replication_id) do update set week = excluded.week, state = excluded.state, seen = excluded.seen, members = excluded.members
            where excluded.week > replication_reach.week";
    pub fn reach(id: ReplicationId) -> Option<Told> =
        "select week, state, seen, members from replication_reach where replication_id = $1";
    /// Members of a community by their dense numbers, that is how they stand in what was seen.
    pub fn members(community: CommunityId, limit: i64) -> Vec<i64> =
        "select p.number from memberships m join people p on p.id = m.person_id
        where m.community_id = $1 and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0 limit $2";
}

/// The replication, when it exists for the viewer: before its leader agreed only for those who were asked
/// and who asked them.
pub fn visible(db: &Db, viewer: &Viewer, id: ReplicationId) -> Result<Option<Replication>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    Ok(by_id(db, id)?.filter(|it| sees(viewer, it)))
}

/// Whether it exists for the viewer.
pub fn sees(viewer: &Viewer, it: &Replication) -> bool {
    match it.leader_answer {
        Answer::Agreed => !viewer.is_guest(),
        Answer::Asked => it.leader_id == viewer.id || it.begun_by == viewer.id,
        Answer::Declined => it.begun_by == viewer.id,
    }
}
