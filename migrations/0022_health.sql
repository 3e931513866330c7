-- Health: what each week was measured as, and the next steps that people take together.

-- A week is 28 days that end on its Sunday, in UTC; weeks since 1990. Once finished it is never counted anew.
create table health_weeks (
  week bigint primary key,
  begun_at bigint not null,
  finished_at bigint,
  -- For each person's number the level they counted as: what weeks together tell is known by it. Of the
  -- last weeks only.
  levels bytes
);

-- What is shown of a community. What is withheld is not here.
create table health_figures (
  community_id bigint not null references communities (id),
  week bigint not null,
  measure text not null,
  state text not null check (state in ('shown', 'almost_all', 'withheld', 'reveals', 'nothing')),
  value double precision not null,
  -- People or things it was counted over, rounded.
  sample bigint not null,
  -- The median of communities like it, how many they are, and in what they are alike.
  usual double precision,
  alike bigint not null,
  likeness text not null check (likeness in ('purpose_size', 'size', 'all', 'known', 'none')),
  primary key (community_id, week, measure)
);
create index health_figures_week on health_figures (week, community_id);

-- How a community was in a week.
create table health_communities (
  community_id bigint not null references communities (id),
  week bigint not null,
  members bigint not null,
  -- What it is used for; null when too little happened.
  works_as text check (works_as in ('broadcast', 'questions', 'practice', 'team')),
  primary key (community_id, week)
);
create index health_communities_week on health_communities (week, community_id);

-- What is shown of the network; the level is empty for all of it.
create table health_cells (
  week bigint not null,
  measure text not null,
  level text not null check (level in ('', 'leader', 'manager', 'champion', 'staff')),
  state text not null check (state in ('shown', 'almost_all', 'withheld', 'reveals', 'nothing')),
  value double precision not null,
  sample bigint not null,
  primary key (week, measure, level)
);

-- Of a hundred ties of a department, how many lead to another.
create table health_ties (
  week bigint not null,
  of_unit text not null,
  to_unit text not null,
  state text not null check (state in ('shown', 'almost_all', 'withheld', 'reveals', 'nothing')),
  share double precision not null,
  primary key (week, of_unit, to_unit)
);

-- What those who lead a community say it is for.
create table health_purposes (
  community_id bigint primary key references communities (id),
  purpose text not null check (purpose in ('broadcast', 'questions', 'practice', 'team')),
  by_id bigint not null references people (id),
  at bigint not null
);

-- Something done about a measure, in a community or (null) in the whole network.
create table health_steps (
  id bigint primary key,
  community_id bigint references communities (id),
  measure text not null,
  level text not null check (level in ('', 'leader', 'manager', 'champion', 'staff')),
  -- One of those that are suggested; empty for one's own.
  play text not null,
  title text not null,
  how text not null,
  weeks bigint not null,
  owner_id bigint not null references people (id),
  by_id bigint not null references people (id),
  -- Where it is talked about.
  post_id bigint not null references posts (id),
  -- The measure when it began, if it was shown.
  before_value double precision,
  created_at bigint not null,
  ended_at bigint,
  outcome text check (outcome in ('kept', 'stopped')),
  reason text not null default '',
  after_value double precision
);
create index health_steps_community on health_steps (community_id, id);
create index health_steps_network on health_steps (id) where community_id is null;

-- Who takes part in a step, with what they promise.
create table health_pledges (
  step_id bigint not null references health_steps (id),
  person_id bigint not null references people (id),
  text text not null,
  at bigint not null,
  done_at bigint,
  primary key (step_id, person_id)
);
