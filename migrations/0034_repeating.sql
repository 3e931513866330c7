-- Replications: what was recorded of a start, how many saw the first posts, and who said no.

-- Told by the team itself, not by who answers for the initiative: they hear of it later.
alter table adoptions add column told bigint not null default 0 check (told in (0, 1));

-- When the record of the initiative took this start: by this it is known again, whatever day it names now.
alter table replication_starts add column recorded_at bigint;
update replication_starts set recorded_at = (
  select a.at from replications r
    join indicators i on i.id = r.indicator_id and i.observed = r.scope
    join indicator_units n on n.indicator_id = r.indicator_id and n.name_key = r.place_key
    join adoptions a on a.initiative_id = r.initiative_id and a.unit_id = n.id
  where r.id = replication_starts.replication_id and a.started = r.starts and a.by_id = r.leader_id);

-- How many members of its community saw its first posts, as it is shown for a week.
create table replication_reach (
  replication_id bigint primary key references replications (id),
  -- Since 1990.
  week bigint not null,
  state text not null check (state in ('about', 'most', 'withheld')),
  -- Rounded to 5; both 0 where it is not about so many.
  seen bigint not null,
  members bigint not null
);

-- Who was asked to go with a team and said no.
create table replication_refusals (
  replication_id bigint not null references replications (id),
  person_id bigint not null references people (id),
  primary key (replication_id, person_id)
);
insert into replication_refusals (replication_id, person_id)
  select id, buddy_id from replications where buddy_id is not null and buddy_answer = 'declined';

create index replications_begun_by on replications (begun_by, id);
create index indicator_readings_unit on indicator_readings (indicator_id, unit_id, period);
