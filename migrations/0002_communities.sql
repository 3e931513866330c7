-- Communities and who belongs to them.

create table communities (
  id bigint primary key,
  name text not null,
  name_fold text not null unique,
  purpose text not null,
  about text not null default '',
  kind text not null check (kind in ('open', 'closed', 'secret')),
  announcement bigint not null default 0 check (announcement in (0, 1)),
  official bigint not null default 0 check (official in (0, 1)),
  -- Everyone belongs to the one network-wide community without a membership row.
  network_wide bigint not null default 0 check (network_wide in (0, 1)),
  -- Posts that ever arrived: unread counts are differences of this number.
  arrivals bigint not null default 0,
  members bigint not null default 0,
  created_by bigint,
  created_at bigint not null,
  archived_at bigint
);
create index communities_directory on communities (kind, name_fold);
create unique index communities_network_wide on communities (network_wide) where network_wide = 1;

create table memberships (
  community_id bigint not null references communities (id),
  person_id bigint not null references people (id),
  role text not null check (role in ('owner', 'moderator', 'member')),
  joined_at bigint not null,
  primary key (community_id, person_id)
);
create index memberships_person on memberships (person_id, community_id);
create index memberships_role on memberships (community_id, role, joined_at);

-- How far someone has read a community, also where they have no membership row.
create table readings (
  person_id bigint not null references people (id),
  community_id bigint not null references communities (id),
  arrivals bigint not null,
  primary key (person_id, community_id)
);

create table join_requests (
  community_id bigint not null references communities (id),
  person_id bigint not null references people (id),
  at bigint not null,
  note text not null default '',
  primary key (community_id, person_id)
);

create table invitations (
  community_id bigint not null references communities (id),
  person_id bigint not null references people (id),
  invited_by bigint not null references people (id),
  at bigint not null,
  primary key (community_id, person_id)
);
create index invitations_person on invitations (person_id, at);
