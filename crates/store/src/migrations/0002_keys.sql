-- sqlite:
-- The key is most of the row: the table is its own index.
create table keyed (
    owner text not null,
    target text not null,
    key text not null,
    body_hash bytes not null,
    status bigint not null,
    kind text not null,
    object bigint not null,
    at bigint not null,
    primary key (owner, target, key)
) without rowid;
insert into keyed select owner, target, key, body_hash, status, kind, object, at from idempotency order by 1, 2, 3;
drop table idempotency;
alter table keyed rename to idempotency;
create index idempotency_at on idempotency (at);
-- end
