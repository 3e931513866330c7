-- Use cases: ways of working that others can repeat, each for an indicator.

create table use_cases (
  id bigint primary key,
  name text not null,
  -- Folded; one way of working is described once.
  name_key text not null unique,
  purpose text not null,
  indicator_id bigint not null references indicators (id),
  owner_id bigint not null references people (id),
  -- At which kind of site it works.
  fits text not null check (fits in ('any', 'frontline', 'office')),
  -- One a line; the first sentence says what, the rest how.
  steps text not null,
  -- The community that a team begins with.
  room_kind text not null check (room_kind in ('open', 'closed')),
  room_purpose text not null,
  -- One point a line.
  checklist text not null,
  training text not null,
  -- To begin with it; null while nobody knows.
  effort_hours double precision,
  effort text not null,
  created_at bigint not null,
  changed_at bigint not null
);
create index use_cases_indicator on use_cases (indicator_id, id);
create index use_cases_owner on use_cases (owner_id, id);

-- Whose work it is.
create table use_case_roles (
  use_case_id bigint not null references use_cases (id),
  role text not null check (role in ('leader', 'manager', 'champion', 'frontline', 'office')),
  primary key (use_case_id, role)
);

-- What stands in the new community on its first day.
create table use_case_posts (
  use_case_id bigint not null references use_cases (id),
  place bigint not null,
  title text not null,
  text text not null,
  primary key (use_case_id, place)
);

-- Published stories of somebody who did it; checked where the owner of the indicator stands by the readings.
create table use_case_tries (
  use_case_id bigint not null references use_cases (id),
  story_id bigint not null,
  checked bigint not null check (checked in (0, 1)),
  primary key (use_case_id, story_id)
);
