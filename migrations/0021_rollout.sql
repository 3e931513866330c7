-- Roll-out: how far levels, countries and sites are, week by week; what is planned; plays.
-- Weeks are counted from Monday, 1 January 1990, in UTC.

-- How far the counting has come; one row.
create table rollout_counting (
  id bigint primary key check (id = 1),
  -- The newest week that is shown; 0 before the first.
  shown_week bigint not null default 0,
  -- The weeks that are being counted or shown next.
  first_week bigint not null default 0,
  last_week bigint not null default 0,
  phase text not null default 'idle' check (phase in ('idle', 'places', 'people', 'show')),
  -- The last person who was looked at.
  after_id bigint not null default 0,
  -- The week from which people are counted in new places.
  moved_week bigint not null default 0
);
insert into rollout_counting (id) values (1);

-- Where people are counted from a week on, so that no week differs from the one before by few people.
-- Site 0 is none; site -1 with level 0 is nowhere. Levels by their place from 1.
create table rollout_places (
  person_id bigint not null references people (id),
  week bigint not null,
  site_id bigint not null,
  level bigint not null,
  primary key (person_id, week)
);

-- How many stand elsewhere than they were counted; only while a week is counted.
create table rollout_moves (
  from_site bigint not null,
  from_level bigint not null,
  to_site bigint not null,
  to_level bigint not null,
  people bigint not null,
  primary key (from_site, from_level, to_site, to_level)
);

-- What was counted of those who stand in the same cells in a week and in the two before it (1, 2), until
-- the week is shown.
create table rollout_groups (
  week bigint not null,
  site_id bigint not null,
  level bigint not null,
  site_1 bigint not null,
  level_1 bigint not null,
  site_2 bigint not null,
  level_2 bigint not null,
  people bigint not null,
  aware bigint not null,
  active bigint not null,
  answering bigint not null,
  leads bigint not null,
  adopted bigint not null,
  primary key (week, site_id, level, site_1, level_1, site_2, level_2)
);

-- Countries, as units of figures.
create table rollout_countries (
  id bigint primary key,
  name text not null unique
);

-- What is shown of a week; never changed afterwards.
create table rollout_figures (
  scope text not null check (scope in ('network', 'level', 'country', 'site')),
  stage text not null check (stage in ('aware', 'active', 'answering', 'leading', 'adopted')),
  week bigint not null,
  -- A site, a country, a level by its place from 1, or 0 for the network.
  unit bigint not null,
  people bigint not null,
  -- Rounded to 5; 0 where it is not shown.
  value bigint not null,
  state text not null check (state in ('shown', 'almost_all', 'small', 'withheld')),
  -- Never shown: whether it is withheld for its own sake, and not for others.
  secret bigint not null check (secret in (0, 1)),
  -- Never shown: forecasts are made of it.
  exact bigint not null,
  primary key (scope, stage, week, unit)
);
create index rollout_figures_unit on rollout_figures (scope, unit, stage, week);

-- The week in which a quarter of a site's people had begun.
create table rollout_early (
  site_id bigint primary key references sites (id),
  week bigint not null
);

-- The sites that began first beside the others, of those whose figures are shown.
create table rollout_gaps (
  week bigint primary key,
  early_sites bigint not null,
  early_people bigint not null,
  early_adopted bigint not null,
  other_sites bigint not null,
  other_people bigint not null,
  other_adopted bigint not null
);

create table rollout_plans (
  scope text not null check (scope in ('network', 'level', 'country', 'site')),
  unit bigint not null,
  stage text not null check (stage in ('aware', 'active', 'answering', 'leading', 'adopted')),
  owner_id bigint not null references people (id),
  next_step text not null,
  -- From where it began to the share it wants, in percent.
  start_week bigint not null,
  start_percent bigint not null,
  target_percent bigint not null check (target_percent between 1 and 100),
  -- A day, as 2027-06-30.
  due text not null,
  changed_by bigint not null references people (id),
  changed_at bigint not null,
  primary key (scope, unit, stage)
);
create index rollout_plans_due on rollout_plans (due);
create index rollout_plans_owner on rollout_plans (owner_id);

create table rollout_plays (
  id bigint primary key,
  kind text not null check (kind in ('invite', 'first_question', 'leader_answers', 'shift_handover', 'other')),
  title text not null,
  site_id bigint not null references sites (id),
  -- What it is to move.
  stage text not null check (stage in ('aware', 'active', 'answering', 'leading', 'adopted')),
  owner_id bigint not null references people (id),
  -- Days, as 2027-06-30.
  begins text not null,
  ends text not null,
  created_by bigint not null references people (id),
  created_at bigint not null
);
create index rollout_plays_site on rollout_plays (site_id, stage, begins);
create index rollout_plays_begins on rollout_plays (begins, id);
