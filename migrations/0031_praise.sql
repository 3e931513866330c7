-- Praise for a story: a few words to somebody who is named in it.

create table story_praise (
  id bigint primary key,
  story_id bigint not null references stories (id),
  person_id bigint not null references people (id),
  by_id bigint not null references people (id),
  words text not null,
  at bigint not null,
  -- Only who is praised and who wrote it read it, until the former puts it on their page.
  state text not null check (state in ('new', 'kept', 'shown')),
  unique (story_id, by_id, person_id)
);
create index story_praise_person on story_praise (person_id, id);
