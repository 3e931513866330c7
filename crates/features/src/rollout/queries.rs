//! All SQL about the roll-out. Everyone but guests sees it.

use kernel::{Result, Time};
use network::people::{self, Level, Role, SiteId};
use network::{PersonId, Viewer};
use store::{Changed, Db, Sole};

use super::cell::{
    BoardLevel, Cell, CellScope, Figure, FigureState, Plan, Play, PlayId, PlayKind, Stage,
};

/// Sites in one list; a company the size of a country has some thousands.
pub const MOST_SITES: i64 = 20_000;
pub const MOST_COUNTRIES: i64 = 300;
/// Ways in which people move between sites and levels in a week.
pub const MOST_MOVES: i64 = 1_000_000;
/// Weeks in one curve: ten years.
pub const MOST_WEEKS: i64 = 520;
pub const MOST_PLANS: i64 = 1_000;
pub const MOST_PLAYS: i64 = 500;

store::text_enum! {
    /// What the counting does next.
    pub enum Phase {
        Idle = "idle",
        /// Finding out who stands elsewhere than they were counted.
        Places = "places",
        /// Forgetting places that were not taken after all.
        People = "people",
        /// Counting what people did and showing it, week by week.
        Show = "show",
    }
}

store::row! {
    /// What the counting asks of a person.
    pub struct Colleague {
        pub id: PersonId,
        pub site_id: Option<i64>,
        pub role: Role,
        pub bot: bool,
        pub level: Level,
        pub champion_from: Option<Time>,
        pub champion_until: Option<Time>,
        pub deactivated_at: Option<Time>,
        pub created_at: Time,
    }

    /// How far the counting has come, see the table.
    pub struct Counting {
        pub shown_week: i64,
        pub first_week: i64,
        pub last_week: i64,
        pub phase: Phase,
        pub after_id: PersonId,
        /// When people were last counted in new places.
        pub moved_week: i64,
    }

    /// Where somebody is counted from a week on.
    pub struct Stood {
        pub person_id: PersonId,
        pub week: i64,
        pub site_id: i64,
        pub level: i64,
    }

    /// So many people who stand elsewhere than they were counted.
    pub struct Move {
        pub from_site: i64,
        pub from_level: i64,
        pub to_site: i64,
        pub to_level: i64,
        pub people: i64,
    }

    pub struct Reaction {
        pub item_id: i64,
        pub person_id: PersonId,
        pub name: String,
        pub at: Time,
    }

    /// In which country a site is counted from a week on, and in which before; 0 is none.
    pub struct SiteCountry {
        pub site_id: i64,
        pub country_id: i64,
        pub week: i64,
        pub before_id: i64,
    }

    /// What was told of a unit in a week.
    pub struct Known {
        pub scope: CellScope,
        pub unit: i64,
        pub state: FigureState,
        pub secret: bool,
    }

    /// What a forecast is made of; never shown.
    pub struct Exact {
        pub week: i64,
        pub people: i64,
        pub exact: i64,
        pub state: FigureState,
    }

    /// The sites that began first beside the others.
    pub struct Gap {
        pub week: i64,
        pub early_sites: i64,
        pub early_people: i64,
        pub early_adopted: i64,
        pub other_sites: i64,
        pub other_people: i64,
        pub other_adopted: i64,
    }
}

