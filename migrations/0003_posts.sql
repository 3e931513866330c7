-- Posts, replies, and what people do with them.

create table posts (
  id bigint primary key,
  -- No community: a post on the author's storyline.
  community_id bigint references communities (id),
  author_id bigint not null references people (id),
  kind text not null,
  title text not null,
  body text not null,
  html text not null,
  plain text not null,
  -- The how-manieth post of its community this is (see communities.arrivals).
  arrival bigint not null default 0,
  edited_at bigint,
  deleted_at bigint,
  deleted_by bigint,
  pinned_at bigint,
  pinned_by bigint,
  replies bigint not null default 0,
  last_reply_at bigint,
  -- Questions: the best answer, and the times that are measured.
  answer_id bigint,
  first_reply_at bigint,
  answered_at bigint
);
create index posts_community on posts (community_id, id) where deleted_at is null;
create index posts_author on posts (author_id, id) where deleted_at is null;
create index posts_storyline on posts (author_id, id) where community_id is null and deleted_at is null;
create index posts_pinned on posts (community_id, pinned_at) where pinned_at is not null and deleted_at is null;
create index posts_open_questions on posts (community_id, id)
  where kind = 'question' and answer_id is null and deleted_at is null;
create index posts_questions on posts (community_id, id) where kind = 'question' and deleted_at is null;

create table replies (
  id bigint primary key,
  post_id bigint not null references posts (id),
  -- The reply this one answers, kept at any depth; pages show one level.
  parent_id bigint references replies (id),
  -- The reply to the post itself under which it is shown; null when it is one.
  top_id bigint references replies (id),
  author_id bigint not null references people (id),
  body text not null,
  html text not null,
  plain text not null,
  edited_at bigint,
  deleted_at bigint,
  deleted_by bigint
);
create index replies_post on replies (post_id, id);
create index replies_author on replies (author_id, id) where deleted_at is null;

-- Earlier texts of a post or reply.
create table revisions (
  id bigint primary key,
  item_id bigint not null,
  title text not null,
  body text not null,
  edited_by bigint not null references people (id),
  at bigint not null
);
create index revisions_item on revisions (item_id, id);

-- item_id: a post or a reply; ids of both come from one maker.
create table reactions (
  item_id bigint not null,
  person_id bigint not null references people (id),
  name text not null,
  at bigint not null,
  primary key (item_id, person_id, name)
);
create index reactions_person on reactions (person_id, item_id);

create table reaction_counts (
  item_id bigint not null,
  name text not null,
  people bigint not null,
  primary key (item_id, name)
);

create table mentions (
  item_id bigint not null,
  person_id bigint not null references people (id),
  primary key (item_id, person_id)
);
create index mentions_person on mentions (person_id, item_id);

create table praised (
  post_id bigint not null references posts (id),
  person_id bigint not null references people (id),
  primary key (post_id, person_id)
);
create index praised_person on praised (person_id, post_id);

create table post_topics (
  topic text not null,
  post_id bigint not null references posts (id),
  primary key (topic, post_id)
);
create index post_topics_post on post_topics (post_id);

-- Who saw a post, as a compressed bitmap over person numbers; only a rounded count is ever shown.
create table seen (
  post_id bigint primary key references posts (id),
  people bigint not null,
  bits bytes not null
);
