-- Displays: screens in break rooms that show stories while nobody is signed in.

create table displays (
  id bigint primary key,
  name text not null,
  site_id bigint not null references sites (id),
  -- Of the secret in the link until somebody opens it, then of the one that the screen keeps.
  secret_hash bytes not null,
  -- When the link was opened; it opens nothing a second time.
  opened_at bigint,
  made_by bigint not null references people (id),
  made_at bigint not null,
  ends_at bigint not null,
  -- The beginning of the day, in UTC, on which the screen asked last.
  seen_day bigint
);

-- Who agreed that a story, and their name in it, is shown on displays.
create table story_displays (
  story_id bigint not null references stories (id),
  person_id bigint not null references people (id),
  at bigint not null,
  primary key (story_id, person_id)
);
