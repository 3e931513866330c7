-- Indicators that the network computes from what happens in it.

create table indicator_measures (
  indicator_id bigint primary key references indicators (id),
  measure text not null check (measure in ('answer_hours', 'answered_share')),
  -- The last period that was computed; what was computed is never computed again.
  computed_to bigint not null,
  by_id bigint not null references people (id),
  at bigint not null
);
