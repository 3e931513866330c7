-- Champions, who are trained to help others, and advocates, who speak from their own success.

-- Whoever is one of the two. Since when and until when somebody is a champion stands with the person.
create table bench_people (
  person_id bigint primary key references people (id),
  -- Where they are listed; 0 without a site. Follows the person within a day.
  site_id bigint not null,
  site_key text not null,
  name_sort text not null,
  -- What they help with, one a line.
  topics text not null default '',
  -- Of a champion: what they were trained in, and whether they try new things before all others.
  training text not null default '',
  early_access bigint not null default 0 check (early_access in (0, 1)),
  -- Of an advocate; null for who is none.
  advocate_since bigint,
  tells text not null default '',
  -- Their own word.
  sceptic bigint not null default 0 check (sceptic in (0, 1)),
  story_id bigint references stories (id)
);
create index bench_people_order on bench_people (site_key, name_sort, person_id);
create index bench_people_sceptics on bench_people (site_key, name_sort, person_id) where sceptic = 1;
create index bench_people_story on bench_people (story_id) where story_id is not null;

create table bench_topics (
  topic_key text not null,
  person_id bigint not null references people (id),
  topic text not null,
  primary key (topic_key, person_id)
);
create index bench_topics_person on bench_topics (person_id);

-- Read by the person it asks; gone when they have answered, whatever they said.
create table bench_invitations (
  id bigint primary key,
  role text not null check (role in ('champion', 'advocate')),
  person_id bigint not null references people (id),
  by_id bigint not null references people (id),
  why text not null,
  -- Until when one would be a champion; null for no end.
  until bigint,
  ends_at bigint not null,
  unique (person_id, by_id, role)
);
create index bench_invitations_ends on bench_invitations (ends_at);

-- Read by whoever invited. It stays as it is until its end and knows no answer.
create table bench_asked (
  id bigint primary key,
  role text not null check (role in ('champion', 'advocate')),
  person_id bigint not null references people (id),
  by_id bigint not null references people (id),
  ends_at bigint not null,
  unique (by_id, person_id, role)
);
create index bench_asked_ends on bench_asked (ends_at);

-- Somebody says that a colleague would be a good champion.
create table bench_nominations (
  id bigint primary key,
  person_id bigint not null references people (id),
  by_id bigint not null references people (id),
  why text not null,
  -- Said by a champion who is about to leave.
  follow_on bigint not null check (follow_on in (0, 1)),
  ends_at bigint not null,
  unique (by_id, person_id)
);
create index bench_nominations_person on bench_nominations (person_id);
create index bench_nominations_ends on bench_nominations (ends_at);

-- Counted by a job: colleagues of a level at a site, and those of them on the bench.
create table bench_counts (
  -- 0: without a site.
  site_id bigint not null,
  level text not null check (level in ('all', 'leader', 'manager', 'staff')),
  country text not null,
  people bigint not null,
  champions bigint not null,
  advocates bigint not null,
  sceptics bigint not null,
  -- Either of the two.
  bench bigint not null,
  primary key (site_id, level)
);
create index bench_counts_without on bench_counts (people, site_id) where level = 'all' and champions = 0 and site_id > 0;

create table bench_totals (
  country text not null,
  level text not null check (level in ('all', 'leader', 'manager', 'staff')),
  people bigint not null,
  champions bigint not null,
  advocates bigint not null,
  sceptics bigint not null,
  bench bigint not null,
  sites bigint not null,
  sites_with bigint not null,
  primary key (country, level)
);

create index people_champions on people (site_id, id) where champion_from is not null;
create index people_champions_end on people (champion_until, id) where champion_until is not null;
