-- Roll-out: the stage "trained", and since when a site has been in its country.

-- Which stages there are is said by the program alone.
create table staged (
  scope text not null check (scope in ('network', 'level', 'country', 'site')),
  stage text not null,
  week bigint not null,
  -- A site, a country, a level by its place from 1, or 0 for the network.
  unit bigint not null,
  people bigint not null,
  -- Rounded to 5; 0 where it is not shown.
  value bigint not null,
  state text not null check (state in ('shown', 'almost_all', 'small', 'withheld')),
  -- Never shown: whether it is withheld for its own sake, and not for others.
  secret bigint not null check (secret in (0, 1)),
  -- Never shown: forecasts are made of those of weeks that are shown.
  exact bigint not null,
  primary key (scope, stage, week, unit)
);
insert into staged (scope, stage, week, unit, people, value, state, secret, exact)
  select scope, stage, week, unit, people, value, state, secret, exact from rollout_figures;
drop table rollout_figures;
alter table staged rename to rollout_figures;
create index rollout_figures_unit on rollout_figures (scope, unit, stage, week);

create table staged (
  scope text not null check (scope in ('network', 'level', 'country', 'site')),
  unit bigint not null,
  stage text not null,
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
insert into staged (scope, unit, stage, owner_id, next_step, start_week, start_percent, target_percent, due, changed_by, changed_at)
  select scope, unit, stage, owner_id, next_step, start_week, start_percent, target_percent, due, changed_by, changed_at
  from rollout_plans;
drop table rollout_plans;
alter table staged rename to rollout_plans;
create index rollout_plans_due on rollout_plans (due);
create index rollout_plans_owner on rollout_plans (owner_id);

create table staged (
  id bigint primary key,
  kind text not null check (kind in ('invite', 'first_question', 'leader_answers', 'shift_handover', 'other')),
  title text not null,
  site_id bigint not null references sites (id),
  -- What it is to move.
  stage text not null,
  owner_id bigint not null references people (id),
  -- Days, as 2027-06-30.
  begins text not null,
  ends text not null,
  created_by bigint not null references people (id),
  created_at bigint not null
);
insert into staged (id, kind, title, site_id, stage, owner_id, begins, ends, created_by, created_at)
  select id, kind, title, site_id, stage, owner_id, begins, ends, created_by, created_at from rollout_plays;
drop table rollout_plays;
alter table staged rename to rollout_plays;
create index rollout_plays_site on rollout_plays (site_id, stage, begins);
create index rollout_plays_begins on rollout_plays (begins, id);

alter table rollout_groups add column trained bigint not null default 0;
create index course_completions_person on course_completions (person_id, at);

-- The country of a site from a week on, and before it; 0 is none. It changes again only when the weeks
-- before are out of sight.
create table rollout_site_countries (
  site_id bigint primary key references sites (id),
  country_id bigint not null,
  week bigint not null,
  before_id bigint not null
);
