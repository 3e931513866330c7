-- People, where they work, how they sign in, and what holds for the network as a whole.

create table settings (
  key text primary key,
  value text not null
);

create table sites (
  id bigint primary key,
  name text not null,
  name_fold text not null unique,
  kind text not null check (kind in ('frontline', 'office')),
  town text not null default '',
  country text not null default ''
);

create table people (
  id bigint primary key,
  number bigint not null unique,
  name text not null,
  name_fold text not null,
  name_sort text not null,
  mail text,
  mail_fold text unique,
  employee_number text,
  employee_number_fold text unique,
  title text not null default '',
  department text not null default '',
  site_id bigint references sites (id),
  manager_id bigint references people (id),
  level text not null check (level in ('leader', 'manager', 'staff')),
  champion_from bigint,
  champion_until bigint,
  role text not null check (role in ('administrator', 'community_manager', 'member', 'guest')),
  bot bigint not null default 0 check (bot in (0, 1)),
  language text not null default 'en',
  time_zone text not null default 'UTC',
  theme text not null default 'auto',
  feed_order text not null default 'ranked' check (feed_order in ('ranked', 'latest')),
  about text not null default '',
  photo text,
  sponsor_id bigint references people (id),
  guest_until bigint,
  claimed_at bigint,
  deactivated_at bigint,
  created_at bigint not null
);
create index people_name on people (name_sort, id);
create index people_site on people (site_id, name_sort, id);
create index people_manager on people (manager_id, name_sort, id);
create index people_department on people (department, name_sort, id);

-- Every word of a name and of a title, folded: completion is a range scan over it.
create table person_words (
  word text not null,
  person_id bigint not null references people (id),
  primary key (word, person_id)
);
create index person_words_person on person_words (person_id);

create table photos (
  key text primary key,
  person_id bigint not null references people (id),
  media_type text not null,
  content bytes not null,
  created_at bigint not null
);

create table coordinators (
  person_id bigint not null references people (id),
  site_id bigint not null references sites (id),
  granted_by bigint not null,
  granted_at bigint not null,
  primary key (person_id, site_id)
);

create table follows (
  follower_id bigint not null references people (id),
  followed_id bigint not null references people (id),
  at bigint not null,
  primary key (follower_id, followed_id)
);
create index follows_followed on follows (followed_id, follower_id);

create table passwords (
  person_id bigint primary key references people (id),
  hash text not null,
  changed_at bigint not null
);

create table access_codes (
  person_id bigint primary key references people (id),
  hash text not null,
  issued_by bigint,
  issued_at bigint not null,
  expires_at bigint not null,
  tries_left bigint not null
);

create table sessions (
  id bigint primary key,
  secret_hash bytes not null unique,
  person_id bigint not null references people (id),
  device text not null,
  address text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  shared_device bigint not null default 0 check (shared_device in (0, 1))
);
create index sessions_person on sessions (person_id, seen_at);

create table tokens (
  id bigint primary key,
  secret_hash bytes not null unique,
  person_id bigint not null references people (id),
  name text not null,
  scopes text not null,
  created_at bigint not null,
  seen_at bigint,
  expires_at bigint
);
create index tokens_person on tokens (person_id, created_at);

-- What happened to accounts: who, what, to whom, when, from where, with what result.
create table audit (
  id bigint primary key,
  at bigint not null,
  actor_id bigint,
  action text not null,
  subject_id bigint,
  address text not null,
  result text not null
);
create index audit_subject on audit (subject_id, id);
