-- Tables that are their own index.

-- sqlite:
-- A row of these is little more than its key. SQLite kept each twice, in the table and in the index of
-- the primary key; without a row number the table is that index: a fifth less on disk for a network of
-- two million, and one tree less to change with each row.
create table keyed (
  word text not null,
  person_id bigint not null references people (id),
  primary key (word, person_id)
) without rowid;
insert into keyed select word, person_id from person_words order by 1, 2;
drop table person_words;
alter table keyed rename to person_words;
create index person_words_person on person_words (person_id);

create table keyed (
  follower_id bigint not null references people (id),
  followed_id bigint not null references people (id),
  at bigint not null,
  primary key (follower_id, followed_id)
) without rowid;
insert into keyed select follower_id, followed_id, at from follows order by 1, 2;
drop table follows;
alter table keyed rename to follows;
create index follows_followed on follows (followed_id, follower_id);

create table keyed (
  community_id bigint not null references communities (id),
  person_id bigint not null references people (id),
  role text not null check (role in ('owner', 'moderator', 'member')),
  joined_at bigint not null,
  primary key (community_id, person_id)
) without rowid;
insert into keyed select community_id, person_id, role, joined_at from memberships order by 1, 2;
drop table memberships;
alter table keyed rename to memberships;
create index memberships_person on memberships (person_id, community_id);
create index memberships_role on memberships (community_id, role, joined_at);

create table keyed (
  person_id bigint not null references people (id),
  community_id bigint not null references communities (id),
  arrivals bigint not null,
  primary key (person_id, community_id)
) without rowid;
insert into keyed select person_id, community_id, arrivals from readings order by 1, 2;
drop table readings;
alter table keyed rename to readings;

create table keyed (
  item_id bigint not null,
  person_id bigint not null references people (id),
  name text not null,
  at bigint not null,
  primary key (item_id, person_id, name)
) without rowid;
insert into keyed select item_id, person_id, name, at from reactions order by 1, 2, 3;
drop table reactions;
alter table keyed rename to reactions;
create index reactions_person on reactions (person_id, item_id);

create table keyed (
  item_id bigint not null,
  name text not null,
  writer bigint not null default 0,
  people bigint not null,
  primary key (item_id, name, writer)
) without rowid;
insert into keyed select item_id, name, writer, people from reaction_counts order by 1, 2, 3;
drop table reaction_counts;
alter table keyed rename to reaction_counts;

create table keyed (
  item_id bigint not null,
  person_id bigint not null references people (id),
  primary key (item_id, person_id)
) without rowid;
insert into keyed select item_id, person_id from mentions order by 1, 2;
drop table mentions;
alter table keyed rename to mentions;
create index mentions_person on mentions (person_id, item_id);

create table keyed (
  post_id bigint not null references posts (id),
  person_id bigint not null references people (id),
  primary key (post_id, person_id)
) without rowid;
insert into keyed select post_id, person_id from praised order by 1, 2;
drop table praised;
alter table keyed rename to praised;
create index praised_person on praised (person_id, post_id);

create table keyed (
  topic text not null,
  post_id bigint not null references posts (id),
  primary key (topic, post_id)
) without rowid;
insert into keyed select topic, post_id from post_topics order by 1, 2;
drop table post_topics;
alter table keyed rename to post_topics;
create index post_topics_post on post_topics (post_id);

create table keyed (
  post_id bigint not null references posts (id),
  person_id bigint not null references people (id),
  muted bigint not null default 0 check (muted in (0, 1)),
  primary key (post_id, person_id)
) without rowid;
insert into keyed select post_id, person_id, muted from thread_follows order by 1, 2;
drop table thread_follows;
alter table keyed rename to thread_follows;
create index thread_follows_person on thread_follows (person_id, post_id);

create table keyed (
  person_id bigint not null references people (id),
  community_id bigint not null references communities (id),
  name_sort text not null,
  since bigint not null,
  arrivals bigint not null,
  primary key (person_id, community_id)
) without rowid;
insert into keyed select person_id, community_id, name_sort, since, arrivals from rule_members order by 1, 2;
drop table rule_members;
alter table keyed rename to rule_members;
create index rule_members_list on rule_members (community_id, name_sort, person_id);
-- end
