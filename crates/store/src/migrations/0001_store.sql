-- One row: where the change log is, and in which life of the database.
create table log_state (
    one bigint primary key check (one = 1),
    epoch bigint not null,
    position bigint not null,
    -- PostgreSQL: cluster and database; other than expected after a restore elsewhere.
    system text not null
);

-- sqlite:
create table changes (
    position bigint primary key,
    kind text not null,
    key bigint not null,
    place bigint not null,
    at bigint not null
);
-- end
-- postgres:
create table changes (
    entry bigint generated always as identity primary key,
    position bigint,
    transaction bigint not null default (cast(cast(pg_current_xact_id() as text) as bigint)),
    kind text not null,
    key bigint not null,
    place bigint not null,
    at bigint not null
);
create unique index changes_position on changes (position) where position is not null;
create index changes_waiting on changes (transaction, entry) where position is null;
-- end

-- Who makes ids with which node number, and above which tick the next owner begins.
create table nodes (
    node bigint primary key,
    owner bigint not null,
    lease_until bigint not null,
    tick bigint not null
);

create table idempotency (
    owner text not null,
    target text not null,
    key text not null,
    body_hash bytes not null,
    status bigint not null,
    kind text not null,
    object bigint not null,
    at bigint not null,
    primary key (owner, target, key)
);
create index idempotency_at on idempotency (at);

create table jobs (
    id bigint primary key,
    kind text not null,
    payload text not null,
    run_at bigint not null,
    lease_until bigint,
    worker bigint,
    tries bigint not null default 0,
    last_error text,
    parked bigint not null default 0 check (parked in (0, 1))
);
create index jobs_due on jobs (coalesce(lease_until, run_at)) where parked = 0;
