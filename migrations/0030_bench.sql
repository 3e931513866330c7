-- The bench: topics in its order and counted, invitations that were taken back.

-- An invitation that was taken back is not asked again before it would have ended.
alter table bench_asked add column withdrawn_at bigint;

-- Topics stand in the order of the bench, so that those who help with one are found page by page.
alter table bench_topics add column site_key text not null default '';
alter table bench_topics add column name_sort text not null default '';
update bench_topics set
  site_key = (select b.site_key from bench_people b where b.person_id = bench_topics.person_id),
  name_sort = (select b.name_sort from bench_people b where b.person_id = bench_topics.person_id);
create index bench_topics_order on bench_topics (topic_key, site_key, name_sort, person_id);

-- How many help with it; kept with each change.
create table bench_topic_counts (
  topic_key text primary key,
  topic text not null,
  people bigint not null
);
insert into bench_topic_counts (topic_key, topic, people)
  select topic_key, min(topic), count(*) from bench_topics group by topic_key;
create index bench_topic_counts_most on bench_topic_counts (people, topic_key);

create index bench_counts_with on bench_counts (site_id) where level = 'all' and bench > 0;
