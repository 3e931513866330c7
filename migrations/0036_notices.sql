-- What is told beside threads: notices about other things, and stories in the feed.

-- Stories that are not put into somebody's feed any more: they read it or closed it. Only of stories that
-- were told a short while ago, and only as long.
create table story_dismissals (
  person_id bigint not null references people (id),
  story_id bigint not null references stories (id),
  at bigint not null,
  primary key (person_id, story_id)
);
create index story_dismissals_at on story_dismissals (at);
create index story_dismissals_story on story_dismissals (story_id);
create index initiatives_owner on initiatives (owner_id);

-- What people are told of things that are no threads: one row for each person, kind and thing.
create table notices (
  id bigint primary key,
  person_id bigint not null references people (id),
  -- As the feature calls it that tells it.
  kind text not null,
  -- A story, a replication: the kind says what.
  subject_id bigint not null,
  -- Who did it; null where a day came.
  actor_id bigint references people (id),
  at bigint not null,
  read_at bigint,
  unique (person_id, kind, subject_id)
);
create index notices_person on notices (person_id, at, id);
create index notices_unread on notices (person_id) where read_at is null;
create index notices_subject on notices (subject_id, id);
