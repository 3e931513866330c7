-- Communities whose members are found by a rule, and the lists that are made of it.

-- JSON; null where people join by themselves.
alter table communities add column rule text;
create index communities_rule on communities (id) where rule is not null;

-- Raised with every change of any rule, so that rules kept in memory are known to be the present ones.
create table rule_state (
  id bigint primary key check (id = 1),
  version bigint not null
);
insert into rule_state (id, version) values (1, 0);

-- Who was found by the rule, and who leads the community: for lists and counts. No right hangs on it.
create table rule_members (
  person_id bigint not null references people (id),
  community_id bigint not null references communities (id),
  name_sort text not null,
  since bigint not null,
  -- Posts that had arrived by then: what was there before is not unread.
  arrivals bigint not null,
  primary key (person_id, community_id)
);
create index rule_members_list on rule_members (community_id, name_sort, person_id);

-- How far the list of a community has been made.
create table rule_lists (
  community_id bigint primary key references communities (id),
  -- Another with each rule: work on an older one ends.
  revision bigint not null,
  -- The person looked at last.
  after_id bigint not null,
  looked bigint not null,
  -- Rows in rule_members.
  listed bigint not null,
  finished_at bigint
);

-- People who changed and whose rows in rule_members have not been made again.
create table rule_stale (
  person_id bigint primary key references people (id)
);

-- What rules ask for, of those whom a rule can cover: they are counted in it without their rows.
create index people_rule on people (site_id, department, level, title, role, deactivated_at) where deactivated_at is null and role <> 'guest';
