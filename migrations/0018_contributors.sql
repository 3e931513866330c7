-- Who takes part in an initiative, by their own choice, and the communities in which it is talked about.

create table initiative_people (
  initiative_id bigint not null references initiatives (id),
  person_id bigint not null references people (id),
  since bigint not null,
  primary key (initiative_id, person_id)
);
create index initiative_people_person on initiative_people (person_id, since);

create table initiative_communities (
  initiative_id bigint not null references initiatives (id),
  community_id bigint not null references communities (id),
  by_id bigint not null references people (id),
  at bigint not null,
  primary key (initiative_id, community_id)
);
create index initiative_communities_community on initiative_communities (community_id, at);
