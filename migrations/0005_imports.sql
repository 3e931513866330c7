-- What an import made of which foreign thing, so that a second run adds nothing.

create table imported (
  source text not null,
  kind text not null,
  foreign_key text not null,
  own_id bigint not null,
  primary key (source, kind, foreign_key)
);
