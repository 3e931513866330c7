-- Baselines that belong to a definition, readings that may no longer be shown, and the paths to goals.

-- Where it stood as this definition counts; baseline and target of the indicator are those of the newest.
alter table indicator_definitions add column baseline double precision not null default 0;
update indicator_definitions set baseline = (select i.baseline from indicators i where i.id = indicator_id);

-- When it was last said that it is about people's work after all. What was reckoned until then may hold
-- readings that are withheld now.
alter table indicators add column withheld_at bigint;

-- Whether the unit had fewer than ten people when the reading came.
alter table indicator_readings add column few bigint not null default 0;

-- Readings of units with fewer than ten people, since it is about people's work. Nothing reads them but
-- what brings them back.
create table indicator_withheld (
  indicator_id bigint not null references indicators (id),
  period bigint not null,
  unit_id bigint not null references indicator_units (id),
  value double precision not null,
  revision bigint not null,
  by_id bigint not null references people (id),
  at bigint not null,
  way text not null check (way in ('form', 'csv', 'api')),
  few bigint not null,
  primary key (indicator_id, period, unit_id)
);
create index indicator_withheld_unit on indicator_withheld (unit_id);

create index goals_person on goals (person_id);
create index goals_site on goals (site_id);
create index goals_named on goals (named);
create index goals_days on goals (to_day) where ended_at is null;
create index goal_conflicts_found on goal_conflicts (found_at, id);
