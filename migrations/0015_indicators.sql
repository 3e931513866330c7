-- Indicators: what we want to improve, how it is counted, and what was counted.

create table indicators (
  id bigint primary key,
  name text not null,
  -- Folded; two of one name would be counted twice.
  name_key text not null unique,
  unit text not null,
  direction text not null check (direction in ('more', 'less')),
  -- What a reading is of.
  observed text not null check (observed in ('site', 'department', 'team')),
  cadence text not null check (cadence in ('week', 'month', 'quarter')),
  source text not null,
  owner_id bigint not null references people (id),
  baseline double precision not null,
  target double precision not null,
  -- A day, as 2027-06-30.
  due text not null,
  scope text not null,
  quality text not null check (quality in ('missing', 'ill_measured', 'sound')),
  -- What is wrong with the way it is measured.
  flaw text not null default '',
  -- Not about people's work: units with fewer than ten people may have readings.
  impersonal bigint not null default 0 check (impersonal in (0, 1)),
  created_by bigint not null references people (id),
  created_at bigint not null
);
create index indicators_owner on indicators (owner_id, name_key);

-- Readings of two definitions are never joined.
create table indicator_definitions (
  indicator_id bigint not null references indicators (id),
  version bigint not null,
  text text not null,
  -- The first period counted by it.
  from_period bigint not null,
  by_id bigint not null references people (id),
  at bigint not null,
  primary key (indicator_id, version)
);

-- Sites, departments or teams that have readings.
create table indicator_units (
  id bigint primary key,
  indicator_id bigint not null references indicators (id),
  name text not null,
  name_key text not null,
  unique (indicator_id, name_key)
);

-- The present reading of a unit in a period: weeks, months or quarters since 1990.
create table indicator_readings (
  indicator_id bigint not null references indicators (id),
  period bigint not null,
  unit_id bigint not null references indicator_units (id),
  value double precision not null,
  revision bigint not null,
  by_id bigint not null references people (id),
  at bigint not null,
  way text not null check (way in ('form', 'csv', 'api')),
  primary key (indicator_id, period, unit_id)
);

-- The mean of all units in a period, made anew with every reading of it.
create table indicator_levels (
  indicator_id bigint not null references indicators (id),
  period bigint not null,
  mean double precision not null,
  units bigint not null,
  primary key (indicator_id, period)
);

-- What stood there before.
create table indicator_revisions (
  indicator_id bigint not null references indicators (id),
  period bigint not null,
  unit_id bigint not null references indicator_units (id),
  revision bigint not null,
  value double precision not null,
  by_id bigint not null references people (id),
  at bigint not null,
  way text not null check (way in ('form', 'csv', 'api')),
  primary key (indicator_id, period, unit_id, revision)
);
