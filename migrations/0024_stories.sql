-- Stories: what somebody did, where, and what became of it.

create table stories (
  id bigint primary key,
  teller_id bigint not null references people (id),
  use_case_id bigint references use_cases (id),
  title text not null,
  -- Why it mattered, what they had before, what changed; and what they did, one step a line.
  why text not null,
  had text not null,
  did text not null,
  changed text not null,
  industry text not null,
  role text not null check (role in ('leader', 'manager', 'champion', 'frontline', 'office')),
  site_id bigint references sites (id),
  team_size bigint,
  -- What the teller says it is worth, and how they reckoned; all three or none.
  claimed double precision,
  claimed_unit text not null,
  claimed_how text not null,
  -- The thread in which it was talked about.
  post_id bigint references posts (id),
  created_at bigint not null,
  changed_at bigint not null,
  -- Null for a draft; kept when it is withdrawn.
  published_at bigint,
  withdrawn_at bigint
);
create index stories_published on stories (published_at, id) where published_at is not null and withdrawn_at is null;
create index stories_teller on stories (teller_id, id);
create index stories_use_case on stories (use_case_id, id);

-- Which readings of which unit stand before and after.
create table story_evidence (
  story_id bigint primary key references stories (id),
  indicator_id bigint not null references indicators (id),
  unit_id bigint not null references indicator_units (id),
  before_from bigint not null,
  before_to bigint not null,
  after_from bigint not null,
  after_to bigint not null
);
create index story_evidence_indicator on story_evidence (indicator_id, story_id);

-- The readings after it, each credited to one story that is told.
create table story_readings (
  indicator_id bigint not null references indicators (id),
  unit_id bigint not null references indicator_units (id),
  period bigint not null,
  story_id bigint not null references stories (id),
  primary key (indicator_id, unit_id, period)
);
create index story_readings_story on story_readings (story_id);

-- Whom the teller wants to name. Only who agreed is named to others.
create table story_people (
  story_id bigint not null references stories (id),
  person_id bigint not null references people (id),
  place bigint not null,
  -- What they did.
  part text not null,
  answer text not null check (answer in ('asked', 'agreed', 'declined')),
  primary key (story_id, person_id)
);
create index story_people_person on story_people (person_id, story_id);

-- Who declined to be named stays unasked, however often the story is written anew.
create table story_refusals (
  story_id bigint not null references stories (id),
  person_id bigint not null references people (id),
  primary key (story_id, person_id)
);

-- The story of the week at each site.
create table story_weeks (
  site_id bigint not null references sites (id),
  -- As indicators count weeks.
  week bigint not null,
  story_id bigint not null references stories (id),
  primary key (site_id, week)
);

-- What the owner of the indicator says of the readings of a story that is told.
create table story_checks (
  story_id bigint primary key references stories (id),
  verdict text not null check (verdict in ('confirmed', 'not_confirmed')),
  why text not null,
  -- The initiative whose estimate speaks for the story, as the owner of the indicator says.
  initiative_id bigint references initiatives (id),
  by_id bigint not null references people (id),
  at bigint not null
);
