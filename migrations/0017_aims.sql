-- Targets that changed, archived indicators, and addresses that machines send readings to.

alter table indicators add column archived_at bigint;

-- What the aim was before it changed.
create table indicator_aims (
  indicator_id bigint not null references indicators (id),
  target double precision not null,
  due text not null,
  -- When and by whom it was replaced.
  until bigint not null,
  by_id bigint not null references people (id),
  primary key (indicator_id, until)
);

-- An address that readings are sent to without signing in; only the hash of its secret is kept.
create table indicator_hooks (
  id bigint primary key,
  indicator_id bigint not null unique references indicators (id),
  secret_hash bytes not null,
  by_id bigint not null references people (id),
  at bigint not null,
  used_at bigint
);
