-- Health: who was counted among the members of a community, so that weeks do not tell of the few by whom
-- they differ; and who talks with whom, by several kinds of units, with their places on the map.

-- When the count was last at work: nobody else begins it meanwhile.
alter table health_weeks add column renewed_at bigint;

-- The members of a community who were counted, as a bitmap of their numbers. Of the last weeks only.
create table health_members (
  community_id bigint not null references communities (id),
  week bigint not null,
  people bytes not null,
  primary key (community_id, week)
);
create index health_members_week on health_members (week, community_id);

-- Of a hundred ties of a department; the tables below have them, with other units as well.
drop table health_ties;

create table health_units (
  week bigint not null,
  cut text not null check (cut in ('department', 'country', 'site')),
  -- In the order of names; all others together stand last and have no name.
  unit bigint not null,
  name text not null,
  -- Rounded.
  people bigint not null,
  -- On the map, from 0 to 1.
  x double precision not null,
  y double precision not null,
  primary key (week, cut, unit)
);

-- Of a hundred ties of a unit, how many lead to another; and how many ties these are, rounded.
create table health_unit_ties (
  week bigint not null,
  cut text not null check (cut in ('department', 'country', 'site')),
  of_unit bigint not null,
  to_unit bigint not null,
  state text not null check (state in ('shown', 'almost_all', 'withheld', 'reveals', 'nothing')),
  share double precision not null,
  ties bigint not null,
  primary key (week, cut, of_unit, to_unit)
);