store::statements! {
    // Counting.

    pub fn counting() -> Sole<Counting> = "select shown_week, first_week, last_week, phase, after_id, moved_week from rollout_counting where id = 1";
    pub fn begin_counting(first_week: i64, last_week: i64) -> Changed =
        "update rollout_counting set first_week = $1, last_week = $2, phase = 'places', after_id = 0 where id = 1";
    pub fn go_on(phase: Phase, after: PersonId) -> Changed = "update rollout_counting set phase = $1, after_id = $2 where id = 1";
    pub fn week_shown(week: i64, phase: Phase) -> Changed =
        "update rollout_counting set shown_week = $1, first_week = $1 + 1, phase = $2 where id = 1";
    pub fn people_move(week: i64) -> Changed = "update rollout_counting set moved_week = $1 where id = 1";
    pub fn people_of_network(week: i64) -> Option<i64> =
        "select people from rollout_figures where scope = 'network' and stage = 'aware' and week = $1 and unit = 0";
    pub fn oldest_post() -> Option<i64> = "select id from posts order by id limit 1";

    pub fn people_after(after: PersonId, limit: i64) -> Vec<Colleague> =
        "select id, site_id, role, bot, level, champion_from, champion_until, deactivated_at, created_at from people
        where id > $1 order by id limit $2";
    /// In order of weeks.
    pub fn places(people: &[PersonId]) -> Vec<Stood> =
        "select person_id, week, site_id, level from rollout_places where person_id in ($1) order by person_id, week";
    pub fn put_place(person: PersonId, week: i64, site: i64, level: i64) -> Changed =
        "insert into rollout_places (person_id, week, site_id, level) values ($1, $2, $3, $4)";
    pub fn forget_place(person: PersonId, week: i64) -> Changed = "delete from rollout_places where person_id = $1 and week = $2";
    pub fn forget_places_before(person: PersonId, week: i64) -> Changed = "delete from rollout_places where person_id = $1 and week < $2";
    pub fn moves(limit: i64) -> Vec<Move> =
        "select from_site, from_level, to_site, to_level, people from rollout_moves order by 1, 2, 3, 4 limit $1";
    pub fn add_move(from_site: i64, from_level: i64, to_site: i64, to_level: i64, people: i64) -> Changed =
        "insert into rollout_moves (from_site, from_level, to_site, to_level, people) values ($1, $2, $3, $4, $5)
        on conflict (from_site, from_level, to_site, to_level) do update set people = rollout_moves.people + excluded.people";
    pub fn forget_moves() -> Changed = "delete from rollout_moves";

    pub fn places_after(after: PersonId, after_week: i64, limit: i64) -> Vec<Stood> =
        "select person_id, week, site_id, level from rollout_places where (person_id, week) > ($1, $2) order by person_id, week limit $3";
    pub fn claimed_after(after: PersonId, limit: i64) -> Vec<(PersonId, Time)> =
        "select id, claimed_at from people where id > $1 and claimed_at is not null order by id limit $2";
    pub fn posts_by_author(after: PersonId, after_id: i64, limit: i64) -> Vec<(PersonId, i64)> =
        "select author_id, id from posts where (author_id, id) > ($1, $2) and deleted_at is null order by author_id, id limit $3";
    pub fn replies_by_author(after: PersonId, after_id: i64, limit: i64) -> Vec<(PersonId, i64)> =
        "select author_id, id from replies where (author_id, id) > ($1, $2) and deleted_at is null order by author_id, id limit $3";
    /// People react to what is old: those of a week are anywhere among all.
    pub fn reactions_after(item: i64, person: PersonId, name: &str, limit: i64) -> Vec<Reaction> =
        "select item_id, person_id, name, at from reactions
        where (item_id, person_id, name) > ($1, $2, $3) order by item_id, person_id, name limit $4";
    /// Replies to questions of others. A cross join, so that SQLite does not begin with all questions.
    pub fn answers_after(after: i64, limit: i64) -> Vec<(PersonId, i64)> =
        "select r.author_id, r.id from replies r cross join posts p
        where p.id = r.post_id and r.id > $1 and r.deleted_at is null
            and p.kind = 'question' and p.author_id <> r.author_id and p.deleted_at is null
        order by r.id limit $2";
    /// Posts that three others replied to.
    pub fn followed_posts_after(after: i64, limit: i64) -> Vec<(PersonId, i64)> =
        "select p.author_id, p.id from posts p
        where p.id > $1 and p.deleted_at is null and p.replies >= 3
            and (select count(distinct r.author_id) from replies r
                where r.post_id = p.id and r.deleted_at is null and r.author_id <> p.author_id) >= 3
        order by p.id limit $2";
    pub fn site_countries(limit: i64) -> Vec<(i64, String)> = "select id, country from sites order by id limit $1";
    pub fn countries_of_sites(limit: i64) -> Vec<SiteCountry> =
        "select site_id, country_id, week, before_id from rollout_site_countries order by site_id limit $1";
    pub fn put_site_country(site: i64, country: i64, week: i64, before: i64) -> Changed =
        "insert into rollout_site_countries (site_id, country_id, week, before_id) values ($1, $2, $3, $4)
        on conflict (site_id) do update set country_id = excluded.country_id, week = excluded.week, before_id = excluded.before_id";
    pub fn known(stage: Stage, week: i64, scope: CellScope, limit: i64) -> Vec<Known> =
        "select scope, unit, state, secret from rollout_figures where stage = $1 and week = $2 and scope = $3 order by unit limit $4";

    // Figures.

    pub fn country_by_name(name: &str) -> Option<i64> = "select id from rollout_countries where name = $1";
    pub fn insert_country(id: i64, name: &str) -> Changed = "insert into rollout_countries (id, name) values ($1, $2)";
    pub fn countries(limit: i64) -> Vec<(i64, String)> = "select id, name from rollout_countries order by name limit $1";
    pub fn country_name(id: i64) -> Option<String> = "select name from rollout_countries where id = $1";
    pub fn site_names(limit: i64) -> Vec<(i64, String)> = "select id, name from sites order by name_fold limit $1";

    pub fn insert_figure(scope: CellScope, stage: Stage, week: i64, unit: i64, people: i64, value: i64, state: FigureState, secret: bool,
        exact: i64) -> Changed =
        "insert into rollout_figures (scope, stage, week, unit, people, value, state, secret, exact) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (scope, stage, week, unit) do nothing";
    /// Of all units in a week.
    pub fn figures(scope: CellScope, stage: Stage, week: i64, limit: i64) -> Vec<Figure> =
        "select unit, week, people, value, state from rollout_figures
        where scope = $1 and stage = $2 and week = $3 order by unit limit $4";
    /// Of one unit in all weeks.
    pub fn series(scope: CellScope, unit: i64, stage: Stage, limit: i64) -> Vec<Figure> =
        "select unit, week, people, value, state from
            (select unit, week, people, value, state from rollout_figures
            where scope = $1 and unit = $2 and stage = $3 order by week desc limit $4) newest order by week";
    pub fn exact(scope: CellScope, unit: i64, stage: Stage, limit: i64) -> Vec<Exact> =
        "select week, people, exact, state from
            (select week, people, exact, state from rollout_figures
            where scope = $1 and unit = $2 and stage = $3 order by week desc limit $4) newest order by week";

    pub fn note_early(site: i64, week: i64) -> Changed =
        "insert into rollout_early (site_id, week) values ($1, $2) on conflict (site_id) do nothing";
    pub fn early(limit: i64) -> Vec<(i64, i64)> = "select site_id, week from rollout_early order by week, site_id limit $1";
    pub fn insert_gap(week: i64, early_sites: i64, early_people: i64, early_adopted: i64, other_sites: i64, other_people: i64, other_adopted: i64) -> Changed =
        "insert into rollout_gaps (week, early_sites, early_people, early_adopted, other_sites, other_people, other_adopted)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (week) do nothing";
    pub fn gaps(limit: i64) -> Vec<Gap> =
        "select week, early_sites, early_people, early_adopted, other_sites, other_people, other_adopted
        from rollout_gaps order by week desc limit $1";

    // Plans and plays.

    pub fn plan(scope: CellScope, unit: i64, stage: Stage) -> Option<Plan> =
        "select l.scope, l.unit, l.stage, l.owner_id, p.name as owner, l.next_step, l.start_week, l.start_percent, l.target_percent, l.due
        from rollout_plans l join people p on p.id = l.owner_id where l.scope = $1 and l.unit = $2 and l.stage = $3";
    pub fn plans(limit: i64) -> Vec<Plan> =
        "select l.scope, l.unit, l.stage, l.owner_id, p.name as owner, l.next_step, l.start_week, l.start_percent, l.target_percent, l.due
        from rollout_plans l join people p on p.id = l.owner_id order by l.due, l.scope, l.unit, l.stage limit $1";
    pub fn put_plan(scope: CellScope, unit: i64, stage: Stage, owner: PersonId, next_step: &str, start_week: i64, start_percent: i64,
        target_percent: i64, due: &str, by: PersonId, at: Time) -> Changed =
        "insert into rollout_plans (scope, unit, stage, owner_id, next_step, start_week, start_percent, target_percent, due, changed_by, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (scope, unit, stage) do update set owner_id = excluded.owner_id, next_step = excluded.next_step,
            target_percent = excluded.target_percent, due = excluded.due, changed_by = excluded.changed_by, changed_at = excluded.changed_at";
    /// Whether they own a plan of this site.
    pub fn owned_at(site: i64, owner: PersonId) -> Option<i64> =
        "select unit from rollout_plans where scope = 'site' and unit = $1 and owner_id = $2 limit 1";

    pub fn insert_play(id: PlayId, kind: PlayKind, title: &str, site: i64, stage: Stage, owner: PersonId, begins: &str, ends: &str, by: PersonId, at: Time) -> Changed =
        "insert into rollout_plays (id, kind, title, site_id, stage, owner_id, begins, ends, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    pub fn update_play(id: PlayId, title: &str, owner: PersonId, ends: &str) -> Changed =
        "update rollout_plays set title = $2, owner_id = $3, ends = $4 where id = $1";
    /// Without regard to who asks.
    fn play_by_id(id: PlayId) -> Option<Play> =
        "select y.id, y.kind, y.title, y.site_id, s.name as site, y.stage, y.owner_id, p.name as owner, y.begins, y.ends, y.created_at
        from rollout_plays y join sites s on s.id = y.site_id join people p on p.id = y.owner_id where y.id = $1";
    /// Newest first.
    pub fn plays(limit: i64) -> Vec<Play> =
        "select y.id, y.kind, y.title, y.site_id, s.name as site, y.stage, y.owner_id, p.name as owner, y.begins, y.ends, y.created_at
        from rollout_plays y join sites s on s.id = y.site_id join people p on p.id = y.owner_id
        order by y.begins desc, y.id desc limit $1";
    pub fn plays_at(site: i64, limit: i64) -> Vec<Play> =
        "select y.id, y.kind, y.title, y.site_id, s.name as site, y.stage, y.owner_id, p.name as owner, y.begins, y.ends, y.created_at
        from rollout_plays y join sites s on s.id = y.site_id join people p on p.id = y.owner_id
        where y.site_id = $1 order by y.begins desc, y.id desc limit $2";
    /// Sites at which some play of the stage went on in these days.
    pub fn sites_with_plays(stage: Stage, first_day: &str, last_day: &str, limit: i64) -> Vec<i64> =
        "select distinct site_id from rollout_plays where stage = $1 and begins <= $3 and ends >= $2 limit $4";
}

/// The play, when it exists for the viewer.
pub fn visible(db: &Db, viewer: &Viewer, id: PlayId) -> Result<Option<Play>> {
    match viewer.is_guest() {
        true => Ok(None),
        false => play_by_id(db, id),
    }
}

/// What a cell's people are called as the employer's data have it, when it exists for the viewer:
/// nothing for the network and for levels, whose names are texts.
pub fn visible_cell(db: &Db, viewer: &Viewer, cell: Cell) -> Result<Option<String>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    match cell.scope {
        CellScope::Network => Ok((cell.unit == 0).then(String::new)),
        CellScope::Level => Ok(BoardLevel::by_unit(cell.unit).map(|_| String::new())),
        CellScope::Country => country_name(db, cell.unit),
        CellScope::Site => people::queries::site_name(db, SiteId::from_raw(cell.unit)),
    }
}
