-- Replications: teams that repeat a use case, and what became of it there.

create table replications (
  id bigint primary key,
  use_case_id bigint not null references use_cases (id),
  -- The use case's when it began.
  indicator_id bigint not null references indicators (id),
  -- Where: the leader's own site or department.
  scope text not null check (scope in ('site', 'department')),
  place text not null,
  -- Folded.
  place_key text not null,
  begun_by bigint not null references people (id),
  leader_id bigint not null references people (id),
  -- Nothing begins before the leader agrees.
  leader_answer text not null check (leader_answer in ('asked', 'agreed', 'declined')),
  -- Somebody from the origin who goes with them; null when nobody was asked.
  buddy_id bigint references people (id),
  buddy_answer text not null check (buddy_answer in ('asked', 'agreed', 'declined')),
  -- Whose way it repeats; null for the use case as it is described.
  from_id bigint references replications (id),
  -- The initiative in whose record the start is counted.
  initiative_id bigint references initiatives (id),
  -- What is different from the beginning.
  variant text not null,
  -- A day, as 2026-11-30.
  starts text not null,
  room_name text not null,
  room_kind text not null check (room_kind in ('open', 'closed')),
  -- Null until the leader agrees.
  community_id bigint references communities (id),
  created_at bigint not null
);
create index replications_use_case on replications (use_case_id, id);
create index replications_place on replications (use_case_id, scope, place_key);
create index replications_leader on replications (leader_id, id);
create index replications_buddy on replications (buddy_id, id);
create index replications_from on replications (from_id, id);
create index replications_community on replications (community_id);
create index replications_starts on replications (starts, id);

-- That the day came, and the unit's readings of the periods before it as they were then.
create table replication_starts (
  replication_id bigint primary key references replications (id),
  -- The last period before the start.
  last_period bigint not null,
  readings bigint not null,
  mean double precision,
  -- The best of them.
  best double precision,
  at bigint not null
);

-- Posts of the template; null until the leader posts them.
create table replication_posts (
  replication_id bigint not null references replications (id),
  place bigint not null,
  title text not null,
  text text not null,
  post_id bigint references posts (id),
  primary key (replication_id, place)
);

-- Points of the checklist.
create table replication_points (
  replication_id bigint not null references replications (id),
  place bigint not null,
  text text not null,
  -- Who took it upon themselves.
  person_id bigint references people (id),
  -- A day; empty for none.
  due text not null default '',
  done_at bigint,
  primary key (replication_id, place)
);

-- What the team does differently.
create table replication_changes (
  id bigint primary key,
  replication_id bigint not null references replications (id),
  text text not null,
  by_id bigint not null references people (id),
  at bigint not null
);
create index replication_changes_of on replication_changes (replication_id, id);

-- That the team still did it after 30 or 90 days.
create table replication_keeps (
  replication_id bigint not null references replications (id),
  day bigint not null check (day in (30, 90)),
  changed bigint not null check (changed in (0, 1)),
  why text not null,
  by_id bigint not null references people (id),
  at bigint not null,
  primary key (replication_id, day)
);

-- That it no longer does.
create table replication_stops (
  replication_id bigint primary key references replications (id),
  -- A day; before the start for what never began.
  day text not null,
  why text not null,
  by_id bigint not null references people (id),
  at bigint not null
);
