-- Initiatives: what is changed to move an indicator, where it started and when, and what came of it.

create table initiatives (
  id bigint primary key,
  indicator_id bigint not null references indicators (id),
  name text not null,
  -- Folded.
  name_key text not null,
  what text not null,
  owner_id bigint not null references people (id),
  -- Periods that the median adopter has had when it is judged.
  judged_after bigint not null,
  created_at bigint not null,
  unique (indicator_id, name_key)
);

-- What is changed of leadership, organisation, skills, job descriptions and technology.
create table initiative_levers (
  initiative_id bigint not null references initiatives (id),
  lever text not null check (lever in ('leadership', 'organisation', 'skills', 'jobs', 'technology')),
  what text not null,
  state text not null check (state in ('planned', 'agreed', 'in_place')),
  -- Where one can see it.
  evidence text not null,
  by_id bigint not null references people (id),
  at bigint not null,
  primary key (initiative_id, lever)
);

-- Which unit started when. It counts as a starter for good, also when it drops it later.
create table adoptions (
  initiative_id bigint not null references initiatives (id),
  unit_id bigint not null references indicator_units (id),
  -- A day, as 2026-05-04.
  started text not null,
  -- There were readings of the time since the start already when the start was said.
  afterwards bigint not null check (afterwards in (0, 1)),
  -- A day; empty while it goes on.
  dropped text not null default '',
  dropped_why text not null default '',
  by_id bigint not null references people (id),
  at bigint not null,
  primary key (initiative_id, unit_id)
);

-- What the readings say, as JSON: the verdict, which is kept, and the newest look.
create table initiative_answers (
  initiative_id bigint not null references initiatives (id),
  look text not null check (look in ('verdict', 'newest')),
  answer text not null,
  at bigint not null,
  primary key (initiative_id, look)
);
