-- Counters for which writers do not wait for one another.

-- A row for each writer that counted; what is counted is the sum. On SQLite there is one writer. On
-- PostgreSQL two transactions that change one row cannot both be committed, and many people react to
-- one post at the same time.
alter table reaction_counts rename to old_reaction_counts;
create table reaction_counts (
  item_id bigint not null,
  name text not null,
  writer bigint not null default 0,
  people bigint not null,
  primary key (item_id, name, writer)
);
insert into reaction_counts (item_id, name, people) select item_id, name, people from old_reaction_counts;
drop table old_reaction_counts;
