-- One row per person and thread, updated in place.

create table notifications (
  id bigint primary key,
  person_id bigint not null references people (id),
  post_id bigint not null references posts (id),
  -- The latest reason: mention, reply, answer, accepted, praise.
  reason text not null,
  actor_id bigint not null references people (id),
  -- The reply it is about; null when it is about the post itself.
  reply_id bigint,
  -- How many people did something in the thread since it was last read.
  others bigint not null default 0,
  at bigint not null,
  read_at bigint
);
create unique index notifications_thread on notifications (person_id, post_id);
create index notifications_person on notifications (person_id, at, id);
create index notifications_unread on notifications (person_id) where read_at is null;

-- Who follows or mutes a thread; writing in it follows it.
create table thread_follows (
  post_id bigint not null references posts (id),
  person_id bigint not null references people (id),
  muted bigint not null default 0 check (muted in (0, 1)),
  primary key (post_id, person_id)
);
create index thread_follows_person on thread_follows (person_id, post_id);
