-- Goals: who is asked for what, and where that pulls people in two directions.

create table goals (
  id bigint primary key,
  indicator_id bigint not null references indicators (id),
  direction text not null check (direction in ('more', 'less')),
  target double precision not null,
  -- First and last day, as 2027-06-30.
  from_day text not null,
  to_day text not null,
  -- Of what its holders are asked for altogether.
  weight_percent bigint not null check (weight_percent between 1 and 100),
  -- What it means for those who are asked.
  said text not null,
  holder text not null check (holder in ('person', 'role', 'site', 'department')),
  person_id bigint references people (id),
  site_id bigint references sites (id),
  -- A job title or a department, as the employer writes it.
  named text not null default '',
  set_by bigint not null references people (id),
  set_at bigint not null,
  ended_by bigint references people (id),
  ended_at bigint
);
create index goals_indicator on goals (indicator_id, ended_at, to_day);

-- Two indicators that pull apart, or one that is asked to go both ways (then both are the same).
create table goal_conflicts (
  id bigint primary key,
  first_id bigint not null references indicators (id),
  second_id bigint not null references indicators (id),
  found_at bigint not null,
  -- How many are asked for both, when that was counted.
  people bigint,
  counted_at bigint,
  unique (first_id, second_id),
  check (first_id <= second_id)
);
create index goal_conflicts_second on goal_conflicts (second_id);

-- Why we think so.
create table goal_grounds (
  conflict_id bigint not null references goal_conflicts (id),
  ground text not null check (ground in ('opposite', 'declared', 'measured')),
  since bigint not null,
  -- It does not hold any more.
  gone_at bigint,
  -- Who declared it, and in which words.
  said text not null default '',
  by_id bigint references people (id),
  primary key (conflict_id, ground)
);

-- How owners dealt with it. The newest that both agreed to counts until its review.
create table goal_settlements (
  id bigint primary key,
  conflict_id bigint not null references goal_conflicts (id),
  manner text not null check (manner in ('align', 'prioritise', 'accept', 'none')),
  -- Which goes first; only to prioritise.
  winner text check (winner in ('first', 'second')),
  reason text not null,
  -- A day, as 2027-06-30.
  review_on text not null,
  by_id bigint not null references people (id),
  -- The side it was said for; null for both. The yes of the other one is missing.
  said_for text check (said_for in ('first', 'second')),
  at bigint not null,
  agreed_by bigint references people (id),
  agreed_at bigint
);
create index goal_settlements_conflict on goal_settlements (conflict_id, at);

-- How two indicators that are read of the same kind of unit, equally often, have moved.
create table goal_comparisons (
  first_id bigint not null references indicators (id),
  second_id bigint not null references indicators (id),
  outcome text not null check (outcome in ('compared', 'same_count', 'few_units', 'alike')),
  units bigint not null,
  -- In how many of them one mostly got worse when the other got better.
  opposed bigint not null,
  changes bigint not null,
  -- The periods compared.
  from_period bigint not null,
  to_period bigint not null,
  correlation double precision,
  p double precision,
  -- Of all pairs together; null where p alone is not small.
  q double precision,
  at bigint not null,
  primary key (first_id, second_id)
);
create index goal_comparisons_second on goal_comparisons (second_id);

-- Two indicators that are built from the same count move together or apart by arithmetic. Holds when
-- the owners of both have said so: one row for each side.
create table goal_same_counts (
  first_id bigint not null references indicators (id),
  second_id bigint not null references indicators (id),
  side_id bigint not null references indicators (id),
  by_id bigint not null references people (id),
  at bigint not null,
  primary key (first_id, second_id, side_id)
);
