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
